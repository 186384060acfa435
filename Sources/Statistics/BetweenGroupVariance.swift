/// How far groups differ beyond what their sampling explains.
///
/// - Source: Lum, Zhang and Bower 2022 ("double-corrected": for the groups' own sampling variance, and for the mean
///   being estimated); Viechtbauer 2007 (Q-profile limits).
package struct BetweenGroupVariance: Hashable, Sendable {
    /// The value of each group.
    package let values: [Double]
    /// The squared standard error of each, above 0.
    package let variances: [Double]

    /// - Precondition: as many variances as values, all above 0.
    package init(values: [Double], variances: [Double]) {
        precondition(values.count == variances.count && variances.allSatisfy { $0 > 0 }, "a variance for each value")
        self.values = values
        self.variances = variances
    }

    /// √max(0, S² − mean SE²), S² with G − 1 in its denominator; `nil` for fewer than two groups.
    package var standardDeviation: Double? {
        guard values.count >= 2 else { return nil }
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        return max(0, spread - variances.reduce(0, +) / count).squareRoot()
    }

    /// Q(τ²) = Σ(y − μ)²/(SE² + τ²) with μ the weighted mean; falls as τ² grows.
    package func heterogeneity(_ variance: Double) -> Double {
        let weights = variances.map { 1 / ($0 + variance) }
        let total = weights.reduce(0, +)
        let mean = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / total
        return zip(weights, values).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
    }

    /// Q-profile limits of the standard deviation: the τ at which Q(τ²) has the quantiles of χ² with G − 1 degrees.
    ///
    /// - Parameter largest: the standard deviation cannot be more.
    /// - Returns: `nil` for fewer than two groups.
    package func interval(level: Double, largest: Double) -> Interval? {
        guard values.count >= 2, level >= 0, level < 1 else { return nil }
        let distribution = ChiSquared(degreesOfFreedom: Double(values.count - 1))
        func limit(_ quantile: Double) -> Double {
            guard heterogeneity(0) > quantile else { return 0 }
            guard heterogeneity(largest * largest) < quantile else { return largest }
            return Bisection.edge(inside: 0, outside: largest) { heterogeneity($0 * $0) > quantile }
        }
        let lower = limit(distribution.quantile(upperTail: (1 - level) / 2))
        let upper = limit(distribution.quantile(upperTail: (1 + level) / 2))
        guard let value = standardDeviation else { return nil }
        return Interval(
            lower: min(lower, value), upper: max(upper, value, lower), level: level, method: .qProfile)
    }
}
