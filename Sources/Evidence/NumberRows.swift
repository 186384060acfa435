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
