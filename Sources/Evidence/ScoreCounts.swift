/// Rows by exact score value and by whether the label is the class the score is for.
///
/// The grid is exact (METHODS §1.2): each bin holds one value, so every ranking and calibration figure equals the
/// one computed from rows.
package struct ScoreCounts: Hashable, Sendable {
    /// Ascending, distinct, finite.
    package private(set) var values: [Double]
    /// Rows of another class at each value.
    package private(set) var negatives: [Int]
    /// Rows of the class at each value.
    package private(set) var positives: [Int]
    /// Rows without a label at each value.
    package private(set) var unlabelled: [Int]

    package init() { (values, negatives, positives, unlabelled) = ([], [], [], []) }

    /// Counts by value; values ascending and distinct.
    package init(values: [Double], negatives: [Int], positives: [Int], unlabelled: [Int]? = nil) {
        precondition(zip(values, values.dropFirst()).allSatisfy { $0 < $1 }, "values ascend")
        self.values = values
        self.negatives = negatives
        self.positives = positives
        self.unlabelled = unlabelled ?? Array(repeating: 0, count: values.count)
    }

    package var positiveTotal: Int { positives.reduce(0, +) }
    package var negativeTotal: Int { negatives.reduce(0, +) }
    package var unlabelledTotal: Int { unlabelled.reduce(0, +) }
    package var total: Int { positiveTotal + negativeTotal + unlabelledTotal }

    /// Appends a value larger than all before it.
    mutating func append(_ value: Double, negatives: Int, positives: Int, unlabelled: Int) {
        values.append(value)
        self.negatives.append(negatives)
        self.positives.append(positives)
        self.unlabelled.append(unlabelled)
    }

    /// This table plus `sign` times another; values that end with no row are dropped.
    ///
    /// - Complexity: O(values of both).
    func combined(with other: ScoreCounts, sign: Int) -> ScoreCounts {
        var result = ScoreCounts()
        var (i, j) = (0, 0)
        while i < values.count || j < other.values.count {
            let takeMine = j >= other.values.count || (i < values.count && values[i] <= other.values[j])
            let takeOther = i >= values.count || (j < other.values.count && other.values[j] <= values[i])
            let value = takeMine ? values[i] : other.values[j]
            let n = (takeMine ? negatives[i] : 0) + (takeOther ? sign * other.negatives[j] : 0)
            let p = (takeMine ? positives[i] : 0) + (takeOther ? sign * other.positives[j] : 0)
            let u = (takeMine ? unlabelled[i] : 0) + (takeOther ? sign * other.unlabelled[j] : 0)
            if takeMine { i += 1 }
            if takeOther { j += 1 }
            if n != 0 || p != 0 || u != 0 { result.append(value, negatives: n, positives: p, unlabelled: u) }
        }
        return result
    }
}
