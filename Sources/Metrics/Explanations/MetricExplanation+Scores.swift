extension MetricExplanation {
    private static let scores = "scores s and labels y of the labelled rows"
    private static let positivesAndNegatives = "scores of P rows with a positive label and N with a negative one"
    private static let binned = "bin b holds n_b rows with mean score s_b and share of positives y_b"

    static let ranking: [String: MetricExplanation] = [
        "roc-auc": MetricExplanation(
            "(pairs with s_positive > s_negative + pairs with equal scores / 2) / (P·N)", positivesAndNegatives,
            limits: "what happens at the threshold in use, or whether scores mean what they say",
            peers: [.scikitLearn("roc_auc_score")]),
        "gini": MetricExplanation(
            "2·AUC - 1", positivesAndNegatives,
            limits: "what happens at the threshold in use, or whether scores mean what they say"),
        "kolmogorov-smirnov": MetricExplanation(
            "max over t of |F_negative(t) - F_positive(t)|", positivesAndNegatives,
            limits: "what happens at any threshold but the best one, which was chosen on the same rows"),
        "average-precision": MetricExplanation(
            "Σ (R_t - R_(t+1))·Prec_t", "R_t recall and Prec_t precision of scores from t up",
            limits: "anything between groups with other base rates: its no-skill value is the base rate",
            peers: [.scikitLearn("average_precision_score")]),
    ]

    static let losses: [String: MetricExplanation] = [
        "brier-score": MetricExplanation(
            "Σ (s - y)^2 / n", scores,
            limits: "ranking and calibration apart: see miscalibration and discrimination; it moves with the base rate",
            peers: [.scikitLearn("brier_score_loss")]),
        "brier-skill-score": MetricExplanation(
            "1 - Brier / (y_mean·(1 - y_mean))", scores,
            limits: "anything between groups with other base rates without their Brier scores",
            peers: [.scikitLearn("d2_brier_score")]),
        "brier-reliability": MetricExplanation(
            "Σ (n_b / n)·(s_b - y_b)^2", binned + ", a bin for each distinct score",
            limits: "how much of it is noise: with few rows a score it is far above 0 for a perfect model"),
        "brier-resolution": MetricExplanation(
            "Σ (n_b / n)·(y_b - y_mean)^2", binned + ", a bin for each distinct score",
            limits: "how much of it is noise: with few rows a score it is far above 0 for a useless model"),
        "brier-uncertainty": MetricExplanation(
            "y_mean·(1 - y_mean)", "labels y of rows with a score", limits: "anything of the model"),
        "brier-miscalibration": MetricExplanation(
            "Brier - Brier of the scores after isotonic regression", scores,
            limits: "in which direction scores are off, or how much of it is noise"),
        "brier-discrimination": MetricExplanation(
            "y_mean·(1 - y_mean) - Brier of the scores after isotonic regression", scores,
            limits: "whether scores mean what they say"),
        "log-loss": MetricExplanation(
            "-Σ ln p(y) / n", "p(y) the probability that the model gave to the label of a row",
            limits: "how many rows make it: one confident error may outweigh thousands",
            peers: [.scikitLearn("log_loss")]),
    ]

    static let calibration: [String: MetricExplanation] = [
        "expected-calibration-error": MetricExplanation(
            "Σ (n_b / n)·|s_b - y_b|", binned + ", bins of equal width",
            limits: "a gap between groups of unequal size: noise alone makes it larger in the smaller one"),
        "maximum-calibration-error": MetricExplanation(
            "max over b of |s_b - y_b|", binned + ", bins of at least 20 rows",
            limits: "a gap between groups of unequal size: noise alone makes it larger in the smaller one"),
        "adaptive-calibration-error": MetricExplanation(
            "Σ (n_b / n)·|s_b - y_b|", binned + ", bins of equal weight",
            limits: "a gap between groups of unequal size: noise alone makes it larger in the smaller one"),
        "debiased-calibration-error": MetricExplanation(
            "Σ (n_b / n)·((s_b - y_b)^2 - y_b·(1 - y_b) / (n_b - 1))", binned + ", bins of at least 2 rows",
            limits: "in which direction scores are off; it may be negative, which means about 0"),
        "calibration-in-the-large": MetricExplanation(
            "y_mean - s_mean", scores, limits: "whether high scores are too high and low ones too low: that cancels"),
        "observed-to-expected-ratio": MetricExplanation(
            "Σ y / Σ s", scores, limits: "whether high scores are too high and low ones too low: that cancels"),
        "calibration-slope": MetricExplanation(
            "b of logit P(y = 1) = a + b·logit s", scores,
            limits: "whether scores are right on average; below 1 the model is too sure of itself"),
        "calibration-intercept": MetricExplanation(
            "a of logit P(y = 1) = a + b·logit s", scores,
            limits: "anything without the slope: it holds where logit s is 0"),
        "calibration-offset": MetricExplanation(
            "a of logit P(y = 1) = a + logit s", scores,
            limits: "whether high scores are too high and low ones too low: that cancels"),
        "spiegelhalter-z": MetricExplanation(
            "Σ (y - s)·(1 - 2·s) / √(Σ (1 - 2·s)^2·s·(1 - s))", scores,
            limits: "how far scores are off: with many rows a trifle is significant"),
        "mean-score": MetricExplanation(
            "Σ s / n", "scores of all rows, labelled or not",
            limits: "whether scores are right", peers: [.fairlearn("mean_prediction")]),
        "mean-score-of-positives": MetricExplanation(
            "Σ y·s / Σ y", scores, limits: "whether scores are right: groups with other features have other means"),
        "mean-score-of-negatives": MetricExplanation(
            "Σ (1 - y)·s / Σ (1 - y)", scores,
            limits: "whether scores are right: groups with other features have other means"),
    ]
}
