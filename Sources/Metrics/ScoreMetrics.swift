/// METHODS §2.2: ranking, losses and calibration of scores.
extension Metric {
    /// scikit-learn's clip for the logarithm: the double's epsilon, 2⁻⁵².
    package static let logLossClip = 0x1p-52

    static let scored: [Metric] = ranking + losses + binnedCalibration + calibration

    private static let ranking: [Metric] = [
        Metric(
            "roc-auc", aliases: ["auc", "c-statistic", "auroc", "roc-auc-score"], direction: .higherIsBetter,
            noSkill: .chance(0.5),
            definition: .scoreFunctional(.areaUnderROC), source: "Bamber 1975; Hanley and McNeil 1982"),
        Metric(
            "gini", aliases: ["gini-coefficient", "somers-d", "accuracy-ratio"], direction: .higherIsBetter,
            range: -1...1, noSkill: .chance(0), definition: .scoreFunctional(.gini),
            source: "Somers 1962; Hand and Till 2001"),
        Metric(
            "kolmogorov-smirnov", aliases: ["ks", "ks-statistic"], direction: .higherIsBetter, noSkill: .chance(0),
            definition: .scoreFunctional(.kolmogorovSmirnov), source: "Smirnov 1939"),
        Metric(
            "average-precision", aliases: ["ap", "auprc", "average-precision-score"], direction: .higherIsBetter,
            noSkill: .baseRate,
            definition: .scoreFunctional(.averagePrecision), source: "Davis and Goadrich 2006"),
        averagePrecision(at: 0.5, "average-precision-at-0.5"),
    ]

    private static let losses: [Metric] = [
        Metric(
            "brier-score", aliases: ["brier", "brier-score-loss"], direction: .lowerIsBetter, noSkill: .baseRateBrier,
            definition: .moment(.squaredError), source: "Brier 1950"),
        Metric(
            "brier-skill-score", aliases: ["brier-skill", "bss", "d2-brier-score"], direction: .higherIsBetter,
            range: -Double.infinity...1, noSkill: .noBrierSkill, definition: .scoreFunctional(.brierSkill),
            source: "Murphy 1973"),
        Metric(
            "brier-reliability", aliases: ["reliability"], direction: .lowerIsBetter,
            definition: .scoreFunctional(.brierPart(.reliability)),
            source: "Murphy 1973; Stephenson, Coelho and Jolliffe 2008"),
        Metric(
            "brier-resolution", aliases: ["resolution"], direction: .higherIsBetter, range: 0...0.25,
            definition: .scoreFunctional(.brierPart(.resolution)),
            source: "Murphy 1973; Stephenson, Coelho and Jolliffe 2008"),
        Metric(
            "brier-uncertainty", aliases: ["uncertainty"], direction: .neutral, range: 0...0.25,
            definition: .scoreFunctional(.brierPart(.uncertainty)), source: "Murphy 1973"),
        Metric(
            "brier-miscalibration", aliases: ["mcb"], direction: .lowerIsBetter,
            definition: .scoreFunctional(.brierPart(.miscalibration)),
            source: "Dimitriadis, Gneiting and Jordan 2021"),
        Metric(
            "brier-discrimination", aliases: ["dsc"], direction: .higherIsBetter, range: 0...0.25,
            noSkill: .noBrierSkill, definition: .scoreFunctional(.brierPart(.discrimination)),
            source: "Dimitriadis, Gneiting and Jordan 2021"),
        Metric(
            "log-loss", aliases: ["cross-entropy", "logloss"], direction: .lowerIsBetter,
            range: 0...Double.infinity, outcome: .any, noSkill: .classEntropy,
            definition: .moment(.negativeLogLikelihood(clip: logLossClip)), source: "Good 1952"),
    ]

    private static let binnedCalibration: [Metric] = [
        Metric(
            "expected-calibration-error", aliases: ["ece"], direction: .lowerIsBetter,
            definition: .scoreFunctional(.expectedCalibrationError),
            source: "Naeini, Cooper and Hauskrecht 2015; Vaicenavicius et al. 2019"),
        Metric(
            "maximum-calibration-error", aliases: ["mce"], direction: .lowerIsBetter,
            definition: .scoreFunctional(.maximumCalibrationError), source: "Naeini, Cooper and Hauskrecht 2015"),
        Metric(
            "adaptive-calibration-error", aliases: ["ace"], direction: .lowerIsBetter,
            definition: .scoreFunctional(.adaptiveCalibrationError), source: "Nixon et al. 2019"),
        Metric(
            "debiased-calibration-error", aliases: ["debiased-squared-calibration-error"], direction: .lowerIsBetter,
            range: -0.5...1, definition: .scoreFunctional(.debiasedCalibrationError),
            source: "Kumar, Liang and Ma 2019"),
    ]

    private static let calibration: [Metric] = [
        Metric(
            "calibration-in-the-large", aliases: ["citl", "signed-calibration-error"], direction: .neutral,
            range: -1...1, ideal: 0, definition: .moment(.residual), source: "Van Calster et al. 2019"),
        Metric(
            "observed-to-expected-ratio", aliases: ["o/e", "oe-ratio"], direction: .neutral,
            range: 0...Double.infinity, ideal: 1, definition: .scoreFunctional(.observedToExpected),
            source: "Van Calster et al. 2019"),
        Metric(
            "calibration-slope", direction: .neutral, range: -Double.infinity...Double.infinity, ideal: 1,
            definition: .scoreFunctional(.calibrationLine(.slope)), source: "Cox 1958; Van Calster et al. 2019"),
        Metric(
            "calibration-intercept", direction: .neutral, range: -Double.infinity...Double.infinity, ideal: 0,
            definition: .scoreFunctional(.calibrationLine(.intercept)), source: "Cox 1958; Van Calster et al. 2019"),
        Metric(
            "calibration-offset", aliases: ["intercept-at-unit-slope"], direction: .neutral,
            range: -Double.infinity...Double.infinity, ideal: 0,
            definition: .scoreFunctional(.calibrationLine(.offset)), source: "Cox 1958; Van Calster et al. 2019"),
        Metric(
            "spiegelhalter-z", aliases: ["spiegelhalter"], direction: .neutral,
            range: -Double.infinity...Double.infinity, ideal: 0, definition: .scoreFunctional(.spiegelhalter),
            source: "Spiegelhalter 1986"),
        Metric(
            "mean-score", direction: .neutral, usesLabels: false, definition: .moment(.score), source: "METHODS §2.2"),
        Metric(
            "mean-score-of-positives", aliases: ["balance-for-positives"], direction: .neutral,
            definition: .moment(.scoreOfClass(positive: true)),
            source: "Kleinberg, Mullainathan and Raghavan 2017"),
        Metric(
            "mean-score-of-negatives", aliases: ["balance-for-negatives"], direction: .neutral,
            definition: .moment(.scoreOfClass(positive: false)),
            source: "Kleinberg, Mullainathan and Raghavan 2017"),
    ]

    /// The average precision at a common prevalence: `average-precision-at-0.2`.
    ///
    /// - Returns: `nil` for a name of another form, and for a prevalence that does not lie between 0 and 1.
    static func averagePrecision(named name: String) -> Metric? {
        share(in: name, after: "average-precision-at-").map { averagePrecision(at: $0, name) }
    }

    /// The share of positive outcomes among those whose score lies in a window, such as just above the bar:
    /// `outcome-rate-from-0.5-to-0.55`.
    ///
    /// - Returns: `nil` for a name of another form, and for a window without width.
    static func outcomeRate(named name: String) -> Metric? {
        let prefix = "outcome-rate-from-"
        guard name.hasPrefix(prefix) else { return nil }
        let ends = name.dropFirst(prefix.count).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 3, ends[1] == "to", let to = decimal(ends[2]),
            let from = ends[0] == "0" ? 0 : decimal(ends[0]), from < to
        else { return nil }
        return Metric(
            name, direction: .neutral, definition: .scoreFunctional(.outcomeRate(from: from, to: to)),
            source: "Becker 1957; Simoiu, Corbett-Davies and Goel 2017")
    }

    private static func averagePrecision(at prevalence: Double, _ name: String) -> Metric {
        Metric(
            name, direction: .higherIsBetter, noSkill: .prevalence(prevalence),
            definition: .scoreFunctional(.averagePrecisionAt(prevalence: prevalence)),
            source: "Davis and Goadrich 2006; METHODS §2.2")
    }
}
