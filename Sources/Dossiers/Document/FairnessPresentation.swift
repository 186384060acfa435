import Metrics

/// How a fairness measure is said: its name, what it means in plain words, what it is bought with, and its unit.
struct FairnessPresentation {
    let measure: FairnessMeasure

    var name: Inline {
        switch measure.shape {
        case .deviation(let metric): .words("fairness-name-deviation", ["measure": .metric(metric.name)])
        case .entropy(let alpha, _) where alpha != 1 && alpha != 2:
            .words("fairness-name-entropy", ["name": .code(measure.name)])
        default: .metric(measure.name)
        }
    }

    var meaning: Inline {
        switch measure.shape {
        case .deviation(let metric): .words("fairness-meaning-deviation", ["measure": .metric(metric.name)])
        case .entropy(let alpha, _) where alpha != 1 && alpha != 2: .words("fairness-meaning-entropy")
        default: .metricMeaning(measure.name)
        }
    }

    /// What has to be given up for it, or what it does not see.
    var tradeOffs: [Inline] {
        switch measure.shape {
        case .difference(let metrics, _), .ratio(let metrics): [Self.tradeOff(of: metrics[0])]
        case .deviation(let metric), .differentialFairness(let metric, _): [Self.tradeOff(of: metric)]
        case .subgroup(let metric, _): [Self.tradeOff(of: metric), .words("fairness-trade-size")]
        case .oddsRatio: [.words("fairness-trade-accuracy")]
        case .entropy: [.words("fairness-trade-entropy")]
        case .calibration: [.words("fairness-trade-calibration")]
        case .multicalibration: [.words("fairness-trade-calibration"), .words("fairness-trade-size")]
        case .crossGroupArea: [.words("fairness-trade-errors")]
        case .stratified(let metric, _): [Self.tradeOff(of: metric), .words("fairness-trade-alike")]
        case .demographicDisparity: [.words("fairness-trade-parity"), .words("fairness-trade-alike")]
        }
    }

    private static func tradeOff(of metric: Metric) -> Inline {
        switch metric.name {
        case _ where !metric.usesLabels: .words("fairness-trade-parity")
        case "positive-predictive-value", "negative-predictive-value", "false-discovery-rate", "false-omission-rate":
            .words("fairness-trade-predictive")
        case "accuracy", "error-rate": .words("fairness-trade-accuracy")
        default: .words("fairness-trade-errors")
        }
    }

    var unit: Quantity.Unit {
        switch measure.shape {
        case .difference, .deviation, .subgroup, .calibration, .multicalibration, .crossGroupArea,
            .stratified(_, ratio: false):
            .points
        case .ratio, .oddsRatio, .entropy, .differentialFairness, .stratified(_, ratio: true), .demographicDisparity:
            .plain
        }
    }

    /// Whether it has a direction.
    var isSigned: Bool {
        switch measure.shape {
        case .stratified(_, ratio: false), .demographicDisparity: true
        default: false
        }
    }
}
