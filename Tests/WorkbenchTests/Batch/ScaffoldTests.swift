import Foundation
import Interchange
import Metrics
import Scenarios
import Storage
import TestSupport
import Testing

@testable import Workbench

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("kigezo new scenario")
struct ScaffoldTests {
    private static func new(_ scratch: ScratchFolder, _ arguments: [String], name: String = "mine") throws
        -> KigezoProcess.Outcome
    {
        try KigezoProcess.run(["new", "scenario", name] + arguments, folder: scratch.path)
    }

    private static func load(_ scratch: ScratchFolder, _ name: String = "mine") throws -> Scenario {
        try ScenarioFile.load(scratch.file(name)) {
            Catalogue.metric(named: $0).map { .known(canonical: $0.name) } ?? .unknown(near: [])
        }
    }

    @Test("A file that says it all becomes a folder that runs, with the digest of its copy")
    func runs() throws {
        let scratch = try ScratchFolder()
        try scratch.write(try FileReader.contents(of: KigezoProcess.loans), as: "loans.csv")
        let outcome = try Self.new(scratch, ["--from", "loans.csv", "--favourable", "yes"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        for part in [
            "label       repaid", "its name: yes 121, no 79", "positive    yes", "decision    approved", "next: ",
        ] {
            #expect(outcome.output.contains(part), "\(outcome.output)")
        }
        #expect(
            outcome.errors.contains("200 rows read, 200 used, 0 refused")
                && outcome.errors.contains("'age' has too many values"))
        #expect(
            try KigezoProcess.files(below: scratch.file("mine")) == [
                "README.md", "loans.csv", "scenario.schema.json", "scenario.yaml",
            ])
        let scenario = try Self.load(scratch)
        let bytes = try FileReader.contents(of: KigezoProcess.loans)
        #expect(scenario.data.sha256?.value == SHA256.hexadecimal(SHA256.digest(of: bytes)))
        #expect(try FileReader.contents(of: scratch.file("mine/loans.csv")) == bytes)
        #expect(
            scenario.data.groups.map(\.column.value) == ["region", "gender"]
                && scenario.models[0].favourablePositive == true)
        let run = try KigezoProcess.run(["run", "mine", "--out", "results"], folder: scratch.path)
        #expect([0, 1, 5].contains(run.status), "\(run.errors)")
        #expect(FileKind.isRegularFile(scratch.file("results/mine/dossier.en.html")))
        // Its schema is the published one, and the first line names it.
        #expect(
            try FileReader.contents(of: scratch.file("mine/scenario.schema.json"))
                == FileReader.contents(of: PackageFolder.root + "/scenarios/scenario.schema.json"))
    }

    @Test(
        "What is there is never overwritten, whatever it is", arguments: ["mine/scenario.yaml", "mine/notes", "mine"])
    func keeps(path: String) throws {
        let scratch = try ScratchFolder()
        try scratch.write(try FileReader.contents(of: KigezoProcess.loans), as: "loans.csv")
        try scratch.write("mine", as: path)
        let outcome = try Self.new(scratch, ["--from", "loans.csv"])
        #expect(outcome.status == 73 && outcome.errors.contains("E803"), "\(outcome.errors)")
        #expect(try FileReader.contents(of: scratch.file(path)) == Array("mine".utf8))
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let rows: String
        var arguments: [String] = []
        var name = "mine"
        let says: [String]
        var status: Int32 = 2
        var testDescription: String { says.joined(separator: " ") }
    }

    static let refusals = [
        Refusal(rows: "a,b\n1,2\n2,1\n1,2\n", says: ["E804", "--label COL", "perhaps one of a, b"]),
        Refusal(
            rows: "repaid,decision\ngood,good\nbad,good\n",
            says: ["E804", "--positive VALUE", "values of 'repaid': bad, good"]),
        Refusal(rows: "repaid,x\n1,3\n0,4\n1,5\n", says: ["E804", "--prediction COL"]),
        Refusal(
            rows: "repaid,decision\n1,yes\n0,no\n", arguments: ["--prediction", "decision"],
            says: ["E807", "write both alike"]),
        Refusal(rows: "repaid,score\n1,-3\n0,4\n1,5\n", says: ["E804", "--threshold T"]),
        Refusal(
            rows: "repaid,decision\n1,1\n0,1\n", arguments: ["--label", "repayed"],
            says: ["E102", "did you mean 'repaid'?"]),
        Refusal(rows: "repaid,decision\n1,1\n0,1\n", arguments: ["--positive", "2"], says: ["E701", "values: "]),
        Refusal(
            rows: "repaid,decision\n1,1\n1,1\n", arguments: ["--label", "repaid"], says: ["E804", "one value only"]),
        Refusal(rows: "repaid,decision\n", says: ["E801", "no rows"]),
        Refusal(rows: "repaid;decision\n1;1\n", says: ["E801", "--separator ';'", "--decimal ,"]),
        Refusal(rows: "repaid,decision\n1,1\n0,1\n", name: "My Loans", says: ["E802", "small letters"]),
        Refusal(rows: "repaid,decision\n1,1,2\n", says: ["E20"], status: 3),
        Refusal(rows: "repaid,decision\n1,1\n0,1\n", arguments: ["--from", "none.csv"], says: ["E1"]),
    ]

    @Test("What cannot be known is asked for by its flag, and nothing is written", arguments: refusals)
    func refuses(_ test: Refusal) throws {
        let scratch = try ScratchFolder()
        try scratch.write(test.rows, as: "rows.csv")
        let outcome = try Self.new(scratch, ["--from", "rows.csv"] + test.arguments, name: test.name)
        #expect(outcome.status == test.status, "\(outcome.errors)")
        for part in test.says { #expect(outcome.errors.contains(part), "\(outcome.errors)") }
        #expect(try FolderListing.names(in: scratch.path) == ["rows.csv"])
    }

    @Test("Personal columns are listed and never loaded: no value of theirs reaches any file but the copy")
    func personal() throws {
        let scratch = try ScratchFolder()
        var rows = "jina,phone,contact,region,repaid,decision\n"
        for row in 0..<60 {
            rows +=
                "Canary\(row)x,+2547000000\(row + 10),canary\(row)@example.org,\(row % 2 == 0 ? "N" : "S"),\(row % 3 % 2),\(row % 2)\n"
        }
        try scratch.write(rows, as: "rows.csv")
        let outcome = try Self.new(scratch, ["--from", "rows.csv"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try Self.load(scratch).data.personal == ["jina", "phone", "contact"])
        let run = try KigezoProcess.run(
            ["run", "mine", "--out", "results", "--jsonl", "r.jsonl"], folder: scratch.path)
        #expect([0, 1, 5].contains(run.status), "\(run.errors)")
        var texts = [outcome.output, outcome.errors, run.output, run.errors]
        for file in try KigezoProcess.files(below: scratch.path) where !file.hasSuffix("rows.csv") {
            texts.append(String(decoding: try FileReader.contents(of: scratch.file(file)), as: UTF8.self))
        }
        #expect(texts.count > 8)
        for text in texts { #expect(!text.lowercased().contains("canary") && !text.contains("+254700")) }
    }

    @Test("Columns and values may be called anything")
    func hostile() throws {
        let scratch = try ScratchFolder()
        let names = [
            "re: \"x\" # {a}", "yes", "- dash", "አማራ ክልል", "tab\tand \\ and '", "ab\u{202E}dc", "line\nfeed", "1",
            "null", "x\u{301}",
        ]
        var rows: [[String?]] = [["repaid", "decision"] + names.map { $0 }]
        for row in 0..<60 {
            rows.append(
                [row % 3 == 0 ? ": #" : "- \"", row % 2 == 0 ? ": #" : "- \""] + names.map { "\($0) \(row % 2)" })
        }
        try scratch.write(DelimitedText().table(rows), as: "ro ws [1].csv")
        let outcome = try Self.new(
            scratch,
            [
                "--from", "ro ws [1].csv", "--positive", ": #", "--favourable", ": #", "--title",
                "a: \"b\" # c \u{1B}[2J",
            ] + names.flatMap { ["--group", "\"\($0.replacing("\"", with: "\"\""))\""] })
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(HostileNames.dangerous(in: outcome.output + outcome.errors).isEmpty)
        let scenario = try Self.load(scratch)
        #expect(scenario.data.groups.map { Array($0.column.value.utf8) } == names.map { Array($0.utf8) })
        #expect(scenario.data.label.positive == ": #" && scenario.title == "a: \"b\" # c \u{1B}[2J")
        let text = String(decoding: try FileReader.contents(of: scratch.file("mine/scenario.yaml")), as: UTF8.self)
        #expect(HostileNames.dangerous(in: text).isEmpty)
        let run = try KigezoProcess.run(["run", "mine", "--out", "results"], folder: scratch.path)
        #expect([0, 1, 5].contains(run.status), "\(run.errors)")
    }

    @Test(
        "A spreadsheet's export with semicolons, decimal commas and another encoding is rewritten without personal columns"
    )
    func export() throws {
        let scratch = try ScratchFolder()
        var rows = "N° dossier;Téléphone;Région;Score;Décision;Remboursé\r\n"
        for row in 0..<80 {
            rows +=
                "D\(row);+22177\(1_000_000 + row);\(row % 2 == 0 ? "Thiès" : "Kolda, ouest");0,\(10 + row);\(row > 40 ? "accepté" : "refusé");"
                + (row % 3 == 0 ? "Oui" : "Non") + "\r\n"
        }
        // Latin-1: each scalar here is one byte.
        try scratch.write(rows.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }, as: "prets.csv")
        let wrong = try Self.new(scratch, ["--from", "prets.csv", "--encoding", "latin1", "--separator", ";"])
        #expect(
            wrong.status == 2
                && wrong.errors.contains("'Score' seems to hold numbers with decimal commas, such as 0,10")
                && wrong.errors.contains("add --decimal , if they are"), "\(wrong.errors)")
        let outcome = try Self.new(
            scratch, ["--from", "prets.csv", "--encoding", "latin1", "--separator", ";", "--decimal", ","])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let copy = String(decoding: try FileReader.contents(of: scratch.file("mine/prets.csv")), as: UTF8.self)
        #expect(
            copy.hasPrefix(
                "N° dossier,Région,Score,Décision,Remboursé\nD0,Thiès,0.10,refusé,Oui\nD1,\"Kolda, ouest\",0.11,"),
            "\(copy)")
        let run = try KigezoProcess.run(["run", "mine", "--out", "results"], folder: scratch.path)
        #expect([0, 1, 5].contains(run.status), "\(run.errors)")
    }

    @Test("Decisions in a file of their own are copied and joined; several classes work too")
    func predictions() throws {
        let scratch = try ScratchFolder()
        try SmallScenario().write(into: scratch)
        let joined = try Self.new(
            scratch,
            ["--from", "small/rows.csv", "--predictions", "small/model.csv", "--place", "KE", "--languages", "en,sw"])
        #expect(joined.status == 0, "\(joined.errors)")
        let scenario = try Self.load(scratch)
        #expect(
            scenario.models[0].predictions?.value == "predictions/model.csv" && scenario.models[0].id?.value == "id")
        let run = try KigezoProcess.run(["run", "mine", "--out", "results"], folder: scratch.path)
        #expect([0, 1, 5].contains(run.status), "\(run.errors)")
        #expect(FileKind.isRegularFile(scratch.file("results/mine/dossier.sw.html")))
        var rows = "topic,predicted,language\n"
        for row in 0..<90 {
            rows +=
                "\(["food", "health", "other"][row % 3]),\(["food", "health", "other"][row % 5 % 3]),\(["sw", "so"][row % 2])\n"
        }
        try scratch.write(rows, as: "rows.csv")
        let classes = try Self.new(scratch, ["--from", "rows.csv", "--label", "topic"], name: "topics")
        #expect(classes.status == 0, "\(classes.errors)")
        let second = try KigezoProcess.run(["run", "topics", "--out", "results"], folder: scratch.path)
        #expect([0, 1, 5].contains(second.status), "\(second.errors)")
    }

    @Test(
        "On a terminal it asks what it cannot know, with defaults, and takes no for an answer",
        .enabled(if: PseudoTerminal.isKnown))
    func interview() throws {
        let scratch = try ScratchFolder()
        try scratch.write(
            "kind,place,truth1,said\n"
                + (0..<60).map {
                    "\($0 % 4),p\($0 % 2),\($0 % 3 == 0 ? "good" : "bad"),\($0 % 2 == 0 ? "good" : "bad")\n"
                }.joined(), as: "rows.csv")
        let terminal = try #require(PseudoTerminal(columns: 90))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: KigezoProcess.path)
        process.arguments = ["new", "scenario", "mine", "--from", "rows.csv"]
        process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
        process.environment = ["TERM": "xterm"]
        process.standardInput = terminal.slave
        process.standardOutput = terminal.slave
        process.standardError = terminal.slave
        try process.run()
        #expect(terminal.shown(until: "label COL: ").contains("Which column holds what really happened?"))
        terminal.type("truth\n")
        #expect(terminal.shown(until: "label COL: ").contains("did you mean 'truth1'?"))
        terminal.type("truth1\n")
        #expect(terminal.shown(until: "positive VALUE: ").contains("bad, good"))
        terminal.type("good\n")
        #expect(terminal.shown(until: "prediction COL: ").contains("said"))
        terminal.type("said\n")
        _ = terminal.shown(until: "favourable VALUE [-]: ")
        terminal.type("good\n")
        _ = terminal.shown(until: "group COLS [-]: ")
        terminal.type("place, kind\n")
        let end = terminal.shown(until: "--out results")
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(end)")
        let scenario = try Self.load(scratch)
        #expect(
            scenario.data.groups.map(\.column.value) == ["place", "kind"] && scenario.data.label.positive == "good")
        close(terminal.master)
    }

    @Test("yes takes what is proposed without asking", .enabled(if: PseudoTerminal.isKnown))
    func yes() throws {
        let scratch = try ScratchFolder()
        try scratch.write(try FileReader.contents(of: KigezoProcess.loans), as: "loans.csv")
        let terminal = try #require(PseudoTerminal(columns: 90))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: KigezoProcess.path)
        process.arguments = ["new", "scenario", "mine", "--from", "loans.csv", "--yes"]
        process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
        process.standardInput = terminal.slave
        process.standardOutput = terminal.slave
        process.standardError = terminal.slave
        try process.run()
        let shown = terminal.shown(until: "--out results")
        process.waitUntilExit()
        #expect(process.terminationStatus == 0 && !shown.contains("?\r"), "\(shown)")
        close(terminal.master)
    }
}
