/// A text cut into screenfuls: what is shown next when a person asks for more.
package struct Pages: Hashable, Sendable {
    /// The lines, and how many rows of the screen each takes.
    private let lines: [(text: String, rows: Int)]
    private var next = 0

    /// - Parameter width: the columns a text takes.
    package init(_ text: String, columns: Int, width: (String) -> Int) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        self.lines = lines.map { ($0, max(1, (width($0) + columns - 1) / max(1, columns))) }
    }

    /// Rows of the screen that the whole takes.
    package var rows: Int { lines.reduce(0) { $0 + $1.rows } }
    /// Lines that were not shown yet.
    package var remaining: Int { lines.count - next }
    /// Lines shown, and all there are.
    package var shown: Int { next }
    package var count: Int { lines.count }

    /// The next lines that fill at most so many rows, at least one line.
    package mutating func take(rows: Int) -> String {
        var text = ""
        var used = 0
        while next < lines.count, used == 0 || used + lines[next].rows <= rows {
            text += lines[next].text + "\n"
            used += lines[next].rows
            next += 1
        }
        return text
    }

    package static func == (a: Pages, b: Pages) -> Bool {
        a.next == b.next && a.lines.map(\.text) == b.lines.map(\.text)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(next)
        for line in lines { hasher.combine(line.text) }
    }
}
