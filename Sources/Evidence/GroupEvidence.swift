package import Statistics

/// All that is counted of one group for one model: enough for every metric, with no row kept.
package struct GroupEvidence: Hashable, Sendable {
    package var group: GroupKey
    /// Label × prediction over rows that have both.
    package internal(set) var confusion: Confusion
    /// Rows without a label by predicted class.
    package internal(set) var unlabelledByPrediction: [Int]
    /// Labelled rows without a usable prediction: state × class.
    package internal(set) var unpredictedByLabel: [PredictionState: [Int]]
    /// Rows with neither, by state.
    package internal(set) var unlabelledUnpredicted: [PredictionState: Int]
    /// One table for a binary outcome (the positive class), one a class otherwise, none without scores.
    package internal(set) var scores: [ScoreCounts]

    /// Nobody.
    package init(group: GroupKey, classCount: Int, scoreTables: Int = 0) {
        self.group = group
        confusion = Confusion(classCount: classCount)
        unlabelledByPrediction = Array(repeating: 0, count: classCount)
        unpredictedByLabel = [:]
        unlabelledUnpredicted = [:]
        scores = Array(repeating: ScoreCounts(), count: scoreTables)
    }

    /// Evidence made of counts, for tests and for imports.
    package init(
        group: GroupKey = .overall, confusion: Confusion, unlabelledByPrediction: [Int]? = nil,
        scores: [ScoreCounts] = []
    ) {
        self.init(group: group, classCount: confusion.classCount)
        self.confusion = confusion
        if let unlabelledByPrediction { self.unlabelledByPrediction = unlabelledByPrediction }
        self.scores = scores
    }

    package var classCount: Int { confusion.classCount }

    /// Rows with a label and a prediction.
    package var judged: Int { confusion.total }

    /// Rows with a label.
    package var labelled: Int {
        judged + unpredictedByLabel.values.reduce(0) { $0 + $1.reduce(0, +) }
    }

    /// Rows with a class predicted, labelled or not.
    package var predicted: Int { judged + unlabelledByPrediction.reduce(0, +) }

    /// All rows.
    package var rows: Int {
        labelled + unlabelledByPrediction.reduce(0, +) + unlabelledUnpredicted.values.reduce(0, +)
    }

    /// Rows in one state of having no usable prediction.
    package func unpredicted(_ state: PredictionState) -> Int {
        (unpredictedByLabel[state]?.reduce(0, +) ?? 0) + (unlabelledUnpredicted[state] ?? 0)
    }

    /// Both together; counts are additive over disjoint rows.
    package func adding(_ other: GroupEvidence) -> GroupEvidence { combined(with: other, sign: 1) }

    /// The rows of this evidence that are not in `part`, which must be contained in it.
    package func subtracting(_ part: GroupEvidence) -> GroupEvidence {
        let rest = combined(with: part, sign: -1)
        precondition(rest.hasNoNegativeCount, "the part is contained in the whole")
        return rest
    }

    private var hasNoNegativeCount: Bool {
        confusion.counts.allSatisfy { $0 >= 0 } && unlabelledByPrediction.allSatisfy { $0 >= 0 }
            && unpredictedByLabel.values.allSatisfy { $0.allSatisfy { $0 >= 0 } }
            && unlabelledUnpredicted.values.allSatisfy { $0 >= 0 }
            && scores.allSatisfy { ($0.negatives + $0.positives + $0.unlabelled).allSatisfy { $0 >= 0 } }
    }

    private func combined(with other: GroupEvidence, sign: Int) -> GroupEvidence {
        var result = self
        result.confusion.add(other.confusion, sign: sign)
        for index in unlabelledByPrediction.indices {
            result.unlabelledByPrediction[index] += sign * other.unlabelledByPrediction[index]
        }
        for state in PredictionState.allCases {
            if let counts = other.unpredictedByLabel[state] {
                let mine = unpredictedByLabel[state] ?? Array(repeating: 0, count: counts.count)
                let sum = zip(mine, counts).map { $0 + sign * $1 }
                // A state that no row is in has no entry, so that equal counts are equal evidence.
                result.unpredictedByLabel[state] = sum.contains { $0 != 0 } ? sum : nil
            }
            if let count = other.unlabelledUnpredicted[state] {
                let sum = (unlabelledUnpredicted[state] ?? 0) + sign * count
                result.unlabelledUnpredicted[state] = sum != 0 ? sum : nil
            }
        }
        precondition(scores.count == other.scores.count, "the same score tables")
        result.scores = zip(scores, other.scores).map { $0.combined(with: $1, sign: sign) }
        return result
    }
}
