import Diagnostics
import Tables

/// `show`: rows that are loaded, and results that were kept under a name.
enum ShowCommand {
    /// How many rows are shown if nothing is said.
    private static let usualCount = 20

    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let name = call.text("what") else { return try kept(state, call, environment) }
        if let answer = state.loaded.results.first(where: { $0.name == name.value })?.answer {
            for word in ["where", "rows"] {
                guard let span = call.span(of: word) else { continue }
                throw CommandFailure(
                    "E119", call, at: span, "'\(word)' chooses rows of data, and '\(name.value)' is a result",
                    help: ["use filters: show \(name.value) | where … | head …"])
            }
            return try answer.report(call, environment)
        }
        guard let dataset = state.dataset(name.value) else {
            let names = state.loaded.results.map(\.name) + state.datasets.map(\.name)
            throw CommandFailure(
                "E119", call, at: name.span, "nothing is loaded or kept as '\(name.value)'",
                help: (NearMatch.nearest(to: name.value, among: names).map { ["did you mean '\($0)'?"] } ?? [])
                    + [
                        names.isEmpty
                            ? "load FILE as NAME, or NAME = metrics …" : "known: " + names.joined(separator: ", ")
                    ])
        }
        return try rows(of: dataset, call, environment)
    }

    /// Results that have names.
    private static func kept(
        _ state: SessionState, _ call: Call, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard !state.loaded.results.isEmpty || call.format("to") != nil else {
            return Report("  no result is kept: NAME = metrics …, then show NAME\n")
        }
        let table = ResultTable(
            columns: [.init("name"), .init("line")],
            rows: state.loaded.results.map { [.text($0.name), .text($0.line)] })
        return unkept(try Answer(table: table).report(call, environment))
    }

    /// Rows as the file has them. They are people's: they are printed and kept nowhere else.
    private static func rows(
        of dataset: Dataset, _ call: Call, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let table = dataset.table
        let condition = call.expression("where")?.value
        let kept =
            if let condition {
                try condition.keptRows(of: table.rowCount, in: table, call) { table.comparable($0) }
            } else { Array(0..<table.rowCount) }
        let limit = call.integer("rows")?.value ?? usualCount
        let shown = kept.prefix(limit)
        let columns = table.header.compactMap { name in table.shownColumn(name).map { (name, $0.kind, $0.cell) } }
        var footers = [
            "\(shown.count.grouped) of \(kept.count.grouped) rows · "
                + (condition.map { "where \($0)" } ?? "no filter")
        ]
        if shown.count < kept.count { footers.append("add rows \(kept.count) to see all") }
        let result = ResultTable(
            columns: columns.map { ResultTable.Column($0.0, $0.1) },
            rows: shown.map { row in columns.map { $0.2(row) } }, footers: footers)
        return unkept(try Answer(table: result).report(call, environment))
    }

    private static func unkept(_ report: Report) -> Report { Report(report.output, notes: report.notes) }
}

extension Table {
    /// A column of any kind, as cells of a table.
    fileprivate func shownColumn(_ name: String) -> (kind: ResultTable.Kind, cell: (Int) -> ResultTable.Cell)? {
        if let column = number(name) {
            return (
                .number,
                { row in
                    let value = column.values[row]
                    return value.isNaN ? .empty : .number(value, shown: Spelling.number(value))
                }
            )
        }
        if let column = category(name) { return (.text, { column.level(ofRow: $0).map { .text($0) } ?? .empty }) }
        if let column = identifier(name) { return (.text, { .text(column[$0]) }) }
        return nil
    }

    /// A column that a condition can look at.
    fileprivate func comparable(_ name: String) -> CategoryColumn? {
        if let column = category(name) { return column }
        let texts: [String?]
        if let column = number(name) {
            texts = column.values.map { $0.isNaN ? nil : Spelling.number($0) }
        } else if let column = identifier(name) {
            texts = (0..<column.count).map { column[$0] }
        } else {
            return nil
        }
        var levels: [String] = []
        var codes: [String: UInt32] = [:]
        let own = texts.map { text -> UInt32 in
            guard let text else { return CategoryColumn.missing }
            if let code = codes[text] { return code }
            codes[text] = UInt32(levels.count)
            levels.append(text)
            return UInt32(levels.count - 1)
        }
        return CategoryColumn(name: name, levels: levels, codes: own)
    }
}

extension CommandDeclaration {
    /// `show [NAME] [where EXPR] [rows N]`.
    package static let show = CommandDeclaration(
        "show", summary: "Show rows that are loaded, or a result kept by NAME = COMMAND",
        parameters: [
            Parameter(
                "what", .name, hint: "NAME", required: false,
                summary: "a dataset, a model, or the name of a result; without it, the results there are")
        ],
        clauses: [
            DataClauses.expression,
            Clause("rows", .integer, hint: "N", summary: "how many rows of data at most; 20 if not said"),
            DataClauses.format,
        ],
        examples: [
            Example("load loans.csv as loans; show loans where region = 'Garissa' and age < 20"),
            Example(
                "worst = metrics tpr in loans.csv label repaid positive yes prediction approved by region; show worst | sort true-positive-rate | head 2"
            ),
        ])
}
