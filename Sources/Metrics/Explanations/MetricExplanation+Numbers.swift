extension MetricExplanation {
    private static let errors = "e = p - y, prediction less label, of n rows with both"

    /// Of a quantile of errors.
    static func errorQuantile(_ quantile: String, peers: [PeerName] = []) -> MetricExplanation {
        MetricExplanation(
            "the least size of e that a share \(quantile) of the rows does not exceed; the middle of two where both do",
            errors + ", told to one part in 129", limits: "how bad the errors beyond it are", peers: peers)
    }

    static let numbers: [String: MetricExplanation] = [
        "mean-absolute-error": MetricExplanation(
            "Σ |e| / n", errors, limits: "whether predictions are too high or too low, or how bad the worst are",
            peers: [.scikitLearn("mean_absolute_error")]),
        "root-mean-squared-error": MetricExplanation(
            "√(Σ e^2 / n)", errors, limits: "how many rows make it: a few large errors may",
            peers: [.scikitLearn("root_mean_squared_error")]),
        "median-absolute-error": errorQuantile(
            "0.5", peers: [.scikitLearn("median_absolute_error")]),
        "mean-error": MetricExplanation(
            "Σ e / n", errors, limits: "how large errors are: those of opposite sign cancel"),
        "r-squared": MetricExplanation(
            "1 - Σ e^2 / Σ (y - y_mean)^2", errors,
            limits: "anything between groups whose labels vary differently, without their errors",
            peers: [.scikitLearn("r2_score")]),
        "correlation": MetricExplanation(
            "Σ (p - p_mean)·(y - y_mean) / √(Σ (p - p_mean)^2·Σ (y - y_mean)^2)", errors,
            limits: "whether predictions are too high, too low or of the wrong scale"),
        "weighted-absolute-percentage-error": MetricExplanation(
            "Σ |e| / Σ |y|", errors, limits: "how rows with small labels fare: those with large ones outweigh them"),
        "mean-outcome": MetricExplanation("Σ y / n", errors, limits: "anything of the model"),
        "mean-prediction": MetricExplanation(
            "Σ p / n", "predictions of all rows, labelled or not", limits: "whether predictions are right",
            peers: [.fairlearn("mean_prediction")]),
        "word-error-rate": MetricExplanation(
            "Σ (substitutions + deletions + insertions) / Σ words of the reference", "errors and lengths of all texts",
            limits: "anything between languages without character errors: long words make it larger"),
        "character-error-rate": MetricExplanation(
            "Σ (substitutions + deletions + insertions) / Σ characters of the reference",
            "errors and lengths of all texts",
            limits: "which errors change the meaning"),
    ]
}
