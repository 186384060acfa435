/// Intervals for one proportion, x of n.
///
/// Each takes counts as doubles, so that effective sizes of weighted or clustered rows fit, and gives `nil` when there
/// is nothing to say: no trials, more successes than trials, or a level outside 0..<1.
package enum Proportion {
    /// Whether x of n at this level makes sense.
    static func isValid(successes: Double, trials: Double, level: Double) -> Bool {
        trials > 0 && trials.isFinite && successes >= 0 && successes <= trials && level >= 0 && level < 1
    }
}
