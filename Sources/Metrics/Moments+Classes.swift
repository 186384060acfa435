package import Evidence

extension Moments {
    /// The mean loss over the rows of one class; `nil` for figures that are no losses, and without a row.
    ///
    /// - Parameter ofPositives: whether the rows of the class the scores are for, or all others.
    package static func loss(_ moment: Metric.Moment, _ scores: ScoreCounts, ofPositives: Bool) -> Result? {
        let cells = ScoreCell.cells(scores, together: [ofPositives ? .positive : .negative])
        switch moment {
        case .squaredError: return result(cells.map(\.squaredError))
        case .negativeLogLikelihood(let clip):
            return result(cells.map { $0.logLoss(clip) }, clippedRows: clipped(cells, clip))
        default: return nil
        }
    }
}
