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
        let column =
            if let state = PredictionState(rawValue: prediction) { classCount + state.offset } else { Int(prediction) }
        return row * columns + column
    }

    /// The label's class, `nil` for unlabelled, and the prediction's class or state.
    package func place(of slot: Int) -> (label: Int?, prediction: Int?, state: PredictionState?) {
        let (row, column) = (slot / columns, slot % columns)
        let label = row < classCount ? row : nil
        guard column >= classCount else { return (label, column, nil) }
        return (label, nil, PredictionState.allCases.first { $0.offset == column - classCount })
    }
}

/// The counted cells of a cube, sparse: only cells with rows are there.
///
/// A reader or a counter fills one in any order; `EvidenceCube` checks it and puts it into canonical order.
package struct CubeCells: Sendable {
    /// A dimension and its levels; the code `levels.count` is the missing level.
    package struct Dimension: Hashable, Sendable {
        package let name: String
        /// Distinct by their bytes.
        package var levels: [String]

        package init(name: String, levels: [String]) {
            self.name = name
            self.levels = levels
        }
    }

    /// Rows of one combination with one label and one prediction.
    package struct Decision: Hashable, Sendable {
        package var combination: Int32
        /// A place in `DecisionSlots`.
        package let slot: Int32
        package var count: Int

        package init(combination: Int32, slot: Int32, count: Int) {
            self.combination = combination
            self.slot = slot
            self.count = count
        }
    }

    /// What is known of the label beside a score.
    package enum ScoreState: UInt8, Hashable, Sendable, CaseIterable {
        case negative, positive, unlabelled
    }

    /// Rows of one combination with one score value.
    package struct Score: Hashable, Sendable {
        package var combination: Int32
        /// An index into the values of the table.
        package var value: Int32
        package let state: ScoreState
        package var count: Int

        package init(combination: Int32, value: Int32, state: ScoreState, count: Int) {
            self.combination = combination
            self.value = value
            self.state = state
            self.count = count
        }
    }

    /// The cells of one score column.
    package struct ScoreTable: Hashable, Sendable {
        /// Distinct and finite.
        package var values: [Double]
        package var cells: [Score]

        package init(values: [Double], cells: [Score]) {
            self.values = values
            self.cells = cells
        }
    }

    package var dimensions: [Dimension]
    /// In canonical order; for a binary outcome negative first, positive second.
    package var classes: [String]
    /// The combinations that occur.
    package var combinationCount: Int
    /// Their codes one combination after another, a code a dimension.
    package var codes: [UInt32]
    package var decisions: [Decision]
    /// None, one (for the last class), or one a class.
    package var scores: [ScoreTable]

    package init(
        dimensions: [Dimension], classes: [String], combinationCount: Int = 0, codes: [UInt32] = [],
        decisions: [Decision] = [], scores: [ScoreTable] = []
    ) {
        self.dimensions = dimensions
        self.classes = classes
        self.combinationCount = combinationCount
        self.codes = codes
        self.decisions = decisions
        self.scores = scores
    }

    package var slots: DecisionSlots { DecisionSlots(classCount: classes.count) }

    /// The class whose rows are the positives of a score table.
    package func positiveClass(ofTable index: Int) -> Int { scores.count == 1 ? classes.count - 1 : index }

    /// The codes of one combination.
    func codes(of combination: Int) -> ArraySlice<UInt32> {
        codes[combination * dimensions.count..<(combination + 1) * dimensions.count]
    }

    /// The index of a dimension of these bytes.
    package func index(ofDimension name: String) -> Int? {
        dimensions.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
    }

    /// The level texts of one combination; `nil` is the missing level.
    package func levels(of combination: Int) -> [String?] {
        zip(codes(of: combination), dimensions).map { code, dimension in
            Int(code) < dimension.levels.count ? dimension.levels[Int(code)] : nil
        }
    }
}
