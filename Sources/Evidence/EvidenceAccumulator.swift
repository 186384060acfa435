package import Tables

/// Counts the rows of a table while it is read, so that no row has to be kept.
///
/// The table must be read with the category columns `dimensions`, label and prediction (if there is one), in this
/// order, and the score as the only number column (if there is one).
package struct EvidenceAccumulator: ColumnConsumer, Sendable {
    private let dimensionCount: Int
    private let hasPrediction: Bool
    private let hasScore: Bool
    private var decisions: CombinationCounter
    private var scores: CombinationCounter
    private var values = ValueDictionary()
    private var valueCodes: [UInt32] = []
    /// Whether all rows could be counted; not when there are more combinations than 64 bits can tell apart.
    package private(set) var isComplete = true
    package private(set) var rowCount = 0

    package init(dimensionCount: Int, hasPrediction: Bool, hasScore: Bool) {
        self.dimensionCount = dimensionCount
        self.hasPrediction = hasPrediction
        self.hasScore = hasScore
        decisions = CombinationCounter(columnCount: dimensionCount + 1 + (hasPrediction ? 1 : 0))
        scores = CombinationCounter(columnCount: dimensionCount + 2)
    }

    package mutating func consume(_ chunk: borrowing ColumnChunk) {
        guard isComplete else { return }
        rowCount += chunk.rowCount
        if hasPrediction || !hasScore { isComplete = decisions.count(chunk.codes, rowCount: chunk.rowCount) }
        if hasScore, isComplete {
            values.code(chunk.numbers[0], into: &valueCodes)
            var columns = Array(chunk.codes.prefix(dimensionCount + 1))
            columns.append(valueCodes)
            isComplete = scores.count(columns, rowCount: chunk.rowCount)
        }
    }

    /// What was counted, once the table has been read without fault.
    ///
    /// - Parameters:
    ///   - table: what the reading returned: it knows the levels.
    ///   - columns: the names of the dimensions.
    ///   - labels: the class of each label level.
    ///   - predictions: the class or state of each prediction level.
    ///   - threshold: decides by score where there is no prediction column.
    package func cube(
        dimensions columns: [CategoryColumn], classes: [String], labels: [UInt16], predictions: [UInt16],
        threshold: Double?
    ) -> EvidenceCube {
        let dimensions = columns.map { ($0.name, $0.levels) }
        let scored = hasScore ? scoreRows(dimensions, classes, labels, threshold: hasPrediction ? nil : threshold) : nil
        guard hasPrediction || scored == nil else { return EvidenceCube(counting: scored ?? .init(classes: classes)) }
        let decided = decisionRows(dimensions, classes, labels, predictions)
        guard let scored else { return EvidenceCube(counting: decided) }
        return EvidenceCube(
            decisions: EvidenceCube(counting: decided), scores: EvidenceCube(counting: scored))
    }

    private func decisionRows(
        _ dimensions: [(name: String, levels: [String])], _ classes: [String], _ labels: [UInt16],
        _ predictions: [UInt16]
    ) -> EvidenceRows {
        let cells = decisions.cells()
        var rows = rows(of: cells, dimensions, classes, labels)
        rows.predictions = cells.map { cell in
            guard hasPrediction, let code = cell.codes.last, code != CategoryColumn.missing else {
                return PredictionState.missing.rawValue
            }
            return predictions[Int(code)]
        }
        return rows
    }

    private func scoreRows(
        _ dimensions: [(name: String, levels: [String])], _ classes: [String], _ labels: [UInt16], threshold: Double?
    ) -> EvidenceRows {
        let cells = scores.cells()
        var rows = rows(of: cells, dimensions, classes, labels)
        let numbers = cells.map { cell -> Double in
            guard let code = cell.codes.last, code != CategoryColumn.missing else { return .nan }
            return values.values[Int(code)]
        }
        rows.scores = [numbers]
        if let threshold {
            rows.predictions = numbers.map { $0.isNaN ? PredictionState.missing.rawValue : $0 >= threshold ? 1 : 0 }
        }
        return rows
    }

    /// Cells as rows with multiplicities; predictions still to be filled in.
    private func rows(
        of cells: [CombinationCounter.Cell], _ dimensions: [(name: String, levels: [String])], _ classes: [String],
        _ labels: [UInt16]
    ) -> EvidenceRows {
        var rows = EvidenceRows(
            dimensions: dimensions.enumerated().map { index, dimension in
                .init(name: dimension.name, levels: dimension.levels, codes: cells.map { $0.codes[index] })
            }, classes: classes,
            labels: cells.map { cell in
                let code = cell.codes[dimensionCount]
                return code == CategoryColumn.missing ? LabelState.unlabelled : labels[Int(code)]
            }, predictions: Array(repeating: PredictionState.missing.rawValue, count: cells.count), scores: [])
        rows.multiplicities = cells.map(\.count)
        return rows
    }
}

/// Gives each different double a code, in the order of first appearance; −0 is 0, NaN is missing.
struct ValueDictionary: Sendable {
    private(set) var values: [Double] = []
    /// The code plus one; 0 where a slot is free.
    private var slots = [UInt32](repeating: 0, count: 1 << 12)

    /// The codes of `numbers`.
    @inline(never)
    mutating func code(_ numbers: [Double], into codes: inout [UInt32]) {
        codes.removeAll(keepingCapacity: true)
        for number in numbers { codes.append(number.isNaN ? CategoryColumn.missing : code(number)) }
    }

    private mutating func code(_ number: Double) -> UInt32 {
        let value = number == 0 ? 0 : number
        let mask = slots.count &- 1
        var slot = Self.slot(value) & mask
        while slots[slot] != 0 {
            let code = slots[slot] &- 1
            if values[Int(code)] == value { return code }
            slot = (slot &+ 1) & mask
        }
        values.append(value)
        slots[slot] = UInt32(truncatingIfNeeded: values.count)
        if values.count &* 2 > slots.count { grow() }
        return UInt32(truncatingIfNeeded: values.count &- 1)
    }

    private static func slot(_ value: Double) -> Int {
        Int(truncatingIfNeeded: (value.bitPattern &* 0x9E37_79B9_7F4A_7C15) >> 24)
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for (code, value) in values.enumerated() {
            var slot = Self.slot(value) & mask
            while slots[slot] != 0 { slot = (slot &+ 1) & mask }
            slots[slot] = UInt32(truncatingIfNeeded: code &+ 1)
        }
    }
}
