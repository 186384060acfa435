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
    private let categories: [CategoryColumn]
    private let numbers: [NumberColumn]

    /// A table in memory.
    init(_ table: Table) {
        self.table = table
        multiplicities = nil
        categories = []
        numbers = []
    }

    /// The distinct rows of a file.
    private init(
        _ table: Table, _ columns: DistinctRows.Columns, categories: [ColumnRequest], numbers: [ColumnRequest]
    ) {
        self.table = table
        multiplicities = columns.multiplicities
        let levels = Dictionary(
            table.categories.map { ($0.name, $0.levels) }, uniquingKeysWith: { first, _ in first })
        self.categories = categories.enumerated().map { index, request in
            CategoryColumn(name: request.name, levels: levels[request.name] ?? [], codes: columns.codes[index])
        }
        self.numbers = numbers.enumerated().map { index, request in
            NumberColumn(name: request.name, values: columns.numbers[index])
        }
    }

    /// Reads a file for one question: only the columns it needs, reduced to distinct rows on the way.
    ///
    /// - Parameter needed: columns to group or to choose by.
    /// - Returns: the rows, and what to say on standard error beside their accounting.
    static func reading(
        _ path: String, _ roles: Roles, _ call: Call, needed: [String]
    ) throws(CommandFailure) -> (rows: QuestionRows, notes: [String]) {
        var requests: [ColumnRequest] = []
        func ask(_ name: String?, _ kind: ColumnKind) {
            guard let name else { return }
            let request = ColumnRequest(name, kind)
            if !requests.contains(request) { requests.append(request) }
        }
        for name in needed { ask(name, .category) }
        ask(roles.label, .category)
        ask(roles.prediction, .category)
        if needsScores(call) || roles.prediction == nil { ask(roles.score, .number) }
        let categories = requests.filter { $0.kind == .category }
        let numbers = requests.filter { $0.kind == .number }
        // A cube tells which file it was counted from.
        let reading = try RowReading(call, takesDigest: call.command == CommandDeclaration.cube.name)
        var distinct = DistinctRows(categoryCount: categories.count, numberCount: numbers.count)
        let table = try reading.stream(path, columns: requests, into: &distinct)
        guard distinct.isComplete else {
            // More combinations than can be told apart by counting: the rows themselves then.
            let (whole, notes) = try reading.read(path, columns: .only(requests))
            return (QuestionRows(whole), notes)
        }
        let rows = QuestionRows(table, distinct.columns(), categories: categories, numbers: numbers)
        return (rows, try reading.settle(table))
    }

    func category(_ name: String) -> CategoryColumn? {
        multiplicities == nil ? table.category(name) : categories.first { $0.name == name }
    }

    func number(_ name: String) -> NumberColumn? {
        multiplicities == nil ? table.number(name) : numbers.first { $0.name == name }
    }

    /// Whether any figure asked for looks at scores; an unknown name is told of later.
    private static func needsScores(_ call: Call) -> Bool {
        // A cube does not know yet what it will be asked.
        call.command == CommandDeclaration.cube.name
            || call.list("metrics").contains {
                $0.value == "all" || Catalogue.metric(named: $0.value)?.needsScores ?? true
            }
    }
}
