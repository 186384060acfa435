/// How many columns a text takes on a terminal, and cutting and padding to a number of columns.
///
/// The rule is that of wcwidth, which terminals and multiplexers share: non-spacing and enclosing marks and format
/// characters take none, spacing marks one, East Asian wide and full-width characters and emoji two; a pair of regional
/// indicators, an emoji with U+FE0F, and a family of emoji joined by U+200D take two together. Control characters count
/// one each; text for a terminal has none (`TerminalText.safe`).
///
/// Some terminals give each character (extended grapheme cluster) a column, or two if anything in it is wide; they are
/// told apart by `rule`.
package enum DisplayWidth {
    /// How a terminal counts.
    package enum Rule: String, Sendable, Hashable, CaseIterable {
        /// Scalar by scalar, as wcwidth does.
        case standard
        /// Character by character, whatever it is made of.
        case graphemes
    }

    /// The rule of the terminal that is written to.
    @TaskLocal package static var rule = Rule.standard

    /// The columns `text` takes.
    ///
    /// - Complexity: O(scalars × log of the table's size).
    package static func of(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        let rule = rule
        return text.reduce(0) { $0 + of($1, rule) }
    }

    /// The columns one character (extended grapheme cluster) takes.
    package static func of(_ character: Character) -> Int { of(character, rule) }

    private static func of(_ character: Character, _ rule: Rule) -> Int {
        let columns = standard(character)
        guard rule == .graphemes, columns > 1 else { return columns }
        // A mark with a width of its own adds none; what shows as an emoji, or is wide anywhere, takes two.
        let isWide =
            character.unicodeScalars.contains { of($0) == 2 || $0.value == 0xFE0F }
            || (0x1F1E6...0x1F1FF).contains(character.unicodeScalars.first?.value ?? 0)
        return isWide ? 2 : 1
    }

    private static func standard(_ character: Character) -> Int {
        var total = 0
        var base: UInt32?
        var joined = false
        var indicators = 0
        for scalar in character.unicodeScalars {
            let code = scalar.value
            let own = of(scalar)
            switch code {
            case 0x200D:
                joined = true
                continue
            case 0xFE0F:
                if let narrow = base, contains(narrow, in: DisplayWidthTable.narrowEmoji) { total += 1 }
                base = nil
            case 0x1F3FB...0x1F3FF where total > 0:
                break  // A skin tone belongs to the emoji before it.
            case 0x1F1E6...0x1F1FF:
                indicators += 1
                if !indicators.isMultiple(of: 2) { total += own }
            default:
                // An emoji behind a joiner merges with the one before it; a letter behind a joiner does not.
                if joined, own == 2 || contains(code, in: DisplayWidthTable.narrowEmoji) { break }
                total += own
                if own > 0 { base = code }
            }
            joined = false
        }
        return total
    }

    /// The columns one scalar takes by itself: 0, 1 or 2.
    package static func of(_ scalar: Unicode.Scalar) -> Int {
        let code = scalar.value
        if code < 0x300 { return contains(code, in: DisplayWidthTable.zero) ? 0 : 1 }
        if contains(code, in: DisplayWidthTable.wide) { return 2 }
        return contains(code, in: DisplayWidthTable.zero) ? 0 : 1
    }

    /// The longest beginning of `text` that takes at most `width` columns, cut between characters; if anything is cut
    /// off, it ends with `ellipsis`, which is counted.
    ///
    /// - Parameter width: columns; nothing fits in 0 or less.
    package static func truncated(_ text: String, to width: Int, ellipsis: String = "…") -> String {
        guard of(text) > width else { return text }
        let room = width - of(ellipsis)
        guard room >= 0 else { return "" }
        let rule = rule
        var used = 0
        var kept = ""
        for character in text {
            let columns = of(character, rule)
            if used + columns > room { break }
            used += columns
            kept.append(character)
        }
        return kept + ellipsis
    }

    /// Where padding goes.
    package enum Alignment: Hashable, Sendable {
        case left, right
    }

    /// `text` with spaces up to `width` columns; unchanged if it is wider.
    package static func padded(_ text: String, to width: Int, _ alignment: Alignment = .left) -> String {
        let spaces = String(repeating: " ", count: max(0, width - of(text)))
        return alignment == .left ? text + spaces : spaces + text
    }

    /// Binary search in sorted, disjoint ranges.
    private static func contains(_ code: UInt32, in ranges: [ClosedRange<UInt32>]) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = low + (high - low) / 2
            let range = ranges[middle]
            if code < range.lowerBound {
                high = middle
            } else if code > range.upperBound {
                low = middle + 1
            } else {
                return true
            }
        }
        return false
    }
}
