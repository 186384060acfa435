import Tables

/// Gives each different double a code, in the order of first appearance; −0 is 0, NaN is missing.
struct ValueDictionary: Sendable {
    private(set) var values: [Double] = []
    /// The code plus one; 0 where a slot is free.
    private var slots = [UInt32](repeating: 0, count: 1 << 12)
    /// The code plus one of k/10,000: most scores are decimals of up to four digits, and found without a hash.
    private var decimals = [UInt32](repeating: 0, count: Int(decimalScale) + 1)
    private static let decimalScale = 10_000.0

    /// The codes of `numbers`.
    @inline(never)
    mutating func code(_ numbers: [Double], into codes: inout [UInt32]) {
        codes.removeAll(keepingCapacity: true)
        codes.reserveCapacity(numbers.count)
        for number in numbers {
            // Not so for NaN.
            if number >= 0, number <= 1 {
                let k = Int(number * Self.decimalScale + 0.5)
                let known = decimals[k]
                if known != 0, Double(k) / Self.decimalScale == number {
                    codes.append(known &- 1)
                    continue
                }
            }
            codes.append(number.isNaN ? CategoryColumn.missing : code(number))
        }
    }

    /// The code of a number that is one.
    mutating func code(_ number: Double) -> UInt32 {
        let value = number == 0 ? 0 : number
        let mask = slots.count &- 1
        var slot = Self.slot(value) & mask
        while slots[slot] != 0 {
            let code = slots[slot] &- 1
            if values[Int(code)] == value { return code }
            slot = (slot &+ 1) & mask
        }
        let k = value >= 0 && value <= 1 ? Int(value * Self.decimalScale + 0.5) : 0
        if Double(k) / Self.decimalScale == value { decimals[k] = UInt32(truncatingIfNeeded: values.count &+ 1) }
        values.append(value)
        slots[slot] = UInt32(truncatingIfNeeded: values.count)
        if values.count &* 2 > slots.count { grow() }
        return UInt32(truncatingIfNeeded: values.count &- 1)
    }

    private static func slot(_ value: Double) -> Int {
        Int(truncatingIfNeeded: (value.bitPattern &* 0x9E37_79B9_7F4A_7C15) >> 24)
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for (code, value) in values.enumerated() {
            var slot = Self.slot(value) & mask
            while slots[slot] != 0 { slot = (slot &+ 1) & mask }
            slots[slot] = UInt32(truncatingIfNeeded: code &+ 1)
        }
    }
}
