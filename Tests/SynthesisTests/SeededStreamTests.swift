import Testing

@testable import Synthesis

@Suite("Random numbers")
struct SeededStreamTests {
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
