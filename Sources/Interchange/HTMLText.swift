/// Text that came from outside, written into HTML or XML: one function for each place it may stand in.
///
/// There is no function for scripts, styles and addresses: nothing from outside may stand there.
package enum HTMLText {
    /// Text between tags. Bidirectional controls are written as visible text, so that a name cannot reorder the page.
    package static func text(_ text: String) -> String { escaped(text, inAttribute: false) }

    /// Text between double or single quotes of an attribute.
    package static func attribute(_ text: String) -> String { escaped(text, inAttribute: true) }

    private static func escaped(_ text: String, inAttribute: Bool) -> String {
        var output = ""
        output.reserveCapacity(text.utf8.count + 8)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            case "`": output += "&#96;"
            case "\r": output += "&#13;"
            case "\t" where inAttribute: output += "&#9;"
            case "\n" where inAttribute: output += "&#10;"
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
                output += "‹U+" + String(scalar.value, radix: 16, uppercase: true) + "›"
            case _ where !XMLText.isLegal(scalar):
                output += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}
