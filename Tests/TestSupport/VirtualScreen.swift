import Diagnostics

/// What a terminal of some size shows after it was sent some bytes: enough of one to tell what a person sees.
///
/// Knows what cursors, erasing and wrapping programs use; whatever else is sent is noted, so that a test can say that
/// there is none of it.
package struct VirtualScreen: Sendable {
    package private(set) var columns: Int
    package private(set) var rows: Int
    package private(set) var cursorRow = 0
    package private(set) var cursorColumn = 0
    /// Lines that left the screen at its top.
    package private(set) var scrolledOff: [String] = []
    /// Escape sequences that are not known here, without the escape.
    package private(set) var unknownSequences: [String] = []
    /// Sequences that a terminal would answer.
    package private(set) var questions: [String] = []
    /// Modes that are on: `2004` marks what is pasted.
    package private(set) var modes: Set<String> = []

    /// A place on the screen: what stands there, empty for the second half of a wide character.
    private struct Cell: Hashable {
        var text = " "
        var style = ""
    }

    private var cells: [[Cell]]
    private var style = ""
    /// Whether a character stands in the last column and the next one goes to the next line.
    private var isBeyond = false
    private var pending: [UInt8] = []
    private var sequence: String?

    package init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        cells = Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
    }

    /// The lines shown, without spaces at their ends.
    package var lines: [String] { cells.map(Self.text) }

    /// All that was shown, what scrolled off included, without empty lines at its end.
    package var text: String {
        var all = scrolledOff + lines
        while all.last?.isEmpty == true { all.removeLast() }
        return all.joined(separator: "\n")
    }

    /// The line of the cursor.
    package var cursorLine: String { lines[cursorRow] }

    /// The columns in which a text starts on a line of the screen, from 0.
    package func columns(of text: String, inRow row: Int) -> [Int] {
        guard cells.indices.contains(row) else { return [] }
        return cells[row].indices.filter { cells[row][$0].text == text }
    }

    /// What is shown in a style, piece by piece; a style is what stands between `ESC [` and `m`.
    package func texts(inStyle style: String) -> [String] {
        cells.flatMap { row in
            row.split { $0.style != style }.map { $0.map(\.text).joined() }
        }
    }

    /// Gives the screen another size, as terminals do that do not break lines anew.
    package mutating func resize(columns: Int, rows: Int) {
        for row in cells.indices {
            cells[row] = Array(cells[row].prefix(columns))
            cells[row] += Array(repeating: Cell(), count: columns - cells[row].count)
        }
        while cells.count > rows, cells.last?.allSatisfy({ $0.text == " " }) == true, cells.count - 1 > cursorRow {
            cells.removeLast()
        }
        while cells.count > rows { scrollAway() }
        while cells.count < rows { cells.append(Array(repeating: Cell(), count: columns)) }
        (self.columns, self.rows) = (columns, rows)
        cursorColumn = min(cursorColumn, columns - 1)
        isBeyond = false
    }

    private mutating func scrollAway() {
        scrolledOff.append(Self.text(cells.removeFirst()))
        cursorRow = max(0, cursorRow - 1)
    }

    private static func text(_ row: [Cell]) -> String {
        var text = row.map(\.text).joined()
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }

    /// Shows bytes; the last character may come in pieces.
    package mutating func show(_ bytes: some Sequence<UInt8>) {
        pending += bytes
        var end = pending.count
        // A character that is cut off waits for its rest.
        for back in 1...4 where back <= pending.count {
            let byte = pending[pending.count - back]
            if byte & 0xC0 == 0x80 { continue }
            let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            if length > back { end = pending.count - back }
            break
        }
        let text = String(decoding: pending[..<end], as: UTF8.self)
        pending.removeFirst(end)
        for scalar in text.unicodeScalars { take(scalar) }
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        if var open = sequence {
            open.unicodeScalars.append(scalar)
            sequence = open
            let isString = open.hasPrefix("]") || open.hasPrefix("P")
            let ends =
                isString
                ? scalar == "\u{7}" || open.hasSuffix("\u{1B}\\")
                : open.hasPrefix("[") ? open.count > 1 && ("@"..."~").contains(scalar) : true
            if ends {
                sequence = nil
                obey(open)
            }
            return
        }
        switch scalar {
        case "\u{1B}": sequence = ""
        case "\r":
            cursorColumn = 0
            isBeyond = false
        case "\n": lineFeed()
        case "\u{8}": cursorColumn = max(0, cursorColumn - 1)
        case "\u{7}": break
        default: put(scalar)
        }
    }

    private mutating func lineFeed() {
        isBeyond = false
        if cursorRow + 1 < rows {
            cursorRow += 1
        } else {
            scrollAway()
            cells.append(Array(repeating: Cell(), count: columns))
            cursorRow = rows - 1
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        // What joins the character before it changes how many columns both take.
        let before = isBeyond ? cursorColumn : cursorColumn - 1
        if before >= 0 {
            let start = cells[cursorRow][before].text.isEmpty && before > 0 ? before - 1 : before
            let joined = cells[cursorRow][start].text + String(scalar)
            let width = DisplayWidth.of(String(scalar))
            if width == 0 || joined.count == 1 && joined.unicodeScalars.count > 1 {
                let former = DisplayWidth.of(cells[cursorRow][start].text)
                if DisplayWidth.of(joined) == former {
                    cells[cursorRow][start].text = joined
                    return
                }
                if width == 0 {
                    cells[cursorRow][start].text = joined
                    return
                }
            }
        }
        let width = DisplayWidth.of(String(scalar))
        if isBeyond || cursorColumn + width > columns {
            cursorColumn = 0
            lineFeed()
        }
        for offset in 0..<width where cursorColumn + offset < columns {
            cells[cursorRow][cursorColumn + offset] = Cell(text: offset == 0 ? String(scalar) : "", style: style)
        }
        cursorColumn += width
        if cursorColumn >= columns {
            cursorColumn = columns - 1
            isBeyond = true
        }
    }

    private mutating func obey(_ sequence: String) {
        guard sequence.hasPrefix("["), let end = sequence.last else {
            if sequence.hasPrefix("]"), sequence.contains("?") { questions.append(sequence) }
            return unknownSequences.append(sequence)
        }
        let body = String(sequence.dropFirst().dropLast())
        let number = Int(body)
        isBeyond = false
        switch end {
        case "A": cursorRow = max(0, cursorRow - (number ?? 1))
        case "B": cursorRow = min(rows - 1, cursorRow + (number ?? 1))
        case "C": cursorColumn = min(columns - 1, cursorColumn + (number ?? 1))
        case "D": cursorColumn = max(0, cursorColumn - (number ?? 1))
        case "H" where body.isEmpty: (cursorRow, cursorColumn) = (0, 0)
        case "J": eraseBelow(whole: number == 2)
        case "K": erase(cursorRow, from: cursorColumn)
        case "m": style = body
        case "h" where body.hasPrefix("?"): modes.insert(String(body.dropFirst()))
        case "l" where body.hasPrefix("?"): modes.remove(String(body.dropFirst()))
        case "c", "n":
            questions.append(sequence)
        default: unknownSequences.append(sequence)
        }
    }

    private mutating func erase(_ row: Int, from column: Int) {
        for place in column..<columns { cells[row][place] = Cell() }
    }

    private mutating func eraseBelow(whole: Bool) {
        if whole {
            for row in 0..<rows { erase(row, from: 0) }
        } else {
            erase(cursorRow, from: cursorColumn)
            for row in cursorRow + 1..<max(rows, cursorRow + 1) { erase(row, from: 0) }
        }
    }
}
