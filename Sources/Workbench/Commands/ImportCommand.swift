import Diagnostics
import Scenarios
import Tables

/// `import model`: the decisions and scores of a model beside the rows they are about.
enum ImportCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let file = call.text("file"), let identifier = call.text("on") else {
            throw CommandFailure("E846", call, at: nil, "a file and the column that names its rows are needed")
        }
        let dataset = try ColumnCommands.dataset(call, state)
        let name = call.text("as") ?? Located(fileName(file.value), at: file.span)
        guard state.dataset(name.value) == nil else {
            throw CommandFailure(
                "E847", call, at: name.span, "the name '\(name.value)' is taken",
                help: ["add as NAME, or drop \(Spelling.word(name.value)) first"])
        }
        guard dataset.table.identifier(identifier.value) != nil else {
            guard dataset.table.header.contains(identifier.value) else {
                throw CommandFailure.unknownColumn(
                    identifier.value, of: dataset.table.header, in: dataset.table.name, call, at: identifier.span)
            }
            throw CommandFailure(
                "E846", call, at: identifier.span,
                "'\(identifier.value)' was not loaded as the column that names each row",
                help: ["load the rows with id \(Spelling.word(identifier.value))"])
        }
        let columns = try columns(call)
        let reading = try RowReading(call)
        let requests =
            [ColumnRequest(identifier.value, .identifier)] + columns.map { ColumnRequest($0.name.value, $0.kind) }
        let (other, notes) = try reading.read(file.value, columns: .only(requests))
        let join: RowJoin
        do {
            join = try RowJoin.match(
                base: dataset.table, baseID: identifier.value, other: other, otherID: identifier.value)
        } catch { throw CommandFailure(error, columnsOf: call) }
        var roles = dataset.roles
        (roles.prediction, roles.score, roles.threshold, roles.againstScore) = (nil, nil, nil, nil)
        var names: [String: String] = [:]
        for column in columns {
            let own = column.kind == .category ? name.value : Dataset.scoreColumn(of: name.value)
            try ColumnCommands.requireFree(Located(own, at: name.span), dataset.table, call)
            names[column.name.value] = own
            if column.kind == .category { roles.prediction = own } else { roles.score = own }
        }
        var table = dataset.table.joined(
            columns.compactMap { names[$0.name.value] }, of: other.renaming(names), by: join)
        if roles.prediction == nil, let threshold = call.number("threshold") {
            let decided = try decisions(name, roles, table, threshold.value, call)
            table = table.adding(decided)
            (roles.prediction, roles.threshold) = (name.value, threshold.value)
        }
        try checkDecisions(roles, table, call)
        let joined = table
        let model = dataset.with(joined).model(name.value, from: file.value, roles: roles)
        let rows = dataset.rowsName
        state.change("import model \(Spelling.word(name.value))") { loaded in
            loaded.replace(joined, ofRows: rows)
            loaded.datasets.append(model)
        }
        return Report(
            "  \(TerminalText.safe(name.value)): " + join.meeting.sentence(predictions: other.accounting.used)
                + (other.sha256.map { " · sha256 \($0.prefix(8))…" } ?? ""), notes: notes)
    }

    private static func fileName(_ path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        return String(last.prefix { $0 != "." })
    }

    /// The columns of the file that are asked for.
    private static func columns(
        _ call: Call
    ) throws(CommandFailure) -> [(name: Located<String>, kind: ColumnKind)] {
        var columns: [(name: Located<String>, kind: ColumnKind)] = []
        if let prediction = call.text("predictions") { columns.append((prediction, .category)) }
        if let score = call.text("score") { columns.append((score, .number)) }
        if columns.count == 2, columns[0].name.value == columns[1].name.value {
            throw CommandFailure(
                "E846", call, at: columns[1].name.span, "one column cannot hold decisions and scores",
                help: ["leave out predictions, and add threshold T"])
        }
        guard !columns.isEmpty else {
            throw CommandFailure(
                "E846", call, at: nil, "which columns of the file tell what the model did?",
                help: ["add predictions COL, or score COL threshold T, or both"])
        }
        if let threshold = call.span(of: "threshold"), call.has("predictions") || !call.has("score") {
            throw CommandFailure(
                "E846", call, at: threshold, "a threshold makes decisions of scores where there are no others",
                help: ["leave out threshold, or predictions"])
        }
        return columns
    }

    /// Scores from the threshold up decided as the positive class, the others as the other one.
    private static func decisions(
        _ name: Located<String>, _ roles: Roles, _ table: Table, _ threshold: Double, _ call: Call
    ) throws(CommandFailure) -> CategoryColumn {
        guard let label = roles.label.flatMap(table.category), let positive = roles.positive,
            let scores = roles.score.flatMap(table.number)
        else {
            throw CommandFailure(
                "E846", call, at: call.span(of: "threshold"), "scores are decided for a label with a positive value",
                help: ["load the rows with label COL positive VALUE"])
        }
        let classes: OutcomeClasses
        do {
            classes = try OutcomeClasses.settle(
                label: label, positive: positive, classes: nil, predictions: [],
                at: SourceLocation(file: table.name, line: 1))
        } catch { throw CommandFailure(error) }
        guard classes.isBinary else {
            throw CommandFailure(
                "E846", call, at: call.span(of: "threshold"), "one score decides between two classes, not more")
        }
        try ColumnCommands.requireFree(name, table, call)
        return CategoryColumn(
            name: name.value, levels: classes.names,
            codes: scores.values.map { $0.isNaN ? CategoryColumn.missing : $0 >= threshold ? 1 : 0 })
    }

    /// Refuses decisions of which none is a value of the label.
    private static func checkDecisions(_ roles: Roles, _ table: Table, _ call: Call) throws(CommandFailure) {
        guard let label = roles.label.flatMap(table.category), let column = roles.prediction.flatMap(table.category),
            !column.levels.isEmpty, !column.levels.contains(where: { label.code(of: $0) != nil })
        else { return }
        throw CommandFailure(
            "E614", call, at: call.span(of: "predictions"),
            "the decisions in this file are not written as the labels in '\(label.name)' are",
            help: [
                "decisions: " + column.levels.prefix(8).map { "'\($0)'" }.joined(separator: ", "),
                "labels: " + label.levels.prefix(8).map { "'\($0)'" }.joined(separator: ", "),
            ])
    }
}

extension CommandDeclaration {
    /// `import model FILE on ID …`.
    package static let importing = CommandDeclaration(
        "import", summary: "Put the decisions and scores of a model beside the rows they are about",
        parameters: [
            Parameter("what", .choice(["model"]), hint: "model", summary: "model"),
            Parameter("file", .path, hint: "FILE", summary: "CSV, TSV or JSON Lines with an id in each row"),
        ],
        clauses: [
            Clause("as", .name, hint: "NAME", summary: "the name of the model; that of the file if not said"),
            Clause("on", .name, hint: "COL", required: true, summary: "the column that names each row in both files"),
            DataClauses.of,
            Clause("predictions", .name, hint: "COL", summary: "the column that holds the decision of the model"),
            DataClauses.score, DataClauses.threshold,
        ] + DataClauses.reading,
        examples: [
            Example(
                "load loans.csv as loans label repaid positive yes id application_id; import model loans.csv as old on application_id predictions approved; metrics tpr of old"
            ),
            Example(
                "load loans.csv as loans label repaid positive yes id application_id; import model loans.csv as old on application_id predictions approved; import model loans.csv as new on application_id score p_repay threshold 0.6; compare new vs old by gender"
            ),
        ])
}
