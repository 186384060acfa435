import Storage
package import Tables

extension RowCounter {
    /// Rows that are taken in at a time.
    private static let pieceRowCount = 1 << 16

    /// Takes in the rows of a table in memory.
    ///
    /// - Parameters:
    ///   - categories: in the order of the groups' indices.
    ///   - numbers: likewise.
    ///   - threads: the most that count at once, each its share of the rows; the counts do not depend on it.
    ///   - rowsPerThread: the rows for which another thread pays.
    package mutating func consume(
        _ categories: [CategoryColumn], _ numbers: [NumberColumn], rowCount: Int,
        threads: Int = Threads.standardCount, rowsPerThread: Int = 1 << 18
    ) {
        let parts = min(threads, rowCount / rowsPerThread)
        if parts > 1 {
            let shares = (0..<parts).map {
                Share(forked, rows: rowCount * $0 / parts..<rowCount * ($0 + 1) / parts)
            }
            Threads.run(parts) { shares[$0].counter.consume(categories, numbers, shares[$0].rows) }
            var whole = self
            for share in shares { whole.merge(share.counter, codes: nil) }
            // A row that cannot be counted is told with its place, which a share does not know.
            if !whole.needsOrder {
                self = whole
                return
            }
        }
        consume(categories, numbers, 0..<rowCount)
    }

    private mutating func consume(_ categories: [CategoryColumn], _ numbers: [NumberColumn], _ rows: Range<Int>) {
        for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.pieceRowCount) {
            let piece = start..<min(rows.upperBound, start + Self.pieceRowCount)
            consume(
                ColumnChunk(
                    rowCount: piece.count, codes: categories.map { Array($0.codes[piece]) },
                    numbers: numbers.map { Array($0.values[piece]) }))
        }
    }

    /// The rows that one thread counts; nobody else looks at it before all have ended.
    private final class Share: @unchecked Sendable {
        var counter: RowCounter
        let rows: Range<Int>

        init(_ counter: RowCounter, rows: Range<Int>) {
            self.counter = counter
            self.rows = rows
        }
    }
}
