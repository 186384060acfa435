/// A number as JSON writes it: decimal digits, with a fraction and an exponent if need be, and nothing else.
///
/// Octal, hexadecimal, underscores, a leading plus, leading zeros, infinities and NaN are text: a file that one program
/// reads as 010 = 8 and another as 10 says nothing.
struct NumberText {
    let isInteger: Bool

    /// `nil` if `text` is not a number.
    init?(_ text: String) {
        var rest = text.utf8[...]
        func takeDigits(_ rest: inout Substring.UTF8View) -> Int {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            rest = rest.dropFirst(digits.count)
            return digits.count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let startsWithZero = rest.first == UInt8(ascii: "0")
        let whole = takeDigits(&rest)
        guard whole > 0, !(startsWithZero && whole > 1) else { return nil }
        var isInteger = true
        if rest.first == UInt8(ascii: ".") {
            isInteger = false
            rest = rest.dropFirst()
            guard takeDigits(&rest) > 0 else { return nil }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            isInteger = false
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            guard takeDigits(&rest) > 0 else { return nil }
        }
        guard rest.isEmpty else { return nil }
        self.isInteger = isInteger
    }
}
