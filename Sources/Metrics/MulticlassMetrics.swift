import Evidence
import Statistics

/// METHODS §2.3: figures of a K × K table; for two classes they agree with the binary forms.
///
/// Macro averages run over the classes with support in the group. A class with support that is never predicted has no
/// precision: averages of precision are then not estimable rather than filled with a zero.
extension Metric {
    static let multiclassDecision: [Metric] = [
        averaged("macro-precision", .precision, .macro, noSkill: nil),
        averaged("macro-recall", .recall, .macro, noSkill: .constantMacroRecall),
        averaged("macro-f1", .f1, .macro, noSkill: .commonestMacroF1),
        micro("micro-precision"), micro("micro-recall"), micro("micro-f1"),
        averaged("weighted-precision", .precision, .weighted, noSkill: nil),
        averaged("weighted-recall", .recall, .weighted, noSkill: .commonestAnswer),
        averaged("weighted-f1", .f1, .weighted, noSkill: .commonestWeightedF1),
        Metric(
            "cohen-kappa", aliases: ["kappa", "cohens-kappa", "cohen-kappa-score"], direction: .higherIsBetter,
            range: -1...1, outcome: .any,
            noSkill: .chance(0), definition: .confusionFunctional(kappa, undefined: kappaUndefined),
            source: "Cohen 1960"),
        Metric(
            "matthews-correlation", aliases: ["mcc", "rk", "matthews-corrcoef"], direction: .higherIsBetter,
            range: -1...1, outcome: .multiclass, noSkill: .chance(0),
            definition: .confusionFunctional(gorodkin, undefined: gorodkinUndefined), source: "Gorodkin 2004"),
    ]

    private enum ClassFigure: Sendable { case precision, recall, f1 }
    private enum Averaging: Sendable { case macro, weighted }

    private static func averaged(
        _ name: String, _ figure: ClassFigure, _ averaging: Averaging, noSkill: NoSkill?
    ) -> Metric {
        Metric(
            name, direction: .higherIsBetter, outcome: .any, noSkill: noSkill,
            definition: .confusionFunctional(
                { table in
                    var (sum, weights) = (0.0, 0.0)
                    for index in averaging == .macro ? table.averagedClasses : table.presentClasses {
                        let (support, predicted) = (table.labelled(index), table.predicted(index))
                        let value =
                            switch figure {
                            case .precision: table[index, index] / predicted
                            case .recall: table[index, index] / support
                            case .f1: 2 * table[index, index] / (support + predicted)
                            }
                        let weight = averaging == .macro ? 1 : support
                        sum += weight * value
                        weights += weight
                    }
                    return sum / weights
                },
                undefined: { confusion, averaged in
                    guard confusion.total > 0 else { return .emptyGroup }
                    guard averaged.contains(true) else { return .noPositives }
                    guard figure == .precision else { return nil }
                    let unpredicted = (0..<confusion.classCount).contains {
                        confusion.labelled($0) > 0 && confusion.predicted($0) == 0
                            && (averaging == .weighted || averaged[$0])
                    }
                    return unpredicted ? .noPredictedPositives : nil
                }),
            source: "Sokolova and Lapalme 2009")
    }

    /// Pooled over classes; equal to accuracy when every row has one label and one prediction.
    private static func micro(_ name: String) -> Metric {
        Metric(
            name, direction: .higherIsBetter, outcome: .any, noSkill: .commonestAnswer,
            definition: .proportion(of: \.correct, among: \.judged, whenEmpty: .emptyGroup),
            source: "Sokolova and Lapalme 2009")
    }

    /// (p_o − p_e) / (1 − p_e).
    private static let kappa: @Sendable (ConfusionShares) -> Double = { table in
        let n = table.total
        let observed = table.correct / n
        let expected = (0..<table.classCount).reduce(0.0) { $0 + table.labelled($1) / n * (table.predicted($1) / n) }
        return (observed - expected) / (1 - expected)
    }

    private static let kappaUndefined: @Sendable (Confusion, [Bool]) -> NotEstimable? = { confusion, _ in
        if confusion.total == 0 { return .emptyGroup }
        let certain = (0..<confusion.classCount).contains {
            confusion.labelled($0) == confusion.total && confusion.predicted($0) == confusion.total
        }
        return certain ? .degenerateMargins : nil
    }

    /// (n·c − Σ p_k t_k) / √((n² − Σ p_k²)(n² − Σ t_k²)).
    private static let gorodkin: @Sendable (ConfusionShares) -> Double = { table in
        let n = table.total
        var (cross, predictedSquares, labelledSquares) = (0.0, 0.0, 0.0)
        for index in 0..<table.classCount {
            let (t, p) = (table.labelled(index), table.predicted(index))
            cross += t * p
            predictedSquares += p * p
            labelledSquares += t * t
        }
        return (n * table.correct - cross)
            / ((n * n - predictedSquares) * (n * n - labelledSquares)).squareRoot()
    }

    private static let gorodkinUndefined: @Sendable (Confusion, [Bool]) -> NotEstimable? = { confusion, _ in
        if confusion.total == 0 { return .emptyGroup }
        let degenerate = (0..<confusion.classCount).contains {
            confusion.labelled($0) == confusion.total || confusion.predicted($0) == confusion.total
        }
        return degenerate ? .degenerateMargins : nil
    }
}
