/// A row's weight and its square in fixed point, each rounded once.
struct FixedWeight: Hashable, Sendable {
    /// w.
    let weight: Int128
    /// w².
    let square: Int128

    init(_ weight: Double) {
        self.weight = FixedPoint.fixed(weight, bits: CubeMeasure.weightBits)
        square = FixedPoint.fixed(weight * weight, bits: CubeMeasure.weightBits)
    }

    /// Adds w and w² to two sums.
    @inline(__always)
    func add(to sums: inout [Int128], at place: inout Int) {
        sums[place] += weight
        sums[place + 1] += square
        place += 2
    }

    /// Adds a quantity times the weight, or times its square, to the sums of a measure, digit by digit.
    ///
    /// - Parameter place: where the sums of the measure start; behind them afterwards.
    @inline(__always)
    func add(
        low: UInt128, high: UInt128 = 0, isNegative: Bool = false, _ measure: CubeMeasure, to sums: inout [Int128],
        at place: inout Int
    ) {
        let (bits, count) = (measure.digitBits, measure.digitCount)
        let factor = measure.factor == .squaredWeight ? square : weight
        let start = place + (isNegative ? count : 0)
        place += measure.width
        guard count > 1 else {
            sums[start] += factor * Int128(low)
            return
        }
        let mask = (UInt128(1) << UInt128(bits)) - 1
        for digit in 0..<count {
            let offset = digit * bits
            let half = offset < 128 ? low : high
            let own = (half >> UInt128(offset % 128)) & mask
            if own != 0 { sums[start + digit] += factor * Int128(own) }
        }
    }
}
