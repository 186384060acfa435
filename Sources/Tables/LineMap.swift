/// The physical line each row of a table starts on.
///
/// Kept as runs: rows on consecutive lines need one entry together.
struct LineMap: Sendable, Hashable {
    private var firstRows: [Int] = []
    private var firstLines: [Int] = []
    private var rowCount = 0

    /// Adds the next row.
    mutating func append(line: Int) {
        if let row = firstRows.last, let first = firstLines.last, first + (rowCount - row) == line {
            rowCount += 1
            return
        }
        firstRows.append(rowCount)
        firstLines.append(line)
        rowCount += 1
    }

    /// Adds `count` rows on consecutive lines.
    mutating func append(count: Int, from line: Int) {
        guard count > 0 else { return }
        append(line: line)
        rowCount += count - 1
    }

    /// Adds the rows of a part of the file, `lineOffset` lines further down than they say.
    mutating func append(_ part: LineMap, lineOffset: Int) {
        for run in part.firstRows.indices {
            let end = run + 1 < part.firstRows.count ? part.firstRows[run + 1] : part.rowCount
            append(count: end - part.firstRows[run], from: part.firstLines[run] + lineOffset)
        }
    }

    /// The line of row `row`, from 0; `nil` if there is no such row.
    ///
    /// - Complexity: O(log runs).
    func line(ofRow row: Int) -> Int? {
        guard row >= 0, row < rowCount else { return nil }
        var low = 0
        var high = firstRows.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if firstRows[middle] <= row { low = middle } else { high = middle }
        }
        return firstLines[low] + row - firstRows[low]
    }
}
