import Statistics

/// METHODS §2.7: whom the model gives an answer, and how well it does if each row without one counts as wrong.
extension Metric {
    static let service: [Metric] = [
        Metric(
            "coverage", aliases: ["answer-rate"], direction: .higherIsBetter, outcome: .any, usesLabels: false,
            definition: .proportion(of: \.answered, among: \.rows, whenEmpty: .emptyGroup),
            source: "El-Yaniv and Wiener 2010; METHODS §2.7"),
        Metric(
            "abstention-rate", direction: .lowerIsBetter, outcome: .any, usesLabels: false,
            definition: .proportion(of: \.abstained, among: \.rows, whenEmpty: .emptyGroup),
            source: "El-Yaniv and Wiener 2010; METHODS §2.7"),
        Metric(
            "missing-prediction-rate", direction: .lowerIsBetter, outcome: .any, usesLabels: false,
            definition: .proportion(of: \.missing, among: \.rows, whenEmpty: .emptyGroup), source: "METHODS §2.7"),
        Metric(
            "invalid-prediction-rate", direction: .lowerIsBetter, outcome: .any, usesLabels: false,
            definition: .proportion(of: \.invalid, among: \.rows, whenEmpty: .emptyGroup), source: "METHODS §2.7"),
        Metric(
            "worst-case-accuracy", direction: .higherIsBetter, outcome: .any,
            definition: .proportion(of: \.correct, among: \.labelled, whenEmpty: .emptyGroup),
            source: "METHODS §2.7"),
    ]
}
