#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The χ² distribution.
package struct ChiSquared: Hashable, Sendable {
    /// ν, above 0.
    package let degreesOfFreedom: Double

    /// The distribution with these degrees of freedom, which must be positive and finite.
    package init(degreesOfFreedom: Double) {
        precondition(degreesOfFreedom > 0 && degreesOfFreedom.isFinite, "degrees of freedom are positive")
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// Pr(X ≤ x) and Pr(X > x); the smaller is computed, roughly, the other is its difference from 1.
    ///
    /// - Parameter x: 0 or more.
    /// - Returns: the tails, `nan` below 0. Relative error about 1e-12.
    /// - Complexity: O(√ν) steps near the mean.
    /// - Source: series 6.5.29 and continued fraction 6.5.31 (contracted) of Abramowitz and Stegun.
    package func tails(_ x: Double) -> (lower: Double, upper: Double) {
        guard x >= 0 else { return (.nan, .nan) }
        if x == 0 { return (0, 1) }
        if x.isInfinite { return (1, 0) }
        let (a, y) = (degreesOfFreedom / 2, x / 2)
        // yᵃe⁻ʸ/Γ(a+1), without the cancellation of plain log-gammas.
        let density =
            exp(-GammaFunction.deviance(a, mean: y) - GammaFunction.stirlingError(a))
            / (2 * Double.pi * a).squareRoot()
        if y < a + 1 {
            var (term, sum, k) = (1.0, 1.0, 0.0)
            while term > sum * 1e-17 {
                k += 1
                term *= y / (a + k)
                sum += term
            }
            let lower = min(1, density * sum)
            return (lower, 1 - lower)
        }
        // Lentz's method.
        var b = y + 1 - a
        var c = 1e300
        var d = 1 / b
        var fraction = d
        for k in 1..<10_000 {
            let numerator = -Double(k) * (Double(k) - a)
            b += 2
            d = 1 / (numerator * d + b)
            c = b + numerator / c
            let factor = c * d
            fraction *= factor
            if abs(factor - 1) < 1e-16 { break }
        }
        let upper = min(1, density * a * fraction)
        return (1 - upper, upper)
    }

    /// The x with Pr(X > x) = probability.
    ///
    /// - Parameter probability: in 0...1.
    /// - Returns: +∞ at 0, 0 at 1, `nan` outside; relative error about 1e-12.
    package func quantile(upperTail probability: Double) -> Double {
        guard probability >= 0, probability <= 1 else { return .nan }
        if probability == 0 { return .infinity }
        if probability == 1 { return 0 }
        // A bracket of one doubling, so that small quantiles are as exact as large ones.
        var low = degreesOfFreedom
        while tails(low).upper < probability { low /= 2 }
        while tails(2 * low).upper > probability { low *= 2 }
        return low * Bisection.edge(inside: 1, outside: 2) { tails(low * $0).upper > probability }
    }
}
