import Statistics

/// Counts of rows by subgroup × label × prediction, and by subgroup × label × score: one pass over the rows, then every
/// question is answered from cells.
///
/// A cube set in the sense of METHODS §1.1: a decision cube over all dimensions and, if there are scores, one score
/// cube a score column. Only occupied cells are stored, in canonical order.
package struct EvidenceCube: Sendable {
    /// Dimension names in the order given.
    package let dimensions: [String]
    package let classes: [String]
    /// Level texts of each dimension in byte order; the missing level's code is their count.
    package let levels: [[String]]

    /// Observed combinations of level codes, sorted; `dimensions.count` codes each.
    private let combinations: [[UInt32]]
    /// Per combination: (K labels + unlabelled) × (K predictions + 3 states) counts.
    private let decisions: [[Int]]
    private let scoreTables: [ScoreTable]

    /// Cells of one score column.
    private struct ScoreTable: Sendable {
        let values: [Double]
        /// Sorted by combination, then value, then state.
        var cells: [Cell]
        struct Cell: Sendable {
            let combination: Int32
            let value: Int32
            /// 0 negative, 1 positive, 2 unlabelled.
            let state: UInt8
            var count: Int
        }
    }

    /// Counts `rows`.
    ///
    /// - Complexity: O(rows × dimensions) time plus sorting the distinct scores; memory O(cells) beside the rows.
    package init(counting rows: EvidenceRows) {
        dimensions = rows.dimensions.map(\.name)
        classes = rows.classes
        // Level codes are renumbered in byte order, so that nothing depends on the order of rows.
        var sortedLevels: [[String]] = []
        var renumbered: [[UInt32]] = []
        for dimension in rows.dimensions {
            let order = dimension.levels.indices.sorted {
                dimension.levels[$0].utf8.lexicographicallyPrecedes(dimension.levels[$1].utf8)
            }
            var rank = [UInt32](repeating: 0, count: order.count)
            for (position, index) in order.enumerated() { rank[index] = UInt32(position) }
            sortedLevels.append(order.map { dimension.levels[$0] })
            renumbered.append(
                dimension.codes.map { $0 == EvidenceRows.Dimension.missing ? UInt32(order.count) : rank[Int($0)] })
        }
        levels = sortedLevels
        let (combinationOfRow, combinations) = Self.combine(renumbered, count: rows.count)
        self.combinations = combinations
        let k = rows.classes.count
        let columns = k + PredictionState.allCases.count
        var decisions = [[Int]](repeating: Array(repeating: 0, count: (k + 1) * columns), count: combinations.count)
        for row in 0..<rows.count {
            let label = rows.labels[row] == LabelState.unlabelled ? k : Int(rows.labels[row])
            let prediction: Int =
                if let state = PredictionState(rawValue: rows.predictions[row]) { k + state.offset } else {
                    Int(rows.predictions[row])
                }
            decisions[combinationOfRow[row]][label * columns + prediction] += rows.multiplicities?[row] ?? 1
        }
        self.decisions = decisions
        scoreTables = rows.scores.enumerated().map { index, scores in
            Self.countScores(
                scores, labels: rows.labels, positiveClass: UInt16(rows.scores.count == 1 ? k - 1 : index),
                combinationOfRow: combinationOfRow, multiplicities: rows.multiplicities)
        }
    }

    /// Numbers the observed combinations of codes, sorted, and gives each row its number.
    private static func combine(_ codes: [[UInt32]], count: Int) -> (ofRow: [Int], combinations: [[UInt32]]) {
        var ofRow = [Int](repeating: 0, count: count)
        var combinations: [[UInt32]] = count == 0 ? [] : [[]]
        for column in codes {
            var numbers: [UInt64: Int] = [:]
            var next: [[UInt32]] = []
            for row in 0..<count {
                let key = UInt64(ofRow[row]) << 32 | UInt64(column[row])
                if let number = numbers[key] {
                    ofRow[row] = number
                } else {
                    next.append(combinations[ofRow[row]] + [column[row]])
                    numbers[key] = next.count - 1
                    ofRow[row] = next.count - 1
                }
            }
            combinations = next
        }
        let order = combinations.indices.sorted { combinations[$0].lexicographicallyPrecedes(combinations[$1]) }
        var rank = [Int](repeating: 0, count: order.count)
        for (position, index) in order.enumerated() { rank[index] = position }
        return (ofRow.map { rank[$0] }, order.map { combinations[$0] })
    }

    private static func countScores(
        _ scores: [Double], labels: [UInt16], positiveClass: UInt16, combinationOfRow: [Int],
        multiplicities: [Int]?
    ) -> ScoreTable {
        var values = scores.filter { !$0.isNaN }.map { $0 == 0 ? 0 : $0 }.sorted()
        var distinct = 0
        for index in values.indices where index == 0 || values[index] != values[index - 1] {
            values[distinct] = values[index]
            distinct += 1
        }
        values.removeLast(values.count - distinct)
        var keys: [(key: UInt64, count: Int)] = []
        keys.reserveCapacity(scores.count)
        for row in scores.indices where !scores[row].isNaN {
            let state: UInt64 = labels[row] == LabelState.unlabelled ? 2 : labels[row] == positiveClass ? 1 : 0
            let value = UInt64(lowerBound(values, scores[row]))
            let key = (UInt64(combinationOfRow[row]) * UInt64(values.count) + value) * 3 + state
            keys.append((key, multiplicities?[row] ?? 1))
        }
        keys.sort { $0.key < $1.key }
        var cells: [ScoreTable.Cell] = []
        var previous: UInt64?
        for (key, count) in keys {
            if key == previous {
                cells[cells.count - 1].count += count
            } else {
                let place = key / 3
                cells.append(
                    .init(
                        combination: Int32(place / UInt64(values.count)), value: Int32(place % UInt64(values.count)),
                        state: UInt8(key % 3), count: count))
                previous = key
            }
        }
        return ScoreTable(values: values, cells: cells)
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

    /// Rows counted.
    package var rows: Int { decisions.reduce(0) { $0 + $1.reduce(0, +) } }

    /// Whether there are scores.
    package var hasScores: Bool { !scoreTables.isEmpty }

    /// Everybody.
    package var overall: GroupEvidence {
        evidence(by: []).first
            ?? GroupEvidence(group: .overall, classCount: classes.count, scoreTables: scoreTables.count)
    }

    /// The evidence of each observed combination of some dimensions, in canonical order.
    ///
    /// - Parameter names: dimensions of this cube, each at most once; empty for everybody.
    /// - Returns: one element per observed combination; a single one (possibly of no row) for no dimension.
    /// - Complexity: O(cells log cells).
    package func evidence(by names: [String]) -> [GroupEvidence] {
        let chosen = names.map { name -> Int in
            guard let index = dimensions.firstIndex(of: name) else {
                preconditionFailure("a dimension of the cube: \(name)")
            }
            return index
        }
        var numbers: [[UInt32]: Int] = [:]
        let projected = combinations.map { codes in chosen.map { codes[$0] } }
        let distinct = Set(projected).sorted { $0.lexicographicallyPrecedes($1) }
        for (number, codes) in distinct.enumerated() { numbers[codes] = number }
        let groupOf = projected.map { numbers[$0] ?? 0 }
        var result = distinct.map { codes in
            GroupEvidence(group: key(names, chosen, codes), classCount: classes.count, scoreTables: scoreTables.count)
        }
        if names.isEmpty, result.isEmpty {
            result = [GroupEvidence(group: .overall, classCount: classes.count, scoreTables: scoreTables.count)]
        }
        for (combination, counts) in decisions.enumerated() { add(counts, to: &result[groupOf[combination]]) }
        for (index, table) in scoreTables.enumerated() {
            for (group, scores) in project(table, groupOf: groupOf, groupCount: result.count).enumerated() {
                result[group].scores[index] = scores
            }
        }
        return result
    }

    private func key(_ names: [String], _ chosen: [Int], _ codes: [UInt32]) -> GroupKey {
        GroupKey(
            zip(names, zip(chosen, codes)).map { name, place in
                let texts = levels[place.0]
                return GroupLevel(
                    dimension: name, value: Int(place.1) < texts.count ? texts[Int(place.1)] : nil)
            })
    }

    private func add(_ counts: [Int], to evidence: inout GroupEvidence) {
        let k = classes.count
        let columns = k + PredictionState.allCases.count
        for label in 0..<k {
            for prediction in 0..<k { evidence.confusion[label, prediction] += counts[label * columns + prediction] }
        }
        for prediction in 0..<k { evidence.unlabelledByPrediction[prediction] += counts[k * columns + prediction] }
        for state in PredictionState.allCases {
            let column = k + state.offset
            let labelled = (0..<k).map { counts[$0 * columns + column] }
            if labelled.contains(where: { $0 != 0 }) {
                let before = evidence.unpredictedByLabel[state] ?? Array(repeating: 0, count: k)
                evidence.unpredictedByLabel[state] = zip(before, labelled).map(+)
            }
            let unlabelled = counts[k * columns + column]
            if unlabelled != 0 { evidence.unlabelledUnpredicted[state, default: 0] += unlabelled }
        }
    }

    private func project(_ table: ScoreTable, groupOf: [Int], groupCount: Int) -> [ScoreCounts] {
        var byGroup = [[ScoreTable.Cell]](repeating: [], count: groupCount)
        for cell in table.cells { byGroup[groupOf[Int(cell.combination)]].append(cell) }
        return byGroup.map { cells in
            var counts = ScoreCounts()
            let sorted = cells.sorted { $0.value < $1.value }
            var index = 0
            while index < sorted.count {
                let value = sorted[index].value
                var states = [0, 0, 0]
                while index < sorted.count, sorted[index].value == value {
                    states[Int(sorted[index].state)] += sorted[index].count
                    index += 1
                }
                counts.append(
                    table.values[Int(value)], negatives: states[0], positives: states[1], unlabelled: states[2])
            }
            return counts
        }
    }
}
