/// Weights that make rows look like a population in several margins at once.
///
/// Cells are scaled margin by margin until all fit (iterative proportional fitting); weights above a cap are cut and the
/// rest fitted again. Weights are relative: their mean over rows is 1.
///
/// - Source: Deming and Stephan 1940; Kish 1965 for the effect of weights; METHODS §4e.
package struct Raking: Sendable {
    /// Rows of one combination of levels.
    package struct Cell: Sendable, Hashable {
        /// By margin, the place of its level.
        package let places: [Int]
        package let rows: Int
        /// Of each row.
        package let weight: Double
    }

    /// What the rows are to look like in one column.
    package struct Margin: Sendable, Hashable {
        package let column: String
        package let levels: [String]
        /// By level; none negative, of a positive sum over levels that have rows.
        package let sizes: [Double]

        package init(column: String, levels: [String], sizes: [Double]) {
            self.column = column
            self.levels = levels
            self.sizes = sizes
        }
    }

    package let cells: [Cell]
    /// n Σw²/(Σw)²: how many times the variance of a mean grows.
    package let designEffect: Double
    /// Rows over that.
    package let effectiveRows: Double
    package let largestWeight: Double
    /// Rows whose weight was cut.
    package let cutRows: Int
    /// How far the weighted share of a level lies from the population's at most, after cutting.
    package let largestMiss: Double
    /// Whether weights came to rest.
    package let isSettled: Bool
    /// Levels of the population without a row, by margin and place: weights cannot stand for them.
    package let unreachable: [(margin: Int, place: Int)]

    /// - Parameters:
    ///   - cells: rows by the places of their levels, one place a margin; rows of a level that the population lacks are to be
    ///     left out beforehand.
    ///   - cap: the largest weight over the mean, above 1; `nil` for none.
    /// - Returns: `nil` without rows, and where a margin has no person in any level with rows.
    /// - Complexity: O(rounds × cells × margins).
    package init?(cells: [(places: [Int], rows: Int)], margins: [Margin], cap: Double? = nil) {
        let counted = cells.filter { $0.rows > 0 }.sorted { $0.places.lexicographicallyPrecedes($1.places) }
        let total = Double(counted.reduce(0) { $0 + $1.rows })
        guard total > 0, !margins.isEmpty else { return nil }
        var unreachable: [(margin: Int, place: Int)] = []
        var targets: [[Double]] = []
        for (number, margin) in margins.enumerated() {
            var seen = margin.levels.map { _ in false }
            for cell in counted { seen[cell.places[number]] = true }
            let sum = margin.sizes.indices.reduce(0) { $0 + (seen[$1] ? margin.sizes[$1] : 0) }
            guard sum > 0 else { return nil }
            for place in margin.sizes.indices where !seen[place] && margin.sizes[place] > 0 {
                unreachable.append((number, place))
            }
            targets.append(margin.sizes.indices.map { seen[$0] ? margin.sizes[$0] / sum : 0 })
        }
        var fit = RakingFit(cells: counted, targets: targets, total: total)
        var isSettled = fit.settle()
        var cut = counted.map { _ in false }
        if let cap {
            for _ in 0..<50 {
                let above = fit.weights.indices.filter { fit.weights[$0] > cap * (1 + 1e-9) }
                guard !above.isEmpty else { break }
                for index in above { cut[index] = true }
                fit.cut(at: cap)
                isSettled = fit.settle()
            }
            // The last fit may have lifted some of them again.
            fit.cut(at: cap)
        }
        fit.normalise()
        self.cells = zip(counted, fit.weights).map { Cell(places: $0.places, rows: $0.rows, weight: $1) }
        let squares = self.cells.reduce(0) { $0 + Double($1.rows) * $1.weight * $1.weight }
        designEffect = squares / total
        effectiveRows = total / designEffect
        largestWeight = fit.weights.max() ?? 1
        cutRows = counted.indices.reduce(0) { $0 + (cut[$1] ? counted[$1].rows : 0) }
        largestMiss = fit.largestMiss
        self.isSettled = isSettled
        self.unreachable = unreachable
    }
}

/// Weights on their way.
private struct RakingFit {
    let cells: [(places: [Int], rows: Int)]
    let targets: [[Double]]
    let total: Double
    private(set) var weights: [Double]

    init(cells: [(places: [Int], rows: Int)], targets: [[Double]], total: Double) {
        (self.cells, self.targets, self.total) = (cells, targets, total)
        weights = cells.map { _ in 1 }
    }

    /// Weighted rows by level of a margin.
    private func sums(_ margin: Int) -> [Double] {
        var sums = targets[margin].map { _ in 0.0 }
        for (cell, weight) in zip(cells, weights) { sums[cell.places[margin]] += Double(cell.rows) * weight }
        return sums
    }

    /// Scales until a round moves no level by more than a part in 10¹⁰; whether that was reached.
    mutating func settle() -> Bool {
        for _ in 0..<1_000 {
            var moved = 0.0
            for margin in targets.indices {
                let sums = self.sums(margin)
                let factors = zip(sums, targets[margin]).map { $0 > 0 ? $1 * total / $0 : 0 }
                for (index, cell) in cells.enumerated() {
                    let factor = factors[cell.places[margin]]
                    moved = max(moved, abs(factor - 1))
                    weights[index] *= factor
                }
            }
            if moved < 1e-10 { return true }
        }
        return false
    }

    mutating func cut(at cap: Double) { for index in weights.indices { weights[index] = min(weights[index], cap) } }

    /// Weights of mean 1.
    mutating func normalise() {
        let sum = zip(cells, weights).reduce(0) { $0 + Double($1.0.rows) * $1.1 }
        guard sum > 0 else { return }
        for index in weights.indices { weights[index] *= total / sum }
    }

    var largestMiss: Double {
        targets.indices.reduce(0) { largest, margin in
            zip(sums(margin), targets[margin]).reduce(largest) { max($0, abs($1.0 / total - $1.1)) }
        }
    }
}
