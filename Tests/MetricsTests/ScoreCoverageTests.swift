import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

/// How often limits of score figures hold what is true of the rows they were drawn from, by seeded simulation; bounds leave
/// three standard errors of the runs.
@Suite("Coverage of intervals of score figures")
struct ScoreCoverageTests {
    /// Who has which score, and how many of them are positive.
    struct People: Sendable, CustomTestStringConvertible {
        let name: String
        let shares: [Double]
        let rates: [Double]
        var testDescription: String { name }

        var scores: [Double] { shares.indices.map { Double($0) / 10 + 0.05 } }

        static let all = [
            People(
                name: "right", shares: [0.05, 0.1, 0.15, 0.15, 0.1, 0.1, 0.1, 0.1, 0.1, 0.05],
                rates: [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95]),
            People(
                name: "too sure", shares: [0.15, 0.1, 0.1, 0.1, 0.05, 0.05, 0.1, 0.1, 0.1, 0.15],
                rates: [0.2, 0.27, 0.33, 0.4, 0.46, 0.52, 0.57, 0.63, 0.68, 0.72]),
            People(
                name: "rare", shares: [0.5, 0.2, 0.1, 0.05, 0.05, 0.03, 0.03, 0.02, 0.01, 0.01],
                rates: [0.02, 0.06, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]),
            People(
                name: "useless", shares: [Double](repeating: 0.1, count: 10),
                rates: [Double](repeating: 0.4, count: 10)),
        ]

        /// So many rows that their figure is the truth.
        var many: ScoreCounts {
            ScoreCounts(
                values: scores, negatives: zip(shares, rates).map { Int(($0 * (1 - $1) * 1e8).rounded()) },
                positives: zip(shares, rates).map { Int(($0 * $1 * 1e8).rounded()) })
        }

        func sample(_ count: Int, _ random: inout SeededRandom) -> ScoreCounts {
            var (negatives, positives) = ([Int](repeating: 0, count: 10), [Int](repeating: 0, count: 10))
            for _ in 0..<count {
                var rest = Double.random(in: 0..<1, using: &random)
                var index = 0
                while index < 9, rest >= shares[index] {
                    rest -= shares[index]
                    index += 1
                }
                if Double.random(in: 0..<1, using: &random) < rates[index] {
                    positives[index] += 1
                } else {
                    negatives[index] += 1
                }
            }
            return ScoreCounts(values: scores, negatives: negatives, positives: positives)
        }
    }

    private static let names = [
        "kolmogorov-smirnov", "gini", "brier-skill-score", "calibration-in-the-large", "observed-to-expected-ratio",
        "calibration-slope", "calibration-intercept", "calibration-offset", "debiased-calibration-error",
        "brier-reliability", "brier-resolution", "brier-uncertainty", "average-precision-at-0.5",
        "mean-score-of-positives",
    ]

    @Test("Figures are covered", arguments: People.all, [80, 400])
    func covered(people: People, count: Int) throws {
        let metrics = try Self.names.map { try MetricFixtures.metric($0) }
        let context = EstimationContext(model: "m", replicates: 100)
        let truth = Estimator(
            GroupEvidence(confusion: Confusion(classCount: 2), scores: [people.many]), context: context)
        var random = SeededRandom(seed: 31)
        let runs = 300
        var (covered, estimable) = (
            [Int](repeating: 0, count: metrics.count), [Int](repeating: 0, count: metrics.count)
        )
        for run in 0..<runs {
            var context = context
            context.seed = UInt64(run)
            var estimator = Estimator(
                GroupEvidence(confusion: Confusion(classCount: 2), scores: [people.sample(count, &random)]),
                context: context)
            for (index, metric) in metrics.enumerated() {
                guard let interval = estimator.estimate(metric, level: 0.95).interval,
                    let value = truth.value(metric)
                else { continue }
                estimable[index] += 1
                // Rounding of the many rows is no gap.
                if interval.lower - 1e-7 <= value, value <= interval.upper + 1e-7 { covered[index] += 1 }
            }
        }
        for (index, metric) in metrics.enumerated() where estimable[index] > runs / 2 {
            let share = Double(covered[index]) / Double(estimable[index])
            // With a handful of positives the influence of each is not small.
            let least = metric.name.hasPrefix("average-precision") ? 0.88 : 0.91
            #expect(share >= least, "\(metric.name): \(share) of \(estimable[index])")
        }
    }

    @Test(
        "The largest gap is covered, of the bins that were large enough to be looked at", arguments: People.all,
        [80, 400])
    func largestGap(people: People, count: Int) throws {
        let metric = try MetricFixtures.metric("maximum-calibration-error")
        var random = SeededRandom(seed: 32)
        var (covered, estimable) = (0, 0)
        for _ in 0..<300 {
            let sample = people.sample(count, &random)
            var estimator = Estimator(
                GroupEvidence(confusion: Confusion(classCount: 2), scores: [sample]), context: .init(model: "m"))
            guard let interval = estimator.estimate(metric, level: 0.95).interval else { continue }
            let large = people.scores.indices.filter { sample.positives[$0] + sample.negatives[$0] >= 20 }
            let truth = try #require(large.map { abs(people.scores[$0] - people.rates[$0]) }.max())
            estimable += 1
            if interval.contains(truth) { covered += 1 }
        }
        #expect(Double(covered) >= 0.91 * Double(estimable), "\(covered) of \(estimable)")
    }

    @Test("Figures of rows of different weight are covered", arguments: People.all.prefix(2))
    func weighted(people: People) throws {
        let metrics = try Self.names.map { try MetricFixtures.metric($0) }
        let truth = Estimator(
            GroupEvidence(confusion: Confusion(classCount: 2), scores: [people.many]), context: .init(model: "m"))
        var random = SeededRandom(seed: 33)
        let runs = 200
        var covered = [Int](repeating: 0, count: metrics.count)
        for run in 0..<runs {
            let sample = people.sample(300, &random)
            var (labels, scores, weights): ([UInt16], [Double], [Double]) = ([], [], [])
            for (index, score) in people.scores.enumerated() {
                for (label, count) in [sample.negatives[index], sample.positives[index]].enumerated() {
                    for _ in 0..<count {
                        labels.append(UInt16(label))
                        scores.append(score)
                        weights.append(Double(Int.random(in: 1...8, using: &random)) / 2)
                    }
                }
            }
            let evidence = EvidenceCube(
                counting: EvidenceRows(
                    dimensions: [], classes: ["0", "1"], labels: labels, predictions: labels, scores: [scores],
                    weights: try RowWeights(.sampling, weights))
            ).overall
            var estimator = Estimator(evidence, context: .init(model: "m", seed: UInt64(run)))
            for (index, metric) in metrics.enumerated() {
                let interval = try #require(estimator.estimate(metric).interval, "\(metric.name)")
                let value = try #require(truth.value(metric))
                if interval.lower - 1e-7 <= value, value <= interval.upper + 1e-7 { covered[index] += 1 }
            }
        }
        for (index, metric) in metrics.enumerated() {
            let share = Double(covered[index]) / Double(runs)
            #expect(share >= 0.90, "\(metric.name): \(share)")
        }
    }
}
