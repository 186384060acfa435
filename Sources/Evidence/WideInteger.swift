/// A whole number of up to 767 bits and a sign: what sums of fourth powers, and differences between them, come to.
///
/// Central moments are differences of large sums that nearly cancel. In whole numbers they are exact, so that a variance
/// does not depend on where zero lies (METHODS §6.3).
package struct WideInteger: Hashable, Sendable {
    private static let wordCount = 12
    /// Two's complement, the low word first.
    private var words: [UInt64]

    package static let zero = WideInteger(0)

    package init(_ value: Int128) {
        words = Array(repeating: value < 0 ? .max : 0, count: Self.wordCount)
        words[0] = UInt64(truncatingIfNeeded: value)
        words[1] = UInt64(truncatingIfNeeded: value >> 64)
    }

    /// Digits of so many bits that were summed each for itself, the low one first.
    init(digits: some Collection<Int128>, bits: Int = 64) {
        self = .zero
        for (place, digit) in digits.enumerated() where digit != 0 {
            let (word, shift) = (place * bits / 64, place * bits % 64)
            var shifted = WideInteger(digit)
            if shift > 0 {
                for index in stride(from: Self.wordCount - 1, through: 0, by: -1) {
                    let below = index > 0 ? shifted.words[index - 1] >> (64 - shift) : 0
                    shifted.words[index] = shifted.words[index] << shift | below
                }
            }
            shifted.words = Array(repeating: 0, count: word) + shifted.words.dropLast(word)
            self = self + shifted
        }
    }

    package var isNegative: Bool { words[Self.wordCount - 1] >> 63 == 1 }
    package var isZero: Bool { words.allSatisfy { $0 == 0 } }

    package static func + (a: WideInteger, b: WideInteger) -> WideInteger {
        var result = a
        var carry: UInt64 = 0
        for place in a.words.indices {
            let (half, first) = a.words[place].addingReportingOverflow(b.words[place])
            let (sum, second) = half.addingReportingOverflow(carry)
            result.words[place] = sum
            carry = first || second ? 1 : 0
        }
        return result
    }

    package static prefix func - (a: WideInteger) -> WideInteger {
        var result = a
        for place in result.words.indices { result.words[place] = ~result.words[place] }
        return result + WideInteger(1)
    }

    package static func - (a: WideInteger, b: WideInteger) -> WideInteger { a + -b }

    /// The product; bits beyond the width are lost, which no figure of a cube reaches.
    package static func * (a: WideInteger, b: WideInteger) -> WideInteger {
        var result = WideInteger.zero
        for (place, factor) in a.words.enumerated() where factor != 0 {
            var carry: UInt64 = 0
            for other in 0..<(wordCount - place) {
                let (high, low) = factor.multipliedFullWidth(by: b.words[other])
                let (half, first) = low.addingReportingOverflow(result.words[place + other])
                let (sum, second) = half.addingReportingOverflow(carry)
                result.words[place + other] = sum
                carry = high &+ (first ? 1 : 0) &+ (second ? 1 : 0)
            }
        }
        return result
    }

    /// The double nearest to it, or one beside that.
    package var double: Double {
        let magnitude = isNegative ? -self : self
        var result = 0.0
        for word in magnitude.words.reversed() { result = result * 0x1p64 + Double(word) }
        return isNegative ? -result : result
    }
}
