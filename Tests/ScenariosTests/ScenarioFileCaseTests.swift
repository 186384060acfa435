import Diagnostics
import Foundation
import Scenarios
import Testing

@Suite("Scenario files: case folders")
struct ScenarioFileCaseTests {
    @Test("There are cases to run")
    func present() {
        #expect(ScenarioFileFixtures.names("good").count >= 3)
        #expect(ScenarioFileFixtures.names("bad").count >= 30)
    }

    @Test("A good file loads", arguments: ScenarioFileFixtures.names("good"))
    func good(name: String) throws {
        let scenario = try ScenarioFileFixtures.read(ScenarioFileFixtures.bytes("good", name))
        #expect(!scenario.models.isEmpty)
    }

    @Test("A bad file is told of as expected, every problem in its place", arguments: ScenarioFileFixtures.names("bad"))
    func bad(name: String) throws {
        let bytes = try ScenarioFileFixtures.bytes("bad", name)
        let expected = ScenarioFileFixtures.folder.appending(path: "bad")
            .appending(path: String(name.dropLast(5)) + ".expected")
        let error = try #require(throws: ScenarioError.self) {
            try ScenarioFileFixtures.read(bytes, file: name)
        }
        #expect(error.exitStatus == .input)
        let text = error.diagnostics.map(ScenarioFileFixtures.rendered).joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            try text.write(to: expected, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: expected, encoding: .utf8)))
    }
}
