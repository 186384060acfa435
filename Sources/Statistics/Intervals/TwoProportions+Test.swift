extension TwoProportions {
    /// The two-sided p-value of equal rates: the score test, which is the N − 1 chi-square test; Fisher's exact test with
    /// mid-p where a cell is expected to hold fewer than five rows.
    ///
    /// - Returns: `nil` where either has no trials, or all rows agree: then no rates differ.
    /// - Source: METHODS §3.2; Campbell 2007 for N − 1; Lancaster 1961 for mid-p.
    package var equalityPValue: Double? {
        guard isValid(level: 0.95) else { return nil }
        let (total, successes) = (trials1 + trials0, successes1 + successes0)
        guard successes > 0, successes < total else { return nil }
        let expected = [trials1, trials0].flatMap { [$0 * successes / total, $0 * (total - successes) / total] }
        let counts = [successes1, trials1, successes0, trials0]
        if expected.contains(where: { $0 < 5 }), counts.allSatisfy({ $0 == $0.rounded() && $0 < 1e9 }) {
            return fisherMidP
        }
        return scorePValue
    }

    /// (x₁/n₁ − x₀/n₀) over its standard error at the pooled rate, with N/(N − 1); 0 where all rows agree.
    package var scoreStatistic: Double? {
        guard isValid(level: 0.95), let difference else { return nil }
        let total = trials1 + trials0
        let rate = (successes1 + successes0) / total
        guard rate > 0, rate < 1, total > 1 else { return 0 }
        let variance = rate * (1 - rate) * (1 / trials1 + 1 / trials0) * total / (total - 1)
        return difference / variance.squareRoot()
    }

    private var scorePValue: Double? {
        scoreStatistic.map { 2 * NormalDistribution.cdf(-abs($0)) }
    }

    /// The tables with the same margins that are less likely than this one, and half of those that are as likely.
    ///
    /// - Complexity: O(smallest margin).
    private var fisherMidP: Double {
        let (drawn, marked) = (successes1 + successes0, trials1)
        let total = trials1 + trials0
        let least = max(0, drawn + marked - total)
        let most = min(drawn, marked)
        func logChoose(_ n: Double, _ k: Double) -> Double {
            GammaFunction.logarithm(n + 1) - GammaFunction.logarithm(k + 1) - GammaFunction.logarithm(n - k + 1)
        }
        let base = logChoose(total, drawn)
        func probability(_ k: Double) -> Double {
            LogScale.exponential(logChoose(marked, k) + logChoose(total - marked, drawn - k) - base)
        }
        let own = probability(successes1)
        var (less, equal) = (CompensatedSum(), CompensatedSum())
        var k = least
        while k <= most {
            let value = probability(k)
            if abs(value - own) <= 1e-9 * own { equal.add(value) } else if value < own { less.add(value) }
            k += 1
        }
        return min(1, less.value + equal.value / 2)
    }
}
