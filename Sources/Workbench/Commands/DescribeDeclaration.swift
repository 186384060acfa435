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
        examples: [
            Example(
                "describe loans.csv",
                prints: """
                      column          distinct  missing  commonest values and their rows
                      application_id       200        0  L001 1, L002 1, L003 1, L004 1, …
                      region                 4        0  Nairobi 80, Kisumu 54, Mombasa 52, Garissa 14
                      gender                 2        0  male 112, female 88
                      age                   52        0  53 10, 50 9, 18 8, 23 6, …
                      repaid                 2        0  yes 121, no 79
                      approved               2        0  yes 116, no 84
                      p_repay              172        0  0.010 4, 0.990 4, 0.489 3, 0.263 2, …
                      200 rows read, 200 used, 0 refused
                    """),
            Example("load loans.csv as loans; describe loans to json; describe"),
        ])
}
