extension CommandDeclaration {
    /// `metrics LIST …`: estimates with n and interval, overall or per group.
    package static let metrics = CommandDeclaration(
        "metrics", summary: "Estimate metrics, overall or per group, with intervals",
        parameters: [
            Parameter("metrics", .list, hint: "LIST", summary: "metric names separated by commas, or all")
        ],
        clauses: DataClauses.evidence + [
            DataClauses.by(required: false), DataClauses.classScores, DataClauses.stages,
            Clause(
                "unlabelled", .choice(["labelled-only", "reweighted", "worst-case", "all"]), hint: "KIND",
                summary: "missing labels: labelled-only, reweighted, worst-case, or all three"),
            Clause(
                "given", .list, hint: "COLS",
                summary: "reweighted: columns within whose values labels are missing by chance"),
            Clause(
                "shrunken", .flag,
                summary: "beside each rate, the same moved towards all groups; not for verdicts"),
            Clause(
                "runs", .name, hint: "COL", summary: "the column that tells repeated runs of the model apart"),
        ] + DataClauses.survey + DataClauses.reading + DataClauses.answer,
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
                      intervals: wilson
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
                "metrics accuracy in loans.csv label repaid positive yes prediction approved by gender units region"),
            Example(
                "metrics tpr in loans.csv label repaid positive yes prediction approved by region, gender shrunken",
                prints: """
                      region   gender  metric               n  value  interval        shrunken  interval
                      Garissa  female  true-positive-rate   3      —  too few rows       0.712  [0.331, 0.952]
                      Garissa  male    true-positive-rate   5      —  too few rows       0.580  [0.230, 0.846]
                      Kisumu   female  true-positive-rate  10      —  [0.168, 0.688]     0.523  [0.235, 0.763]
                      Kisumu   male    true-positive-rate  16      —  [0.505, 0.899]     0.746  [0.543, 0.907]
                      Mombasa  female  true-positive-rate  14      —  [0.387, 0.837]     0.670  [0.433, 0.849]
                      Mombasa  male    true-positive-rate  15      —  [0.621, 0.963]     0.830  [0.638, 0.962]
                      Nairobi  female  true-positive-rate  25      —  [0.750, 0.978]     0.885  [0.748, 0.976]
                      Nairobi  male    true-positive-rate  33  0.970  [0.846, 0.995]     0.935  [0.834, 0.993]
                      200 rows · 95 % intervals · no filter
                      shrunken: moved towards the rate of all groups; for maps and ranks, never for verdicts
                      intervals: uniform-shrinkage, wilson
                      below 30 rows only the interval is shown, below 10 only the count
                      `to csv` shows every figure and remark
                    """),
            Example(
                "metrics selection-rate, tpr in loans.csv label repaid positive yes score p_repay threshold 0.6 stages officer=approved by gender"
            ),
            Example(
                "metrics fpr in loans.csv label repaid positive yes prediction approved by region | sort fpr desc | head 2"
            ),
        ])
}
