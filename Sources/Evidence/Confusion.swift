/// Counts of label × prediction over rows that have both.
package struct Confusion: Hashable, Sendable {
    /// The number of classes, K.
    package let classCount: Int
    /// K × K, row = label, column = prediction.
    package private(set) var counts: [Int]

    package init(classCount: Int) {
        self.classCount = classCount
        counts = Array(repeating: 0, count: classCount * classCount)
    }

    /// Counts given row by row; for a binary outcome [[TN, FP], [FN, TP]].
    package init(rows: [[Int]]) {
        classCount = rows.count
        counts = rows.flatMap { $0 }
        precondition(counts.count == classCount * classCount, "as many columns as rows")
    }

    package subscript(label: Int, prediction: Int) -> Int {
        get { counts[label * classCount + prediction] }
        set { counts[label * classCount + prediction] = newValue }
    }

    /// Rows with both a label and a prediction.
    package var total: Int { counts.reduce(0, +) }
    /// Rows on the diagonal.
    package var correct: Int { (0..<classCount).reduce(0) { $0 + self[$1, $1] } }
    /// Rows with label `index`.
    package func labelled(_ index: Int) -> Int { (0..<classCount).reduce(0) { $0 + self[index, $1] } }
    /// Rows with prediction `index`.
    package func predicted(_ index: Int) -> Int { (0..<classCount).reduce(0) { $0 + self[$1, index] } }

    /// Adds `sign` times another table of the same size.
    mutating func add(_ other: Confusion, sign: Int) {
        precondition(classCount == other.classCount, "tables of one size")
        for index in counts.indices { counts[index] += sign * other.counts[index] }
    }
}
