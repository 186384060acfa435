package import Evidence

/// Ranking figures from counts by score value, with their variances; cost is O(values), whatever the number of rows.
package enum RankedScores {
    /// A figure with the variance of its estimate; variance is `nil` where it is not defined.
    package struct Result: Hashable, Sendable {
        package let value: Double
        package let variance: Double?
    }

    /// The area under the ROC curve, ties counted half, with DeLong's variance.
    ///
    /// With P positives and N negatives, V10 = (N₍<b₎ + N_b/2)/N for a positive at value b and V01 = (P₍>b₎ + P_b/2)/P
    /// for a negative there: variance = S₁₀/P + S₀₁/N with sample variances S. The value is formed from integers.
    ///
    /// - Returns: `nil` without a positive or without a negative; no variance with fewer than two of either.
    /// - Source: Bamber 1975; DeLong, DeLong and Clarke-Pearson 1988.
    package static func areaUnderROC(_ scores: ScoreCounts) -> Result? {
        let (positives, negatives) = (scores.positiveTotal, scores.negativeTotal)
        guard positives > 0, negatives > 0 else { return nil }
        var twice: Int128 = 0
        var below = 0
        for index in scores.values.indices {
            twice += Int128(scores.positives[index]) * Int128(2 * below + scores.negatives[index])
            below += scores.negatives[index]
        }
        let (p, n) = (Double(positives), Double(negatives))
        let value = Double(twice) / (2 * p * n)
        guard positives > 1, negatives > 1 else { return Result(value: value, variance: nil) }
        var (sum10, sum01) = (0.0, 0.0)
        var (negativesBelow, positivesAbove) = (0, positives)
        for index in scores.values.indices {
            let (pb, nb) = (scores.positives[index], scores.negatives[index])
            positivesAbove -= pb
            let v10 = (Double(negativesBelow) + Double(nb) / 2) / n - value
            let v01 = (Double(positivesAbove) + Double(pb) / 2) / p - value
            sum10 += Double(pb) * v10 * v10
            sum01 += Double(nb) * v01 * v01
            negativesBelow += nb
        }
        return Result(value: value, variance: sum10 / (p - 1) / p + sum01 / (n - 1) / n)
    }

    /// Average precision: Σ (R_b − R_{b+1}) Prec_b from the highest value down, each tie block one step, with the
    /// variance of its first-order influence, and the influence less that of the base rate.
    ///
    /// For a positive at value j: U = (Prec_j − AP)/P + Σ_{b ≤ j} (P_b/P)·FP_b/(TP_b + FP_b)²; for a negative:
    /// U = −Σ_{b ≤ j} (P_b/P)·TP_b/(TP_b + FP_b)², with TP_b, FP_b counted from the top down to b. AP is homogeneous
    /// of degree 0 in the counts, so ΣnU = 0 and the variance is ΣnU².
    ///
    /// - Returns: `nil` without a positive.
    /// - Source: scikit-learn's definition; Davis and Goadrich 2006; influence by direct differentiation.
    package static func averagePrecision(_ scores: ScoreCounts) -> (result: Result, overBaseRate: Result)? {
        let (positives, negatives) = (scores.positiveTotal, scores.negativeTotal)
        guard positives > 0 else { return nil }
        let p = Double(positives)
        let count = scores.values.count
        var precision = [Double](repeating: 0, count: count)
        var (perPositive, perNegative) = (precision, precision)
        var (truePositives, falsePositives) = (0, 0)
        var value = 0.0
        for index in stride(from: count - 1, through: 0, by: -1) {
            truePositives += scores.positives[index]
            falsePositives += scores.negatives[index]
            let called = Double(truePositives + falsePositives)
            guard called > 0 else { continue }
            let weight = Double(scores.positives[index]) / p
            precision[index] = Double(truePositives) / called
            // Divided by the positives once, at the end: a perfect ranking is 1 and nothing beside it.
            value += Double(scores.positives[index]) * precision[index]
            perPositive[index] = weight * Double(falsePositives) / (called * called)
            perNegative[index] = weight * Double(truePositives) / (called * called)
        }
        value /= p
        let total = Double(positives + negatives)
        let baseRate = p / total
        var (variance, skillVariance) = (0.0, 0.0)
        var (gain, loss) = (0.0, 0.0)
        // A row at value j counts in every step at j or below, hence sums from the lowest value up.
        for index in 0..<count {
            gain += perPositive[index]
            loss += perNegative[index]
            let forPositive = (precision[index] - value) / p + gain
            let forNegative = -loss
            let (pb, nb) = (Double(scores.positives[index]), Double(scores.negatives[index]))
            variance += pb * forPositive * forPositive + nb * forNegative * forNegative
            let skillPositive = forPositive - (1 - baseRate) / total
            let skillNegative = forNegative + baseRate / total
            skillVariance += pb * skillPositive * skillPositive + nb * skillNegative * skillNegative
        }
        return (
            Result(value: value, variance: variance),
            Result(value: value - baseRate, variance: skillVariance)
        )
    }
}
