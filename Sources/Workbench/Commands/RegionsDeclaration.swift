extension CommandDeclaration {
    /// `regions COL place CODE`: which regions of a place the names in a column mean.
    package static let regions = CommandDeclaration(
        "regions", summary: "Match the names in a column with the regions of a place, never guessing",
        parameters: [Parameter("column", .name, hint: "COL", summary: "the column with the names")],
        clauses: [
            Clause("place", .name, hint: "CC", summary: "the place, such as KE"),
            Clause("level", .name, hint: "NAME", summary: "which regions are meant, such as county"),
            Clause("in", .path, hint: "NAME|FILE", summary: "a dataset loaded before, or a file"),
            Clause("where", .expression, hint: "EXPR", summary: "only rows that meet it"),
            Clause("locales", .path, hint: "DIR", summary: "the folder of languages and places"), DataClauses.format,
        ] + DataClauses.reading,
        examples: [
            Example(
                "regions region place KE level county in loans.csv",
                prints: """
                      region   rows  outcome  code  name          read as
                      Nairobi    80  matched  047   Nairobi City  alias
                      Kisumu     54  matched  042   Kisumu        name
                      Mombasa    52  matched  001   Mombasa       name
                      Garissa    14  matched  007   Garissa       name
                      4 of 4 values in 200 of 200 rows are matched
                    """),
            Example("regions region place KE in loans.csv | where outcome <> 'matched' | to csv"),
        ])
}
