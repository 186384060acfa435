import Statistics

/// METHODS §2.1: the binary decision.
extension Metric {
    static let binaryDecision: [Metric] = rowCounts + rates + composites

    private static let rowCounts: [Metric] = [
        Metric(
            "count", aliases: ["n", "group-size"], direction: .neutral, range: 0...Double.infinity, outcome: .every,
            usesLabels: false,
            definition: .count(\.rows), source: "METHODS §2.1"),
        Metric(
            "share", direction: .neutral, outcome: .every, usesLabels: false,
            definition: .proportion(of: \.rows, among: \.allRows, whenEmpty: .emptyGroup), source: "METHODS §2.1"),
        Metric(
            "label-coverage", direction: .higherIsBetter, outcome: .every, usesLabels: false,
            definition: .proportion(of: \.labelled, among: \.rows, whenEmpty: .emptyGroup), source: "METHODS §1.8"),
        Metric(
            "base-rate", aliases: ["prevalence", "prev"], direction: .neutral,
            definition: .proportion(of: \.actualPositives, among: \.judged, whenEmpty: .emptyGroup),
            source: "Fawcett 2006"),
    ]

    private static let rates: [Metric] = [
        Metric(
            "selection-rate", aliases: ["predicted-positive-rate", "pprev"], direction: .neutral, usesLabels: false,
            decision: .positive,
            definition: .proportion(of: \.selected, among: \.predicted, whenEmpty: .emptyGroup),
            source: "29 CFR 1607.4"),
        Metric(
            "favourable-rate", aliases: ["favorable-rate"], direction: .higherIsBetter, usesLabels: false,
            decision: .favourable,
            definition: .proportion(of: \.favoured, among: \.predicted, whenEmpty: .emptyGroup),
            source: "29 CFR 1607.4"),
        Metric(
            "accuracy", aliases: ["acc", "exact-match", "accuracy-score"], direction: .higherIsBetter, outcome: .any,
            noSkill: .commonestAnswer,
            definition: .proportion(of: \.correct, among: \.judged, whenEmpty: .emptyGroup), source: "Fawcett 2006"),
        Metric(
            "error-rate", aliases: ["misclassification-rate", "zero-one-loss"], direction: .lowerIsBetter,
            outcome: .any,
            noSkill: .commonestAnswerError,
            definition: .proportion(of: \.incorrect, among: \.judged, whenEmpty: .emptyGroup), source: "Fawcett 2006"),
        Metric(
            "true-positive-rate", aliases: ["tpr", "recall", "sensitivity", "recall-score"], direction: .higherIsBetter,
            decision: .positive,
            definition: .proportion(of: \.truePositives, among: \.actualPositives, whenEmpty: .noPositives),
            source: "Fawcett 2006"),
        Metric(
            "false-positive-rate", aliases: ["fpr", "fall-out"], direction: .lowerIsBetter, decision: .positive,
            definition: .proportion(of: \.falsePositives, among: \.actualNegatives, whenEmpty: .noNegatives),
            source: "Fawcett 2006"),
        Metric(
            "true-negative-rate", aliases: ["tnr", "specificity"], direction: .higherIsBetter, decision: .negative,
            definition: .proportion(of: \.trueNegatives, among: \.actualNegatives, whenEmpty: .noNegatives),
            source: "Fawcett 2006"),
        Metric(
            "false-negative-rate", aliases: ["fnr", "miss-rate"], direction: .lowerIsBetter, decision: .negative,
            definition: .proportion(of: \.falseNegatives, among: \.actualPositives, whenEmpty: .noPositives),
            source: "Fawcett 2006"),
        Metric(
            "positive-predictive-value", aliases: ["ppv", "precision", "precision-score"], direction: .higherIsBetter,
            noSkill: .baseRate,
            definition: .proportion(of: \.truePositives, among: \.predictedPositives, whenEmpty: .noPredictedPositives),
            source: "Fawcett 2006"),
        Metric(
            "negative-predictive-value", aliases: ["npv"], direction: .higherIsBetter, noSkill: .negativeBaseRate,
            definition: .proportion(of: \.trueNegatives, among: \.predictedNegatives, whenEmpty: .noPredictedNegatives),
            source: "Fawcett 2006"),
        Metric(
            "false-discovery-rate", aliases: ["fdr"], direction: .lowerIsBetter, noSkill: .negativeBaseRate,
            definition: .proportion(
                of: \.falsePositives, among: \.predictedPositives, whenEmpty: .noPredictedPositives),
            source: "Fawcett 2006"),
        Metric(
            "false-omission-rate", aliases: ["for"], direction: .lowerIsBetter, noSkill: .baseRate,
            definition: .proportion(
                of: \.falseNegatives, among: \.predictedNegatives, whenEmpty: .noPredictedNegatives),
            source: "Fawcett 2006"),
    ]

    private static let composites: [Metric] = [
        fScore("f1-score", aliases: ["f1", "f-score"], beta: 1),
        fScore("f2-score", aliases: ["f2"], beta: 2),
        fScore("f0.5-score", aliases: ["f0.5"], beta: 0.5),
        Metric(
            "jaccard-index", aliases: ["jaccard", "threat-score", "critical-success-index", "jaccard-score"],
            direction: .higherIsBetter, noSkill: .baseRateAlwaysPositive,
            definition: .ratioOfSums(
                BinaryCells(truePositives: 1, falsePositives: 0, falseNegatives: 0, trueNegatives: 0),
                over: BinaryCells(truePositives: 1, falsePositives: 1, falseNegatives: 1, trueNegatives: 0),
                whenEmpty: .noPositives),
            source: "Jaccard 1912"),
        Metric(
            "false-negative-to-false-positive-ratio", aliases: ["fn/fp", "treatment-ratio"], direction: .neutral,
            range: 0...Double.infinity,
            definition: .ratioOfSums(
                BinaryCells(truePositives: 0, falsePositives: 0, falseNegatives: 1, trueNegatives: 0),
                over: BinaryCells(truePositives: 0, falsePositives: 1, falseNegatives: 0, trueNegatives: 0),
                whenEmpty: .zeroReference),
            source: "Berk et al. 2021"),
        Metric(
            "balanced-accuracy", aliases: ["bacc", "balanced-accuracy-score"], direction: .higherIsBetter,
            noSkill: .chance(0.5),
            definition: .smooth(
                { ($0.truePositiveRate + $0.trueNegativeRate) / 2 },
                gradient: { Gradient.rates($0, truePositiveRate: 0.5, trueNegativeRate: 0.5) },
                undefined: Undefined.classes),
            source: "Brodersen et al. 2010"),
        Metric(
            "informedness", aliases: ["youden-j", "bookmaker"], direction: .higherIsBetter, range: -1...1,
            noSkill: .chance(0),
            definition: .smooth(
                { $0.truePositiveRate + $0.trueNegativeRate - 1 },
                gradient: { Gradient.rates($0, truePositiveRate: 1, trueNegativeRate: 1) },
                undefined: Undefined.classes),
            source: "Youden 1950; Powers 2011"),
        Metric(
            "markedness", direction: .higherIsBetter, range: -1...1, noSkill: .chance(0),
            definition: .smooth(
                {
                    $0.truePositives / $0.predictedPositives + $0.trueNegatives / $0.predictedNegatives - 1
                },
                gradient: Gradient.markedness, undefined: Undefined.predictions),
            source: "Powers 2011"),
        Metric(
            "matthews-correlation", aliases: ["mcc", "phi", "matthews-corrcoef"], direction: .higherIsBetter,
            range: -1...1,
            outcome: .binary,
            noSkill: .chance(0),
            definition: .smooth(
                BinaryComposite.matthews, gradient: Gradient.matthews, undefined: Undefined.margins),
            source: "Matthews 1975"),
        Metric(
            "positive-likelihood-ratio", aliases: ["lr+"], direction: .higherIsBetter, range: 0...Double.infinity,
            noSkill: .chance(1),
            definition: .smooth(
                { $0.truePositiveRate / $0.falsePositiveRate }, gradient: Gradient.positiveLikelihoodRatio,
                undefined: Undefined.positiveLikelihoodRatio),
            source: "Glas et al. 2003"),
        Metric(
            "negative-likelihood-ratio", aliases: ["lr-"], direction: .lowerIsBetter, range: 0...Double.infinity,
            noSkill: .chance(1),
            definition: .smooth(
                { $0.falseNegativeRate / $0.trueNegativeRate }, gradient: Gradient.negativeLikelihoodRatio,
                undefined: Undefined.negativeLikelihoodRatio),
            source: "Glas et al. 2003"),
        Metric(
            "diagnostic-odds-ratio", aliases: ["dor"], direction: .higherIsBetter, range: 0...Double.infinity,
            noSkill: .chance(1),
            definition: .smooth(
                { ($0.truePositives * $0.trueNegatives) / ($0.falsePositives * $0.falseNegatives) },
                gradient: Gradient.diagnosticOddsRatio, undefined: Undefined.diagnosticOddsRatio),
            source: "Glas et al. 2003"),
    ]

    /// The F score of any β: `f3`, `f1.5-score`.
    ///
    /// - Returns: `nil` for a name of another form, and for a β of no use: 0, or above 1,000.
    static func fScore(named name: String) -> Metric? {
        guard name.first == "f" else { return nil }
        let digits = name.dropFirst().hasSuffix("-score") ? name.dropFirst().dropLast(6) : name.dropFirst()
        guard let beta = decimal(digits), beta <= 1_000 else { return nil }
        return fScore("f\(digits)-score", aliases: ["f\(digits)"], beta: beta)
    }

    /// (1 + β²)TP / ((1 + β²)TP + β²FN + FP).
    private static func fScore(_ name: String, aliases: [String], beta: Double) -> Metric {
        let square = beta * beta
        return Metric(
            name, aliases: aliases, direction: .higherIsBetter, noSkill: .alwaysPositive(betaSquared: square),
            definition: .ratioOfSums(
                BinaryCells(truePositives: 1 + square, falsePositives: 0, falseNegatives: 0, trueNegatives: 0),
                over: BinaryCells(
                    truePositives: 1 + square, falsePositives: 1, falseNegatives: square, trueNegatives: 0),
                whenEmpty: .noPositives),
            source: "van Rijsbergen 1979")
    }
}

/// When binary composites are undefined, and why.
enum Undefined {
    static let classes: @Sendable (Counts) -> NotEstimable? = {
        $0.judged == 0
            ? .emptyGroup : $0.actualPositives == 0 ? .noPositives : $0.actualNegatives == 0 ? .noNegatives : nil
    }
    static let predictions: @Sendable (Counts) -> NotEstimable? = {
        $0.judged == 0
            ? .emptyGroup
            : $0.predictedPositives == 0
                ? .noPredictedPositives : $0.predictedNegatives == 0 ? .noPredictedNegatives : nil
    }
    static let margins: @Sendable (Counts) -> NotEstimable? = {
        if $0.judged == 0 { return .emptyGroup }
        let margins = [$0.actualPositives, $0.actualNegatives, $0.predictedPositives, $0.predictedNegatives]
        return margins.contains(0) ? .degenerateMargins : nil
    }
    static let positiveLikelihoodRatio: @Sendable (Counts) -> NotEstimable? = {
        classes($0) ?? ratio($0.truePositives, $0.falsePositives)
    }
    static let negativeLikelihoodRatio: @Sendable (Counts) -> NotEstimable? = {
        classes($0) ?? ratio($0.falseNegatives, $0.trueNegatives)
    }
    static let diagnosticOddsRatio: @Sendable (Counts) -> NotEstimable? = {
        if $0.judged == 0 { return .emptyGroup }
        guard $0.falsePositives == 0 || $0.falseNegatives == 0 else { return nil }
        return $0.truePositives == 0 || $0.trueNegatives == 0 ? .bothZero : .zeroReference
    }

    private static func ratio(_ numerator: Int, _ denominator: Int) -> NotEstimable? {
        denominator > 0 ? nil : numerator == 0 ? .bothZero : .zeroReference
    }
}
