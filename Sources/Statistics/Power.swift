#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How much can be seen with so many rows, and how many rows it takes; normal approximations, for planning.
///
/// Sizes are doubles, so that effective sizes of weighted or clustered rows fit. Functions give `nil` where a rate is
/// not strictly inside 0..<1, a size is not positive, or a probability of error leaves no question.
package enum Power {
    /// The smallest true difference that a two-sided test finds with the given power.
    ///
    ///     MDD = (z_{1−α/2} + z_{1−β}) √(p(1−p)(1/n₁ + 1/n₀))
    ///
    /// - Parameters:
    ///   - rate: p, the common rate, strictly between 0 and 1.
    ///   - rows1: n₁.
    ///   - rows0: n₀.
    ///   - alpha: two-sided.
    ///   - power: 1 − β.
    /// - Returns: the difference; may exceed what the rate leaves room for.
    package static func minimumDetectableDisparity(
        rate: Double, rows1: Double, rows0: Double, alpha: Double = 0.05, power: Double = 0.8
    ) -> Double? {
        guard isPlan(rate: rate, alpha: alpha, power: power), rows1 > 0, rows0 > 0 else { return nil }
        let reach = upper(alpha / 2) + upper(1 - power)
        return reach * (rate * (1 - rate) * (1 / rows1 + 1 / rows0)).squareRoot()
    }

    /// The same for a large gap upward, with the group's own variance at p₁ = p + MDD.
    ///
    /// - Parameters: as for `minimumDetectableDisparity(rate:rows1:rows0:alpha:power:)`.
    /// - Returns: the difference, at most 1 − p; `nil` also if not even p₁ = 1 would be found.
    package static func minimumDetectableIncrease(
        rate: Double, rows1: Double, rows0: Double, alpha: Double = 0.05, power: Double = 0.8
    ) -> Double? {
        guard isPlan(rate: rate, alpha: alpha, power: power), rows1 > 0, rows0 > 0 else { return nil }
        let reach = upper(alpha / 2) + upper(1 - power)
        func isTooSmall(_ gap: Double) -> Bool {
            let group = rate + gap
            return gap < reach * (rate * (1 - rate) / rows0 + group * (1 - group) / rows1).squareRoot()
        }
        return isTooSmall(1 - rate) ? nil : Bisection.edge(inside: 0, outside: 1 - rate, where: isTooSmall)
    }

    /// Rows per group to pass an equivalence gate ±margin when there is no gap.
    ///
    ///     n ≈ 2p(1−p) [(z_{1−α} + z_{1−β/2}) / δ]²
    ///
    /// - Parameters:
    ///   - rate: p, strictly between 0 and 1.
    ///   - margin: δ, above 0.
    ///   - alpha: of each of the two one-sided tests.
    ///   - power: 1 − β.
    /// - Returns: an approximate number of rows, not rounded.
    /// - Source: Schuirmann 1987 for the test; the formula is its normal approximation.
    package static func rowsForEquivalence(
        rate: Double, margin: Double, alpha: Double = 0.05, power: Double = 0.8
    ) -> Double? {
        guard isPlan(rate: rate, alpha: alpha, power: power), margin > 0 else { return nil }
        let reach = (upper(alpha) + upper((1 - power) / 2)) / margin
        return 2 * rate * (1 - rate) * reach * reach
    }

    /// Rows per group to pass a ratio floor when the true ratio is 1.
    ///
    ///     n ≈ 2 (1−p)/p [(z_{1−α} + z_{1−β}) / ln r]²
    ///
    /// - Parameters:
    ///   - rate: p, strictly between 0 and 1.
    ///   - floor: r, strictly between 0 and 1; 0.8 for four fifths.
    ///   - alpha: one-sided.
    ///   - power: 1 − β.
    /// - Returns: an approximate number of rows, not rounded.
    package static func rowsForRatioFloor(
        rate: Double, floor: Double, alpha: Double = 0.05, power: Double = 0.8
    ) -> Double? {
        guard isPlan(rate: rate, alpha: alpha, power: power), floor > 0, floor < 1 else { return nil }
        let reach = (upper(alpha) + upper(1 - power)) / log(floor)
        return 2 * (1 - rate) / rate * reach * reach
    }

    /// z_{1−tail}, without the rounding of 1 − tail.
    private static func upper(_ tail: Double) -> Double { -NormalDistribution.quantile(tail) }

    private static func isPlan(rate: Double, alpha: Double, power: Double) -> Bool {
        rate > 0 && rate < 1 && alpha > 0 && alpha < 1 && power > 0 && power < 1
    }
}
