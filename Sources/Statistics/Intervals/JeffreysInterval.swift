extension Proportion {
    /// The Jeffreys interval: equal-tailed quantiles of Beta(x+½, n−x+½).
    ///
    /// - Parameters: as for `wilson(successes:trials:level:)`.
    /// - Returns: limits inside 0...1, the lower exactly 0 at x = 0 and the upper exactly 1 at x = n; `nil` when
    ///   `trials` is 0.
    /// - Complexity: some tens of incomplete beta evaluations.
    /// - Source: Brown, Cai and DasGupta 2001, section 4.3.
    package static func jeffreys(successes: Double, trials: Double, level: Double) -> Interval? {
        guard isValid(successes: successes, trials: trials, level: level) else { return nil }
        let posterior = BetaDistribution(successes + 0.5, trials - successes + 0.5)
        let tail = (1 - level) / 2
        let lower = successes == 0 ? 0 : posterior.quantile(tail)
        let upper = successes == trials ? 1 : posterior.quantile(upperTail: tail)
        return Interval(lower: lower, upper: max(lower, upper), level: level, method: .jeffreys)
    }
}
