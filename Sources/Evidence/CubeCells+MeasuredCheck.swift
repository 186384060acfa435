extension CubeCells {
    /// Checks that the sums of numbers, or of errors in texts, can be those of so many rows (METHODS §1.6).
    ///
    /// - Complexity: O(cells).
    func checkMeasured(_ header: CubeHeader) throws(CubeError) {
        guard header.outcome.onlyClass != nil else { return try checkShifts(header) }
        for (index, cell) in decisions.cells.enumerated() {
            let place = slots.place(of: Int(cell.place))
            let isSound = CubeMeasure.Factor.allCases.allSatisfy { factor in
                let sums = MeasuredSums(
                    decisions.sums(of: index), header.decisionMeasures, rows: cell.count, times: factor,
                    hasLabel: place.label != nil, hasPrediction: place.prediction != nil)
                return sums.haveNothingAbsent && (header.numberScale == nil ? sums.areErrors : sums.areNumbers)
            }
            guard cell.count >= 0, isSound else {
                throw .invalid("\(describe(cell)): sums that no such rows can have")
            }
        }
    }
}

/// The sums of one cell, of quantities times one factor.
private struct MeasuredSums {
    private var values: [CubeQuantity: (plus: WideInteger, minus: WideInteger)] = [:]
    private let measures: [CubeMeasure]
    private let rows: WideInteger
    private let hasLabel: Bool
    private let hasPrediction: Bool
    /// Whether each digit is what so many digits can sum to.
    private let digitsFit: Bool

    /// - Parameters:
    ///   - measures: all of the cell.
    ///   - factor: what is looked at.
    init(
        _ sums: ArraySlice<Int128>, _ measures: [CubeMeasure], rows: Int, times factor: CubeMeasure.Factor,
        hasLabel: Bool, hasPrediction: Bool
    ) {
        let isWeight: (CubeMeasure) -> Bool = { $0 == .weight || $0 == .squaredWeight }
        self.measures = measures.filter { $0.factor == factor && !isWeight($0) }
        self.hasLabel = hasLabel
        self.hasPrediction = hasPrediction
        // Rows, or what they weigh.
        var weight = Int128(rows)
        var digitsFit = true
        let places = Array(zip(measures, CubeMeasure.places(of: measures)))
        for (measure, range) in places
        where (measure == .weight && factor == .weight) || (measure == .squaredWeight && factor == .squaredWeight) {
            weight = sums[sums.startIndex + range.lowerBound]
        }
        for (measure, range) in places where self.measures.contains(measure) {
            let own = sums[sums.startIndex + range.lowerBound..<sums.startIndex + range.upperBound]
            values[measure.quantity] = CubeMeasure.parts(own, of: measure)
            guard measure.power > 0 else { continue }
            let (limit, overflows) = weight.multipliedReportingOverflow(by: 1 << Int128(measure.digitBits) - 1)
            digitsFit = digitsFit && (overflows || own.allSatisfy { $0 <= limit })
        }
        self.rows = WideInteger(weight)
        self.digitsFit = digitsFit
    }

    private func total(_ measure: CubeQuantity) -> WideInteger { values[measure].map { $0.plus - $0.minus } ?? .zero }

    /// Σ|x|.
    private func size(_ measure: CubeQuantity) -> WideInteger { values[measure].map { $0.plus + $0.minus } ?? .zero }

    /// Whether nothing is summed of what the rows of the cell do not have.
    var haveNothingAbsent: Bool {
        measures.allSatisfy { measure in
            let isThere =
                switch measure.quantity {
                case .label, .squaredLabel, .referenceLength: hasLabel
                case .prediction, .squaredPrediction, .errors, .substitutions, .deletions, .insertions: hasPrediction
                default: hasLabel && hasPrediction
                }
            return isThere || size(measure.quantity).isZero
        }
    }

    /// (Σab)² ≤ Σa² · Σb².
    private func holds(_ product: CubeQuantity, _ first: CubeQuantity, _ second: CubeQuantity) -> Bool {
        let sum = size(product)
        return !(size(first) * size(second) - sum * sum).isNegative
    }

    /// (Σ|a|)² ≤ n · Σa².
    private func holds(_ sum: CubeQuantity, _ squares: CubeQuantity) -> Bool {
        let sum = size(sum)
        return !(size(squares) * rows - sum * sum).isNegative
    }

    var areNumbers: Bool {
        guard digitsFit, holds(.label, .squaredLabel), holds(.prediction, .squaredPrediction) else { return false }
        guard hasLabel, hasPrediction else { return true }
        let squares = size(.squaredLabel) + size(.squaredError) + total(.labelError) + total(.labelError)
        guard holds(.error, .squaredError), holds(.labelError, .squaredLabel, .squaredError),
            total(.prediction) == total(.label) + total(.error), size(.squaredPrediction) == squares
        else { return false }
        // Of numbers times a weight there are no higher products.
        guard values[.fourthLabel] != nil else { return true }
        return holds(.squaredLabel, .fourthLabel) && holds(.squaredError, .fourthError)
            && holds(.cubedLabel, .squaredLabel, .fourthLabel) && holds(.cubedError, .squaredError, .fourthError)
            && holds(.squaredLabelError, .squaredLabel, .squaredLabelSquaredError)
            && holds(.labelSquaredError, .squaredError, .squaredLabelSquaredError)
            && holds(.cubedLabelError, .fourthLabel, .squaredLabelSquaredError)
            && holds(.labelCubedError, .fourthError, .squaredLabelSquaredError)
            && holds(.squaredLabelSquaredError, .fourthLabel, .fourthError)
    }

    var areErrors: Bool {
        let edits = total(.substitutions) + total(.deletions) + total(.insertions)
        guard values[.substitutions] == nil || total(.errors) == edits else { return false }
        guard hasLabel, hasPrediction, values[.squaredErrors] != nil else { return true }
        return holds(.errors, .squaredErrors) && holds(.referenceLength, .squaredLength)
            && holds(.errorsByLength, .squaredErrors, .squaredLength)
    }
}
