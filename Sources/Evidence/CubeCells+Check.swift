extension CubeCells {
    /// Checks what must hold before the cells can be put in order: ranges, distinct names, finite values, limits, and
    /// that tables, measures and margins are those of the header.
    ///
    /// - Complexity: O(cells + levels log levels).
    func check(_ header: CubeHeader) throws(CubeError) {
        try Self.limit(dimensions.count, CubeLimits.dimensions, "dimensions")
        try Self.limit(classes.count, CubeLimits.classes, "classes")
        if let name = Self.repeated(dimensions.map(\.name)) { throw .repeatedDimension(name) }
        if let name = Self.repeated(classes) { throw .invalid("the class '\(name)' stands twice") }
        guard classes.count >= 2 || (classes.count == 1 && !header.isBinary) else {
            throw .invalid("there are too few classes")
        }
        guard !header.isBinary || classes.count == 2 else { throw .invalid("a binary outcome has two classes") }
        guard !header.isBinary || header.scores.count <= 1 else {
            throw .invalid("a binary outcome has one score at most")
        }
        try checkOutcome(header)
        try check(header.told)
        try checkPairs(header)
        guard [0, 1, classes.count].contains(header.scores.count) else {
            throw .invalid("\(header.scores.count) score columns do not fit \(classes.count) classes")
        }
        guard !header.scoresByDecision || header.scores.count == classes.count else {
            throw .invalid("scores are told apart by decision where there is a column for each class")
        }
        if let wanted = header.favourable, !classes.contains(where: { $0.utf8.elementsEqual(wanted.utf8) }) {
            throw .invalid("the favourable decision '\(wanted)' is no class")
        }
        guard header.threshold?.isFinite ?? true else { throw .invalid("the threshold is not finite") }
        for dimension in dimensions {
            try Self.limit(dimension.levels.count, Int(UInt32.max) - 1, "levels")
            if let level = Self.repeated(dimension.levels) {
                throw .invalid("the level '\(level)' of '\(dimension.name)' stands twice")
            }
        }
        guard decisions.margin == Array(dimensions.indices) else {
            throw .invalid("decisions are counted by all dimensions")
        }
        let (cells, overflows) = decisions.combinationCount.multipliedReportingOverflow(by: slots.count)
        try Self.limit(overflows ? .max : cells, CubeLimits.tableCells, "combinations times decision cells")
        try check(decisions, places: slots.count, measures: header.decisionWidth)
        try checkScores(header)
    }

    /// Checks what an outcome without classes must not have.
    private func checkOutcome(_ header: CubeHeader) throws(CubeError) {
        guard let only = header.outcome.onlyClass else { return }
        guard classes == [only] else { throw .invalid("an outcome of \(only) has no classes") }
        let isSketched =
            header.numberScale != nil && header.scores == [ErrorSketch.column] && header.scoreGrid == .values
        guard header.scores.isEmpty || isSketched, header.threshold == nil, header.favourable == nil else {
            throw .invalid("an outcome of \(only) has no scores, no threshold and no favourable decision")
        }
        if case .errors(let columns, _) = header.outcome, ![1, 3].contains(columns.count) {
            throw .invalid("errors have one column, or one each for substitutions, deletions and insertions")
        }
    }

    private func checkScores(_ header: CubeHeader) throws(CubeError) {
        if let scale = header.numberScale {
            for scores in scores where !scores.values.allSatisfy({ scale.errors(inBinFrom: $0) != nil }) {
                throw .invalid("an error is no edge of a bin")
            }
        }
        let wanted = header.scoreMargins.flatMap { margin in header.scores.indices.map { (margin: margin, column: $0) }
        }
        guard wanted.count == scores.count else {
            throw .invalid(
                "there are \(scores.count) score tables for \(header.scores.count) score columns by "
                    + "\(header.scoreMargins.count) margins")
        }
        guard header.scores.isEmpty || !header.scoreMargins.isEmpty else { throw .invalid("scores have no margin") }
        var found = Set<String>()
        for scores in scores {
            try Self.limit(scores.values.count, CubeLimits.scoreValues, "score values")
            guard scores.values.allSatisfy(\.isFinite) else { throw .invalid("a score is not finite") }
            guard !header.scoreGrid.isBinned || scores.values.allSatisfy(header.scoreGrid.isLowerEdge) else {
                throw .invalid("a score is no edge of the grid \(header.scoreGrid.name)")
            }
            guard scores.slots == (header.scoresByDecision ? slots : nil) else {
                throw .invalid("the states of scores are not those of the header")
            }
            try Self.limit(scores.values.count, Int(Int32.max) / scores.stateCount, "score values")
            try check(
                scores.table, places: scores.stateCount * scores.values.count, measures: header.scoreMeasures.count)
            if header.scoreGrid.isBinned, !header.weights.isSummed { try scores.checkSums(header) }
            found.insert(Self.key(scores.table.margin.map { dimensions[$0].name }, scores.column))
        }
        for (margin, column) in wanted where !found.contains(Self.key(margin, column)) {
            throw .invalid("there are no scores by \(margin.joined(separator: ", "))")
        }
    }

    private static func key(_ margin: [String], _ column: Int) -> String {
        (["\(column)"] + margin.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }).map { "\($0.utf8.count):\($0)" }
            .joined()
    }

    private func check(_ table: CellTable, places: Int, measures: Int) throws(CubeError) {
        try Self.limit(table.combinationCount, CubeLimits.combinations, "combinations")
        try Self.limit(table.codes.count, CubeLimits.codes, "combinations times dimensions")
        guard table.margin.allSatisfy(dimensions.indices.contains), Set(table.margin).count == table.margin.count,
            table.margin == table.margin.sorted()
        else { throw .invalid("a table is told apart by dimensions that are not there") }
        guard table.combinationCount >= 0, table.codes.count == table.combinationCount * table.margin.count else {
            throw .invalid("a code for each dimension of each combination is needed")
        }
        for (place, code) in table.codes.enumerated() {
            let dimension = dimensions[table.margin[place % table.margin.count]]
            guard Int(code) <= dimension.levels.count else {
                throw .invalid("a code of '\(dimension.name)' stands for no level")
            }
        }
        guard table.measureCount == measures, table.sums.count == measures * table.cells.count else {
            throw .invalid("a sum for each measure of each cell is needed")
        }
        var rows = 0
        for cell in table.cells {
            guard (0..<table.combinationCount).contains(Int(cell.combination)), (0..<places).contains(Int(cell.place))
            else { throw .invalid("a cell stands outside its table") }
            rows = try Self.sum(rows, cell.count)
        }
        for measure in 0..<measures {
            var sum: Int128 = 0
            for cell in table.cells.indices {
                let own = table.sums[cell * measures + measure]
                guard own >= 0 else { throw .invalid("a sum is negative") }
                let (next, overflows) = sum.addingReportingOverflow(own)
                guard !overflows else { throw .invalid("the sums are too large to be added up") }
                sum = next
            }
        }
    }

    /// Checks that no combination has more scored rows than rows, for each state of the label, and that different
    /// margins tell of the same scores: all tables are counted from the same rows.
    ///
    /// - Parameter isRow: whether a decision cell counts rows that scores may belong to.
    func checkMargins(columnCount: Int, rows isRow: (CubeCell) -> Bool) throws(CubeError) {
        let slots = self.slots
        for scores in scores {
            let (table, stateCount) = (scores.table, scores.stateCount)
            let positiveClass = self.positiveClass(ofColumn: scores.column, of: columnCount)
            // Rows by state of the label, by combination of the margin.
            let (numberOf, distinct) = decisions.projected(to: table.margin)
            var rows = [Int](repeating: 0, count: distinct.count * stateCount)
            for cell in decisions.cells where isRow(cell) {
                let label = Int(cell.place) / slots.columns
                let state: ScoreState =
                    label == classes.count ? .unlabelled : label == positiveClass ? .positive : .negative
                let own = scores.slots == nil ? Int(state.rawValue) : Int(cell.place)
                rows[numberOf[Int(cell.combination)] * stateCount + own] += cell.count
            }
            var numbers: [[UInt32]: Int] = [:]
            for (number, codes) in distinct.enumerated() { numbers[codes] = number }
            var scored = [Int](repeating: 0, count: table.combinationCount * stateCount)
            for cell in table.cells {
                scored[Int(cell.combination) * stateCount + Int(cell.place) % stateCount] += cell.count
            }
            for combination in 0..<table.combinationCount {
                let number = numbers[Array(table.codes(of: combination))]
                for state in 0..<stateCount {
                    let count = scored[combination * stateCount + state]
                    let own = number.map { rows[$0 * stateCount + state] } ?? 0
                    guard count >= 0, count <= own else {
                        let name = scores.parts(ofPlace: Int32(state)).state
                        throw .invalid("\(describe(combination, in: table)): more \(name) scores than rows")
                    }
                }
            }
        }
        try checkSharedMargins(columnCount: columnCount)
    }

    /// Checks that the scores of a column are the same in all its tables: by value and state over everybody.
    private func checkSharedMargins(columnCount: Int) throws(CubeError) {
        for column in 0..<columnCount {
            let tables = scores.filter { $0.column == column }
            guard let first = tables.first else { continue }
            let totals = first.totals()
            for other in tables.dropFirst() where other.totals() != totals {
                throw .invalid("scores by different groups are not those of the same rows")
            }
        }
    }

    /// A combination for a message.
    func describe(_ combination: Int, in table: CellTable) -> String {
        let parts = zip(table.margin, levels(of: combination, in: table)).map {
            "\(dimensions[$0].name)=\($1 ?? "(missing)")"
        }
        return parts.isEmpty ? "everybody" : parts.joined(separator: ", ")
    }

    /// A decision cell for a message.
    func describe(_ cell: CubeCell) -> String {
        let place = slots.place(of: Int(cell.place))
        let label = place.label.map { classes[$0] } ?? "(unlabelled)"
        let prediction = place.prediction.map { classes[$0] } ?? place.state?.name ?? ""
        return "\(describe(Int(cell.combination), in: decisions)), label \(label), prediction \(prediction)"
    }

    private static func limit(_ count: Int, _ limit: Int, _ what: String) throws(CubeError) {
        guard count <= limit else { throw .tooMany(what, limit: limit) }
    }

    private static func sum(_ total: Int, _ count: Int) throws(CubeError) -> Int {
        guard count >= 0 else { throw .invalid("a count is negative") }
        let (sum, overflows) = total.addingReportingOverflow(count)
        guard !overflows, sum <= CubeLimits.rows else { throw .tooMany("rows", limit: CubeLimits.rows) }
        return sum
    }

    /// A text whose bytes stand twice in `texts`, if there is one.
    private static func repeated(_ texts: [String]) -> String? {
        let sorted = texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return zip(sorted, sorted.dropFirst()).first { $0.utf8.elementsEqual($1.utf8) }?.0
    }
}

extension CubeCells.ScoreTable {
    /// Checks that the sums of scores can be those of so many scores in their bins (METHODS §1.6).
    fileprivate func checkSums(_ header: CubeHeader) throws(CubeError) {
        let measures = header.scoreMeasures
        guard let first = measures.firstIndex(of: .score), let second = measures.firstIndex(of: .squaredScore) else {
            return
        }
        for (index, cell) in table.cells.enumerated() where cell.count > 0 {
            let count = Double(cell.count)
            let sums = Array(table.sums(of: index))
            let mean = FixedPoint.value(sums[first], bits: CubeMeasure.score.fractionBits(weighted: false)) / count
            let square =
                FixedPoint.value(sums[second], bits: CubeMeasure.squaredScore.fractionBits(weighted: false)) / count
            let lower = values[parts(ofPlace: cell.place).value]
            let slack = 1e-12
            guard mean >= lower - slack, mean <= header.scoreGrid.upperEdge(above: lower) + slack,
                square >= mean * mean - slack, square <= mean + slack
            else { throw .invalid("the scores from \(lower) up have sums that such scores cannot have") }
        }
    }

    /// Rows and sums by value and state over everybody: what all tables of a column share.
    fileprivate func totals() -> [Double: [Int128]] {
        let (width, states) = (1 + table.measureCount, stateCount)
        var result: [Double: [Int128]] = [:]
        for (index, cell) in table.cells.enumerated() {
            let (value, state) = Int(cell.place).quotientAndRemainder(dividingBy: states)
            let start = state * width
            result[values[value], default: Array(repeating: 0, count: states * width)][start] += Int128(cell.count)
            for (offset, sum) in table.sums(of: index).enumerated() {
                result[values[value]]?[start + 1 + offset] += sum
            }
        }
        return result
    }
}
