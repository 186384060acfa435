/// Limits of a rate that hold at every look, however often one looks.
package enum RateSequence {
    /// The beta-binomial mixture's confidence sequence: all p with
    ///
    ///     ln B(x + ½, n − x + ½) − ln B(½, ½) − x ln p − (n − x) ln(1 − p) < ln(1/α)
    ///
    /// - Parameters:
    ///   - successes: x, 0…trials, since counting began.
    ///   - trials: n; 0 gives 0…1.
    ///   - level: 1 − α, in 0..<1.
    /// - Source: Robbins 1970; Howard, Ramdas, McAuliffe and Sekhon 2021.
    package static func interval(successes: Int, trials: Int, level: Double) -> Interval? {
        guard trials >= 0, successes >= 0, successes <= trials, level >= 0, level < 1 else { return nil }
        let (x, n) = (Double(successes), Double(trials))
        func logBeta(_ a: Double, _ b: Double) -> Double {
            GammaFunction.logarithm(a) + GammaFunction.logarithm(b) - GammaFunction.logarithm(a + b)
        }
        let base = logBeta(x + 0.5, n - x + 0.5) - logBeta(0.5, 0.5) + LogScale.logarithm(1 - level)
        func holds(_ p: Double) -> Bool {
            var evidence = base
            if x > 0 { evidence -= x * LogScale.logarithm(p) }
            if n > x { evidence -= (n - x) * LogScale.logarithm(1 - p) }
            return evidence < 0
        }
        guard trials > 0 else { return Interval(lower: 0, upper: 1, level: level, method: .betaBinomialSequence) }
        let rate = x / n
        return Interval(
            lower: successes == 0 ? 0 : Bisection.edge(inside: rate, outside: 0, where: holds),
            upper: successes == trials ? 1 : Bisection.edge(inside: rate, outside: 1, where: holds), level: level,
            method: .betaBinomialSequence)
    }
    /// Limits of the difference of two rates, first less second, that hold at every look: from a sequence of each at half of
    /// α. Conservative.
    ///
    /// - Parameters: x and n of each since counting began.
    package static func difference(
        _ first: (successes: Int, trials: Int), _ second: (successes: Int, trials: Int), level: Double
    ) -> Interval? {
        let each = (1 + level) / 2
        guard let a = interval(successes: first.successes, trials: first.trials, level: each),
            let b = interval(successes: second.successes, trials: second.trials, level: each)
        else { return nil }
        return Interval(lower: a.lower - b.upper, upper: a.upper - b.lower, level: level, method: .sequenceDifference)
    }
}
