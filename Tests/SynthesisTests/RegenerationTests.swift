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

    @Test("A changed or absent file is named")
    func differences() throws {
        let generator = try #require(ScenarioGenerator.all.first { $0.name == "mobile-credit" })
        let named = try generator.differences { path in
            switch path {
            case "models/local.json": nil
            case "predictions/vendor.csv": ScenarioFolder.bytes(path).map { $0.dropLast() }
            default: ScenarioFolder.bytes(path)
            }
        }
        #expect(named == ["predictions/vendor.csv", "models/local.json"])
    }

    @Test("Another seed and number of rows give other files of the same shape", arguments: [1, UInt64.max])
    func otherSeeds(seed: UInt64) throws {
        let files = try MobileCredit.files(seed: seed, rows: 3)
        #expect(
            files.map(\.path) == [
                "applications.csv", "models/vendor.json", "predictions/vendor.csv", "models/local.json",
                "predictions/local.csv", "counterfactuals/device/pairs.csv", "counterfactuals/device/vendor.csv",
                "counterfactuals/device/local.csv", "counterfactuals/gender/pairs.csv",
                "counterfactuals/gender/vendor.csv", "counterfactuals/gender/local.csv",
                "counterfactuals/income_band/pairs.csv", "counterfactuals/income_band/vendor.csv",
                "counterfactuals/income_band/local.csv",
            ])
        #expect(files[0].bytes.count { $0 == UInt8(ascii: "\n") } == 4)
        #expect(files.allSatisfy { $0.bytes != ScenarioFolder.bytes($0.path) })
    }

    @Test("A number of rows that cannot be drawn is refused", arguments: [Int.min, 0, 900_001, .max])
    func rowsOutOfRange(rows: Int) {
        #expect(throws: SynthesisError.rowsOutOfRange(rows, allowed: 1...900_000)) {
            try MobileCredit.files(rows: rows)
        }
    }
}
