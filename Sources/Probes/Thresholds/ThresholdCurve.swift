package import Evidence
package import Statistics

/// What every threshold would decide of a group, from cumulative sums of its scores.
///
/// A row is selected from the threshold up. The thresholds are the scores themselves, and one above all of them.
package struct ThresholdCurve: Sendable, Hashable {
    package let key: GroupKey
    /// Ascending; the last is infinite: nobody is selected.
    package let thresholds: [Double]
    /// By threshold: selected rows labelled positive, labelled negative, and all.
    package let truePositives: [Int]
    package let falsePositives: [Int]
    package let selected: [Int]
    package let positives: Int
    package let negatives: Int
    /// Rows with a score, labelled or not.
    package let rows: Int

    package var labelled: Int { positives + negatives }

    /// - Complexity: O(distinct scores).
    package init(key: GroupKey, scores: ScoreCounts) {
        self.key = key
        thresholds = scores.values + [.infinity]
        var (tp, fp, all) = ([0], [0], [0])
        for place in scores.values.indices.reversed() {
            tp.append(tp[tp.count - 1] + scores.positives[place])
            fp.append(fp[fp.count - 1] + scores.negatives[place])
            all.append(
                all[all.count - 1] + scores.positives[place] + scores.negatives[place] + scores.unlabelled[place])
        }
        (truePositives, falsePositives, selected) = (tp.reversed(), fp.reversed(), all.reversed())
        (positives, negatives, rows) = (truePositives[0], falsePositives[0], selected[0])
    }

    /// The place of the lowest threshold that selects the same rows as this one.
    ///
    /// - Complexity: O(log thresholds).
    package func place(of threshold: Double) -> Int {
        var (low, high) = (0, thresholds.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if thresholds[middle] >= threshold { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// So many thresholds, as far apart as they select rows; `nil` where there are no more than that.
    package func spaced(_ count: Int) -> [Double]? {
        guard count > 1, thresholds.count > count, rows > 0 else { return nil }
        var spaced: [Double] = []
        for step in 0..<count {
            // The place that selects this share of the rows, or the next below.
            let wanted = Double(rows) * Double(count - 1 - step) / Double(count - 1)
            guard let place = selected.firstIndex(where: { Double($0) <= wanted }) else { continue }
            if spaced.last != thresholds[place] { spaced.append(thresholds[place]) }
        }
        return spaced
    }

    /// The table of decisions at a place, as evidence that every metric can be asked of.
    package func evidence(at place: Int) -> GroupEvidence {
        let (tp, fp) = (truePositives[place], falsePositives[place])
        let unlabelled = selected[place] - tp - fp
        return GroupEvidence(
            group: key, confusion: Confusion(rows: [[negatives - fp, fp], [positives - tp, tp]]),
            unlabelledByPrediction: [rows - labelled - unlabelled, unlabelled])
    }

    /// A rate at a place; `nil` where nobody is in its denominator.
    func rate(_ rate: ThresholdRate, at place: Int) -> Double? {
        let (part, whole) =
            switch rate {
            case .selection: (selected[place], rows)
            case .truePositive: (truePositives[place], positives)
            case .falsePositive: (falsePositives[place], negatives)
            }
        return whole > 0 ? Double(part) / Double(whole) : nil
    }
}

/// A rate of decisions that may be wanted to be equal.
package enum ThresholdRate: String, Sendable, Hashable, CaseIterable {
    case selection = "selection-rate"
    case truePositive = "true-positive-rate"
    case falsePositive = "false-positive-rate"
}

/// What wrong decisions cost, in any unit.
package struct DecisionCosts: Sendable, Hashable {
    package let falsePositive: Double
    package let falseNegative: Double
    /// Of leaving a row to somebody else; `nil` where that cannot be.
    package let abstention: Double?

    /// - Parameters: 0 or more, not both wrong decisions at 0.
    package init(falsePositive: Double = 1, falseNegative: Double = 1, abstention: Double? = nil) {
        self.falsePositive = falsePositive
        self.falseNegative = falseNegative
        self.abstention = abstention
    }
}

/// How a group is decided: by thresholds, of which one is drawn for each row, or without a look at the score.
package struct DecisionRule: Sendable, Hashable {
    /// A threshold and how often it is taken.
    package struct Part: Sendable, Hashable {
        package let threshold: Double
        package let share: Double
    }

    package let key: GroupKey
    /// Shares sum to 1.
    package let parts: [Part]
    /// How often the score is ignored, and how often such rows are selected.
    package let ignored: Double
    package let constant: Double

    package init(key: GroupKey, parts: [Part], ignored: Double = 0, constant: Double = 0) {
        self.key = key
        self.parts = parts.filter { $0.share > 0 }
        self.ignored = ignored
        self.constant = constant
    }

    package init(key: GroupKey, threshold: Double) {
        self.init(key: key, parts: [Part(threshold: threshold, share: 1)])
    }

    /// The share of rows whose decision is drawn: those between two thresholds, and those whose score is ignored.
    package func randomisedShare(_ curve: ThresholdCurve) -> Double? {
        guard curve.rows > 0 else { return nil }
        let counts = parts.map { curve.selected[curve.place(of: $0.threshold)] }
        let between = (counts.max() ?? 0) - (counts.min() ?? 0)
        return ignored + (1 - ignored) * Double(between) / Double(curve.rows)
    }

    /// Expected counts on some rows.
    package func outcome(_ curve: ThresholdCurve) -> RuleOutcome {
        func expected(_ counts: [Int], _ total: Int) -> Double {
            let byScore = parts.reduce(0) { $0 + $1.share * Double(counts[curve.place(of: $1.threshold)]) }
            return min(Double(total), max(0, (1 - ignored) * byScore + ignored * constant * Double(total)))
        }
        return RuleOutcome(
            key: key, truePositives: expected(curve.truePositives, curve.positives),
            falsePositives: expected(curve.falsePositives, curve.negatives),
            selected: expected(curve.selected, curve.rows), positives: curve.positives, negatives: curve.negatives,
            rows: curve.rows)
    }
}

/// What a rule is expected to decide of some rows.
package struct RuleOutcome: Sendable, Hashable {
    package let key: GroupKey
    package let truePositives: Double
    package let falsePositives: Double
    package let selected: Double
    package let positives: Int
    package let negatives: Int
    package let rows: Int

    /// Outcomes of several groups together.
    package static func together(_ outcomes: [RuleOutcome]) -> RuleOutcome {
        RuleOutcome(
            key: .overall, truePositives: outcomes.reduce(0) { $0 + $1.truePositives },
            falsePositives: outcomes.reduce(0) { $0 + $1.falsePositives },
            selected: outcomes.reduce(0) { $0 + $1.selected }, positives: outcomes.reduce(0) { $0 + $1.positives },
            negatives: outcomes.reduce(0) { $0 + $1.negatives }, rows: outcomes.reduce(0) { $0 + $1.rows })
    }

    /// A rate with Wilson's limits.
    package func rate(_ rate: ThresholdRate, level: Double) -> Estimate {
        let (part, whole, reason): (Double, Int, NotEstimable) =
            switch rate {
            case .selection: (selected, rows, .emptyGroup)
            case .truePositive: (truePositives, positives, .noPositives)
            case .falsePositive: (falsePositives, negatives, .noNegatives)
            }
        guard whole > 0 else { return Estimate(notEstimable: reason) }
        return Estimate(
            part / Double(whole), n: whole,
            interval: Proportion.wilson(successes: part, trials: Double(whole), level: level))
    }

    /// What wrong decisions cost a labelled row on average, with Student's limits.
    package func cost(_ costs: DecisionCosts, level: Double) -> Estimate {
        mean(
            [(falsePositives, costs.falsePositive), (Double(positives) - truePositives, costs.falseNegative)],
            level: level)
    }

    /// TP/n − FP/n · t/(1 − t): what decisions are worth to somebody who acts from a probability of t up.
    ///
    /// - Parameter threshold: above 0 and below 1.
    /// - Source: Vickers and Elkin 2006.
    package func netBenefit(at threshold: Double, level: Double) -> Estimate {
        mean([(truePositives, 1), (falsePositives, -threshold / (1 - threshold))], level: level)
    }

    /// The mean of a value that some rows have and others have not.
    private func mean(_ parts: [(rows: Double, value: Double)], level: Double) -> Estimate {
        let n = Double(positives + negatives)
        guard n > 0 else { return Estimate(notEstimable: .unlabelled) }
        let first = parts.reduce(0) { $0 + $1.rows * $1.value } / n
        let second = parts.reduce(0) { $0 + $1.rows * $1.value * $1.value } / n
        let variance = n > 1 ? max(0, second - first * first) * n / (n - 1) : 0
        return Estimate(
            first, n: positives + negatives,
            interval: n > 1 && variance > 0
                ? MeanInterval.studentT(mean: first, sampleVariance: variance, count: n, level: level) : nil)
    }
}
