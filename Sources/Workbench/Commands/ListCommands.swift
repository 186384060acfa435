import Tables

/// `datasets` and `models`: what a session holds.
enum ListCommands {
    static func datasets(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard !state.ownDatasets.isEmpty || call.format("to") != nil else {
            return Report("  nothing is loaded: load FILE as NAME\n")
        }
        let table = ResultTable(
            columns: [
                .init("name"), .init("file"), .init("rows", .number), .init("columns", .number), .init("sha256"),
            ],
            rows: state.ownDatasets.map { dataset in
                [
                    .text(dataset.name), .text(dataset.table.name), .integer(dataset.table.rowCount),
                    .integer(dataset.table.header.count), .text(dataset.table.sha256 ?? ""),
                ]
            })
        return try Answer(table: table).report(call, environment)
    }

    static func models(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let models = state.datasets.filter { $0.base != nil || $0.roles.prediction != nil || $0.roles.score != nil }
        guard !models.isEmpty || call.format("to") != nil else {
            return Report("  no model is known: import model FILE as NAME on ID, or load FILE … prediction COL\n")
        }
        let table = ResultTable(
            columns: [
                .init("name"), .init("dataset"), .init("decisions"), .init("score"), .init("threshold", .number),
                .init("rows", title: "rows with one", .number), .init("file"),
            ],
            rows: models.map { model in
                [
                    .text(model.name), .text(model.rowsName), text(model.roles.prediction), text(model.roles.score),
                    model.roles.threshold.map { .number($0, shown: Spelling.number($0)) } ?? .empty,
                    .integer(decided(model)), .text(model.file ?? model.table.name),
                ]
            })
        return try Answer(table: table).report(call, environment)
    }

    private static func text(_ name: String?) -> ResultTable.Cell { name.map { .text($0) } ?? .empty }

    /// Rows that have a decision, or a score where there are only these.
    private static func decided(_ model: Dataset) -> Int {
        if let column = model.roles.prediction.flatMap(model.table.category) {
            return column.codes.count - column.counts().missing
        }
        return model.roles.score.flatMap(model.table.number).map { $0.values.count - $0.missingCount } ?? 0
    }
}

extension CommandDeclaration {
    /// `datasets`.
    package static let datasets = CommandDeclaration(
        "datasets", summary: "List the datasets that are loaded", clauses: [DataClauses.format],
        examples: [Example("load loans.csv as loans; datasets")])

    /// `models`.
    package static let models = CommandDeclaration(
        "models", summary: "List the models whose decisions or scores are known", clauses: [DataClauses.format],
        examples: [Example("load loans.csv as loans label repaid positive yes prediction approved; models")])
}
