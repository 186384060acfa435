import Foundation
import FuzzTargets
import TestSupport
import Testing

@Suite("Saved inputs of the fuzzer")
struct SavedInputTests {
    @Test("The laws of each reader hold for all inputs that were saved", arguments: FuzzTarget.allCases)
    func saved(target: FuzzTarget) throws {
        let inputs = try SavedInput.all(of: target)
        #expect(inputs.count >= 5)
        for input in inputs { target.run(input.bytes) }
    }

    @Test("The laws hold for every beginning of a saved input", arguments: FuzzTarget.allCases)
    func beginnings(target: FuzzTarget) throws {
        for input in try SavedInput.all(of: target) where input.bytes.count <= 400 {
            for count in 0..<input.bytes.count { target.run(Array(input.bytes[..<count])) }
        }
    }

    @Test("The seeds of cubes are of the format of today; renew them with UPDATE_GOLDENS=1")
    func cubeSeeds() throws {
        let seeds = try CubeSeeds.all()
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            for seed in seeds { try SavedInput(name: seed.name, bytes: seed.bytes).save(for: .cube) }
        }
        let saved = try SavedInput.all(of: .cube)
        for seed in seeds { #expect(saved.first { $0.name == seed.name }?.bytes == seed.bytes, "\(seed.name)") }
    }

    @Test("Every folder of inputs belongs to a target")
    func folders() throws {
        #expect(try SavedInput.folders() == FuzzTarget.allCases.map(\.rawValue).sorted())
    }
}
