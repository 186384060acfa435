import Diagnostics

/// A table of aligned columns for a person: texts to the left, numbers with their points below each other.
///
/// Columns are separated by two spaces and lines are indented by two; no rules are drawn. Widths are display widths, so
/// that columns line up in every script. Text from outside is made safe, and a cell with right-to-left text is isolated
/// so that it does not reorder its neighbours.
///
/// What does not fit a terminal goes on below: the columns that name a row are said again, and no figure is left out.
package struct TextTable: Hashable, Sendable {
    /// How one column is laid out.
    package enum Alignment: Hashable, Sendable {
        case text
        /// Numbers; what is no number stands at the right edge.
        case number
        /// Intervals, or the reason why there is none: a reason may be cut, an interval never is.
        case interval
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
    /// The same where other columns can go below instead.
    private static let narrowestName = 12

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
    /// - Parameter width: the columns of the terminal; texts are then cut, ending in `…`, the widest first. Figures are
    ///   never cut: columns that do not fit go below, and a line is longer only if a single one does not fit. `nil` cuts
    ///   nothing.
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
        let widths = fitted(widths(titles: titles, cells: cells), cells, to: width)
        // Bytes: a table of thousands of rows is made of ten times as many short texts.
        var output: [UInt8] = []
        output.reserveCapacity((cells.count + 1) * (widths.reduce(0, +) + 2 * widths.count + 1))
        for (number, block) in blocks(widths, within: width).enumerated() {
            if number > 0 { output.append(UInt8(ascii: "\n")) }
            if !titles.allSatisfy(\.isEmpty) { append(titles, block, widths, to: &output) }
            for row in cells { append(row, block, widths, to: &output) }
        }
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
    private func fitted(_ widths: [Int], _ cells: [[String]], to limit: Int?) -> [Int] {
        guard let limit else { return widths }
        let fixed = 2 * columns.count
        let narrowest = columns.indices.map { index -> Int in
            switch columns[index].alignment {
            case .number: return widths[index]
            case .text: return min(widths[index], units.count > 1 ? Self.narrowestName : Self.narrowestText)
            case .interval:
                let intervals = cells.lazy.map { $0[index] }.filter { $0.hasPrefix("[") }
                return min(widths[index], intervals.reduce(Self.narrowestText) { max($0, DisplayWidth.of($1)) })
            }
        }
        // No column can use more than the whole; this also bounds the steps below.
        var widths = zip(widths, narrowest).map { max(min($0, limit), $1) }
        while widths.reduce(fixed, +) > limit {
            let cuttable = columns.indices.filter { widths[$0] > narrowest[$0] }
            guard let widest = cuttable.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
        }
        return widths
    }

    /// How many columns name a row: the texts at the start.
    private var keyCount: Int { columns.prefix { $0.alignment == .text }.count }

    /// The other columns in pieces that stay together: a number with its interval.
    private var units: [[Int]] {
        var units: [[Int]] = []
        for index in columns.indices.dropFirst(keyCount) {
            if columns[index].alignment == .interval, let last = units.last?.last, columns[last].alignment == .number {
                units[units.count - 1].append(index)
            } else {
                units.append([index])
            }
        }
        return units
    }

    /// The columns that stand beside each other, from above to below; each part begins with those that name a row.
    private func blocks(_ widths: [Int], within limit: Int?) -> [[Int]] {
        func length(_ columns: [Int]) -> Int { columns.reduce(0) { $0 + 2 + widths[$1] } }
        let all = Array(columns.indices)
        guard let limit, length(all) > limit else { return [all] }
        let keys = Array(0..<keyCount)
        var blocks: [[Int]] = []
        for unit in units {
            if let last = blocks.last, length(last + unit) <= limit {
                blocks[blocks.count - 1] += unit
            } else {
                blocks.append(keys + unit)
            }
        }
        return blocks.isEmpty ? [all] : blocks
    }

    /// Appends some columns of one line, without spaces at its end.
    private func append(_ cells: [String], _ block: [Int], _ widths: [Int], to output: inout [UInt8]) {
        let start = output.count
        for index in block {
            let isNumber = columns[index].alignment == .number
            let cut = isNumber ? cells[index] : DisplayWidth.truncated(cells[index], to: widths[index])
            let spaces = repeatElement(UInt8(ascii: " "), count: max(0, widths[index] - DisplayWidth.of(cut)))
            output += "  ".utf8
            if isNumber { output += spaces }
            output += TerminalText.isolated(cut).utf8
            if !isNumber { output += spaces }
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
