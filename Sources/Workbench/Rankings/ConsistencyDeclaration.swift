import Metrics

extension CommandDeclaration {
    /// `consistency features COLS prediction COL …`: how alike people who are alike are treated.
    package static let consistency = CommandDeclaration(
        "consistency", summary: "How alike the model treats people who are alike in some columns",
        clauses: [
            Clause("features", .list, hint: "COLS", summary: "columns of numbers by which people are alike"),
            Clause(
                "neighbours", .integer, hint: "N", summary: "how many of the nearest rows to look at; 5 if not said"),
            Clause(
                "scaling", .choice(NeighbourConsistency.Scaling.allCases.map(\.rawValue)), hint: "SCALE",
                summary: "in standard deviations (if not said), in shares of the range, or none"),
            DataClauses.prediction, DataClauses.positive, DataClauses.score, DataClauses.by(required: false),
            DataClauses.of, DataClauses.file,
        ] + DataClauses.reading + [DataClauses.expression, DataClauses.level, DataClauses.format],
        examples: [
            Example("consistency in jobs.csv features relevance, experience prediction shown positive yes by gender"),
            Example("consistency in jobs.csv features relevance, experience neighbours 3 score rating to json"),
        ])
}
