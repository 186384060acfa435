package import Evidence
import Statistics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ranking figures from counts by score value, with their variances; cost is O(values), whatever the number of rows.
package enum RankedScores {
    /// A figure with the variance of its estimate; variance is `nil` where it is not defined.
    package struct Result: Hashable, Sendable {
        package let value: Double
        package let variance: Double?
        /// Where the figure of the rows themselves lies, if bins hold several scores whose order is not known.
        package var bounds: ClosedRange<Double>?

        package init(value: Double, variance: Double?, bounds: ClosedRange<Double>? = nil) {
            self.value = value
            self.variance = variance
            self.bounds = bounds
        }
    }

    /// Positives and negatives by ascending score, as numbers of rows or as sums of weights.
    struct Steps {
        let positives: [Double]
        private(set) var negatives: [Double]
        /// Σw² of the same rows; the rows themselves without weights.
        let squaredPositives: [Double]
        private(set) var squaredNegatives: [Double]
        let isWeighted: Bool

        init(_ scores: ScoreCounts) {
            let weights = scores.sums(of: .weight, .positive)
            isWeighted = weights != nil
            positives = weights ?? scores.positives.map(Double.init)
            negatives = scores.sums(of: .weight, .negative) ?? scores.negatives.map(Double.init)
            squaredPositives = scores.sums(of: .squaredWeight, .positive) ?? positives
            squaredNegatives = scores.sums(of: .squaredWeight, .negative) ?? negatives
        }

        /// Each negative counts so much more than before.
        mutating func weigh(negatives factor: Double) {
            for index in negatives.indices {
                negatives[index] *= factor
                squaredNegatives[index] *= factor * factor
            }
        }
    }

    /// The area under the ROC curve, ties counted half, with DeLong's variance.
    ///
    /// With P positives and N negatives, V10 = (N₍<b₎ + N_b/2)/N for a positive at value b and V01 = (P₍>b₎ + P_b/2)/P
    /// for a negative there: variance = S₁₀/P + S₀₁/N with sample variances S. Without weights the value is formed from
    /// integers. With weights, sums of weights stand for numbers of rows, and the variance is that of the first-order
    /// influence, Σw²(V − A)²/(Σw)² for each class. In a binned table the order inside a bin is unknown: the value
    /// lies within ½ Σ p_b q_b (METHODS §1.2), p_b and q_b the shares of positives and negatives in bin b.
    ///
    /// - Returns: `nil` without a positive or without a negative; no variance with fewer than two of either.
    /// - Source: Bamber 1975; DeLong, DeLong and Clarke-Pearson 1988.
    package static func areaUnderROC(_ scores: ScoreCounts) -> Result? {
        let steps = Steps(scores)
        let (p, n) = (steps.positives.reduce(0, +), steps.negatives.reduce(0, +))
        guard p > 0, n > 0 else { return nil }
        let value = steps.isWeighted ? weightedArea(steps, p, n) : countedArea(scores)
        var bounds: ClosedRange<Double>?
        if scores.grid.isBinned {
            let reach = zip(steps.positives, steps.negatives).reduce(0) { $0 + ($1.0 / p) * ($1.1 / n) } / 2
            bounds = max(0, value - reach)...min(1, value + reach)
        }
        let (positives, negatives) = (scores.positiveTotal, scores.negativeTotal)
        guard positives > 1, negatives > 1 else { return Result(value: value, variance: nil, bounds: bounds) }
        var (sum10, sum01) = (0.0, 0.0)
        var (negativesBelow, positivesAbove) = (0.0, p)
        for index in scores.values.indices {
            let (pb, nb) = (steps.positives[index], steps.negatives[index])
            positivesAbove -= pb
            let v10 = (negativesBelow + nb / 2) / n - value
            let v01 = (positivesAbove + pb / 2) / p - value
            sum10 += steps.squaredPositives[index] * v10 * v10
            sum01 += steps.squaredNegatives[index] * v01 * v01
            negativesBelow += nb
        }
        let (m1, m0) = (Double(positives), Double(negatives))
        let variance =
            steps.isWeighted
            ? sum10 / (p * p) * m1 / (m1 - 1) + sum01 / (n * n) * m0 / (m0 - 1)
            : sum10 / (p - 1) / p + sum01 / (n - 1) / n
        return Result(value: value, variance: variance, bounds: bounds)
    }

    private static func countedArea(_ scores: ScoreCounts) -> Double {
        var twice: Int128 = 0
        var below = 0
        for index in scores.values.indices {
            twice += Int128(scores.positives[index]) * Int128(2 * below + scores.negatives[index])
            below += scores.negatives[index]
        }
        return Double(twice) / (2 * Double(scores.positiveTotal) * Double(scores.negativeTotal))
    }

    private static func weightedArea(_ steps: Steps, _ p: Double, _ n: Double) -> Double {
        var area = CompensatedSum()
        var below = 0.0
        for index in steps.positives.indices {
            area.add(steps.positives[index] / p * ((below + steps.negatives[index] / 2) / n))
            below += steps.negatives[index]
        }
        return min(1, max(0, area.value))
    }

    /// Average precision: Σ (R_b − R_{b+1}) Prec_b from the highest value down, each tie block one step, with the
    /// variance of its first-order influence, and the influence less that of the base rate.
    ///
    /// For a positive at value j: U = (Prec_j − AP)/P + Σ_{b ≤ j} (P_b/P)·FP_b/(TP_b + FP_b)²; for a negative:
    /// U = −Σ_{b ≤ j} (P_b/P)·TP_b/(TP_b + FP_b)², with TP_b, FP_b counted from the top down to b. AP is homogeneous
    /// of degree 0 in the counts, so ΣnU = 0 and the variance is ΣnU²; with weights Σw²U². In a binned table the value
    /// lies between that of the negatives and that of the positives first in every bin.
    ///
    /// - Parameter prevalence: the share that positives are given, each class keeping its own distribution of scores, so that
    ///   groups of different base rate can be compared; the variance is then that within the classes. `nil` leaves it.
    /// - Returns: `nil` without a positive, and for a given prevalence without a negative.
    /// - Source: scikit-learn's definition; Davis and Goadrich 2006; influence by direct differentiation.
    package static func averagePrecision(
        _ scores: ScoreCounts, prevalence: Double? = nil
    ) -> (result: Result, overBaseRate: Result)? {
        var steps = Steps(scores)
        let p = steps.positives.reduce(0, +)
        guard p > 0 else { return nil }
        if let prevalence {
            let n = steps.negatives.reduce(0, +)
            guard n > 0 else { return nil }
            steps.weigh(negatives: p / n * (1 - prevalence) / prevalence)
        }
        let count = scores.values.count
        var precision = [Double](repeating: 0, count: count)
        var (perPositive, perNegative) = (precision, precision)
        var (truePositives, falsePositives) = (0.0, 0.0)
        var (value, lowest, highest) = (0.0, 0.0, 0.0)
        for index in stride(from: count - 1, through: 0, by: -1) {
            let own = steps.positives[index]
            if scores.grid.isBinned, own > 0 {
                highest += own * (truePositives + own) / (truePositives + own + falsePositives)
                lowest += positivesBehind(truePositives, falsePositives + steps.negatives[index], own)
            }
            truePositives += own
            falsePositives += steps.negatives[index]
            let called = truePositives + falsePositives
            guard called > 0 else { continue }
            precision[index] = truePositives / called
            // Divided by the positives once, at the end: a perfect ranking is 1 and nothing beside it.
            value += own * precision[index]
            perPositive[index] = own / p * falsePositives / (called * called)
            perNegative[index] = own / p * truePositives / (called * called)
        }
        value /= p
        let total = p + steps.negatives.reduce(0, +)
        let baseRate = p / total
        var (forPositive, forNegative) = (precision, precision)
        var (gain, loss) = (0.0, 0.0)
        // A row at value j counts in every step at j or below, hence sums from the lowest value up.
        for index in 0..<count {
            gain += perPositive[index]
            loss += perNegative[index]
            forPositive[index] = (precision[index] - value) / p + gain
            forNegative[index] = -loss
        }
        if prevalence != nil {
            // The number of rows of a class is given: what all of it would change is no spread.
            let own = (0..<count).reduce(0) { $0 + steps.positives[$1] * forPositive[$1] } / p
            let other = (0..<count).reduce(0) { $0 + steps.negatives[$1] * forNegative[$1] } / (total - p)
            for index in 0..<count {
                forPositive[index] -= own
                forNegative[index] -= other
            }
        }
        var (variance, skillVariance) = (0.0, 0.0)
        for index in 0..<count {
            let (pb, nb) = (steps.squaredPositives[index], steps.squaredNegatives[index])
            variance += pb * forPositive[index] * forPositive[index] + nb * forNegative[index] * forNegative[index]
            let skillPositive = forPositive[index] - (1 - baseRate) / total
            let skillNegative = forNegative[index] + baseRate / total
            skillVariance += pb * skillPositive * skillPositive + nb * skillNegative * skillNegative
        }
        // A given prevalence is the same in every sample. What rounding leaves where all scores are equal is no variance.
        if prevalence != nil { (variance, skillVariance) = (variance < 1e-24 ? 0 : variance, variance) }
        let bounds = scores.grid.isBinned ? min(value, lowest / p)...max(value, highest / p) : nil
        return (
            Result(value: value, variance: prevalence != nil && variance == 0 ? nil : variance, bounds: bounds),
            Result(value: value - baseRate, variance: skillVariance)
        )
    }

    /// Σ of the precisions of positives that come one by one behind `falsePositives`, as far as they stand for rows:
    /// ∫ (t + x)/(t + f + x) dx over 0…own, which is not above the sum of the steps.
    private static func positivesBehind(_ truePositives: Double, _ falsePositives: Double, _ own: Double) -> Double {
        let called = truePositives + falsePositives
        // Without anybody above, the integral's logarithm has no end; all negatives first gives 1 a step then.
        guard called > 0 else { return own }
        return own - falsePositives * log1p(own / called)
    }
}
