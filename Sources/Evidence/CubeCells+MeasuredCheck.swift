extension CubeCells {
    /// Checks that the sums of numbers, or of errors in texts, can be those of so many rows (METHODS §1.6).
    ///
    /// - Complexity: O(cells).
    func checkMeasured(_ header: CubeHeader) throws(CubeError) {
        guard header.outcome.onlyClass != nil else { return try checkShifts(header) }
        for (index, cell) in decisions.cells.enumerated() {
            let place = slots.place(of: Int(cell.place))
            let sums = MeasuredSums(
                decisions.sums(of: index), header.decisionMeasures, rows: cell.count, hasLabel: place.label != nil,
                hasPrediction: place.prediction != nil)
            let isSound = header.numberScale == nil ? sums.areErrors : sums.areNumbers
            guard cell.count >= 0, sums.haveNothingAbsent, isSound else {
                throw .invalid("\(describe(cell)): sums that no such rows can have")
            }
        }
    }
}

/// The sums of one cell.
private struct MeasuredSums {
    private var values: [CubeMeasure: (plus: WideInteger, minus: WideInteger)] = [:]
    private let measures: [CubeMeasure]
    private let rows: WideInteger
    private let hasLabel: Bool
    private let hasPrediction: Bool
    /// Whether each digit is what so many digits can sum to.
    private let digitsFit: Bool

    init(_ sums: ArraySlice<Int128>, _ measures: [CubeMeasure], rows: Int, hasLabel: Bool, hasPrediction: Bool) {
        self.measures = measures
        self.rows = WideInteger(Int128(rows))
        self.hasLabel = hasLabel
        self.hasPrediction = hasPrediction
        let limit = Int128(rows) * Int128(UInt64.max)
        digitsFit = sums.allSatisfy { $0 <= limit }
        for (measure, range) in zip(measures, CubeMeasure.places(of: measures)) {
            values[measure] = CubeMeasure.parts(
                sums[sums.startIndex + range.lowerBound..<sums.startIndex + range.upperBound], of: measure)
        }
    }

    private func total(_ measure: CubeMeasure) -> WideInteger { values[measure].map { $0.plus - $0.minus } ?? .zero }

    /// Σ|x|.
    private func size(_ measure: CubeMeasure) -> WideInteger { values[measure].map { $0.plus + $0.minus } ?? .zero }

    /// Whether nothing is summed of what the rows of the cell do not have.
    var haveNothingAbsent: Bool {
        measures.allSatisfy { measure in
            let isThere =
                switch measure {
                case .label, .squaredLabel, .referenceLength: hasLabel
                case .prediction, .squaredPrediction, .errors, .substitutions, .deletions, .insertions: hasPrediction
                default: hasLabel && hasPrediction
                }
            return isThere || size(measure).isZero
        }
    }

    /// (Σab)² ≤ Σa² · Σb².
    private func holds(_ product: CubeMeasure, _ first: CubeMeasure, _ second: CubeMeasure) -> Bool {
        let sum = size(product)
        return !(size(first) * size(second) - sum * sum).isNegative
    }

    /// (Σ|a|)² ≤ n · Σa².
    private func holds(_ sum: CubeMeasure, _ squares: CubeMeasure) -> Bool {
        let sum = size(sum)
        return !(size(squares) * rows - sum * sum).isNegative
    }

    var areNumbers: Bool {
        guard digitsFit, holds(.label, .squaredLabel), holds(.prediction, .squaredPrediction) else { return false }
        guard hasLabel, hasPrediction else { return true }
        let squares = size(.squaredLabel) + size(.squaredError) + total(.labelError) + total(.labelError)
        return holds(.error, .squaredError) && holds(.labelError, .squaredLabel, .squaredError)
            && holds(.squaredLabel, .fourthLabel) && holds(.squaredError, .fourthError)
            && holds(.cubedLabel, .squaredLabel, .fourthLabel) && holds(.cubedError, .squaredError, .fourthError)
            && holds(.squaredLabelError, .squaredLabel, .squaredLabelSquaredError)
            && holds(.labelSquaredError, .squaredError, .squaredLabelSquaredError)
            && holds(.cubedLabelError, .fourthLabel, .squaredLabelSquaredError)
            && holds(.labelCubedError, .fourthError, .squaredLabelSquaredError)
            && holds(.squaredLabelSquaredError, .fourthLabel, .fourthError)
            && total(.prediction) == total(.label) + total(.error) && size(.squaredPrediction) == squares
    }

    var areErrors: Bool {
        let edits = total(.substitutions) + total(.deletions) + total(.insertions)
        guard !measures.contains(.substitutions) || total(.errors) == edits else { return false }
        guard hasLabel, hasPrediction else { return true }
        return holds(.errors, .squaredErrors) && holds(.referenceLength, .squaredLength)
            && holds(.errorsByLength, .squaredErrors, .squaredLength)
    }
}
