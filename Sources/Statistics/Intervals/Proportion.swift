/// Intervals for one proportion, x of n.
///
/// Each takes counts as doubles, so that effective sizes of weighted or clustered rows fit, and gives `nil` when there
/// is nothing to say: no trials, more successes than trials, more than 2⁶³ trials, or a level outside 0..<1.
package enum Proportion {
    /// What part of the rows counts in an interval for independent rows, where rows come in units, 0…1.
    ///
    ///     (V_iid / V) (z / t)²
    ///
    /// Rows are never taken for more than they are. Where no row differs from another, nothing is seen of how they
    /// depend on each other: then units count for rows.
    ///
    /// - Parameters:
    ///   - rows: how many there are, above 0; may be an effective number.
    ///   - independent: V_iid, the variance that independent rows would have.
    ///   - variance: V, that found between units.
    ///   - units: two or more.
    /// - Source: Korn and Graubard 1998.
    package static func share(
        ofRows rows: Double, independent: Double, variance: Double, units: Int, level: Double
    ) -> Double {
        guard independent > 0, variance > 0 else { return min(1, Double(units) / rows) }
        let quantile = StudentT(degreesOfFreedom: Double(units - 1)).twoSidedQuantile(level: level)
        let ratio = NormalDistribution.twoSidedQuantile(level: level) / quantile
        return min(1, independent / variance * ratio * ratio)
    }

    /// Whether x of n at this level makes sense. Beyond 2⁶³ a size is not a count, and its square would overflow.
    static func isValid(successes: Double, trials: Double, level: Double) -> Bool {
        trials > 0 && trials <= 0x1p63 && successes >= 0 && successes <= trials && level >= 0 && level < 1
    }
}
