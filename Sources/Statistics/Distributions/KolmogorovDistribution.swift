#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Kolmogorov's distribution: of the largest gap between two distribution functions, scaled, where there is none.
package enum KolmogorovDistribution {
    /// Pr(K > λ).
    ///
    ///     2 Σ (−1)^(k−1) e^(−2k²λ²) for large λ,   1 − √(2π)/λ · Σ e^(−(2k−1)²π²/(8λ²)) for small
    ///
    /// - Parameter lambda: λ; at 0 and below the tail is 1.
    /// - Returns: in 0...1, to about 1e-15; `nan` for no number.
    /// - Source: Kolmogorov 1933; Smirnov 1948; the second series by Jacobi's theta identity.
    package static func upperTail(_ lambda: Double) -> Double {
        if lambda.isNaN { return .nan }
        guard lambda > 0.04 else { return 1 }
        if lambda < 1.18 {
            let base = exp(-Double.pi * Double.pi / (8 * lambda * lambda))
            // Powers 1, 9, 25, 49 of the base: the next is below 1e-16 of the sum.
            let eighth = base * base * base * base * base * base * base * base
            let cube = eighth * eighth * eighth
            let sum = base * (1 + eighth + cube + cube * cube)
            return max(0, 1 - (2 * Double.pi).squareRoot() / lambda * sum)
        }
        var (sum, sign) = (0.0, 1.0)
        for k in 1...6 {
            let term = Double(k) * lambda
            sum += sign * exp(-2 * term * term)
            sign = -sign
        }
        return min(1, max(0, 2 * sum))
    }

    /// The approximate chance that two samples from one distribution lie at least this far apart.
    ///
    /// Stephens' factor makes the limit law good from a handful of rows; where values are tied the true chance is less.
    ///
    /// - Parameters:
    ///   - gap: max |F₁ − F₀|, in 0...1.
    ///   - first, second: rows of each sample, above 0; effective numbers are allowed.
    /// - Source: Stephens 1970; Press et al. 2007, §14.3.
    package static func chance(of gap: Double, first: Double, second: Double) -> Double {
        let root = (first * second / (first + second)).squareRoot()
        return upperTail((root + 0.12 + 0.11 / root) * gap)
    }

    /// The chance that a sample of n rows lies at least this far from its distribution.
    ///
    /// Twice the exact one-sided chance where that is small, which is right to more digits than anybody needs from
    /// n d² = 2.2 on (Simard and L'Ecuyer 2011); Stephens' approximation below, and for more than a million rows.
    ///
    ///     Pr[D⁺ ≥ d] = d Σ_j C(n, j) (d + j/n)^{j−1} (1 − d − j/n)^{n−j},  j up to n(1 − d)
    ///
    /// - Parameters:
    ///   - gap: d, in 0...1.
    ///   - rows: n, 1 or more; of two samples nm/(n + m), rounded.
    /// - Complexity: O(rows).
    /// - Source: Birnbaum and Tingey 1951.
    package static func upperTail(gap: Double, rows: Int) -> Double {
        let n = Double(rows)
        guard gap > 0 else { return 1 }
        guard gap < 1 else { return 0 }
        guard n * gap * gap >= 2.2, rows <= 1_000_000 else {
            let root = n.squareRoot()
            return upperTail((root + 0.12 + 0.11 / root) * gap)
        }
        let whole = GammaFunction.logarithm(n + 1)
        var sum = CompensatedSum()
        for j in 0...Int(n * (1 - gap)) {
            let k = Double(j)
            let rest = 1 - gap - k / n
            guard rest > 0 else { break }
            let choose = whole - GammaFunction.logarithm(k + 1) - GammaFunction.logarithm(n - k + 1)
            sum.add(
                LogScale.exponential(
                    choose + (k - 1) * LogScale.logarithm(gap + k / n) + (n - k) * LogScale.logarithm(rest)))
        }
        return min(1, 2 * gap * sum.value)
    }
}
