import Diagnostics
import Evidence
import Metrics
import Tables

/// The rows that a question is about: those of a table in memory, or the distinct rows of a file with how often each
/// occurs.
struct QuestionRows {
    /// What is known of the file; its own columns hold rows only where nothing was reduced.
    let table: Table
    /// How many rows each entry of the columns stands for; `nil` for one each.
    let multiplicities: [Int]?
    /// For standard error.
    let notes: [String]
    private let categories: [CategoryColumn]
    private let numbers: [NumberColumn]

    /// A table in memory.
    init(_ table: Table, notes: [String] = []) {
        self.table = table
        self.notes = notes
        multiplicities = nil
        categories = []
        numbers = []
    }

    /// Reads a file for one question: only the columns it needs, reduced to distinct rows on the way.
    ///
    /// - Parameter needed: columns to group or to choose by.
    init(reading path: String, _ roles: Roles, _ call: Call, needed: [String]) throws(CommandFailure) {
        var requests: [ColumnRequest] = []
        func ask(_ name: String?, _ kind: ColumnKind) {
            guard let name else { return }
            let request = ColumnRequest(name, kind)
            if !requests.contains(request) { requests.append(request) }
        }
        for name in needed { ask(name, .category) }
        ask(roles.label, .category)
        ask(roles.prediction, .category)
        if Self.needsScores(call) || roles.prediction == nil { ask(roles.score, .number) }
        let categoryRequests = requests.filter { $0.kind == .category }
        let numberRequests = requests.filter { $0.kind == .number }
        var distinct = DistinctRows(categoryCount: categoryRequests.count, numberCount: numberRequests.count)
        let reading = try RowReading(call, takesDigest: false)
        let read = try reading.stream(path, columns: requests, into: &distinct)
        guard distinct.isComplete else {
            let (table, notes) = try reading.read(path, columns: .only(requests))
            self = QuestionRows(table, notes: notes)
            return
        }
        table = read
        notes = try reading.finish(read)
        let columns = distinct.columns()
        multiplicities = columns.multiplicities
        let levels = Dictionary(
            table.categories.map { ($0.name, $0.levels) }, uniquingKeysWith: { first, _ in first })
        categories = categoryRequests.enumerated().map { index, request in
            CategoryColumn(name: request.name, levels: levels[request.name] ?? [], codes: columns.codes[index])
        }
        numbers = numberRequests.enumerated().map { index, request in
            NumberColumn(name: request.name, values: columns.numbers[index])
        }
    }

    func category(_ name: String) -> CategoryColumn? {
        multiplicities == nil ? table.category(name) : categories.first { $0.name == name }
    }

    func number(_ name: String) -> NumberColumn? {
        multiplicities == nil ? table.number(name) : numbers.first { $0.name == name }
    }

    /// Whether any figure asked for looks at scores; an unknown name is told of later.
    private static func needsScores(_ call: Call) -> Bool {
        call.list("metrics").contains { $0.value == "all" || Catalogue.metric(named: $0.value)?.needsScores ?? true }
    }
}
