/// How finely numbers are told apart: they are rounded once to multiples of 2^−`bits`, and then summed as whole numbers
/// (METHODS §6.2).
package struct NumberScale: Hashable, Sendable {
    /// Bits behind the binary point; fewer than none for very large numbers.
    package let bits: Int

    /// Up to four thousand million, to about 10⁻⁹.
    package static let standard = NumberScale(exactly: 30)
    /// What `bits` may be: all powers of numbers and of their sums then are doubles.
    package static let bitRange = -60...120

    /// - Returns: `nil` outside `bitRange`.
    package init?(bits: Int) {
        guard Self.bitRange.contains(bits) else { return nil }
        self.bits = bits
    }

    private init(exactly bits: Int) { self.bits = bits }

    /// The finest scale that has room for numbers of this size.
    ///
    /// - Returns: `nil` for sizes that no scale has room for, or that are no size.
    package init?(largest: Double) {
        guard largest.isFinite, largest > 0 else { return nil }
        // 2^e ≥ largest; a number may have 62 bits.
        let exponent = Int(largest.exponent) + (largest.significand == 1 ? 0 : 1)
        self.init(bits: min(62 - exponent, Self.bitRange.upperBound))
    }

    /// The largest size of a number.
    package var largest: Double { Double(sign: .plus, exponent: 62 - bits, significand: 1) }

    /// The value of a sum of products of so many numbers.
    package func value(_ sum: WideInteger, power: Int) -> Double {
        sum.double * Double(sign: .plus, exponent: -bits * power, significand: 1)
    }

    /// The multiple of the quantum nearest to a number, ties to even; `nil` if it is too large or none.
    @inline(__always)
    package func whole(_ value: Double) -> Int64? {
        let scaled = (value * Double(sign: .plus, exponent: bits, significand: 1)).rounded(.toNearestOrEven)
        guard abs(scaled) <= 0x1p62 else { return nil }
        return Int64(scaled)
    }

    /// Why a number cannot be summed, in words that follow "row 7: ".
    package func fault(_ value: Double) -> String {
        value.isFinite
            ? "the number \(value) is larger than \(largest), the largest that is summed at this scale"
            : "\(value) is no number that can be summed"
    }
}
