#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The gamma function on the logarithmic scale.
package enum GammaFunction {
    /// ln Γ(x).
    ///
    /// - Parameter x: above 0.
    /// - Returns: ln Γ(x); `nan` unless x is positive. The C library's reentrant routine, so no shared sign variable.
    package static func logarithm(_ x: Double) -> Double {
        guard x > 0 else { return .nan }
        var sign: Int32 = 0
        return lgamma_r(x, &sign)
    }

    /// ψ(x), the derivative of ln Γ(x).
    ///
    /// - Parameter x: above 0.
    /// - Returns: ψ(x), absolute error below 1e-13 (relative below 1e-12 away from its root at 1.46…); `nan` unless x is
    ///   positive.
    /// - Source: recurrence 6.3.5 up to 10, then the series 6.3.18 of Abramowitz and Stegun.
    package static func digamma(_ x: Double) -> Double {
        guard x > 0 else { return .nan }
        var (argument, shift) = (x, 0.0)
        while argument < 10 {
            shift -= 1 / argument
            argument += 1
        }
        let t = 1 / (argument * argument)
        let series =
            t * (1.0 / 12 - t * (1.0 / 120 - t * (1.0 / 252 - t * (1.0 / 240 - t * (1.0 / 132 - t * 691 / 32_760)))))
        return shift + log(argument) - 0.5 / argument - series
    }

    /// What Stirling's formula leaves out: δ(x) = ln Γ(x+1) − (x+½) ln x + x − ½ ln 2π.
    ///
    /// Differences of log-gammas of large arguments cancel; differences of δ do not.
    ///
    /// - Parameter x: above 0.
    /// - Returns: δ(x), about 1/12x; absolute error below 1e-14.
    /// - Source: Loader 2000, "Fast and accurate computation of binomial probabilities"; series 6.1.41 of Abramowitz
    ///   and Stegun.
    package static func stirlingError(_ x: Double) -> Double {
        guard x >= 16 else {
            return logarithm(x + 1) - (x + 0.5) * log(x) + x - halfLogTwoPi
        }
        let t = 1 / (x * x)
        // Bernoulli numbers B₂ₖ / 2k(2k−1); the first one left out is below 2e-18 here.
        let series =
            1.0 / 12 - t * (1.0 / 360 - t * (1.0 / 1260 - t * (1.0 / 1680 - t * (1.0 / 1188 - t * 691 / 360_360))))
        return series / x
    }

    /// The deviance part D(x, m) = x ln(x/m) + m − x, without cancellation where x is near m.
    ///
    /// - Parameters:
    ///   - x: 0 or more.
    ///   - mean: m, above 0.
    /// - Returns: D ≥ 0.
    /// - Source: Loader 2000 (`bd0`).
    package static func deviance(_ x: Double, mean: Double) -> Double {
        if x == 0 { return mean }
        let gap = x - mean
        guard gap.magnitude < 0.1 * (x + mean) else { return x * log(x / mean) - gap }
        // ln((1+v)/(1−v)) expanded in v = (x−m)/(x+m).
        let v = gap / (x + mean)
        var sum = gap * v
        var term = 2 * x * v
        var odd = 1.0
        while true {
            term *= v * v
            odd += 2
            let next = sum + term / odd
            if next == sum { return next }
            sum = next
        }
    }

    static let halfLogTwoPi = 0.918938533204672741780329736406
}
