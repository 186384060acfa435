#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension RandomStream {
    /// A binomial number.
    ///
    /// - Parameters:
    ///   - trials: n, 0 or more.
    ///   - probability: p, in 0...1.
    /// - Returns: successes, in 0...n.
    /// - Complexity: O(1): inversion below a mean of 10, transformed rejection above.
    package mutating func binomial(trials: Int, probability: Double) -> Int {
        precondition(trials >= 0, "a binomial distribution has 0 or more trials")
        precondition(probability >= 0 && probability <= 1, "a probability is in 0...1")
        if trials == 0 || probability == 0 { return 0 }
        if probability > 0.5 { return trials - binomial(trials: trials, probability: 1 - probability) }
        return Double(trials) * probability < 10
            ? binomialByInversion(trials, probability) : binomialByRejection(trials, probability)
    }

    /// Walks up the distribution from 0; p ≤ ½ and np < 10.
    private mutating func binomialByInversion(_ trials: Int, _ p: Double) -> Int {
        let odds = p / (1 - p)
        var mass = exp(Double(trials) * log1p(-p))
        var rest = uniform()
        var k = 0
        while rest > mass, k < trials {
            rest -= mass
            mass *= Double(trials - k) / Double(k + 1) * odds
            k += 1
            // Nothing left above: the rest is rounding.
            if mass == 0 { break }
        }
        return k
    }

    /// BTRS, transformed rejection with squeeze; p ≤ ½ and np ≥ 10.
    ///
    /// - Source: Hörmann 1993, "The generation of binomial random variates"; the density ratio from Loader's formula
    ///   in place of differences of log-factorials, which lose all digits for large n.
    private mutating func binomialByRejection(_ trials: Int, _ p: Double) -> Int {
        let distribution = BinomialDistribution(trials: trials, probability: p)
        let n = Double(trials)
        let deviation = (n * p * (1 - p)).squareRoot()
        let b = 1.15 + 2.53 * deviation
        let a = -0.0873 + 0.0248 * b + 0.01 * p
        let c = n * p + 0.5
        let squeeze = 0.92 - 4.2 / b
        let alpha = (2.83 + 5.1 / b) * deviation
        let atMode = distribution.logPMF(min(trials, Int((n + 1) * p)))
        while true {
            let u = uniform() - 0.5
            let v = uniform()
            let us = 0.5 - u.magnitude
            if us == 0 { continue }
            let position = (2 * a / us + b) * u + c
            guard position >= 0, position < n + 1 else { continue }
            let k = min(trials, Int(position))
            if us >= 0.07, v <= squeeze { return k }
            if log(v * alpha / (a / (us * us) + b)) <= distribution.logPMF(k) - atMode { return k }
        }
    }
}
