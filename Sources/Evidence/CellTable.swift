/// Rows of one combination of levels at one place of a table.
package struct CubeCell: Hashable, Sendable {
    /// An index into the combinations of the table.
    package var combination: Int32
    /// What else they share; a table says what its places are.
    package var place: Int32
    package var count: Int

    package init(combination: Int32, place: Int32, count: Int) {
        self.combination = combination
        self.place = place
        self.count = count
    }
}

/// Counted cells over some of a cube's dimensions, sparse: only cells with rows are there.
///
/// Beside its rows a cell has the sum of each measure over them, in fixed point: sums of whole numbers come out the same
/// in any order (METHODS §6.2).
package struct CellTable: Hashable, Sendable {
    /// The dimensions that tell the cells apart, as ascending indices into those of the cube.
    package var margin: [Int]
    /// The combinations that occur.
    package var combinationCount: Int
    /// Their codes one combination after another, a code for each dimension of the margin.
    package var codes: [UInt32]
    package var cells: [CubeCell]
    /// How many measures are summed.
    package var measureCount: Int
    /// The sums of the cells one cell after another, `measureCount` a cell.
    package var sums: [Int128]

    package init(
        margin: [Int], combinationCount: Int = 0, codes: [UInt32] = [], cells: [CubeCell] = [], measureCount: Int = 0,
        sums: [Int128] = []
    ) {
        self.margin = margin
        self.combinationCount = combinationCount
        self.codes = codes
        self.cells = cells
        self.measureCount = measureCount
        self.sums = sums
    }

    /// Rows in all.
    package var rows: Int { cells.reduce(0) { $0 + $1.count } }

    /// The codes of one combination.
    func codes(of combination: Int) -> ArraySlice<UInt32> {
        codes[combination * margin.count..<(combination + 1) * margin.count]
    }

    /// The sums of one cell.
    package func sums(of cell: Int) -> ArraySlice<Int128> {
        sums[cell * measureCount..<(cell + 1) * measureCount]
    }

    /// The number of each combination's projection onto some dimensions of the margin, and the projections in order.
    ///
    /// - Parameter positions: places in the margin.
    /// - Complexity: O(combinations).
    func projected(to positions: [Int]) -> (numberOf: [Int], distinct: [[UInt32]]) {
        let width = margin.count
        let columns = positions.map { position in (0..<combinationCount).map { codes[$0 * width + position] } }
        let found = RowCombinations(of: columns, count: combinationCount)
        return (found.ofRow, (0..<found.count).map { found.codes(of: $0) })
    }

    /// Only the cells that `isKept` keeps.
    func filtered(_ isKept: (CubeCell) -> Bool) -> CellTable {
        var result = self
        result.cells = []
        result.sums = []
        for (index, cell) in cells.enumerated() where isKept(cell) {
            result.cells.append(cell)
            result.sums += sums(of: index)
        }
        return result
    }

    // MARK: Canonical order

    /// Puts dimensions, codes, combinations and cells in order, adds up cells of one place and drops empty ones.
    ///
    /// - Parameters:
    ///   - dimensionRanks: the new index of each dimension of the cube.
    ///   - levelRanks: by old dimension, the new code of each code.
    ///   - placeRanks: the new place of an old one.
    /// - Complexity: O(cells log cells); nearly linear for cells that are in order already.
    mutating func putInOrder(dimensionRanks: [Int], levelRanks: [[UInt32]], place: (Int32) -> Int32) {
        let order = margin.indices.sorted { dimensionRanks[margin[$0]] < dimensionRanks[margin[$1]] }
        let numbers = takeCombinations(order: order, levelRanks: levelRanks)
        margin = order.map { dimensionRanks[margin[$0]] }
        for index in cells.indices {
            cells[index].combination = numbers[Int(cells[index].combination)]
            cells[index].place = place(cells[index].place)
        }
        addUp()
        dropUnusedCombinations()
    }

    /// Renumbers the combinations in order.
    ///
    /// - Returns: the new number of each old one.
    private mutating func takeCombinations(order: [Int], levelRanks: [[UInt32]]) -> [Int32] {
        let width = margin.count
        var renumbered: [UInt32] = []
        renumbered.reserveCapacity(codes.count)
        for combination in 0..<combinationCount {
            for position in order {
                renumbered.append(levelRanks[margin[position]][Int(codes[combination * width + position])])
            }
        }
        let sorted = Self.order(renumbered, width: width, count: combinationCount)
        var numbers = [Int32](repeating: 0, count: sorted.count)
        var previous: Int?
        codes = []
        codes.reserveCapacity(renumbered.count)
        combinationCount = 0
        for combination in sorted {
            let own = renumbered[combination * width..<(combination + 1) * width]
            if previous.map({ !renumbered[$0 * width..<($0 + 1) * width].elementsEqual(own) }) ?? true {
                codes += own
                combinationCount += 1
            }
            numbers[combination] = Int32(combinationCount - 1)
            previous = combination
        }
        return numbers
    }

    /// The places of combinations in the order of their codes.
    private static func order(_ codes: [UInt32], width: Int, count: Int) -> [Int] {
        var largest = [UInt32](repeating: 0, count: width)
        for combination in 0..<count {
            for position in 0..<width {
                largest[position] = max(largest[position], codes[combination * width + position])
            }
        }
        let bits = largest.map { DigitOrder.bits(Int($0)) }
        guard bits.reduce(0, +) <= 64 else {
            return (0..<count).sorted { a, b in
                codes[a * width..<(a + 1) * width].lexicographicallyPrecedes(codes[b * width..<(b + 1) * width])
            }
        }
        let keys = (0..<count).map { combination -> UInt64 in
            var key: UInt64 = 0
            for position in 0..<width {
                key = key << UInt64(bits[position]) | UInt64(codes[combination * width + position])
            }
            return key
        }
        return DigitOrder.ascending(keys, bits: bits.reduce(0, +)).map { Int($0) }
    }

    /// The places of cells in the order of combinations and places.
    private var order: [Int32] {
        let bits = DigitOrder.bits(cells.reduce(0) { max($0, Int($1.place)) })
        return DigitOrder.ascending(
            cells.map { UInt64($0.combination) << UInt64(bits) | UInt64($0.place) },
            bits: bits + DigitOrder.bits(combinationCount))
    }

    /// Sorts the cells, adds up those of one combination and place, and drops those that end with nothing.
    mutating func addUp() {
        guard measureCount > 0 else {
            let sorted = order.map { cells[Int($0)] }
            cells.removeAll(keepingCapacity: true)
            for cell in sorted {
                if let last = cells.last, last.combination == cell.combination, last.place == cell.place {
                    cells[cells.count - 1].count += cell.count
                } else {
                    cells.append(cell)
                }
            }
            cells.removeAll { $0.count == 0 }
            return
        }
        var result = self
        (result.cells, result.sums) = ([], [])
        for index in order {
            let index = Int(index)
            let cell = cells[index]
            if let last = result.cells.last, last.combination == cell.combination, last.place == cell.place {
                result.cells[result.cells.count - 1].count += cell.count
                let start = result.sums.count - measureCount
                for (offset, sum) in sums(of: index).enumerated() { result.sums[start + offset] &+= sum }
            } else {
                result.cells.append(cell)
                result.sums += sums(of: index)
            }
        }
        // Rows taken away must take their sums along; a cell that keeps any is not empty, and a check finds it.
        var number = -1
        let empty = result.cells.map { cell -> Bool in
            number += 1
            return cell.count == 0 && result.sums(of: number).allSatisfy { $0 == 0 }
        }
        guard empty.contains(true) else {
            self = result
            return
        }
        (cells, sums) = ([], [])
        for index in result.cells.indices where !empty[index] {
            cells.append(result.cells[index])
            sums += result.sums(of: index)
        }
    }

    private mutating func dropUnusedCombinations() {
        var isUsed = [Bool](repeating: false, count: combinationCount)
        for cell in cells { isUsed[Int(cell.combination)] = true }
        guard isUsed.contains(false) else { return }
        let width = margin.count
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
        for index in cells.indices { cells[index].combination = numbers[Int(cells[index].combination)] }
    }

    // MARK: Joining

    /// The cells of both behind each other; `sign` is that of the other's counts and sums.
    ///
    /// - Parameters:
    ///   - codes: by dimension of the cube, the code here of each code there.
    ///   - place: the place here of a place there.
    mutating func append(_ other: CellTable, codes numbers: [[UInt32]], sign: Int, place: (Int32) -> Int32) {
        let offset = Int32(combinationCount)
        for combination in 0..<other.combinationCount {
            for (position, code) in other.codes(of: combination).enumerated() {
                codes.append(numbers[other.margin[position]][Int(code)])
            }
        }
        combinationCount += other.combinationCount
        cells += other.cells.map {
            .init(combination: $0.combination + offset, place: place($0.place), count: sign * $0.count)
        }
        sums += other.sums.map { sign < 0 ? 0 &- $0 : $0 }
    }

    /// Drops the dimensions that are not in `kept`; codes may then stand twice until `putInOrder`.
    ///
    /// - Parameter kept: indices into the dimensions of the cube.
    func projecting(onto kept: [Int]) -> CellTable {
        let positions = margin.indices.filter { kept.contains(margin[$0]) }
        var result = self
        result.margin = positions.map { margin[$0] }
        result.codes = (0..<combinationCount).flatMap { combination -> [UInt32] in
            let codes = codes(of: combination)
            return positions.map { codes[codes.startIndex + $0] }
        }
        return result
    }
}
