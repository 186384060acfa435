/// Rows by score and by whether the label is the class the score is for.
///
/// On a grid of values each bin holds one value, so every ranking and calibration figure equals the one computed from
/// rows. On a binned grid (METHODS §1.2) a bin has the sums of its scores and losses, from which means are exact too;
/// what depends on the order inside a bin has bounds.
package struct ScoreCounts: Hashable, Sendable {
    package let grid: ScoreGrid
    /// Scores, or the lower edges of their bins; ascending, distinct, finite.
    package private(set) var values: [Double]
    /// Rows of another class at each value.
    package private(set) var negatives: [Int]
    /// Rows of the class at each value.
    package private(set) var positives: [Int]
    /// Rows without a label at each value.
    package private(set) var unlabelled: [Int]
    /// What is summed over rows beside their number.
    package let measures: [CubeMeasure]
    /// The sums by value, state and measure.
    package private(set) var sums: [Int128]

    package init(grid: ScoreGrid = .values, measures: [CubeMeasure] = []) {
        self.grid = grid
        self.measures = measures
        (values, negatives, positives, unlabelled, sums) = ([], [], [], [], [])
    }

    /// Counts by value; values ascending and distinct.
    package init(values: [Double], negatives: [Int], positives: [Int], unlabelled: [Int]? = nil) {
        precondition(zip(values, values.dropFirst()).allSatisfy { $0 < $1 }, "values ascend")
        self.init()
        self.values = values
        self.negatives = negatives
        self.positives = positives
        self.unlabelled = unlabelled ?? Array(repeating: 0, count: values.count)
    }

    package var positiveTotal: Int { positives.reduce(0, +) }
    package var negativeTotal: Int { negatives.reduce(0, +) }
    package var unlabelledTotal: Int { unlabelled.reduce(0, +) }
    package var total: Int { positiveTotal + negativeTotal + unlabelledTotal }

    var hasNoNegativeCount: Bool {
        (negatives + positives + unlabelled).allSatisfy { $0 >= 0 } && sums.allSatisfy { $0 >= 0 }
    }

    /// The sum of a measure over the rows of one state at each value; `nil` if it was not summed.
    package func sums(of measure: CubeMeasure, _ state: CubeCells.ScoreState) -> [Double]? {
        guard let position = measures.firstIndex(of: measure) else { return nil }
        let bits = measure.fractionBits(weighted: measures.contains(.weight))
        let first = Int(state.rawValue) * measures.count + position
        return stride(from: first, to: sums.count, by: 3 * measures.count).map {
            FixedPoint.value(sums[$0], bits: bits)
        }
    }

    /// Adds rows at a value that is not below any before it.
    mutating func add(
        _ value: Double, _ state: CubeCells.ScoreState, count: Int, sums own: some Collection<Int128>
    ) {
        if values.last != value {
            values.append(value)
            negatives.append(0)
            positives.append(0)
            unlabelled.append(0)
            for _ in 0..<3 * measures.count { sums.append(0) }
        }
        let last = values.count - 1
        switch state {
        case .negative: negatives[last] += count
        case .positive: positives[last] += count
        case .unlabelled: unlabelled[last] += count
        }
        let start = (last * 3 + Int(state.rawValue)) * measures.count
        for (offset, sum) in own.enumerated() { sums[start + offset] += sum }
    }

    /// The rows of one state.
    private func only(_ state: CubeCells.ScoreState) -> ScoreCounts {
        var result = ScoreCounts(grid: grid, measures: measures)
        for index in values.indices {
            let count = rows(index)[Int(state.rawValue)]
            guard count > 0 else { continue }
            result.add(values[index], state, count: count, sums: sums(at: index, Int(state.rawValue)))
        }
        return result
    }

    /// The positives of these rows with the negatives of others, told apart on the same grid.
    ///
    /// - Complexity: O(values of both).
    package func positives(against other: ScoreCounts) -> ScoreCounts {
        only(.positive).combined(with: other.only(.negative), sign: 1)
    }

    /// Both together.
    package func adding(_ other: ScoreCounts) -> ScoreCounts { combined(with: other, sign: 1) }

    private func rows(_ index: Int) -> [Int] { [negatives[index], positives[index], unlabelled[index]] }

    private func sums(at index: Int, _ state: Int) -> ArraySlice<Int128> {
        let start = (index * 3 + state) * measures.count
        return sums[start..<start + measures.count]
    }

    /// This table plus `sign` times another; values that end with no row are dropped.
    ///
    /// - Precondition: one grid and the same measures; a table of nobody fits all.
    /// - Complexity: O(values of both).
    func combined(with other: ScoreCounts, sign: Int) -> ScoreCounts {
        if other.values.isEmpty { return self }
        precondition(values.isEmpty || (grid == other.grid && measures == other.measures), "tables of one kind")
        var result = ScoreCounts(grid: other.grid, measures: other.measures)
        result.reserve(max(values.count, other.values.count))
        let width = 3 * result.measures.count
        var (i, j) = (0, 0)
        while i < values.count || j < other.values.count {
            let takeMine = j >= other.values.count || (i < values.count && values[i] <= other.values[j])
            let takeOther = i >= values.count || (j < other.values.count && other.values[j] <= values[i])
            var counts = takeMine ? (negatives[i], positives[i], unlabelled[i]) : (0, 0, 0)
            if takeOther {
                counts.0 += sign * other.negatives[j]
                counts.1 += sign * other.positives[j]
                counts.2 += sign * other.unlabelled[j]
            }
            if counts != (0, 0, 0) {
                result.values.append(takeMine ? values[i] : other.values[j])
                result.negatives.append(counts.0)
                result.positives.append(counts.1)
                result.unlabelled.append(counts.2)
                for offset in 0..<width {
                    result.sums.append(
                        (takeMine ? sums[i * width + offset] : 0)
                            + (takeOther ? Int128(sign) * other.sums[j * width + offset] : 0))
                }
            }
            if takeMine { i += 1 }
            if takeOther { j += 1 }
        }
        return result
    }

    private mutating func reserve(_ count: Int) {
        values.reserveCapacity(count)
        negatives.reserveCapacity(count)
        positives.reserveCapacity(count)
        unlabelled.reserveCapacity(count)
        sums.reserveCapacity(3 * count * measures.count)
    }
}
