import Diagnostics
import Interchange
import Probes
import Scenarios
import Statistics
import Tables

/// `probe proxy`: which columns carry a protected attribute, and whether decisions follow them.
enum ProxyProbe {
    /// The clauses that mean something to it.
    static let clauses =
        [
            "of", "in", "features", "numbers", "prediction", "label", "favourable", "given", "cluster", "seed", "level",
            "where", "to",
        ] + DataClauses.reading.map(\.word)

    /// Of an attribute with more values than this it is not tried to tell each from all columns together.
    static let mostGuessed = 12

    static func run(
        _ call: Call, _ state: SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let attribute = call.text("of") else {
            throw CommandFailure(
                "E677", call, at: nil, "which attribute is to be guarded?", help: ["add of COL: the protected column"])
        }
        let features = call.list("features")
        guard !features.isEmpty else {
            throw CommandFailure(
                "E677", call, at: nil, "which columns may carry it?", help: ["add features COLS"])
        }
        for (place, feature) in features.enumerated()
        where feature.value == attribute.value || features.prefix(place).contains(where: { $0.value == feature.value })
        {
            throw CommandFailure("E604", call, at: feature.span, "'\(feature.value)' stands twice in one question")
        }
        let rows = try Rows(call, state)
        let protected = try rows.category(attribute, call)
        var options = ProxySearch.Options(seed: UInt64(call.integer("seed")?.value ?? 0))
        options.recovers = protected.levels.count <= mostGuessed
        options.level = try Question.level(call)
        var columns: [ProxySearch.Column] = []
        for feature in features { columns.append(try rows.feature(feature, call)) }
        var decisions: (codes: [UInt32], count: Int)?
        var selected: UInt32?
        if let prediction = call.text("prediction") {
            let column = try rows.category(prediction, call)
            decisions = (column.codes, column.levels.count)
            selected = try Self.selected(column, call)
        } else if let favourable = call.text("favourable") {
            throw CommandFailure(
                "E860", call, at: favourable.span, "nothing is decided in this question", help: ["add prediction COL"])
        }
        let label = [call.text("label")].compactMap { $0 }
        let strata = try rows.strata(label + call.list("given"), call)
        let legitimate = try rows.strata(call.list("given"), call)
        let units = try call.text("cluster").map { name throws(CommandFailure) in try rows.category(name, call).codes }
        try CommandFailure.throwIfStopped()
        guard
            let search = ProxySearch(
                of: .init(attribute.value, levelCount: protected.levels.count, codes: protected.codes),
                features: columns, decisions: decisions, selected: selected, strata: strata, legitimate: legitimate,
                units: units, options: options)
        else {
            throw CommandFailure(
                "E678", call, at: attribute.span, "'\(attribute.value)' has fewer than two values",
                help: ["describe shows the values of each column"])
        }
        let form = ProxyForm(
            search: search, attribute: attribute.value, values: protected.levels, hasUse: decisions != nil)
        let numeric = rows.numeric
        let answer = Answer(
            table: form.long, readable: { form.readable(numeric) },
            document: { form.document.canonicalText() + "\n" },
            lines: { form.records.map { $0.canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment, notes: rows.notes)
    }

    /// The code of the decision that people want, if it was named.
    private static func selected(_ column: CategoryColumn, _ call: Call) throws(CommandFailure) -> UInt32? {
        guard let favourable = call.text("favourable") else { return nil }
        guard let code = column.levels.firstIndex(of: favourable.value) else {
            throw CommandFailure(
                "E860", call, at: favourable.span, "nobody is decided on as '\(favourable.value)'",
                help: ["decisions: " + column.levels.prefix(12).joined(separator: ", ")])
        }
        return UInt32(code)
    }

    /// The columns of the question.
    private final class Rows {
        private let rows: ColumnRows
        private let declaredNumbers: Set<String>
        /// Features that were taken for numbers though nobody said so.
        private(set) var numeric: [String] = []

        var notes: [String] { rows.notes }

        init(_ call: Call, _ state: SessionState) throws(CommandFailure) {
            let numbers = call.list("numbers").map(\.value)
            declaredNumbers = Set(numbers)
            for name in call.list("numbers") where !call.list("features").contains(where: { $0.value == name.value }) {
                throw CommandFailure("E677", call, at: name.span, "'\(name.value)' is no feature of this question")
            }
            var wanted = [call.text("of"), call.text("prediction"), call.text("label"), call.text("cluster")]
                .compactMap { $0?.value }
            wanted += (call.list("features") + call.list("given")).map(\.value)
            rows = try ColumnRows(
                call, state, categories: wanted.filter { !Set(numbers).contains($0) }, numbers: numbers)
        }

        func category(_ name: Located<String>, _ call: Call) throws(CommandFailure) -> CategoryColumn {
            try rows.category(name, call)
        }

        /// A feature: as numbers where that was said, or where many different values are all numbers.
        func feature(_ name: Located<String>, _ call: Call) throws(CommandFailure) -> ProxySearch.Column {
            if let numbers = rows.table.number(name.value) {
                return .init(name.value, numbers: rows.only(numbers.values))
            }
            let column = ProxySearch.Column(reading: try category(name, call))
            if column.numbers != nil { numeric.append(name.value) }
            return column
        }

        /// One code a row for the columns that are held fixed; `nil` without any.
        func strata(_ names: [Located<String>], _ call: Call) throws(CommandFailure) -> [UInt32]? {
            var columns: [CategoryColumn] = []
            for name in names { columns.append(try category(name, call)) }
            return ProxySearch.strata(columns.map(\.codes))
        }
    }
}
