extension CubeCells {
    /// The same counts in the one order that depends on nothing but the counts.
    ///
    /// Dimensions and levels in byte order with the missing level last; score tables by margin and column; in each
    /// table combinations by their codes, cells by combination and place. Cells of one place are added up and empty ones
    /// dropped, then combinations, levels and score values that nothing uses.
    ///
    /// - Precondition: indices are in range, names distinct, and no sum overflows.
    /// - Complexity: O(cells log cells); nearly linear for cells that are in order already.
    func canonical() -> CubeCells {
        let order = dimensions.indices.sorted {
            dimensions[$0].name.utf8.lexicographicallyPrecedes(dimensions[$1].name.utf8)
        }
        var result = CubeCells(dimensions: [], classes: classes)
        var dimensionRanks = [Int](repeating: 0, count: dimensions.count)
        var levelRanks = [[UInt32]](repeating: [], count: dimensions.count)
        for (position, index) in order.enumerated() {
            let levels = dimensions[index].levels
            let sorted = levels.indices.sorted { levels[$0].utf8.lexicographicallyPrecedes(levels[$1].utf8) }
            // The missing level keeps the code after the last one.
            var rank = [UInt32](repeating: UInt32(levels.count), count: levels.count + 1)
            for (position, level) in sorted.enumerated() { rank[level] = UInt32(position) }
            dimensionRanks[index] = position
            levelRanks[index] = rank
            result.dimensions.append(Dimension(name: dimensions[index].name, levels: sorted.map { levels[$0] }))
        }
        result.decisions = decisions
        result.decisions.putInOrder(dimensionRanks: dimensionRanks, levelRanks: levelRanks) { $0 }
        result.scores = scores.map { scores in
            var scores = scores
            let (ranks, states) = (scores.putValuesInOrder(), Int32(scores.stateCount))
            scores.table.putInOrder(dimensionRanks: dimensionRanks, levelRanks: levelRanks) {
                ranks[Int($0 / states)] * states + $0 % states
            }
            scores.dropUnusedValues()
            return scores
        }.sorted { a, b in
            a.table.margin == b.table.margin
                ? a.column < b.column : Self.precedes(a.table.margin, b.table.margin)
        }
        result.dropUnusedLevels()
        return result
    }

    /// Smaller margins first, then by their dimensions.
    static func precedes(_ a: [Int], _ b: [Int]) -> Bool {
        a.count != b.count ? a.count < b.count : a.lexicographicallyPrecedes(b)
    }

    /// Drops levels that no combination of any table has; order stays.
    private mutating func dropUnusedLevels() {
        var isUsed = dimensions.map { [Bool](repeating: false, count: $0.levels.count + 1) }
        for table in tables {
            let width = table.margin.count
            for (place, code) in table.codes.enumerated() { isUsed[table.margin[place % width]][Int(code)] = true }
        }
        guard isUsed.contains(where: { $0.dropLast().contains(false) }) else { return }
        var numbers: [[UInt32]] = []
        for index in dimensions.indices {
            let count = dimensions[index].levels.count
            var ranks = [UInt32](repeating: 0, count: count + 1)
            var next: UInt32 = 0
            for level in 0..<count where isUsed[index][level] {
                ranks[level] = next
                next += 1
            }
            ranks[count] = next
            numbers.append(ranks)
            dimensions[index].levels = (0..<count).filter { isUsed[index][$0] }.map { dimensions[index].levels[$0] }
        }
        decisions.renumber(numbers)
        for index in scores.indices { scores[index].table.renumber(numbers) }
    }
}

extension CellTable {
    /// Gives each code its new number, in the same order.
    ///
    /// - Parameter numbers: by dimension of the cube.
    fileprivate mutating func renumber(_ numbers: [[UInt32]]) {
        let width = margin.count
        for place in codes.indices { codes[place] = numbers[margin[place % width]][Int(codes[place])] }
    }
}

extension CubeCells.ScoreTable {
    /// Sorts the values; equal ones become one, so that the tables of two cubes can stand behind each other.
    ///
    /// - Returns: the new index of each old one, which the places of cells still have to take.
    fileprivate mutating func putValuesInOrder() -> [Int32] {
        let old = values
        let order = old.indices.sorted { old[$0] < old[$1] }
        var ranks = [Int32](repeating: 0, count: order.count)
        values = []
        for index in order {
            let value = old[index] == 0 ? 0 : old[index]
            if values.last != value { values.append(value) }
            ranks[index] = Int32(values.count - 1)
        }
        return ranks
    }

    fileprivate mutating func dropUnusedValues() {
        var isUsed = [Bool](repeating: false, count: values.count)
        let states = Int32(stateCount)
        for cell in table.cells { isUsed[Int(cell.place / states)] = true }
        guard isUsed.contains(false) else { return }
        var numbers = [Int32](repeating: 0, count: values.count)
        var kept: [Double] = []
        for index in values.indices where isUsed[index] {
            numbers[index] = Int32(kept.count)
            kept.append(values[index])
        }
        values = kept
        for index in table.cells.indices {
            let place = table.cells[index].place
            table.cells[index].place = numbers[Int(place / states)] * states + place % states
        }
    }
}
