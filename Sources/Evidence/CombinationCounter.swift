/// Counts rows by the combination of codes in several columns, chunk by chunk, and adds up what they bring along.
///
/// Codes are packed into one number a row, each column in as many bits as its largest code so far needs; rows are then
/// counted in a dense table while that is small, in a hash table when it is not. Nothing depends on the order of rows
/// but the order of cells, which `cells` makes canonical.
package struct CombinationCounter: Sendable {
    /// Up to this many bits the table is dense: four million counts, 32 MB. Tables with sums are always hashed.
    static let denseBits = 22

    private var widths: [Int]
    private var dense: [Int]
    private var hashed: HashedCounts?
    private var packed: [UInt64] = []
    /// How many sums a combination has.
    package let measureCount: Int

    /// - Parameters:
    ///   - columnCount: how many columns a combination has.
    ///   - measureCount: how many sums are kept beside the rows.
    package init(columnCount: Int, measureCount: Int = 0) {
        self.measureCount = measureCount
        widths = Array(repeating: 1, count: columnCount)
        if columnCount > Self.denseBits || measureCount > 0 {
            hashed = HashedCounts(measureCount: measureCount)
            dense = []
        } else {
            dense = Array(repeating: 0, count: 1 << columnCount)
        }
    }

    /// Counts the rows of a chunk.
    ///
    /// - Parameters:
    ///   - columns: as many code arrays as the counter has columns, `rowCount` codes each; the largest code possible
    ///     (all bits set) stands for a missing value.
    ///   - times: how often each row counts; `nil` for once each.
    ///   - sums: for each measure what each row adds.
    /// - Returns: whether they were counted: not if a combination needs more than 64 bits, which leaves all as it was.
    /// - Complexity: O(rows × (columns + measures)).
    package mutating func count(
        _ columns: [[UInt32]], rowCount: Int, times: [Int]? = nil, sums: [[Int128]] = []
    ) -> Bool {
        precondition(columns.count == widths.count && columns.allSatisfy { $0.count == rowCount }, "a code a row")
        precondition(sums.count == measureCount && sums.allSatisfy { $0.count == rowCount }, "a sum a row")
        guard grow(for: columns) else { return false }
        if packed.count < rowCount { packed = Array(repeating: 0, count: rowCount) }
        Self.pack(columns, widths: widths, rowCount: rowCount, into: &packed)
        if hashed != nil {
            if times == nil, sums.isEmpty {
                hashed?.count(packed, rowCount: rowCount)
            } else {
                hashed?.count(packed, rowCount: rowCount, times: times, sums: sums)
            }
        } else if let times {
            for row in 0..<rowCount { dense[Int(truncatingIfNeeded: packed[row])] += times[row] }
        } else {
            Self.count(packed, rowCount: rowCount, into: &dense)
        }
        return true
    }

    /// One combination and its rows.
    package struct Cell: Hashable, Sendable {
        /// One code a column; all bits set where the value is missing.
        package var codes: [UInt32]
        package let count: Int
        package var sums: [Int128] = []
    }

    /// The occupied cells column by column, sorted by their codes with missing values last.
    package struct Columns: Sendable {
        /// By column one code a cell; all bits set where the value is missing.
        package let codes: [[UInt32]]
        package let counts: [Int]
        /// By measure one sum a cell.
        package let sums: [[Int128]]
    }

    /// The occupied cells without a list for each.
    ///
    /// - Complexity: O(cells × (columns + measures)), and O(table) where that is dense.
    package func columns() -> Columns {
        var (keys, counts): ([UInt64], [Int]) = ([], [])
        var places: [Int] = []
        if let hashed {
            hashed.forEachPlace { place, key, count in
                keys.append(key)
                counts.append(count)
                places.append(place)
            }
        } else {
            for (key, count) in dense.enumerated() where count > 0 {
                keys.append(UInt64(key))
                counts.append(count)
            }
        }
        let order = DigitOrder.ascending(keys.map { Self.rank($0, widths: widths) }, bits: widths.reduce(0, +))
        var shift: UInt64 = 0
        let codes = widths.map { width -> [UInt32] in
            defer { shift += UInt64(width) }
            let mask: UInt64 = .max >> UInt64(64 - width)
            // Missing is packed as 0, code c as c + 1.
            return order.map { UInt32(truncatingIfNeeded: (keys[Int($0)] &>> shift) & mask) &- 1 }
        }
        return Columns(
            codes: codes, counts: order.map { counts[Int($0)] },
            sums: (0..<measureCount).map { measure in
                order.map { hashed?.sum(measure, atPlace: places[Int($0)]) ?? 0 }
            })
    }

    /// The occupied cells, in the same order.
    package func cells() -> [Cell] {
        let columns = columns()
        return columns.counts.indices.map { cell in
            Cell(
                codes: columns.codes.map { $0[cell] }, count: columns.counts[cell],
                sums: columns.sums.map { $0[cell] })
        }
    }

    /// A number that orders keys as their codes do: the first column leads, and missing is packed as the largest code.
    private static func rank(_ key: UInt64, widths: [Int]) -> UInt64 {
        var (rest, rank) = (key, 0 as UInt64)
        for width in widths {
            let mask: UInt64 = .max >> UInt64(64 - width)
            rank = (width < 64 ? rank << UInt64(width) : 0) | ((rest & mask) &- 1) & mask
            rest = width < 64 ? rest >> UInt64(width) : 0
        }
        return rank
    }

    /// Adds cells that were counted elsewhere.
    ///
    /// - Returns: whether they were; see `count`.
    package mutating func add(_ cells: [Cell]) -> Bool {
        // In pieces, so that columns of codes need no more memory than a chunk's.
        for start in stride(from: 0, to: cells.count, by: 1 << 14) {
            let piece = cells[start..<min(cells.count, start + 1 << 14)]
            let columns = widths.indices.map { column in piece.map { $0.codes[column] } }
            let sums = (0..<measureCount).map { measure in piece.map { $0.sums[measure] } }
            guard count(columns, rowCount: piece.count, times: piece.map(\.count), sums: sums) else { return false }
        }
        return true
    }

    // MARK: Merging

    /// Adds the counts and sums of another counter of as many columns and measures, packed as they are.
    ///
    /// - Parameter recoding: for each column, the code here of each code there; `nil` where codes mean the same.
    /// - Returns: whether they were added: not if a combination needs more than 64 bits, which leaves all as it was.
    /// - Complexity: O(cells × (columns + measures)), or O(table) where that is dense.
    mutating func merge(_ other: CombinationCounter, recoding: [[UInt32]?]) -> Bool {
        precondition(other.widths.count == widths.count && recoding.count == widths.count, "the same columns")
        precondition(other.measureCount == measureCount, "the same sums")
        let needed = zip(other.widths, recoding).map { width, codes in
            codes.map { 32 - ($0.max().map { $0 &+ 1 } ?? 0).leadingZeroBitCount } ?? width
        }
        guard widen(to: zip(widths, needed).map { max($0, $1) }) else { return false }
        if let table = other.hashed {
            hashed?.reserve(table.used)
            table.forEach { key, count, sums in
                add(recoded(key, from: other.widths, by: recoding), count: count, sums: sums)
            }
        } else {
            for (key, count) in other.dense.enumerated() where count > 0 {
                add(recoded(UInt64(key), from: other.widths, by: recoding), count: count, sums: [])
            }
        }
        return true
    }

    private mutating func add(_ key: UInt64, count: Int, sums: ArraySlice<Int128>) {
        if hashed != nil {
            hashed?.add(key, count: count, sums: sums)
        } else {
            dense[Int(truncatingIfNeeded: key)] += count
        }
    }

    /// A combination packed in other widths, and of other codes, as it is packed here.
    private func recoded(_ key: UInt64, from others: [Int], by recoding: [[UInt32]?]) -> UInt64 {
        var rest = key
        var result: UInt64 = 0
        var shift: UInt64 = 0
        for column in widths.indices {
            // Missing is packed as 0, code c as c + 1.
            var part = rest & (.max >> UInt64(64 - others[column]))
            rest = others[column] < 64 ? rest >> UInt64(others[column]) : 0
            if part > 0, let codes = recoding[column] { part = UInt64(codes[Int(part) - 1]) + 1 }
            result |= part << shift
            shift += UInt64(widths[column])
        }
        return result
    }

    // MARK: Packing

    /// Widens the columns whose codes have grown, and moves the counts.
    private mutating func grow(for columns: [[UInt32]]) -> Bool {
        var wider = widths
        for (index, codes) in columns.enumerated() {
            // Missing wraps to 0, code c is c + 1.
            var bits: UInt32 = 0
            for code in codes { bits |= code &+ 1 }
            wider[index] = max(wider[index], 32 - bits.leadingZeroBitCount)
        }
        return widen(to: wider)
    }

    /// Moves the counts to a table of wider columns.
    private mutating func widen(to wider: [Int]) -> Bool {
        guard wider != widths else { return true }
        let total = wider.reduce(0, +)
        guard total <= 64 else { return false }
        let old = cells()
        widths = wider
        if total > Self.denseBits || measureCount > 0 {
            var table = HashedCounts(measureCount: measureCount)
            for cell in old { table.add(Self.pack(cell.codes, widths: wider), count: cell.count, sums: cell.sums[...]) }
            hashed = table
            dense = []
        } else {
            dense = Array(repeating: 0, count: 1 << total)
            for cell in old { dense[Int(Self.pack(cell.codes, widths: wider))] = cell.count }
        }
        return true
    }

    private static func pack(_ codes: [UInt32], widths: [Int]) -> UInt64 {
        var key: UInt64 = 0
        var shift = 0
        for (code, width) in zip(codes, widths) {
            key |= UInt64(code &+ 1) << UInt64(shift)
            shift += width
        }
        return key
    }

    @inline(never)
    private static func pack(_ columns: [[UInt32]], widths: [Int], rowCount: Int, into packed: inout [UInt64]) {
        var shift: UInt64 = 0
        for (index, codes) in columns.enumerated() {
            if index == 0 {
                for row in 0..<rowCount { packed[row] = UInt64(codes[row] &+ 1) }
            } else {
                for row in 0..<rowCount { packed[row] |= UInt64(codes[row] &+ 1) &<< shift }
            }
            shift &+= UInt64(widths[index])
        }
        if columns.isEmpty { for row in 0..<rowCount { packed[row] = 0 } }
    }

    @inline(never)
    private static func count(_ packed: [UInt64], rowCount: Int, into dense: inout [Int]) {
        for row in 0..<rowCount { dense[Int(truncatingIfNeeded: packed[row])] += 1 }
    }
}
