import Evidence
import Metrics
import Probes
import Statistics

extension SizeStudy {
    static let transfer = SizeSection(
        title: "Transfer",
        words:
            "A figure here against the origin's. Without an effect both are equal, or the gap is the tolerance of .05, "
            + "where it is neither to be passed nor to be failed.",
        studies: [
            gap("limits of the gap of accuracy, rows on both sides, 300 here, 500 there", .rows, at: 0.8, effect: 0.7),
            gap("the same, counts of the origin", .counts, at: 0.8, effect: 0.7),
            gap("the same, reported with limits", .limits, at: 0.8, effect: 0.7),
            gap("passes at a loss of the tolerance, 800 here, 1,000 there", .pass, at: 0.75, effect: 0.8),
            gap("fails at a loss of the tolerance, 800 here, 1,000 there", .fail, at: 0.75, effect: 0.65),
            labelShift, blackBox,
        ])

    private enum Question { case rows, counts, limits, pass, fail }

    private static func gap(
        _ words: String, _ question: Question, at rate: Double, effect: Double
    ) -> SizeStudy {
        SizeStudy(question: words, effect: share(effect) + " here") { hasEffect, random in
            guard let accuracy = Catalogue.metric(named: "accuracy", binary: true) else { return 0 }
            let isVerdict = question == .pass || question == .fail
            let (n, m) = isVerdict ? (800, 1_000) : (300, 500)
            func evidence(_ rows: Int, _ rate: Double) -> GroupEvidence {
                let right = random.binomial(trials: rows, probability: rate)
                return GroupEvidence(confusion: Confusion(rows: [[0, 0], [rows - right, right]]))
            }
            let (here, there) = (evidence(n, hasEffect ? effect : rate), evidence(m, 0.8))
            let right = there.confusion[1, 1]
            let origin: TransferGap.Origin
            switch question {
            case .rows, .pass, .fail: origin = .rows(there)
            case .counts: origin = .reported(.counts(successes: right, trials: m))
            case .limits:
                guard let limits = Proportion.wilson(successes: Double(right), trials: Double(m), level: 0.95) else {
                    return 0
                }
                origin = .reported(
                    .limits(
                        value: Double(right) / Double(m), lower: limits.lower, upper: limits.upper, level: 0.95))
            }
            let found = TransferGap(
                accuracy, local: Estimator(here, context: EstimationContext(model: "m", favourablePositive: true)),
                origin: origin, tolerance: isVerdict ? .init(0.05, isTwoSided: false) : nil)
            switch question {
            case .pass: return found.decision?.verdict == .pass ? 1 : 0
            case .fail: return found.decision?.verdict == .fail ? 1 : 0
            default: return misses(0, found.gap.interval)
            }
        }
    }

    /// Rows of a model that is right of .85 of positives and .75 of negatives.
    private static func confusion(
        _ rows: Int, positives rate: Double, sensitivity: Double = 0.85, _ random: inout RandomStream
    ) -> Confusion {
        let positives = random.binomial(trials: rows, probability: rate)
        let hits = random.binomial(trials: positives, probability: sensitivity)
        let refusals = random.binomial(trials: rows - positives, probability: 0.75)
        return Confusion(rows: [[refusals, rows - positives - refusals], [positives - hits, hits]])
    }

    private static let labelShift = SizeStudy(
        question: "limits of the part of a gap within classes, other prevalence alone, 400 here, 600 there",
        effect: "a true positive rate of .70"
    ) { hasEffect, random in
        guard let accuracy = Catalogue.metric(named: "accuracy", binary: true) else { return 0 }
        let here = confusion(400, positives: 0.5, sensitivity: hasEffect ? 0.7 : 0.85, &random)
        let there = confusion(600, positives: 0.2, &random)
        return misses(
            0,
            LabelShift(
                accuracy, local: GroupEvidence(confusion: here), origin: GroupEvidence(confusion: there), level: 0.95)?
                .conditional?.interval)
    }

    private static let blackBox = SizeStudy(
        question: "limits of the share of positives among unlabelled rows, .20 as there, 500 here, 500 there",
        effect: ".35 here"
    ) { hasEffect, random in
        let there = confusion(500, positives: 0.2, &random)
        let here = confusion(500, positives: hasEffect ? 0.35 : 0.2, &random)
        let shift = BlackBoxShift(origin: there, decisions: [here.predicted(0), here.predicted(1)], level: 0.95)
        return shift.refusal == nil ? misses(0.2, shift.shares[1].interval) : 0
    }
}
