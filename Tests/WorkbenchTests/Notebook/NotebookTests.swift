import Diagnostics
import Foundation
import Interchange
import Storage
import TestSupport
import Testing

@testable import Workbench

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Sessions as notebooks")
struct NotebookTests {
    private static let load =
        "load '\(KigezoProcess.loans)' as loans label repaid positive yes prediction approved score p_repay"

    private func saved(_ lines: [String], as name: String = "s.ipynb") async throws -> (text: String, json: JSONValue) {
        let folder = try ScratchFolder()
        let session = Session()
        for line in lines + ["save '\(folder.file(name))'"] {
            let failure = await session.run(line: line).failure
            #expect(failure == nil, "\(line): \(failure?.diagnostics.first?.message ?? "")")
        }
        let text = String(decoding: try FileReader.contents(of: folder.file(name)), as: UTF8.self)
        return (text, try JSONValue.parse(text))
    }

    private func joined(_ value: JSONValue?) -> String { (value?.elements ?? []).compactMap(\.text).joined() }

    @Test("A cell for each command, with its result as text, table, picture and figures in one output")
    func results() async throws {
        let (text, notebook) = try await saved([
            Self.load, "metrics tpr of loans by region | plot", "compare tpr of loans by gender | to csv",
            "derive young = age < 30",
        ])
        let cells = try #require(notebook["cells"]?.elements)
        #expect(cells.map { $0["cell_type"]?.text } == ["code", "code", "code", "code"])
        #expect(cells.map { $0["execution_count"]?.integerValue } == [1, 2, 3, 4])
        let loaded = try #require(cells[0]["outputs"]?.elements)
        #expect(loaded.count == 1 && joined(loaded[0]["text"]).contains("200 rows read, 200 used, 0 refused"))
        let drawn = try #require(cells[1]["outputs"]?.elements)
        #expect(drawn.count == 1 && drawn[0]["output_type"]?.text == "display_data")
        let forms = try #require(drawn[0]["data"]?.members)
        #expect(
            Set(forms.map(\.name)) == ["text/plain", "text/html", "image/svg+xml", "application/vnd.kigezo+json"])
        let session = Session()
        _ = await session.run(line: Self.load)
        let printed = await session.run(line: "metrics tpr of loans by region | plot").reports.map(\.output).joined()
        #expect(joined(drawn[0]["data"]?["text/plain"]) == printed)
        let document = await session.run(line: "last to json").reports.map(\.output).joined()
        #expect(drawn[0]["data"]?["application/vnd.kigezo+json"] == (try JSONValue.parse(document)))
        let svg = joined(drawn[0]["data"]?["image/svg+xml"])
        for part in ["<title>true-positive-rate</title>", "<desc>", "Nairobi", "0.948", "everybody 0.802"] {
            #expect(svg.contains(part))
        }
        #expect(XMLParser(data: Data(svg.utf8)).parse())
        let compared = try #require(cells[2]["outputs"]?.elements?.first?["data"])
        #expect(joined(compared["text/plain"]).hasPrefix("gender,metric,"))
        #expect(joined(compared["text/html"]).hasPrefix("<table>") && compared["image/svg+xml"] == nil)
        // The line is as it was meant, and the digest of the whole result stands beside it.
        #expect(joined(cells[2]["source"]) == "compare tpr of loans by gender | to csv")
        #expect(cells[2]["metadata"]?["kigezo"]?["result-sha256"]?.text?.count == 64)
        #expect(notebook["metadata"]?["kigezo"]?["inputs"]?.elements?.count == 1)
        // A drawing of two columns is a map.
        let map = try await saved([Self.load, "metrics tpr of loans by region, gender | plot heatmap"]).json
        let mapped = joined(map["cells"]?.elements?.last?["outputs"]?.elements?.first?["data"]?["image/svg+xml"])
        #expect(XMLParser(data: Data(mapped.utf8)).parse() && mapped.contains("gender across"))
        #expect(text.hasSuffix("}\n"))
    }

    @Test("What the format asks for: no other members, identifiers that are unique and stay")
    func form() async throws {
        let lines = [Self.load, "# # A head", "#", "# and words", "metrics tpr", "metrics tpr", "# the end"]
        let (text, notebook) = try await saved(lines)
        #expect(notebook.members?.map(\.name) == ["cells", "metadata", "nbformat", "nbformat_minor"])
        #expect(notebook["nbformat"] == 4 && notebook["nbformat_minor"] == 5)
        let cells = try #require(notebook["cells"]?.elements)
        #expect(cells.map { $0["cell_type"]?.text } == ["code", "markdown", "code", "code", "markdown"])
        #expect(joined(cells[1]["source"]) == "# A head\n\nand words")
        #expect(cells[1].members?.map(\.name) == ["cell_type", "id", "metadata", "source"])
        #expect(
            cells[0].members?.map(\.name)
                == ["cell_type", "execution_count", "id", "metadata", "outputs", "source"])
        let identifiers = cells.compactMap { $0["id"]?.text }
        #expect(Set(identifiers).count == 5)
        #expect(identifiers.allSatisfy { $0.count == 12 && $0.allSatisfy(\.isHexDigit) })
        #expect(try await saved(lines).text == text)
    }

    @Test("Comments are kept in scripts, through saving, running and replaying")
    func comments() async throws {
        let folder = try ScratchFolder()
        let session = Session()
        let script = folder.file("s.kigezo")
        for line in [Self.load, "# who?", "#!shell", "metrics tpr", "# end", "save '\(script)'"] {
            #expect(await session.run(line: line).failure == nil)
        }
        let text = String(decoding: try FileReader.contents(of: script), as: UTF8.self)
        #expect(text.contains("\n# who?\n#= result") && text.hasSuffix("# end\n") && !text.contains("shell"))
        let again = Session()
        let replayed = await again.run(line: "replay '\(script)'; save '\(folder.file("t.kigezo"))'")
        #expect(replayed.failure == nil)
        #expect(String(decoding: try FileReader.contents(of: folder.file("t.kigezo")), as: UTF8.self) == text)
        let checked = await Session().run(line: "replay '\(script)' check").reports.map(\.output).joined()
        #expect(checked == "  same: 1 result of 2 commands, 1 input\n")
        let run = try KigezoProcess.run(["-c", text + "save '\(folder.file("u.kigezo"))'"])
        #expect(run.status == 0, "\(run.errors)")
        #expect(String(decoding: try FileReader.contents(of: folder.file("u.kigezo")), as: UTF8.self) == text)
    }

    @Test(
        "Texts are cut into lines where Python cuts them",
        arguments: [
            ("", []), ("a", ["a"]), ("a\n", ["a\n"]), ("a\nb", ["a\n", "b"]), ("a\r\nb\r", ["a\r\n", "b\r"]),
            ("\n\n", ["\n", "\n"]), ("a\u{2028}b\u{85}c\u{0B}\u{1C}", ["a\u{2028}", "b\u{85}", "c\u{0B}", "\u{1C}"]),
            ("a\r\r\nb", ["a\r", "\r\n", "b"]), ("አማራ\nx\u{301}", ["አማራ\n", "x\u{301}"]),
        ] as [(String, [String])])
    func lines(text: String, lines: [String]) {
        #expect(Notebook.lines(text) == .array(lines.map { .string($0) }))
    }

    @Test(
        "Values are written as Python writes them",
        arguments: [
            (.number(0.1), "0.1"), (.number(1e-5), "1e-05"), (.number(3), "3"),
            (.number(9_100_000_000_000_000), "9100000000000000"),
            (.number(1e16), "1e+16"), (.number(-2.5e-7), "-2.5e-07"), (.number(-0.0), "0"), (.integer(12), "12"),
            (.array([]), "[]"), (.object([]), "{}"), (.bool(true), "true"), (.null, "null"),
            (.string("<é\u{7F}\u{1}\t\u{8}\"\\"), "\"<é\u{7F}\\u0001\\t\\b\\\"\\\\\""),
            (.object([.init("b", [1]), .init("a", .null)]), "{\n \"a\": null,\n \"b\": [\n  1\n ]\n}"),
        ] as [(JSONValue, String)])
    func values(value: JSONValue, text: String) {
        #expect(NotebookText.text(of: value) == text)
    }

    @Test("Hostile names act neither as markup nor as controls, in no form")
    func hostile() async throws {
        let folder = try ScratchFolder()
        try folder.write(HostileNames.rows, as: "rows.csv")
        let (_, notebook) = try await saved([
            "load '\(folder.file("rows.csv"))' as rows label label positive 1 prediction prediction",
            "metrics tpr of rows by group | plot",
        ])
        let data = try #require(notebook["cells"]?.elements?.last?["outputs"]?.elements?.first?["data"])
        let svg = joined(data["image/svg+xml"])
        #expect(XMLParser(data: Data(svg.utf8)).parse())
        for text in [svg, joined(data["text/html"])] {
            #expect(!text.contains("<script") && !text.contains("<img") && !text.contains("\u{1B}"))
        }
        #expect(!joined(data["text/plain"]).contains("\u{1B}"))
    }

    @Test("The notebooks that are handed out are what the program makes of their scripts; renew with UPDATE_GOLDENS=1")
    func shipped() throws {
        let folder = PackageFolder.root + "/notebooks/"
        let scripts = try FolderListing.names(in: folder).filter { $0.hasSuffix(".kigezo") }
        #expect(!scripts.isEmpty)
        for script in scripts {
            let scratch = try ScratchFolder()
            let name = script.replacing(".kigezo", with: ".ipynb")
            let text = String(decoding: try FileReader.contents(of: folder + script), as: UTF8.self)
            #expect(text.hasSuffix("save notebooks/\(name) force\n"))
            let outcome = try KigezoProcess.run(
                [], input: text.replacing("save notebooks/", with: "save \(scratch.path)/"), folder: PackageFolder.root)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let made = try FileReader.contents(of: scratch.file(name))
            if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil {
                try AtomicFile.write(made, to: folder + name, replaceExisting: true)
            }
            #expect(try FileReader.contents(of: folder + name) == made, "\(name) is not what its script makes now")
        }
    }
}
