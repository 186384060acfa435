/// How a metric is shown: its unit, which way is better and the sentence that tells it in whole people.
struct MetricPresentation: Hashable, Sendable {
    enum Direction: Hashable, Sendable {
        case higherIsBetter, lowerIsBetter, neutral
    }

    let name: String
    let unit: Quantity.Unit
    let direction: Direction
    /// The values it can take.
    let bounds: ClosedRange<Double>
    /// Whether it is a count of rows over a count of rows, so that "of 100" can be said of it.
    let isShare: Bool

    /// Shares of rows by direction; each has a message `of-NAME` that tells it of a hundred cases.
    private static let shares: [String: Direction] = [
        "accuracy": .higherIsBetter, "error-rate": .lowerIsBetter, "selection-rate": .neutral,
        "favourable-rate": .higherIsBetter, "base-rate": .neutral, "true-positive-rate": .higherIsBetter,
        "false-positive-rate": .lowerIsBetter, "true-negative-rate": .higherIsBetter,
        "false-negative-rate": .lowerIsBetter, "positive-predictive-value": .higherIsBetter,
        "negative-predictive-value": .higherIsBetter, "false-discovery-rate": .lowerIsBetter,
        "false-omission-rate": .lowerIsBetter,
    ]

    /// Figures from 0 to 1 that are not shares of rows.
    private static let lowerIsBetter: Set<String> = [
        "brier-score", "expected-calibration-error", "adaptive-calibration-error", "maximum-calibration-error",
        "debiased-calibration-error", "brier-reliability", "brier-miscalibration", "log-loss",
        "mean-absolute-level-error", "abstention-rate", "missing-prediction-rate", "invalid-prediction-rate",
        "negative-likelihood-ratio", "class-wise-calibration-error", "top-label-calibration-error",
    ]

    /// Figures of which neither more nor less is better.
    private static let neutral: Set<String> = [
        "calibration-in-the-large", "observed-to-expected-ratio", "calibration-slope", "calibration-intercept",
        "calibration-offset", "spiegelhalter-z", "brier-uncertainty", "mean-score", "mean-score-of-positives",
        "mean-score-of-negatives", "count", "share", "false-negative-to-false-positive-ratio",
    ]

    /// Figures with other limits; of those that scores of two and of several classes share, the wider ones.
    private static let ranges: [String: ClosedRange<Double>] = [
        "matthews-correlation": -1...1, "cohen-kappa": -1...1, "informedness": -1...1, "markedness": -1...1,
        "calibration-in-the-large": -1...1, "log-loss": unlimited, "gini": -1...1, "count": unlimited,
        "false-negative-to-false-positive-ratio": unlimited, "positive-likelihood-ratio": unlimited,
        "negative-likelihood-ratio": unlimited, "diagnostic-odds-ratio": unlimited,
        "quadratic-weighted-kappa": -1...1, "mean-absolute-level-error": unlimited,
        "brier-score": unlimited, "brier-skill-score": -Double.greatestFiniteMagnitude...1,
        "brier-resolution": 0...0.25, "brier-uncertainty": 0...0.25, "brier-discrimination": 0...0.25,
        "debiased-calibration-error": -0.5...1,
        "observed-to-expected-ratio": unlimited, "calibration-slope": anything,
        "calibration-intercept": anything, "calibration-offset": anything, "spiegelhalter-z": anything,
    ]

    private static let unlimited = 0...Double.greatestFiniteMagnitude
    private static let anything = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude

    init(_ name: String) {
        self.name = name
        // A figure of one class against all others is shown as that of the only class; "of a hundred" is not said of it.
        let isOfClass = name.contains(":")
        let name = String(name.prefix { $0 != ":" })
        if let direction = Self.shares[name] {
            (unit, self.direction, bounds, isShare) = (.rate, direction, 0...1, !isOfClass)
        } else {
            unit = .plain
            isShare = false
            bounds = Self.ranges[name] ?? 0...1
            direction =
                switch name {
                case _ where Self.lowerIsBetter.contains(name): .lowerIsBetter
                case _ where Self.neutral.contains(name): .neutral
                default: .higherIsBetter
                }
        }
    }

    /// The unit of a difference of two of its values.
    var differenceUnit: Quantity.Unit { unit == .rate ? .points : .plain }

    /// Sorts the worst first; without a better side the smallest first.
    func isWorse(_ a: Double, than b: Double) -> Bool { direction == .lowerIsBetter ? a > b : a < b }
}
