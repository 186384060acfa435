/// The rows of one file of a join, by their ids.
struct IndexedRows {
    private(set) var ids = IdentifierTable()
    /// The row of the file, from 0, of the first id.
    private let firstRow: Int
    /// For each column asked for its place in the file's chunks, and its values.
    private let categoryPlaces: [Int?]
    private let numberPlaces: [Int?]
    private var codes: [[UInt32]]
    private var numbers: [[Double]]
    /// One bit a row: whether it met a row of the base.
    private var used: [UInt64] = []
    private var usedCount = 0

    /// No rows yet, from the next of `side` on.
    init(of side: borrowing JoinSide) {
        firstRow = side.row
        categoryPlaces = side.categoryPlaces
        numberPlaces = side.numberPlaces
        codes = Array(repeating: [], count: side.categoryPlaces.count)
        numbers = Array(repeating: [], count: side.numberPlaces.count)
    }

    /// Takes the next rows of the file.
    ///
    /// - Returns: the first of them whose id was taken before, counted from the next, and the row it was taken from.
    mutating func take(_ count: Int, of side: borrowing JoinSide) -> (ahead: Int, earlier: Int)? {
        let rows = side.cursor..<side.cursor + count
        for (column, place) in categoryPlaces.enumerated() {
            if let place { codes[column].append(contentsOf: side.chunk.codes[place][rows]) }
        }
        for (column, place) in numberPlaces.enumerated() {
            if let place { numbers[column].append(contentsOf: side.chunk.numbers[place][rows]) }
        }
        return side.note(count, in: &ids).map { ($0.ahead, firstRow + $0.place) }
    }

    /// Says that a row met one of the base.
    ///
    /// - Returns: whether it had met one before.
    mutating func use(_ place: Int) -> Bool {
        if used.count <= place >> 6 { used += Array(repeating: 0, count: (ids.count >> 6) + 1 - used.count) }
        let bit: UInt64 = 1 << UInt64(place & 63)
        if used[place >> 6] & bit != 0 { return true }
        used[place >> 6] |= bit
        usedCount += 1
        return false
    }

    var unusedCount: Int { ids.count - usedCount }

    /// The first rows that met none of the base.
    func firstUnused(_ count: Int) -> [(row: Int, identifier: String)] {
        var found: [(row: Int, identifier: String)] = []
        guard unusedCount > 0 else { return found }
        for place in 0..<ids.count where found.count < count {
            let isUsed = place >> 6 < used.count && used[place >> 6] & (1 << UInt64(place & 63)) != 0
            if !isUsed { found.append((firstRow + place, ids.text(place))) }
        }
        return found
    }

    /// Adds the values of rows to the output, from the columns on that are given, and moves these on.
    ///
    /// - Parameter places: the rows; -1 for none.
    func put(_ places: [Int], _ category: inout Int, _ number: inout Int, into output: inout ColumnChunk) {
        for (column, source) in categoryPlaces.enumerated() {
            if source == nil {
                output.codes[category].append(
                    contentsOf: repeatElement(CategoryColumn.missing, count: places.count))
            } else {
                Self.gather(codes[column], places, missing: CategoryColumn.missing, into: &output.codes[category])
            }
            category += 1
        }
        for (column, source) in numberPlaces.enumerated() {
            if source == nil {
                output.numbers[number].append(contentsOf: repeatElement(.nan, count: places.count))
            } else {
                Self.gather(numbers[column], places, missing: .nan, into: &output.numbers[number])
            }
            number += 1
        }
    }

    private static func gather<Value>(_ values: [Value], _ places: [Int], missing: Value, into output: inout [Value]) {
        output.reserveCapacity(output.count + places.count)
        for place in places { output.append(place < 0 ? missing : values[place]) }
    }
}
