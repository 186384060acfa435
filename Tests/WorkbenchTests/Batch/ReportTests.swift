import Foundation
import Interchange
import Storage
import TestSupport
import Testing

@testable import Workbench

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Reports of a run for machines and builds")
struct ReportTests {
    /// A run over groups whose names attack reports, and a scenario that cannot be read.
    private static func hostile(_ scratch: ScratchFolder, _ more: [String] = []) throws -> KigezoProcess.Outcome {
        try SmallScenario(
            groups: HostileNames.all + [
                "]]>", "<![CDATA[x]]>", "\u{FFFF}", "a\u{0}b".replacing("\u{0}", with: "\u{1}"),
            ],
            gate: """
                {name: "]]> & <same> \\"for\\" all", metric: accuracy, by: region, compare: value, floor: 0.99}
                  - {name: "::error::spread", metric: accuracy, by: region, compare: difference, tolerance: 0.05, because: "a\\tb | c"}
                """
        ).write(into: scratch, as: "suite/sm%all [1]")
        try scratch.write("name: \"]]>\"\nkgezo: 1\n", as: "suite/broken/scenario.yaml")
        return try KigezoProcess.run(
            [
                "run", "suite", "--out", "results", "--junit", "r/j.xml", "--sarif", "r/s.sarif", "--json", "r/r.json",
                "--jsonl",
                "r/r.jsonl", "--md", "r/m.md",
            ] + more, folder: scratch.path, environment: ["GITHUB_ACTIONS": "true"])
    }

    /// Counts elements and their texts.
    private final class Reader: NSObject, XMLParserDelegate {
        var counts: [String: Int] = [:]
        var names: [String] = []
        var totals: [String: String] = [:]
        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String] = [:]
        ) {
            counts[name, default: 0] += 1
            if name == "testcase" { names.append(attributes["name"] ?? "") }
            if name == "testsuites" { totals = attributes }
        }
    }

    @Test("JUnit parses, whatever groups and gates are called, and its counts add up")
    func junit() throws {
        let scratch = try ScratchFolder()
        let outcome = try Self.hostile(scratch)
        #expect(outcome.status == 3, "\(outcome.errors)")
        let bytes = try FileReader.contents(of: scratch.file("r/j.xml"))
        let parser = XMLParser(data: Data(bytes))
        let reader = Reader()
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        let groups = HostileNames.all.count + 4
        #expect(reader.counts["testsuite"] == 2 && reader.counts["testcase"] == 2 * groups + 1)
        #expect(reader.totals["tests"] == "\(2 * groups + 1)")
        #expect(reader.totals["failures"] == "\(reader.counts["failure"] ?? 0)")
        #expect(reader.totals["skipped"] == "\(reader.counts["skipped"] ?? 0)")
        #expect(reader.totals["errors"] == "1" && reader.counts["error"] == 1)
        #expect(reader.names.contains("]]> & <same> \"for\" all: region=]]>"))
        #expect(reader.names.contains { $0.hasSuffix("region=" + HostileNames.amharic) })
        #expect(Set(reader.names).count == reader.names.count)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(HostileNames.dangerous(in: text).isEmpty)
    }

    @Test("SARIF has the gates as rules and points at their lines; fingerprints stay when lines move")
    func sarif() throws {
        func fingerprints(_ document: JSONValue) -> [String] {
            (document["runs"]?.elements?.first?["results"]?.elements ?? []).compactMap {
                $0["partialFingerprints"]?["kigezoGate/v1"]?.text
            }
        }
        let scratch = try ScratchFolder()
        _ = try Self.hostile(scratch)
        let document = try JSONValue.parse(try FileReader.contents(of: scratch.file("r/s.sarif")))
        let run = try #require(document["runs"]?.elements?.first)
        let rules = try #require(run["tool"]?["driver"]?["rules"]?.elements)
        let results = try #require(run["results"]?.elements)
        #expect(document["version"]?.text == "2.1.0" && rules.count == 2 && !results.isEmpty)
        let yaml = String(
            decoding: try FileReader.contents(of: scratch.file("suite/sm%all [1]/scenario.yaml")), as: UTF8.self
        )
        .split(separator: "\n", omittingEmptySubsequences: false)
        for result in results {
            let index = try #require(result["ruleIndex"]?.integerValue)
            #expect(rules[index]["id"] == result["ruleId"])
            let place = result["locations"]?.elements?.first?["physicalLocation"]
            #expect(place?["artifactLocation"]?["uri"]?.text == "suite/sm%25all%20%5B1%5D/scenario.yaml")
            let line = try #require(place?["region"]?["startLine"]?.integerValue)
            #expect(yaml[line - 1].contains(index == 0 ? "]]>" : "::error::"))
            #expect(result["kind"]?.text == "fail" ? result["level"]?.text == "error" : result["level"]?.text == "none")
        }
        #expect(Set(fingerprints(document)).count == results.count)
        let invocation = run["invocations"]?.elements?.first
        #expect(invocation?["exitCode"]?.integerValue == 3 && invocation?["executionSuccessful"]?.boolean == false)
        #expect(invocation?["toolExecutionNotifications"]?.elements?.isEmpty == false)
        // Moved down by a line.
        try AtomicFile.write(
            "# a remark\n" + yaml.joined(separator: "\n"), to: scratch.file("suite/sm%all [1]/scenario.yaml"),
            replaceExisting: true)
        _ = try KigezoProcess.run(
            ["run", "suite", "--out", "results", "--sarif", "r/s.sarif"], folder: scratch.path)
        let moved = try JSONValue.parse(try FileReader.contents(of: scratch.file("r/s.sarif")))
        #expect(moved != document && fingerprints(moved) == fingerprints(document))
    }

    @Test("JSON and JSON Lines tell every scenario with its verdicts and problems")
    func json() throws {
        let scratch = try ScratchFolder()
        let outcome = try Self.hostile(scratch)
        let document = try JSONValue.parse(try FileReader.contents(of: scratch.file("r/r.json")))
        #expect(document["exit-status"]?.integerValue == Int(outcome.status))
        let scenarios = try #require(document["scenarios"]?.elements)
        #expect(scenarios.map { $0["state"]?.text } == ["not-assessed", "assessed"])
        #expect(scenarios[0]["problems"]?.elements?.first?["line"]?.integerValue != nil)
        #expect(scenarios[1]["gates"]?.elements?.count == 2)
        let lines = String(decoding: try FileReader.contents(of: scratch.file("r/r.jsonl")), as: UTF8.self).split(
            separator: "\n")
        #expect(try lines.map { try JSONValue.parse(Array($0.utf8)) } == scenarios)
    }

    @Test("Markdown says the verdict first and has no markup that acts; annotations are ours alone")
    func markdown() throws {
        let scratch = try ScratchFolder()
        let outcome = try Self.hostile(scratch)
        let text = String(decoding: try FileReader.contents(of: scratch.file("r/m.md")), as: UTF8.self)
        #expect(text.hasPrefix("**not finished: 2 scenarios: "), "\(text)")
        #expect(HostileNames.dangerous(in: text).isEmpty && !text.contains("<script"))
        #expect(text.split(separator: "\n").count { $0.hasPrefix("- ") } <= SuiteText.limit)
        let commands = outcome.output.split(separator: "\n").filter { $0.hasPrefix("::") }
        #expect(!commands.isEmpty && commands.count <= 2 * GitHubAnnotations.limit)
        for command in commands {
            #expect(command.hasPrefix("::error file=suite/") || command.hasPrefix("::warning file=suite/"))
            // One closing mark behind the properties, whatever a gate is called.
            #expect(
                command.dropFirst(2).split(separator: "::", maxSplits: 1).first?.contains("error%3A%3A") == true
                    || !command.contains("spread"))
        }
        #expect(HostileNames.dangerous(in: outcome.output).isEmpty)
    }

    @Test("No more than twenty rows are listed, and the others are counted")
    func manyRows() throws {
        let scratch = try ScratchFolder()
        let gates = (0..<30).map { "{name: g\($0), metric: accuracy, compare: value, floor: 0.99}" }
        try SmallScenario(gate: gates.joined(separator: "\n  - ")).write(into: scratch)
        let outcome = try KigezoProcess.run(["run", "small", "--out", "results", "--md", "m.md"], folder: scratch.path)
        #expect(outcome.status == 1)
        let text = String(decoding: try FileReader.contents(of: scratch.file("m.md")), as: UTF8.self)
        #expect(text.hasPrefix("**FAIL ✗: 1 scenario: 0 pass, 1 fail"))
        #expect(text.split(separator: "\n").count { $0.hasPrefix("- ") } == 20 && text.contains("… and 10 more"))
    }

    @Test("A report replaces nothing that is read and nothing that no run wrote")
    func targets() throws {
        let scratch = try ScratchFolder()
        try SmallScenario(gate: SuiteTests.kept).write(into: scratch)
        try scratch.write("mine", as: "notes.md")
        func status(_ arguments: String...) throws -> Int32 {
            try KigezoProcess.run(["run", "small", "--out", "results"] + arguments, folder: scratch.path).status
        }
        #expect(try status("--md", "notes.md") == 73)
        #expect(try FileReader.contents(of: scratch.file("notes.md")) == Array("mine".utf8))
        #expect(!FileKind.isFolder(scratch.file("results")))
        for input in ["small/rows.csv", "small/model.csv", "small/scenario.yaml"] {
            let before = try FileReader.contents(of: scratch.file(input))
            #expect(try status("--json", input, "--force") == 73)
            #expect(try FileReader.contents(of: scratch.file(input)) == before)
        }
        #expect(try status("--json", "same", "--md", "same") == 2)
        #expect(try status("--md", "notes.md", "--force") == 0)
        #expect(try status("--md", "notes.md") == 0)
        // Reports of an earlier run, of every kind.
        let all = ["--junit", "r.xml", "--sarif", "r.sarif", "--json", "r.json", "--jsonl", "r.jsonl", "--md", "r.md"]
        for _ in 0..<2 {
            let outcome = try KigezoProcess.run(["run", "small", "--out", "results"] + all, folder: scratch.path)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        // As a build service makes it.
        try scratch.write("", as: "empty.md")
        #expect(try status("--md", "empty.md") == 0)
    }

    @Test("The same run writes the same reports, whatever the threads")
    func sameBytes() throws {
        let scratch = try ScratchFolder()
        try SuiteTests.write(into: scratch)
        func reports(_ name: String, _ jobs: String) throws -> [[UInt8]] {
            _ = try KigezoProcess.run(
                [
                    "run", "suite", "--out", "results", "--jobs", jobs, "--junit", "\(name).xml", "--sarif",
                    "\(name).sarif", "--json",
                    "\(name).json", "--md", "\(name).md", "--no-cache",
                ], folder: scratch.path)
            return try ["xml", "sarif", "json", "md"].map { try FileReader.contents(of: scratch.file("\(name).\($0)")) }
        }
        #expect(try reports("one", "1") == reports("two", "4"))
    }
}
