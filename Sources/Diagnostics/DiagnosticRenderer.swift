/// Turns diagnostics into the text a person reads, in the one shape that all errors have.
///
///     error[E102] loans.csv:1:14: no column named 'regoin'
///       metrics tpr by regoin
///                      ^^^^^^
///       did you mean 'region'?
///
/// Everything that came from outside is made safe for a terminal here, and only here. The caret stands under the right
/// place in every script, because places are counted in characters and spaces in columns.
package struct DiagnosticRenderer: Sendable {
    /// The most lines one diagnostic takes.
    package static let lineLimit = 8
    /// The most columns of an excerpt and of a help line.
    package let width: Int
    /// How many characters of one line are looked at: a hostile line costs no more than this.
    private static let characterLimit = 4_096

    /// - Parameter width: columns, at least 40.
    package init(width: Int = 100) { self.width = max(40, width) }

    /// The diagnostic in at most `lineLimit` lines, without a newline at the end.
    package func text(of diagnostic: Diagnostic) -> String {
        let place = diagnostic.location.map { " \(safe($0.description)):" } ?? ""
        var lines = ["\(diagnostic.severity.rawValue)[\(safe(diagnostic.code))]\(place) \(safe(diagnostic.message))"]
        if let excerpt = diagnostic.excerpt { lines += self.lines(of: excerpt).map { "  " + $0 } }
        let room = Self.lineLimit - lines.count
        let help = diagnostic.help
        if help.count <= room {
            lines += help.map(helpLine)
        } else {
            lines += help.prefix(room - 1).map(helpLine)
            lines.append("  … and \(help.count - room + 1) more hints")
        }
        return lines.joined(separator: "\n")
    }

    /// The diagnostic on one line, as compilers write it: `loans.csv:1:14: error: no column named 'regoin'`.
    package func compactText(of diagnostic: Diagnostic) -> String {
        let place = diagnostic.location.map { "\(safe($0.description)): " } ?? ""
        return "\(place)\(diagnostic.severity.rawValue): \(safe(diagnostic.message)) [\(safe(diagnostic.code))]"
    }

    /// Every diagnostic of an error, one after the other.
    package func text(of error: any Diagnosable) -> String {
        error.diagnostics.map { text(of: $0) }.joined(separator: "\n")
    }

    private func safe(_ text: String) -> String {
        let limited = text.utf8.count > Self.characterLimit ? String(text.prefix(Self.characterLimit)) : text
        return TerminalText.safe(limited)
    }

    private func helpLine(_ text: String) -> String { "  " + DisplayWidth.truncated(safe(text), to: width - 2) }

    /// The excerpt and its caret line; a long excerpt is cut to a window around the caret.
    private func lines(of excerpt: Diagnostic.Excerpt) -> [String] {
        let first = max(0, excerpt.column - 1)
        // Only characters near the caret can be shown, each of which takes at most a few columns.
        let start = max(0, first - width)
        let rest = excerpt.line.dropFirst(start)
        let characters = Array(rest.prefix(2 * width + 2))
        let isCutAfter = rest.dropFirst(characters.count).first != nil
        let caret = min(first - start, characters.count)
        let end = min(characters.count, caret + excerpt.length)
        // One escape is wider than its character: widths are taken after it is made safe.
        let cells = TerminalText.safeCharacters(characters.map { $0 == "\t" ? " " : $0 }).map {
            (text: $0, width: DisplayWidth.of($0))
        }
        let before = Array(cells[..<caret])
        let marked = cells[caret..<end]
        let after = cells[end...]
        let room = width - 4
        let markedWidth = min(room, max(1, marked.reduce(0) { $0 + $1.width }))
        let afterWidth = min(after.reduce(0) { $0 + $1.width }, max(0, (room - markedWidth) / 2))
        let shown = Self.suffix(of: before, columns: max(0, room - markedWidth - afterWidth))
        let lead = (start > 0 || shown.count < before.count ? "…" : "") + shown.map(\.text).joined()
        let tail = (marked + after).map(\.text).joined()
        let tailRoom = max(1, width - 3 - DisplayWidth.of(lead))
        var text = lead + DisplayWidth.truncated(tail, to: tailRoom)
        if isCutAfter, !text.hasSuffix("…") { text += "…" }
        let carets = String(repeating: "^", count: max(1, min(markedWidth, tailRoom)))
        return [text, String(repeating: " ", count: DisplayWidth.of(lead)) + carets]
    }

    /// The longest end of `cells` that fits in `columns`.
    private static func suffix(of cells: [(text: String, width: Int)], columns: Int) -> ArraySlice<
        (text: String, width: Int)
    > {
        var used = 0
        var start = cells.count
        while start > 0, used + cells[start - 1].width <= columns {
            start -= 1
            used += cells[start].width
        }
        return cells[start...]
    }
}
