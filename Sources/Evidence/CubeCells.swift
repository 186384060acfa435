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
        /// A place is 3 × index of the value + state.
        package var table: CellTable

        package init(column: Int = 0, values: [Double], table: CellTable) {
            self.column = column
            self.values = values
            self.table = table
        }

        package static func place(value: Int, _ state: ScoreState) -> Int32 { Int32(value * 3 + Int(state.rawValue)) }

        /// The index of the value, and the state.
        package static func parts(ofPlace place: Int32) -> (value: Int, state: ScoreState) {
            (Int(place) / 3, place % 3 == 0 ? .negative : place % 3 == 1 ? .positive : .unlabelled)
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
