/// Bias-corrected and accelerated bootstrap limits.
package enum BCa {
    /// Above this share of replicates without an estimate, the rest is a selection and no interval is given.
    package static let largestDroppedShare = 0.01

    /// The share of replicates in which the statistic was not estimable; 0 without replicates.
    package static func droppedShare(estimable: Int, dropped: Int) -> Double {
        estimable + dropped > 0 ? Double(dropped) / Double(estimable + dropped) : 0
    }

    /// The BCa interval.
    ///
    ///     z₀ = Φ⁻¹(#{T*<t}/B + ½#{T*=t}/B),   limits at Φ(z₀ + (z₀+z)/(1 − a(z₀+z)))
    ///
    /// - Parameters:
    ///   - estimate: t, the statistic of the observed counts.
    ///   - replicates: T*, where it was estimable; any order.
    ///   - dropped: how many replicates had no estimate.
    ///   - acceleration: a, from `acceleration(counts:influences:)`; 0 gives the bias-corrected percentile interval.
    ///   - level: coverage, in 0..<1.
    /// - Returns: type-7 quantiles of the replicates. `nil` where the method cannot speak: more than 1 % dropped, no
    ///   replicates, no spread at all (nothing was observed to vary), every replicate on one side of the estimate, or
    ///   an acceleration so large that the adjusted levels turn round.
    /// - Complexity: O(B log B).
    /// - Source: Efron 1987.
    package static func interval(
        estimate: Double, replicates: [Double], dropped: Int, acceleration: Double, level: Double
    ) -> Interval? {
        guard level >= 0, level < 1, !replicates.isEmpty, estimate.isFinite, acceleration.isFinite,
            droppedShare(estimable: replicates.count, dropped: dropped) <= largestDroppedShare,
            !replicates.contains(where: \.isNaN)
        else { return nil }
        let sorted = replicates.sorted()
        guard let first = sorted.first, let last = sorted.last, first < last else { return nil }
        var below = 0
        var equal = 0
        for value in sorted {
            if value < estimate { below += 1 } else if value == estimate { equal += 1 }
        }
        let bias = NormalDistribution.quantile((Double(below) + Double(equal) / 2) / Double(sorted.count))
        guard bias.isFinite else { return nil }
        let q = NormalDistribution.twoSidedQuantile(level: level)
        func adjusted(_ z: Double) -> Double? {
            let scale = 1 - acceleration * (bias + z)
            return scale > 0 ? NormalDistribution.cdf(bias + (bias + z) / scale) : nil
        }
        guard let low = adjusted(-q), let high = adjusted(q),
            let lower = Quantile.type7(sorted: sorted, probability: low),
            let upper = Quantile.type7(sorted: sorted, probability: high)
        else { return nil }
        return Interval(lower: lower, upper: upper, level: level, method: .bca)
    }

    /// The acceleration of a statistic of cell counts: a sixth of the skewness of its influence.
    ///
    ///     a = Σ n_c U_c³ / 6(Σ n_c U_c²)^{3/2}
    ///
    /// - Parameters:
    ///   - counts: n_c, rows per cell.
    ///   - influences: U_c, the influence of one row of the cell; centred here.
    /// - Returns: 0 where nothing has influence or the two differ in length.
    package static func acceleration(counts: [Int], influences: [Double]) -> Double {
        guard counts.count == influences.count else { return 0 }
        var total = 0.0
        var sum = CompensatedSum()
        for (count, influence) in zip(counts, influences) where count > 0 {
            total += Double(count)
            sum.add(Double(count) * influence)
        }
        guard total > 0 else { return 0 }
        let mean = sum.value / total
        var squares = CompensatedSum()
        var cubes = CompensatedSum()
        for (count, influence) in zip(counts, influences) where count > 0 {
            let centred = influence - mean
            squares.add(Double(count) * centred * centred)
            cubes.add(Double(count) * centred * centred * centred)
        }
        let spread = squares.value
        return spread > 0 ? cubes.value / (6 * spread * spread.squareRoot()) : 0
    }
}
