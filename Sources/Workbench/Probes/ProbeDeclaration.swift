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
            Clause("metric", .name, hint: "METRIC", summary: "slices: the rate that is looked at"),
            DataClauses.by(required: false),
            Clause("support", .number, hint: "S", summary: "the smallest share of rows of a slice; 0.005 if not said"),
            Clause("depth", .integer, hint: "D", summary: "the most groups in one slice; 3 if not said"),
            Clause(
                "redundancy", .number, hint: "E",
                summary: "hide slices that one group less changes by E or less; 0.01 if not said"),
            Clause("top", .integer, hint: "N", summary: "show so many slices; 10 if not said"),
            Clause("all", .flag, summary: "show every slice that was searched"),
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
            Example(
                "probe slices in loans.csv label repaid positive yes prediction approved metric selection-rate by region, gender, age support 0.1 depth 2"
            ),
            Example(
                "probe slices in loans.csv label repaid positive yes prediction approved metric fpr by region, gender all to csv"
            ),
            Example(
                "probe slices in scenarios/mobile-credit/applications.csv label repaid positive 1 id application_id predictions scenarios/mobile-credit/predictions/vendor.csv score p_repay threshold 0.5 favourable 1 metric favourable-rate by region, language, gender, work cluster customer_id"
            ),
        ] + CounterfactualProbe.examples)

    /// What probes declare beside their code.
    private static let probeClauses =
        TransferProbe.declared + RepresentationProbe.declared + ThresholdProbe.declared + InputProbe.declared

    private static let probeExamples =
        TransferProbe.examples + RepresentationProbe.examples + ThresholdProbe.examples + InputProbe.examples
        + LegibilityProbe.examples
}
