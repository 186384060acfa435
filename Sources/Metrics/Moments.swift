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
///
/// On a binned grid the sums of scores and losses that bins hold give the means exactly. Variances are exact where the
/// loss itself was summed; that of squared errors leaves out how the score's square varies inside a bin, which is less
/// than the bin's width. Weighted rows have the linearised variance of a ratio of sums (METHODS §1.3).
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
        result(labelled(scores).map { $0.squaredError })
    }

    /// The mean of −ln p(y) over labelled rows of a binary outcome, p clipped to [clip, 1 − clip]; `nil` without one.
    ///
    /// - Source: Good 1952; the clip is scikit-learn's.
    package static func negativeLogLikelihood(_ scores: ScoreCounts, clip: Double) -> Result? {
        let cells = labelled(scores)
        return result(cells.map { $0.logLoss(clip) }, clippedRows: clipped(cells, clip))
    }

    /// The mean of −ln s_y over labelled rows of a multiclass outcome, from one table a class: only rows whose label
    /// is the class of the table count, so every labelled row counts once.
    package static func negativeLogLikelihood(perClass tables: [ScoreCounts], clip: Double) -> Result? {
        let cells = tables.flatMap { table in labelled(table).filter(\.isPositive) }
        return result(cells.map { $0.logLoss(clip) }, clippedRows: clipped(cells, clip))
    }

    /// The mean score over all rows that have one, labelled or not; `nil` without one.
    package static func score(_ scores: ScoreCounts) -> Result? {
        let states: [CubeCells.ScoreState] = [.positive, .negative, .unlabelled]
        return result(ScoreCell.cells(scores, together: states).map(\.score))
    }

    /// The mean score over rows of one class; `nil` without weight.
    package static func score(_ scores: ScoreCounts, ofPositives: Bool) -> Result? {
        result(ScoreCell.cells(scores, together: [ofPositives ? .positive : .negative]).map(\.score))
    }

    /// The mean of y − s over labelled rows; `nil` without one.
    package static func residual(_ scores: ScoreCounts) -> Result? { result(labelled(scores).map(\.residual)) }

    /// The mean over labelled rows of the loss less the loss of forecasting the base rate, row by row, so that its
    /// variance is that of the paired difference; `nil` without a row or with one class only.
    package static func lossOverBaseRate(_ scores: ScoreCounts, _ moment: Metric.Moment) -> Result? {
        let cells = labelled(scores)
        func weight(_ isPositive: Bool) -> Double {
            cells.reduce(0) { $1.isPositive == isPositive ? $0 + $1.weight : $0 }
        }
        let (positives, negatives) = (weight(true), weight(false))
        guard positives > 0, negatives > 0 else { return nil }
        let rate = positives / (positives + negatives)
        switch moment {
        case .squaredError:
            return result(
                cells.map { cell in
                    let base = cell.isPositive ? 1 - rate : rate
                    return cell.squaredError.less(base * base)
                })
        case .negativeLogLikelihood(let clip):
            return result(cells.map { $0.logLoss(clip).less($0.isPositive ? -log(rate) : -log1p(-rate)) })
        case .score, .scoreOfClass, .residual:
            return nil
        }
    }

    /// The mean over labelled rows of −ln s_y less −ln of the share of class y, row by row; `nil` without a row.
    package static func lossOverClassShares(perClass tables: [ScoreCounts], clip: Double) -> Result? {
        let cells = tables.map { table in labelled(table).filter(\.isPositive) }
        let weights = cells.map { $0.reduce(0) { $0 + $1.weight } }
        let total = weights.reduce(0, +)
        return result(
            zip(cells, weights).flatMap { cells, weight in cells.map { $0.logLoss(clip).less(-log(weight / total)) } })
    }

    static func labelled(_ scores: ScoreCounts) -> [ScoreCell] {
        ScoreCell.cells(scores, together: [.negative]) + ScoreCell.cells(scores, together: [.positive])
    }

    /// Rows whose score is cut before the logarithm; of binned scores nobody knows.
    static func clipped(_ cells: [ScoreCell], _ clip: Double) -> Int {
        cells.reduce(0) { $1.isBin || ($1.value >= clip && $1.value <= 1 - clip) ? $0 : $0 + $1.count }
    }

    /// Mean and sample variance in two passes with compensated sums, in the order given.
    static func result(_ cells: [LossCell], clippedRows: Int = 0) -> Result? {
        let count = Double(cells.reduce(0) { $0 + $1.count })
        let total = cells.reduce(0) { $0 + $1.weight }
        guard count > 0, total > 0 else { return nil }
        var sum = CompensatedSum()
        for cell in cells { sum.add(cell.weight * cell.mean) }
        let mean = sum.value / total
        var squares = CompensatedSum()
        var fourths = CompensatedSum()
        for cell in cells where cell.count > 0 {
            let gap = cell.mean - mean
            let square = cell.squaredWeight * (gap * gap + cell.variance)
            squares.add(square)
            // Rows of one cell are taken to weigh the same.
            fourths.add(square * square / Double(cell.count))
        }
        let kurtosis = squares.value > 0 ? count * fourths.value / (squares.value * squares.value) : nil
        // Σw²(x − mean)²/(Σw)² · n/(n − 1) is the variance of the mean; n times that is the sample's. Without weights
        // it is the sample variance as everybody knows it.
        let isWeighted = cells.contains { $0.squaredWeight != $0.weight }
        let variance =
            count <= 1
            ? 0
            : isWeighted
                ? squares.value / (total * total) * count * count / (count - 1) : squares.value / (count - 1)
        return Result(
            sample: MeanInterval.Sample(mean: mean, sampleVariance: variance, count: count, kurtosis: kurtosis),
            clippedRows: clippedRows)
    }
}
