extension CommandDeclaration {
    private static let loans = "load loans.csv as loans label repaid positive yes prediction approved"

    /// `derive COL = EXPR`.
    package static let derive = CommandDeclaration(
        "derive", summary: "Add a column worked out from others: + - * /, comparisons, and, or, not",
        parameters: [
            Parameter(
                "column", .definition, hint: "COL = EXPR",
                summary: "a condition is true or false; missing stays missing, and so does a division by 0")
        ],
        clauses: [DataClauses.of],
        examples: [
            Example("\(loans); derive young = age < 30; metrics tpr by young"),
            Example("load loans.csv as loans; derive decades = age / 10; describe loans"),
            Example("load loans.csv as loans; derive coast = region in ('Mombasa') or region like 'Mal%'"),
        ])

    /// `band COL into [EDGES]`.
    package static let band = CommandDeclaration(
        "band", summary: "Add a column of bands of a column of numbers",
        parameters: [Parameter("column", .name, hint: "COL", summary: "a column of numbers")],
        clauses: [
            Clause(
                "into", .numbers, hint: "[EDGES]", required: true,
                summary: "rising edges; each belongs to the band above it: [0, 25, 40, 60]"),
            Clause("as", .name, hint: "NAME", summary: "the new column; COL_band if not said"), DataClauses.of,
        ],
        examples: [
            Example(
                "load loans.csv as loans; band age into [18, 30, 45, 60]"),
            Example("\(loans); band age into [18, 30, 45] as age_group; metrics tpr by age_group"),
        ])

    /// `reference COL='VALUE'`.
    package static let referring = CommandDeclaration(
        "reference", summary: "Say what groups are compared with where a line does not",
        parameters: [
            Parameter(
                "group", .cell(words: SessionReference.words + ["none"]), hint: "GROUP", required: false,
                summary: "COL=VALUE, a word as for compare, or none; without it, what is said now")
        ],
        examples: [Example("\(loans); reference region=Nairobi; compare tpr by region")])
}
