/// Student's t distribution.
package struct StudentT: Hashable, Sendable {
    /// ν, above 0; need not be whole.
    package let degreesOfFreedom: Double

    /// The distribution with these degrees of freedom, which must be positive and finite.
    package init(degreesOfFreedom: Double) {
        precondition(degreesOfFreedom > 0 && degreesOfFreedom.isFinite, "degrees of freedom are positive")
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// Pr(T ≤ t), from the incomplete beta function with x = ν/(ν+t²) (Abramowitz and Stegun 26.7.1).
    package func cdf(_ t: Double) -> Double {
        if t.isNaN { return .nan }
        if t.isInfinite { return t < 0 ? 0 : 1 }
        let nu = degreesOfFreedom
        let square = t * t
        guard square.isFinite else { return t < 0 ? 0 : 1 }
        let sum = nu + square
        let outside = BetaFunction.regularised(x: square / sum, complement: nu / sum, 0.5, nu / 2)
        return t < 0 ? outside.upper / 2 : 0.5 + outside.lower / 2
    }

    /// The t with Pr(T ≤ t) = probability.
    ///
    /// - Parameter probability: in 0...1.
    /// - Returns: −∞ at 0, +∞ at 1, `nan` outside; else relative error about 1e-12.
    package func quantile(_ probability: Double) -> Double {
        guard probability >= 0, probability <= 1 else { return .nan }
        if probability == 0.5 { return 0 }
        let tail = probability < 0.5 ? probability : 1 - probability
        let sign: Double = probability < 0.5 ? -1 : 1
        if tail == 0 { return sign * .infinity }
        let nu = degreesOfFreedom
        // t²/(ν+t²) and ν/(ν+t²): take the smaller from its own quantile, the other is then a harmless difference.
        let y = BetaDistribution(0.5, nu / 2).quantile(upperTail: 2 * tail)
        if y <= 0.5 { return sign * (nu * y / (1 - y)).squareRoot() }
        let x = BetaDistribution(nu / 2, 0.5).quantile(2 * tail)
        return sign * (nu * (1 - x) / x).squareRoot()
    }

    /// The q with Pr(|T| ≤ q) = level.
    package func twoSidedQuantile(level: Double) -> Double { -quantile((1 - level) / 2) }
}
