extension CommandDeclaration {
    /// `compare METRIC… by COLS …`: gaps between groups, with intervals.
    package static let compare = CommandDeclaration(
        "compare", summary: "Compare groups: differences, ratios, ranges, with intervals",
        parameters: [
            Parameter("metrics", .list, hint: "METRICS", summary: "metric names separated by commas")
        ],
        clauses: [
            DataClauses.by(required: true),
            reference,
            Clause("vs", .name, hint: "MODEL", summary: "another model on the same rows: compare A vs B by COLS"),
            DataClauses.classScores,
        ] + DataClauses.other + [
            DataClauses.stages,
            Clause(
                "as", .choice(["difference", "ratio", "range", "worst"]), hint: "difference|ratio|range|worst",
                summary: "what is compared"),
            Clause(
                "tipping", .flag, summary: "how many labels of the group must be wrong for the gap to vanish"),
            Clause(
                "tolerance", .number, hint: "T", summary: "tipping: a gap that counts as none; 0 if not said"),
        ] + DataClauses.evidence + DataClauses.survey + DataClauses.reading + DataClauses.answer,
        examples: [
            Example(
                "compare selection-rate in loans.csv label repaid positive yes prediction approved by gender",
                prints: """
                      gender  metric          value  compared with   against  difference  interval            n
                      female  selection-rate  0.455  everybody else    0.679      -0.224  [-0.352, -0.085]  200
                      male    selection-rate  0.679  everybody else    0.455       0.224  [0.085, 0.352]    200
                      200 rows · 95 % intervals · no filter
                      intervals: newcombe
                    """),
            Example(
                "compare tpr, fpr in loans.csv label repaid positive yes prediction approved by gender tipping"),
            Example(
                "load loans.csv as loans label repaid positive yes prediction approved; compare tpr by region reference region=Nairobi as ratio"
            ),
            Example(
                "load loans.csv as loans label repaid positive yes prediction approved; compare tpr, fpr by region, gender reference largest to csv"
            ),
            Example(
                "load loans.csv as loans label repaid positive yes prediction approved favourable yes; compare selection-rate by region as worst"
            ),
            Example(
                "load loans.csv as loans label repaid positive yes prediction approved favourable yes; compare selection-rate by region reference best as ratio"
            ),
            Example(
                "compare accuracy, selection-rate in loans.csv label repaid positive yes score p_repay threshold 0.6 against approved favourable yes by gender"
            ),
            Example(
                "compare accuracy in scenarios/mobile-credit/applications.csv id application_id label repaid positive 1 predictions scenarios/mobile-credit/predictions/vendor.csv score p_repay threshold 0.5 against-predictions scenarios/mobile-credit/predictions/local.csv against-score p_repay against-threshold 0.5 by gender"
            ),
            Example(
                "compare selection-rate in loans.csv label repaid positive yes score p_repay threshold 0.6 stages officer=approved by gender"
            ),
        ])
}
