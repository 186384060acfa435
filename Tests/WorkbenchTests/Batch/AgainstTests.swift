import Foundation
import Interchange
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("A run against an earlier one")
struct AgainstTests {
    private static let gate = "{name: steady, metric: accuracy, by: region, compare: change, tolerance: 0.9}"

    private static func write(_ scratch: ScratchFolder, _ name: String, rows: Int) throws {
        var scenario = SmallScenario(groups: ["north", "south"], gate: gate)
        scenario.rowsPerGroup = rows
        scenario.name = name
        try scenario.write(into: scratch, as: "suite/\(name)")
    }

    private static func json(_ scratch: ScratchFolder, _ path: String) throws -> JSONValue {
        try JSONValue.parse(FileReader.contents(of: scratch.file(path)))
    }

    @Test("A file or the folder of a run is held against; cached work is told apart by it")
    func against() throws {
        let scratch = try ScratchFolder()
        try Self.write(scratch, "one", rows: 40)
        func run(_ arguments: String...) throws -> KigezoProcess.Outcome {
            try KigezoProcess.run(["run", "suite"] + arguments, folder: scratch.path)
        }
        let first = try run("--out", "first", "--cache", "cache")
        #expect(first.status == 5, "\(first.errors)")
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: scratch.file("first")).first { !$0.hasPrefix(".") })
        #expect(try Self.json(scratch, "first/\(name)/assessment.json")["changes"] == nil)
        try Self.write(scratch, "one", rows: 60)
        #expect(try run("--out", "plain", "--cache", "cache").status == 5)
        for path in ["first", "first/\(name)/assessment.json"] {
            let out = path == "first" ? "second" : "third"
            let outcome = try run(
                "--out", out, "--cache", "cache", "--against", path, "--junit", "\(out).xml", "--locale", "en")
            #expect(outcome.status == 0 || outcome.status == 5, "\(outcome.errors)")
            let assessment = try Self.json(scratch, "\(out)/\(name)/assessment.json")
            let changes = try #require(assessment["changes"])
            #expect(changes["other-data"]?.boolean == true && changes["estimates"]?.elements?.isEmpty == false)
            #expect(assessment["gates"]?.elements?.first?["components"]?.elements?.count == 2)
            let page = try String(
                decoding: FileReader.contents(of: scratch.file("\(out)/\(name)/dossier.en.html")), as: UTF8.self)
            #expect(page.contains("What has changed"))
            let junit = try String(decoding: FileReader.contents(of: scratch.file("\(out).xml")), as: UTF8.self)
            #expect(junit.contains("steady: region=north"))
        }
        // The folder holds the same file: the second work is that of the first.
        #expect(
            try Self.json(scratch, "second/\(name)/assessment.json")
                == Self.json(scratch, "third/\(name)/assessment.json"))
        #expect(try run("--out", "fourth", "--against", "absent.json").status == 3)
        try Self.write(scratch, "two", rows: 40)
        let several = try run("--out", "fifth", "--against", "first/\(name)/assessment.json")
        #expect(several.status == 2 && several.errors.contains("E837"), "\(several.errors)")
    }
}
