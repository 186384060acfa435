import Diagnostics
import Foundation
import Interchange
import Storage
import Tables
import TestSupport
import Testing

@testable import Workbench

/// The folder `scenarios/message-triage`, and the Python that its scorer needs.
private enum Triage {
    static let folder = PackageFolder.root + "/scenarios/message-triage"
    static let models = ["imported-en", "local"]
    /// Where templates and texts come from: those to assess, and those each model learnt from.
    static let tables = ["messages.csv", "train/local.csv", "train/imported-en.csv"]

    /// The first Python on the path; `nil` where there is none.
    static let python = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/python3" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    /// What `make/otherwise.py` asks of the program.
    static let swaps: [String] = {
        let bytes = (try? FileReader.contents(of: folder + "/make/otherwise.txt")) ?? []
        return bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }.filter { !$0.hasPrefix("#") }
    }()

    /// The columns of a table of the folder, as texts.
    static func columns(_ names: [String], of path: String) throws -> [[String]] {
        let table = try TableReader.read(
            path: folder + "/" + path, columns: .only(names.map { ColumnRequest($0, .text) }))
        return try names.map { name in
            let column = try #require(table.text(name))
            return (0..<table.rowCount).map { column[$0] ?? "" }
        }
    }

    /// What the scorer of the folder prints.
    static func score(_ arguments: [String], input: String = "") throws -> [UInt8] {
        let scratch = try ScratchFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(python))
        process.arguments = ["-B", folder + "/models/score.py"] + arguments
        let (inputPath, outputPath) = (try scratch.write(input, as: "in"), try scratch.write("", as: "out"))
        process.standardInput = FileHandle(forReadingAtPath: inputPath)
        process.standardOutput = FileHandle(forWritingAtPath: outputPath)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try FileReader.contents(of: outputPath)
    }

    /// Letters alone, without case and marks: what near-copies share.
    static func letters(_ text: String) -> String {
        let folded = text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
        return String(String.UnicodeScalarView(folded.filter(\.properties.isAlphabetic)))
    }
}

@Suite("The scenario message-triage")
struct MessageTriageTests {
    @Test(
        "The committed predictions are what the committed weights give",
        .enabled(if: Triage.python != nil, "there is no python3 on the path"), arguments: Triage.models,
        [
            ("messages.csv", "predictions"), ("counterfactuals/pairs.csv", "counterfactuals"),
            ("counterfactuals/otherwise/pairs.csv", "counterfactuals/otherwise"),
        ])
    func predictions(model: String, files: (rows: String, answers: String)) throws {
        let printed = try Triage.score(
            [Triage.folder + "/models/\(model).json", "--csv", Triage.folder + "/" + files.rows])
        #expect(printed == (try FileReader.contents(of: Triage.folder + "/\(files.answers)/\(model).csv")))
    }

    @Test(
        "Line by line the scorer answers what stands in the table",
        .enabled(
            if: Triage.python != nil, "there is no python3 on the path"), arguments: Triage.models)
    func lines(model: String) throws {
        let rows = try Triage.columns(["id", "text"], of: "messages.csv")
        let names = ["routine", "soon", "emergency"]
        let expected = try Triage.columns(
            ["id", "prediction"] + names.map { "score_" + $0 }, of: "predictions/\(model).csv")
        let asked = stride(from: 0, to: rows[0].count, by: 29)
        let input = asked.map {
            JSONValue.object([.init("id", .string(rows[0][$0])), .init("text", .string(rows[1][$0]))])
                .canonicalText(.compact) + "\n"
        }
        let answers = String(
            decoding: try Triage.score([Triage.folder + "/models/\(model).json"], input: input.joined()), as: UTF8.self
        ).split(separator: "\n")
        #expect(answers.count == input.count)
        for (row, line) in zip(asked, answers) {
            let answer = try JSONValue.parse(String(line))
            #expect(answer["id"]?.text == expected[0][row])
            #expect(answer["prediction"]?.text == expected[1][row])
            for (index, name) in names.enumerated() {
                #expect(answer["scores"]?[name]?.double == Double(expected[2 + index][row]))
            }
        }
    }

    @Test(
        "The texts written otherwise are what the packs make of the messages today",
        arguments: Triage.swaps)
    func otherwise(line: String) async throws {
        let scratch = try ScratchFolder()
        let parts = line.split(separator: " where ", maxSplits: 1)
        let (_, failure) = await Session().run(
            line: "probe counterfactual in \(Triage.folder)/messages.csv features text, language text text "
                + "where \(parts[1]) swap \(parts[0]) out \(scratch.file("pairs.csv"))")
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        func rows(_ path: String) throws -> [[String]] {
            let names = ["original", "kind", "from", "to", "made-with", "text"]
            let table = try TableReader.read(path: path, columns: .only(names.map { ColumnRequest($0, .text) }))
            return (0..<table.rowCount).map { row in names.map { table.text($0)?[row] ?? "" } }
        }
        let made = Set(try rows(scratch.file("pairs.csv")))
        let marks = Set(made.map { $0[1] + $0[3] + $0[4] })
        let kept = try rows(Triage.folder + "/counterfactuals/otherwise/pairs.csv").filter {
            $0[1] != "original" && marks.contains($0[1] + $0[3] + $0[4])
        }
        #expect(!kept.isEmpty)
        // Other lines may ask the same of other messages.
        let own = Set(made.map { $0[0] })
        for row in kept where own.contains(row[0]) { #expect(made.contains(row), "\(row)") }
    }

    @Test("No template and no text is both to assess and to learn from, and no text stands twice")
    func splits() throws {
        var (templates, texts, count) = ([Set<String>](), Set<String>(), 0)
        for table in Triage.tables {
            let columns = try Triage.columns(["template", "text"], of: table)
            templates.append(Set(columns[0]))
            texts.formUnion(columns[1].map(Triage.letters))
            count += columns[1].count
        }
        #expect(texts.count == count)
        for (index, own) in templates.enumerated() {
            for other in templates[..<index] { #expect(own.isDisjoint(with: other)) }
        }
    }

    @Test("There are messages enough in every language, and every changed text has its original")
    func sizes() throws {
        let columns = try Triage.columns(["language", "id", "template"], of: "messages.csv")
        let languages = Dictionary(grouping: columns[0].indices) { columns[0][$0] }
        #expect(languages.keys.sorted() == ["am", "en", "ha", "hi", "pt", "sw"])
        #expect(columns[0].count >= 1_200)
        for (language, rows) in languages {
            #expect(rows.count >= 150, "\(language)")
            #expect(Set(rows.map { columns[2][$0] }).count >= 40, "\(language)")
        }
        for file in ["pairs.csv", "otherwise/pairs.csv"] {
            let originals = try Triage.columns(["original"], of: "counterfactuals/" + file)[0]
            #expect(originals.count > 800 && Set(originals).isSubset(of: columns[1]))
        }
    }

    @Test("The README's table says what the files say", arguments: Triage.models)
    func readme(model: String) throws {
        let rows = try Triage.columns(["id", "language", "urgency"], of: "messages.csv")
        let answers = try Triage.columns(["id", "prediction"], of: "predictions/\(model).csv")
        try #require(answers[0] == rows[0])
        let readme = String(decoding: try FileReader.contents(of: Triage.folder + "/README.md"), as: UTF8.self)
        let first = try #require(Triage.models.firstIndex(of: model)) * 2 + 1
        for language in ["en", "sw", "hi", "pt", "ha", "am"] {
            let line = try #require(readme.split(separator: "\n").first { $0.contains("(\(language)) |") })
            let cells = line.split(separator: "|").map { $0.split(separator: " ").first ?? "" }
            let own = rows[0].indices.filter { rows[1][$0] == language }
            let emergencies = own.filter { rows[2][$0] == "emergency" }
            for (cell, among) in [(cells[first], own), (cells[first + 1], emergencies)] {
                let right = among.count { answers[1][$0] == rows[2][$0] }
                #expect(Double(cell) == (100 * Double(right) / Double(among.count)).rounded(), "\(language)")
            }
            #expect(Int(cells[5]) == emergencies.count)
        }
    }

    @Test("No word of a message reaches what a run writes")
    func privacy() throws {
        let scratch = try ScratchFolder()
        try KigezoProcess.copyScenario("message-triage", into: scratch)
        let path = scratch.file("scenarios/message-triage/scenario.yaml")
        let yaml = String(decoding: try FileReader.contents(of: path), as: UTF8.self)
        // Without its gates, probes, clusters and all but one grouping and metric it is as personal, and much quicker.
        func cut(_ first: String, _ next: String, _ text: String) throws -> String {
            let (start, end) = (try #require(text.range(of: first)), try #require(text.range(of: next)))
            return text.replacingCharacters(in: start.lowerBound..<end.lowerBound, with: "")
        }
        let short = try cut("  metrics:\n", "  minimum-group:", cut("gates:\n", "governance:\n", yaml))
            .split(separator: "\n").filter { !$0.hasPrefix("  cluster:") }
            .map { $0.hasPrefix("  by: [") ? "  by: [language]\n  metrics: [accuracy]" : $0 }.joined(separator: "\n")
        try scratch.write(short, as: "scenarios/message-triage/scenario.yaml")
        let run = try KigezoProcess.run(
            ["run", "scenarios/message-triage", "--out", "results"], folder: scratch.path)
        #expect(run.status == 0, "\(run.errors)")
        let results = scratch.file("results/message-triage")
        let written = try KigezoProcess.files(below: results).map {
            String(decoding: try FileReader.contents(of: results + "/" + $0), as: UTF8.self)
        }
        #expect(written.count == 6)
        let texts = try Triage.columns(["text"], of: "messages.csv")[0]
        for text in written + [run.output, run.errors] {
            // Longer runs of letters than any name, so that no word of the dossier is taken for one of a message.
            for message in stride(from: 0, to: texts.count, by: 37).map({ texts[$0].prefix(24) }) {
                #expect(!text.contains(message))
            }
        }
    }
}
