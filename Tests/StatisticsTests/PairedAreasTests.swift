import Statistics
import TestSupport
import Testing

@Suite("Areas of two scores of the same rows")
struct PairedAreasTests {
    typealias Scores = (first: Double, second: Double)

    private static func random(_ seed: UInt64) -> (positives: [Scores], negatives: [Scores]) {
        var random = SeededRandom(seed: seed)
        func rows(_ shift: Int) -> [Scores] {
            (0..<Int.random(in: 2...14, using: &random)).map { _ in
                let common = Int.random(in: 0...6, using: &random) + shift
                return (
                    Double(common + Int.random(in: 0...3, using: &random)),
                    Double(common + Int.random(in: 0...5, using: &random))
                )
            }
        }
        return (rows(3), rows(0))
    }

    /// DeLong's covariance matrix as it is written down: over all pairs of a positive and a negative.
    private static func covariances(_ positives: [Scores], _ negatives: [Scores]) -> (
        areas: [Double], matrix: [[Double]]
    ) {
        func wins(_ a: Double, _ b: Double) -> Double { a > b ? 1 : a == b ? 0.5 : 0 }
        let sides: [(Scores) -> Double] = [\.first, \.second]
        let v10 = sides.map { side in
            positives.map { p in negatives.map { wins(side(p), side($0)) }.reduce(0, +) / Double(negatives.count) }
        }
        let v01 = sides.map { side in
            negatives.map { n in positives.map { wins(side($0), side(n)) }.reduce(0, +) / Double(positives.count) }
        }
        let areas = v10.map { $0.reduce(0, +) / Double($0.count) }
        let matrix = (0..<2).map { i in
            (0..<2).map { j in
                [v10, v01].reduce(0.0) { sum, v in
                    let m = Double(v[i].count)
                    let products = zip(v[i], v[j]).map { ($0 - areas[i]) * ($1 - areas[j]) }
                    return sum + products.reduce(0, +) / (m - 1) / m
                }
            }
        }
        return (areas, matrix)
    }

    @Test("Areas, variances and covariance are those over all pairs", arguments: 0..<40 as Range<UInt64>)
    func twin(seed: UInt64) throws {
        let (positives, negatives) = Self.random(seed)
        let pair = try #require(PairedAreas(positives: positives, negatives: negatives))
        let (areas, matrix) = Self.covariances(positives, negatives)
        let variances = try #require(pair.variances)
        #expect(agree(pair.first, areas[0], within: 1e-12) && agree(pair.second, areas[1], within: 1e-12))
        #expect(abs(variances.first - matrix[0][0]) < 1e-12 && abs(variances.second - matrix[1][1]) < 1e-12)
        #expect(abs(variances.difference - (matrix[0][0] + matrix[1][1] - 2 * matrix[0][1])) < 1e-12)
        if let correlation = pair.correlation {
            #expect(abs(correlation - matrix[0][1] / (matrix[0][0] * matrix[1][1]).squareRoot()) < 1e-9)
        }
    }

    /// A row of each class on its own is not enough, and equal scores were not seen to differ.
    @Test("Where nothing tells how the areas move together, the rows are taken for different ones")
    func untrusted() throws {
        let rows: ([Scores], [Scores]) = (
            (0..<30).map { (Double($0 + 8), Double($0 + 8)) }, (0..<30).map { (Double($0), Double($0)) }
        )
        let same = try #require(PairedAreas(positives: rows.0, negatives: rows.1))
        #expect(same.difference == 0 && same.correlation == nil)
        let apart = try #require(same.interval(level: 0.95))
        #expect(apart.method == .mover && apart.lower < -0.05 && apart.upper > 0.05)
        let perfect = try #require(
            PairedAreas(positives: [(5, 5), (6, 7)], negatives: [(1, 2), (2, 1)])?.interval(level: 0.9))
        #expect(perfect.lower < -0.3 && perfect.upper > 0.3 && perfect.method == .mover)
        #expect(PairedAreas(positives: [], negatives: [(1, 1)]) == nil)
    }

    /// The hardest cases of the table of sizes: high areas that differ, and few positives.
    @Test(
        "A model that loses exactly so much is not shown to lose less in more than one of twenty cases",
        arguments: [(30, 70, 2.0, 2.5), (10, 90, 0.8, 1.2), (60, 200, 1.0, 1.0)])
    func size(positives: Int, negatives: Int, first: Double, second: Double) throws {
        var random = RandomStream(seed: 3, name: "areas")
        let half = 0.5.squareRoot()
        let truth = NormalDistribution.cdf(first * half) - NormalDistribution.cdf(second * half)
        func rows(_ count: Int, _ one: Double, _ two: Double) -> [Scores] {
            (0..<count).map { _ in
                let common = 0.9.squareRoot() * NormalDistribution.quantile(random.uniform())
                func own() -> Double { 0.1.squareRoot() * NormalDistribution.quantile(random.uniform()) }
                return (one + common + own(), two + common + own())
            }
        }
        var (low, high) = (0, 0)
        let runs = 400
        for _ in 0..<runs {
            let pair = PairedAreas(positives: rows(positives, first, second), negatives: rows(negatives, 0, 0))
            guard let interval = pair?.interval(level: 0.9) else { continue }
            if truth < interval.lower { low += 1 }
            if truth > interval.upper { high += 1 }
        }
        // .05 and the error of 400 runs.
        #expect(Double(low) / Double(runs) <= 0.079 && Double(high) / Double(runs) <= 0.079, "\(low) \(high)")
    }
}
