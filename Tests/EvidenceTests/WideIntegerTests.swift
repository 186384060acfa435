import TestSupport
import Testing

@testable import Evidence

@Suite("Wide whole numbers")
struct WideIntegerTests {
    private static func random(_ random: inout SeededRandom) -> Int128 {
        let bits = Int128(truncatingIfNeeded: UInt128(random.next()) << 64 | UInt128(random.next()))
        return bits >> Int128(Int.random(in: 0..<128, using: &random))
    }

    @Test("Sums and products are those of rings, and those of narrower numbers", arguments: 0..<200 as Range<UInt64>)
    func ring(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let numbers = (0..<4).map { _ in Self.random(&random) }
        let (a, b, c, d) = (
            WideInteger(numbers[0]), WideInteger(numbers[1]), WideInteger(numbers[2]), WideInteger(numbers[3])
        )
        #expect((a + b) * (c - d) == a * c - a * d + b * c - b * d)
        #expect((a * b) * (c * d) == (a * d) * (b * c))
        #expect(a - b == -(b - a))
        #expect((a - a).isZero)
        #expect((a * b).isNegative == (numbers[0].signum() * numbers[1].signum() < 0))
        let (x, y) = (numbers[0] >> 65, numbers[1] >> 65)
        #expect(WideInteger(x) * WideInteger(y) == WideInteger(x * y))
        #expect(WideInteger(x) - WideInteger(y) == WideInteger(x - y))
        #expect(agree(WideInteger(numbers[0]).double, Double(numbers[0]), within: 0x1p-51))
        #expect(agree((a * b * c).double, Double(numbers[0]) * Double(numbers[1]) * Double(numbers[2]), within: 1e-15))
    }

    @Test("Digits that were summed each for itself carry over")
    func digits() {
        let all = Int128(UInt64.max)
        // (2^64 − 1)(1 + 2^64) = 2^128 − 1.
        let once = WideInteger(digits: [all, all])
        let power = WideInteger(1 << 64)
        #expect(once == power * power - WideInteger(1))
        #expect(WideInteger(digits: [all * 3, all * 3]) == once + once + once)
    }
}
