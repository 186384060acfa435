/// Two independent proportions: a group (1) beside a reference (0).
///
/// Its intervals are `nil` when either has no trials, when successes exceed trials, or when the level is outside
/// 0..<1. Counts are doubles, so that effective sizes of weighted rows fit.
package struct TwoProportions: Hashable, Sendable {
    /// x₁, in 0...trials1.
    package let successes1: Double
    /// n₁, the rows of the group.
    package let trials1: Double
    /// x₀, in 0...trials0.
    package let successes0: Double
    /// n₀, the rows of the reference.
    package let trials0: Double

    /// The proportions x₁/n₁ and x₀/n₀.
    package init(successes1: Double, trials1: Double, successes0: Double, trials0: Double) {
        self.successes1 = successes1
        self.trials1 = trials1
        self.successes0 = successes0
        self.trials0 = trials0
    }

    /// The same two, each in the other's place.
    package var swapped: TwoProportions {
        TwoProportions(successes1: successes0, trials1: trials0, successes0: successes1, trials0: trials1)
    }

    /// x₁/n₁ − x₀/n₀; `nil` when either has no trials.
    package var difference: Double? {
        trials1 > 0 && trials0 > 0 ? successes1 / trials1 - successes0 / trials0 : nil
    }

    /// Whether both proportions and the level make sense.
    func isValid(level: Double) -> Bool {
        Proportion.isValid(successes: successes1, trials: trials1, level: level)
            && Proportion.isValid(successes: successes0, trials: trials0, level: level)
    }
}
