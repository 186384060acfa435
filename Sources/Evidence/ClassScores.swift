/// The scores of several classes by label and by what was decided: what figures of pairs of classes and of the class that
/// was decided need beside the scores of each class against all others (METHODS §1.1, M6).
package struct ClassScores: Hashable, Sendable {
    package let classCount: Int
    /// The scores of rows for the class that was decided; positive where it is the label.
    package private(set) var ofDecisions = ScoreCounts()
    /// By column and label, the scores that rows of the label have for the class of the column; as negatives, but as
    /// positives where the label is that class.
    private var byLabel: [[ScoreCounts]]

    init(classCount: Int) {
        self.classCount = classCount
        byLabel = Array(repeating: Array(repeating: ScoreCounts(), count: classCount), count: classCount)
    }

    /// The scores for a class of the rows whose label is that class, and of those of another one.
    ///
    /// - Complexity: O(distinct scores).
    package func pair(_ own: Int, against other: Int) -> ScoreCounts {
        byLabel[own][own].combined(with: byLabel[own][other], sign: 1)
    }

    /// Adds the cells of a column.
    ///
    /// - Parameter cells: of a table by label and prediction, values ascending.
    mutating func add(_ scores: CubeCells.ScoreTable, cells: [Int], grid: ScoreGrid, measures: [CubeMeasure]) {
        guard let slots = scores.slots else { preconditionFailure("scores by label and prediction") }
        var decided = ScoreCounts(grid: grid, measures: measures)
        var labelled = Array(repeating: decided, count: classCount)
        for index in cells {
            let cell = scores.table.cells[index]
            let (value, state) = scores.parts(ofPlace: cell.place)
            let place = slots.place(of: Int(cell.place) % slots.count)
            let sums = scores.table.sums(of: index)
            let score = scores.values[value]
            if place.prediction == scores.column { decided.add(score, state, count: cell.count, sums: sums) }
            if let label = place.label { labelled[label].add(score, state, count: cell.count, sums: sums) }
        }
        ofDecisions = ofDecisions.combined(with: decided, sign: 1)
        byLabel[scores.column] = labelled
    }

    /// These rows and others, or without them.
    func combined(with other: ClassScores, sign: Int) -> ClassScores {
        var result = self
        result.ofDecisions = ofDecisions.combined(with: other.ofDecisions, sign: sign)
        for column in byLabel.indices {
            for label in byLabel[column].indices {
                result.byLabel[column][label] = byLabel[column][label].combined(
                    with: other.byLabel[column][label], sign: sign)
            }
        }
        return result
    }

    var hasNoNegativeCount: Bool {
        ofDecisions.hasNoNegativeCount && byLabel.allSatisfy { $0.allSatisfy(\.hasNoNegativeCount) }
    }
}
