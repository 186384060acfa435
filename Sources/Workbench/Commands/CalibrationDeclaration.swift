extension CommandDeclaration {
    /// `calibration by COLS …`: what scores mean, bin by bin.
    package static let calibration = CommandDeclaration(
        "calibration", summary: "Show what scores mean: the share of positives in each bin of scores",
        clauses: DataClauses.evidence + [DataClauses.by(required: false)] + DataClauses.reading + [
            DataClauses.expression, DataClauses.level, DataClauses.bins, DataClauses.format,
        ],
        examples: [
            Example("calibration in loans.csv label repaid positive yes score p_repay bins 5"),
            Example(
                "load loans.csv as loans label repaid positive yes score p_repay; calibration by gender bins 4 | plot"),
        ])
}
