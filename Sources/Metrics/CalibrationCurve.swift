package import Evidence
package import Statistics

/// What scores mean, bin by bin: the mean score beside the share of positives among the rows that have it.
///
/// Bins are those of equal width that the expected calibration error is measured over (METHODS §2.2), so that a curve and
/// the error tell of the same gaps.
package struct CalibrationCurve: Sendable, Hashable {
    /// The rows of one bin.
    package struct Point: Sendable, Hashable {
        /// The scores it holds, the upper edge with the next bin but for 1.
        package let edges: ClosedRange<Double>
        /// 0...1.
        package let meanScore: Double
        /// The share of positives, with Wilson limits; with weights Kish's effective rows stand for the rows
        /// (METHODS §3.1).
        package let rate: Estimate
    }

    /// From the lowest scores up; bins without rows are left out.
    package let points: [Point]

    /// - Parameters:
    ///   - scores: of the positive class, probabilities.
    ///   - binCount: at least 1.
    ///   - level: of the intervals.
    /// - Complexity: O(distinct scores).
    package init(_ scores: ScoreCounts, binCount: Int, level: Double) {
        let table = CalibrationBins(scores, .equalWidth(binCount))
        points = table.bins.compactMap { bin in
            guard bin.weight > 0 else { return nil }
            let trials = bin.effectiveRows
            let interval = Proportion.wilson(successes: min(trials, bin.rate * trials), trials: trials, level: level)
            let index = CalibrationError.bin(of: min(max(bin.meanScore, 0), 1), binCount)
            let width = Double(binCount)
            return Point(
                edges: Double(index) / width...Double(index + 1) / width, meanScore: bin.meanScore,
                rate: Estimate(
                    bin.rate, n: bin.rows, interval: interval, exactness: bin.looseWeight > 0 ? .approximate : .exact))
        }
    }
}
