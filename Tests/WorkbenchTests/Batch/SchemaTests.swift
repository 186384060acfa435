import Interchange
import Scenarios
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Published schemas")
struct SchemaTests {
    @Test("The schema of scenarios is the one that lies beside them and that their first line names")
    func scenario() throws {
        let outcome = try KigezoProcess.run(["schema"])
        #expect(outcome.status == 0)
        #expect(
            outcome.outputBytes == (try FileReader.contents(of: PackageFolder.root + "/scenarios/scenario.schema.json"))
        )
        #expect(try KigezoProcess.run(["schema", "scenario"]).outputBytes == outcome.outputBytes)
        for name in try FolderListing.names(in: PackageFolder.root + "/scenarios") {
            let path = PackageFolder.root + "/scenarios/" + name + "/scenario.yaml"
            guard FileKind.isRegularFile(path) else { continue }
            let text = String(decoding: try FileReader.contents(of: path), as: UTF8.self)
            #expect(text.hasPrefix("# yaml-language-server: $schema=../scenario.schema.json\n"))
        }
    }

    @Test("What a run writes has the members that its schema names, and no others")
    func run() throws {
        let scratch = try ScratchFolder()
        try SuiteTests.write(into: scratch)
        _ = try KigezoProcess.run(
            ["run", "suite", "--out", "o", "--json", "r.json", "--fail-fast"], folder: scratch.path)
        _ = try KigezoProcess.run(["run", "suite", "--out", "o", "--json", "all.json"], folder: scratch.path)
        let schema = try JSONValue.parse(Array(try KigezoProcess.run(["schema", "run"]).output.utf8))
        var states: Set<String> = []
        for name in ["r.json", "all.json"] {
            let document = try JSONValue.parse(try FileReader.contents(of: scratch.file(name)))
            #expect(Set(names(document)) == Set(names(schema["properties"])))
            let scenario = try #require(schema["properties"]?["scenarios"]?["items"])
            for result in document["scenarios"]?.elements ?? [] {
                #expect(Set(names(result)).isSubset(of: names(scenario["properties"])))
                #expect(Set(names(result)).isSuperset(of: scenario["required"]?.elements?.compactMap(\.text) ?? ["?"]))
                states.insert(result["state"]?.text ?? "")
            }
        }
        #expect(states == ["assessed", "not-assessed", "not-run"])
    }

    private func names(_ value: JSONValue?) -> [String] { value?.members?.map(\.name) ?? [] }
}
