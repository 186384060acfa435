extension CommandDeclaration {
    /// `metrics LIST …`: estimates with n and interval, overall or per group.
    package static let metrics = CommandDeclaration(
        "metrics", summary: "Estimate metrics, overall or per group, with intervals",
        parameters: [
            Parameter("metrics", .list, hint: "LIST", summary: "metric names separated by commas, or all")
        ],
        clauses: DataClauses.evidence + [DataClauses.by(required: false)] + DataClauses.reading + DataClauses.answer,
        examples: [
            Example("metrics accuracy, tpr of vendor by region"),
            Example("metrics tpr, fpr of vendor by region, language where age >= 18 minimum-group 30"),
            Example("metrics selection-rate in loans.csv prediction approved by region by gender to csv"),
        ])
}
