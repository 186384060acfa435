/// METHODS §2.3: figures of scores for several classes.
extension Metric {
    /// Which figures of each class are put together.
    package enum ClassScoreFigure: Sendable, Hashable {
        /// The area under the ROC curve of each class with labels against all others; each class counts alike, or by its
        /// rows.
        case area(byRows: Bool)
        /// The area of each pair of classes with labels, both ways (Hand and Till 2001).
        case pairedArea
        /// The expected calibration error of the scores of each class, averaged over all classes.
        case calibration
        /// The expected calibration error of the score of the class that was decided, as that of the decision being right.
        case decidedCalibration
        /// Σ over classes of (s − y)².
        case squaredError

        /// Whether scores have to be probabilities; for the others their order is enough.
        var needsProbabilities: Bool {
            switch self {
            case .area, .pairedArea: false
            case .calibration, .decidedCalibration, .squaredError: true
            }
        }

        /// Whether it is an average over the classes that occur, which groups need not share.
        var averagesPresentClasses: Bool {
            switch self {
            case .area(byRows: false), .pairedArea: true
            case .area, .calibration, .decidedCalibration, .squaredError: false
            }
        }
    }

    package static let classScores: [Metric] = [
        ofClasses(
            "macro-roc-auc", aliases: ["macro-auc", "roc-auc-ovr"], .area(byRows: false),
            source: "Fawcett 2006; METHODS §2.3"),
        ofClasses(
            "weighted-roc-auc", aliases: ["weighted-auc", "roc-auc-ovr-weighted"], .area(byRows: true),
            source: "Provost and Domingos 2001"),
        ofClasses(
            "hand-till-auc", aliases: ["hand-till-m", "roc-auc-ovo"], .pairedArea, source: "Hand and Till 2001"),
        ofClasses(
            "class-wise-calibration-error", aliases: ["classwise-ece", "static-calibration-error"], .calibration,
            source: "Nixon et al. 2019; Kull et al. 2019"),
        ofClasses(
            "top-label-calibration-error", aliases: ["top-label-ece", "confidence-calibration-error"],
            .decidedCalibration, source: "Guo et al. 2017; Naeini, Cooper and Hauskrecht 2015"),
        ofClasses(
            "brier-score", aliases: ["brier", "multiclass-brier-score"], .squaredError, source: "Brier 1950"),
    ]

    private static func ofClasses(
        _ name: String, aliases: [String], _ figure: ClassScoreFigure, source: String
    ) -> Metric {
        let isArea = !figure.needsProbabilities
        return Metric(
            name, aliases: aliases, direction: isArea ? .higherIsBetter : .lowerIsBetter,
            range: figure == .squaredError ? 0...Double.infinity : 0...1, outcome: .multiclass,
            noSkill: isArea ? .chance(0.5) : figure == .squaredError ? .classSharesBrier : nil,
            definition: .scoreFunctional(.overClasses(figure)), source: source)
    }
}
