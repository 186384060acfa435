extension CommandDeclaration {
    /// `describe [NAME|FILE]`: columns, their values, what is missing.
    package static let describe = CommandDeclaration(
        "describe", summary: "Show the columns of a dataset, their values and what is missing",
        parameters: [
            Parameter(
                "dataset", .path, hint: "NAME|FILE", required: false,
                summary: "a dataset loaded before, or a file; without it, everything loaded")
        ],
        clauses: [DataClauses.format] + DataClauses.reading,
        examples: [Example("describe loans"), Example("describe data/loans.csv to json")])
}
