package import Statistics

/// What asking a model about the same rows twice tells: how often its decision flips though nothing was changed.
package struct NoiseFloor: Sendable, Hashable {
    /// Rows answered twice.
    package let repeated: Int
    /// Those whose decision was another one the second time.
    package let flipped: Int
    /// Those whose answer was another one in any way, scores beyond rounding included.
    package let differing: Int

    package init(repeated: Int, flipped: Int, differing: Int) {
        self.repeated = repeated
        self.flipped = flipped
        self.differing = differing
    }

    /// The share of decisions that flip by themselves, with Wilson's interval; a flip rate below its upper limit may be
    /// noise.
    package func selfFlipRate(level: Double) -> Estimate {
        guard repeated > 0 else { return Estimate(notEstimable: .emptyGroup) }
        return Estimate(
            Double(flipped) / Double(repeated), n: repeated,
            interval: Proportion.wilson(successes: Double(flipped), trials: Double(repeated), level: level))
    }
}
