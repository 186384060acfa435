/// Decimal numbers in texts that were read already.
package enum DecimalText {
    /// The double nearest to the number that a text writes, as a number column would read it.
    ///
    /// - Returns: `nil` if the text is no number, or one beyond the range of doubles.
    package static func value(of text: String) -> Double? {
        var text = text
        return text.withUTF8 { bytes in
            guard let base = bytes.baseAddress,
                case .value(let value) = NumberParser(decimalComma: false).parse(base, count: bytes.count)
            else { return nil }
            return value
        }
    }
}
