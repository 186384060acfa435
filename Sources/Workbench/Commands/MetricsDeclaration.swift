extension CommandDeclaration {
    /// `metrics LIST …`: estimates with n and interval, overall or per group.
    package static let metrics = CommandDeclaration(
        "metrics", summary: "Estimate metrics, overall or per group, with intervals",
        parameters: [
            Parameter("metrics", .list, hint: "LIST", summary: "metric names separated by commas, or all")
        ],
        clauses: DataClauses.evidence + [DataClauses.by(required: false)] + DataClauses.answer,
        examples: [
            Example("metrics accuracy, tpr in loans.csv label repaid positive yes prediction approved by region"),
            Example(
                "load loans.csv as loans label repaid positive yes score p_repay; metrics tpr, fpr threshold 0.6 where age >= 35"),
            Example("load loans.csv as loans label repaid positive yes prediction approved; metrics all to markdown"),
            Example(
                "metrics selection-rate in loans.csv label repaid positive yes prediction approved by region by gender to csv"),
            Example(
                "metrics fpr in loans.csv label repaid positive yes prediction approved by region | sort fpr desc | head 2"),
        ])
}
