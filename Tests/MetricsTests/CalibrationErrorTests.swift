@testable import Evidence
@testable import Metrics
import Statistics
import TestSupport
import Testing

@Suite("Expected calibration error")
struct CalibrationErrorTests {
    private static func rows(seed: UInt64, count: Int, digits: Double, honest: Bool = false) -> (
        labels: [UInt16], scores: [Double]
    ) {
        var random = SeededRandom(seed: seed)
        var (labels, scores): ([UInt16], [Double]) = ([], [])
        for _ in 0..<count {
            let score = (Double.random(in: 0...1, using: &random) * digits).rounded() / digits
            let truth = honest ? score : score * score
            scores.append(score)
            labels.append(Double.random(in: 0..<1, using: &random) < truth ? 1 : 0)
        }
        return (labels, scores)
    }

    private static func evidence(_ rows: (labels: [UInt16], scores: [Double]), weights: [Double]? = nil) throws
        -> GroupEvidence
    {
        EvidenceCube(
            counting: EvidenceRows(
                dimensions: [], classes: ["0", "1"], labels: rows.labels, predictions: rows.labels,
                scores: [rows.scores], weights: try weights.map { try RowWeights(.sampling, $0) })
        ).overall
    }

    /// Row by row, as it is defined.
    private static func slow(_ rows: (labels: [UInt16], scores: [Double]), _ bins: Int, _ weights: [Double]? = nil)
        -> Double
    {
        var gaps = [Double](repeating: 0, count: bins)
        for (row, score) in rows.scores.enumerated() {
            let index = min(bins - 1, Int(score * Double(bins)))
            gaps[index] += (weights?[row] ?? 1) * (score - Double(rows.labels[row]))
        }
        return gaps.reduce(0) { $0 + abs($1) } / (weights?.reduce(0, +) ?? Double(rows.scores.count))
    }

    @Test("It is the sum over rows, for any number of bins", arguments: [1, 10, 15, 64], 0..<6 as Range<UInt64>)
    func twin(bins: Int, seed: UInt64) throws {
        // Scores of all digits: none lies on an edge.
        let rows = Self.rows(seed: seed, count: 300, digits: 1e15)
        let error = try #require(CalibrationError(Self.evidence(rows).scores[0], binCount: bins))
        #expect(abs(error.value - Self.slow(rows, bins)) < 1e-12)
        #expect(error.rows == 300 && error.bounds == nil)
        var random = SeededRandom(seed: seed)
        let weights = rows.scores.map { _ in Double(Int.random(in: 0...80, using: &random)) / 16 }
        let weighted = try #require(
            CalibrationError(Self.evidence(rows, weights: weights).scores[0], binCount: bins))
        #expect(abs(weighted.value - Self.slow(rows, bins, weights)) < 1e-12)
    }

    @Test("Edges belong to the bin above, and 1 to the last", arguments: [1, 3, 7, 10, 15, 100])
    func edges(count: Int) {
        for k in 0..<count {
            #expect(CalibrationError.bin(of: Double(k) / Double(count), count) == k)
            if k > 0 { #expect(CalibrationError.bin(of: (Double(k) / Double(count)).nextDown, count) == k - 1) }
        }
        #expect(CalibrationError.bin(of: 1, count) == count - 1)
    }

    @Test(
        "From binned scores it is exact if its edges are edges of the grid, else within its bounds",
        arguments: 0..<10 as Range<UInt64>)
    func binned(seed: UInt64) throws {
        let rows = Self.rows(seed: seed, count: 400, digits: 1e15)
        let cube = EvidenceCube(
            counting: EvidenceRows(
                dimensions: [], classes: ["0", "1"], labels: rows.labels, predictions: rows.labels,
                scores: [rows.scores]))
        for grid in [ScoreGrid.floor(digits: 1), .floor(digits: 2), .tail(digits: 2), .tail(digits: 4)] {
            let scores = try cube.regridding(to: grid).overall.scores[0]
            let ten = try #require(CalibrationError(scores, binCount: 10))
            #expect(abs(ten.value - Self.slow(rows, 10)) < 1e-12, "\(grid.name)")
            #expect(ten.bounds?.lowerBound == ten.bounds?.upperBound)
            let fifteen = try #require(CalibrationError(scores, binCount: 15))
            let bounds = try #require(fifteen.bounds)
            let exact = Self.slow(rows, 15)
            #expect(bounds.lowerBound - 1e-12 <= exact && exact <= bounds.upperBound + 1e-12, "\(grid.name)")
        }
    }

    @Test(
        "Whether right scores are contradicted is what all draws say, however few are made",
        arguments: 0..<40 as Range<UInt64>)
    func contradiction(seed: UInt64) throws {
        let rows = Self.rows(
            seed: seed, count: [40, 200, 1_500][Int(seed % 3)], digits: 100, honest: seed % 2 == 0)
        let weights = seed % 5 == 0 ? rows.labels.indices.map { Double(1 + $0 % 3) } : nil
        let scores = try Self.evidence(rows, weights: weights).scores[0]
        let error = try #require(CalibrationError(scores, binCount: 10))
        for replicates in [10, 199] {
            let p = error.consistency(replicates: replicates, seed: seed, stream: "t")
            for alpha in [0.001, 0.05, 0.1, 0.5] {
                let found = error.isContradicted(alpha: alpha, replicates: replicates, seed: seed, stream: "t")
                #expect(found == (p < alpha), "\(p) and \(alpha) of \(replicates)")
            }
        }
    }

    @Test("Scores that are right by construction are contradicted no more often than the level allows")
    func consistency() throws {
        let metric = try #require(Catalogue.metric(named: "ece", binary: true))
        var contradicted = 0
        let rounds = 200
        for round in 0..<rounds {
            let rows = Self.rows(seed: UInt64(round), count: 150, digits: 1e15, honest: true)
            var estimator = Estimator(
                try Self.evidence(rows), context: .init(model: "m", seed: UInt64(round), replicates: 199))
            let interval = try #require(estimator.estimate(metric).interval)
            if interval.lower > 0 { contradicted += 1 }
        }
        // 5 % of 200 is 10; 20 is more than three standard errors above.
        #expect(contradicted <= 20, "\(contradicted) of \(rounds)")
        let wrong = Self.rows(seed: 1, count: 4_000, digits: 1e15)
        var estimator = Estimator(try Self.evidence(wrong), context: .init(model: "m", replicates: 199))
        let estimate = estimator.estimate(metric)
        // ∫|s − s²| ds = 1/6.
        #expect((estimate.interval?.lower ?? 0) > 0.1 && estimate.interval?.contains(1.0 / 6) == true)
        #expect(estimate.interval?.method == .calibrationT)
    }
}
