extension CommandDeclaration {
    /// `probe KIND …`: looks for what averages hide.
    package static let probe = CommandDeclaration(
        "probe", summary: "Look for what averages hide: slices of the data where a figure is worse",
        parameters: [
            Parameter(
                "kind", .choice(ProbeCommand.Kind.allCases.map(\.rawValue)), hint: "KIND",
                summary: "slices: all combinations of groups with enough rows")
        ],
        clauses: [
            Clause("metric", .name, hint: "METRIC", required: true, summary: "the rate that is looked at"),
            DataClauses.by(required: true),
            Clause("support", .number, hint: "S", summary: "the smallest share of rows of a slice; 0.005 if not said"),
            Clause("depth", .integer, hint: "D", summary: "the most groups in one slice; 3 if not said"),
            Clause(
                "redundancy", .number, hint: "E",
                summary: "hide slices that one group less changes by E or less; 0.01 if not said"),
            Clause("top", .integer, hint: "N", summary: "show so many slices; 10 if not said"),
            Clause("all", .flag, summary: "show every slice that was searched"),
        ] + DataClauses.evidence + DataClauses.reading + [
            DataClauses.expression, DataClauses.level, DataClauses.format,
        ],
        examples: [
            Example(
                "probe slices in loans.csv label repaid positive yes prediction approved metric selection-rate by region, gender, age support 0.1 depth 2"
            ),
            Example(
                "probe slices in loans.csv label repaid positive yes prediction approved metric fpr by region, gender all to csv"
            ),
            Example(
                "probe slices in scenarios/mobile-credit/applications.csv label repaid positive 1 id application_id predictions scenarios/mobile-credit/predictions/vendor.csv score p_repay threshold 0.5 favourable 1 metric favourable-rate by region, language, gender, work cluster customer_id"
            ),
        ])
}
