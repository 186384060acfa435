/// A square matrix that equals its transpose; only the lower triangle is meant.
package struct SymmetricMatrix: Sendable, Hashable {
    package let size: Int
    /// Line by line, all of each line.
    package var values: [Double]

    /// All 0.
    package init(size: Int) {
        self.size = size
        values = Array(repeating: 0, count: size * size)
    }

    package subscript(row: Int, column: Int) -> Double {
        get { values[max(row, column) * size + min(row, column)] }
        set { values[max(row, column) * size + min(row, column)] = newValue }
    }

    /// Some lines and the same columns, in the order given, which rises.
    package func only(_ kept: [Int]) -> SymmetricMatrix {
        var part = SymmetricMatrix(size: kept.count)
        for (i, row) in kept.enumerated() {
            for (j, column) in kept[...i].enumerated() { part.values[i * kept.count + j] = values[row * size + column] }
        }
        return part
    }
}

/// The factor L of a positive definite matrix A = L Lᵀ.
///
/// - Source: Cholesky; Golub and Van Loan 2013, §4.2.
package struct CholeskyFactor: Sendable {
    private let size: Int
    private let lower: [Double]

    /// - Returns: `nil` for a matrix that is not positive definite, as far as doubles tell.
    /// - Complexity: O(size³ / 6) products.
    package init?(_ matrix: SymmetricMatrix) {
        let size = matrix.size
        var lower = matrix.values
        let isDone = lower.withUnsafeMutableBufferPointer { l -> Bool in
            for i in 0..<size {
                for j in 0...i {
                    var sum = l[i * size + j]
                    for k in 0..<j { sum -= l[i * size + k] * l[j * size + k] }
                    if i == j {
                        guard sum > 0, sum.isFinite else { return false }
                        l[i * size + i] = sum.squareRoot()
                    } else {
                        l[i * size + j] = sum / l[j * size + j]
                    }
                }
            }
            return true
        }
        guard isDone else { return nil }
        self.size = size
        self.lower = lower
    }

    /// x with A x = b.
    package func solve(_ right: [Double]) -> [Double] {
        precondition(right.count == size, "as many sides as unknowns")
        var x = right
        lower.withUnsafeBufferPointer { l in
            x.withUnsafeMutableBufferPointer { x in
                for i in 0..<size {
                    var sum = x[i]
                    for k in 0..<i { sum -= l[i * size + k] * x[k] }
                    x[i] = sum / l[i * size + i]
                }
                for i in stride(from: size - 1, through: 0, by: -1) {
                    var sum = x[i]
                    for k in i + 1..<size { sum -= l[k * size + i] * x[k] }
                    x[i] = sum / l[i * size + i]
                }
            }
        }
        return x
    }
}
