/// The delete-a-group jackknife: what a figure is in the data without each block of clusters.
///
/// Rows of one person, household or speaker lie in one block, so that blocks are independent where rows are not.
///
/// - Source: Kott 2001; METHODS §3.6.
package struct BlockJackknife: Hashable, Sendable {
    /// Fewer blocks than this tell nothing of how far they differ.
    package static let fewestBlocks = 10

    /// The figure without each block that has rows in it.
    package let replicates: [Double]

    package init(_ replicates: [Double]) { self.replicates = replicates }

    /// How many blocks have rows.
    package var blockCount: Int { replicates.count }

    /// (R − 1)/R Σ(θ₍ᵣ₎ − θ̄)²; `nil` for one block or none, or where a replicate is no number.
    package var variance: Double? {
        guard replicates.count > 1, replicates.allSatisfy(\.isFinite) else { return nil }
        let count = Double(replicates.count)
        var sum = CompensatedSum()
        for value in replicates { sum.add(value) }
        let mean = sum.value / count
        var squares = CompensatedSum()
        for value in replicates { squares.add((value - mean) * (value - mean)) }
        return (count - 1) / count * squares.value
    }

    /// V / V_iid: how many times the variance of as many independent rows; `nil` where nothing was seen to vary.
    ///
    /// - Parameter independent: V_iid, the variance that independent rows would have.
    package func designEffect(independent: Double) -> Double? {
        guard blockCount >= Self.fewestBlocks, independent > 0, let variance, variance > 0 else { return nil }
        return variance / independent
    }

    /// Student's t limits with R − 1 degrees of freedom, cut to a range.
    ///
    /// - Returns: `nil` where the blocks are too few, or were not seen to differ.
    package func interval(_ value: Double, level: Double, range: ClosedRange<Double>) -> Interval? {
        guard let reach = reach(level: level) else { return nil }
        return Interval(
            lower: min(value, max(range.lowerBound, value - reach)),
            upper: max(value, min(range.upperBound, value + reach)), level: level, method: .blockJackknife)
    }

    /// Half the width of symmetric limits.
    private func reach(level: Double) -> Double? {
        guard blockCount >= Self.fewestBlocks, level >= 0, level < 1, let variance, variance > 0 else { return nil }
        return quantile(level: level) * variance.squareRoot()
    }

    private func quantile(level: Double) -> Double {
        StudentT(degreesOfFreedom: Double(max(1, blockCount - 1))).twoSidedQuantile(level: level)
    }

    /// What part of the rows counts in an interval for independent rows, 0…1.
    ///
    ///     (V_iid / V) (z / t)²
    ///
    /// The inverse of the design effect, and Student's t in the place of the normal quantile that such intervals take
    /// (Korn and Graubard 1998). Rows are never taken for more than they are. Where no row differs from another, nothing
    /// is seen of how they depend on each other: then blocks count for rows.
    ///
    /// - Parameters:
    ///   - independent: V_iid, the variance that independent rows would have.
    ///   - rows: how many there are; may be an effective number.
    package func share(independent: Double, rows: Double, level: Double) -> Double? {
        guard blockCount >= Self.fewestBlocks, level >= 0, level < 1, rows > 0, let variance else { return nil }
        return Proportion.share(
            ofRows: rows, independent: independent, variance: variance, units: blockCount, level: level)
    }

    /// The two-sided p-value of no difference, where the figure is a difference: Student's t with R − 1 degrees of freedom.
    ///
    /// Of two rates the score statistic of as many rows as the design effect leaves, which knows the variance under equality
    /// better than the jackknife does near 0 and 1 (METHODS §3.6); of anything else the difference over its standard error.
    ///
    /// - Parameters:
    ///   - rates: both rates of rows that are taken for independent; `nil` for what is no rate.
    ///   - difference: of all blocks.
    /// - Returns: `nil` where the blocks are too few, or were not seen to differ.
    package func equalityPValue(ratesOf rates: TwoProportions?, difference: Double) -> Double? {
        guard blockCount >= Self.fewestBlocks, let variance, variance > 0 else { return nil }
        var statistic = difference / variance.squareRoot()
        if let rates {
            let (first, second) = (rates.successes1 / rates.trials1, rates.successes0 / rates.trials0)
            let independent = first * (1 - first) / rates.trials1 + second * (1 - second) / rates.trials0
            guard independent > 0, let own = rates.scoreStatistic else { return nil }
            // Rows are never taken for more than they are.
            statistic = own * min(1, independent / variance).squareRoot()
        }
        return 2 * StudentT(degreesOfFreedom: Double(blockCount - 1)).cdf(-abs(statistic))
    }
}
