extension GroupEvidence {
    /// The same rows as a binary outcome: one class, and all others together.
    ///
    /// Scores are those of the class. Everything that was counted and summed stays; nothing of rows is needed.
    ///
    /// - Precondition: the evidence is of classes, and the index is one of them.
    /// - Complexity: O(K²), and a copy of the scores of the class.
    package func versusRest(_ index: Int) -> GroupEvidence {
        precondition(scale == nil && (0..<classCount).contains(index), "a class of classes")
        let (all, binary) = (DecisionSlots(classCount: classCount), DecisionSlots(classCount: 2))
        var result = GroupEvidence(group: group, classCount: 2, measures: measures)
        let width = sums.count / max(1, all.count)
        for slot in 0..<all.count {
            let place = all.place(of: slot)
            let label: UInt16 = place.label.map { $0 == index ? 1 : 0 } ?? LabelState.unlabelled
            let prediction: UInt16? = place.prediction.map { $0 == index ? 1 : 0 } ?? place.state?.rawValue
            let count = rows(inSlots: [slot])
            guard count > 0, let prediction else { continue }
            result.add(
                CubeCell(
                    combination: 0, place: Int32(binary.slot(label: label, prediction: prediction)), count: count),
                sums: sums[slot * width..<(slot + 1) * width], binary)
        }
        if scoresAreElsewhere {
            result.lacksScores()
        } else if scores.count == classCount {
            result.scores = [scores[index]]
        }
        result.blocks = blocks.map { $0.versusRest(index) }
        return result
    }
}
