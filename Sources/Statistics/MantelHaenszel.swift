#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Two groups compared within strata, and the comparisons pooled.
///
/// - Source: Mantel and Haenszel 1959; Greenland and Robins 1985 (variances of the pooled difference and ratio).
package struct MantelHaenszel: Hashable, Sendable {
    /// The strata in which both groups have rows.
    package let strata: [TwoProportions]

    /// - Parameter strata: those in which one group has no row say nothing and are left out.
    package init(_ strata: [TwoProportions]) {
        self.strata = strata.filter { $0.trials1 > 0 && $0.trials0 > 0 }
    }

    /// Rows compared.
    package var rows: Double { strata.reduce(0) { $0 + $1.trials1 + $1.trials0 } }

    /// Σ wₗ(p₁ₗ − p₀ₗ)/Σ wₗ with w = n₁n₀/N; `nil` without a stratum.
    package var difference: Double? {
        let weight = strata.reduce(0) { $0 + $1.weight }
        guard weight > 0 else { return nil }
        return strata.reduce(0) { $0 + $1.weight * ($1.difference ?? 0) } / weight
    }

    /// Normal limits of the pooled difference, with cells smoothed by ½ in the variance.
    package func differenceInterval(level: Double) -> Interval? {
        guard let difference, level >= 0, level < 1 else { return nil }
        let weight = strata.reduce(0) { $0 + $1.weight }
        let variance = strata.reduce(0) { $0 + $1.weight * $1.weight * $1.smoothedVariance } / (weight * weight)
        let reach = NormalDistribution.twoSidedQuantile(level: level) * variance.squareRoot()
        return Interval(
            lower: max(-1, difference - reach), upper: min(1, difference + reach), level: level,
            method: .stratifiedNormal)
    }

    /// Σ(x₁n₀/N)/Σ(x₀n₁/N), and both sums; 0 and ∞ are left to the caller.
    package var ratioSums: (numerator: Double, denominator: Double) {
        strata.reduce((0, 0)) {
            let n = $1.trials1 + $1.trials0
            return ($0.0 + $1.successes1 * $1.trials0 / n, $0.1 + $1.successes0 * $1.trials1 / n)
        }
    }

    /// Limits of the pooled ratio, symmetric on the log scale.
    ///
    ///     Var(ln RR) = Σ[(x₁+x₀)n₁n₀ − x₁x₀N]/N² / (R·S)
    ///
    /// - Returns: `nil` where either sum is 0.
    package func ratioInterval(level: Double) -> Interval? {
        let (r, s) = ratioSums
        guard r > 0, s > 0, level >= 0, level < 1 else { return nil }
        let top = strata.reduce(0.0) {
            let n = $1.trials1 + $1.trials0
            return $0
                + (($1.successes1 + $1.successes0) * $1.trials1 * $1.trials0 - $1.successes1 * $1.successes0 * n)
                / (n * n)
        }
        let factor = exp(NormalDistribution.twoSidedQuantile(level: level) * (max(0, top) / (r * s)).squareRoot())
        return Interval(lower: r / s / factor, upper: r / s * factor, level: level, method: .stratifiedNormal)
    }

    /// Whether the gap is the same in every stratum.
    package struct Homogeneity: Hashable, Sendable {
        /// Σ(dₗ − d̄)²/Var(dₗ), d̄ the mean weighted by 1/Var.
        package let statistic: Double
        /// Strata compared less 1, above 0.
        package let degreesOfFreedom: Int
        /// Pr(χ² ≥ statistic) if the gap is the same everywhere.
        package let pValue: Double
    }

    /// Cochran's Q of the differences, or of the log ratios; cells smoothed by ½.
    ///
    /// - Returns: `nil` for fewer than two strata.
    /// - Source: Cochran 1954; DerSimonian and Laird 1986.
    package func homogeneity(ofRatios: Bool = false) -> Homogeneity? {
        guard strata.count >= 2 else { return nil }
        let gaps = strata.map { ofRatios ? $0.smoothedLogRatio : $0.smoothedDifference }
        let between = BetweenGroupVariance(
            values: gaps,
            variances: strata.map { ofRatios ? $0.smoothedLogRatioVariance : $0.smoothedVariance })
        let statistic = between.heterogeneity(0)
        return Homogeneity(
            statistic: statistic, degreesOfFreedom: strata.count - 1,
            pValue: ChiSquared(degreesOfFreedom: Double(strata.count - 1)).tails(statistic).upper)
    }
}

extension TwoProportions {
    fileprivate var weight: Double { trials1 * trials0 / (trials1 + trials0) }
    private var smoothed1: Double { (successes1 + 0.5) / (trials1 + 1) }
    private var smoothed0: Double { (successes0 + 0.5) / (trials0 + 1) }
    fileprivate var smoothedDifference: Double { smoothed1 - smoothed0 }
    fileprivate var smoothedLogRatio: Double { log(smoothed1 / smoothed0) }
    fileprivate var smoothedVariance: Double {
        smoothed1 * (1 - smoothed1) / trials1 + smoothed0 * (1 - smoothed0) / trials0
    }
    fileprivate var smoothedLogRatioVariance: Double {
        (1 - smoothed1) / (smoothed1 * trials1) + (1 - smoothed0) / (smoothed0 * trials0)
    }
}
