package import Statistics

/// A mean of values that come in clusters, such as the changes of one text by several swaps.
///
/// - Source: the ratio estimator of Cochran 1977, §11.8, with clusters as units: V = Σ(yᵢ − R nᵢ)² / n² · m/(m − 1).
package struct ClusteredMean: Sendable, Hashable {
    /// Values in all clusters.
    package let count: Int
    package let clusterCount: Int
    package let mean: Double
    /// Of the mean; `nil` for one cluster or none.
    package let variance: Double?

    /// - Parameter clusters: by cluster the sum of its values and their number; clusters without values are left out.
    /// - Returns: `nil` without values.
    package init?(_ clusters: [(sum: Double, count: Int)]) {
        let clusters = clusters.filter { $0.count > 0 }
        let count = clusters.reduce(0) { $0 + $1.count }
        guard count > 0 else { return nil }
        var total = CompensatedSum()
        for cluster in clusters { total.add(cluster.sum) }
        let mean = total.value / Double(count)
        var squares = CompensatedSum()
        for cluster in clusters {
            let rest = cluster.sum - mean * Double(cluster.count)
            squares.add(rest * rest)
        }
        self.count = count
        self.mean = mean
        clusterCount = clusters.count
        let m = Double(clusters.count)
        variance = clusters.count > 1 ? squares.value / Double(count) / Double(count) * m / (m - 1) : nil
    }

    /// Student's t limits with a degree of freedom less than clusters, cut to a range; `nil` where nothing was seen to
    /// vary between clusters, or there is one.
    package func interval(level: Double, range: ClosedRange<Double>) -> Interval? {
        guard let variance, variance > 0, level >= 0, level < 1 else { return nil }
        let reach =
            StudentT(degreesOfFreedom: Double(clusterCount - 1)).twoSidedQuantile(level: level)
            * variance.squareRoot()
        return Interval(
            lower: min(mean, max(range.lowerBound, mean - reach)),
            upper: max(mean, min(range.upperBound, mean + reach)),
            level: level, method: .clusterT)
    }

    /// Wilson's interval of a share with as many values as clusters leave; `nil` for one cluster.
    ///
    /// Where all values are alike nothing is seen of how they depend on each other: then clusters count for values.
    ///
    /// - Precondition: values are 0 and 1.
    package func shareInterval(level: Double) -> Interval? {
        guard clusterCount > 1, let variance, level >= 0, level < 1 else { return nil }
        let all = Double(count)
        let rows =
            all
            * Proportion.share(
                ofRows: all, independent: mean * (1 - mean) / all, variance: variance, units: clusterCount, level: level
            )
        return Proportion.wilson(successes: mean * rows, trials: rows, level: level).map { $0.by(.wilsonClusters) }
    }

    /// The two-sided p-value of a mean of zero, by Student's t.
    package var pValue: Double? {
        guard let variance, variance > 0 else { return nil }
        return 2 * StudentT(degreesOfFreedom: Double(clusterCount - 1)).cdf(-abs(mean) / variance.squareRoot())
    }
}
