extension PairedProportions {
    /// McNemar's exact two-sided test with mid-p: are flips as often one way as the other?
    ///
    ///     p = 2 Pr[Bin(n, ½) ≤ k] − Pr[Bin(n, ½) = k],  n = n₁₀ + n₀₁, k their lesser;  1 − ½ Pr[Bin(n, ½) = k] if equal
    ///
    /// - Returns: `nil` without a flip, or for counts that are not whole.
    /// - Source: Fagerland, Lydersen and Laake 2013.
    package var mcNemarMidP: Double? {
        let (first, second) = (onlyFirst, onlySecond)
        guard first >= 0, second >= 0, first + second > 0, first + second < 1e9, first == first.rounded(),
            second == second.rounded()
        else { return nil }
        let k = Int(min(first, second))
        let flips = BinomialDistribution(trials: Int(first + second), probability: 0.5)
        guard first != second else { return 1 - 0.5 * flips.pmf(k) }
        return min(1, 2 * flips.cdf(k) - flips.pmf(k))
    }
}
