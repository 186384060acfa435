import Evidence
package import Statistics

/// A smooth function of means, with the variance that its first-order influence gives it (METHODS §2.6, §3.3).
package struct Linearised: Hashable, Sendable {
    /// Where limits are symmetric.
    package enum Scale: Hashable, Sendable {
        case identity
        /// ln θ, for what cannot be negative.
        case logarithm
        /// ln(1 − θ), for what cannot exceed 1.
        case logComplement
        /// artanh θ (Fisher 1921), for correlations.
        case fisher
    }

    package let value: Double
    /// Of the value; 0 where nothing was seen to vary.
    package let variance: Double
    /// Rows it rests on.
    package let count: Int
    package let scale: Scale

    init(value: Double, variance: Double, count: Int, scale: Scale) {
        self.value = value
        self.variance = variance
        self.count = count
        self.scale = scale
    }

    /// R = Σa/Σb with [Σa² − 2R Σab + R² Σb²]/(Σb)² · n/(n − 1), the sums in whole numbers of one quantum.
    ///
    /// Of weighted rows Σwa/Σwb with [Σw²a² − 2R Σw²ab + R² Σw²b²]/(Σwb)² · n/(n − 1) (METHODS §1.3).
    ///
    /// - Parameter quantum: that of weights, where there are any; the squares are then those times squared weights.
    /// - Returns: `nil` where Σb is 0.
    /// - Source: Cochran 1977, §6.3; METHODS §2.6.
    init?(
        sum: WideInteger, over: WideInteger, squares: WideInteger, products: WideInteger, overSquares: WideInteger,
        count: Int, quantum: Double = 1
    ) {
        guard !over.isZero else { return nil }
        // Σ(a Σb − b Σa)², exactly.
        let twice = over * sum * products
        let spread = over * over * squares - twice - twice + sum * sum * overSquares
        let bottom = over.double
        let n = Double(count)
        self.init(
            value: sum.double / bottom,
            variance: count > 1 ? max(0, spread.double / bottom / bottom / bottom / bottom / quantum * n / (n - 1)) : 0,
            count: count, scale: .identity)
    }

    /// Student's t limits on the scale, moved back and cut to a range; none where nothing was seen to vary.
    package func interval(level: Double, range: ClosedRange<Double>) -> Interval? {
        guard count >= 2, variance > 0, variance.isFinite else { return nil }
        let reach =
            StudentT(degreesOfFreedom: Double(count - 1)).twoSidedQuantile(level: level) * variance.squareRoot()
        let limits: (lower: Double, upper: Double)
        let method: IntervalMethod
        switch scale {
        case .identity:
            limits = (value - reach, value + reach)
            method = .linearisedT
        case .logarithm:
            guard value > 0 else { return nil }
            let factor = LogScale.exponential(reach / value)
            limits = (value / factor, value * factor)
            method = .linearisedLogT
        case .logComplement:
            guard value < 1 else { return nil }
            let factor = LogScale.exponential(reach / (1 - value))
            limits = (1 - (1 - value) * factor, 1 - (1 - value) / factor)
            method = .linearisedLogT
        case .fisher:
            guard abs(value) < 1 else { return nil }
            // tanh(artanh v ± d) by e^2d.
            let odds = (1 + value) / (1 - value)
            let factor = LogScale.exponential(2 * reach / (1 - value * value))
            limits = ((odds / factor - 1) / (odds / factor + 1), 1 - 2 / (odds * factor + 1))
            method = .linearisedFisherT
        }
        guard limits.lower.isFinite, limits.upper.isFinite else { return nil }
        return Interval(
            lower: min(value, max(range.lowerBound, limits.lower)),
            upper: max(value, min(range.upperBound, limits.upper)), level: level, method: method)
    }

    /// As a mean whose spread gives this variance, for Welch's limits.
    var sample: MeanInterval.Sample {
        MeanInterval.Sample(mean: value, sampleVariance: variance * Double(count), count: Double(count))
    }
}
