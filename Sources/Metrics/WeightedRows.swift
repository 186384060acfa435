import Evidence

/// The rows of a group that have weights, by slot of the decision table: sums of weights and of their squares.
struct WeightedRows: Sendable {
    private let weights: [Double]
    private let squares: [Double]
    private let classCount: Int

    /// - Returns: `nil` where rows have no weights.
    init?(_ evidence: GroupEvidence) {
        guard let weights = evidence.sums(of: .weight), let squares = evidence.sums(of: .squaredWeight) else {
            return nil
        }
        self.weights = weights
        self.squares = squares
        classCount = evidence.classCount
    }

    /// Some of the rows.
    struct Part {
        /// Σw.
        let weight: Double
        /// Σw².
        let square: Double
        /// Kish's effective number of rows, (Σw)²/Σw².
        ///
        /// - Source: Kish 1965; METHODS §1.3.
        var effectiveRows: Double { square > 0 ? weight * weight / square : 0 }
    }

    /// The rows that a count counts.
    ///
    /// - Parameter favourablePositive: whether the wanted decision is the positive class.
    func part(favourablePositive: Bool = true, _ count: (Counts) -> Int) -> Part {
        var (weight, square) = (0.0, 0.0)
        for slot in weights.indices where squares[slot] > 0 {
            let row = GroupEvidence(rowIn: slot, classCount: classCount)
            guard count(Counts(row, favourablePositive: favourablePositive)) > 0 else { continue }
            weight += weights[slot]
            square += squares[slot]
        }
        return Part(weight: weight, square: square)
    }

    /// The weights of the rows that have both a label and a prediction, in the order of `Confusion`.
    var confusion: [Double] {
        let slots = DecisionSlots(classCount: classCount)
        return (0..<classCount).flatMap { label in
            (0..<classCount).map { weights[slots.slot(label: UInt16(label), prediction: UInt16($0))] }
        }
    }

    /// The same as effective rows: the weights scaled so that they sum to Kish's number.
    var effectiveConfusion: [Double] {
        let judged = part { $0.judged }
        let scale = judged.weight > 0 ? judged.effectiveRows / judged.weight : 0
        return confusion.map { $0 * scale }
    }
}
