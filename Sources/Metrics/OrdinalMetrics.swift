import Evidence
import Statistics

/// METHODS §2.3: figures of classes that have an order, such as low, medium, high.
extension Metric {
    static let ordinal: [Metric] = [
        Metric(
            "quadratic-weighted-kappa", aliases: ["qwk", "weighted-kappa"], direction: .higherIsBetter, range: -1...1,
            outcome: .multiclass, noSkill: .chance(0), isOrdinal: true,
            definition: .confusionFunctional(
                { table in agreement(table) },
                undefined: { confusion, _ in
                    if confusion.total == 0 { return .emptyGroup }
                    let certain = (0..<confusion.classCount).contains {
                        confusion.labelled($0) == confusion.total && confusion.predicted($0) == confusion.total
                    }
                    return certain ? .degenerateMargins : nil
                }),
            source: "Cohen 1968"),
        Metric(
            "mean-absolute-level-error", aliases: ["ordinal-mae"], direction: .lowerIsBetter,
            range: 0...Double.infinity, outcome: .multiclass, isOrdinal: true,
            definition: .confusionFunctional(
                { table in sum(table) { table.distance($0, $1) } / table.total },
                undefined: { confusion, _ in confusion.total == 0 ? .emptyGroup : nil }),
            source: "Gaudette and Japkowicz 2009"),
    ]

    /// 1 − Σ w_ij O_ij / Σ w_ij E_ij, with w the squared distance in levels and E from independent margins.
    private static func agreement(_ table: ConfusionShares) -> Double {
        let labelled = (0..<table.classCount).map(table.labelled)
        let predicted = (0..<table.classCount).map(table.predicted)
        var (observed, expected) = (0.0, 0.0)
        for label in 0..<table.classCount {
            for prediction in 0..<table.classCount {
                let weight = table.distance(label, prediction) * table.distance(label, prediction)
                observed += weight * table[label, prediction]
                expected += weight * labelled[label] * predicted[prediction]
            }
        }
        return 1 - observed * table.total / expected
    }

    private static func sum(_ table: ConfusionShares, _ value: (Int, Int) -> Double) -> Double {
        (0..<table.classCount).reduce(0) { sum, label in
            (0..<table.classCount).reduce(sum) { $0 + value(label, $1) * table[label, $1] }
        }
    }
}
