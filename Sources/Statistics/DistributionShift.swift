/// How far two distributions of counts over the same bins lie apart.
package struct DistributionShift: Hashable, Sendable {
    /// Rows before and after, bin by bin; at least one on each side.
    package let before: [Int]
    package let after: [Int]
    private let beforeTotal: Double
    private let afterTotal: Double

    /// - Returns: `nil` where either side has no row, or bins differ in number.
    package init?(before: [Int], after: [Int]) {
        let (first, second) = (before.reduce(0, +), after.reduce(0, +))
        guard before.count == after.count, first > 0, second > 0 else { return nil }
        self.before = before
        self.after = after
        (beforeTotal, afterTotal) = (Double(first), Double(second))
    }

    /// Bins that either side has rows in.
    private var occupied: [Int] { before.indices.filter { before[$0] + after[$0] > 0 } }

    /// The shares of both; half a row more in each bin where one of them is empty on one side.
    private var shares: [(before: Double, after: Double)] {
        let bins = occupied
        let isEmpty = bins.contains { before[$0] == 0 || after[$0] == 0 }
        let extra = isEmpty ? 0.5 : 0
        let more = extra * Double(bins.count)
        return bins.map {
            (
                (Double(before[$0]) + extra) / (beforeTotal + more),
                (Double(after[$0]) + extra) / (afterTotal + more)
            )
        }
    }

    /// The population stability index Σ (c − a) ln(c/a), 0 or more.
    package var stabilityIndex: Double {
        var sum = CompensatedSum()
        for (a, c) in shares { sum.add((c - a) * LogScale.logarithm(c / a)) }
        return max(0, sum.value)
    }

    /// What each bin adds to the index, by bin; 0 for bins without rows.
    package var parts: [Double] {
        var parts = [Double](repeating: 0, count: before.count)
        for (bin, share) in zip(occupied, shares) {
            parts[bin] = (share.after - share.before) * LogScale.logarithm(share.after / share.before)
        }
        return parts
    }

    /// The share of rows in a bin before, as it was counted.
    package func share(before bin: Int) -> Double { Double(before[bin]) / beforeTotal }

    /// The same after.
    package func share(after bin: Int) -> Double { Double(after[bin]) / afterTotal }

    /// What the index exceeds by chance in a share α of cases without any shift: (1/n + 1/m) χ²_{B−1}.
    ///
    /// - Source: Yurdakul 2018.
    package func criticalStabilityIndex(alpha: Double = 0.05) -> Double? {
        let bins = occupied.count
        guard bins > 1, alpha > 0, alpha < 1 else { return nil }
        return (1 / beforeTotal + 1 / afterTotal)
            * ChiSquared(degreesOfFreedom: Double(bins - 1)).quantile(upperTail: alpha)
    }

    /// The chance of so large a χ² without any shift; `nil` for one bin.
    package var chiSquarePValue: Double? { ContingencyTable([before, after]).chiSquarePValue }

    /// Whether more moved than chance moves: the index lies above its critical value, and χ² is as unlikely, too.
    ///
    /// The critical value is that of many rows in each bin: with ten of them the index alone lies above it in 7 of 100 cases
    /// without any shift at α .05, χ² in 5 (Tests/Simulations/PROBES.md).
    package func isShown(alpha: Double = 0.05) -> Bool {
        guard let critical = criticalStabilityIndex(alpha: alpha), let p = chiSquarePValue else { return false }
        return stabilityIndex > critical && p <= alpha
    }

    /// Σ c ln(c/a), of after from before, in nats, 0 or more.
    package var divergence: Double {
        var sum = CompensatedSum()
        for (a, c) in shares { sum.add(c * LogScale.logarithm(c / a)) }
        return max(0, sum.value)
    }

    /// The Jensen–Shannon divergence in bits, 0…1.
    package var jensenShannon: Double {
        var sum = CompensatedSum()
        for bin in occupied {
            let (a, c) = (Double(before[bin]) / beforeTotal, Double(after[bin]) / afterTotal)
            let middle = (a + c) / 2
            if a > 0 { sum.add(a / 2 * LogScale.logarithm(a / middle)) }
            if c > 0 { sum.add(c / 2 * LogScale.logarithm(c / middle)) }
        }
        return min(1, max(0, sum.value / LogScale.logarithm(2)))
    }
}

/// How far two samples of numbers lie apart.
package struct SampleShift: Hashable, Sendable {
    /// max |F − G|, 0…1.
    package let largestGap: Double
    /// The chance of so large a gap without any shift, conservative where values are tied.
    package let largestGapPValue: Double
    /// ∫ |F − G|, the Wasserstein distance of order 1, in the unit of the numbers.
    package let distance: Double

    /// - Parameter values: ascending and distinct, with the rows before and after at each.
    /// - Returns: `nil` where either side has no row.
    package init?(_ values: [(value: Double, before: Int, after: Int)]) {
        let first = values.reduce(0) { $0 + $1.before }
        let second = values.reduce(0) { $0 + $1.after }
        guard first > 0, second > 0 else { return nil }
        let (n, m) = (Double(first), Double(second))
        var (below, after) = (0, 0)
        var largest = 0.0
        var sum = CompensatedSum()
        for (index, entry) in values.enumerated() {
            below += entry.before
            after += entry.after
            let gap = abs(Double(below) / n - Double(after) / m)
            largest = max(largest, gap)
            if index + 1 < values.count { sum.add(gap * (values[index + 1].value - entry.value)) }
        }
        largestGap = largest
        distance = sum.value
        largestGapPValue = KolmogorovDistribution.upperTail(
            gap: largest, rows: max(1, Int((n * m / (n + m)).rounded())))
    }
}
