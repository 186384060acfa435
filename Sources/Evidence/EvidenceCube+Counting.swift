extension EvidenceCube {
    /// Counts `rows`.
    ///
    /// Scores stand on a grid of values up to its limit, else on the fallback grid; those outside 0…1 always by value.
    ///
    /// - Parameters:
    ///   - rows: the codes of one model; dimensions of distinct names.
    ///   - header: what they mean; without one, only what the codes themselves say. Its grid is the finest used; its
    ///     margins, where it names any, are those that scores are counted by, else all dimensions together.
    /// - Complexity: O(rows × dimensions) time plus sorting the distinct scores; memory O(cells) beside the rows.
    package init(counting rows: EvidenceRows, header: CubeHeader? = nil) {
        var (rows, header) = (rows, header ?? CubeHeader(of: rows))
        if case .numbers(let numbers) = rows.measured {
            (rows.scores, header.scores) = ([numbers.errorEdges], [ErrorSketch.column])
        }
        if rows.scores.isEmpty {
            header = header.withoutScores()
        } else if header.scoreMargins.isEmpty {
            header = header.with(scoreMargins: [rows.dimensions.map(\.name)])
        }
        let grid = header.scoreGrid
        header.scoreGrid = .values
        let states = DecisionSlots(classCount: rows.classes.count).count
        header.scoresByDecision =
            rows.scores.count > 1 && rows.scores.count == rows.classes.count && rows.count <= Int(Int32.max) / states
        let names = rows.dimensions.map(\.name)
        let scores = header.scoreMargins.flatMap { margin in
            rows.scores.enumerated().map { column, scores in
                ScoredRows(
                    column: column, margin: margin.compactMap(names.firstIndex(of:)), rows: rows, scores: scores)
            }
        }
        let cube = EvidenceCube(decisions: rows, scores: scores, header: header)
        do {
            let wanted = grid.isBinned ? try cube.regridding(to: grid) : cube
            self = try wanted.withinValueLimit()
        } catch {
            // Scores outside 0…1 stay on the grid of values.
            self = cube
        }
    }

    /// Counts rows whose scores were counted apart.
    ///
    /// - Parameters:
    ///   - decisions: the rows; their scores are not looked at.
    ///   - scores: for each margin and score column of the header, the same rows.
    ///   - header: what they mean.
    package init(decisions rows: EvidenceRows, scores: [ScoredRows], header: CubeHeader) {
        var cells = CubeCells(
            dimensions: rows.dimensions.map { .init(name: $0.name, levels: $0.levels) }, classes: rows.classes)
        let combinations = RowCombinations(of: rows.dimensions.map(\.cubeCodes), count: rows.count)
        cells.decisions.combinationCount = combinations.count
        cells.decisions.codes = combinations.codes
        let slots = cells.slots
        let keys = (0..<rows.count).map { row in
            UInt64(
                combinations.ofRow[row] * slots.count
                    + slots.slot(label: rows.labels[row], prediction: rows.predictions[row]))
        }
        let counted =
            switch rows.measured {
            case .nothing:
                KeyedCounts(
                    keys: keys, below: combinations.count * slots.count, multiplicities: rows.counts,
                    sums: rows.entrySums)
            case .numbers, .errors:
                KeyedCounts(
                    keys: keys, measured: rows.measured, multiplicities: rows.counts,
                    weights: rows.weights.flatMap { $0.kind.isSummed ? $0.values : nil })
            }
        cells.decisions.fill(counted, places: slots.count)
        cells.scores = scores.map {
            $0.table(
                classCount: rows.classes.count, columnCount: header.scores.count, byDecision: header.scoresByDecision)
        }
        self.init(header: header, canonical: cells.canonical())
    }
}
