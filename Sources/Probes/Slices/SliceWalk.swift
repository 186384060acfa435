/// Finds every set of levels that enough rows share, depth first.
///
/// Levels that too few rows have are left out before anything is combined; below them no slice can have enough. The
/// combinations of a slice are handed on to the slices with one level more, so that each is looked at only where it is.
struct SliceWalk {
    /// In the order of columns, then of levels, the shorter before the longer.
    private(set) var found: [SliceTable.Found] = []
    /// Sets of levels that some rows share, but too few.
    private(set) var small = 0

    private let table: SliceTable
    private let fewestRows: Int
    private let depth: Int
    private let limit: Int
    /// By column, the codes of the levels that enough rows have.
    private let levels: [[UInt32]]
    /// Codes of one column behind those of the one before: the place in `levels` plus one, 0 for the others.
    private let codes: [UInt32]

    /// - Returns: `nil` for more than `limit`.
    /// - Complexity: O(Σ over slices of their combinations × columns behind them).
    init?(_ table: SliceTable, fewestRows: Int, depth: Int, limit: Int) {
        self.table = table
        self.fewestRows = max(1, fewestRows)
        self.depth = min(depth, table.columns.count)
        self.limit = limit
        var (levels, codes): ([[UInt32]], [UInt32]) = ([], [])
        codes.reserveCapacity(table.columns.count * table.count)
        for column in table.columns.indices {
            var rows = [Int](repeating: 0, count: table.levels[column].count + 1)
            for (member, code) in table.codes[column].enumerated() { rows[Int(code)] += table.rowCounts[member] }
            var numbers = [UInt32](repeating: 0, count: rows.count)
            var kept: [UInt32] = []
            for code in rows.indices {
                if rows[code] >= self.fewestRows {
                    kept.append(UInt32(code))
                    numbers[code] = UInt32(kept.count)
                } else if rows[code] > 0 {
                    small += 1
                }
            }
            levels.append(kept)
            for code in table.codes[column] { codes.append(numbers[Int(code)]) }
        }
        (self.levels, self.codes) = (levels, codes)
        guard self.depth > 0 else { return }
        let count = table.count
        // Each depth has room for the combinations of one slice.
        var room = [Int32](repeating: 0, count: count * self.depth)
        let isComplete = room.withUnsafeMutableBufferPointer { room in
            for member in 0..<count { room[member] = Int32(member) }
            return search(.init(rebasing: room[..<count]), .init(rebasing: room[count...]), [], from: 0)
        }
        guard isComplete else { return nil }
    }

    /// What is summed over the combinations with one level of a column.
    private struct Tally {
        var members = 0
        var rows = 0
    }

    /// - Parameter room: for the combinations of the slices below this one.
    /// - Returns: whether all were found.
    private mutating func search(
        _ members: UnsafeBufferPointer<Int32>, _ room: UnsafeMutableBufferPointer<Int32>, _ items: [SliceTable.Item],
        from first: Int
    ) -> Bool {
        let (count, width) = (table.count, table.width)
        for column in first..<table.columns.count {
            var tallies = [Tally](repeating: Tally(), count: levels[column].count + 1)
            var sums = [Int](repeating: 0, count: tallies.count * width)
            codes.withUnsafeBufferPointer { codes in
                let codes = UnsafeBufferPointer(rebasing: codes[column * count..<(column + 1) * count])
                table.rowCounts.withUnsafeBufferPointer { rows in
                    table.sums.withUnsafeBufferPointer { own in
                        for member in members {
                            let member = Int(member)
                            let code = Int(codes[member])
                            tallies[code].members &+= 1
                            tallies[code].rows &+= rows[member]
                            for offset in 0..<width {
                                sums[code &* width &+ offset] &+= own[member &* width &+ offset]
                            }
                        }
                    }
                }
            }
            let isLast = items.count + 1 == depth || column + 1 == table.columns.count
            var starts: [Int] = []
            if !isLast {
                starts = place(members, by: column, tallies, in: room)
            }
            for (place, code) in levels[column].enumerated() {
                let tally = tallies[place + 1]
                guard tally.rows >= fewestRows else {
                    if tally.rows > 0 { small += 1 }
                    continue
                }
                guard found.count < limit else { return false }
                let own = items + [SliceTable.Item(column: column, code: code)]
                found.append(
                    SliceTable.Found(
                        items: own, rows: tally.rows, sums: Array(sums[(place + 1) * width..<(place + 2) * width])))
                guard !isLast else { continue }
                let start = starts[place + 1]
                guard
                    search(
                        UnsafeBufferPointer(rebasing: room[start..<start + tally.members]),
                        UnsafeMutableBufferPointer(rebasing: room[count...]), own, from: column + 1)
                else { return false }
            }
        }
        return true
    }

    /// Puts members of the same level of a column together, those of levels with enough rows only.
    ///
    /// - Returns: where those of each level start.
    private func place(
        _ members: UnsafeBufferPointer<Int32>, by column: Int, _ tallies: [Tally],
        in room: UnsafeMutableBufferPointer<Int32>
    ) -> [Int] {
        var starts = [Int](repeating: -1, count: tallies.count)
        var next = 0
        for code in 1..<tallies.count where tallies[code].rows >= fewestRows {
            starts[code] = next
            next += tallies[code].members
        }
        var ends = starts
        let first = column * table.count
        codes.withUnsafeBufferPointer { codes in
            for member in members {
                let code = Int(codes[first &+ Int(member)])
                guard ends[code] >= 0 else { continue }
                room[ends[code]] = member
                ends[code] &+= 1
            }
        }
        return starts
    }
}
