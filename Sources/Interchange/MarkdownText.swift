/// Text that came from outside, written into Markdown as text: it can neither format, link, embed nor start anything.
package enum MarkdownText {
    /// `text` for a place inside a line: every sign with a meaning is escaped, `<`, `>` and `&` are written as
    /// entities, line breaks become spaces and other control characters become `\u{1B}`-like text.
    ///
    /// A log line that begins with `::` is a command to some build services, so both colons become entities; a leading
    /// `#`, `-`, `+`, digit with a point or spaces cannot start a heading, list or code block.
    package static func inline(_ text: String) -> String {
        var output = ""
        let scalars = Array(XMLText.legal(text).unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "!", "|", "~", "$", "^":
                output += "\\"
                output.unicodeScalars.append(scalar)
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "&": output += "&amp;"
            case "@": output += "&#64;"  // No mention of a person.
            case ":": output += isBesideColonOrSlash(index, in: scalars) ? "&#58;" : ":"
            case "\n", "\r", "\t", "\u{2028}", "\u{2029}":
                if !output.hasSuffix(" ") { output += " " }
            case "-" where isFirst(index, in: scalars): output += "\\-"
            case "+" where isFirst(index, in: scalars): output += "\\+"
            case "=" where isFirst(index, in: scalars): output += "\\="
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
                output += "‹U+" + String(scalar.value, radix: 16, uppercase: true) + "›"
            case "." where endsNumber(index, in: scalars): output += "\\."
            default: output.unicodeScalars.append(scalar)
            }
        }
        // Four spaces in front would be a code block, two behind a line break.
        return String(output.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    /// `text` for a cell of a table; empty text stays empty.
    package static func cell(_ text: String) -> String { inline(text) }

    /// Whether only spaces stand before `index`.
    private static func isFirst(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        scalars[..<index].allSatisfy(\.properties.isWhitespace)
    }

    /// Whether the point at `index` would make a list item of the digits before it.
    private static func endsNumber(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        let before = scalars[..<index].drop(while: \.properties.isWhitespace)
        guard !before.isEmpty, before.allSatisfy({ ("0"..."9").contains($0) }) else { return false }
        return index + 1 == scalars.count || scalars[index + 1].properties.isWhitespace
    }

    /// `::` and `://`: neither a command nor a link.
    private static func isBesideColonOrSlash(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        if index > 0, scalars[index - 1] == ":" { return true }
        guard index + 1 < scalars.count else { return false }
        return scalars[index + 1] == ":" || scalars[index + 1] == "/"
    }
}
