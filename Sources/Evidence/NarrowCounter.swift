package import Tables

/// A category column of few levels with a byte a row, so that ten million rows can be counted in milliseconds.
package struct NarrowColumn: Sendable, Hashable {
    /// The most levels a column may have.
    package static let levelLimit = 255
    /// One code a row; `levelCount` where the value is missing.
    let codes: [UInt8]
    let levelCount: Int

    /// - Returns: `nil` for a column of too many levels.
    package init?(_ column: CategoryColumn) {
        guard column.levels.count <= Self.levelLimit else { return nil }
        levelCount = column.levels.count
        // All bits set, which stands for missing, is cut to 255 and then made the code behind the levels.
        let missing = UInt8(levelCount)
        codes = column.codes.map { $0 == CategoryColumn.missing ? missing : UInt8(truncatingIfNeeded: $0) }
    }

    /// Bits that a code takes.
    fileprivate var width: Int { Int.bitWidth - levelCount.leadingZeroBitCount }
}

/// Counts rows in memory by the combination of codes in narrow columns.
package enum NarrowCounter {
    /// Combinations that a table may tell apart: 2¹⁸ counts stay in the nearer caches.
    static let bitLimit = 18

    /// The distinct rows and how often each occurs; missing values as readers have them, in canonical order.
    ///
    /// - Returns: `nil` if the columns have too many combinations for this way of counting.
    /// - Complexity: O(rows × columns), about a nanosecond and a half a row and five columns.
    package static func entries(_ columns: [NarrowColumn], rowCount: Int) -> RowCounter.Entries? {
        let bits = columns.reduce(0) { $0 + $1.width }
        guard bits <= bitLimit, rowCount < Int(UInt32.max), !columns.isEmpty else { return nil }
        precondition(columns.allSatisfy { $0.codes.count == rowCount }, "a code a row")
        var counts = [UInt32](repeating: 0, count: 1 << bits)
        count(columns, rowCount: rowCount, into: &counts)
        var cells: [(codes: [UInt32], count: Int)] = []
        for (key, count) in counts.enumerated() where count > 0 {
            var rest = key
            var codes: [UInt32] = []
            // The last column stands in the lowest bits.
            for column in columns.reversed() {
                let code = rest & (1 << column.width - 1)
                codes.append(code == column.levelCount ? CategoryColumn.missing : UInt32(code))
                rest >>= column.width
            }
            cells.append((codes.reversed(), Int(count)))
        }
        return RowCounter.Entries(
            codes: columns.indices.map { column in cells.map { $0.codes[column] } }, decisions: [],
            otherDecisions: [], scores: [], multiplicities: cells.map(\.count), sums: [])
    }

    private static func count(_ columns: [NarrowColumn], rowCount: Int, into counts: inout [UInt32]) {
        let block = 4_096
        counts.withUnsafeMutableBufferPointer { counts in
            guard let table = counts.baseAddress else { return }
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: block) { buffer in
                guard let keys = buffer.baseAddress else { return }
                for start in stride(from: 0, to: rowCount, by: block) {
                    let length = min(block, rowCount - start)
                    for (index, column) in columns.enumerated() {
                        column.codes.withUnsafeBufferPointer { codes in
                            guard let base = codes.baseAddress else { return }
                            pack(
                                base + start, width: UInt32(column.width), isFirst: index == 0, count: length,
                                into: keys)
                        }
                    }
                    add(keys, count: length, to: table)
                }
            }
        }
    }

    @inline(never)
    private static func pack(
        _ codes: UnsafePointer<UInt8>, width: UInt32, isFirst: Bool, count: Int, into keys: UnsafeMutablePointer<UInt32>
    ) {
        if isFirst {
            for row in 0..<count { keys[row] = UInt32(codes[row]) }
        } else {
            for row in 0..<count { keys[row] = keys[row] &<< width | UInt32(codes[row]) }
        }
    }

    @inline(never)
    private static func add(_ keys: UnsafePointer<UInt32>, count: Int, to table: UnsafeMutablePointer<UInt32>) {
        for row in 0..<count { table[Int(keys[row])] &+= 1 }
    }
}
