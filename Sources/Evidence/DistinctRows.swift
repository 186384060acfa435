package import Tables

/// Reduces a table to its distinct rows and how often each occurs, while it is read: no row has to be kept, and what
/// can be asked of the rows can be asked of these.
///
/// Worth it where columns hold few different values; a column of ids would make every row distinct.
package struct DistinctRows: ColumnConsumer, Sendable {
    private let categoryCount: Int
    private let numberCount: Int
    private var counter: CombinationCounter
    private var values: [ValueDictionary]
    private var valueCodes: [[UInt32]]
    /// Whether all rows could be counted; not when there are more combinations than 64 bits can tell apart.
    package private(set) var isComplete = true

    /// - Parameters:
    ///   - categoryCount: the category columns that the table is read with.
    ///   - numberCount: its number columns.
    package init(categoryCount: Int, numberCount: Int) {
        self.categoryCount = categoryCount
        self.numberCount = numberCount
        counter = CombinationCounter(columnCount: categoryCount + numberCount)
        values = Array(repeating: ValueDictionary(), count: numberCount)
        valueCodes = Array(repeating: [], count: numberCount)
    }

    package mutating func consume(_ chunk: borrowing ColumnChunk) {
        guard isComplete else { return }
        for index in 0..<numberCount { values[index].code(chunk.numbers[index], into: &valueCodes[index]) }
        isComplete = counter.count(chunk.codes + valueCodes, rowCount: chunk.rowCount)
    }

    /// The distinct rows, in canonical order of their codes.
    package struct Columns: Sendable {
        /// Codes by category column.
        package let codes: [[UInt32]]
        /// Values by number column; NaN where missing.
        package let numbers: [[Double]]
        /// How many rows each stands for; at least 1.
        package let multiplicities: [Int]
    }

    /// What was counted, once the table has been read without fault.
    package func columns() -> Columns {
        let cells = counter.cells()
        return Columns(
            codes: (0..<categoryCount).map { column in cells.map { $0.codes[column] } },
            numbers: (0..<numberCount).map { column in
                cells.map { cell in
                    let code = cell.codes[categoryCount + column]
                    return code == CategoryColumn.missing ? .nan : values[column].values[Int(code)]
                }
            }, multiplicities: cells.map(\.count))
    }
}

/// Gives each different double a code, in the order of first appearance; −0 is 0, NaN is missing.
struct ValueDictionary: Sendable {
    private(set) var values: [Double] = []
    /// The code plus one; 0 where a slot is free.
    private var slots = [UInt32](repeating: 0, count: 1 << 12)

    /// The codes of `numbers`.
    @inline(never)
    mutating func code(_ numbers: [Double], into codes: inout [UInt32]) {
        codes.removeAll(keepingCapacity: true)
        for number in numbers { codes.append(number.isNaN ? CategoryColumn.missing : code(number)) }
    }

    private mutating func code(_ number: Double) -> UInt32 {
        let value = number == 0 ? 0 : number
        let mask = slots.count &- 1
        var slot = Self.slot(value) & mask
        while slots[slot] != 0 {
            let code = slots[slot] &- 1
            if values[Int(code)] == value { return code }
            slot = (slot &+ 1) & mask
        }
        values.append(value)
        slots[slot] = UInt32(truncatingIfNeeded: values.count)
        if values.count &* 2 > slots.count { grow() }
        return UInt32(truncatingIfNeeded: values.count &- 1)
    }

    private static func slot(_ value: Double) -> Int {
        Int(truncatingIfNeeded: (value.bitPattern &* 0x9E37_79B9_7F4A_7C15) >> 24)
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for (code, value) in values.enumerated() {
            var slot = Self.slot(value) & mask
            while slots[slot] != 0 { slot = (slot &+ 1) & mask }
            slots[slot] = UInt32(truncatingIfNeeded: code &+ 1)
        }
    }
}
