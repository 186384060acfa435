package import Evidence
import Metrics
package import Statistics

/// What a model's decisions say of whether it can read a group at all.
package struct AnswerSkill: Sendable, Hashable {
    package let accuracy: Estimate
    package let macroF1: Estimate
    /// The commonest label and its share: what always answering it would get right.
    package let commonestLabel: Int
    package let noSkill: Double
    /// The commonest decision of the model and its share.
    package let commonestDecision: Int
    package let commonestShare: Double

    /// - Parameter confusion: rows by label and decision.
    /// - Returns: `nil` without rows.
    package init?(_ confusion: Confusion, group: GroupKey, model: String, level: Double) {
        let classes = confusion.classCount
        let rows = confusion.counts.reduce(0, +)
        guard classes > 0, rows > 0, let accuracy = Catalogue.metric(named: "accuracy"),
            let macroF1 = Catalogue.metric(named: "macro-f1")
        else { return nil }
        var estimator = Estimator(
            GroupEvidence(group: group, confusion: confusion), context: EstimationContext(model: model, level: level))
        self.accuracy = estimator.estimate(accuracy)
        self.macroF1 = estimator.estimate(macroF1)
        func largest(_ sums: [Int]) -> (index: Int, share: Double) {
            let index = sums.indices.max { sums[$0] < sums[$1] || (sums[$0] == sums[$1] && $0 > $1) } ?? 0
            return (index, Double(sums[index]) / Double(rows))
        }
        (commonestLabel, noSkill) = largest(
            (0..<classes).map { label in (0..<classes).reduce(0) { $0 + confusion.counts[label * classes + $1] } })
        (commonestDecision, commonestShare) = largest(
            (0..<classes).map { decision in (0..<classes).reduce(0) { $0 + confusion.counts[$1 * classes + decision] } }
        )
    }

    /// Whether it is not shown to be right more often than one answer given to everybody.
    package var showsNoSkill: Bool {
        guard let interval = accuracy.interval else { return false }
        return interval.lower <= noSkill
    }
}

/// What must be said beside the figures of a group of pairs.
package struct CounterfactualFinding: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Few flips, and decisions no better than one answer for everybody: it never flips because it never reads.
        case cannotRead = "cannot-read"
        /// An accuracy that comes from giving one answer nearly always; the classes it neglects do not show in it.
        case accuracyHidesClasses = "accuracy-hides-classes"
        /// No more flips than the model makes by itself.
        case withinNoise = "within-noise"
    }

    package let kind: Kind
    package let group: GroupKey
    package let flips: Int
    package let pairs: Int
    package let legibility: AnswerSkill?

    /// Fewer flips than this share are few.
    package static let fewFlips = 0.02
    /// One answer is nearly always given from this share on.
    package static let oneAnswer = 0.75
    /// Macro-F1 below this part of the accuracy is far below it.
    package static let farBelow = 0.75

    /// What is to be said of one group.
    ///
    /// - Parameters:
    ///   - legibility: what the labels say; `nil` where there are none.
    ///   - noise: how much the model flips by itself; `nil` if it was not asked twice.
    package static func findings(
        _ result: ChangedPairs.Result, group: GroupKey, legibility: AnswerSkill?, noise: NoiseFloor?, level: Double
    ) -> [CounterfactualFinding] {
        guard let rate = result.flipRate.number else { return [] }
        let flips = result.flipsTo.reduce(0, +)
        func finding(_ kind: Kind) -> CounterfactualFinding {
            CounterfactualFinding(
                kind: kind, group: group, flips: flips, pairs: result.flipRate.n, legibility: legibility)
        }
        var findings: [CounterfactualFinding] = []
        if let legibility, legibility.showsNoSkill {
            if rate < fewFlips { findings.append(finding(.cannotRead)) }
            if let accuracy = legibility.accuracy.number, let macroF1 = legibility.macroF1.number,
                legibility.commonestShare >= oneAnswer, macroF1 < farBelow * accuracy
            {
                findings.append(finding(.accuracyHidesClasses))
            }
        }
        if let noise, noise.flipped > 0, let most = noise.selfFlipRate(level: level).interval?.upper, flips > 0,
            rate <= most
        {
            findings.append(finding(.withinNoise))
        }
        return findings
    }
}
