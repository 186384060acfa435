/// METHODS §2.2 as far as it is built: ranking and mean losses of scores.
extension Metric {
    /// scikit-learn's clip for the logarithm: the double's epsilon, 2⁻⁵².
    package static let logLossClip = 0x1p-52

    static let scored: [Metric] = [
        Metric(
            "roc-auc", aliases: ["auc", "c-statistic", "auroc"], direction: .higherIsBetter, noSkill: .chance(0.5),
            definition: .scoreFunctional(.areaUnderROC), source: "Bamber 1975; Hanley and McNeil 1982"),
        Metric(
            "average-precision", aliases: ["ap", "auprc"], direction: .higherIsBetter, noSkill: .baseRate,
            definition: .scoreFunctional(.averagePrecision), source: "Davis and Goadrich 2006"),
        Metric(
            "brier-score", aliases: ["brier"], direction: .lowerIsBetter, noSkill: .baseRateBrier,
            definition: .moment(.squaredError), source: "Brier 1950"),
        Metric(
            "log-loss", aliases: ["cross-entropy", "logloss"], direction: .lowerIsBetter,
            range: 0...Double.infinity, outcome: .any, noSkill: .classEntropy,
            definition: .moment(.negativeLogLikelihood(clip: logLossClip)), source: "Good 1952"),
        Metric(
            "expected-calibration-error", aliases: ["ece"], direction: .lowerIsBetter,
            definition: .scoreFunctional(.expectedCalibrationError),
            source: "Naeini, Cooper and Hauskrecht 2015; Vaicenavicius et al. 2019"),
        Metric(
            "mean-score", direction: .neutral, usesLabels: false, definition: .moment(.score), source: "METHODS §2.2"),
    ]
}
