extension CommandDeclaration {
    /// `fairness [LIST] by COLS …`: named measures of how differently groups are treated.
    package static let fairness = CommandDeclaration(
        "fairness", summary: "Measure gaps between groups by their usual names, with intervals",
        parameters: [
            Parameter(
                "measures", .list, hint: "LIST", required: false,
                summary: "names separated by commas, or all; the commonest six without")
        ],
        clauses: [
            DataClauses.by(required: true), reference,
            Clause(
                "given", .list, hint: "COLS",
                summary: "columns that may explain a gap: people are compared within their values"),
        ] + DataClauses.evidence + DataClauses.reading + DataClauses.answer,
        examples: [
            Example(
                "fairness in loans.csv label repaid positive yes prediction approved by gender",
                prints: """
                      measure                         value  interval        ideal  by chance  group   against    n
                      demographic-parity-difference   0.224  [0.085, 0.352]      0      0.056  female  male     200
                      demographic-parity-ratio        0.670  [0.508, 0.862]      1      0.910  female  male     200
                      equal-opportunity-difference    0.124  [0.000, 0.273]      0      0.056  female  male     121
                      predictive-equality-difference  0.340  [0.157, 0.494]      0      0.075  female  male      79
                      equalized-odds-difference       0.340  [0.145, 0.515]      0      0.094  female  male     200
                      predictive-parity-difference    0.174  [0.034, 0.286]      0      0.058  male    female   116
                      200 rows · 95 % intervals · no filter
                      by chance: what a model that treats all groups alike would show here on average
                      intervals: max-t, newcombe, score-ratio
                    """),
            Example(
                "fairness four-fifths in loans.csv label repaid positive yes prediction approved favourable yes by gender"
            ),
            Example(
                "load loans.csv as loans label repaid positive yes prediction approved; fairness equalized-odds, subgroup-fairness by region by region, gender reference largest"
            ),
            Example(
                "fairness conditional-statistical-parity, cdd in loans.csv label repaid positive yes prediction approved favourable yes by gender given region"
            ),
            Example(
                "fairness all in loans.csv label repaid positive yes prediction approved score p_repay by gender to csv"
            ),
        ])

    /// What groups are compared with.
    static let reference = Clause(
        "reference", .cell(words: ["complement", "largest", "overall", "best", "pairwise"]),
        hint: "GROUP",
        summary: "NAME=VALUE, or complement, largest, overall, best, pairwise")
}
