/// Makes values from files safe for the place they are written to: the one writer of data in this target.
enum SafeText {
    /// Text for HTML content and for double-quoted attributes.
    ///
    /// `<`, `>`, `&` and both quotes become references. Characters that act on a terminal or on the order of the text
    /// (C0, C1, DEL, line and paragraph separators, controls of direction, zero-width and tag characters) become visible
    /// as `‹U+202E›`; a tab or a line break becomes a space.
    static func html(_ text: String) -> String {
        write(text) { scalar, output in
            switch scalar {
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "&": output += "&amp;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            default: return false
            }
            return true
        }
    }

    /// Text for one line or cell of Markdown: nothing in it can begin a link, an emphasis, a cell or HTML.
    static func markdown(_ text: String) -> String {
        write(text) { scalar, output in
            switch scalar {
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "&": output += "&amp;"
            case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "!", ":", "@", "$":
                // As a reference rather than with a backslash: also safe where autolinks and workflow commands are read.
                output += isPlain(scalar) ? String(scalar) : "&#\(scalar.value);"
            default: return false
            }
            return true
        }
    }

    /// Text on one line whose hidden characters are visible, for code spans and listings, where no reference is read.
    static func plain(_ text: String) -> String { write(text) { _, _ in false } }

    /// Punctuation that is common in names and starts nothing within a line.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool { scalar == "!" || scalar == "#" || scalar == "$" }

    private static func write(_ text: String, _ special: (Unicode.Scalar, inout String) -> Bool) -> String {
        var output = ""
        output.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars where !special(scalar, &output) {
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

    /// Whether a character is not seen but acts on others. Joiners stay: several scripts and emoji need them.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F,
            0xFEFF,
            0xFFF9...0xFFFB, 0xE0000...0xE007F:
            true
        default: false
        }
    }

    /// Whether text has a character that is written from right to left and so could reorder what surrounds it.
    static func hasRightToLeft(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
            default: false
            }
        }
    }
}
