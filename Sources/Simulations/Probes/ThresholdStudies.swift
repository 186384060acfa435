import Evidence
import Metrics
import Probes
import Statistics

extension SizeStudy {
    static let thresholds = SizeSection(
        title: "Thresholds",
        words:
            "The threshold that costs least is chosen on one half of the rows and told of the other; whether the limits of "
            + "its cost leave out what it costs on average. *in hindsight* is the same with all rows for both, and no effect: "
            + "it is what halves are for.",
        studies: [
            cost("limits of the cost of a chosen threshold, 400 rows in halves", rows: 400, apart: 1),
            cost("the same, 100 rows", rows: 100, apart: 1),
            cost("the same, 200 rows, classes well apart", rows: 200, apart: 2.5),
            hindsight,
        ])

    /// Scores of positives are higher by some deviations; a false positive costs 1, a false negative 1.
    private static func draw(
        _ rows: Int, apart: Double, _ random: inout RandomStream
    ) -> (labels: [UInt16], scores: [Double]) {
        let labels = (0..<rows).map { _ -> UInt16 in random.uniform() < 0.5 ? 1 : 0 }
        return (
            labels, labels.map { ((random.normal() + apart * Double($0)) * 100).rounded() / 100 }
        )
    }

    /// What it costs on average to select scores from a threshold up; where positives score lower than they did, if so.
    private static func average(_ threshold: Double, shift: Double) -> Double {
        (1 - NormalDistribution.cdf(threshold)) / 2 + NormalDistribution.cdf(threshold - shift) / 2
    }

    private static func cost(_ words: String, rows: Int, apart: Double) -> SizeStudy {
        SizeStudy(question: words, effect: "half the distance between classes", runs: 2_000) { hasEffect, random in
            let (labels, scores) = draw(rows, apart: apart, &random)
            let cube = EvidenceCube(
                counting: EvidenceRows(
                    dimensions: [], classes: ["0", "1"], labels: labels, predictions: labels, scores: [scores]))
            var options = ThresholdStudy.Options()
            options.seed = random.next()
            let study = ThresholdStudy(
                cube, by: [], metrics: [], thresholds: [], options: options,
                context: EstimationContext(model: "m", scoresAreProbabilities: false))
            guard let plan = study?.leastCost, let threshold = plan.rules.first?.parts.first?.threshold else {
                return 0
            }
            // Grid values stand for what is rounded to them.
            return misses(average(threshold - 0.005, shift: hasEffect ? apart / 2 : apart), plan.cost.interval)
        }
    }

    private static let hindsight = SizeStudy(
        question: "*in hindsight*, 400 rows", effect: "", runs: 2_000
    ) { _, random in
        let (labels, scores) = draw(400, apart: 1, &random)
        var rows: [Double: (Int, Int)] = [:]
        for (label, score) in zip(labels, scores) {
            if label == 1 { rows[score, default: (0, 0)].1 += 1 } else { rows[score, default: (0, 0)].0 += 1 }
        }
        let ordered = rows.sorted { $0.key < $1.key }
        let curve = ThresholdCurve(
            key: .overall,
            scores: ScoreCounts(
                values: ordered.map(\.key), negatives: ordered.map(\.value.0), positives: ordered.map(\.value.1)))
        guard let threshold = LeastCost.threshold(curve, DecisionCosts()) else { return 0 }
        let outcome = DecisionRule(key: .overall, threshold: threshold).outcome(curve)
        return misses(average(threshold - 0.005, shift: 1), outcome.cost(DecisionCosts(), level: 0.95).interval)
    }
}
