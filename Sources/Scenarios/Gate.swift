package import Diagnostics

/// A declared limit on a metric or on a gap between groups, fixed before the data are read.
package struct Gate: Sendable {
    /// What is compared with what.
    package enum Comparison: Sendable, Hashable {
        /// The metric less its no-skill reference on the same rows; at least `floor`.
        case noSkill(floor: Double)
        /// The metric itself, overall or in every group.
        case value(Limit)
        /// Each group less its reference; at most `tolerance` worse.
        case difference(Reference, tolerance: Double)
        /// Each group over its reference.
        case ratio(Reference, Limit)
        /// Largest less smallest over groups; at most `tolerance`.
        case range(tolerance: Double)
        /// The worst group's value.
        case worstGroup(Limit)
        /// The metric less that of another model on the same rows, overall or in every group; at most `tolerance` worse.
        case model(String, tolerance: Double)
        /// The metric less what it was before, overall or in every group; at most `tolerance` worse.
        case change(tolerance: Double)
        /// Each group's difference from its reference less what that was before; at most `tolerance` worse.
        case gapChange(Reference, tolerance: Double)

        /// The name in scenario files and machine output.
        package var name: String {
            switch self {
            case .noSkill: "no-skill"
            case .value: "value"
            case .difference: "difference"
            case .ratio: "ratio"
            case .range: "range"
            case .worstGroup: "worst-group"
            case .model: "model"
            case .change: "change"
            case .gapChange: "gap-change"
            }
        }
    }

    /// A one-sided limit.
    package enum Limit: Sendable, Hashable {
        /// At least this.
        case floor(Double)
        /// At most this.
        case ceiling(Double)
    }

    /// The group that others are compared with.
    package enum Reference: Sendable, Hashable {
        /// A declared level of the (single) grouping column; several for an intersection.
        case named([String])
        /// Everybody but the group.
        case complement
        /// The group with most rows.
        case largest

        package var name: String {
            switch self {
            case .named: "named"
            case .complement: "complement"
            case .largest: "largest"
            }
        }
    }

    /// Which side of a gap counts.
    package enum Harm: String, Sendable, CaseIterable {
        /// The group is worse off than its reference.
        case worse
        /// Either side.
        case twoSided = "two-sided"
    }

    /// What a change is measured from.
    package enum Since: String, Sendable, CaseIterable {
        /// An earlier assessment of the same scenario.
        case earlier
        /// The windows of these data that the probe of drift names as its baseline.
        case baseline
    }

    package var name: String
    package var location: SourceLocation
    /// The metric's canonical name.
    package var metric: String
    /// The grouping; `nil` for a gate on everybody.
    package var by: [String]?
    /// The models it binds; `nil` for all.
    package var models: [String]?
    package var comparison: Comparison
    package var harm: Harm
    /// The size of the test: pass intervals have level 1 − 2α.
    package var alpha: Double
    package var chosenBy: String?
    package var because: String?
    /// The rows it looks at; all if there is no condition.
    package var conditions: [Condition] = []
    /// Combinations of columns instead of one grouping; `nil` for `by`.
    package var slices: Slices?
    /// Of changes.
    package var since = Since.earlier

    /// Rows with one of some levels of a column.
    package struct Condition: Sendable, Hashable {
        package let column: String
        /// As group keys have them; `(missing)` for rows without a level.
        package let levels: [String]

        package init(column: String, levels: [String]) {
            self.column = column
            self.levels = levels
        }
    }

    /// All combinations of some columns' levels up to a depth that enough rows have.
    package struct Slices: Sendable, Hashable {
        package let columns: [String]
        /// How many columns at a time, 1...3.
        package let depth: Int
        /// The share of rows that a slice has to have, in 0..<1.
        package let support: Double

        package init(columns: [String], depth: Int, support: Double = 0.005) {
            self.columns = columns
            self.depth = depth
            self.support = support
        }

        /// The combinations of columns, the shallow ones first.
        package var groupings: [[String]] {
            var all: [[String]] = [[]]
            for column in columns { all += all.map { $0 + [column] } }
            let places = Dictionary(columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            return all.filter { (1...max(1, depth)).contains($0.count) }.sorted { a, b in
                let (x, y) = (a.map { places[$0] ?? 0 }, b.map { places[$0] ?? 0 })
                return x.count != y.count ? x.count < y.count : x.lexicographicallyPrecedes(y)
            }
        }

        /// The rows that a slice has to have: its share, and never fewer than any group that decides.
        package func leastRows(of rows: Int, minimumGroup: Int) -> Int {
            max(minimumGroup, Int((support * Double(rows)).rounded(.up)))
        }
    }

    /// The groupings whose groups it compares; the empty one for everybody.
    package var groupings: [[String]] { slices?.groupings ?? [by ?? []] }

    package init(
        name: String, location: SourceLocation, metric: String, by: [String]?, models: [String]?,
        comparison: Comparison, harm: Harm = .worse, alpha: Double = 0.05, chosenBy: String? = nil,
        because: String? = nil
    ) {
        self.name = name
        self.location = location
        self.metric = metric
        self.by = by
        self.models = models
        self.comparison = comparison
        self.harm = harm
        self.alpha = alpha
        self.chosenBy = chosenBy
        self.because = because
    }

    /// Whether it judges a model; a gate against another model never judges that one by itself.
    package func binds(_ model: String) -> Bool {
        if case .model(model, _) = comparison { return false }
        return models?.contains(model) ?? true
    }
}
