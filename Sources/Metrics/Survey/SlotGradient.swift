import Evidence
import Statistics

/// How much a figure changes with the weight of one row, by where the row stands in the table of label and decision.
enum SlotGradient {
    /// Whether a metric is a function of that table alone.
    static func concerns(_ metric: Metric) -> Bool {
        guard metric.versusRest == nil else { return false }
        switch metric.definition {
        case .proportion(_, let whole, _): return whole as AnyKeyPath != \Counts.allRows
        case .ratioOfSums, .smooth, .confusionFunctional: return true
        case .count, .moment, .scoreFunctional, .number, .errorRate, .ranking, .neighbours: return false
        }
    }

    /// ∂θ/∂w of each slot, in the order of `DecisionSlots`.
    ///
    /// - Parameters:
    ///   - weights: the sum of weights of each slot.
    ///   - value: θ.
    ///   - table: the group, for which classes occur in it.
    /// - Returns: `nil` for what is no function of the table.
    static func of(_ metric: Metric, weights: [Double], value: Double, _ table: Estimator) -> [Double]? {
        let k = table.evidence.classCount
        let slots = DecisionSlots(classCount: k)
        func ofCells(_ gradient: [Double]) -> [Double] {
            var result = [Double](repeating: 0, count: slots.count)
            for label in 0..<k {
                for prediction in 0..<k {
                    result[slots.slot(label: UInt16(label), prediction: UInt16(prediction))] =
                        gradient[label * k + prediction]
                }
            }
            return result
        }
        let cells = (0..<k).flatMap { label in
            (0..<k).map { weights[slots.slot(label: UInt16(label), prediction: UInt16($0))] }
        }
        switch metric.definition {
        case .proportion(let part, let whole, _):
            let favourable = table.context.favourablePositive ?? true
            let rows = (0..<slots.count).map {
                Counts(GroupEvidence(rowIn: $0, classCount: k), favourablePositive: favourable)
            }
            let total = zip(rows, weights).reduce(0) { $0 + Double($1.0[keyPath: whole]) * $1.1 }
            return rows.map { (Double($0[keyPath: part]) - value * Double($0[keyPath: whole])) / total }
        case .ratioOfSums(let numerator, let denominator, _):
            let (top, bottom) = (numerator.inConfusionOrder, denominator.inConfusionOrder)
            let total = zip(bottom, cells).reduce(0) { $0 + $1.0 * $1.1 }
            return ofCells(zip(top, bottom).map { ($0 - value * $1) / total })
        case .smooth(_, let gradient, _):
            return ofCells(gradient(BinaryCells(cells)).inConfusionOrder)
        case .confusionFunctional(let function, _):
            let (present, ranks) = (table.presentClasses, table.ranks ?? [])
            func at(_ cells: [Double]) -> Double {
                function(ConfusionShares(cells: cells, classCount: k, present: present, ranks: ranks))
            }
            // The figure does not change when all cells are scaled, so that a step in shares serves for any total.
            let total = cells.reduce(0, +)
            let shares = cells.map { $0 / total }
            let step = 1e-5
            return ofCells(
                shares.indices.map { place in
                    var (more, fewer) = (shares, shares)
                    more[place] += step
                    // Nothing lies below an empty cell: then from there upwards.
                    let down = min(step, shares[place])
                    fewer[place] -= down
                    return (at(more) - at(fewer)) / (step + down) / total
                })
        case .count, .moment, .scoreFunctional, .number, .errorRate, .ranking, .neighbours: return nil
        }
    }
}
