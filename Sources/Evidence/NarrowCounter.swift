import Storage

/// Counts rows in memory by the combination of codes in narrow columns.
package enum NarrowCounter {
    /// Combinations that a table may tell apart: 2¹⁸ counts stay in the nearer caches.
    static let bitLimit = 18

    /// The distinct rows and how often each occurs; missing values as readers have them, in canonical order.
    ///
    /// - Parameters:
    ///   - threads: the most that count at once, each its share of the rows; the counts do not depend on it.
    ///   - rowsPerThread: the rows for which another thread pays.
    /// - Returns: `nil` if the columns have too many combinations for this way of counting.
    /// - Complexity: O(rows × columns), about half a nanosecond a row and five columns on each of two threads.
    package static func counts(
        _ columns: [NarrowColumn], rowCount: Int, threads: Int = Threads.standardCount, rowsPerThread: Int = 1 << 18
    ) -> NarrowCounts? {
        let packing = CodePacking(levelCounts: columns.map(\.levelCount))
        guard packing.bits <= bitLimit, rowCount < Int(UInt32.max), !columns.isEmpty else { return nil }
        precondition(columns.allSatisfy { $0.codes.count == rowCount }, "a code a row")
        let parts = max(1, min(threads, rowCount / rowsPerThread))
        let shares = (0..<parts).map { Share(rows: rowCount * $0 / parts..<rowCount * ($0 + 1) / parts) }
        Threads.run(parts) { index in
            shares[index].counts =
                packing.bits <= 16
                ? count(columns, packing, shares[index].rows, as: UInt16.self)
                : count(columns, packing, shares[index].rows, as: UInt32.self)
        }
        var counts = [Int](repeating: 0, count: 1 << packing.bits)
        for share in shares { for key in counts.indices { counts[key] += Int(share.counts[key]) } }
        return NarrowCounts(packing, counts)
    }

    /// The rows that one thread counts; nobody else looks at it before all have ended.
    private final class Share: @unchecked Sendable {
        let rows: Range<Int>
        var counts: [UInt32] = []

        init(rows: Range<Int>) { self.rows = rows }
    }

    /// - Parameter type: holds every key.
    private static func count<Key: FixedWidthInteger & UnsignedInteger>(
        _ columns: [NarrowColumn], _ packing: CodePacking, _ rows: Range<Int>, as type: Key.Type
    ) -> [UInt32] {
        let block = 4_096
        var counts = [UInt32](repeating: 0, count: 1 << packing.bits)
        counts.withUnsafeMutableBufferPointer { counts in
            guard let table = counts.baseAddress else { return }
            withUnsafeTemporaryAllocation(of: Key.self, capacity: block) { buffer in
                guard let keys = buffer.baseAddress else { return }
                for start in stride(from: rows.lowerBound, to: rows.upperBound, by: block) {
                    let length = min(block, rows.upperBound - start)
                    for (index, column) in columns.enumerated() {
                        column.codes.withUnsafeBufferPointer { codes in
                            guard let base = codes.baseAddress else { return }
                            pack(base + start, width: packing.widths[index], index == 0, count: length, into: keys)
                        }
                    }
                    add(keys, count: length, to: table)
                }
            }
        }
        return counts
    }

    @inline(never)
    private static func pack<Key: FixedWidthInteger & UnsignedInteger>(
        _ codes: UnsafePointer<UInt8>, width: Int, _ isFirst: Bool, count: Int, into keys: UnsafeMutablePointer<Key>
    ) {
        if isFirst {
            for row in 0..<count { keys[row] = Key(truncatingIfNeeded: codes[row]) }
        } else {
            // A product and not a shift: SSE2 shifts words by one number for all, and multiplies as fast.
            let factor = Key(truncatingIfNeeded: 1 << width)
            for row in 0..<count { keys[row] = keys[row] &* factor | Key(truncatingIfNeeded: codes[row]) }
        }
    }

    @inline(never)
    private static func add<Key: FixedWidthInteger & UnsignedInteger>(
        _ keys: UnsafePointer<Key>, count: Int, to table: UnsafeMutablePointer<UInt32>
    ) {
        for row in 0..<count { table[Int(truncatingIfNeeded: keys[row])] &+= 1 }
    }
}
