#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Evidence, window by window, against two groups having the same rate.
///
/// The factor of a window of x_a of n_a and x_b of n_b rows is
///
///     (p̂_a/p̄)^x_a ((1 − p̂_a)/(1 − p̄))^(n_a − x_a) · the same of b,      p̄ = (n_a p̂_a + n_b p̂_b)/(n_a + n_b)
///
/// with p̂ the shares of earlier windows, (x + ½)/(n + 1). While rates are equal, whatever they are, its mean is 1 or less
/// (weighted arithmetic and geometric means), so that products of factors exceed 1/α at some time with a chance of α at
/// most (Ville), however often one looks.
///
/// - Source: Turner, Ly and Grünwald 2024.
package struct EqualRatesProcess: Hashable, Sendable {
    /// ln of the product of all factors so far.
    package private(set) var logEvidence = 0.0
    private var a = Tally()
    private var b = Tally()

    private struct Tally: Hashable, Sendable {
        var successes = 0
        var trials = 0

        /// (x + ½)/(n + 1).
        var share: Double { (Double(successes) + 0.5) / (Double(trials) + 1) }
    }

    package init() {}

    /// What was known before the next window: the rates that are bet on.
    package var expected: (a: Double, b: Double) { (a.share, b.share) }

    /// Adds a window.
    ///
    /// - Returns: ln of its factor.
    @discardableResult
    package mutating func add(successesA: Int, trialsA: Int, successesB: Int, trialsB: Int) -> Double {
        precondition(
            successesA >= 0 && successesA <= trialsA && successesB >= 0 && successesB <= trialsB,
            "successes are trials")
        let (p, q) = expected
        let (n, m) = (Double(trialsA), Double(trialsB))
        var factor = 0.0
        if n + m > 0 {
            let middle = (n * p + m * q) / (n + m)
            factor =
                Self.term(successesA, trialsA, p, middle) + Self.term(successesB, trialsB, q, middle)
        }
        a = Tally(successes: a.successes + successesA, trials: a.trials + trialsA)
        b = Tally(successes: b.successes + successesB, trials: b.trials + trialsB)
        logEvidence += factor
        return factor
    }

    private static func term(_ x: Int, _ n: Int, _ p: Double, _ middle: Double) -> Double {
        Double(x) * log(p / middle) + Double(n - x) * log((1 - p) / (1 - middle))
    }
}
