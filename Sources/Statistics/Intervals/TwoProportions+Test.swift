extension TwoProportions {
    /// From this p down the exact test is asked: so far out counts differ from χ².
    private static let tail = 0.005
    /// Beyond so many standard deviations nobody needs an exact p.
    private static let farthest = 30.0

    /// The two-sided p-value of equal rates: the score test, which is the N − 1 chi-square test; Fisher's exact test with
    /// mid-p where a cell is expected to hold fewer than five rows, or where p is small.
    ///
    /// χ² is right about 1 in 20 long before it is right about 1 in 10,000, which is what counts among many tests: of 400
    /// slices of a rate of .02 some differed by χ², adjusted, in 11 of 100 samples without a difference.
    ///
    /// - Returns: `nil` where either has no trials, or all rows agree: then no rates differ.
    /// - Complexity: O(√rows).
    /// - Source: METHODS §3.2; Campbell 2007 for N − 1; Lancaster 1961 for mid-p; Tests/Simulations/PROBES.md.
    package var equalityPValue: Double? {
        guard isValid(level: 0.95) else { return nil }
        let (total, successes) = (trials1 + trials0, successes1 + successes0)
        guard successes > 0, successes < total else { return nil }
        let expected = [trials1, trials0].flatMap { [$0 * successes / total, $0 * (total - successes) / total] }
        let counts = [successes1, trials1, successes0, trials0]
        guard counts.allSatisfy({ $0 == $0.rounded() && $0 < 1e9 }), abs(scoreStatistic ?? 0) < Self.farthest else {
            return scorePValue
        }
        let isSparse = expected.contains { $0 < 5 }
        return isSparse || (scorePValue ?? 1) < Self.tail ? fisherMidP : scorePValue
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
    /// - Complexity: O(standard deviations from the mode to the observed count).
    private var fisherMidP: Double {
        let (drawn, marked, own) = (successes1 + successes0, trials1, successes1)
        let total = trials1 + trials0
        let (least, most) = (max(0, drawn + marked - total), min(drawn, marked))
        func logChoose(_ n: Double, _ k: Double) -> Double {
            GammaFunction.logarithm(n + 1) - GammaFunction.logarithm(k + 1) - GammaFunction.logarithm(n - k + 1)
        }
        let mode = ((drawn + 1) * (marked + 1) / (total + 2)).rounded(.down)
        // Chances over that of this table.
        var (less, equal) = (CompensatedSum(), CompensatedSum())
        equal.add(1)
        /// Adds a table; whether those further out from the mode can be left out.
        func add(_ ratio: Double, isBeyondMode: Bool) -> Bool {
            if abs(ratio - 1) <= 1e-9 { equal.add(ratio) } else if ratio < 1 { less.add(ratio) }
            return isBeyondMode && ratio < 1e-18
        }
        var (k, ratio) = (own, 1.0)
        while k < most {
            ratio *= (marked - k) * (drawn - k) / ((k + 1) * (total - marked - drawn + k + 1))
            k += 1
            if add(ratio, isBeyondMode: k > mode) { break }
        }
        (k, ratio) = (own, 1)
        while k > least {
            ratio *= k * (total - marked - drawn + k) / ((marked - k + 1) * (drawn - k + 1))
            k -= 1
            if add(ratio, isBeyondMode: k < mode) { break }
        }
        let chance = LogScale.exponential(
            logChoose(marked, own) + logChoose(total - marked, drawn - own) - logChoose(total, drawn))
        return min(1, chance * (less.value + equal.value / 2))
    }
}
