import Diagnostics
import Interchange
import Tables

/// Some columns of the rows that a call asks about, row by row: of a file, or of a dataset that is loaded.
struct ColumnRows {
    let table: Table
    let notes: [String]
    /// The rows that `where` keeps; all if there is none.
    private let kept: [Int]?

    /// - Parameters:
    ///   - categories: columns to read as categories.
    ///   - numbers: columns to read as numbers.
    ///   A file of predictions is joined if the call names one.
    init(
        _ call: Call, _ state: SessionState, categories: [String], numbers: [String] = []
    ) throws(CommandFailure) {
        let conditions = call.expression("where")?.value.columns.map(\.value) ?? []
        if let file = call.text("in"), state.dataset(file.value) == nil {
            var requests: [ColumnRequest] = []
            for request in (categories + conditions).map({ ColumnRequest($0, .category) })
                + numbers.map({ ColumnRequest($0, .number) }) where !requests.contains(request)
            {
                requests.append(request)
            }
            let (read, remarks) = try RowReading(call).readJoined(file.value, columns: requests)
            table = read
            notes = ["\(TerminalText.safe(read.name)): \(read.accounting.sentence)"] + remarks
        } else {
            table = try Self.dataset(call, state).table
            try RowReading.refuseClauses(call)
            notes = []
        }
        let table = table
        kept = try call.expression("where").map { condition throws(CommandFailure) in
            try condition.value.keptRows(of: table.rowCount, in: table, call, table.category)
        }
    }

    private static func dataset(_ call: Call, _ state: SessionState) throws(CommandFailure) -> Dataset {
        // To a probe of proxies `of` is a column.
        if let named = call.text("in") ?? call.text("of"), let dataset = state.dataset(named.value) { return dataset }
        guard let dataset = state.onlyDataset else {
            throw CommandFailure(
                "E607", call, at: nil,
                state.datasets.isEmpty ? "nothing is loaded" : "several datasets are loaded; say which",
                help: state.datasets.isEmpty
                    ? ["add in FILE, or load FILE as NAME"]
                    : ["add in NAME: " + state.datasets.map(\.name).joined(separator: ", ")])
        }
        return dataset
    }

    /// How many rows are asked about.
    var count: Int { kept?.count ?? table.rowCount }

    /// The values of the rows that are asked about.
    func only<Element>(_ values: [Element]) -> [Element] { kept.map { $0.map { values[$0] } } ?? values }

    /// A column of numbers; NaN where a row has none. A dataset that holds it as texts has them read as numbers.
    func numbers(_ name: Located<String>, _ call: Call) throws(CommandFailure) -> [Double] {
        if let column = table.number(name.value) { return only(column.values) }
        let column = try category(name, call)
        let values = column.levels.map { PlainNumber.value(of: $0) }
        if let odd = values.firstIndex(of: nil) {
            throw CommandFailure(
                "E828", call, at: name.span,
                "'\(name.value)' is a column of numbers here, and holds '\(column.levels[odd])'")
        }
        let known = values.compactMap(\.self)
        return column.codes.map { $0 == CategoryColumn.missing ? .nan : known[Int($0)] }
    }

    /// A column of categories.
    func category(_ name: Located<String>, _ call: Call) throws(CommandFailure) -> CategoryColumn {
        guard let column = table.category(name.value) else {
            throw CommandFailure.unknownColumn(name.value, of: table.header, in: table.name, call, at: name.span)
        }
        return CategoryColumn(name: column.name, levels: column.levels, codes: only(column.codes))
    }
}
