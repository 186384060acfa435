#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The binomial distribution.
package struct BinomialDistribution: Hashable, Sendable {
    /// n, 0 or more.
    package let trials: Int
    /// p, in 0...1.
    package let probability: Double

    /// The distribution of successes in `trials` trials with this probability, in 0...1.
    package init(trials: Int, probability: Double) {
        precondition(trials >= 0, "a binomial distribution has 0 or more trials")
        precondition(probability >= 0 && probability <= 1, "a probability is in 0...1")
        self.trials = trials
        self.probability = probability
    }

    /// Pr(X = k); 0 outside 0...n.
    ///
    /// - Source: Loader 2000; relative error about 1e-13.
    package func pmf(_ k: Int) -> Double { exp(logPMF(k)) }

    /// ln Pr(X = k); −∞ where the probability is 0.
    package func logPMF(_ k: Int) -> Double {
        guard k >= 0, k <= trials else { return -.infinity }
        let p = probability
        let q = 1 - p
        if p == 0 { return k == 0 ? 0 : -.infinity }
        if q == 0 { return k == trials ? 0 : -.infinity }
        let n = Double(trials)
        let x = Double(k)
        let y = n - x
        if k == 0 { return n * log1p(-p) }
        if k == trials { return n * log(p) }
        return GammaFunction.stirlingError(n) - GammaFunction.stirlingError(x) - GammaFunction.stirlingError(y)
            - GammaFunction.deviance(x, mean: n * p) - GammaFunction.deviance(y, mean: n * q)
            + 0.5 * log(n / (x * y)) - GammaFunction.halfLogTwoPi
    }

    /// Pr(X ≤ k).
    package func cdf(_ k: Int) -> Double {
        if k < 0 { return 0 }
        if k >= trials { return 1 }
        return tails(k).upper
    }

    /// Pr(X > k).
    package func upperTail(_ k: Int) -> Double {
        if k < 0 { return 1 }
        if k >= trials { return 0 }
        return tails(k).lower
    }

    /// I_p(k+1, n−k) and its complement (Abramowitz and Stegun 26.5.24), for k in 0..<n.
    private func tails(_ k: Int) -> (lower: Double, upper: Double) {
        BetaFunction.regularised(x: probability, Double(k) + 1, Double(trials - k))
    }
}
