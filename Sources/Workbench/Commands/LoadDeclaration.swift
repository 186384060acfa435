extension CommandDeclaration {
    /// `load FILE as NAME …`: reads a file once and keeps its counts under a name.
    package static let load = CommandDeclaration(
        "load", summary: "Read a file of rows and keep it under a name",
        parameters: [Parameter("file", .path, hint: "FILE", summary: "CSV, TSV or JSON Lines, plain or gzip")],
        clauses: [
            Clause("as", .name, hint: "NAME", required: true, summary: "the name to use from now on"),
            DataClauses.label, DataClauses.positive, DataClauses.prediction, DataClauses.score, DataClauses.threshold,
            DataClauses.identifier,
        ] + DataClauses.reading,
        examples: [
            Example("load loans.csv as loans label repaid score p_repay id application_id"),
            Example("load loans.csv as loans label repaid positive 'yes' prediction approved"),
            Example("load loans.jsonl as loans label repaid refuse-rows refused.csv"),
        ])
}
