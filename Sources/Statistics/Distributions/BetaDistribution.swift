#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The beta distribution with two shapes.
package struct BetaDistribution: Hashable, Sendable {
    /// The first shape, above 0.
    package let a: Double
    /// The second shape, above 0.
    package let b: Double

    /// The distribution with these shapes, both of which must be positive and finite.
    package init(_ a: Double, _ b: Double) {
        precondition(a > 0 && b > 0 && a.isFinite && b.isFinite, "the shapes of a beta distribution are positive")
        self.a = a
        self.b = b
    }

    /// Pr(X ≤ x); 0 below 0 and 1 above 1.
    package func cdf(_ x: Double) -> Double {
        x.isNaN ? .nan : BetaFunction.regularised(x: min(max(x, 0), 1), a, b).lower
    }

    /// Pr(X > x); 1 below 0 and 0 above 1.
    package func upperTail(_ x: Double) -> Double {
        x.isNaN ? .nan : BetaFunction.regularised(x: min(max(x, 0), 1), a, b).upper
    }

    /// The x with Pr(X ≤ x) = probability.
    ///
    /// - Parameter probability: in 0...1.
    /// - Returns: the quantile, relative error about 1e-12; `nan` outside the domain.
    /// - Complexity: about ten evaluations of the incomplete beta function, at most 1,100.
    package func quantile(_ probability: Double) -> Double {
        guard probability >= 0, probability <= 1 else { return .nan }
        // 1 − p is exact from one half on, and the small tail is the accurate one.
        if probability > 0.5 { return quantile(upperTail: 1 - probability) }
        if probability == 0 { return 0 }
        return solve { tails in (tails.lower - probability) }
    }

    /// The x with Pr(X > x) = upperTail.
    ///
    /// - Parameter upperTail: in 0...1.
    /// - Returns: as for `quantile(_:)`.
    package func quantile(upperTail: Double) -> Double {
        guard upperTail >= 0, upperTail <= 1 else { return .nan }
        if upperTail > 0.5 { return quantile(1 - upperTail) }
        if upperTail == 0 { return 1 }
        return solve { tails in (upperTail - tails.upper) }
    }

    /// The root of an increasing function of the tails: Newton inside a bracket, bisection where Newton leaves it.
    private func solve(_ excess: ((lower: Double, upper: Double)) -> Double) -> Double {
        var low = 0.0
        var high = 1.0
        var x = a / (a + b)
        // Bisection alone needs at most as many steps as doubles have exponents and digits.
        for _ in 0..<1100 {
            let gap = excess(BetaFunction.regularised(x: x, a, b))
            if gap == 0 { return x }
            if gap < 0 { low = x } else { high = x }
            let slope = BetaFunction.density(x: x, complement: 1 - x, a, b) / (x * (1 - x))
            var next = x - gap / slope
            if !(next > low && next < high) { next = low + (high - low) / 2 }
            if (next - x).magnitude <= 4 * x.ulp || high - low <= 2 * low.ulp { return next }
            x = next
        }
        return x
    }
}
