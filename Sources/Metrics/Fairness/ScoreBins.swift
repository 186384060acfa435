import Evidence

/// The labelled rows of a group in score bins of equal width.
struct ScoreBins {
    struct Bin {
        var rows = 0
        /// Σw, or the rows.
        var weight = 0.0
        /// Σw², or the rows.
        var squaredWeight = 0.0
        /// Σws.
        var score = 0.0
        /// Σwy.
        var positives = 0.0

        /// Kish's effective rows; the rows themselves where none has a weight.
        var effectiveRows: Double { squaredWeight > 0 ? weight * weight / squaredWeight : 0 }
        var meanScore: Double { score / weight }
        var positiveShare: Double { min(1, positives / weight) }
    }

    let bins: [Bin]
    /// Whether bins of the scores may lie across an edge.
    let isBinned: Bool

    init(_ scores: ScoreCounts, count: Int) {
        var bins = [Bin](repeating: Bin(), count: count)
        for cell in ScoreCell.cells(scores, together: [.negative]) + ScoreCell.cells(scores, together: [.positive]) {
            let index = CalibrationError.bin(of: cell.lower, count)
            bins[index].rows += cell.count
            bins[index].weight += cell.weight
            bins[index].squaredWeight += cell.squaredWeight
            bins[index].score += cell.weight * cell.value
            bins[index].positives += cell.isPositive ? cell.weight : 0
        }
        self.bins = bins
        isBinned = scores.grid.isBinned
    }
}
