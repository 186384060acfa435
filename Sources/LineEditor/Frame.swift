/// What the editor shows: rows of text from the start of the prompt down, and where the cursor is.
package struct Frame: Hashable, Sendable {
    package var rows: [Row] = [Row()]
    package var cursorRow = 0
    /// From 0.
    package var cursorColumn = 0

    /// One line of the terminal.
    package struct Row: Hashable, Sendable {
        private(set) var pieces: [Piece] = []
        /// How many columns it takes.
        package private(set) var width = 0

        struct Piece: Hashable, Sendable {
            var text: String
            let style: TextStyle
        }

        /// Adds text that is safe to print.
        mutating func append(_ text: String, width: Int, _ style: TextStyle) {
            guard !text.isEmpty else { return }
            if let last = pieces.last, last.style == style {
                pieces[pieces.count - 1].text += text
            } else {
                pieces.append(Piece(text: text, style: style))
            }
            self.width += width
        }

        /// What is read in it.
        package var text: String { pieces.map(\.text).joined() }

        /// The text with the sequences that select its styles.
        func painted(coloured: Bool) -> String {
            guard coloured else { return text }
            return pieces.reduce(into: "") { output, piece in
                guard let sequence = piece.style.sequence else { return output += piece.text }
                output += sequence + piece.text + "\u{1B}[m"
            }
        }

        /// The row, or its text alone if it is too wide.
        func trimmed(to limit: Int, _ appearance: TextAppearance) -> Row {
            guard width > limit else { return self }
            var row = Row()
            let text = appearance.fitted(text, to: limit)
            row.append(text, width: appearance.width(text), .plain)
            return row
        }
    }
}

/// Lays characters out in rows that are never wider than the terminal, less its last column: a character there leaves the
/// cursor in a place on which terminals do not agree.
struct FrameBuilder {
    let appearance: TextAppearance
    /// The columns that may be used.
    let width: Int
    private(set) var frame = Frame()

    init(appearance: TextAppearance, terminalWidth: Int) {
        self.appearance = appearance
        width = max(1, terminalWidth - 1)
    }

    /// Adds characters; those that do not fit go to the next row.
    mutating func append(_ characters: [Character], styles: (Int) -> TextStyle = { _ in .plain }, cursor: Int? = nil) {
        let texts = appearance.safe(characters)
        for (index, text) in texts.enumerated() {
            if index == cursor { markCursor(before: text) }
            append(text, styles(index))
        }
        if cursor == texts.count { markCursor() }
    }

    mutating func append(_ text: String, _ style: TextStyle) {
        let own = appearance.width(text)
        if own > width, text.count > 1 {
            for character in text { append(String(character), style) }
            return
        }
        if own > 0, (frame.rows.last?.width ?? 0) + own > width { breakRow() }
        frame.rows[frame.rows.count - 1].append(text, width: own, style)
    }

    mutating func breakRow() { frame.rows.append(Frame.Row()) }

    mutating func append(rows: [Frame.Row]) { frame.rows += rows }

    /// Puts the cursor before what comes next.
    private mutating func markCursor(before text: String = " ") {
        let column = frame.rows.last?.width ?? 0
        if column + min(appearance.width(text), width) > width, column > 0 {
            // At the end of a full row the last column is free for it; what follows starts the next row.
            if text == " " {
                frame.cursorRow = frame.rows.count - 1
                frame.cursorColumn = column
            } else {
                frame.cursorRow = frame.rows.count
                frame.cursorColumn = 0
            }
            return
        }
        frame.cursorRow = frame.rows.count - 1
        frame.cursorColumn = column
    }

    /// At most `height` rows, those around the cursor.
    func clipped(to height: Int) -> Frame {
        let height = max(1, height)
        guard frame.rows.count > height else { return frame }
        var clipped = frame
        let first = min(max(0, frame.cursorRow - height + 1), frame.rows.count - height)
        clipped.rows = Array(frame.rows[first..<first + height])
        clipped.cursorRow -= first
        return clipped
    }
}
