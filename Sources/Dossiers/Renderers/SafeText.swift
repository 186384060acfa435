import Interchange

/// Makes text safe for the place it is written to: the one way by which values from files and words of a locale reach a
/// dossier. Hidden characters become visible first; the escapes of each format are Interchange's.
enum SafeText {
    /// Text for HTML content and for quoted attributes.
    static func html(_ text: String) -> String { HTMLText.attribute(plain(text)) }

    /// A value for a line or cell of Markdown: it can neither format, link nor begin anything.
    static func markdown(_ value: String) -> String { MarkdownText.inline(plain(value)) }

    /// Words of a locale or its numbers for a line or cell of Markdown. They hold no markup, so only what could be read
    /// as such is written as a reference; spaces at the ends stay.
    static func markdownWords(_ text: String) -> String {
        plain(text).unicodeScalars.reduce(into: "") { output, scalar in
            switch scalar {
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "&": output += "&amp;"
            case "\\", "`", "*", "_", "[", "]", "|", "~": output += "&#\(scalar.value);"
            default: output.unicodeScalars.append(scalar)
            }
        }
    }

    /// Text on one line whose hidden characters are visible: controls, marks of direction, zero-width and tag characters
    /// as `‹U+202E›`; a tab or a line break becomes a space.
    static func plain(_ text: String) -> String {
        var output = ""
        output.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if scalar == "\t" || scalar == "\n" || scalar == "\r" {
                output += " "
            } else if isHidden(scalar) {
                let hex = String(scalar.value, radix: 16, uppercase: true)
                output += "‹U+\(String(repeating: "0", count: max(0, 4 - hex.count)))\(hex)›"
            } else {
                output.unicodeScalars.append(scalar)
            }
        }
        return output
    }

    /// Whether a character is not seen but acts on others. Joiners stay: several scripts and emoji need them; so do the
    /// marks that a locale's number formats hold, which stand in no data that is isolated anyway.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0xAD, 0x180E, 0x200B, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
            0xFFFE...0xFFFF, 0xE0000...0xE007F:
            true
        default: false
        }
    }

    /// Whether text has a character that is written from right to left and so could reorder what surrounds it.
    static func hasRightToLeft(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x590...0x8FF, 0x200F, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
            default: false
            }
        }
    }
}
