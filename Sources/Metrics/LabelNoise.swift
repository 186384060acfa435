import Evidence

/// How many labels of a group would have to be wrong for its gap to vanish.
///
/// A rate of one group is moved by exchanging labels, each the one that moves it most. So it takes at least so many wrong
/// labels, whatever they are; if fewer are wrong, a gap remains.
///
/// A rate is a ratio ΣU/ΣV of rows by label and decision. With other labels it reaches t where ΣU' ≥ t·ΣV', which is
/// linear in the rows exchanged: the fewest are found by taking those first that gain most.
package enum LabelNoise {
    /// The fewest wrong labels that close a gap.
    package struct TippingPoint: Hashable, Sendable {
        /// How many rows of the group have a label and a decision.
        package let rows: Int
        /// How many of these labels would have to be wrong; `nil` where no wrong labels close it.
        package let wrong: Int?

        /// The share of labels that would have to be wrong.
        package var share: Double? { wrong.map { rows > 0 ? Double($0) / Double(rows) : 0 } }
    }

    /// Whether a metric is a rate that wrong labels can move.
    package static func concerns(_ metric: Metric) -> Bool {
        guard metric.usesLabels, metric.versusRest == nil, metric.fits(binary: true) else { return false }
        return CellProportion.weights(of: metric) != nil
    }

    /// The tipping point of a group's gap to a value.
    ///
    /// - Parameters:
    ///   - reference: the value of the metric among those compared with.
    ///   - tolerance: a gap of this size is none.
    /// - Returns: `nil` for what is no rate of labels of two classes, and where the group has no value.
    /// - Complexity: O(1).
    package static func tippingPoint(
        _ metric: Metric, of group: Estimator, reference: Double, tolerance: Double = 0
    ) -> TippingPoint? {
        guard concerns(metric), let weights = CellProportion.weights(of: metric), let value = group.value(metric) else {
            return nil
        }
        let rows = group.counts.judged
        guard abs(value - reference) > tolerance else { return TippingPoint(rows: rows, wrong: 0) }
        let isBelow = value < reference
        let target = isBelow ? reference - tolerance : reference + tolerance
        let counts = group.evidence.confusion.counts
        let (part, whole) = (weights.numerator.inConfusionOrder, weights.denominator.inConfusionOrder)
        /// What a row of a cell adds to ΣU − t·ΣV, turned so that more is nearer.
        let worth = (0..<4).map { (isBelow ? 1 : -1) * (part[$0] - target * whole[$0]) }
        var missing = -(0..<4).reduce(0.0) { $0 + Double(counts[$1]) * worth[$1] }
        // Cells in the order TN, FP, FN, TP: an exchanged label moves a row between 0 and 2, and between 1 and 3.
        let moves = [(0, 2), (2, 0), (1, 3), (3, 1)].map { (rows: counts[$0.0], gain: worth[$0.1] - worth[$0.0]) }
            .filter { $0.gain > 0 && $0.rows > 0 }.sorted { $0.gain > $1.gain }
        var wrong = 0
        for move in moves {
            guard missing > 1e-12 else { break }
            let needed = Int(min((missing / move.gain - 1e-9).rounded(.up), Double(move.rows)))
            wrong += needed
            missing -= Double(needed) * move.gain
        }
        guard missing <= 1e-9 * Double(max(1, rows)) else { return TippingPoint(rows: rows, wrong: nil) }
        return TippingPoint(rows: rows, wrong: wrong)
    }
}
