/// The one way a number is written in commands and read in columns: ASCII digits, `.` before decimals, an exponent if wanted.
package enum PlainNumber {
    /// The number `text` writes, or `nil` if it is not one or is not finite.
    ///
    /// Grammar: `-? digits [ "." digits ] [ ("e" | "E") ("+" | "-")? digits ]`. No sign before a positive number, no
    /// separators between thousands, no hexadecimal, no infinity, no digits of other scripts.
    package static func value(of text: some StringProtocol) -> Double? {
        let text = Substring(text)
        var bytes = text.utf8[...]
        if bytes.first == UInt8(ascii: "-") { bytes.removeFirst() }
        guard dropDigits(&bytes) else { return nil }
        if bytes.first == UInt8(ascii: ".") {
            bytes.removeFirst()
            guard dropDigits(&bytes) else { return nil }
        }
        if let mark = bytes.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
            bytes.removeFirst()
            if let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { bytes.removeFirst() }
            guard dropDigits(&bytes) else { return nil }
        }
        guard bytes.isEmpty, let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// Whether `text` is a number with a comma where `.` belongs, such as `0,85`.
    package static func hasDecimalComma(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, value(of: parts[0]) != nil, !parts[1].isEmpty else { return false }
        return parts[1].utf8.allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Drops leading digits; `false` if there is none.
    private static func dropDigits(_ bytes: inout Substring.UTF8View) -> Bool {
        let before = bytes.count
        bytes = bytes.drop(while: isDigit)
        return bytes.count < before
    }
}
