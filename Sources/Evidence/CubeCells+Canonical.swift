extension CubeCells {
    /// The same counts in the one order that depends on nothing but the counts.
    ///
    /// Dimensions and levels in byte order with the missing level last, combinations by their codes, cells by
    /// combination and place; cells of one place are added up and empty ones dropped, then combinations, levels and
    /// score values that nothing uses.
    ///
    /// - Precondition: indices are in range, names distinct, and no sum overflows.
    /// - Complexity: O(cells log cells); nearly linear for cells that are in order already.
    func canonical() -> CubeCells {
        let order = dimensions.indices.sorted {
            dimensions[$0].name.utf8.lexicographicallyPrecedes(dimensions[$1].name.utf8)
        }
        var result = CubeCells(dimensions: [], classes: classes)
        var ranks: [[UInt32]] = []
        for index in order {
            let levels = dimensions[index].levels
            let sorted = levels.indices.sorted { levels[$0].utf8.lexicographicallyPrecedes(levels[$1].utf8) }
            // The missing level keeps the code after the last one.
            var rank = [UInt32](repeating: UInt32(levels.count), count: levels.count + 1)
            for (position, level) in sorted.enumerated() { rank[level] = UInt32(position) }
            ranks.append(rank)
            result.dimensions.append(Dimension(name: dimensions[index].name, levels: sorted.map { levels[$0] }))
        }
        let numbers = result.takeCombinations(of: self, order: order, ranks: ranks)
        result.decisions = Self.added(
            decisions.map { Decision(combination: numbers[Int($0.combination)], slot: $0.slot, count: $0.count) })
        result.scores = scores.map { table in
            Self.added(
                ScoreTable(
                    values: table.values,
                    cells: table.cells.map {
                        Score(
                            combination: numbers[Int($0.combination)], value: $0.value, state: $0.state, count: $0.count
                        )
                    }))
        }
        result.dropUnused()
        return result
    }

    /// Takes over the distinct combinations of `other` in order.
    ///
    /// - Returns: the new number of each of its combinations.
    private mutating func takeCombinations(of other: CubeCells, order: [Int], ranks: [[UInt32]]) -> [Int32] {
        let width = dimensions.count
        var renumbered: [UInt32] = []
        renumbered.reserveCapacity(other.codes.count)
        for combination in 0..<other.combinationCount {
            for (position, index) in order.enumerated() {
                renumbered.append(ranks[position][Int(other.codes[combination * width + index])])
            }
        }
        func precedes(_ a: Int, _ b: Int) -> Bool {
            for position in 0..<width {
                let (x, y) = (renumbered[a * width + position], renumbered[b * width + position])
                if x != y { return x < y }
            }
            return false
        }
        let sorted = (0..<other.combinationCount).sorted(by: precedes)
        var numbers = [Int32](repeating: 0, count: sorted.count)
        var previous: Int?
        for combination in sorted {
            if previous.map({ precedes($0, combination) }) ?? true {
                codes += renumbered[combination * width..<(combination + 1) * width]
                combinationCount += 1
            }
            numbers[combination] = Int32(combinationCount - 1)
            previous = combination
        }
        return numbers
    }

    private static func added(_ cells: [Decision]) -> [Decision] {
        let sorted = cells.sorted { ($0.combination, $0.slot) < ($1.combination, $1.slot) }
        var result: [Decision] = []
        for cell in sorted {
            if let last = result.last, last.combination == cell.combination, last.slot == cell.slot {
                result[result.count - 1].count += cell.count
            } else {
                result.append(cell)
            }
        }
        return result.filter { $0.count != 0 }
    }

    private static func added(_ table: ScoreTable) -> ScoreTable {
        // Equal values get one number, so that the tables of two cubes can stand behind each other.
        let order = table.values.indices.sorted { table.values[$0] < table.values[$1] }
        var values: [Double] = []
        var ranks = [Int32](repeating: 0, count: order.count)
        for index in order {
            let value = table.values[index] == 0 ? 0 : table.values[index]
            if values.last != value { values.append(value) }
            ranks[index] = Int32(values.count - 1)
        }
        let sorted = table.cells.map {
            Score(combination: $0.combination, value: ranks[Int($0.value)], state: $0.state, count: $0.count)
        }.sorted { ($0.combination, $0.value, $0.state.rawValue) < ($1.combination, $1.value, $1.state.rawValue) }
        var cells: [Score] = []
        for cell in sorted {
            if let last = cells.last, last.combination == cell.combination, last.value == cell.value,
                last.state == cell.state
            {
                cells[cells.count - 1].count += cell.count
            } else {
                cells.append(cell)
            }
        }
        return ScoreTable(values: values, cells: cells.filter { $0.count != 0 })
    }

    /// Drops combinations without a cell, levels without a combination and values without a cell; order stays.
    private mutating func dropUnused() {
        var isUsed = [Bool](repeating: false, count: combinationCount)
        for cell in decisions { isUsed[Int(cell.combination)] = true }
        for table in scores { for cell in table.cells { isUsed[Int(cell.combination)] = true } }
        let width = dimensions.count
        if isUsed.contains(false) {
            var numbers = [Int32](repeating: 0, count: combinationCount)
            var kept: [UInt32] = []
            var count: Int32 = 0
            for combination in isUsed.indices where isUsed[combination] {
                numbers[combination] = count
                count += 1
                kept += codes[combination * width..<(combination + 1) * width]
            }
            codes = kept
            combinationCount = Int(count)
            for index in decisions.indices {
                decisions[index].combination = numbers[Int(decisions[index].combination)]
            }
            for table in scores.indices {
                for index in scores[table].cells.indices {
                    scores[table].cells[index].combination = numbers[Int(scores[table].cells[index].combination)]
                }
            }
        }
        dropUnusedLevels()
        for table in scores.indices { scores[table].dropUnusedValues() }
    }

    private mutating func dropUnusedLevels() {
        let width = dimensions.count
        for position in 0..<width {
            let count = dimensions[position].levels.count
            var isUsed = [Bool](repeating: false, count: count + 1)
            for combination in 0..<combinationCount { isUsed[Int(codes[combination * width + position])] = true }
            guard isUsed.dropLast().contains(false) else { continue }
            var numbers = [UInt32](repeating: 0, count: count + 1)
            var next: UInt32 = 0
            for level in 0..<count where isUsed[level] {
                numbers[level] = next
                next += 1
            }
            numbers[count] = next
            dimensions[position].levels = (0..<count).filter { isUsed[$0] }.map { dimensions[position].levels[$0] }
            for combination in 0..<combinationCount {
                let place = combination * width + position
                codes[place] = numbers[Int(codes[place])]
            }
        }
    }
}

extension CubeCells.ScoreTable {
    fileprivate mutating func dropUnusedValues() {
        var isUsed = [Bool](repeating: false, count: values.count)
        for cell in cells { isUsed[Int(cell.value)] = true }
        guard isUsed.contains(false) else { return }
        var numbers = [Int32](repeating: 0, count: values.count)
        var kept: [Double] = []
        for index in values.indices where isUsed[index] {
            numbers[index] = Int32(kept.count)
            kept.append(values[index])
        }
        values = kept
        for index in cells.indices { cells[index].value = numbers[Int(cells[index].value)] }
    }
}
