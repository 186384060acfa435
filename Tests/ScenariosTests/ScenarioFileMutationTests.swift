import Diagnostics
import Scenarios
import Testing

@Suite("Scenario files: damaged files")
struct ScenarioFileMutationTests {
    private static let indicators = Array("[]{}:,#&*!|>'\"-?% \n\t".utf8)

    private static func damaged(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<(1 + random.next(below: 3)) {
            switch random.next(below: 5) {
            case 0: bytes[random.next(below: bytes.count)] ^= UInt8(1 << random.next(below: 8))
            case 1: bytes[random.next(below: bytes.count)] = indicators[random.next(below: indicators.count)]
            case 2: bytes.removeSubrange(random.next(below: bytes.count)..<bytes.count)
            default:
                var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
                let line = random.next(below: lines.count)
                if random.next(below: 2) == 0 {
                    lines.remove(at: line)
                } else {
                    lines.insert(lines[line], at: random.next(below: lines.count))
                }
                bytes = Array(lines.joined(separator: [0x0A]))
            }
            if bytes.isEmpty { return [] }
        }
        return bytes
    }

    @Test("A damaged file is read or told of with a place, and never stops the program", arguments: 0..<8)
    func damage(seed: Int) throws {
        let good = try ScenarioFileFixtures.bytes("good", "full.yaml")
        var random = SplitMix64(seed: UInt64(seed))
        var refused = 0
        for round in 0..<250 {
            let bytes = Self.damaged(good, &random)
            do {
                _ = try ScenarioFileFixtures.read(bytes)
            } catch {
                refused += 1
                #expect(!error.diagnostics.isEmpty)
                let places = error.diagnostics.filter { $0.severity == .error }.map(\.location)
                #expect(
                    places.allSatisfy { ($0?.line ?? 0) >= 1 && ($0?.column ?? 0) >= 1 },
                    "seed \(seed), round \(round)")
                let order = places.map { [$0?.line ?? 0, $0?.column ?? 0] }
                #expect(order == order.sorted { $0.lexicographicallyPrecedes($1) })
            }
        }
        #expect(refused > 50)
    }
}
