#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What is summed over the rows of a cell beside their number (METHODS §1.1, M1 and M2).
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

    /// Bits behind the binary point of its sums.
    package func fractionBits(weighted: Bool) -> Int {
        switch self {
        case .weight, .squaredWeight: Self.weightBits
        case .score, .squaredScore: weighted ? Self.weightBits + Self.factorBits : 60
        case .loss, .squaredLoss: weighted ? Self.weightBits + Self.factorBits : 40
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
        case .weight, .squaredWeight: preconditionFailure("no measure of a score")
        case .score: value = score
        case .squaredScore: value = score * score
        case .loss: value = isPositive.map { Self.loss(score, isPositive: $0) } ?? 0
        case .squaredLoss:
            let loss = isPositive.map { Self.loss(score, isPositive: $0) } ?? 0
            value = loss * loss
        }
        return FixedPoint.fixed(value, bits: valueBits(weighted: weight != nil)) &* (weight ?? Int128(count))
    }

    /// −ln of the probability that a score gives to the label.
    static func loss(_ score: Double, isPositive: Bool) -> Double {
        let p = min(max(score, lossClip), 1 - lossClip)
        return isPositive ? -log(p) : -log1p(-p)
    }
}

extension CubeHeader {
    /// What is summed in decision cells.
    package var decisionMeasures: [CubeMeasure] { weights.isSummed ? [.weight, .squaredWeight] : [] }

    /// What is summed in score cells: on a grid whose bins hold several values, their scores and losses too.
    package var scoreMeasures: [CubeMeasure] {
        decisionMeasures + (scoreGrid.isBinned ? [.score, .squaredScore, .loss, .squaredLoss] : [])
    }
}
