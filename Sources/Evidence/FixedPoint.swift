/// Real numbers as whole multiples of a power of two, so that their sums do not depend on the order (METHODS §6.2).
package enum FixedPoint {
    /// The multiple of 2^−`bits` nearest to `value`, ties to even.
    ///
    /// - Precondition: finite, and less than 2^(126 − bits) in size.
    @inline(__always)
    package static func fixed(_ value: Double, bits: Int) -> Int128 {
        let scaled = (value * Double(sign: .plus, exponent: bits, significand: 1)).rounded(.toNearestOrEven)
        // Almost everything fits the machine's own integers, which convert much faster.
        if abs(scaled) < 0x1p62 { return Int128(Int64(scaled)) }
        return Int128(scaled)
    }

    /// The double nearest to a multiple of 2^−`bits`.
    package static func value(_ fixed: Int128, bits: Int) -> Double {
        Double(fixed) * Double(sign: .plus, exponent: -bits, significand: 1)
    }
}
