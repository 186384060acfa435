import CByteMasks

/// Complete rows of one line each, without quotes, as the places of their separators.
///
/// Good until the next scan with the same scanner.
struct PlainRows {
    let count: Int
    let columnCount: Int
    /// The byte in the window of the first row, and the byte after the last row's line feed.
    let start: Int
    let end: Int
    /// The physical line of the first row, from 1.
    let firstLine: Int
    let window: UnsafePointer<UInt8>
    /// `count × columnCount` offsets from `start`, row by row.
    fileprivate let separators: UnsafePointer<UInt32>

    /// Whether a row ends with CR LF rather than with LF alone.
    @inline(__always)
    func endsWithReturn(_ row: Int) -> Bool {
        let feed = start &+ Int(separators[row &* columnCount &+ columnCount &- 1])
        return feed > start && window[feed &- 1] == 0x0D
    }

    /// The bytes of one field; never of a quoted one.
    @inline(__always)
    func field(row: Int, column: Int) -> UnsafeBufferPointer<UInt8> {
        let index = row &* columnCount &+ column
        let from = index == 0 ? 0 : Int(separators[index &- 1]) &+ 1
        var to = Int(separators[index])
        // A line may end in CR LF; a scan lets a carriage return through nowhere else.
        if column &+ 1 == columnCount, to > from, window[start &+ to &- 1] == 0x0D { to &-= 1 }
        return UnsafeBufferPointer(start: window + start + from, count: to &- from)
    }
}

/// Finds plain rows by byte masks.
final class PlainScanner {
    private let delimiter: UInt8
    private var separators = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)
    private var lineFeeds = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)
    private var capacity = 1

    init(delimiter: UInt8) { self.delimiter = delimiter }

    deinit {
        separators.deallocate()
        lineFeeds.deallocate()
    }

    /// The plain rows from `start` on, up to the first record that is not plain or not complete.
    ///
    /// - Parameters:
    ///   - window: readable for `ByteWindow.slack` bytes beyond `end`.
    ///   - start: where a record starts.
    /// - Returns: `nil` for no row, or if any byte of the rows is part of no character.
    /// - Complexity: O(bytes).
    func rows(
        in window: UnsafePointer<UInt8>, from start: Int, to end: Int, columnCount: Int, firstLine: Int
    ) -> PlainRows? {
        let byteCount = end - start
        guard byteCount > 0 else { return nil }
        reserve(byteCount + ByteWindow.slack)
        let scan = cByteMasksScan(window + start, byteCount, delimiter, separators, lineFeeds)
        // In rows of the right shape every columnCount-th separator is a line feed and no other one is.
        var count = 0
        var last = columnCount &- 1
        while count < scan.lineFeedCount, Int(lineFeeds[count]) == last {
            count &+= 1
            last &+= columnCount
        }
        guard count > 0 else { return nil }
        let rowsEnd = Int(separators[count * columnCount - 1]) + 1
        if scan.hasHighBytes != 0, cByteMasksIsUTF8(window + start, rowsEnd) == 0 { return nil }
        return PlainRows(
            count: count, columnCount: columnCount, start: start, end: start + rowsEnd, firstLine: firstLine,
            window: window, separators: UnsafePointer(separators))
    }

    private func reserve(_ wanted: Int) {
        guard wanted > capacity else { return }
        separators.deallocate()
        lineFeeds.deallocate()
        // Pieces differ by a line or so: with room to spare, the memory touched for one serves the next.
        capacity = wanted + wanted >> 3
        separators = .allocate(capacity: capacity)
        lineFeeds = .allocate(capacity: capacity)
    }
}
