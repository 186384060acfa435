/// The different combinations of codes among some rows in the order of their codes, and which one each row has.
struct RowCombinations {
    /// By row the number of its combination.
    private(set) var ofRow: [Int]
    /// How many there are.
    private(set) var count: Int
    /// Their codes one combination after another, a code for each column.
    private(set) var codes: [UInt32]
    private let width: Int

    /// The codes of one combination.
    func codes(of combination: Int) -> [UInt32] { Array(codes[combination * width..<(combination + 1) * width]) }

    /// - Parameters:
    ///   - columns: one code a row each; without one all rows are of one combination.
    ///   - count: how many rows there are.
    /// - Complexity: O(rows × columns) where a combination fits into 64 bits.
    init(of columns: [[UInt32]], count rowCount: Int) {
        width = columns.count
        ofRow = [Int](repeating: 0, count: rowCount)
        (count, codes) = (rowCount == 0 ? 0 : 1, [])
        guard rowCount > 0, !columns.isEmpty else { return }
        let widths = columns.map { codes in DigitOrder.bits(Int(codes.max() ?? 0)) }
        let bits = widths.reduce(0, +)
        guard bits <= 64 else {
            number(columns)
            return
        }
        var keys = [UInt64](repeating: 0, count: rowCount)
        for (codes, width) in zip(columns, widths) where width > 0 {
            for row in 0..<rowCount { keys[row] = keys[row] << UInt64(width) | UInt64(codes[row]) }
        }
        count = 0
        var last: UInt64?
        for row in DigitOrder.ascending(keys, bits: bits) {
            let row = Int(row)
            if last != keys[row] {
                last = keys[row]
                count += 1
                for codes in columns { self.codes.append(codes[row]) }
            }
            ofRow[row] = count - 1
        }
    }

    /// Combinations of any length, column by column.
    private mutating func number(_ columns: [[UInt32]]) {
        var combinations: [[UInt32]] = [[]]
        for column in columns {
            var numbers: [UInt64: Int] = [:]
            var next: [[UInt32]] = []
            for row in ofRow.indices {
                let key = UInt64(ofRow[row]) << 32 | UInt64(column[row])
                if let number = numbers[key] {
                    ofRow[row] = number
                } else {
                    next.append(combinations[ofRow[row]] + [column[row]])
                    numbers[key] = next.count - 1
                    ofRow[row] = next.count - 1
                }
            }
            combinations = next
        }
        let order = combinations.indices.sorted { combinations[$0].lexicographicallyPrecedes(combinations[$1]) }
        var numbers = order
        for (number, old) in order.enumerated() { numbers[old] = number }
        for row in ofRow.indices { ofRow[row] = numbers[ofRow[row]] }
        (count, codes) = (combinations.count, order.flatMap { combinations[$0] })
    }
}
