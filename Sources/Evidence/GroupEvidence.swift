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
    /// The scores of several classes by label and by what was decided, where they were counted so.
    package internal(set) var classScores: ClassScores?
    /// Whether there are scores that were not counted by the dimensions of this group.
    package private(set) var scoresAreElsewhere = false
    /// What is summed over rows beside their number.
    package private(set) var measures: [CubeMeasure]
    /// The sums of the rows of each slot, in the order of `DecisionSlots`, `sumCount` a slot.
    package private(set) var sums: [Int128]
    /// How finely numbers were told apart.
    package private(set) var scale: NumberScale?

    /// Its rows by blocks of clusters, where they were counted so: one element a block, in the same order for all groups
    /// of a cube; empty otherwise. Blocks have no blocks.
    package internal(set) var blocks: [GroupEvidence] = []

    private var sumCount: Int { measures.reduce(0) { $0 + $1.width } }

    /// Nobody.
    package init(
        group: GroupKey, classCount: Int, scoreTables: Int = 0, measures: [CubeMeasure] = [], scale: NumberScale? = nil
    ) {
        self.group = group
        confusion = Confusion(classCount: classCount)
        unlabelledByPrediction = Array(repeating: 0, count: classCount)
        unpredictedByLabel = [:]
        unlabelledUnpredicted = [:]
        scores = Array(repeating: ScoreCounts(), count: scoreTables)
        self.measures = measures
        self.scale = scale
        sums = []
        sums = Array(repeating: 0, count: DecisionSlots(classCount: classCount).count * sumCount)
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

    /// Evidence made of its blocks of clusters, of which there is at least one.
    package init(group: GroupKey = .overall, blocks: [GroupEvidence]) {
        precondition(!blocks.isEmpty, "a group of blocks has one")
        self = blocks.dropFirst().reduce(blocks[0]) { $0.adding($1) }
        self.group = group
        self.blocks = blocks
    }

    /// One row in one slot: how much each count of a group changes with such a row.
    package init(rowIn slot: Int, classCount: Int) {
        self.init(group: .overall, classCount: classCount)
        add(
            CubeCell(combination: 0, place: Int32(slot), count: 1), sums: [], DecisionSlots(classCount: classCount))
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

    /// The sum of a measure over the rows of each slot, in the order of `DecisionSlots`; `nil` if it was not summed.
    package func sums(of measure: CubeMeasure) -> [Double]? {
        guard let position = measures.firstIndex(of: measure), measure.power == 0 else { return nil }
        let bits = measure.fractionBits(weighted: measures.contains(.weight))
        let first = CubeMeasure.places(of: measures)[position].lowerBound
        return stride(from: first, to: sums.count, by: sumCount).map {
            FixedPoint.value(sums[$0], bits: bits)
        }
    }

    /// The exact sums of a measure over the rows of some slots, in multiples of its quantum: of what is positive and of
    /// what is negative; `nil` if it was not summed.
    package func wholeSums(
        of measure: CubeMeasure, slots: [Int]
    ) -> (plus: WideInteger, minus: WideInteger)? {
        guard let position = measures.firstIndex(of: measure) else { return nil }
        let (places, width) = (CubeMeasure.places(of: measures)[position], sumCount)
        return slots.reduce((WideInteger.zero, WideInteger.zero)) { result, slot in
            let start = slot * width
            let (plus, minus) = CubeMeasure.parts(
                sums[start + places.lowerBound..<start + places.upperBound], of: measure)
            return (result.0 + plus, result.1 + minus)
        }
    }

    /// Rows in some slots.
    package func rows(inSlots slots: [Int]) -> Int {
        let all = DecisionSlots(classCount: classCount)
        return slots.reduce(0) { sum, slot in
            let place = all.place(of: slot)
            switch (place.label, place.prediction, place.state) {
            case (let label?, let prediction?, _): return sum + confusion[label, prediction]
            case (nil, let prediction?, _): return sum + unlabelledByPrediction[prediction]
            case (let label?, nil, let state?): return sum + (unpredictedByLabel[state]?[label] ?? 0)
            case (nil, nil, let state?): return sum + (unlabelledUnpredicted[state] ?? 0)
            case (_, nil, nil): return sum
            }
        }
    }

    /// Adds the rows of a decision cell.
    mutating func add(_ cell: CubeCell, sums own: ArraySlice<Int128>, _ slots: DecisionSlots) {
        let place = slots.place(of: Int(cell.place))
        switch (place.label, place.prediction, place.state) {
        case (let label?, let prediction?, _): confusion[label, prediction] += cell.count
        case (nil, let prediction?, _): unlabelledByPrediction[prediction] += cell.count
        case (let label?, nil, let state?):
            let none = Array(repeating: 0, count: classCount)
            unpredictedByLabel[state, default: none][label] += cell.count
        case (nil, nil, let state?): unlabelledUnpredicted[state, default: 0] += cell.count
        case (_, nil, nil): preconditionFailure("a slot of the table")
        }
        let start = Int(cell.place) * own.count
        for (offset, sum) in own.enumerated() { sums[start + offset] += sum }
    }

    /// Notes that scores were counted, but not by the dimensions of this group.
    mutating func lacksScores() {
        scores = []
        classScores = nil
        scoresAreElsewhere = true
    }

    /// The same rows, not told apart by blocks.
    package var withoutBlocks: GroupEvidence {
        var evidence = self
        evidence.blocks = []
        return evidence
    }

    /// The same rows without their scores.
    package var withoutScores: GroupEvidence {
        var evidence = self
        if !scores.isEmpty { evidence.lacksScores() }
        return evidence
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
            && unlabelledUnpredicted.values.allSatisfy { $0 >= 0 } && sums.allSatisfy { $0 >= 0 }
            && scores.allSatisfy(\.hasNoNegativeCount) && classScores?.hasNoNegativeCount ?? true
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
        if blocks.count == other.blocks.count {
            result.blocks = zip(blocks, other.blocks).map { $0.combined(with: $1, sign: sign) }
        } else if rows == 0, sign > 0 {
            result.blocks = other.blocks
        } else if other.rows > 0 {
            // Rows that were not told apart by blocks leave nothing that could be.
            result.blocks = []
        }
        precondition(measures == other.measures, "the same measures")
        for index in sums.indices { result.sums[index] += Int128(sign) * other.sums[index] }
        if scoresAreElsewhere || other.scoresAreElsewhere {
            result.lacksScores()
            return result
        }
        precondition(scores.count == other.scores.count, "the same score tables")
        result.scores = zip(scores, other.scores).map { $0.combined(with: $1, sign: sign) }
        if let own = other.classScores {
            result.classScores = rows == 0 && sign > 0 ? own : classScores?.combined(with: own, sign: sign)
        } else if other.rows > 0 {
            result.classScores = nil
        }
        return result
    }
}
