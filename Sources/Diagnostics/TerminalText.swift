/// Text that came from outside, made safe to print on a terminal or into a log.
package enum TerminalText {
    /// `text` with everything that could move the cursor, change the terminal's state, reorder what is read or hide in
    /// it made visible.
    ///
    /// C0 and C1 controls and DEL become `\x1b`; bidirectional controls, line and paragraph separators, zero-width and
    /// invisible characters, tag characters and noncharacters become `‹U+202E›`. Two joiners that Persian, Malayalam or
    /// an emoji family need (U+200C, U+200D) stay where they join something: behind a letter, mark or symbol and before
    /// another. A text that starts with a mark gets a dotted circle under it, so that the mark cannot attach to what
    /// was printed before.
    ///
    /// - Parameter keepsNewlines: whether line feeds stay; a carriage return never does.
    /// - Complexity: O(scalars); text of printable ASCII is returned as it is.
    package static func safe(_ text: String, keepsNewlines: Bool = false) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
        var output = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        for index in scalars.indices { append(index, of: scalars, keepsNewlines: keepsNewlines, to: &output) }
        return String(output)
    }

    /// Each of `characters` made safe as `safe` would inside the whole text, so that their widths can be told apart.
    package static func safeCharacters(_ characters: [Character]) -> [String] {
        let scalars = characters.flatMap(\.unicodeScalars)
        var index = 0
        return characters.map { character in
            var output = String.UnicodeScalarView()
            for _ in character.unicodeScalars {
                append(index, of: scalars, keepsNewlines: false, to: &output)
                index += 1
            }
            return String(output)
        }
    }

    /// Appends the scalar at `index`, or what stands for it.
    private static func append(
        _ index: Int, of scalars: [Unicode.Scalar], keepsNewlines: Bool, to output: inout String.UnicodeScalarView
    ) {
        let scalar = scalars[index]
        let replacement: String? =
            switch scalar.value {
            case 0x0A where keepsNewlines: nil
            case 0..<0x20, 0x7F..<0xA0: controlEscape(scalar.value)
            case 0x200C, 0x200D: joins(index, in: scalars) ? nil : codePoint(scalar.value)
            // Mongolian letters choose their form by these.
            case 0x180B...0x180D, 0x180F:
                index > 0 && (0x1820...0x18AA).contains(scalars[index - 1].value) ? nil : codePoint(scalar.value)
            default: isDeceptive(scalar) ? codePoint(scalar.value) : nil
            }
        if let replacement {
            output.append(contentsOf: replacement.unicodeScalars)
        } else {
            if index == 0, isMark(scalar) { output.append("\u{25CC}") }
            output.append(scalar)
        }
    }

    /// `text` between a first-strong isolate and its end, so that its direction does not reorder what stands beside it;
    /// unchanged if no character in it is written from right to left.
    package static func isolated(_ text: String) -> String {
        text.unicodeScalars.contains(where: isRightToLeft) ? "\u{2068}\(text)\u{2069}" : text
    }

    /// Whether a scalar is of a script written from right to left: the Hebrew, Arabic, Syriac, Thaana, N'Ko, Samaritan
    /// and Mandaic blocks, the presentation forms, and the right-to-left part of plane 1 (Adlam, Rohingya and others).
    package static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
        default: false
        }
    }

    private static let hexDigits = Array("0123456789abcdef")

    private static func controlEscape(_ value: UInt32) -> String {
        "\\x\(hexDigits[Int(value >> 4 & 0xF)])\(hexDigits[Int(value & 0xF)])"
    }

    private static func codePoint(_ value: UInt32) -> String {
        let hex = String(value, radix: 16, uppercase: true)
        return "‹U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex + "›"
    }

    /// Whether a scalar is invisible or reorders what is read.
    private static func isDeceptive(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
        case 0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x3164, 0xFFA0: true
        case 0xFE00...0xFE0D, 0x1D173...0x1D17A, 0xE0000...0xE0FFF: true
        case 0xFDD0...0xFDEF: true
        default: scalar.value & 0xFFFE == 0xFFFE
        }
    }

    private static func joins(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        guard index > 0, index + 1 < scalars.count else { return false }
        return isVisible(scalars[index - 1]) && isVisible(scalars[index + 1])
    }

    /// Letters, marks, emoji and the variation selector behind an emoji: what a joiner may stand between.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 { return false }
        switch scalar.properties.generalCategory {
        case .otherLetter, .lowercaseLetter, .uppercaseLetter, .modifierLetter, .nonspacingMark, .spacingMark:
            return !isDeceptive(scalar)
        case .otherSymbol, .modifierSymbol: return true
        default: return false
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}
