#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The beta function and the regularised incomplete beta function.
package enum BetaFunction {
    /// ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a+b), without the cancellation for large arguments.
    ///
    /// - Returns: ln B; `nan` unless a and b are positive.
    package static func logarithm(_ a: Double, _ b: Double) -> Double {
        guard a > 0, b > 0 else { return .nan }
        let n = a + b
        // ln(a/n) and ln(b/n), the one near 0 from the other's share.
        let logShareA = a < b ? log(a / n) : log1p(-b / n)
        let logShareB = a < b ? log1p(-a / n) : log(b / n)
        return a * logShareA + b * logShareB + 0.5 * log(n / a / b) + GammaFunction.halfLogTwoPi
            + GammaFunction.stirlingError(a) + GammaFunction.stirlingError(b) - GammaFunction.stirlingError(n)
    }

    /// xᵃ yᵇ / B(a, b) with y = 1 − x.
    ///
    /// Written with Stirling errors and deviances (Loader 2000), because with plain log-gammas the relative error would
    /// grow with a and b: 1e-9 at a million.
    package static func density(x: Double, complement y: Double, _ a: Double, _ b: Double) -> Double {
        guard x > 0, y > 0 else { return 0 }
        let n = a + b
        let exponent =
            GammaFunction.stirlingError(n) - GammaFunction.stirlingError(a) - GammaFunction.stirlingError(b)
            - GammaFunction.deviance(a, mean: n * x) - GammaFunction.deviance(b, mean: n * y)
        // √(ab/2πn), in an order that cannot overflow.
        return (a / n * b / (2 * Double.pi)).squareRoot() * exp(exponent)
    }

    /// Both tails of the regularised incomplete beta function: I_x(a, b) and 1 − I_x(a, b).
    ///
    /// The smaller is computed, roughly; the other is its difference from 1.
    ///
    /// - Parameters:
    ///   - x: in 0...1.
    ///   - complement: 1 − x, to be given where the caller knows it better than the subtraction does.
    ///   - a: above 0.
    ///   - b: above 0.
    /// - Returns: the tails; `nan` outside the domain. Relative error about 1e-13 while the value is a normal number.
    /// - Complexity: O(√max(a, b)) steps near the mean, few elsewhere.
    /// - Source: the even part of continued fraction 26.5.8 of Abramowitz and Stegun (Didonato and Morris 1992,
    ///   algorithm 708), evaluated by Lentz's method (Lentz 1976; Thompson and Barnett 1986).
    package static func regularised(
        x: Double, complement: Double? = nil, _ a: Double, _ b: Double
    ) -> (lower: Double, upper: Double) {
        guard a > 0, b > 0, a.isFinite, b.isFinite, x >= 0, x <= 1 else { return (.nan, .nan) }
        let y = complement ?? 1 - x
        if x == 0 { return (0, 1) }
        if y == 0 { return (1, 0) }
        let factor = density(x: x, complement: y, a, b)
        if x < (a + 1) / (a + b + 2) {
            let lower = min(1, factor / continuedFraction(x: x, complement: y, a, b))
            return (lower, 1 - lower)
        }
        let upper = min(1, factor / continuedFraction(x: y, complement: x, b, a))
        return (1 - upper, upper)
    }

    /// The continued fraction xᵃyᵇ / B(a, b) I_x(a, b), fast for x below the mean.
    ///
    /// Even part, so that a − (a+b)x stands alone in the denominators: as a difference of nearly equal terms it would
    /// cost the digits that a large a has.
    private static func continuedFraction(x: Double, complement y: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func away(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
        let shift = a * y - b * x + 1
        var value = away(a * shift / (a + 1))
        var c = value
        var d = 0.0
        for step in 1...maximumSteps {
            let m = Double(step)
            let odd = a + 2 * m - 1
            let growth = m * (b - m) * x / odd
            let numerator = (a + m - 1) * (a + b + m - 1) * x / odd * growth
            let denominator = m + growth + (a + m) * (shift + m * (1 + y)) / (a + 2 * m + 1)
            d = 1 / away(denominator + numerator * d)
            c = away(denominator + numerator / c)
            let change = c * d
            value *= change
            if (change - 1).magnitude < 0x1p-52 { break }
        }
        return value
    }

    /// Enough for a + b beyond 10¹⁰; a bound, so that no input can hang.
    private static let maximumSteps = 1_000_000
}
