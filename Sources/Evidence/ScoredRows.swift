import Tables

/// One score column of some rows over some of their dimensions, ready for counting.
package struct ScoredRows {
    /// An index into the score columns.
    let column: Int
    /// Indices into the dimensions of the rows.
    let margin: [Int]
    /// Codes of the dimensions of the margin, as cubes have them.
    let codes: [[UInt32]]
    /// A class's index, or `LabelState.unlabelled`.
    let labels: [UInt16]
    /// A class's index, or a `PredictionState`'s raw value; needed only where scores are told apart by decision.
    let predictions: [UInt16]
    /// Scores, or the lower edges of their bins; NaN where there is none.
    let scores: [Double]
    /// How many rows each entry counts for; `nil` for one each.
    let multiplicities: [Int]?
    /// What each entry adds to each of the measures.
    let sums: [[Int128]]

    /// A column of rows that have been kept.
    init(column: Int, margin: [Int], rows: EvidenceRows, scores: [Double]) {
        self.column = column
        self.margin = margin
        codes = margin.map { rows.dimensions[$0].cubeCodes }
        labels = rows.labels
        predictions = rows.predictions
        self.scores = scores
        multiplicities = rows.counts
        sums = rows.weightSums
    }

    /// A column of rows that were counted while they were read.
    ///
    /// - Parameters:
    ///   - dimensions: by dimension of the cube, how many levels it has.
    ///   - codes: for each dimension of the margin the codes of the entries; missing as readers have it.
    ///   - predictions: those of the entries, where scores are told apart by them; else none.
    ///   - positiveClass: the label whose rows are the positives of the column.
    ///   - isWeighted: whether the entries have sums of weights.
    package init(
        column: Int, margin: [Int], levelCounts: [Int], codes: [[UInt32]], labels: [UInt16],
        predictions: [UInt16] = [], entries: RowCounter.Entries, positiveClass: UInt16, isWeighted: Bool
    ) {
        self.column = column
        self.margin = margin
        self.codes = zip(margin, codes).map { dimension, codes in
            codes.map { $0 == CategoryColumn.missing ? UInt32(levelCounts[dimension]) : $0 }
        }
        self.labels = labels
        self.predictions = predictions
        scores = entries.scores
        multiplicities = entries.multiplicities
        let own = Array(entries.sums.prefix(isWeighted ? 2 : 0))
        let binned = Array(entries.sums.dropFirst(own.count))
        sums =
            binned.isEmpty
            ? own
            : own
                + ScoreCoder.scoreSums(
                    binned, isPositive: labels.map { $0 == LabelState.unlabelled ? nil : $0 == positiveClass })
    }

    /// The cells of the column.
    ///
    /// - Parameter byDecision: whether scores are told apart by label and prediction.
    /// - Complexity: O(rows × dimensions) and sorting the distinct scores.
    func table(classCount: Int, columnCount: Int, byDecision: Bool) -> CubeCells.ScoreTable {
        var values = scores.filter { !$0.isNaN }.map { $0 == 0 ? 0 : $0 }.sorted()
        var distinct = 0
        for index in values.indices where index == 0 || values[index] != values[index - 1] {
            values[distinct] = values[index]
            distinct += 1
        }
        values.removeLast(values.count - distinct)
        let combinations = RowCombinations(of: codes, count: scores.count)
        let positiveClass = UInt16(columnCount == 1 ? classCount - 1 : column)
        let slots = byDecision ? DecisionSlots(classCount: classCount) : nil
        let states = CubeCells.ScoreTable.stateCount(slots)
        let places = values.count * states
        var keys: [UInt64] = []
        var kept: [Int] = []
        keys.reserveCapacity(scores.count)
        for row in scores.indices where !scores[row].isNaN {
            let state: Int
            if let slots {
                state = slots.slot(label: labels[row], prediction: predictions[row])
            } else {
                let known: CubeCells.ScoreState =
                    labels[row] == LabelState.unlabelled
                    ? .unlabelled : labels[row] == positiveClass ? .positive : .negative
                state = Int(known.rawValue)
            }
            keys.append(
                UInt64(combinations.ofRow[row] * places + Self.lowerBound(values, scores[row]) * states + state))
            kept.append(row)
        }
        let isWhole = kept.count == scores.count
        var table = CellTable(margin: margin, combinationCount: combinations.count, codes: combinations.codes)
        table.fill(
            KeyedCounts(
                keys: keys, below: combinations.count * places,
                multiplicities: isWhole ? multiplicities : multiplicities.map { counts in kept.map { counts[$0] } },
                sums: isWhole ? sums : sums.map { sums in kept.map { sums[$0] } }), places: places)
        return CubeCells.ScoreTable(column: column, values: values, table: table, slots: slots)
    }

    /// The first index whose value is not below `value`.
    private static func lowerBound(_ values: [Double], _ value: Double) -> Int {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
