/// Columns of levels and of numbers as the terms of a regression: of each column exactly one term is at work in a row.
///
/// A level is a term that is 1. A number is one term, standardised over all rows; where it is missing, that term is 0 and
/// one of its own is 1.
package struct MixedDesign: Sendable {
    /// A column of the data.
    package enum Column: Sendable {
        /// A level of each row, below `count`.
        case levels([UInt32], count: Int)
        /// NaN where missing.
        case numbers([Double])
    }

    package let rows: Int
    /// Columns of the data.
    package let columnCount: Int
    /// Terms, the constant not among them.
    package let termCount: Int
    /// The terms of each column.
    package let terms: [Range<Int>]
    /// Row by row, one a column: which term, and its value.
    let active: [Int32]
    let values: [Double]

    /// - Parameter mostTerms: levels of columns that have the most are taken together, the rarest first, until no more than
    ///   so many terms are left; a column keeps two of them at least.
    package init(_ columns: [Column], rows: Int, mostTerms: Int = 256) {
        self.rows = rows
        columnCount = columns.count
        let codings = Self.codings(columns, mostTerms)
        var terms: [Range<Int>] = []
        for coding in codings {
            let start = terms.last?.upperBound ?? 0
            terms.append(start..<start + coding.count)
        }
        self.terms = terms
        termCount = terms.last?.upperBound ?? 0
        let width = columns.count
        var active = [Int32](repeating: 0, count: rows * width)
        var values = [Double](repeating: 1, count: rows * width)
        for (place, column) in columns.enumerated() {
            let first = Int32(terms[place].lowerBound)
            switch (column, codings[place]) {
            case (.levels(let codes, _), .levels(let map, _)):
                for row in 0..<rows { active[row * width + place] = first + map[Int(codes[row])] }
            case (.numbers(let numbers), .number(let mean, let scale)):
                for row in 0..<rows {
                    let number = numbers[row]
                    active[row * width + place] = number.isNaN ? first + 1 : first
                    values[row * width + place] = number.isNaN ? 1 : (number - mean) * scale
                }
            default: preconditionFailure("a coding of its column")
            }
        }
        self.active = active
        self.values = values
    }

    private enum Coding {
        /// The term of each level.
        case levels([Int32], count: Int)
        case number(mean: Double, scale: Double)

        var count: Int { if case .levels(_, let count) = self { count } else { 2 } }
    }

    private static func codings(_ columns: [Column], _ mostTerms: Int) -> [Coding] {
        let counts = columns.map { column -> [Int] in
            guard case .levels(let codes, let count) = column else { return [] }
            var counts = [Int](repeating: 0, count: count)
            for code in codes { counts[Int(code)] += 1 }
            return counts
        }
        let wanted = counts.map { $0.isEmpty ? 2 : $0.count { $0 > 0 } }
        var cap = max(2, wanted.max() ?? 2)
        while cap > 2, wanted.reduce(0, { $0 + min($1, cap) }) > mostTerms { cap -= 1 }
        return zip(columns, counts).map { column, counts in
            switch column {
            case .levels:
                let order = counts.indices.filter { counts[$0] > 0 }
                    .sorted { (-counts[$0], $0) < (-counts[$1], $1) }
                let own = order.count <= cap ? order.count : cap - 1
                var map = [Int32](repeating: Int32(own), count: counts.count)
                for (term, level) in order.prefix(own).sorted().enumerated() { map[level] = Int32(term) }
                return .levels(map, count: max(1, own + (order.count > own ? 1 : 0)))
            case .numbers(let numbers): return standard(numbers)
            }
        }
    }

    private static func standard(_ numbers: [Double]) -> Coding {
        var (sum, squares) = (CompensatedSum(), CompensatedSum())
        let count = numbers.count { !$0.isNaN }
        for number in numbers where !number.isNaN { sum.add(number) }
        let mean = count > 0 ? sum.value / Double(count) : 0
        for number in numbers where !number.isNaN { squares.add((number - mean) * (number - mean)) }
        let deviation = count > 0 ? (squares.value / Double(count)).squareRoot() : 0
        return .number(mean: mean, scale: deviation > 0 && deviation.isFinite ? 1 / deviation : 0)
    }

    /// The constant and Σ term × coefficient of each of some rows.
    package func predictors(_ coefficients: [Double], of chosen: [Int]) -> [Double] {
        let width = columnCount
        return active.withUnsafeBufferPointer { active in
            values.withUnsafeBufferPointer { values in
                coefficients.withUnsafeBufferPointer { coefficients in
                    chosen.map { row in
                        var sum = coefficients[termCount]
                        for place in row * width..<(row + 1) * width {
                            sum += coefficients[Int(active[place])] * values[place]
                        }
                        return sum
                    }
                }
            }
        }
    }

    /// Adds to each term's sum its value times the row's weight; the constant's is last.
    package func accumulate(_ weights: [Double], of chosen: [Int], into sums: inout [Double]) {
        let width = columnCount
        active.withUnsafeBufferPointer { active in
            values.withUnsafeBufferPointer { values in
                sums.withUnsafeMutableBufferPointer { sums in
                    for (index, row) in chosen.enumerated() {
                        let weight = weights[index]
                        for place in row * width..<(row + 1) * width {
                            sums[Int(active[place])] += weight * values[place]
                        }
                        sums[termCount] += weight
                    }
                }
            }
        }
    }

    /// Adds Σ weight × term × term over some rows to a matrix; the lower triangle, the constant last.
    package func accumulate(_ weights: [Double], of chosen: [Int], into matrix: inout SymmetricMatrix) {
        let (width, size) = (columnCount, termCount + 1)
        active.withUnsafeBufferPointer { active in
            values.withUnsafeBufferPointer { values in
                matrix.values.withUnsafeMutableBufferPointer { matrix in
                    for (index, row) in chosen.enumerated() {
                        let weight = weights[index]
                        for i in row * width..<(row + 1) * width {
                            let (line, scaled) = (Int(active[i]) * size, weight * values[i])
                            // Terms rise from column to column, so that the second is never the larger.
                            for j in row * width...i { matrix[line + Int(active[j])] += scaled * values[j] }
                            matrix[termCount * size + Int(active[i])] += scaled
                        }
                        matrix[termCount * size + termCount] += weight
                    }
                }
            }
        }
    }
}
