extension Proportion {
    /// The Wilson score interval for a proportion.
    ///
    ///     (p + q²/2n ± q √(p(1−p)/n + q²/4n²)) / (1 + q²/n)      with p = x/n, q = z at (1+level)/2
    ///
    /// - Parameters:
    ///   - successes: x, in 0...trials. Effective counts are allowed.
    ///   - trials: n, the rows in the denominator.
    ///   - level: coverage, in 0..<1.
    /// - Returns: limits inside 0...1, exactly 0 at x = 0 and exactly 1 at x = n; `nil` when `trials` is 0.
    /// - Complexity: O(1).
    /// - Source: Wilson 1927; Brown, Cai and DasGupta 2001.
    package static func wilson(successes: Double, trials: Double, level: Double) -> Interval? {
        guard isValid(successes: successes, trials: trials, level: level) else { return nil }
        let p = successes / trials
        let q = NormalDistribution.twoSidedQuantile(level: level)
        let share = q * q / trials
        let centre = p + share / 2
        let reach =
            q * (successes / trials * ((trials - successes) / trials) / trials + share / (4 * trials)).squareRoot()
        // Rounding must not push a limit past the estimate or the edge.
        let lower = successes == 0 ? 0 : max(0, min(p, (centre - reach) / (1 + share)))
        let upper = successes == trials ? 1 : min(1, max(p, (centre + reach) / (1 + share)))
        return Interval(lower: lower, upper: upper, level: level, method: .wilson)
    }
}
