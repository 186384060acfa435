import Interchange
package import Tables

extension ProxySearch.Column {
    /// A column with more different values than this, all of them numbers, is read as numbers.
    package static let mostLevels = 10

    /// A column of texts as a search reads it: as numbers where more than `mostLevels` different values are all numbers.
    package init(reading column: CategoryColumn) {
        if column.levels.count > Self.mostLevels {
            let values = column.levels.map { PlainNumber.value(of: $0) }
            if values.allSatisfy({ $0 != nil }) {
                self.init(
                    column.name,
                    numbers: column.codes.map { $0 == CategoryColumn.missing ? .nan : values[Int($0)] ?? .nan })
                return
            }
        }
        self.init(
            column.name, levelCount: column.levels.count,
            codes: column.codes.map { min($0, UInt32(column.levels.count)) })
    }
}

extension ProxySearch {
    /// One code a row for the codes of several columns, in the order of their first rows; `nil` for no column.
    package static func strata(_ columns: [[UInt32]]) -> [UInt32]? {
        var codes: [UInt32]?
        for column in columns {
            var numbers: [UInt64: UInt32] = [:]
            codes = column.indices.map { row in
                let key = UInt64(codes?[row] ?? 0) << 32 | UInt64(column[row])
                if let number = numbers[key] { return number }
                let number = UInt32(numbers.count)
                numbers[key] = number
                return number
            }
        }
        return codes
    }
}
