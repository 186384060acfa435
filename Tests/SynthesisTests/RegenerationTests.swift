import Foundation
import Synthesis
import Testing

@Suite("The committed scenario")
struct RegenerationTests {
    @Test("A fresh draw gives the committed files byte for byte")
    func regeneration() throws {
        let generator = try #require(ScenarioGenerator.all.first { $0.name == "mobile-credit" })
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            for file in try generator.files() {
                let place = ScenarioFolder.root.appending(path: file.path)
                try FileManager.default.createDirectory(
                    at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.bytes).write(to: place)
            }
        }
        #expect(try generator.differences(contents: ScenarioFolder.bytes) == [])
    }
}
