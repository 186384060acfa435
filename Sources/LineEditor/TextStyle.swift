/// What a piece of text is, for its colour.
package enum TextStyle: Hashable, Sendable {
    case plain, command, clause, name, text, number, comment
    /// A name nobody knows.
    case unknown
    /// What helps but is not the matter.
    case faint
    /// The entry of a list that is chosen, the place that was found.
    case chosen

    /// Selects the style on a terminal of eight colours; `nil` where nothing is selected.
    var sequence: String? {
        switch self {
        case .plain, .name: nil
        case .command: "\u{1B}[1m"
        case .clause: "\u{1B}[36m"
        case .text: "\u{1B}[32m"
        case .number: "\u{1B}[33m"
        case .comment, .faint: "\u{1B}[2m"
        case .unknown: "\u{1B}[31m"
        case .chosen: "\u{1B}[7m"
        }
    }
}

/// Some characters of a text and their style.
package struct StyledSpan: Hashable, Sendable {
    /// Offsets of characters.
    package let range: Range<Int>
    package let style: TextStyle

    package init(_ range: Range<Int>, _ style: TextStyle) {
        self.range = range
        self.style = style
    }
}

/// How text from anywhere is shown: the host of the editor knows what is safe and how wide it is.
package struct TextAppearance: Sendable {
    /// Each character as it may be written to a terminal, alone or beside the others.
    let safe: @Sendable ([Character]) -> [String]
    /// The columns a safe text takes.
    let width: @Sendable (String) -> Int

    package init(
        safe: @escaping @Sendable ([Character]) -> [String], width: @escaping @Sendable (String) -> Int
    ) {
        self.safe = safe
        self.width = width
    }

    /// A text made safe and cut to a number of columns, with `…` where something is cut off.
    func fitted(_ text: String, to limit: Int) -> String {
        let parts = safe(Array(text))
        var columns = 0
        var kept = ""
        for (index, part) in parts.enumerated() {
            let own = width(part)
            let room = index == parts.count - 1 ? limit : limit - 1
            if columns + own > room { return columns < limit ? kept + "…" : kept }
            kept += part
            columns += own
        }
        return kept
    }
}
