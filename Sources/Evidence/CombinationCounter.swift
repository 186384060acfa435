/// Counts rows by the combination of codes in several columns, chunk by chunk.
///
/// Codes are packed into one number a row, each column in as many bits as its largest code so far needs; rows are then
/// counted in a dense table while that is small, in a hash table when it is not. Nothing depends on the order of rows
/// but the order of cells, which `cells` makes canonical.
package struct CombinationCounter: Sendable {
    /// Up to this many bits the table is dense: four million counts, 32 MB.
    static let denseBits = 22

    private var widths: [Int]
    private var dense: [Int]
    private var hashed: HashedCounts?
    private var packed: [UInt64] = []

    /// - Parameter columnCount: how many columns a combination has.
    package init(columnCount: Int) {
        widths = Array(repeating: 1, count: columnCount)
        dense = Array(repeating: 0, count: 1 << columnCount)
        if columnCount > Self.denseBits {
            hashed = HashedCounts()
            dense = []
        }
    }

    /// Counts the rows of a chunk.
    ///
    /// - Parameters:
    ///   - columns: as many code arrays as the counter has columns, `rowCount` codes each; the largest code possible
    ///     (all bits set) stands for a missing value.
    /// - Returns: whether they were counted: not if a combination needs more than 64 bits, which leaves all as it was.
    /// - Complexity: O(rows × columns).
    package mutating func count(_ columns: [[UInt32]], rowCount: Int) -> Bool {
        precondition(columns.count == widths.count && columns.allSatisfy { $0.count == rowCount }, "a code a row")
        guard grow(for: columns) else { return false }
        if packed.count < rowCount { packed = Array(repeating: 0, count: rowCount) }
        Self.pack(columns, widths: widths, rowCount: rowCount, into: &packed)
        if hashed != nil {
            hashed?.count(packed, rowCount: rowCount)
        } else {
            Self.count(packed, rowCount: rowCount, into: &dense)
        }
        return true
    }

    /// One combination and its rows.
    package struct Cell: Hashable, Sendable {
        /// One code a column; all bits set where the value is missing.
        package let codes: [UInt32]
        package let count: Int
    }

    /// The occupied cells, sorted by their codes with missing values last.
    package func cells() -> [Cell] {
        var found: [(key: UInt64, count: Int)] = []
        if let hashed {
            found = hashed.entries()
        } else {
            for (key, count) in dense.enumerated() where count > 0 { found.append((UInt64(key), count)) }
        }
        return found.map { Cell(codes: Self.unpack($0.key, widths: widths), count: $0.count) }
            .sorted { $0.codes.lexicographicallyPrecedes($1.codes) }
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
        guard wider != widths else { return true }
        let total = wider.reduce(0, +)
        guard total <= 64 else { return false }
        let old = cells()
        widths = wider
        if total > Self.denseBits {
            var table = HashedCounts()
            for cell in old { table.add(Self.pack(cell.codes, widths: wider), count: cell.count) }
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

    private static func unpack(_ key: UInt64, widths: [Int]) -> [UInt32] {
        var rest = key
        return widths.map { width in
            let code = UInt32(truncatingIfNeeded: rest & ((1 << UInt64(width)) - 1))
            rest = width < 64 ? rest >> UInt64(width) : 0
            return code &- 1
        }
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

/// Counts by 64-bit key, by open addressing.
private struct HashedCounts: Sendable {
    private var keys: [UInt64]
    private var counts: [Int]
    private var used = 0
    private var mask: Int

    init() {
        keys = Array(repeating: 0, count: 1 << 12)
        counts = Array(repeating: 0, count: 1 << 12)
        mask = keys.count - 1
    }

    @inline(never)
    mutating func count(_ packed: [UInt64], rowCount: Int) {
        for row in 0..<rowCount { add(packed[row], count: 1) }
    }

    @inline(__always)
    mutating func add(_ key: UInt64, count: Int) {
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20) & mask
        // A free slot has no rows, so that every key can be told from it.
        while counts[slot] != 0, keys[slot] != key { slot = (slot &+ 1) & mask }
        if counts[slot] == 0 {
            keys[slot] = key
            used &+= 1
        }
        counts[slot] += count
        if used &* 2 > keys.count { grow() }
    }

    private mutating func grow() {
        let (oldKeys, oldCounts) = (keys, counts)
        keys = Array(repeating: 0, count: oldKeys.count * 2)
        counts = Array(repeating: 0, count: oldKeys.count * 2)
        mask = keys.count - 1
        used = 0
        for (key, count) in zip(oldKeys, oldCounts) where count > 0 { add(key, count: count) }
    }

    func entries() -> [(key: UInt64, count: Int)] {
        zip(keys, counts).filter { $0.1 > 0 }.map { ($0.0, $0.1) }
    }
}
