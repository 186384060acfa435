import Diagnostics
import Interchange
import Metrics
import Storage

/// A command's result before it is decided how to print it: forms that are made only when they are asked for.
struct Answer: Sendable {
    /// Every figure, one row an estimate.
    private let table: @Sendable () -> ResultTable
    /// A form that is easier to read, for a person only.
    private let readable: (@Sendable () -> ResultTable)?
    /// The machine-readable form as text, if it is more than the rows of the table.
    private let document: (@Sendable () -> String)?
    /// Its records, one a line.
    private let lines: (@Sendable () -> String)?
    /// Its figures as a drawing shows them, if it has any.
    private let plot: (@Sendable () -> PlotForm)?

    init(
        table: @autoclosure @escaping @Sendable () -> ResultTable, readable: (@Sendable () -> ResultTable)? = nil,
        document: (@Sendable () -> String)? = nil, lines: (@Sendable () -> String)? = nil,
        plot: (@Sendable () -> PlotForm)? = nil
    ) {
        self.table = table
        self.readable = readable
        self.document = document
        self.lines = lines
        self.plot = plot
    }

    /// All it holds, in its machine-readable form.
    var machineText: String { document?() ?? table().text(as: .json) }

    /// Applies the filters of a call and prints in the format it asks for.
    func report(_ call: Call, _ environment: Session.Environment, notes: [String] = []) throws(CommandFailure) -> Report
    {
        let drawing = try Drawing(call, plot)
        // The last format counts for the whole line: filters before it work on the columns that are printed in the end.
        var format = call.format("to") ?? environment.format ?? .table
        for case .to(let wanted) in call.filters.map(\.value) { format = wanted }
        let filtered = try filtered(by: call, drawing, format)
        var path: Located<String>?
        for filter in call.filters {
            if case .save(let place) = filter.value { path = Located(place, at: filter.span) }
        }
        let text: String =
            switch format {
            case _ where drawing != nil:
                try drawing?.text(of: filtered, call, environment) ?? ""
            case .json where filtered == nil: document?() ?? table().text(as: .json)
            case .jsonl where filtered == nil: lines?() ?? table().text(as: .jsonl)
            default: (filtered ?? shown(format)).text(as: format, width: environment.width)
            }
        guard let path else {
            // Machine formats leave controls in names as they are; a terminal must not obey them.
            let isMadeSafe = format.isForReading || environment.width == nil
            return Report(isMadeSafe ? text : Self.safe(text), notes: notes, answer: self)
        }
        do { try AtomicFile.write(text, to: path.value, replaceExisting: false) } catch { throw CommandFailure(error) }
        return Report("", notes: notes + ["wrote \(TerminalText.safe(path.value))"], answer: self)
    }

    /// What the filters of a call leave of it; `nil` if it has none that choose rows or columns.
    private func filtered(
        by call: Call, _ drawing: Drawing?, _ format: OutputFormat
    ) throws(CommandFailure) -> ResultTable? {
        var filtered: ResultTable?
        func start(_ filtered: ResultTable?) -> ResultTable { filtered ?? drawing?.form.table ?? shown(format) }
        for filter in call.filters {
            switch filter.value {
            case .to, .plot, .save: break
            case .head(let count): filtered = start(filtered).prefix(count)
            case .sort(let column, let descending):
                filtered = try start(filtered).sorted(by: column, descending: descending, call)
            case .columns(let names): filtered = try start(filtered).selecting(names, call)
            case .where(let condition): filtered = try start(filtered).filtered(by: condition, call)
            }
        }
        return filtered
    }

    /// The answer to a call as a table in HTML and, if it was drawn, as a drawing in SVG.
    func page(_ call: Call) throws(CommandFailure) -> (html: String, svg: String?) {
        let drawing = try Drawing(call, plot)
        let filtered = try filtered(by: call, drawing, .html)
        let table = filtered ?? drawing?.form.table ?? shown(.html)
        let footers = table.footers.map { "<p>\(HTMLText.text($0))</p>\n" }.joined()
        return (table.text(as: .html) + footers, try drawing?.svg(of: filtered, call))
    }

    /// The text with controls made visible, except for the line feeds and tabs between its fields.
    private static func safe(_ text: String) -> String {
        text.split(separator: "\t", omittingEmptySubsequences: false)
            .map { TerminalText.safe(String($0), keepsNewlines: true) }.joined(separator: "\t")
    }

    private func shown(_ format: OutputFormat) -> ResultTable {
        format.isForReading ? readable?() ?? table() : table()
    }
}

/// A drawing that a line asks for.
private struct Drawing {
    let form: PlotForm
    private let kind: PlotKind?
    private let span: TextSpan

    /// `nil` if the line asks for none.
    init?(_ call: Call, _ plot: (@Sendable () -> PlotForm)?) throws(CommandFailure) {
        guard let filter = call.filters.last(where: { if case .plot = $0.value { true } else { false } }),
            case .plot(let kind) = filter.value
        else { return nil }
        guard let plot else {
            throw CommandFailure(
                "E191", call, at: filter.span, "this answer has no estimates that could be drawn",
                help: ["`plot` draws what metrics, compare, fairness and calibration answer"])
        }
        let formats = call.filters.filter { if case .to = $0.value { true } else { false } }
        guard let other = formats.first?.span ?? call.span(of: "to") else {
            (form, self.kind, span) = (plot(), kind, filter.span)
            return
        }
        throw CommandFailure(
            "E191", call, at: other, "a drawing is text of its own", help: ["leave out `to`, or `plot`"])
    }

    func text(
        of table: ResultTable?, _ call: Call, _ environment: Session.Environment
    ) throws(CommandFailure) -> String {
        try form.text(
            of: table ?? form.table, as: kind, call, at: span, width: environment.width, isASCII: environment.isASCII)
    }

    func svg(of table: ResultTable?, _ call: Call) throws(CommandFailure) -> String {
        try form.svg(of: table ?? form.table, as: kind, call, at: span)
    }
}

extension ResultTable {
    fileprivate func prefix(_ count: Int) -> ResultTable {
        let hidden = rows.count - min(count, rows.count)
        return ResultTable(
            columns: columns, rows: Array(rows.prefix(count)),
            footers: footers + (hidden > 0 ? [Self.leftOut(hidden, "not shown")] : []))
    }

    /// How many rows of the result a filter takes away: `9 more rows not shown`.
    private static func leftOut(_ count: Int, _ why: String) -> String {
        "\(count) more \(count == 1 ? "row" : "rows") \(why)"
    }

    private func index(of name: Located<String>, _ call: Call) throws(CommandFailure) -> Int {
        if let index = columns.firstIndex(where: { $0.name == name.value || $0.title == name.value }) { return index }
        // A metric's column is found by the alias it was asked for with.
        if let metric = Catalogue.metric(named: name.value)?.name,
            let index = columns.firstIndex(where: { $0.name == metric })
        {
            return index
        }
        let names = columns.map(\.name)
        throw CommandFailure(
            "E192", call, at: name.span, "the result has no column '\(name.value)'",
            help: (NearMatch.nearest(to: name.value, among: names).map { ["did you mean '\($0)'?"] } ?? [])
                + ["columns: " + names.joined(separator: ", ")])
    }

    fileprivate func sorted(
        by name: Located<String>, descending: Bool, _ call: Call
    ) throws(CommandFailure) -> ResultTable {
        let column = try index(of: name, call)
        // Rows without a value come last either way; equals keep their order.
        let order = rows.indices.sorted { a, b in
            switch (rows[a][column].order, rows[b][column].order) {
            case (nil, nil): a < b
            case (nil, _): false
            case (_, nil): true
            case (let x?, let y?): x == y ? a < b : descending ? y < x : x < y
            }
        }
        return ResultTable(columns: columns, rows: order.map { rows[$0] }, footers: footers)
    }

    fileprivate func selecting(_ names: [Located<String>], _ call: Call) throws(CommandFailure) -> ResultTable {
        var indices: [Int] = []
        for name in names { indices.append(try index(of: name, call)) }
        return ResultTable(
            columns: indices.map { columns[$0] }, rows: rows.map { row in indices.map { row[$0] } }, footers: footers)
    }

    private struct Row: PredicateRow {
        let cells: [ResultTable.Cell]
        let indices: [Int]

        func cell(_ column: Int) -> PredicateCell {
            switch cells[indices[column]] {
            case .text(let text): .text(text)
            case .integer(let value): .number(Double(value))
            case .number(let value, _): .number(value)
            case .empty: .missing
            }
        }
    }

    fileprivate func filtered(by condition: WhereExpression, _ call: Call) throws(CommandFailure) -> ResultTable {
        var indices: [Int] = []
        for name in condition.columns { indices.append(try index(of: name, call)) }
        let kept = rows.filter { condition.holds(for: Row(cells: $0, indices: indices)) == true }
        return ResultTable(
            columns: columns, rows: kept,
            footers: footers + [Self.leftOut(rows.count - kept.count, "not meeting the condition")])
    }
}

extension ResultTable.Cell {
    /// What the cell is sorted by; numbers come before texts.
    fileprivate var order: Order? {
        switch self {
        case .text(let text): .text(text)
        case .integer(let value): .number(Double(value))
        case .number(let value, _): .number(value)
        case .empty: nil
        }
    }

    fileprivate enum Order: Comparable {
        case number(Double)
        case text(String)
    }
}
