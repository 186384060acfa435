@testable import Evidence
@testable import Metrics
import Statistics
import TestSupport
import Testing

@Suite("Calibration curve")
struct CalibrationCurveTests {
    private static func scores(
        _ rows: [(score: Double, isPositive: Bool)], weights: [Double]? = nil
    ) throws -> ScoreCounts {
        EvidenceCube(
            counting: EvidenceRows(
                dimensions: [], classes: ["0", "1"], labels: rows.map { $0.isPositive ? 1 : 0 },
                predictions: rows.map { _ in 0 }, scores: [rows.map(\.score)],
                weights: try weights.map { try RowWeights(.sampling, $0) })
        ).overall.scores[0]
    }

    private static func rows(_ seed: UInt64) -> [(score: Double, isPositive: Bool)] {
        var random = SeededRandom(seed: seed)
        return (0..<200).map { _ in
            let score = Double.random(in: 0...1, using: &random)
            return (score, Double.random(in: 0..<1, using: &random) < score * score)
        }
    }

    @Test(
        "Each point is its rows, row by row; bins without rows are left out", arguments: [1, 4, 15, 40],
        0..<5 as Range<UInt64>)
    func twin(bins: Int, seed: UInt64) throws {
        let rows = Self.rows(seed).filter { $0.score < 0.6 || $0.score > 0.7 }
        let curve = CalibrationCurve(try Self.scores(rows), binCount: bins, level: 0.95)
        var found = curve.points[...]
        for bin in 0..<bins {
            let own = rows.filter { min(bins - 1, Int($0.score * Double(bins))) == bin }
            guard !own.isEmpty else { continue }
            let next = found.popFirst()
            let point = try #require(next)
            let positives = own.count { $0.isPositive }
            #expect(point.edges == Double(bin) / Double(bins)...Double(bin + 1) / Double(bins))
            #expect(point.rate.n == own.count && point.rate.exactness == .exact)
            #expect(abs((point.rate.number ?? -1) - Double(positives) / Double(own.count)) < 1e-12)
            #expect(abs(point.meanScore - own.reduce(0) { $0 + $1.score } / Double(own.count)) < 1e-12)
            let wilson = try #require(
                Proportion.wilson(successes: Double(positives), trials: Double(own.count), level: 0.95))
            #expect(abs((point.rate.interval?.lower ?? -1) - wilson.lower) < 1e-12)
            #expect(abs((point.rate.interval?.upper ?? -1) - wilson.upper) < 1e-12)
        }
        #expect(found.isEmpty)
    }

    @Test("Its gaps make the expected calibration error, with weights too", arguments: [3, 15], 0..<5 as Range<UInt64>)
    func error(bins: Int, seed: UInt64) throws {
        let rows = Self.rows(seed)
        let curve = CalibrationCurve(try Self.scores(rows), binCount: bins, level: 0.9)
        let scores = try Self.scores(rows)
        let error = try #require(CalibrationError(scores, binCount: bins))
        let sum = curve.points.reduce(0) { $0 + Double($1.rate.n) * abs($1.meanScore - ($1.rate.number ?? 0)) }
        #expect(abs(sum / Double(rows.count) - error.value) < 1e-12)
        // Rows of weight 2 leave the shares as they are, and the rows that intervals rest on.
        let doubled = CalibrationCurve(
            try Self.scores(rows, weights: rows.map { _ in 2 }), binCount: bins, level: 0.9)
        for (one, two) in zip(curve.points, doubled.points) {
            #expect(abs(one.meanScore - two.meanScore) < 1e-9)
            #expect(abs((one.rate.interval?.lower ?? -1) - (two.rate.interval?.lower ?? -2)) < 1e-9)
        }
        #expect(CalibrationCurve(ScoreCounts(), binCount: bins, level: 0.9).points.isEmpty)
    }
}
