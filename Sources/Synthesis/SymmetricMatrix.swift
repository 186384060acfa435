/// A symmetric matrix of which the lower triangle is kept, for a handful of coefficients.
struct SymmetricMatrix: Sendable {
    let size: Int
    /// Row after row, the diagonal last in each: element (i, j), j ≤ i, is at i(i+1)/2 + j.
    private var lower: [Double]

    init(size: Int) {
        self.size = size
        lower = [Double](repeating: 0, count: size * (size + 1) / 2)
    }

    /// Adds weight · v vᵀ.
    mutating func add(_ vector: [Double], weight: Double) {
        var position = 0
        for row in 0..<size {
            let scaled = weight * vector[row]
            for column in 0...row {
                lower[position] += scaled * vector[column]
                position += 1
            }
        }
    }

    mutating func addToDiagonal(at index: Int, _ value: Double) {
        lower[index * (index + 1) / 2 + index] += value
    }

    /// The x for which (this) x = `right`, by Cholesky factors; `nil` if the matrix is not positive definite.
    ///
    /// - Complexity: O(size³).
    func solve(_ right: [Double]) -> [Double]? {
        var factor = lower
        func at(_ row: Int, _ column: Int) -> Int { row * (row + 1) / 2 + column }
        for row in 0..<size {
            for column in 0...row {
                var sum = factor[at(row, column)]
                for inner in 0..<column { sum -= factor[at(row, inner)] * factor[at(column, inner)] }
                if row == column {
                    // A pivot that has lost nearly all of its size to the others is a feature they already hold.
                    guard sum > 1e-12 * lower[at(row, row)] else { return nil }
                    factor[at(row, row)] = sum.squareRoot()
                } else {
                    factor[at(row, column)] = sum / factor[at(column, column)]
                }
            }
        }
        var solution = right
        for row in 0..<size {
            for inner in 0..<row { solution[row] -= factor[at(row, inner)] * solution[inner] }
            solution[row] /= factor[at(row, row)]
        }
        for row in (0..<size).reversed() {
            for inner in (row + 1)..<size { solution[row] -= factor[at(inner, row)] * solution[inner] }
            solution[row] /= factor[at(row, row)]
        }
        return solution
    }
}
