package import Tables

/// Sums the numbers of a table, or the errors of its texts, while it is read: no row has to be kept.
///
/// Nothing depends on the order of rows but the order of combinations, which a cube makes canonical.
package struct MeasuredCounter: ColumnConsumer, Sendable {
    /// What the number columns that the table is read with are, in this order; a column of weights may follow.
    package enum Columns: Sendable, Hashable {
        /// The label and the prediction.
        case numbers(NumberScale)
        /// So many columns of errors, and the lengths of the references.
        case errors(kinds: Int)
    }

    /// A row that cannot be summed.
    package struct Fault: Sendable, Hashable {
        /// From 0, among the rows used.
        package let row: Int
        /// Which of the number columns.
        package let column: Int
        /// What is wrong, in words that follow "row 7: ".
        package let reason: String
    }

    private let columns: Columns
    private let weights: CubeHeader.WeightKind
    private let width: Int
    /// By category column, the number of each combination of codes so far with the next one.
    private var numbers: [[UInt64: Int32]]
    private var combinations: [[UInt32]]
    /// The cell of each place of each combination; −1 where there is none.
    private var cellOf: [Int32] = []
    private var cells: [CubeCell] = []
    private var sums: [Int128] = []
    /// How large errors of numbers are.
    private var sketch = ErrorSketchCounter()
    private var rowCount = 0
    private var weightSum = 0.0
    /// The first row that cannot be summed; nothing is counted from there on.
    package private(set) var fault: Fault?

    private static let slots = DecisionSlots(classCount: 1)

    /// - Parameters:
    ///   - categoryCount: the category columns that the table is read with.
    ///   - weights: what the last number column says of each row, if it does.
    package init(categoryCount: Int, columns: Columns, weights: CubeHeader.WeightKind = .none) {
        self.columns = columns
        self.weights = weights
        switch columns {
        case .numbers: width = Self.width(ofErrors: nil, isWeighted: weights.isSummed)
        case .errors(let kinds): width = Self.width(ofErrors: kinds, isWeighted: weights.isSummed)
        }
        numbers = Array(repeating: [:], count: categoryCount)
        combinations = []
        if categoryCount == 0 { _ = addCombination([]) }
    }

    /// How many sums a cell has.
    ///
    /// - Parameter kinds: of errors of texts; `nil` for numbers.
    static func width(ofErrors kinds: Int?, isWeighted: Bool) -> Int {
        let outcome: CubeHeader.Outcome =
            kinds.map { .errors(columns: Array(repeating: "", count: $0), unit: .words) } ?? .number(.standard)
        return CubeHeader(outcome: outcome, weights: isWeighted ? .sampling : .none).decisionWidth
    }

    package mutating func consume(_ chunk: borrowing ColumnChunk) {
        count(chunk.codes, chunk.numbers, rowCount: chunk.rowCount)
    }

    /// Takes in rows.
    ///
    /// - Parameters:
    ///   - codes: by category column.
    ///   - values: by number column; NaN where there is none.
    /// - Complexity: O(rows × columns).
    package mutating func count(_ codes: [[UInt32]], _ values: [[Double]], rowCount count: Int) {
        for row in 0..<count {
            guard fault == nil else { return }
            var (times, weight): (Int, FixedWeight?) = (1, nil)
            if weights != .none {
                let value = values[weightColumn][row]
                weightSum += value
                if let reason = RowWeights.fault(value, weights) {
                    fault = Fault(row: rowCount + row, column: weightColumn, reason: reason)
                    return
                }
                guard weightSum <= CubeMeasure.weightSumLimit else {
                    fault = Fault(row: rowCount + row, column: weightColumn, reason: Self.tooHeavy)
                    return
                }
                if weights.isSummed { weight = FixedWeight(value) } else { times = Int(value) }
            }
            switch columns {
            case .numbers(let scale): add(scale, row, codes, values, times: times, weight)
            case .errors(let kinds): add(kinds: kinds, row, codes, values, times: times, weight)
            }
        }
        rowCount += count
    }

    private mutating func add(
        _ scale: NumberScale, _ row: Int, _ codes: [[UInt32]], _ values: [[Double]], times: Int, _ weight: FixedWeight?
    ) {
        let (label, prediction) = (values[0][row], values[1][row])
        let (y, p) = (scale.whole(label), scale.whole(prediction))
        guard y != nil || label.isNaN else {
            fault = Fault(row: rowCount + row, column: 0, reason: scale.fault(label))
            return
        }
        guard p != nil || prediction.isNaN else {
            fault = Fault(row: rowCount + row, column: 1, reason: scale.fault(prediction))
            return
        }
        guard times > 0 else { return }
        let start = cell(row, codes, hasLabel: y != nil, hasPrediction: p != nil, times: times)
        if let y, let p {
            sketch.add(
                .init(
                    combination: cells[start / width].combination,
                    edge: ErrorSketch.edge(of: ErrorSketch.error(label: y, prediction: p))),
                count: times, .init(weight: weight?.weight ?? 0, square: weight?.square ?? 0))
        }
        if let weight {
            NumberRows.add(label: y, prediction: p, weight: weight, to: &sums, at: start)
        } else {
            NumberRows.add(label: y, prediction: p, count: times, to: &sums, at: start)
        }
    }

    private mutating func add(
        kinds: Int, _ row: Int, _ codes: [[UInt32]], _ values: [[Double]], times: Int, _ weight: FixedWeight?
    ) {
        var counts = [Int?](repeating: nil, count: kinds + 1)
        for column in 0...kinds {
            let value = values[column][row]
            if let reason = ErrorRows.fault(value) {
                fault = Fault(row: rowCount + row, column: column, reason: reason)
                return
            }
            counts[column] = value.isNaN ? nil : Int(value)
        }
        let edits = counts.prefix(kinds).compactMap { $0 }
        guard edits.isEmpty || edits.count == kinds else {
            fault = Fault(row: rowCount + row, column: 0, reason: ErrorRows.incomplete)
            return
        }
        guard times > 0 else { return }
        let start = cell(
            row, codes, hasLabel: counts[kinds] != nil, hasPrediction: !edits.isEmpty, times: times)
        let own = edits.isEmpty ? nil : edits
        if let weight {
            ErrorRows.add(
                errors: own, isSplit: kinds == 3, length: counts[kinds], weight: weight, to: &sums, at: start)
        } else {
            ErrorRows.add(
                errors: own, isSplit: kinds == 3, length: counts[kinds], count: times, to: &sums, at: start)
        }
    }

    /// Counts a row in its cell, which is made if there is none.
    ///
    /// - Returns: where the sums of the cell start.
    private mutating func cell(
        _ row: Int, _ codes: [[UInt32]], hasLabel: Bool, hasPrediction: Bool, times: Int
    ) -> Int {
        var combination = 0
        if !numbers.isEmpty {
            var known: Int32 = 0
            for column in numbers.indices {
                let key = UInt64(UInt32(bitPattern: known)) << 32 | UInt64(codes[column][row])
                if let number = numbers[column][key] {
                    known = number
                } else if column == numbers.count - 1 {
                    known = addCombination(codes.map { $0[row] })
                    numbers[column][key] = known
                } else {
                    known = Int32(numbers[column].count)
                    numbers[column][key] = known
                }
            }
            combination = Int(known)
        }
        let place = Self.slots.slot(
            label: hasLabel ? 0 : LabelState.unlabelled,
            prediction: hasPrediction ? 0 : PredictionState.missing.rawValue)
        let position = combination * Self.slots.count + place
        if cellOf[position] < 0 {
            cellOf[position] = Int32(cells.count)
            cells.append(CubeCell(combination: Int32(combination), place: Int32(place), count: 0))
            for _ in 0..<width { sums.append(0) }
        }
        let cell = Int(cellOf[position])
        cells[cell].count += times
        return cell * width
    }

    private mutating func addCombination(_ codes: [UInt32]) -> Int32 {
        combinations.append(codes)
        for _ in 0..<Self.slots.count { cellOf.append(-1) }
        return Int32(combinations.count - 1)
    }

    // MARK: Cells

    /// The cube of the rows whose codes `isKept` keeps, by some of the category columns.
    ///
    /// - Parameters:
    ///   - dimensions: the columns that tell rows apart: their places among the category columns, names and levels.
    ///   - header: what the sums mean; its outcome is that of this counter. Sizes of errors are counted by its margins
    ///     of scores, by all dimensions together if it has none.
    ///   - isKept: gets a code for each category column.
    /// - Complexity: O(cells log cells).
    package func cube(
        dimensions: [(column: Int, name: String, levels: [String])], header: CubeHeader,
        keeping isKept: ([UInt32]) -> Bool
    ) -> EvidenceCube {
        var result = CubeCells(
            dimensions: dimensions.map { .init(name: $0.name, levels: $0.levels) },
            classes: [header.outcome.onlyClass ?? ""])
        let kept = combinations.map(isKept)
        result.decisions.measureCount = width
        result.decisions.combinationCount = combinations.count
        result.decisions.codes = combinations.flatMap { codes in
            dimensions.map { codes[$0.column] == CategoryColumn.missing ? UInt32($0.levels.count) : codes[$0.column] }
        }
        for (index, cell) in cells.enumerated() where kept[Int(cell.combination)] && cell.count > 0 {
            result.decisions.cells.append(cell)
            result.decisions.sums += sums[index * width..<(index + 1) * width]
        }
        guard case .numbers(let scale) = columns else {
            return EvidenceCube(header: header.with(scoreMargins: []), canonical: result.canonical())
        }
        let names = dimensions.map(\.name)
        result.scores = [
            sketch.table(
                scale, margin: Array(names.indices), combinationCount: combinations.count,
                codes: result.decisions.codes, isWeighted: weights.isSummed
            ) { kept[Int($0)] }
        ]
        let margins = header.scoreMargins
        var full = header.with(scoreMargins: [names])
        full.scores = [ErrorSketch.column]
        let cube = EvidenceCube(header: full, canonical: result.canonical())
        return margins.isEmpty ? cube : cube.countingScores(by: margins)
    }
}

extension MeasuredCounter: MergeableConsumer {
    package var forked: MeasuredCounter {
        MeasuredCounter(categoryCount: numbers.count, columns: columns, weights: weights)
    }

    /// The first fault is that of the first row, which only one reader can tell.
    package var needsOrder: Bool { fault != nil }

    package mutating func merge(_ other: consuming MeasuredCounter) {
        fault = fault ?? other.fault
        weightSum += other.weightSum
        if weightSum > CubeMeasure.weightSumLimit, fault == nil {
            fault = Fault(row: 0, column: weightColumn, reason: Self.tooHeavy)
        }
        guard fault == nil else { return }
        let combinations = other.combinations.map { codes in codes.map { [$0] } }
        var own = [Int32](repeating: -1, count: combinations.count)
        for (index, theirs) in other.cells.enumerated() {
            let place = Self.slots.place(of: Int(theirs.place))
            let start = cell(
                0, combinations[Int(theirs.combination)], hasLabel: place.label != nil,
                hasPrediction: place.prediction != nil, times: theirs.count)
            for offset in 0..<width { sums[start + offset] += other.sums[index * width + offset] }
            own[Int(theirs.combination)] = cells[start / width].combination
        }
        for (place, key) in other.sketch.keys.enumerated() {
            sketch.add(
                .init(combination: own[Int(key.combination)], edge: key.edge), count: other.sketch.counts[place],
                other.sketch.weights[place])
        }
        rowCount += other.rowCount
    }

    private static let tooHeavy = "the weights sum to more than \(Int(CubeMeasure.weightSumLimit))"

    private var weightColumn: Int {
        switch columns {
        case .numbers: 2
        case .errors(let kinds): kinds + 1
        }
    }
}
