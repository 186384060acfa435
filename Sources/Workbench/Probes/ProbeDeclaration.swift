extension CommandDeclaration {
    /// `probe KIND …`: looks for what averages hide.
    package static let probe = CommandDeclaration(
        "probe", summary: "Look for what averages hide: worse slices, flips by one change, proxies, drift",
        parameters: [
            Parameter(
                "kind", .choice(ProbeCommand.Kind.allCases.map(\.rawValue)), hint: "KIND",
                summary: "slices|counterfactual|proxy|drift|transfer|representation|thresholds|inputs|legibility")
        ],
        clauses: [
            Clause("metric", .list, hint: "METRIC", summary: "slices: what is looked at; other probes: one metric"),
            DataClauses.by(required: false),
        ] + SliceProbe.declared + [
            Clause("baseline", .string, hint: "A..B", summary: "drift: the windows compared with, both ends included"),
            Clause(
                "matured", .number, hint: "S",
                summary: "drift: a window counts for label metrics once a share S has labels"),
            Clause(
                "cubes", .list, hint: "FILES",
                summary: "drift: one cube a window, such as monthly/*.cube, in place of in and time"),
            Clause(
                "features", .list, hint: "COLS",
                summary: "proxy: columns that may carry the attribute; or what the model is given"),
            Clause("numbers", .list, hint: "COLS", summary: "proxy: which of them hold numbers"),
            Clause(
                "given", .list, hint: "COLS", summary: "proxy: legitimate columns, held fixed when use is looked at"),
            DataClauses.seed,
            Clause("of", .name, hint: "NAME", summary: "a dataset loaded before; proxy: the protected column"),
        ] + probeClauses + DataClauses.evidence.filter { $0.word != DataClauses.of.word } + DataClauses.reading + [
            DataClauses.expression, DataClauses.minimumGroup, DataClauses.level, DataClauses.format,
        ] + CounterfactualProbe.declared,
        examples: probeExamples + [
            Example(
                "probe drift in scenarios/mobile-credit/applications.csv label repaid positive 1 id application_id predictions scenarios/mobile-credit/predictions/vendor.csv score p_repay threshold 0.5 metric selection-rate time decided_on per month baseline 2026-01..2026-03 by region"
            ),
            Example(
                "probe drift in scenarios/mobile-credit/applications.csv label repaid positive 1 id application_id predictions scenarios/mobile-credit/predictions/vendor.csv score p_repay threshold 0.5 metric true-positive-rate time decided_on per month baseline 2026-01..2026-03 matured 0.5 by gender"
            ),
            Example(
                "probe proxy in scenarios/mobile-credit/applications.csv of gender features device, operator, topup_days, branch_km, income_band prediction earlier_decision favourable approved cluster customer_id"
            ),
            Example(
                "probe proxy in scenarios/mobile-credit/applications.csv of gender features device, operator, topup_days, branch_km, income_band"
            ),
        ] + SliceProbe.examples + CounterfactualProbe.examples)

    /// What probes declare beside their code.
    private static let probeClauses =
        TransferProbe.declared + RepresentationProbe.declared + ThresholdProbe.declared + InputProbe.declared

    private static let probeExamples =
        TransferProbe.examples + RepresentationProbe.examples + ThresholdProbe.examples + InputProbe.examples
        + LegibilityProbe.examples
}
