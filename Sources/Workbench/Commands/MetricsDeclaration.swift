extension CommandDeclaration {
    /// `metrics LIST …`: estimates with n and interval, overall or per group.
    package static let metrics = CommandDeclaration(
        "metrics", summary: "Estimate metrics, overall or per group, with intervals",
        parameters: [
            Parameter("metrics", .list, hint: "LIST", summary: "metric names separated by commas, or all")
        ],
        clauses: DataClauses.evidence + [
            DataClauses.by(required: false),
            Clause(
                "unlabelled", .choice(["labelled-only", "reweighted", "worst-case", "all"]), hint: "KIND",
                summary: "missing labels: labelled-only, reweighted, worst-case, or all three"),
            Clause(
                "given", .list, hint: "COLS",
                summary: "reweighted: columns within whose values labels are missing by chance"),
        ] + DataClauses.reading + DataClauses.answer,
        examples: [
            Example(
                "metrics accuracy, tpr in loans.csv label repaid positive yes prediction approved by region",
                prints: """
                      region   accuracy  interval         n  true-positive-rate  interval         n
                      Garissa         —  [0.453, 0.883]  14                   —  too few rows     8
                      Kisumu      0.741  [0.610, 0.839]  54                   —  [0.425, 0.776]  26
                      Mombasa     0.750  [0.617, 0.848]  52                   —  [0.578, 0.878]  29
                      Nairobi     0.850  [0.755, 0.913]  80               0.948  [0.858, 0.983]  58
                      200 rows · 95 % intervals · no filter
                      below 30 rows only the interval is shown, below 10 only the count
                      `to csv` shows every figure and remark
                    """),
            Example(
                "load loans.csv as loans label repaid positive yes score p_repay; metrics tpr, fpr threshold 0.6 where age >= 35"
            ),
            Example("load loans.csv as loans label repaid positive yes prediction approved; metrics all to markdown"),
            Example(
                "metrics selection-rate in loans.csv label repaid positive yes prediction approved by region by gender to csv"
            ),
            Example(
                "metrics fpr in scenarios/mobile-credit/applications.csv label repaid positive 1 id application_id predictions scenarios/mobile-credit/predictions/vendor.csv score p_repay threshold 0.5 by gender"
            ),
            Example(
                "metrics label-coverage in scenarios/mobile-credit/applications.csv label repaid positive 1 time decided_on per quarter by region"
            ),
            Example(
                "metrics tpr in scenarios/mobile-credit/applications.csv label repaid positive 1 id application_id predictions scenarios/mobile-credit/predictions/vendor.csv score p_repay threshold 0.5 by gender unlabelled all given income_band"
            ),
            Example(
                "metrics fpr in loans.csv label repaid positive yes prediction approved by region | sort fpr desc | head 2"
            ),
        ])
}
