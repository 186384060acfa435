extension EvidenceCube {
    /// Counts `rows`.
    ///
    /// - Parameters:
    ///   - rows: the codes of one model; dimensions of distinct names.
    ///   - header: what they mean; without one, only what the codes themselves say.
    /// - Complexity: O(rows × dimensions) time plus sorting the distinct scores; memory O(cells) beside the rows.
    package init(counting rows: EvidenceRows, header: CubeHeader? = nil) {
        var cells = CubeCells(
            dimensions: rows.dimensions.map { .init(name: $0.name, levels: $0.levels) }, classes: rows.classes)
        let codes = rows.dimensions.map { dimension in
            let missing = UInt32(dimension.levels.count)
            return dimension.codes.map { $0 == EvidenceRows.Dimension.missing ? missing : $0 }
        }
        let (combinationOfRow, combinations) = Self.combine(codes, count: rows.count)
        cells.combinationCount = combinations.count
        cells.codes = combinations.flatMap { $0 }
        cells.decisions = Self.countDecisions(
            rows, slots: cells.slots, combinationOfRow: combinationOfRow, combinationCount: combinations.count)
        let k = rows.classes.count
        cells.scores = rows.scores.enumerated().map { index, scores in
            Self.countScores(
                scores, labels: rows.labels, positiveClass: UInt16(rows.scores.count == 1 ? k - 1 : index),
                combinationOfRow: combinationOfRow, multiplicities: rows.multiplicities)
        }
        self.init(header: header ?? CubeHeader(of: rows), canonical: cells.canonical())
    }

    /// Numbers the observed combinations of codes and gives each row its number.
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
        return (ofRow, combinations)
    }

    private static func countDecisions(
        _ rows: EvidenceRows, slots: DecisionSlots, combinationOfRow: [Int], combinationCount: Int
    ) -> [CubeCells.Decision] {
        func cell(_ place: Int, _ count: Int) -> CubeCells.Decision {
            .init(combination: Int32(place / slots.count), slot: Int32(place % slots.count), count: count)
        }
        func place(_ row: Int) -> Int {
            combinationOfRow[row] * slots.count + slots.slot(label: rows.labels[row], prediction: rows.predictions[row])
        }
        // A dense table is fastest, unless many classes make it far larger than the rows.
        guard combinationCount * slots.count > 4 * rows.count + 65_536 else {
            var counts = [Int](repeating: 0, count: combinationCount * slots.count)
            for row in 0..<rows.count { counts[place(row)] += rows.multiplicities?[row] ?? 1 }
            return counts.indices.filter { counts[$0] > 0 }.map { cell($0, counts[$0]) }
        }
        var cells: [CubeCells.Decision] = []
        var previous: Int?
        let places = (0..<rows.count).map { (place: place($0), count: rows.multiplicities?[$0] ?? 1) }
        for (place, count) in places.sorted(by: { $0.place < $1.place }) {
            if place == previous { cells[cells.count - 1].count += count } else { cells.append(cell(place, count)) }
            previous = place
        }
        return cells
    }

    private static func countScores(
        _ scores: [Double], labels: [UInt16], positiveClass: UInt16, combinationOfRow: [Int],
        multiplicities: [Int]?
    ) -> CubeCells.ScoreTable {
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
        var cells: [CubeCells.Score] = []
        var previous: UInt64?
        for (key, count) in keys {
            if key == previous {
                cells[cells.count - 1].count += count
            } else {
                let place = key / 3
                cells.append(
                    .init(
                        combination: Int32(place / UInt64(values.count)), value: Int32(place % UInt64(values.count)),
                        state: key % 3 == 0 ? .negative : key % 3 == 1 ? .positive : .unlabelled, count: count))
                previous = key
            }
        }
        return CubeCells.ScoreTable(values: values, cells: cells)
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
