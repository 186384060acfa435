import Testing

@testable import Synthesis

@Suite("Random numbers")
struct PhiloxTests {
    struct Vector: CustomTestStringConvertible {
        let counter: (UInt32, UInt32, UInt32, UInt32)
        let key: (UInt32, UInt32)
        let words: [UInt32]
        var testDescription: String { "counter \(counter), key \(key)" }
    }

    /// The three vectors for philox4x32 with 10 rounds in Random123's `kat_vectors`.
    static let published = [
        Vector(counter: (0, 0, 0, 0), key: (0, 0), words: [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8]),
        Vector(
            counter: (.max, .max, .max, .max), key: (.max, .max),
            words: [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD]),
        Vector(
            counter: (0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344), key: (0xA409_3822, 0x299F_31D0),
            words: [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1]),
    ]

    @Test("Philox gives its published words", arguments: published)
    func publishedVectors(vector: Vector) {
        let words = philox4x32(counter: vector.counter, key: vector.key)
        #expect([words.0, words.1, words.2, words.3] == vector.words)
    }

    @Test("Seed, sample and row each give other numbers, and the same three give the same")
    func streams() {
        func first(_ seed: UInt64, _ sample: String, _ row: Int) -> [UInt64] {
            var stream = SeededStream(seed: seed, sample: sample, row: row)
            return (0..<5).map { _ in stream.next() }
        }
        let reference = first(1, "a", 0)
        #expect(reference == first(1, "a", 0))
        #expect(Set(reference).count == 5)
        for other in [first(2, "a", 0), first(1, "b", 0), first(1, "a", 1)] {
            #expect(Set(other).isDisjoint(with: reference))
        }
    }

    @Test("Normal and logistic numbers have the mean and spread of their kind")
    func moments() {
        var stream = SeededStream(seed: 5, sample: "moments", row: 0)
        let count = 20_000
        let normal = (0..<count).map { _ in stream.normal() }
        let logistic = (0..<count).map { _ in stream.logistic() }
        // Five standard errors: the mean's is σ/√n, the variance's is σ²√((κ−1)/n) with kurtosis κ of 3 and 4.2.
        for (values, variance, kurtosis) in [(normal, 1.0, 3.0), (logistic, Double.pi * Double.pi / 3, 4.2)] {
            let mean = values.reduce(0, +) / Double(count)
            let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
            #expect(abs(mean) < 5 * (variance / Double(count)).squareRoot())
            #expect(abs(spread - variance) < 5 * variance * ((kurtosis - 1) / Double(count)).squareRoot())
        }
    }
}
