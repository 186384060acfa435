/// Intervals for one proportion, x of n.
///
/// Each takes counts as doubles, so that effective sizes of weighted or clustered rows fit, and gives `nil` when there
/// is nothing to say: no trials, more successes than trials, more than 2⁶³ trials, or a level outside 0..<1.
package enum Proportion {
    /// Whether x of n at this level makes sense. Beyond 2⁶³ a size is not a count, and its square would overflow.
    static func isValid(successes: Double, trials: Double, level: Double) -> Bool {
        trials > 0 && trials <= 0x1p63 && successes >= 0 && successes <= trials && level >= 0 && level < 1
    }
}
