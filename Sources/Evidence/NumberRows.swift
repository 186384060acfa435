/// Labels and predictions of rows as whole multiples of a quantum, checked.
package struct NumberRows: Hashable, Sendable {
    package let scale: NumberScale
    /// One a row; 0 where there is none.
    package let labels: [Int64]
    package let predictions: [Int64]
    /// Which rows have one, as codes of the only class.
    let labelCodes: [UInt16]
    let predictionCodes: [UInt16]

    /// - Parameters:
    ///   - labels: one a row; NaN where there is none.
    ///   - predictions: one a row; NaN where there is none.
    /// - Throws: `invalid`, with the number of the first row that has a number too large for the scale.
    package init(labels: [Double], predictions: [Double], scale: NumberScale = .standard) throws(CubeError) {
        precondition(labels.count == predictions.count, "a prediction a row")
        self.scale = scale
        (self.labels, labelCodes) = try Self.whole(labels, scale, none: LabelState.unlabelled)
        (self.predictions, predictionCodes) = try Self.whole(
            predictions, scale, none: PredictionState.missing.rawValue)
    }

    private static func whole(
        _ values: [Double], _ scale: NumberScale, none: UInt16
    ) throws(CubeError) -> (numbers: [Int64], codes: [UInt16]) {
        var numbers: [Int64] = []
        var codes: [UInt16] = []
        numbers.reserveCapacity(values.count)
        codes.reserveCapacity(values.count)
        for (row, value) in values.enumerated() {
            if value.isNaN {
                numbers.append(0)
                codes.append(none)
                continue
            }
            guard let number = scale.whole(value) else { throw .invalid("row \(row + 1): \(scale.fault(value))") }
            numbers.append(number)
            codes.append(0)
        }
        return (numbers, codes)
    }

    var count: Int { labels.count }

    /// How many sums a row adds to.
    static let width = CubeMeasure.ofNumbers.reduce(0) { $0 + $1.width }

    /// Adds a row, `count` times, to the `width` sums from `start` on.
    ///
    /// - Parameters:
    ///   - label: `nil` where there is none.
    ///   - prediction: `nil` where there is none.
    static func add(label: Int64?, prediction: Int64?, count: Int, to sums: inout [Int128], at start: Int) {
        var adder = DigitAdder(place: start, count: Int128(count))
        let y = UInt128(label?.magnitude ?? 0)
        let p = UInt128(prediction?.magnitude ?? 0)
        var (e, errorIsNegative): (UInt128, Bool) = (0, false)
        if let label, let prediction {
            e = (Int128(prediction) - Int128(label)).magnitude
            errorIsNegative = prediction < label
        }
        let isBelow = (label ?? 0) < 0
        let (squaredLabel, squaredError, product) = (y * y, e * e, y * e)
        let isMixed = isBelow != errorIsNegative
        adder.add(y, digits: 1, isNegative: isBelow, to: &sums)
        adder.add(p, digits: 1, isNegative: (prediction ?? 0) < 0, to: &sums)
        adder.add(e, digits: 1, isNegative: errorIsNegative, to: &sums)
        adder.add(squaredLabel, digits: 2, to: &sums)
        adder.add(p * p, digits: 2, to: &sums)
        adder.add(squaredError, digits: 2, isNegative: errorIsNegative, to: &sums)
        adder.add(product, digits: 2, isNegative: isMixed, to: &sums)
        // Higher products are of rows with both.
        guard label != nil, prediction != nil else { return }
        adder.add(squaredLabel.multipliedFullWidth(by: y), digits: 3, isNegative: isBelow, to: &sums)
        adder.add(squaredLabel.multipliedFullWidth(by: e), digits: 3, isNegative: errorIsNegative, to: &sums)
        adder.add(squaredError.multipliedFullWidth(by: y), digits: 3, isNegative: isBelow, to: &sums)
        adder.add(squaredError.multipliedFullWidth(by: e), digits: 3, isNegative: errorIsNegative, to: &sums)
        adder.add(squaredLabel.multipliedFullWidth(by: squaredLabel), digits: 4, to: &sums)
        adder.add(squaredLabel.multipliedFullWidth(by: product), digits: 4, isNegative: isMixed, to: &sums)
        adder.add(squaredLabel.multipliedFullWidth(by: squaredError), digits: 4, to: &sums)
        adder.add(squaredError.multipliedFullWidth(by: product), digits: 4, isNegative: isMixed, to: &sums)
        adder.add(squaredError.multipliedFullWidth(by: squaredError), digits: 4, to: &sums)
    }
}

extension NumberRows {
    /// Adds a row of a weight to the sums of `CubeMeasure.ofWeightedNumbers` from `start` on.
    ///
    /// - Parameters:
    ///   - label: `nil` where there is none.
    ///   - prediction: `nil` where there is none.
    static func add(
        label: Int64?, prediction: Int64?, weight: FixedWeight, to sums: inout [Int128], at start: Int
    ) {
        let products = Products(label: label, prediction: prediction)
        var place = start
        weight.add(to: &sums, at: &place)
        for measure in CubeMeasure.ofWeightedNumbers.dropFirst(2) {
            let product = products[measure.quantity]
            weight.add(
                low: product.low, high: product.high, isNegative: product.isNegative, measure, to: &sums, at: &place)
        }
    }

    /// What a row has of each quantity of numbers.
    private struct Products {
        private let (y, p, e): (UInt128, UInt128, UInt128)
        private let isBelow: Bool
        private let predictionIsNegative: Bool
        private let errorIsNegative: Bool
        private let isJudged: Bool

        init(label: Int64?, prediction: Int64?) {
            y = UInt128(label?.magnitude ?? 0)
            p = UInt128(prediction?.magnitude ?? 0)
            isBelow = (label ?? 0) < 0
            predictionIsNegative = (prediction ?? 0) < 0
            isJudged = label != nil && prediction != nil
            if let label, let prediction {
                e = (Int128(prediction) - Int128(label)).magnitude
                errorIsNegative = prediction < label
            } else {
                (e, errorIsNegative) = (0, false)
            }
        }

        subscript(quantity: CubeQuantity) -> (low: UInt128, high: UInt128, isNegative: Bool) {
            func narrow(_ value: UInt128, _ isNegative: Bool = false) -> (low: UInt128, high: UInt128, isNegative: Bool)
            {
                (value, 0, isNegative)
            }
            func wide(
                _ first: UInt128, _ second: UInt128, _ isNegative: Bool = false
            ) -> (low: UInt128, high: UInt128, isNegative: Bool) {
                guard isJudged else { return (0, 0, false) }
                let product = first.multipliedFullWidth(by: second)
                return (product.low, product.high, isNegative)
            }
            let isMixed = isBelow != errorIsNegative
            return switch quantity {
            case .label: narrow(y, isBelow)
            case .prediction: narrow(p, predictionIsNegative)
            case .error: narrow(e, errorIsNegative)
            case .squaredLabel: narrow(y * y)
            case .squaredPrediction: narrow(p * p)
            case .squaredError: narrow(e * e, errorIsNegative)
            case .labelError: narrow(y * e, isMixed)
            case .cubedLabel: wide(y * y, y, isBelow)
            case .squaredLabelError: wide(y * y, e, errorIsNegative)
            case .labelSquaredError: wide(e * e, y, isBelow)
            case .cubedError: wide(e * e, e, errorIsNegative)
            case .fourthLabel: wide(y * y, y * y)
            case .cubedLabelError: wide(y * y, y * e, isMixed)
            case .squaredLabelSquaredError: wide(y * y, e * e)
            case .labelCubedError: wide(e * e, y * e, isMixed)
            case .fourthError: wide(e * e, e * e)
            default: preconditionFailure("a quantity of numbers")
            }
        }
    }
}

/// Adds products digit by digit, one measure behind the other.
private struct DigitAdder {
    var place: Int
    let count: Int128

    /// A measure without a sign.
    @inline(__always)
    mutating func add(_ value: UInt128, digits: Int, to sums: inout [Int128]) {
        add(low: value, high: 0, digits: digits, to: &sums)
    }

    @inline(__always)
    mutating func add(_ value: (high: UInt128, low: UInt128), digits: Int, to sums: inout [Int128]) {
        add(low: value.low, high: value.high, digits: digits, to: &sums)
    }

    /// A measure with one sum of what is positive and one of what is negative.
    @inline(__always)
    mutating func add(_ value: UInt128, digits: Int, isNegative: Bool, to sums: inout [Int128]) {
        add((0, value), digits: digits, isNegative: isNegative, to: &sums)
    }

    @inline(__always)
    mutating func add(
        _ value: (high: UInt128, low: UInt128), digits: Int, isNegative: Bool, to sums: inout [Int128]
    ) {
        let end = place + 2 * digits
        if isNegative { place += digits }
        add(low: value.low, high: value.high, digits: digits, to: &sums)
        place = end
    }

    @inline(__always)
    private mutating func add(low: UInt128, high: UInt128, digits: Int, to sums: inout [Int128]) {
        for digit in 0..<digits {
            let half = digit < 2 ? low : high
            let word = UInt64(truncatingIfNeeded: digit & 1 == 0 ? half : half >> 64)
            if word != 0 { sums[place + digit] += count * Int128(word) }
        }
        place += digits
    }
}
