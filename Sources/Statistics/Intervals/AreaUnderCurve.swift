#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Intervals for the area under the receiver operating characteristic curve.
package enum AreaUnderCurve {
    /// The variance of an area to be expected, where scores are not known yet.
    ///
    ///     A(1−A) + (P−1)(Q₁−A²) + (N−1)(Q₂−A²)  over  P N,   Q₁ = A/(2−A), Q₂ = 2A²/(1+A)
    ///
    /// - Parameters:
    ///   - auc: A, 0…1.
    ///   - positives: P, above 0; may be an effective size.
    ///   - negatives: N, likewise.
    /// - Source: Hanley and McNeil 1982.
    package static func expectedVariance(auc: Double, positives: Double, negatives: Double) -> Double {
        let (one, two) = (auc / (2 - auc), 2 * auc * auc / (1 + auc))
        let sum =
            auc * (1 - auc) + (positives - 1) * (one - auc * auc) + (negatives - 1) * (two - auc * auc)
        return max(0, sum) / (positives * negatives)
    }

    /// Limits of an area from its variance, on the logit scale.
    ///
    ///     expit{logit A ± q √V / (A(1−A))}
    ///
    /// - Parameters:
    ///   - auc: A, inside 0..<1 and not 0; at the ends there is no logit.
    ///   - variance: V, DeLong's variance of A, 0 or more.
    ///   - level: coverage, in 0..<1.
    ///   - degreesOfFreedom: of the variance, where it is not known as well as a normal quantile takes it to be.
    /// - Returns: limits inside 0...1; `nil` where A is 0 or 1 or the variance is not a number.
    /// - Source: Perme and Manevski 2019; variance by DeLong, DeLong and Clarke-Pearson 1988.
    package static func logitInterval(
        auc: Double, variance: Double, level: Double, degreesOfFreedom: Double? = nil
    ) -> Interval? {
        guard auc > 0, auc < 1, variance >= 0, variance.isFinite, level >= 0, level < 1 else { return nil }
        let centre = log(auc) - log1p(-auc)
        let quantile =
            degreesOfFreedom.map { StudentT(degreesOfFreedom: $0).twoSidedQuantile(level: level) }
            ?? NormalDistribution.twoSidedQuantile(level: level)
        let reach = quantile * variance.squareRoot() / (auc * (1 - auc))
        func expit(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
        return Interval(
            lower: min(auc, expit(centre - reach)), upper: max(auc, expit(centre + reach)), level: level,
            method: .delongLogit)
    }

    /// Newcombe's method 5: the areas θ from which A is q of θ's own standard deviations away or less.
    ///
    ///     |A−θ| = q √(θ(1−θ)[1 + N*((1−θ)/(2−θ) + θ/(1+θ))] / PN),   N* = (P+N)/2 − 1
    ///
    /// Works at A = 0 and A = 1, and for few rows, where a variance estimated from the data does not.
    ///
    /// - Parameters:
    ///   - auc: A, in 0...1.
    ///   - positives: P, 1 or more.
    ///   - negatives: N, 1 or more.
    ///   - level: coverage, in 0..<1.
    /// - Returns: limits inside 0...1; `nil` without positives or without negatives.
    /// - Complexity: about a hundred evaluations of the variance.
    /// - Source: Newcombe 2006, "Confidence intervals for an effect size measure based on the Mann–Whitney statistic".
    package static func newcombeMethod5(
        auc: Double, positives: Double, negatives: Double, level: Double
    ) -> Interval? {
        guard auc >= 0, auc <= 1, positives >= 1, negatives >= 1, positives.isFinite, negatives.isFinite, level >= 0,
            level < 1
        else { return nil }
        let q = NormalDistribution.twoSidedQuantile(level: level)
        let half = (positives + negatives) / 2 - 1
        func isWithin(_ theta: Double) -> Bool {
            let spread = 1 + half * ((1 - theta) / (2 - theta) + theta / (1 + theta))
            let deviation = (theta * (1 - theta) * spread / positives / negatives).squareRoot()
            return (auc - theta).magnitude <= q * deviation
        }
        func limit(_ edge: Double) -> Double {
            edge == auc ? edge : Bisection.edge(inside: auc, outside: edge, where: isWithin)
        }
        return Interval(lower: min(limit(0), auc), upper: max(limit(1), auc), level: level, method: .newcombeAUC)
    }
}
