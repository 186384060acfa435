extension MetricExplanation {
    private static let table = "rows by label and prediction: n_ij; class i has t_i labels and p_i predictions"
    private static let absent = "classes that do not occur in the group: averages of groups with other classes differ"

    /// Figures whose binary form has its own formula.
    static let ofSeveralClasses: [String: MetricExplanation] = [
        "accuracy": MetricExplanation(
            "Σ n_ii / n", table,
            limits: "which classes are confused; where one class is frequent its no-skill value is high",
            peers: [.scikitLearn("accuracy_score")]),
        "error-rate": MetricExplanation(
            "1 - Σ n_ii / n", table, limits: "which classes are confused", peers: [.scikitLearn("zero_one_loss")]),
        "matthews-correlation": MetricExplanation(
            "(n·Σ n_ii - Σ p_i·t_i) / √((n^2 - Σ p_i^2)·(n^2 - Σ t_i^2))", table,
            limits: "which classes are confused", peers: [.scikitLearn("matthews_corrcoef")]),
        "brier-score": MetricExplanation(
            "Σ Σ_k (s_k - y_k)^2 / n", scores,
            limits: "ranking and calibration apart; " + together, peers: [.scikitLearn("brier_score_loss")]),
    ]

    private static let scores = "score s_k and label y_k (1 or 0) of class k, for all K classes and n rows"
    private static let together =
        "the interval as sharply as it could be: each row has a score for every class, and counts do not tell how these go together"

    static let classScores: [String: MetricExplanation] = [
        "macro-roc-auc": MetricExplanation(
            "Σ AUC_k / K", "AUC_k of class k against all others; K classes with labels", limits: absent,
            peers: [.scikitLearn("roc_auc_score(multi_class='ovr')")]),
        "weighted-roc-auc": MetricExplanation(
            "Σ (n_k / n)·AUC_k", "AUC_k of class k against all others, n_k rows labelled k",
            limits: "how rare classes fare: frequent ones outweigh them",
            peers: [.scikitLearn("roc_auc_score(multi_class='ovr', average='weighted')")]),
        "hand-till-auc": MetricExplanation(
            "Σ A_ij / (K·(K - 1)), over pairs of classes i and j both ways",
            "A_ij the AUC of the scores for class i among rows labelled i or j; K classes with labels",
            limits: "whether a class is found among all others; " + together,
            peers: [.scikitLearn("roc_auc_score(multi_class='ovo')")]),
        "class-wise-calibration-error": MetricExplanation(
            "Σ ECE_k / K", "ECE_k of the scores for class k, over bins of equal width",
            limits: "a gap between groups of unequal size: noise alone makes it larger in the smaller one"),
        "top-label-calibration-error": MetricExplanation(
            "Σ (n_b / n)·|c_b - r_b|",
            "bin b holds n_b rows with mean score c_b of the class decided and share r_b of right decisions",
            limits: "whether the scores of the other classes mean what they say"),
    ]

    static let classes: [String: MetricExplanation] = [
        "macro-precision": MetricExplanation(
            "Σ (n_ii / p_i) / K", table + "; K classes with labels", limits: absent,
            peers: [.scikitLearn("precision_score(average='macro')")]),
        "macro-recall": MetricExplanation(
            "Σ (n_ii / t_i) / K", table + "; K classes with labels", limits: absent,
            peers: [.scikitLearn("recall_score(average='macro')")]),
        "macro-f1": MetricExplanation(
            "Σ (2·n_ii / (t_i + p_i)) / K", table + "; K classes with labels", limits: absent,
            peers: [.scikitLearn("f1_score(average='macro')")]),
        "micro-precision": micro, "micro-recall": micro, "micro-f1": micro,
        "weighted-precision": MetricExplanation(
            "Σ t_i·(n_ii / p_i) / n", table, limits: "how rare classes fare: frequent ones outweigh them",
            peers: [.scikitLearn("precision_score(average='weighted')")]),
        "weighted-recall": MetricExplanation(
            "Σ t_i·(n_ii / t_i) / n", table, limits: "how rare classes fare: it equals accuracy",
            peers: [.scikitLearn("recall_score(average='weighted')")]),
        "weighted-f1": MetricExplanation(
            "Σ t_i·(2·n_ii / (t_i + p_i)) / n", table, limits: "how rare classes fare: frequent ones outweigh them",
            peers: [.scikitLearn("f1_score(average='weighted')")]),
        "cohen-kappa": MetricExplanation(
            "(p_o - p_e) / (1 - p_e), p_o = Σ n_ii / n, p_e = Σ t_i·p_i / n^2", table,
            limits: "how many answers are right: the same accuracy has another kappa where base rates differ",
            peers: [.scikitLearn("cohen_kappa_score")]),
        "quadratic-weighted-kappa": MetricExplanation(
            "1 - n·Σ (i - j)^2·n_ij / Σ (i - j)^2·t_i·p_j", table + ", classes in their declared order",
            limits: "whether errors go up or down; levels are taken to be equally far apart",
            peers: [.scikitLearn("cohen_kappa_score(weights='quadratic')")]),
        "mean-absolute-level-error": MetricExplanation(
            "Σ |i - j|·n_ij / n", table + ", classes in their declared order",
            limits: "whether errors go up or down; levels are taken to be equally far apart"),
    ]

    private static let micro = MetricExplanation(
        "Σ n_ii / n", table, limits: "how rare classes fare: with one label a row it equals accuracy",
        peers: [.scikitLearn("f1_score(average='micro')")])
}
