/// Student's t intervals for means, from second moments.
package enum MeanInterval {
    /// A mean with the two things its uncertainty needs.
    package struct Sample: Hashable, Sendable {
        /// x̄, finite.
        package let mean: Double
        /// s², with divisor n − 1; 0 or more.
        package let sampleVariance: Double
        /// n; may be an effective size.
        package let count: Double

        /// A sample of `count` rows with this mean and variance.
        package init(mean: Double, sampleVariance: Double, count: Double) {
            self.mean = mean
            self.sampleVariance = sampleVariance
            self.count = count
        }

        /// Whether a standard error can be had from it.
        fileprivate var isUsable: Bool {
            mean.isFinite && sampleVariance >= 0 && sampleVariance.isFinite && count > 1 && count.isFinite
        }
    }

    /// The t interval for one mean: x̄ ± t(n−1) √(s²/n).
    ///
    /// - Parameters:
    ///   - mean: x̄, finite.
    ///   - sampleVariance: s² with divisor n − 1.
    ///   - count: n, above 1; may be an effective size.
    ///   - level: coverage, in 0..<1.
    /// - Returns: finite limits; `nil` for one row or none.
    package static func studentT(mean: Double, sampleVariance: Double, count: Double, level: Double) -> Interval? {
        let sample = Sample(mean: mean, sampleVariance: sampleVariance, count: count)
        guard sample.isUsable, level >= 0, level < 1 else { return nil }
        let reach =
            StudentT(degreesOfFreedom: count - 1).twoSidedQuantile(level: level) * (sampleVariance / count).squareRoot()
        return Interval(lower: mean - reach, upper: mean + reach, level: level, method: .studentT)
    }

    /// Welch's interval for the difference of two independent means, first less second.
    ///
    /// - Parameters:
    ///   - first: the minuend, of more than one row.
    ///   - second: the subtrahend, of more than one row.
    ///   - level: coverage, in 0..<1.
    /// - Returns: finite limits, of zero width when neither sample varies; `nil` when either has one row or none.
    /// - Source: Welch 1947; degrees of freedom by Satterthwaite 1946.
    package static func welchDifference(_ first: Sample, _ second: Sample, level: Double) -> Interval? {
        guard first.isUsable, second.isUsable, level >= 0, level < 1 else { return nil }
        let difference = first.mean - second.mean
        let v1 = first.sampleVariance / first.count
        let v2 = second.sampleVariance / second.count
        let variance = v1 + v2
        guard variance > 0 else {
            return Interval(lower: difference, upper: difference, level: level, method: .welchT)
        }
        // Shares instead of squares: (v₁+v₂)²/(v₁²/(n₁−1)+v₂²/(n₂−1)) without underflow.
        let share1 = v1 / variance
        let share2 = v2 / variance
        let freedom = 1 / (share1 * share1 / (first.count - 1) + share2 * share2 / (second.count - 1))
        let reach = StudentT(degreesOfFreedom: freedom).twoSidedQuantile(level: level) * variance.squareRoot()
        return Interval(lower: difference - reach, upper: difference + reach, level: level, method: .welchT)
    }
}
