/// Turns frames into what brings a terminal from the last one to the next: relative moves and erasing only, so that
/// nothing need be known of where on the screen the prompt stands.
package struct FramePainter: Sendable {
    private let isColoured: Bool
    private var shown: Frame?

    package init(coloured: Bool) { isColoured = coloured }

    /// What to write so that the terminal shows `frame`.
    package mutating func paint(_ frame: Frame) -> String {
        var output = ""
        let former = shown?.rows ?? []
        if let shown { output += Self.up(shown.cursorRow) }
        output += "\r"
        let shrinks = former.count > frame.rows.count
        for (index, row) in frame.rows.enumerated() {
            if index > 0 { output += "\r\n" }
            let isLast = index == frame.rows.count - 1
            if index < former.count, former[index] == row, !(isLast && shrinks) { continue }
            output += row.painted(coloured: isColoured) + (isLast ? "\u{1B}[J" : "\u{1B}[K")
        }
        output += Self.up(frame.rows.count - 1 - frame.cursorRow) + "\r"
        if frame.cursorColumn > 0 { output += "\u{1B}[\(frame.cursorColumn)C" }
        shown = frame
        return output
    }

    /// What to write so that the next text starts on a new line below the frame.
    package mutating func leave(saying mark: String = "") -> String {
        guard let frame = shown else { return "" }
        shown = nil
        let down = frame.rows.count - 1 - frame.cursorRow
        var output = String(repeating: "\r\n", count: down) + "\r"
        if let width = frame.rows.last?.width, width > 0 { output += "\u{1B}[\(width)C" }
        output += mark + "\r\n"
        return output
    }

    /// What to write when the terminal has a new width: rows that no longer fit were broken by the terminal, so the
    /// start of the prompt may be further up. The next frame is painted whole.
    package mutating func resize(to width: Int) -> String {
        guard let frame = shown, width > 0 else { return "" }
        shown = nil
        var above = frame.cursorColumn / width
        for row in frame.rows[..<frame.cursorRow] { above += max(1, (row.width + width - 1) / width) }
        return Self.up(above) + "\r\u{1B}[J"
    }

    /// Nothing of the former frame is on the screen any more.
    package mutating func forget() { shown = nil }

    private static func up(_ rows: Int) -> String { rows > 0 ? "\u{1B}[\(rows)A" : "" }
}
