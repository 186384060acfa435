import Diagnostics

/// A table of aligned columns for a person: texts to the left, numbers with their points below each other.
///
/// Columns are separated by two spaces and lines are indented by two; no rules are drawn. Widths are display widths, so
/// that columns line up in every script. Text from outside is made safe, and a cell with right-to-left text is isolated
/// so that it does not reorder its neighbours.
package struct TextTable: Hashable, Sendable {
    /// How one column is laid out.
    package enum Alignment: Hashable, Sendable {
        case text
        /// Numbers; what is no number stands at the right edge.
        case number
    }

    /// A heading and how what stands below it is laid out.
    package struct Column: Hashable, Sendable {
        /// What stands above the column.
        package let title: String
        /// On which side its cells stand.
        package let alignment: Alignment

        /// A column, of texts unless said otherwise.
        package init(_ title: String, _ alignment: Alignment = .text) {
            self.title = title
            self.alignment = alignment
        }
    }

    /// The narrowest a column of texts is cut to when the whole must fit a width.
    package static let narrowestText = 6

    /// From left to right.
    package let columns: [Column]
    /// Rows of as many cells as there are columns; missing cells are empty, surplus ones are not shown.
    package let rows: [[String]]
    /// Lines below the table.
    package let footers: [String]

    /// A table; all texts may come from outside.
    package init(columns: [Column], rows: [[String]], footers: [String] = []) {
        self.columns = columns
        self.rows = rows
        self.footers = footers
    }

    /// The table as lines, each ended by a line feed and without spaces at its end.
    ///
    /// - Parameter width: the columns of the terminal; texts are then cut, ending in `…`, the widest first. Numbers are
    ///   never cut, so that a line may still be longer. `nil` cuts nothing.
    package func text(width: Int? = nil) -> String {
        var cells = rows.map { row in
            columns.indices.map { $0 < row.count ? TerminalText.safe(row[$0]) : "" }
        }
        for row in cells.indices where cells[row].first.map(Self.isTakenForCommand) == true {
            cells[row][0] = "\\" + cells[row][0]
        }
        let titles = columns.map { TerminalText.safe($0.title) }
        for (index, column) in columns.enumerated() where column.alignment == .number {
            let aligned = Self.alignedAtPoint(cells.map { $0[index] })
            for row in cells.indices { cells[row][index] = aligned[row] }
        }
        let widths = fitted(widths(titles: titles, cells: cells), to: width)
        // Bytes: a table of thousands of rows is made of ten times as many short texts.
        var output: [UInt8] = []
        output.reserveCapacity((cells.count + 1) * (widths.reduce(0, +) + 2 * widths.count + 1))
        if !titles.allSatisfy(\.isEmpty) { append(titles, widths, to: &output) }
        for row in cells { append(row, widths, to: &output) }
        for footer in footers { output += "  \(TerminalText.safe(footer))\n".utf8 }
        return String(decoding: output, as: UTF8.self)
    }

    /// Whether a build service that shows the line would obey it: blanks before the mark do not hinder that.
    private static func isTakenForCommand(_ cell: String) -> Bool {
        let start = cell.drop { $0 == " " }
        return start.hasPrefix("::") || start.hasPrefix("##[")
    }

    private func widths(titles: [String], cells: [[String]]) -> [Int] {
        columns.indices.map { index in
            cells.reduce(DisplayWidth.of(titles[index])) { max($0, DisplayWidth.of($1[index])) }
        }
    }

    /// Widths whose sum fits `limit` as far as columns of texts allow it; the widest gives way first.
    private func fitted(_ widths: [Int], to limit: Int?) -> [Int] {
        guard let limit else { return widths }
        let fixed = 2 * columns.count
        // No column can use more than the whole; this also bounds the steps below.
        var widths = zip(widths, columns).map { $1.alignment == .text ? min($0, max(limit, Self.narrowestText)) : $0 }
        while widths.reduce(fixed, +) > limit {
            let texts = columns.indices.filter { columns[$0].alignment == .text && widths[$0] > Self.narrowestText }
            guard let widest = texts.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
        }
        return widths
    }

    /// Appends one line, without spaces at its end.
    private func append(_ cells: [String], _ widths: [Int], to output: inout [UInt8]) {
        let start = output.count
        for (index, cell) in cells.enumerated() {
            let isText = columns[index].alignment == .text
            let cut = isText ? DisplayWidth.truncated(cell, to: widths[index]) : cell
            let spaces = repeatElement(UInt8(ascii: " "), count: max(0, widths[index] - DisplayWidth.of(cut)))
            output += "  ".utf8
            if !isText { output += spaces }
            output += TerminalText.isolated(cut).utf8
            if isText { output += spaces }
        }
        while output.count > start, output.last == UInt8(ascii: " ") { output.removeLast() }
        output.append(UInt8(ascii: "\n"))
    }

    /// The texts with spaces added behind the numbers among them, so that right-aligned their points meet.
    private static func alignedAtPoint(_ texts: [String]) -> [String] {
        let decimals = texts.map { text -> Int? in
            guard text.utf8.contains(where: { (0x30...0x39).contains($0) }), !text.contains(" ") else { return nil }
            guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
                return text.lastIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) } ?? 0
            }
            return text.utf8.lastIndex(of: UInt8(ascii: ".")).map { text.utf8.distance(from: $0, to: text.endIndex) }
                ?? 0
        }
        let most = decimals.reduce(0) { max($0, $1 ?? 0) }
        return zip(texts, decimals).map { text, own in
            guard let own else { return text }
            return text + String(repeating: " ", count: most - own)
        }
    }
}
