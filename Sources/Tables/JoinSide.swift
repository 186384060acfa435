import Storage

/// One file of a join while it is read.
struct JoinSide {
    let file: KeyedFile
    private var reading: any ChunkedReading
    private let supervisor = Supervision.current
    /// Whether whoever waits is told how far this file has been read.
    var isWatched = false
    private(set) var chunk = IdentifiedChunk()
    /// The row of the chunk, from 0, that comes next.
    private(set) var cursor = 0
    /// The row of the file, from 0, that the chunk starts with.
    private var firstRow = 0
    /// The id before the chunk; `nil` before the first row.
    private var previousID: [UInt8]?
    /// For each column asked for, its place among those that are there.
    private(set) var categoryPlaces: [Int?]
    private(set) var numberPlaces: [Int?]
    private var arePlacesKnown = false

    init(_ file: KeyedFile) throws(TableError) {
        self.file = file
        categoryPlaces = Array(repeating: nil, count: file.columns.count { $0.kind == .category })
        numberPlaces = Array(repeating: nil, count: file.columns.count { $0.kind == .number })
        reading = try TableReader.reading(
            .file(file.path), path: file.path, name: file.name,
            selection: .only([ColumnRequest(file.identifier, .identifier)] + file.columns), options: file.options)
        try reading.skipMark()
    }

    /// Rows read and not yet used.
    @inline(__always) var remaining: Int { chunk.rowCount &- cursor }
    var isAtEnd: Bool { reading.isAtEnd }
    var isClean: Bool { reading.isClean }
    /// The row of the file, from 0, that comes next.
    var row: Int { firstRow + cursor }

    /// Reads on until there are rows, or the end.
    ///
    /// - Precondition: no row is left.
    /// - Returns: whether there are new rows.
    mutating func refill() throws(TableError) -> Bool {
        if chunk.rowCount > 0 {
            let last = chunk.rowCount - 1
            previousID = Array(chunk.ids.bytes[chunk.ids.offsets[last]..<chunk.ids.offsets[last + 1]])
        }
        firstRow += chunk.rowCount
        chunk.rowCount = 0
        cursor = 0
        while chunk.rowCount == 0, !reading.isAtEnd {
            let before = reading.rowCount
            try reading.takeChunk()
            let count = reading.rowCount - before
            reading.builders?.exchange(count, with: &chunk)
            if isWatched { supervisor?.note(reading.progress) }
        }
        if !arePlacesKnown, let names = reading.builders?.names { settle(names) }
        return chunk.rowCount > 0
    }

    private mutating func settle(_ names: (categories: [String], numbers: [String])) {
        arePlacesKnown = true
        func place(_ request: ColumnRequest, among names: [String]) -> Int? {
            names.firstIndex { $0.utf8.elementsEqual(request.name.utf8) }
        }
        categoryPlaces = file.columns.filter { $0.kind == .category }.map { place($0, among: names.categories) }
        numberPlaces = file.columns.filter { $0.kind == .number }.map { place($0, among: names.numbers) }
    }

    mutating func advance(by count: Int) { cursor &+= count }

    /// Reads to the end without keeping anything.
    mutating func drain() throws(TableError) {
        while !reading.isAtEnd {
            let before = reading.rowCount
            try reading.takeChunk()
            let count = reading.rowCount - before
            reading.builders?.exchange(count, with: &chunk)
        }
        chunk.rowCount = 0
        cursor = 0
    }

    /// The table without its rows, or all that is wrong with the file.
    mutating func finishedTable() throws(TableError) -> Table { try reading.finishedTable() }

    /// Those of `order` in which the next `count` rows rise, the first of them above the row before it.
    func rising(_ count: Int, in order: IdentifierOrder) -> IdentifierOrder {
        var order = order
        chunk.ids.bytes.withUnsafeBufferPointer { bytes in
            chunk.ids.offsets.withUnsafeBufferPointer { offsets in
                @inline(__always) func id(_ row: Int) -> UnsafeBufferPointer<UInt8> {
                    UnsafeBufferPointer(rebasing: bytes[offsets[row]..<offsets[row &+ 1]])
                }
                var row = cursor
                if row == 0, count > 0 {
                    if let previousID {
                        order = previousID.withUnsafeBufferPointer { order.rising(from: $0, to: id(0)) }
                    }
                    row = 1
                }
                while row < cursor &+ count, !order.isEmpty {
                    order = order.rising(from: id(row &- 1), to: id(row))
                    row &+= 1
                }
            }
        }
        return order
    }

    /// How many of the next `limit` rows have the same ids in both files, before the first that has not.
    func commonCount(with other: borrowing JoinSide, limit: Int) -> Int {
        let (a, b) = (chunk.ids, other.chunk.ids)
        let (i, j) = (cursor, other.cursor)
        return a.offsets.withUnsafeBufferPointer { left in
            b.offsets.withUnsafeBufferPointer { right in
                a.bytes.withUnsafeBytes { x in
                    b.bytes.withUnsafeBytes { y in
                        Self.commonCount(left, i, x, right, j, y, limit: limit)
                    }
                }
            }
        }
    }

    /// As above, of texts between offsets, from the `i`th and the `j`th on.
    @inline(never)
    private static func commonCount(
        _ left: UnsafeBufferPointer<Int>, _ i: Int, _ x: UnsafeRawBufferPointer, _ right: UnsafeBufferPointer<Int>,
        _ j: Int, _ y: UnsafeRawBufferPointer, limit: Int
    ) -> Int {
        var count = 0
        while count < limit {
            let end = min(limit, count &+ comparedRowCount)
            // First by their lengths, then all their bytes at once.
            let (leftStart, rightStart) = (left[i &+ count], right[j &+ count])
            var same = count
            while same < end, left[i &+ same &+ 1] &- leftStart == right[j &+ same &+ 1] &- rightStart { same &+= 1 }
            let byteCount = left[i &+ same] &- leftStart
            let prefix = commonPrefix(x, leftStart, y, rightStart, count: byteCount)
            guard same == end, prefix == byteCount else {
                while left[i &+ same] &- leftStart > prefix { same &-= 1 }
                return same
            }
            count = end
        }
        return count
    }

    private static let comparedRowCount = 64

    /// How many bytes are the same from two places on, at most `count`.
    @inline(__always)
    private static func commonPrefix(
        _ a: UnsafeRawBufferPointer, _ i: Int, _ b: UnsafeRawBufferPointer, _ j: Int, count: Int
    ) -> Int {
        var done = 0
        while done &+ 8 <= count,
            a.loadUnaligned(fromByteOffset: i &+ done, as: UInt64.self)
                == b.loadUnaligned(fromByteOffset: j &+ done, as: UInt64.self)
        { done &+= 8 }
        while done < count, a[i &+ done] == b[j &+ done] { done &+= 1 }
        return done
    }

    /// Calls `body` with the id of each of the next `count` rows and how many rows come before it.
    @inline(__always)
    private func forEachID(_ count: Int, _ body: (Int, UnsafeBufferPointer<UInt8>) -> Void) {
        chunk.ids.bytes.withUnsafeBufferPointer { bytes in
            chunk.ids.offsets.withUnsafeBufferPointer { offsets in
                for ahead in 0..<count {
                    let row = cursor &+ ahead
                    body(ahead, UnsafeBufferPointer(rebasing: bytes[offsets[row]..<offsets[row &+ 1]]))
                }
            }
        }
    }

    /// Notes the hashes of the next ids.
    ///
    /// - Returns: the first row whose hash came before, counted from the next.
    func note(_ count: Int, in hashes: inout IdentifierHashes) -> Int? {
        var first: Int?
        forEachID(count) { ahead, id in
            if !hashes.insert(id), first == nil { first = ahead }
        }
        return first
    }

    /// Notes the next ids.
    ///
    /// - Returns: the first row whose id came before, counted from the next, and the place of that id.
    func note(_ count: Int, in ids: inout IdentifierTable) -> (ahead: Int, place: Int)? {
        var first: (ahead: Int, place: Int)?
        forEachID(count) { ahead, id in
            let (place, isNew) = ids.place(id)
            if !isNew, first == nil { first = (ahead, place) }
        }
        return first
    }

    /// The first of the next ids whose hash is known, counted from the next.
    func firstKnown(_ count: Int, in hashes: IdentifierHashes) -> Int? {
        var first: Int?
        forEachID(count) { ahead, id in
            if first == nil, hashes.contains(id) { first = ahead }
        }
        return first
    }

    /// The first of the next ids that is known, counted from the next, and its place.
    func firstKnown(_ count: Int, in ids: IdentifierTable) -> (ahead: Int, place: Int)? {
        var first: (ahead: Int, place: Int)?
        forEachID(count) { ahead, id in
            if first == nil, let place = ids.find(id) { first = (ahead, place) }
        }
        return first
    }

    /// The places of the next ids among `ids`; -1 where one is not there.
    func places(_ count: Int, in ids: IdentifierTable, into places: inout [Int]) {
        places.removeAll(keepingCapacity: true)
        chunk.ids.bytes.withUnsafeBufferPointer { bytes in
            chunk.ids.offsets.withUnsafeBufferPointer { offsets in
                ids.find(bytes, UnsafeBufferPointer(rebasing: offsets[cursor...cursor + count]), into: &places)
            }
        }
    }

    /// Works with the id of the row `ahead` rows after the next.
    @inline(__always)
    func withID<Result>(ahead: Int = 0, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        chunk.ids.bytes.withUnsafeBufferPointer { bytes in
            let row = cursor &+ ahead
            return body(UnsafeBufferPointer(rebasing: bytes[chunk.ids.offsets[row]..<chunk.ids.offsets[row &+ 1]]))
        }
    }

    /// The id of the row `ahead` rows after the next as text, for a message.
    func identifier(ahead: Int = 0) -> String { chunk.ids.text(cursor + ahead) }
}
