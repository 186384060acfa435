extension MetricExplanation {
    private static let cells = "rows with label and decision: TP, FP, FN, TN"

    static let counts: [String: MetricExplanation] = [
        "count": MetricExplanation(
            "n", "all rows of the group",
            limits: "whether these people are as many as live there: compare with a census",
            peers: [.fairlearn("count"), .aequitas("group_size")]),
        "share": MetricExplanation(
            "n_g / n", "rows of the group, of all rows",
            limits: "whether the group is represented as in the population: compare with a census"),
        "label-coverage": MetricExplanation(
            "labelled / n", "rows whose outcome is known, of all rows",
            limits: "why labels are missing; if decisions cause it, figures of the labelled are biased"),
        "base-rate": MetricExplanation(
            "(TP + FN) / (TP + FP + FN + TN)", cells,
            limits: "whether the label itself was measured alike in all groups",
            peers: [.aif360("base_rate"), .aequitas("prev")]),
    ]

    static let rates: [String: MetricExplanation] = [
        "selection-rate": MetricExplanation(
            "selected / predicted", "rows decided positive, of rows with a decision, labelled or not",
            limits: "whether the right people are selected: it never looks at labels",
            peers: [.fairlearn("selection_rate"), .aif360("selection_rate"), .aequitas("pprev")]),
        "favourable-rate": MetricExplanation(
            "favoured / predicted", "rows with the decision people want, of rows with a decision, labelled or not",
            limits: "whether the right people get what they want: it never looks at labels"),
        "accuracy": MetricExplanation(
            "(TP + TN) / (TP + FP + FN + TN)", cells,
            limits:
                "who bears the errors; with rare positives, answering no to all scores high: see its no-skill value",
            peers: [.scikitLearn("accuracy_score"), .aif360("accuracy"), .aequitas("accuracy")]),
        "error-rate": MetricExplanation(
            "(FP + FN) / (TP + FP + FN + TN)", cells,
            limits: "which of the two errors it is; they seldom cost the same",
            peers: [.scikitLearn("zero_one_loss"), .aif360("error_rate")]),
        "true-positive-rate": MetricExplanation(
            "TP / (TP + FN)", "rows with a positive label",
            limits: "how many negatives are taken for positives: deciding yes for all reaches 1",
            peers: [
                .scikitLearn("recall_score"), .fairlearn("true_positive_rate"), .aif360("true_positive_rate"),
                .aequitas("tpr"),
            ]),
        "false-positive-rate": MetricExplanation(
            "FP / (FP + TN)", "rows with a negative label",
            limits: "what share of the positive decisions is wrong: that is the false discovery rate",
            peers: [.fairlearn("false_positive_rate"), .aif360("false_positive_rate"), .aequitas("fpr")]),
        "true-negative-rate": MetricExplanation(
            "TN / (FP + TN)", "rows with a negative label",
            limits: "how many positives are missed: deciding no for all reaches 1",
            peers: [.fairlearn("true_negative_rate"), .aif360("true_negative_rate"), .aequitas("tnr")]),
        "false-negative-rate": MetricExplanation(
            "FN / (TP + FN)", "rows with a positive label",
            limits: "what share of the negative decisions is wrong: that is the false omission rate",
            peers: [.fairlearn("false_negative_rate"), .aif360("false_negative_rate"), .aequitas("fnr")]),
        "positive-predictive-value": MetricExplanation(
            "TP / (TP + FP)", "rows decided positive that have a label",
            limits: "the model alone: it moves with the base rate, so equal models differ where base rates do",
            peers: [
                .scikitLearn("precision_score"), .aif360("positive_predictive_value"), .aequitas("precision"),
            ]),
        "negative-predictive-value": MetricExplanation(
            "TN / (FN + TN)", "rows decided negative that have a label",
            limits: "the model alone: it moves with the base rate, so equal models differ where base rates do",
            peers: [.aif360("negative_predictive_value"), .aequitas("npv")]),
        "false-discovery-rate": MetricExplanation(
            "FP / (TP + FP)", "rows decided positive that have a label",
            limits: "how many of all negatives are hit: that is the false positive rate",
            peers: [.aif360("false_discovery_rate"), .aequitas("fdr")]),
        "false-omission-rate": MetricExplanation(
            "FN / (FN + TN)", "rows decided negative that have a label",
            limits: "how many of all positives are missed: that is the false negative rate",
            peers: [.aif360("false_omission_rate"), .aequitas("for")]),
    ]

    /// (1 + β²)TP over (1 + β²)TP + β²FN + FP.
    static func fScore(beta: String) -> MetricExplanation {
        MetricExplanation(
            "(1 + \(beta)^2)·TP / ((1 + \(beta)^2)·TP + \(beta)^2·FN + FP)", cells,
            limits: "how many negatives there are: true negatives do not count, and it moves with the base rate",
            peers: [.scikitLearn(beta == "1" ? "f1_score" : "fbeta_score")])
    }

    static let composites: [String: MetricExplanation] = [
        "jaccard-index": MetricExplanation(
            "TP / (TP + FP + FN)", cells,
            limits: "how many negatives there are: true negatives do not count, and it moves with the base rate",
            peers: [.scikitLearn("jaccard_score")]),
        "false-negative-to-false-positive-ratio": MetricExplanation(
            "FN / FP", cells, limits: "how many errors there are: few and many of both have the same ratio"),
        "balanced-accuracy": MetricExplanation(
            "(TP / (TP + FN) + TN / (FP + TN)) / 2", cells,
            limits: "which of both rates is low; a group of one class has none, where other tools average what is left",
            peers: [.scikitLearn("balanced_accuracy_score")]),
        "informedness": MetricExplanation(
            "TP / (TP + FN) + TN / (FP + TN) - 1", cells,
            limits: "what the decisions are worth where positives are rare: precision says that"),
        "markedness": MetricExplanation(
            "TP / (TP + FP) + TN / (FN + TN) - 1", cells,
            limits: "how many positives are found: recall says that"),
        "matthews-correlation": MetricExplanation(
            "(TP·TN - FP·FN) / (√((TP + FN)·(TP + FP))·√((FP + TN)·(FN + TN)))", cells,
            limits: "which error is more frequent; groups with other base rates reach other values with the same rates",
            peers: [.scikitLearn("matthews_corrcoef")]),
        "positive-likelihood-ratio": MetricExplanation(
            "(TP / (TP + FN)) / (FP / (FP + TN))", cells,
            limits: "the chance that a positive decision is right, which takes the base rate",
            peers: [.scikitLearn("class_likelihood_ratios")]),
        "negative-likelihood-ratio": MetricExplanation(
            "(FN / (TP + FN)) / (TN / (FP + TN))", cells,
            limits: "the chance that a negative decision is wrong, which takes the base rate",
            peers: [.scikitLearn("class_likelihood_ratios")]),
        "diagnostic-odds-ratio": MetricExplanation(
            "TP·TN / (FP·FN)", cells,
            limits: "which error is more frequent: many thresholds of one model share one odds ratio"),
    ]

    static let service: [String: MetricExplanation] = [
        "coverage": MetricExplanation(
            "answered / n", "rows on which the model did not decline, of all rows",
            limits: "how good the answers are; figures of answered rows are comparable only at like coverage"),
        "abstention-rate": MetricExplanation(
            "abstained / n", "rows on which the model declined, of all rows",
            limits: "what happens to these people afterwards"),
        "missing-prediction-rate": MetricExplanation(
            "missing / n", "rows without a prediction, of all rows",
            limits: "why they are missing: time-outs, refusals and lost files look alike"),
        "invalid-prediction-rate": MetricExplanation(
            "invalid / n", "rows whose prediction is none of the classes, of all rows",
            limits: "what the answer meant: spelling variants are never merged silently"),
        "worst-case-accuracy": MetricExplanation(
            "correct / labelled", "rows answered rightly, of all rows with a label",
            limits: "how good the answers given are: each row without one counts as wrong"),
    ]
}
