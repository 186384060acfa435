#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension TwoProportions {
    /// The score interval for p₁ / p₀ with the N/(N−1) variance.
    ///
    /// - Parameter level: coverage, in 0..<1; gates use 1 − 2α.
    /// - Returns: limits in 0...∞, relative error below 1e-8: the lower is 0 when x₁ = 0, the upper +∞ when x₀ = 0, and
    ///   both when neither has successes. `nil` also when N = n₁ + n₀ is at most 1.
    /// - Complexity: about a hundred evaluations of the score.
    /// - Source: Koopman 1984; Miettinen and Nurminen 1985.
    package func scoreRatio(level: Double) -> Interval? {
        guard isValid(level: level), trials1 + trials0 > 1 else { return nil }
        func interval(_ lower: Double, _ upper: Double) -> Interval {
            Interval(lower: lower, upper: upper, level: level, method: .scoreRatio)
        }
        if successes1 == 0 && successes0 == 0 { return interval(0, .infinity) }
        let q = NormalDistribution.twoSidedQuantile(level: level)
        // The score falls from +∞ to −∞ along ln θ; where one count is 0 there is no estimate to start from, but the
        // score at any θ tells on which side of the limit it is.
        let start = successes1 == 0 || successes0 == 0 ? 0 : log(successes1 / trials1) - log(successes0 / trials0)
        let lower = successes1 == 0 ? 0 : exp(crossing(q, from: start))
        let upper = successes0 == 0 ? Double.infinity : exp(crossing(-q, from: start))
        guard successes1 > 0, successes0 > 0 else { return interval(lower, upper) }
        let ratio = (successes1 / trials1) / (successes0 / trials0)
        return interval(min(lower, ratio), max(upper, ratio))
    }

    /// The Katz interval for p₁ / p₀, symmetric on the log scale.
    ///
    ///     exp{ln(p₁/p₀) ± q √(1/x₁ − 1/n₁ + 1/x₀ − 1/n₀)}
    ///
    /// - Returns: positive finite limits; `nil` also unless both have five successes, below which it misleads.
    /// - Source: Katz, Baptista, Azen and Pike 1978.
    package func katzLogRatio(level: Double) -> Interval? {
        guard isValid(level: level), successes1 >= 5, successes0 >= 5 else { return nil }
        let ratio = (successes1 / trials1) / (successes0 / trials0)
        let variance = 1 / successes1 - 1 / trials1 + 1 / successes0 - 1 / trials0
        let reach = NormalDistribution.twoSidedQuantile(level: level) * max(0, variance).squareRoot()
        return Interval(
            lower: ratio * exp(-reach), upper: ratio * exp(reach), level: level, method: .katzLog)
    }

    /// z(θ): p̂₁ − θ p̂₀ over its standard deviation at the maximum of the likelihood under θ.
    func scoreOfRatio(_ theta: Double) -> Double {
        let total = trials1 + trials0
        let gap = successes1 / trials1 - theta * (successes0 / trials0)
        let successes = successes1 + successes0
        let b = trials1 * theta + successes1 + trials0 + successes0 * theta
        let root = max(0, b * b - 4 * total * theta * successes).squareRoot()
        // [B − √(B² − 4NθX)]/2Nθ, the other way round so that small θ does not cancel.
        let p0 = min(1, 2 * successes / (b + root))
        let p1 = min(1, theta * p0)
        let variance = (p1 * (1 - p1) / trials1 + theta * theta * p0 * (1 - p0) / trials0) * total / (total - 1)
        if gap == 0 { return 0 }
        return gap / max(0, variance).squareRoot()
    }

    /// The ln θ at which the falling score passes `target`.
    private func crossing(_ target: Double, from start: Double) -> Double {
        func isAbove(_ logarithm: Double) -> Bool { scoreOfRatio(exp(logarithm)) > target }
        let startsAbove = isAbove(start)
        // Beyond e^±700 a ratio is not a double any more.
        var step = startsAbove ? 1.0 : -1.0
        var outside = start + step
        while isAbove(outside) == startsAbove, outside.magnitude < 700 {
            step *= 2
            outside = min(700, max(-700, outside + step))
        }
        return Bisection.edge(inside: start, outside: outside) { isAbove($0) == startsAbove }
    }
}
