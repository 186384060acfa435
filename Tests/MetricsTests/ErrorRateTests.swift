import Evidence
import Statistics
import TestSupport
import Testing

@testable import Metrics

@Suite("Error rates of texts")
struct ErrorRateTests {
    private func estimator(_ texts: [(errors: Double, length: Double)]) throws -> Estimator {
        let rows = try ErrorRows(errors: [texts.map(\.errors)], lengths: texts.map(\.length))
        return Estimator(
            EvidenceCube(counting: EvidenceRows(dimensions: [], errors: rows)).overall,
            context: EstimationContext(model: "m"))
    }

    private func metric(_ unit: CubeHeader.TextUnit) throws -> Metric {
        try #require(
            Catalogue.metric(
                named: unit == .words ? "wer" : "cer", outcome: .errors(columns: ["errors"], unit: unit)))
    }

    @Test("A ratio of sums, with its linearised variance and Student's t", arguments: 0..<20 as Range<UInt64>)
    func ratio(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let texts = (0..<Int.random(in: 3...50, using: &random)).map { _ in
            (
                errors: Double(Int.random(in: 0...20, using: &random)),
                length: Double(Int.random(in: 1...15, using: &random))
            )
        }
        var estimator = try estimator(texts)
        let estimate = estimator.estimate(try metric(.words))
        let (errors, length) = (texts.reduce(0) { $0 + $1.errors }, texts.reduce(0) { $0 + $1.length })
        let (rate, m) = (errors / length, Double(texts.count))
        // METHODS §2.6.
        let squares = texts.reduce(0) { $0 + $1.errors * $1.errors }
        let products = texts.reduce(0) { $0 + $1.errors * $1.length }
        let lengths = texts.reduce(0) { $0 + $1.length * $1.length }
        let variance =
            (squares - 2 * rate * products + rate * rate * lengths) / (length * length) * m / (m - 1)
        #expect(estimate.number == rate)
        #expect(estimate.n == texts.count)
        let reach = StudentT(degreesOfFreedom: m - 1).twoSidedQuantile(level: 0.95) * variance.squareRoot()
        #expect(agree(estimate.interval?.upper, rate + reach, within: 1e-12))
        #expect(agree(estimate.interval?.lower, max(0, rate - reach), within: 1e-12))
    }

    @Test("A rate may exceed 1, and texts without errors or lengths have reasons")
    func ends() throws {
        var long = try estimator([(12, 4), (3, 5), (1, 1)])
        #expect(long.estimate(try metric(.words)).number == 1.6)
        for (texts, reason) in [
            ([], NotEstimable.emptyGroup), ([(0, 0), (2, 0)], .emptyGroup), ([(1, .nan)], .unlabelled),
            ([(.nan, 4)], .emptyGroup),
        ] as [([(errors: Double, length: Double)], NotEstimable)] {
            var estimator = try estimator(texts)
            #expect(estimator.estimate(try metric(.words)).reason == reason)
        }
    }

    @Test("Errors in words are no errors in characters")
    func units() throws {
        #expect(!(try metric(.words)).fits(.errors(columns: ["e"], unit: .characters)))
        #expect((try metric(.characters)).fits(.errors(columns: ["e"], unit: .characters)))
        #expect(
            Catalogue.available(for: .errors(columns: ["e"], unit: .words)).map(\.name)
                == ["count", "share", "label-coverage", "word-error-rate"])
    }

    @Test("A gap between two groups adds their variances")
    func gap() throws {
        let (first, second) = (
            try estimator([(1, 10), (4, 12), (0, 7)]), try estimator([(5, 9), (2, 11), (6, 8), (1, 4)])
        )
        var contrast = Contrast(first, against: second)
        let difference = contrast.difference(try metric(.words), level: 0.9, for: .gate)
        #expect(agree(difference.number, 5.0 / 29 - 14.0 / 32, within: 1e-15))
        #expect(difference.interval?.method == .welchT)
        let ratio = contrast.ratio(try metric(.words), level: 0.9, for: .display)
        #expect(agree(ratio.number, 5.0 / 29 * 32 / 14, within: 1e-15))
        #expect(ratio.interval != nil)
    }
}
