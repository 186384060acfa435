extension Proportion {
    /// The Clopper–Pearson interval: never covers less than its level, whatever the proportion.
    ///
    ///     beta quantiles  B((1−level)/2; x, n−x+1)  and  B((1+level)/2; x+1, n−x)
    ///
    /// - Parameters: as for `wilson(successes:trials:level:)`.
    /// - Returns: limits inside 0...1, exactly 0 at x = 0 and exactly 1 at x = n; `nil` when `trials` is 0.
    /// - Complexity: some tens of incomplete beta evaluations.
    /// - Source: Clopper and Pearson 1934.
    package static func clopperPearson(successes: Double, trials: Double, level: Double) -> Interval? {
        guard isValid(successes: successes, trials: trials, level: level) else { return nil }
        let failures = trials - successes
        let tail = (1 - level) / 2
        let lower = successes == 0 ? 0 : BetaDistribution(successes, failures + 1).quantile(tail)
        let upper = failures == 0 ? 1 : BetaDistribution(successes + 1, failures).quantile(upperTail: tail)
        return Interval(lower: lower, upper: max(lower, upper), level: level, method: .clopperPearson)
    }
}
