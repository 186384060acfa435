package import Evidence
package import Statistics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Means over rows of losses that depend on score and label, from counts by score value.
package enum Moments {
    /// A sample's mean with what its variance needs, and how many rows had to be clipped.
    package struct Result: Sendable {
        package let sample: MeanInterval.Sample
        package let clippedRows: Int
    }

    /// The mean of (s − y)² over labelled rows; `nil` without one.
    ///
    /// - Source: Brier 1950.
    package static func squaredError(_ scores: ScoreCounts) -> Result? {
        result(
            cells(scores) { value, positive in (positive ? 1 - value : value) * (positive ? 1 - value : value) })
    }

    /// The mean of −ln p(y) over labelled rows of a binary outcome, p clipped to [clip, 1 − clip]; `nil` without one.
    ///
    /// - Source: Good 1952; the clip is scikit-learn's.
    package static func negativeLogLikelihood(_ scores: ScoreCounts, clip: Double) -> Result? {
        let clipped = scores.values.indices.reduce(0) {
            let value = scores.values[$1]
            return value < clip || value > 1 - clip ? $0 + scores.positives[$1] + scores.negatives[$1] : $0
        }
        return result(
            cells(scores) { value, positive in
                let p = min(max(value, clip), 1 - clip)
                return positive ? -log(p) : -log1p(-p)
            }, clippedRows: clipped)
    }

    /// The mean of −ln s_y over labelled rows of a multiclass outcome, from one table a class: only rows whose label
    /// is the class of the table count, so every labelled row counts once.
    package static func negativeLogLikelihood(perClass tables: [ScoreCounts], clip: Double) -> Result? {
        var (losses, clipped): ([(Double, Int)], Int) = ([], 0)
        for table in tables {
            for (index, value) in table.values.enumerated() where table.positives[index] > 0 {
                if value < clip || value > 1 - clip { clipped += table.positives[index] }
                losses.append((-log(min(max(value, clip), 1 - clip)), table.positives[index]))
            }
        }
        return result(losses, clippedRows: clipped)
    }

    /// The mean score over all rows that have one, labelled or not; `nil` without one.
    package static func score(_ scores: ScoreCounts) -> Result? {
        result(
            scores.values.indices.map {
                (scores.values[$0], scores.positives[$0] + scores.negatives[$0] + scores.unlabelled[$0])
            })
    }

    /// The mean over labelled rows of the loss less the loss of forecasting the base rate, row by row, so that its
    /// variance is that of the paired difference; `nil` without a row or with one class only.
    package static func lossOverBaseRate(_ scores: ScoreCounts, _ moment: Metric.Moment) -> Result? {
        let (positives, negatives) = (Double(scores.positiveTotal), Double(scores.negativeTotal))
        guard positives > 0, negatives > 0 else { return nil }
        let rate = positives / (positives + negatives)
        switch moment {
        case .squaredError:
            return result(
                cells(scores) { value, positive in
                    let (own, base) = positive ? (1 - value, 1 - rate) : (value, rate)
                    return own * own - base * base
                })
        case .negativeLogLikelihood(let clip):
            return result(
                cells(scores) { value, positive in
                    let p = min(max(value, clip), 1 - clip)
                    return positive ? log(rate) - log(p) : log1p(-rate) - log1p(-p)
                })
        case .score:
            return nil
        }
    }

    /// The mean over labelled rows of −ln s_y less −ln of the share of class y, row by row; `nil` without a row.
    package static func lossOverClassShares(perClass tables: [ScoreCounts], clip: Double) -> Result? {
        let total = Double(tables.reduce(0) { $0 + $1.positiveTotal })
        var losses: [(Double, Int)] = []
        for table in tables {
            let share = Double(table.positiveTotal) / total
            for (index, value) in table.values.enumerated() where table.positives[index] > 0 {
                losses.append((log(share) - log(min(max(value, clip), 1 - clip)), table.positives[index]))
            }
        }
        return result(losses)
    }

    /// Values with their counts over labelled rows.
    private static func cells(
        _ scores: ScoreCounts, _ loss: (_ score: Double, _ positive: Bool) -> Double
    ) -> [(value: Double, count: Int)] {
        var result: [(Double, Int)] = []
        for (index, value) in scores.values.enumerated() {
            if scores.negatives[index] > 0 { result.append((loss(value, false), scores.negatives[index])) }
            if scores.positives[index] > 0 { result.append((loss(value, true), scores.positives[index])) }
        }
        return result
    }

    /// Mean and sample variance in two passes with compensated sums, in the order given.
    private static func result(_ cells: [(value: Double, count: Int)], clippedRows: Int = 0) -> Result? {
        let count = Double(cells.reduce(0) { $0 + $1.count })
        guard count > 0 else { return nil }
        var sum = CompensatedSum()
        for cell in cells { sum.add(Double(cell.count) * cell.value) }
        let mean = sum.value / count
        var squares = CompensatedSum()
        for cell in cells { squares.add(Double(cell.count) * (cell.value - mean) * (cell.value - mean)) }
        let sample = MeanInterval.Sample(
            mean: mean, sampleVariance: count > 1 ? squares.value / (count - 1) : 0, count: count)
        return Result(sample: sample, clippedRows: clippedRows)
    }
}
