#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What is summed over the rows of a cell beside their number (METHODS §1.1, M1 to M4).
///
/// Of a number, y is the label, p the prediction and e = p − y; a sum that can be negative is kept as that of the rows
/// where it is positive and that of the others, so that no sum ever falls.
///
/// The raw value is the name in machine output.
package enum CubeMeasure: String, Hashable, Sendable, CaseIterable {
    /// Σw.
    case weight
    /// Σw².
    case squaredWeight = "squared-weight"
    /// Σs, or Σws where rows have weights.
    case score
    /// Σs², or Σws².
    case squaredScore = "squared-score"
    /// Σℓ with ℓ = −ln p of the row's own label, or Σwℓ.
    case loss
    /// Σℓ², or Σwℓ².
    case squaredLoss = "squared-loss"

    /// Rows that both models of a pair give a score.
    case scoredPairs = "scored-pairs"
    /// Σ(s_B − s_A) over them: the score of the model less that of the one it is compared with (METHODS §1.1, M7).
    case shift = "score-shift"
    /// Σ(s_B − s_A)².
    case squaredShift = "squared-score-shift"

    /// Σy over rows with a label.
    case label
    /// Σp over rows with a prediction.
    case prediction
    /// Σe over rows with both, as all that follow but the two squares.
    case error
    /// Σy² over rows with a label.
    case squaredLabel = "squared-label"
    /// Σp² over rows with a prediction.
    case squaredPrediction = "squared-prediction"
    /// Σe·|e|: the squares of positive errors less those of negative ones.
    case squaredError = "signed-squared-error"
    /// Σye.
    case labelError = "label-error"
    /// Σy³.
    case cubedLabel = "cubed-label"
    /// Σy²e.
    case squaredLabelError = "squared-label-error"
    /// Σye².
    case labelSquaredError = "label-squared-error"
    /// Σe³.
    case cubedError = "cubed-error"
    /// Σy⁴.
    case fourthLabel = "fourth-label"
    /// Σy³e.
    case cubedLabelError = "cubed-label-error"
    /// Σy²e².
    case squaredLabelSquaredError = "squared-label-squared-error"
    /// Σye³.
    case labelCubedError = "label-cubed-error"
    /// Σe⁴.
    case fourthError = "fourth-error"

    /// ΣS, words or characters that were replaced.
    case substitutions
    /// ΣD.
    case deletions
    /// ΣI.
    case insertions
    /// ΣE over texts with both errors and a length, as all that follow but the length.
    case errors
    /// ΣN, the words or characters of the reference.
    case referenceLength = "reference-length"
    /// ΣE².
    case squaredErrors = "squared-errors"
    /// ΣEN.
    case errorsByLength = "errors-by-length"
    /// ΣN².
    case squaredLength = "squared-length"

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

    /// How many numbers are multiplied in it; 0 for what is no measure of numbers.
    package var power: Int {
        switch self {
        case .label, .prediction, .error: 1
        case .squaredLabel, .squaredPrediction, .squaredError, .labelError: 2
        case .cubedLabel, .squaredLabelError, .labelSquaredError, .cubedError: 3
        case .fourthLabel, .cubedLabelError, .squaredLabelSquaredError, .labelCubedError, .fourthError: 4
        default: 0
        }
    }

    /// Whether it has one sum of what is positive and one of what is negative.
    package var isSigned: Bool {
        switch self {
        case .squaredLabel, .squaredPrediction, .fourthLabel, .squaredLabelSquaredError, .fourthError: false
        case .shift: true
        default: power > 0
        }
    }

    /// How many sums a cell has of it: a product of p numbers takes p digits of 64 bits, summed each for itself.
    package var width: Int { max(1, power) * (isSigned ? 2 : 1) }

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
        switch self {
        case .weight, .squaredWeight: Self.weightBits
        case .score, .squaredScore: weighted ? Self.weightBits + Self.factorBits : 60
        case .loss, .squaredLoss: weighted ? Self.weightBits + Self.factorBits : 40
        case .shift: 60
        case .squaredShift: 50
        default: 0
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
        switch self {
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
        guard measure.isSigned else { return (WideInteger(digits: sums), .zero) }
        let half = sums.startIndex + sums.count / 2
        return (WideInteger(digits: sums[..<half]), WideInteger(digits: sums[half...]))
    }

    /// The places of some measures in the sums of a cell.
    static func places(of measures: [CubeMeasure]) -> [Range<Int>] {
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
        guard power > 0, let scale = header.numberScale else {
            if isSigned {
                let (plus, minus) = Self.parts(sums, of: self)
                return (plus - minus).double
                    * Double(sign: .plus, exponent: -fractionBits(weighted: false), significand: 1)
            }
            return FixedPoint.value(sums[sums.startIndex], bits: fractionBits(weighted: header.weights.isSummed))
        }
        let (plus, minus) = Self.parts(sums, of: self)
        return scale.value(plus - minus, power: power)
    }
}

extension CubeHeader {
    /// What is summed in decision cells.
    package var decisionMeasures: [CubeMeasure] {
        switch outcome {
        case .binary, .classes: weightMeasures + (againstScore == nil ? [] : CubeMeasure.ofPairs)
        case .number: CubeMeasure.ofNumbers
        case .errors(let columns, _): (columns.count == 3 ? CubeMeasure.ofEdits : []) + CubeMeasure.ofErrors
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
