/// A column of finite numbers in double precision.
package struct NumberColumn: Sendable, Hashable {
    package let name: String
    /// One value a row; NaN where it is missing (an empty field without quotes), else finite.
    package let values: [Double]

    package init(name: String, values: [Double]) {
        self.name = name
        self.values = values
    }

    /// Whether row `row`, from 0, has no value.
    package func isMissing(_ row: Int) -> Bool { values[row].isNaN }

    /// The value of row `row`, from 0; `nil` where it is missing.
    package subscript(row: Int) -> Double? { values[row].isNaN ? nil : values[row] }

    /// How many rows have no value.
    package var missingCount: Int { values.reduce(0) { $0 + ($1.isNaN ? 1 : 0) } }

    package static func == (a: NumberColumn, b: NumberColumn) -> Bool {
        a.name == b.name && a.values.count == b.values.count
            && zip(a.values, b.values).allSatisfy { $0.bitPattern == $1.bitPattern }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        for value in values { hasher.combine(value.bitPattern) }
    }
}
