/// Writes comma- or tab-separated text (RFC 4180), safe to open in a spreadsheet.
package struct CSVText: Hashable, Sendable {
    /// What stands between fields.
    package let separator: Separator
    /// Whether texts that a spreadsheet would run as a formula are written as they are.
    package let isRaw: Bool

    /// What stands between fields.
    package enum Separator: Character, Hashable, Sendable {
        case comma = ","
        case tab = "\t"
    }

    /// One field of a row.
    package enum Field: Hashable, Sendable {
        /// Text of any origin: quoted and guarded.
        case text(String)
        /// A number this program has formatted: written as it is, its sign too.
        case number(String)
        case empty
    }

    /// A writer; guarded unless said otherwise.
    package init(separator: Separator = .comma, isRaw: Bool = false) {
        self.separator = separator
        self.isRaw = isRaw
    }

    /// One text as a field: quoted if it holds a separator, a quote, a line break or white space at an end, or is empty
    /// (only an unquoted empty field is missing), or begins with `::` or `##[`, which build services obey at the
    /// beginning of a line.
    ///
    /// Unless raw, a text that begins like a formula gets a leading `'`; so does one that begins with `'` before such a
    /// beginning, so that `unguarded` takes away exactly what was added.
    package func field(_ text: String) -> String {
        let guarded = !isRaw && Self.needsGuard(text) ? "'" + text : text
        guard needsQuotes(guarded) else { return guarded }
        var output = "\""
        for scalar in guarded.unicodeScalars {
            if scalar == "\"" { output += "\"\"" } else { output.unicodeScalars.append(scalar) }
        }
        return output + "\""
    }

    /// A row with the line end of RFC 4180's common practice here, a single line feed.
    package func row(_ fields: [Field]) -> String {
        let texts = fields.map { field in
            switch field {
            case .text(let text): self.field(text)
            case .number(let number): number
            case .empty: ""
            }
        }
        // A line with one empty field would be a blank line, which readers skip.
        if texts == [""] { return "\"\"\n" }
        return texts.joined(separator: String(separator.rawValue)) + "\n"
    }

    /// The text that `field` guarded: the leading `'` taken away where it was added, any other text unchanged.
    package static func unguarded(_ text: String) -> String {
        guard text.unicodeScalars.first == "'" else { return text }
        let rest = String(text.unicodeScalars.dropFirst())
        return needsGuard(rest) ? rest : text
    }

    /// Whether a spreadsheet could take the text for a formula: it begins, after any apostrophes of its own, with
    /// `= + - @`, their full-width forms, a tab, a carriage return or a line feed.
    package static func needsGuard(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first(where: { $0 != "'" }) else { return false }
        switch first {
        case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "\u{2212}":
            return true
        default: return false
        }
    }

    private func needsQuotes(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else { return true }
        if first.properties.isWhitespace || last.properties.isWhitespace || first == "\u{FEFF}" { return true }
        if text.hasPrefix("::") || text.hasPrefix("##[") { return true }
        return scalars.contains {
            $0 == "\"" || $0 == "\n" || $0 == "\r" || $0 == "," || $0 == "\t" || $0.value == 0
        }
    }
}
