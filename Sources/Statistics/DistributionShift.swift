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

    /// What the index exceeds by chance in a share α of cases without any shift: (1/n + 1/m) χ²_{B−1}.
    ///
    /// - Source: Yurdakul 2018.
    package func criticalStabilityIndex(alpha: Double = 0.05) -> Double? {
        let bins = occupied.count
        guard bins > 1, alpha > 0, alpha < 1 else { return nil }
        return (1 / beforeTotal + 1 / afterTotal)
            * ChiSquared(degreesOfFreedom: Double(bins - 1)).quantile(upperTail: alpha)
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
}
