/// Characters that XML 1.0 documents may hold.
package enum XMLText {
    /// `text` with every character that XML 1.0 forbids, even escaped, written out as `\u{1B}`: controls other than tab
    /// and line breaks, and noncharacters. C1 controls, which it allows and discourages, are written out too.
    package static func legal(_ text: String) -> String {
        if text.unicodeScalars.allSatisfy(isLegal) { return text }
        var output = ""
        for scalar in text.unicodeScalars {
            if isLegal(scalar) {
                output.unicodeScalars.append(scalar)
            } else {
                output += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            }
        }
        return output
    }

    /// Text between tags, also safe inside a CDATA-free JUnit message: `&`, `<` and `>` are escaped.
    package static func text(_ text: String) -> String { HTMLText.text(text) }

    /// Text between double or single quotes of an attribute; white space other than a space is kept by escaping it.
    package static func attribute(_ text: String) -> String { HTMLText.attribute(text) }

    /// Whether XML 1.0 allows the character and does not discourage it.
    package static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: true
        case 0..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF: false
        default: scalar.value & 0xFFFE != 0xFFFE
        }
    }
}
