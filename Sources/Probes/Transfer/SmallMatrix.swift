import Statistics

/// A square matrix of few rows, such as one of label by prediction.
struct SmallMatrix: Sendable, Hashable {
    let size: Int
    /// Row by row.
    private(set) var cells: [Double]

    init(_ rows: [[Double]]) {
        size = rows.count
        cells = rows.flatMap { $0 }
        precondition(cells.count == size * size && size > 0, "as many columns as rows")
    }

    subscript(row: Int, column: Int) -> Double {
        get { cells[row * size + column] }
        set { cells[row * size + column] = newValue }
    }

    /// The inverse, by elimination with the largest pivot of each column; `nil` if there is none.
    ///
    /// - Complexity: O(size³).
    var inverse: SmallMatrix? {
        var left = self
        var right = SmallMatrix((0..<size).map { row in (0..<size).map { $0 == row ? 1 : 0 } })
        for column in 0..<size {
            guard let pivot = (column..<size).max(by: { abs(left[$0, column]) < abs(left[$1, column]) }),
                left[pivot, column] != 0
            else { return nil }
            for other in 0..<size {
                left.cells.swapAt(pivot * size + other, column * size + other)
                right.cells.swapAt(pivot * size + other, column * size + other)
            }
            let scale = left[column, column]
            for other in 0..<size {
                left[column, other] /= scale
                right[column, other] /= scale
            }
            for row in 0..<size where row != column {
                let factor = left[row, column]
                guard factor != 0 else { continue }
                for other in 0..<size {
                    left[row, other] -= factor * left[column, other]
                    right[row, other] -= factor * right[column, other]
                }
            }
        }
        return right.cells.allSatisfy(\.isFinite) ? right : nil
    }

    /// The largest singular value over the smallest; infinite where that is 0.
    ///
    /// - Complexity: O(size³) a sweep, few sweeps.
    /// - Source: one-sided rotations of Jacobi (Hestenes 1958).
    var condition: Double {
        var columns = (0..<size).map { column in (0..<size).map { self[$0, column] } }
        for _ in 0..<60 {
            var isOrthogonal = true
            for first in 0..<size {
                for second in first + 1..<max(first + 1, size) {
                    let a = Self.product(columns[first], columns[first])
                    let b = Self.product(columns[second], columns[second])
                    let c = Self.product(columns[first], columns[second])
                    guard abs(c) > 1e-15 * (a * b).squareRoot() else { continue }
                    isOrthogonal = false
                    let zeta = (b - a) / (2 * c)
                    let tangent = (zeta >= 0 ? 1 : -1) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
                    let cosine = 1 / (1 + tangent * tangent).squareRoot()
                    let sine = cosine * tangent
                    for row in 0..<size {
                        let (x, y) = (columns[first][row], columns[second][row])
                        columns[first][row] = cosine * x - sine * y
                        columns[second][row] = sine * x + cosine * y
                    }
                }
            }
            if isOrthogonal { break }
        }
        let lengths = columns.map { Self.product($0, $0).squareRoot() }
        guard let least = lengths.min(), let most = lengths.max(), least > 0 else { return .infinity }
        return most / least
    }

    private static func product(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
