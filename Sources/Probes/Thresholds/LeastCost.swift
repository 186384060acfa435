package import Statistics

/// The thresholds at which wrong decisions cost least.
package enum LeastCost {
    /// One threshold for everybody; the lowest of equals.
    ///
    /// - Returns: `nil` without a labelled row.
    /// - Complexity: O(thresholds).
    package static func threshold(_ curve: ThresholdCurve, _ costs: DecisionCosts) -> Double? {
        guard curve.labelled > 0 else { return nil }
        func cost(_ place: Int) -> Double {
            Double(curve.falsePositives[place]) * costs.falsePositive
                + Double(curve.positives - curve.truePositives[place]) * costs.falseNegative
        }
        var (best, least) = (0, cost(0))
        for place in curve.thresholds.indices.dropFirst() {
            let own = cost(place)
            if own < least { (best, least) = (place, own) }
        }
        return curve.thresholds[best]
    }

    /// A band of scores that are left to somebody else.
    package struct Band: Sendable, Hashable {
        /// Rows below `lower` are decided negative, those from `upper` up positive.
        package let lower: Double
        package let upper: Double
        /// Of the labelled rows, and what wrong decisions and abstentions cost a row on average.
        package let abstained: Estimate
        package let cost: Estimate
    }

    /// The band that costs least; empty where no abstention pays.
    ///
    /// - Parameter reporting: the rows that its figures are told of.
    /// - Returns: `nil` where abstaining is not possible, or without labelled rows.
    /// - Complexity: O(thresholds).
    /// - Source: Chow 1970.
    package static func band(
        choosing curve: ThresholdCurve, reporting: ThresholdCurve, _ costs: DecisionCosts, level: Double
    ) -> Band? {
        guard let abstention = costs.abstention, curve.labelled > 0, reporting.labelled > 0 else { return nil }
        // Cost = Σ_{s<l} (c_FN P − c_A n) + Σ_{s≥u} (c_FP N − c_A n) + c_A n, least over l ≤ u.
        func below(_ place: Int) -> Double {
            let (p, n) = (curve.positives - curve.truePositives[place], curve.negatives - curve.falsePositives[place])
            return Double(p) * costs.falseNegative - abstention * Double(p + n)
        }
        func above(_ place: Int) -> Double {
            let (p, n) = (curve.truePositives[place], curve.falsePositives[place])
            return Double(n) * costs.falsePositive - abstention * Double(p + n)
        }
        var lowest = 0
        var (best, least) = ((lower: 0, upper: 0), below(0) + above(0))
        for upper in curve.thresholds.indices {
            if below(upper) < below(lowest) { lowest = upper }
            let sum = below(lowest) + above(upper)
            if sum < least { (best, least) = ((lowest, upper), sum) }
        }
        let (lower, upper) = (curve.thresholds[best.lower], curve.thresholds[best.upper])
        let (from, to) = (reporting.place(of: lower), reporting.place(of: upper))
        let n = reporting.labelled
        let abstained =
            reporting.truePositives[from] + reporting.falsePositives[from] - reporting.truePositives[to]
            - reporting.falsePositives[to]
        let parts = [
            (Double(reporting.positives - reporting.truePositives[from]), costs.falseNegative),
            (Double(reporting.falsePositives[to]), costs.falsePositive), (Double(abstained), abstention),
        ]
        let first = parts.reduce(0) { $0 + $1.0 * $1.1 } / Double(n)
        let second = parts.reduce(0) { $0 + $1.0 * $1.1 * $1.1 } / Double(n)
        let variance = n > 1 ? max(0, second - first * first) * Double(n) / Double(n - 1) : 0
        return Band(
            lower: lower, upper: upper,
            abstained: Estimate(
                Double(abstained) / Double(n), n: n,
                interval: Proportion.wilson(successes: Double(abstained), trials: Double(n), level: level)),
            cost: Estimate(
                first, n: n,
                interval: variance > 0
                    ? MeanInterval.studentT(mean: first, sampleVariance: variance, count: Double(n), level: level) : nil
            ))
    }
}
