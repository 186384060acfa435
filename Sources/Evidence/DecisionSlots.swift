/// Where a decision cell stands in the table of one combination: (K labels + unlabelled) × (K predictions + 3 states).
package struct DecisionSlots: Hashable, Sendable {
    package let classCount: Int

    package init(classCount: Int) { self.classCount = classCount }

    /// Predictions and states: the width of a row of slots.
    package var columns: Int { classCount + PredictionState.allCases.count }
    /// All slots of a combination.
    package var count: Int { (classCount + 1) * columns }

    /// The slot of a row.
    ///
    /// - Parameters:
    ///   - label: a class's index, or `LabelState.unlabelled`.
    ///   - prediction: a class's index, or a `PredictionState`'s raw value.
    package func slot(label: UInt16, prediction: UInt16) -> Int {
        let row = label == LabelState.unlabelled ? classCount : Int(label)
        return row * columns + column(of: prediction)
    }

    /// Where in a row of slots a prediction stands: a class's index, or behind them a state.
    package func column(of prediction: UInt16) -> Int {
        if let state = PredictionState(rawValue: prediction) { classCount + state.offset } else { Int(prediction) }
    }

    /// The label's class, `nil` for unlabelled, and the prediction's class or state.
    package func place(of slot: Int) -> (label: Int?, prediction: Int?, state: PredictionState?) {
        let (row, column) = (slot / columns, slot % columns)
        let label = row < classCount ? row : nil
        guard column >= classCount else { return (label, column, nil) }
        return (label, nil, PredictionState.allCases.first { $0.offset == column - classCount })
    }
}
