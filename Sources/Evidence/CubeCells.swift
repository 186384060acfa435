/// The counted cells of a cube: a decision table over all dimensions, and score tables over some of them.
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

    /// What is known of the label beside a score.
    package enum ScoreState: UInt8, Hashable, Sendable, CaseIterable {
        case negative, positive, unlabelled
    }

    /// The cells of one score column over one margin.
    package struct ScoreTable: Hashable, Sendable {
        /// An index into the score columns.
        package let column: Int
        /// Distinct and finite: the scores themselves, or the lower edges of the bins they lie in.
        package var values: [Double]
        /// A place is index of the value × states + state; a state is a `ScoreState`, or one of `slots`.
        package var table: CellTable
        /// Where the scores of each class are told apart by label and prediction: what their states are.
        package let slots: DecisionSlots?

        package init(column: Int = 0, values: [Double], table: CellTable, slots: DecisionSlots? = nil) {
            self.column = column
            self.values = values
            self.table = table
            self.slots = slots
        }

        /// How many states a value is told apart by.
        package var stateCount: Int { Self.stateCount(slots) }

        static func stateCount(_ slots: DecisionSlots?) -> Int { slots?.count ?? ScoreState.allCases.count }

        package static func place(value: Int, _ state: ScoreState) -> Int32 { Int32(value * 3 + Int(state.rawValue)) }

        /// The index of the value, and the state of the label beside the class of the column.
        package func parts(ofPlace place: Int32) -> (value: Int, state: ScoreState) {
            let (value, state) = Int(place).quotientAndRemainder(dividingBy: stateCount)
            guard let slots else {
                return (value, state == 0 ? .negative : state == 1 ? .positive : .unlabelled)
            }
            guard let label = slots.place(of: state).label else { return (value, .unlabelled) }
            return (value, label == column ? .positive : .negative)
        }

        /// The same cells with other scores.
        func with(values: [Double]? = nil, table: CellTable) -> ScoreTable {
            ScoreTable(column: column, values: values ?? self.values, table: table, slots: slots)
        }
    }

    package var dimensions: [Dimension]
    /// In canonical order; for a binary outcome negative first, positive second.
    package var classes: [String]
    /// Over all dimensions; a place is one of `slots`.
    package var decisions: CellTable
    /// One for each margin and score column: none, one column (for the last class), or one a class.
    package var scores: [ScoreTable]

    /// - Parameter decisions: over all dimensions in their order; none without one.
    package init(dimensions: [Dimension], classes: [String], decisions: CellTable? = nil, scores: [ScoreTable] = []) {
        self.dimensions = dimensions
        self.classes = classes
        self.decisions = decisions ?? CellTable(margin: Array(dimensions.indices))
        self.scores = scores
    }

    package var slots: DecisionSlots { DecisionSlots(classCount: classes.count) }

    /// The index of a dimension of these bytes.
    package func index(ofDimension name: String) -> Int? {
        dimensions.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
    }

    /// The level texts of one combination of a table; `nil` is the missing level.
    package func levels(of combination: Int, in table: CellTable) -> [String?] {
        zip(table.codes(of: combination), table.margin).map { code, index in
            let levels = dimensions[index].levels
            return Int(code) < levels.count ? levels[Int(code)] : nil
        }
    }

    /// All tables, decisions first.
    package var tables: [CellTable] { [decisions] + scores.map(\.table) }

    /// Whether the rows of a score column's class are the last class's or those of the column's own number.
    ///
    /// - Parameter columnCount: how many score columns there are.
    package func positiveClass(ofColumn column: Int, of columnCount: Int) -> Int {
        columnCount == 1 ? classes.count - 1 : column
    }
}
