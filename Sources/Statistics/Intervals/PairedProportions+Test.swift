extension PairedProportions {
    /// McNemar's exact two-sided test with mid-p: are flips as often one way as the other?
    ///
    ///     p = 2 Pr[Bin(n, ½) ≤ k] − Pr[Bin(n, ½) = k],  n = n₁₀ + n₀₁, k their lesser;  1 − ½ Pr[Bin(n, ½) = k] if equal
    ///
    /// - Returns: `nil` without a flip, or for counts that are not whole.
    /// - Source: Fagerland, Lydersen and Laake 2013.
    package var mcNemarMidP: Double? {
        guard let (k, flips) = flips else { return nil }
        guard onlyFirst != onlySecond else { return 1 - 0.5 * flips.pmf(k) }
        return min(1, 2 * flips.cdf(k) - flips.pmf(k))
    }

    /// The same test without mid-p: 2 Pr[Bin(n, ½) ≤ k], at most 1; never too small, and often too large.
    ///
    /// - Returns: as `mcNemarMidP`.
    package var mcNemarExactP: Double? { flips.map { min(1, 2 * $0.flips.cdf($0.lesser)) } }

    /// The lesser count of flips, and how flips fall by chance.
    private var flips: (lesser: Int, flips: BinomialDistribution)? {
        let (first, second) = (onlyFirst, onlySecond)
        guard first >= 0, second >= 0, first + second > 0, first + second < 1e9, first == first.rounded(),
            second == second.rounded()
        else { return nil }
        return (Int(min(first, second)), BinomialDistribution(trials: Int(first + second), probability: 0.5))
    }
}
