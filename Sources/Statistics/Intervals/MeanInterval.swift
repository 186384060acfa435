/// Student's t intervals for means, from second moments.
package enum MeanInterval {
    /// A mean with the two things its uncertainty needs.
    package struct Sample: Hashable, Sendable {
        /// x̄, finite.
        package let mean: Double
        /// s², with divisor n − 1; 0 or more, and infinite where nothing tells it.
        package let sampleVariance: Double
        /// n; may be an effective size.
        package let count: Double
        /// How well the variance is known: n − 1 where rows are spread as a normal distribution is or less widely.
        package let degreesOfFreedom: Double

        /// A sample of `count` rows with this mean and variance.
        ///
        /// A few rows far from all others make most of a variance, which then is known no better than those few tell: the
        /// variance of s² is s⁴(κ − 1)/n, that of a χ² with 2n/(κ − 1) degrees of freedom (Satterthwaite 1946).
        ///
        /// - Parameter kurtosis: κ = m₄/m₂², where it is known.
        package init(mean: Double, sampleVariance: Double, count: Double, kurtosis: Double? = nil) {
            self.mean = mean
            self.sampleVariance = sampleVariance
            self.count = count
            degreesOfFreedom =
                kurtosis.map { $0 > 1 ? max(1, min(count - 1, 2 * count / ($0 - 1))) : count - 1 } ?? count - 1
        }

        /// The sample of some values, of which there is at least one.
        ///
        /// - Complexity: O(values).
        package init(_ values: [Double]) {
            precondition(!values.isEmpty, "a mean of something")
            let count = Double(values.count)
            var sum = CompensatedSum()
            for value in values { sum.add(value) }
            let mean = sum.value / count
            var (squares, fourths) = (CompensatedSum(), CompensatedSum())
            for value in values {
                let square = (value - mean) * (value - mean)
                squares.add(square)
                fourths.add(square * square)
            }
            self.init(
                mean: mean, sampleVariance: values.count > 1 ? squares.value / (count - 1) : 0, count: count,
                kurtosis: squares.value > 0 ? count * fourths.value / (squares.value * squares.value) : nil)
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
        studentT(Sample(mean: mean, sampleVariance: sampleVariance, count: count), level: level)
    }

    /// The t interval for the mean of a sample, with as many degrees of freedom as its variance has.
    package static func studentT(_ sample: Sample, level: Double) -> Interval? {
        guard sample.isUsable, level >= 0, level < 1 else { return nil }
        let reach =
            StudentT(degreesOfFreedom: sample.degreesOfFreedom).twoSidedQuantile(level: level)
            * (sample.sampleVariance / sample.count).squareRoot()
        return Interval(lower: sample.mean - reach, upper: sample.mean + reach, level: level, method: .studentT)
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
        guard level >= 0, level < 1, let gap = welch(first, second) else { return nil }
        guard gap.variance > 0 else {
            return Interval(lower: gap.difference, upper: gap.difference, level: level, method: .welchT)
        }
        let reach =
            StudentT(degreesOfFreedom: gap.freedom).twoSidedQuantile(level: level) * gap.variance.squareRoot()
        return Interval(
            lower: gap.difference - reach, upper: gap.difference + reach, level: level, method: .welchT)
    }

    /// The two-sided p-value of equal means: Welch's t test.
    ///
    /// - Returns: `nil` when either has one row or none, or does not vary: then nothing was observed of how far it may be off.
    /// - Source: Welch 1947.
    package static func welchPValue(_ first: Sample, _ second: Sample) -> Double? {
        guard first.sampleVariance > 0, second.sampleVariance > 0, let gap = welch(first, second) else { return nil }
        return 2 * StudentT(degreesOfFreedom: gap.freedom).cdf(-abs(gap.difference) / gap.variance.squareRoot())
    }

    /// The difference of two means with its variance and how well that is known.
    private static func welch(
        _ first: Sample, _ second: Sample
    ) -> (difference: Double, variance: Double, freedom: Double)? {
        guard first.isUsable, second.isUsable else { return nil }
        let difference = first.mean - second.mean
        let v1 = first.sampleVariance / first.count
        let v2 = second.sampleVariance / second.count
        let variance = v1 + v2
        guard variance > 0 else { return (difference, 0, 1) }
        // Shares instead of squares: (v₁+v₂)²/(v₁²/(n₁−1)+v₂²/(n₂−1)) without underflow.
        let share1 = v1 / variance
        let share2 = v2 / variance
        let freedom = 1 / (share1 * share1 / first.degreesOfFreedom + share2 * share2 / second.degreesOfFreedom)
        return (difference, variance, freedom)
    }
}
