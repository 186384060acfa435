import Evidence
@testable import Metrics
import Statistics
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Gradients, influences and variances")
struct VarianceTests {
    private static let smooth: [Metric] = Catalogue.all.filter {
        if case .smooth = $0.definition { true } else { false }
    }

    @Test("The gradient of each smooth figure is its slope in every cell", arguments: smooth)
    func gradients(metric: Metric) throws {
        guard case .smooth(let value, let gradient, _) = metric.definition else { return }
        var random = SeededRandom(seed: 5)
        for _ in 0..<20 {
            let cells = (0..<4).map { _ in Double(Int.random(in: 2...60, using: &random)) }
            let slope = gradient(BinaryCells(cells)).inConfusionOrder
            var radial = 0.0
            for index in 0..<4 {
                let step = 1e-4 * cells[index]
                var (more, fewer) = (cells, cells)
                more[index] += step
                fewer[index] -= step
                let numeric = (value(BinaryCells(more)) - value(BinaryCells(fewer))) / (2 * step)
                #expect(abs(slope[index] - numeric) < 1e-6 * max(1, abs(numeric)), "\(cells) cell \(index)")
                radial += slope[index] * cells[index]
            }
            // Scaling all cells changes nothing.
            #expect(abs(radial) < 1e-9 * max(1, abs(value(BinaryCells(cells)))))
        }
    }

    private func randomScores(_ seed: UInt64) -> ScoreCounts {
        var random = SeededRandom(seed: seed)
        let count = 3 + Int(seed % 6)
        return ScoreCounts(
            values: (0..<count).map { Double($0) / 10 },
            negatives: (0..<count).map { _ in Int.random(in: 1...9, using: &random) },
            positives: (0..<count).map { _ in Int.random(in: 1...9, using: &random) })
    }

    /// Average precision of counts that may be fractions.
    private func averagePrecision(_ positives: [Double], _ negatives: [Double]) -> Double {
        let total = positives.reduce(0, +)
        var (tp, fp, sum) = (0.0, 0.0, 0.0)
        for index in positives.indices.reversed() {
            tp += positives[index]
            fp += negatives[index]
            sum += positives[index] / total * tp / (tp + fp)
        }
        return sum
    }

    @Test("The variance of average precision is that of its numeric derivatives", arguments: 0..<20 as Range<UInt64>)
    func averagePrecisionInfluence(seed: UInt64) throws {
        let scores = randomScores(seed)
        let (p, n) = (scores.positives.map(Double.init), scores.negatives.map(Double.init))
        let (result, overBaseRate) = try #require(RankedScores.averagePrecision(scores))
        #expect(agree(result.value, averagePrecision(p, n), within: 1e-13))
        func skill(_ p: [Double], _ n: [Double]) -> Double {
            averagePrecision(p, n) - p.reduce(0, +) / (p.reduce(0, +) + n.reduce(0, +))
        }
        for (variance, function) in [(result.variance, averagePrecision), (overBaseRate.variance, skill)] {
            var sum = 0.0
            for index in p.indices {
                let h = 1e-5
                var (more, fewer) = (p, p)
                more[index] += h
                fewer[index] -= h
                let forPositive = (function(more, n) - function(fewer, n)) / (2 * h)
                (more, fewer) = (n, n)
                more[index] += h
                fewer[index] -= h
                let forNegative = (function(p, more) - function(p, fewer)) / (2 * h)
                sum += p[index] * forPositive * forPositive + n[index] * forNegative * forNegative
            }
            #expect(agree(variance, sum, within: 1e-6))
        }
    }

    @Test("DeLong's variance from counts is that over all pairs of rows", arguments: 0..<20 as Range<UInt64>)
    func delong(seed: UInt64) throws {
        let scores = randomScores(seed)
        let positives = zip(scores.values, scores.positives).flatMap { Array(repeating: $0, count: $1) }
        let negatives = zip(scores.values, scores.negatives).flatMap { Array(repeating: $0, count: $1) }
        func psi(_ x: Double, _ y: Double) -> Double { x > y ? 1 : x == y ? 0.5 : 0 }
        let (p, n) = (Double(positives.count), Double(negatives.count))
        let v10 = positives.map { x in negatives.reduce(0) { $0 + psi(x, $1) } / n }
        let v01 = negatives.map { y in positives.reduce(0) { $0 + psi($1, y) } / p }
        let area = v10.reduce(0, +) / p
        func variance(_ values: [Double]) -> Double {
            values.reduce(0) { $0 + ($1 - area) * ($1 - area) } / Double(values.count - 1)
        }
        let result = try #require(RankedScores.areaUnderROC(scores))
        #expect(agree(result.value, area, within: 1e-13))
        #expect(agree(result.variance, variance(v10) / p + variance(v01) / n, within: 1e-12))
    }

    @Test("Skill of a mean loss is the paired t interval over rows", arguments: ["brier", "log-loss"])
    func pairedSkill(name: String) throws {
        let rows: [(score: Double, label: Int)] = [
            (0.9, 1), (0.8, 1), (0.35, 0), (0.6, 0), (0.7, 1), (0.2, 0), (0.55, 1), (0.4, 1), (0.1, 0),
        ]
        let rate = Double(rows.count { $0.label == 1 }) / Double(rows.count)
        let metric = try MetricFixtures.metric(name)
        func loss(_ s: Double, _ y: Int) -> Double {
            let table = OutcomeTable(
                dimensions: [], classes: ["0", "1"], rows: [.init([], label: y, decision: .predicted(1), scores: [s])])
            return Estimator(table.cube.overall, context: EstimationContext(model: "m")).value(metric) ?? .nan
        }
        let gains = rows.map { loss(rate, $0.label) - loss($0.score, $0.label) }
        let mean = gains.reduce(0, +) / Double(gains.count)
        let variance = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gains.count - 1)
        let expected = try #require(
            MeanInterval.studentT(mean: mean, sampleVariance: variance, count: Double(gains.count), level: 0.9))
        let table = OutcomeTable(
            dimensions: [], classes: ["0", "1"],
            rows: rows.map { .init([], label: $0.label, decision: .predicted(1), scores: [$0.score]) })
        var estimator = Estimator(table.cube.overall, context: EstimationContext(model: "m"))
        let found = estimator.skill(metric, level: 0.9, for: .gate)
        let skill = try #require(found)
        #expect(agree(skill.number, mean, within: 1e-12))
        #expect(agree(skill.interval?.lower, expected.lower, within: 1e-12))
        #expect(agree(skill.interval?.upper, expected.upper, within: 1e-12))
    }

    @Test("Skill of the log loss of several classes is the paired t interval over rows")
    func pairedSkillOfClasses() throws {
        let labels = [0, 0, 1, 2, 1, 0, 2]
        let scores = [
            [0.6, 0.3, 0.1], [0.5, 0.2, 0.3], [0.2, 0.7, 0.1], [0.1, 0.3, 0.6], [0.4, 0.4, 0.2], [0.8, 0.1, 0.1],
            [0.3, 0.3, 0.4],
        ]
        let metric = try MetricFixtures.metric("log-loss", binary: false)
        func skill(_ indices: [Int], _ rows: [[Double]]) -> Estimate? {
            let table = OutcomeTable(
                dimensions: [], classes: ["a", "b", "c"],
                rows: indices.map { .init([], label: labels[$0], decision: .predicted(0), scores: rows[$0]) })
            var estimator = Estimator(table.cube.overall, context: EstimationContext(model: "m"))
            return estimator.skill(metric, level: 0.9, for: .gate)
        }
        let found = try #require(skill(Array(labels.indices), scores))
        let share = [3.0 / 7, 2.0 / 7, 2.0 / 7]
        let gains = labels.indices.map { log(scores[$0][labels[$0]]) - log(share[labels[$0]]) }
        let mean = gains.reduce(0, +) / 7
        let variance = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 6
        let expected = MeanInterval.studentT(mean: mean, sampleVariance: variance, count: 7, level: 0.9)
        #expect(agree(found.number, mean, within: 1e-12))
        #expect(agree(found.interval?.lower, expected?.lower, within: 1e-12))
        // Forecasting the shares themselves is no skill, and nothing varies.
        let none = try #require(skill(Array(labels.indices), labels.map { _ in share }))
        #expect(abs(none.number ?? 1) < 1e-15)
    }
}
