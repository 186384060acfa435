#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A sum over the rows of a cell: of a quantity, of it times the row's weight, or of it times the weight's square
/// (METHODS §1.1, §1.3).
package struct CubeMeasure: Hashable, Sendable {
    /// What a quantity is multiplied with before it is summed.
    package enum Factor: String, Hashable, Sendable, CaseIterable {
        case none = ""
        /// w.
        case weight = "weighted-"
        /// w².
        case squaredWeight = "squared-weight-"
    }

    package let quantity: CubeQuantity
    package let factor: Factor

    package init(_ quantity: CubeQuantity, times factor: Factor = .none) {
        self.quantity = quantity
        self.factor = factor
    }

    /// The name in machine output.
    package var rawValue: String { factor.rawValue + quantity.rawValue }

    /// The same quantity times a weight.
    package func times(_ factor: Factor) -> CubeMeasure { CubeMeasure(quantity, times: factor) }

    package static let weight = CubeMeasure(.weight)
    package static let squaredWeight = CubeMeasure(.squaredWeight)
    package static let score = CubeMeasure(.score)
    package static let squaredScore = CubeMeasure(.squaredScore)
    package static let loss = CubeMeasure(.loss)
    package static let squaredLoss = CubeMeasure(.squaredLoss)
    package static let scoredPairs = CubeMeasure(.scoredPairs)
    package static let shift = CubeMeasure(.shift)
    package static let squaredShift = CubeMeasure(.squaredShift)
    package static let label = CubeMeasure(.label)
    package static let prediction = CubeMeasure(.prediction)
    package static let error = CubeMeasure(.error)
    package static let squaredLabel = CubeMeasure(.squaredLabel)
    package static let squaredPrediction = CubeMeasure(.squaredPrediction)
    package static let squaredError = CubeMeasure(.squaredError)
    package static let labelError = CubeMeasure(.labelError)
    package static let cubedLabel = CubeMeasure(.cubedLabel)
    package static let squaredLabelError = CubeMeasure(.squaredLabelError)
    package static let labelSquaredError = CubeMeasure(.labelSquaredError)
    package static let cubedError = CubeMeasure(.cubedError)
    package static let fourthLabel = CubeMeasure(.fourthLabel)
    package static let cubedLabelError = CubeMeasure(.cubedLabelError)
    package static let squaredLabelSquaredError = CubeMeasure(.squaredLabelSquaredError)
    package static let labelCubedError = CubeMeasure(.labelCubedError)
    package static let fourthError = CubeMeasure(.fourthError)
    package static let substitutions = CubeMeasure(.substitutions)
    package static let deletions = CubeMeasure(.deletions)
    package static let insertions = CubeMeasure(.insertions)
    package static let errors = CubeMeasure(.errors)
    package static let referenceLength = CubeMeasure(.referenceLength)
    package static let squaredErrors = CubeMeasure(.squaredErrors)
    package static let errorsByLength = CubeMeasure(.errorsByLength)
    package static let squaredLength = CubeMeasure(.squaredLength)

    /// In the order in which two models' scores are compared.
    package static let ofPairs: [CubeMeasure] = [.scoredPairs, .shift, .squaredShift]
    /// In the order in which numbers are summed.
    package static let ofNumbers: [CubeMeasure] = [
        .label, .prediction, .error, .squaredLabel, .squaredPrediction, .squaredError, .labelError, .cubedLabel,
        .squaredLabelError, .labelSquaredError, .cubedError, .fourthLabel, .cubedLabelError,
        .squaredLabelSquaredError, .labelCubedError, .fourthError,
    ]
    /// In the order in which errors in texts are summed.
    package static let ofErrors: [CubeMeasure] = [
        .errors, .referenceLength, .squaredErrors, .errorsByLength, .squaredLength,
    ]
    /// What is summed besides where substitutions, deletions and insertions are told apart.
    package static let ofEdits: [CubeMeasure] = [.substitutions, .deletions, .insertions]

    /// In the order in which weighted numbers are summed: means need products of two at most, and their variances of four.
    package static let ofWeightedNumbers: [CubeMeasure] =
        [.weight, .squaredWeight] + ofNumbers.filter { $0.power <= 2 }.map { $0.times(.weight) }
        + ofNumbers.map { $0.times(.squaredWeight) }
    /// In the order in which errors in weighted texts are summed.
    package static let ofWeightedErrors: [CubeMeasure] =
        [CubeMeasure.errors, .referenceLength].map { $0.times(.weight) }
        + [CubeMeasure.squaredErrors, .errorsByLength, .squaredLength].map { $0.times(.squaredWeight) }

    /// How many numbers are multiplied in it; 0 for what is no measure of numbers.
    package var power: Int {
        switch quantity {
        case .label, .prediction, .error: 1
        case .squaredLabel, .squaredPrediction, .squaredError, .labelError: 2
        case .cubedLabel, .squaredLabelError, .labelSquaredError, .cubedError: 3
        case .fourthLabel, .cubedLabelError, .squaredLabelSquaredError, .labelCubedError, .fourthError: 4
        default: 0
        }
    }

    /// Whether it has one sum of what is positive and one of what is negative.
    package var isSigned: Bool {
        switch quantity {
        case .squaredLabel, .squaredPrediction, .fourthLabel, .squaredLabelSquaredError, .fourthError: false
        case .shift: true
        default: power > 0
        }
    }

    /// Bits of a digit: with the sum of what it is multiplied with, it stays within 128 bits.
    var digitBits: Int {
        switch factor {
        case .none: 64
        case .weight: 32
        case .squaredWeight: 16
        }
    }

    /// Bits that a row's quantity may take, where it is summed in digits.
    private var valueBits: Int {
        if power > 0 { return 64 * power }
        return factor == .squaredWeight ? 68 : digitBits
    }

    /// Digits of a row's quantity: each is summed for itself.
    var digitCount: Int { (valueBits + digitBits - 1) / digitBits }

    /// How many sums a cell has of it.
    package var width: Int { digitCount * (isSigned ? 2 : 1) }

    /// Bits behind the binary point of a weight.
    static let weightBits = 40
    /// Bits behind the binary point of what a weight is multiplied with: products of whole numbers are exact.
    static let factorBits = 40
    /// The largest weight of a row.
    package static let weightLimit = 0x1p26
    /// The largest sum of weights: sums of products then stay within 128 bits.
    package static let weightSumLimit = 0x1p43
    /// Probabilities are cut to [clip, 1 − clip] before their logarithm is taken (METHODS §2.2).
    package static let lossClip = 0x1p-52

    /// Bits behind the binary point of its sums; for measures of numbers their scale says it.
    package func fractionBits(weighted: Bool) -> Int {
        guard factor == .none else { return Self.weightBits }
        switch quantity {
        case .weight, .squaredWeight: return Self.weightBits
        case .score, .squaredScore: return weighted ? Self.weightBits + Self.factorBits : 60
        case .loss, .squaredLoss: return weighted ? Self.weightBits + Self.factorBits : 40
        case .shift: return 60
        case .squaredShift: return 50
        default: return 0
        }
    }

    /// Bits of one row's value before it is multiplied with its weight, if it has one.
    private func valueBits(weighted: Bool) -> Int { weighted ? Self.factorBits : fractionBits(weighted: false) }

    /// What `count` rows of one score and label add to this measure.
    ///
    /// - Parameters:
    ///   - weight: the sum of the rows' weights in fixed point; `nil` where rows have none.
    ///   - isPositive: `nil` where the label is not known: such rows have no loss.
    func addend(score: Double, isPositive: Bool?, count: Int, weight: Int128?) -> Int128 {
        let value: Double
        switch quantity {
        case .score: value = score
        case .squaredScore: value = score * score
        case .loss: value = isPositive.map { Self.loss(score, isPositive: $0) } ?? 0
        case .squaredLoss:
            let loss = isPositive.map { Self.loss(score, isPositive: $0) } ?? 0
            value = loss * loss
        default: preconditionFailure("no measure of a score")
        }
        return FixedPoint.fixed(value, bits: valueBits(weighted: weight != nil)) &* (weight ?? Int128(count))
    }

    /// −ln of the probability that a score gives to the label.
    static func loss(_ score: Double, isPositive: Bool) -> Double {
        let p = min(max(score, lossClip), 1 - lossClip)
        return isPositive ? -log(p) : -log1p(-p)
    }
}

extension CubeMeasure {
    /// The sums of one measure as whole numbers: of what is positive, and of what is negative.
    ///
    /// - Parameter sums: `width` of them.
    static func parts(_ sums: ArraySlice<Int128>, of measure: CubeMeasure) -> (plus: WideInteger, minus: WideInteger) {
        let bits = measure.digitBits
        guard measure.isSigned else { return (WideInteger(digits: sums, bits: bits), .zero) }
        let half = sums.startIndex + sums.count / 2
        return (WideInteger(digits: sums[..<half], bits: bits), WideInteger(digits: sums[half...], bits: bits))
    }

    /// The places of some measures in the sums of a cell.
    package static func places(of measures: [CubeMeasure]) -> [Range<Int>] {
        var next = 0
        return measures.map { measure in
            defer { next += measure.width }
            return next..<next + measure.width
        }
    }

    /// The value of its sums.
    ///
    /// - Parameter sums: `width` of them.
    func value(_ sums: ArraySlice<Int128>, _ header: CubeHeader) -> Double {
        guard power > 0 || isSigned || factor != .none else {
            return FixedPoint.value(sums[sums.startIndex], bits: fractionBits(weighted: header.weights.isSummed))
        }
        let (plus, minus) = Self.parts(sums, of: self)
        let quantum = Double(sign: .plus, exponent: -fractionBits(weighted: false), significand: 1)
        guard power > 0, let scale = header.numberScale else { return (plus - minus).double * quantum }
        return scale.value(plus - minus, power: power) * quantum
    }
}

extension CubeHeader {
    /// What is summed in decision cells.
    package var decisionMeasures: [CubeMeasure] {
        switch outcome {
        case .binary, .classes: weightMeasures + (againstScore == nil ? [] : CubeMeasure.ofPairs)
        case .number: weights.isSummed ? CubeMeasure.ofWeightedNumbers : CubeMeasure.ofNumbers
        case .errors(let columns, _):
            weights.isSummed
                ? weightMeasures + (columns.count == 3 ? CubeMeasure.ofEdits.map { $0.times(.weight) } : [])
                    + CubeMeasure.ofWeightedErrors
                : (columns.count == 3 ? CubeMeasure.ofEdits : []) + CubeMeasure.ofErrors
        }
    }

    private var weightMeasures: [CubeMeasure] { weights.isSummed ? [.weight, .squaredWeight] : [] }

    /// How many sums a decision cell has.
    package var decisionWidth: Int { decisionMeasures.reduce(0) { $0 + $1.width } }

    /// What is summed in score cells: on a grid whose bins hold several values, their scores and losses too.
    package var scoreMeasures: [CubeMeasure] {
        weightMeasures + (scoreGrid.isBinned ? [.score, .squaredScore, .loss, .squaredLoss] : [])
    }

    /// The scale of a numeric outcome.
    package var numberScale: NumberScale? {
        if case .number(let scale) = outcome { scale } else { nil }
    }
}

extension EvidenceCube {
    /// The sum of a measure over the rows of a decision cell.
    ///
    /// - Precondition: one of the measures of decisions.
    package func sum(of measure: CubeMeasure, inCell index: Int) -> Double {
        let (measures, sums) = (header.decisionMeasures, cells.decisions.sums(of: index))
        guard let position = measures.firstIndex(of: measure) else { preconditionFailure("a measure of the cube") }
        let place = CubeMeasure.places(of: measures)[position]
        return measure.value(
            sums[sums.startIndex + place.lowerBound..<sums.startIndex + place.upperBound], header)
    }
}
