extension CommandDeclaration {
    /// `compare METRIC… by COLS …`: gaps between groups, with intervals.
    package static let compare = CommandDeclaration(
        "compare", summary: "Compare groups: differences, ratios, ranges, with intervals",
        parameters: [
            Parameter("metrics", .list, hint: "METRICS", summary: "metric names separated by commas")
        ],
        clauses: [
            DataClauses.by(required: true),
            Clause(
                "reference", .cell(words: ["complement", "largest"]), hint: "NAME=VALUE|complement|largest",
                summary: "the group the others are compared with"),
            Clause(
                "as", .choice(["difference", "ratio", "range", "worst"]), hint: "difference|ratio|range|worst",
                summary: "what is compared"),
        ] + DataClauses.evidence + DataClauses.reading + DataClauses.answer,
        examples: [
            Example("compare selection-rate by region"),
            Example("compare tpr of vendor by region reference region='Addis Ababa' as ratio"),
            Example("compare tpr, fpr by region, gender reference largest as difference to markdown"),
        ])
}
