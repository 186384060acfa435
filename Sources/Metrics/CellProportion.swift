import Evidence

/// Proportions of judged rows as ratios of weighted sums of the four binary cells, so that they can be evaluated in
/// draws of those cells.
enum CellProportion {
    /// Weights of numerator and denominator; `nil` for a metric that is no proportion of judged rows.
    static func weights(of metric: Metric) -> (numerator: BinaryCells, denominator: BinaryCells)? {
        guard metric.usesLabels, case .proportion(let part, let whole, _) = metric.definition else { return nil }
        // A share that counts rows without an answer is none of these cells.
        let without = DecisionSlots(classCount: 2).slot(label: 1, prediction: PredictionState.missing.rawValue)
        guard Counts(GroupEvidence(rowIn: without, classCount: 2))[keyPath: whole] == 0 else { return nil }
        return (cellWeights { $0[keyPath: part] }, cellWeights { $0[keyPath: whole] })
    }

    /// How much one row of each cell adds to a count; counts are sums over rows, so single rows say it all.
    private static func cellWeights(_ count: (Counts) -> Int) -> BinaryCells {
        func single(label: Int, prediction: Int) -> Double {
            var confusion = Confusion(classCount: 2)
            confusion[label, prediction] = 1
            return Double(count(Counts(GroupEvidence(confusion: confusion))))
        }
        return BinaryCells(
            truePositives: single(label: 1, prediction: 1), falsePositives: single(label: 0, prediction: 1),
            falseNegatives: single(label: 1, prediction: 0), trueNegatives: single(label: 0, prediction: 0))
    }

    /// Whether the proportion is another one where rows are decided otherwise.
    static func dependsOnDecisions(_ metric: Metric) -> Bool {
        guard let weights = weights(of: metric) else { return false }
        return [weights.numerator, weights.denominator].contains {
            $0.truePositives != $0.falseNegatives || $0.falsePositives != $0.trueNegatives
        }
    }
}
