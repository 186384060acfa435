/// How much the score of a model lies above that of the one it is compared with, row by row.
package struct ScoreShifts: Sendable {
    /// One a row; NaN where there is none.
    let scores: [Double]
    let others: [Double]

    /// The largest size of a shift: sums of squares then stay within 128 bits.
    package static let limit = 4096.0

    /// - Parameters:
    ///   - scores: one a row; NaN where there is none.
    ///   - others: the scores of the model that this one is compared with.
    /// - Throws: `invalid`, with the number of the first row whose shift is larger than can be summed.
    package init(_ scores: [Double], over others: [Double]) throws(CubeError) {
        precondition(scores.count == others.count, "a score a row")
        self.scores = scores
        self.others = others
        if let row = Self.fault(scores, others) {
            throw .invalid("row \(row + 1): \(Self.fault(scores[row] - others[row]))")
        }
    }

    /// The first row whose shift is larger than can be summed.
    static func fault(_ scores: [Double], _ others: [Double]) -> Int? {
        scores.indices.first { abs(scores[$0] - others[$0]) > limit }
    }

    /// What is wrong with a shift, in words that follow "row 7: ".
    static func fault(_ shift: Double) -> String {
        "the scores of the two models lie \(abs(shift)) apart, and \(Int(limit)) is the most that is summed"
    }

    /// How many sums a row adds to.
    static let width = CubeMeasure.ofPairs.reduce(0) { $0 + $1.width }

    /// What each row adds to the sums of `CubeMeasure.ofPairs`.
    func sums(times: [Int]?) -> [[Int128]] { Self.sums(scores, others, times: times) }

    /// - Parameter times: how many rows each row stands for; `nil` for one each.
    static func sums(_ scores: [Double], _ others: [Double], times: [Int]?) -> [[Int128]] {
        var sums = [[Int128]](repeating: Array(repeating: 0, count: scores.count), count: width)
        for row in scores.indices {
            let shift = scores[row] - others[row]
            guard !shift.isNaN else { continue }
            let count = Int128(times?[row] ?? 1)
            sums[0][row] = count
            let size = count * FixedPoint.fixed(abs(shift), bits: CubeMeasure.shift.fractionBits(weighted: false))
            sums[shift < 0 ? 2 : 1][row] = size
            sums[3][row] =
                count * FixedPoint.fixed(shift * shift, bits: CubeMeasure.squaredShift.fractionBits(weighted: false))
        }
        return sums
    }
}

extension GroupEvidence {
    /// Rows that both models score, the sum of their shifts, and that of the squares; `nil` where shifts were not summed.
    package var shifts: (count: Int, sum: Double, squares: Double)? {
        let slots = Array(0..<DecisionSlots(classCount: classCount).count)
        guard let pairs = wholeSums(of: .scoredPairs, slots: slots)?.plus,
            let sum = wholeSums(of: .shift, slots: slots),
            let squares = wholeSums(of: .squaredShift, slots: slots)?.plus
        else { return nil }
        func value(_ whole: WideInteger, _ measure: CubeMeasure) -> Double {
            whole.double * Double(sign: .plus, exponent: -measure.fractionBits(weighted: false), significand: 1)
        }
        return (Int(pairs.double), value(sum.plus - sum.minus, .shift), value(squares, .squaredShift))
    }
}
