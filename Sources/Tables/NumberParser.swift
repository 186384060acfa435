/// Reads one field as a decimal number.
///
///     [+-] digits [. digits] [(e|E) [+-] digits]      with a digit before or after the point
///
/// No spaces, no separators between thousands, no hexadecimal, no words such as `nan`; digits are 0 to 9.
struct NumberParser {
    let decimalComma: Bool

    /// What one field is.
    enum Outcome {
        case value(Double)
        case tooLarge
        case malformed
    }

    /// The double nearest to the number written, ties to even.
    ///
    /// Up to 19 digits within the exactly representable powers of ten need one multiplication or division of exact
    /// numbers, which rounds correctly; the rest goes to the standard library.
    func parse(_ bytes: UnsafePointer<UInt8>, count: Int) -> Outcome {
        let point = decimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
        var i = 0
        var negative = false
        if i < count, bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") {
            negative = bytes[i] == UInt8(ascii: "-")
            i &+= 1
        }
        var mantissa: UInt64 = 0
        var significant = 0
        var digits = 0
        var scale = 0
        var seenPoint = false
        while i < count {
            let byte = bytes[i]
            if byte &- 0x30 < 10 {
                digits &+= 1
                if significant > 0 || byte != 0x30 { significant &+= 1 }
                if significant <= 19 { mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30) }
                if seenPoint { scale &-= 1 }
            } else if byte == point, !seenPoint {
                seenPoint = true
            } else {
                break
            }
            i &+= 1
        }
        guard digits > 0 else { return .malformed }
        var exponent = 0
        if i < count {
            guard bytes[i] | 0x20 == UInt8(ascii: "e") else { return .malformed }
            i &+= 1
            var exponentNegative = false
            if i < count, bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") {
                exponentNegative = bytes[i] == UInt8(ascii: "-")
                i &+= 1
            }
            guard i < count else { return .malformed }
            while i < count {
                guard bytes[i] &- 0x30 < 10 else { return .malformed }
                // Far beyond every double already; more digits change nothing.
                if exponent < 100_000_000 { exponent = exponent &* 10 &+ Int(bytes[i] &- 0x30) }
                i &+= 1
            }
            if exponentNegative { exponent = -exponent }
        }
        if significant <= 19, mantissa <= 1 << 53 {
            let power = exponent &+ scale
            if mantissa == 0 { return .value(negative ? -0.0 : 0) }
            if power >= -22, power <= 22 {
                let exact = Double(mantissa)
                let magnitude = power < 0 ? exact / Self.powers[-power] : exact * Self.powers[power]
                return .value(negative ? -magnitude : magnitude)
            }
        }
        return Self.general(bytes, count: count, power: exponent &+ scale)
    }

    /// Any number of digits: written anew as digits and a power of ten, which the standard library rounds correctly.
    private static func general(_ bytes: UnsafePointer<UInt8>, count: Int, power: Int) -> Outcome {
        var text: [UInt8] = bytes[0] == UInt8(ascii: "-") ? [UInt8(ascii: "-")] : []
        for i in 0..<count {
            if bytes[i] | 0x20 == UInt8(ascii: "e") { break }
            if bytes[i] &- 0x30 < 10 { text.append(bytes[i]) }
        }
        text += Array("e\(power)".utf8)
        guard let value = Double(String(decoding: text, as: UTF8.self)) else { return .malformed }
        return value.isFinite ? .value(value) : .tooLarge
    }

    /// Whether these bytes are a number, be it too large.
    private func reads(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return false }
            if case .malformed = parse(base, count: buffer.count) { return false }
            return true
        }
    }

    /// Why `text` is not a number, as far as that is plain to see.
    func hint(for text: String) -> TableFault.NumberHint {
        if text.isEmpty { return .emptyQuoted }
        if text.first?.isWhitespace == true || text.last?.isWhitespace == true { return .spaces }
        let lower = text.lowercased()
        if ["na", "n/a", "null", "none", "nil", "missing", "-", "?", "."].contains(lower) { return .missingWord }
        let unsigned = lower.drop { $0 == "+" || $0 == "-" }
        if ["nan", "inf", "infinity", "∞"].contains(String(unsigned)) { return .notFinite }
        if unsigned.hasPrefix("0x") { return .hexadecimal }
        if text.unicodeScalars.contains(where: { !$0.isASCII && $0.properties.numericType != nil }) {
            return .otherDigits
        }
        let other = NumberParser(decimalComma: !decimalComma)
        let bytes = Array(text.utf8)
        if other.reads(bytes) { return decimalComma ? .decimalPoint : .decimalComma }
        let joined = bytes.filter { !"_,.' ".utf8.contains($0) }
        return joined.count < bytes.count && reads(joined) ? .groupedThousands : .unclear
    }

    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}
