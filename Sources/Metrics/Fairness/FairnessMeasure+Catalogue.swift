import Statistics

extension FairnessMeasure {
    /// Every measure there is, in the order of METHODS §2.8–2.9.
    package static let all: [FairnessMeasure] =
        parity + errorRates + predictive + spread + intersectional + calibrated + conditional

    /// What is told if nobody asks for a measure by name: the commonest definitions, without scores or strata.
    package static let standard: [FairnessMeasure] = [
        "demographic-parity-difference", "demographic-parity-ratio", "equal-opportunity-difference",
        "predictive-equality-difference", "equalized-odds-difference", "predictive-parity-difference",
    ].compactMap(measure(named:))

    private static func rate(_ name: String) -> Metric {
        guard let metric = Catalogue.metric(named: name, binary: true), case .proportion = metric.definition else {
            preconditionFailure("a rate of the catalogue: \(name)")
        }
        return metric
    }

    /// The difference and the ratio of one rate.
    private static func pair(
        _ name: String, _ metric: String, aliases: [String] = [], differencePeers: [PeerName] = [],
        ratioPeers: [PeerName] = [], undefined: String, source: String
    ) -> [FairnessMeasure] {
        [
            FairnessMeasure(
                name + "-difference", aliases: aliases.flatMap { [$0, $0 + "-difference"] }, peers: differencePeers,
                shape: .difference([rate(metric)], mean: false), undefined: undefined, source: source),
            FairnessMeasure(
                name + "-ratio", aliases: aliases.map { $0 + "-ratio" }, peers: ratioPeers, ideal: 1,
                shape: .ratio([rate(metric)]), undefined: undefined + "; all groups at 0", source: source),
        ]
    }

    private static let fewer = "fewer than two groups with a rate"
    private static let noPositives = "fewer than two groups with positive labels"
    private static let noNegatives = "fewer than two groups with negative labels"

    private static let parity: [FairnessMeasure] =
        pair(
            "demographic-parity", "selection-rate", aliases: ["statistical-parity"],
            differencePeers: [.fairlearn("demographic_parity_difference"), .aif360("statistical_parity_difference")],
            ratioPeers: [.fairlearn("demographic_parity_ratio"), .aequitas("pprev_disparity")], undefined: fewer,
            source: "Dwork et al. 2012; Calders and Verwer 2010")
        + [
            FairnessMeasure(
                "adverse-impact-ratio", aliases: ["four-fifths", "disparate-impact"],
                peers: [.aif360("disparate_impact")],
                ideal: 1, shape: .ratio([rate("favourable-rate")]), undefined: fewer + "; all groups at 0",
                source: "29 CFR 1607.4(D)")
        ]

    private static let errorRates: [FairnessMeasure] =
        pair(
            "equal-opportunity", "true-positive-rate",
            differencePeers: [.fairlearn("equal_opportunity_difference"), .aif360("equal_opportunity_difference")],
            ratioPeers: [.fairlearn("equal_opportunity_ratio"), .aequitas("tpr_disparity")], undefined: noPositives,
            source: "Hardt, Price and Srebro 2016")
        + pair(
            "predictive-equality", "false-positive-rate",
            differencePeers: [.aif360("false_positive_rate_difference")],
            ratioPeers: [.aequitas("fpr_disparity"), .aif360("false_positive_rate_ratio")], undefined: noNegatives,
            source: "Corbett-Davies et al. 2017; Chouldechova 2017")
        + [
            FairnessMeasure(
                "equalized-odds-difference", aliases: ["equalized-odds", "equalised-odds"],
                peers: [.fairlearn("equalized_odds_difference"), .aif360("equalized_odds_difference")],
                shape: .difference([rate("true-positive-rate"), rate("false-positive-rate")], mean: false),
                undefined: noPositives + ", or with negative ones", source: "Hardt, Price and Srebro 2016"),
            FairnessMeasure(
                "equalized-odds-mean-difference", aliases: ["average-absolute-odds-difference"],
                peers: [.aif360("average_abs_odds_difference")],
                shape: .difference([rate("true-positive-rate"), rate("false-positive-rate")], mean: true),
                undefined: noPositives + ", or with negative ones", source: "Hardt, Price and Srebro 2016"),
            FairnessMeasure(
                "equalized-odds-ratio", peers: [.fairlearn("equalized_odds_ratio")], ideal: 1,
                shape: .ratio([rate("true-positive-rate"), rate("false-positive-rate")]),
                undefined: noPositives + ", or with negative ones; all groups at 0",
                source: "Hardt, Price and Srebro 2016"),
            FairnessMeasure(
                "error-rate-balance", aliases: ["error-rate-balance-difference"],
                shape: .difference([rate("false-positive-rate"), rate("false-negative-rate")], mean: false),
                undefined: noPositives + ", or with negative ones", source: "Chouldechova 2017"),
        ]

    private static let predictive: [FairnessMeasure] =
        pair(
            "predictive-parity", "positive-predictive-value",
            ratioPeers: [.aequitas("precision_disparity")],
            undefined: "fewer than two groups with positive decisions", source: "Chouldechova 2017")
        + [
            FairnessMeasure(
                "conditional-use-accuracy-equality", aliases: ["conditional-use-accuracy"],
                shape: .difference(
                    [rate("positive-predictive-value"), rate("negative-predictive-value")], mean: false),
                undefined: "fewer than two groups with positive decisions, or with negative ones",
                source: "Berk et al. 2021"),
            FairnessMeasure(
                "overall-accuracy-equality", aliases: ["accuracy-parity", "accuracy-difference"],
                peers: [.aif360("error_rate_difference")],
                shape: .difference([rate("accuracy")], mean: false), undefined: fewer, source: "Berk et al. 2021"),
            FairnessMeasure(
                "treatment-equality", aliases: ["treatment-equality-ratio"], ideal: 1,
                shape: .oddsRatio(missesAmongErrors),
                undefined: "fewer than two groups with false positives; no group with false negatives",
                source: "Berk et al. 2021"),
        ]

    /// FN/(FN + FP), whose odds are FN/FP.
    private static let missesAmongErrors = Metric(
        "false-negatives-among-errors", direction: .neutral,
        definition: .proportion(of: \.falseNegatives, among: \.incorrect, whenEmpty: .bothZero),
        source: "Berk et al. 2021")

    private static let spread: [FairnessMeasure] =
        ["selection-rate", "accuracy", "true-positive-rate", "false-positive-rate"].map { deviation(rate($0)) } + [
            entropy(
                "generalized-entropy-index", aliases: ["gei"], peers: [.aif360("generalized_entropy_index")], alpha: 2,
                betweenGroups: false),
            entropy("theil-index", aliases: ["theil"], peers: [.aif360("theil_index")], alpha: 1, betweenGroups: false),
            entropy(
                "between-group-generalized-entropy-index", aliases: ["between-group-gei"],
                peers: [.aif360("between_group_generalized_entropy_index")], alpha: 2, betweenGroups: true),
            entropy(
                "between-group-theil-index", aliases: ["between-group-theil"],
                peers: [.aif360("between_group_theil_index")], alpha: 1, betweenGroups: true),
        ]

    private static func deviation(_ metric: Metric) -> FairnessMeasure {
        FairnessMeasure(
            metric.name + "-deviation", aliases: metric.aliases.map { $0 + "-deviation" }, shape: .deviation(metric),
            undefined: fewer, source: "Lum, Zhang and Bower 2022")
    }

    private static func entropy(
        _ name: String, aliases: [String] = [], peers: [PeerName] = [], alpha: Double, betweenGroups: Bool
    ) -> FairnessMeasure {
        FairnessMeasure(
            name, aliases: aliases, peers: peers, range: 0...Double.infinity,
            shape: .entropy(alpha: alpha, betweenGroups: betweenGroups),
            undefined: alpha > 0 ? "nobody has a benefit" : "somebody, or a group, has no benefit",
            source: "Speicher et al. 2018")
    }

    /// `generalized-entropy-index-0.5` and `between-group-generalized-entropy-index-0.5`.
    static func entropy(named name: String) -> FairnessMeasure? {
        for (stem, between) in [
            ("between-group-generalized-entropy-index-", true), ("generalized-entropy-index-", false),
        ]
        where name.hasPrefix(stem) {
            guard let alpha = Double(name.dropFirst(stem.count)), abs(alpha) <= 10 else { return nil }
            return entropy(name, alpha: alpha, betweenGroups: between)
        }
        return nil
    }

    /// `false-negative-rate-deviation` and that of every other rate of judged rows.
    static func deviation(named name: String) -> FairnessMeasure? {
        guard name.hasSuffix("-deviation"),
            let metric = Catalogue.metric(named: String(name.dropLast("-deviation".count)), binary: true),
            metric.fits(binary: true), case .proportion(_, let whole, _) = metric.definition,
            whole as AnyKeyPath != \Counts.allRows
        else { return nil }
        return deviation(metric)
    }

    private static let intersectional: [FairnessMeasure] = [
        FairnessMeasure(
            "differential-fairness", aliases: ["differential-fairness-epsilon"],
            peers: [.aif360("smoothed_empirical_differential_fairness")], range: 0...Double.infinity,
            shape: .differentialFairness(rate("selection-rate"), labels: rate("base-rate")), undefined: fewer,
            source: "Foulds et al. 2020"),
        FairnessMeasure(
            "differential-fairness-of-opportunity", range: 0...Double.infinity,
            shape: .differentialFairness(rate("true-positive-rate"), labels: nil), undefined: noPositives,
            source: "Foulds et al. 2020"),
        FairnessMeasure(
            "subgroup-fairness", aliases: ["statistical-parity-subgroup-fairness"],
            shape: .subgroup(rate("selection-rate"), weight: \.predicted), undefined: fewer,
            source: "Kearns, Neel, Roth and Wu 2018"),
        FairnessMeasure(
            "false-positive-subgroup-fairness",
            shape: .subgroup(rate("false-positive-rate"), weight: \.actualNegatives), undefined: noNegatives,
            source: "Kearns, Neel, Roth and Wu 2018"),
    ]

    private static let calibrated: [FairnessMeasure] = [
        FairnessMeasure(
            "calibration-within-groups", shape: .calibration,
            undefined: "no score bin with 20 labelled rows in each of two groups",
            source: "Kleinberg, Mullainathan and Raghavan 2017"),
        FairnessMeasure(
            "multicalibration-error", shape: .multicalibration, undefined: "no labelled score",
            source: "Hébert-Johnson et al. 2018"),
        FairnessMeasure(
            "cross-group-auc-difference", aliases: ["cross-group-auc", "xauc", "xauc-disparity"],
            shape: .crossGroupArea, undefined: "fewer than two groups with scores and labels of both classes",
            source: "Kallus and Zhou 2019"),
    ]

    /// `outcome-test-from-0.5-to-0.55`: the outcomes of those whom scores put just above the bar.
    static func outcomeTest(named name: String) -> FairnessMeasure? {
        guard name.hasPrefix("outcome-test-"),
            let metric = Metric.outcomeRate(named: "outcome-rate-" + name.dropFirst("outcome-test-".count))
        else { return nil }
        return FairnessMeasure(
            name, shape: .difference([metric], mean: false),
            undefined: "fewer than two groups with labelled scores in the window",
            source: "Becker 1957; Simoiu, Corbett-Davies and Goel 2017")
    }

    private static let conditional: [FairnessMeasure] = [
        FairnessMeasure(
            "conditional-statistical-parity-difference",
            aliases: ["conditional-statistical-parity", "conditional-demographic-parity"],
            shape: .stratified(rate("selection-rate"), ratio: false),
            undefined: "no stratum with rows of a group and of its reference",
            source: "Corbett-Davies et al. 2017; Mantel and Haenszel 1959"),
        FairnessMeasure(
            "conditional-statistical-parity-ratio", ideal: 1,
            shape: .stratified(rate("selection-rate"), ratio: true),
            undefined: "no stratum with rows of a group and of its reference; nobody selected",
            source: "Corbett-Davies et al. 2017; Mantel and Haenszel 1959"),
        FairnessMeasure(
            "conditional-demographic-disparity", aliases: ["cdd"], range: -1...1, shape: .demographicDisparity,
            undefined: "no stratum with both decisions", source: "Wachter, Mittelstadt and Russell 2021"),
    ]
}
