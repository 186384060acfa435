import Diagnostics

/// Figures of groups of two columns: one down, one across, the number in each cell beside a block that says how far it is
/// between fixed ends.
struct HeatMap {
    let ink: PlotInk
    let width: Int

    /// The rows of one panel as text.
    ///
    /// - Parameter titles: the two columns of labels.
    func text(_ panel: PlotForm.Panel, _ rows: [PlotRow], titles: [String]) -> String {
        var down: [String] = []
        var across: [String] = []
        var cells: [[String]: PlotRow] = [:]
        for row in rows where row.labels.count == 2 {
            if !down.contains(row.labels[0]) { down.append(row.labels[0]) }
            if !across.contains(row.labels[1]) { across.append(row.labels[1]) }
            cells[row.labels] = row
        }
        let names = down.map { TerminalText.safe($0) }
        let own = min(([titles[0]] + names).map { DisplayWidth.of($0) }.max() ?? 0, max(6, width / 3))
        var output = "  \(TerminalText.safe(panel.name))\n"
        for some in blocks(of: across, beside: own, cells.values.map { DisplayWidth.of(text($0, panel)) }.max() ?? 0) {
            let table = TextTable(
                columns: [.init(DisplayWidth.truncated(TerminalText.safe(titles[0]), to: own))]
                    + some.map { .init(DisplayWidth.truncated(TerminalText.safe($0), to: Self.mostOfName)) },
                rows: zip(down, names).map { group, name in
                    [DisplayWidth.truncated(name, to: own)]
                        + some.map { column in cells[[group, column]].map { text($0, panel) } ?? "" }
                })
            output += table.text()
        }
        for line in meanings(panel, rows, titles) { output += "  " + TerminalText.safe(line) + "\n" }
        return output
    }

    private static let mostOfName = 16

    /// The shade and the number, or hatching and how few people there are.
    private func text(_ row: PlotRow, _ panel: PlotForm.Panel) -> String {
        guard let value = row.value else { return String(repeating: ink.hatch, count: 2) + " n \(row.n)" }
        return "\(shade(value, panel)) \(NumberText.rounded(value))"
    }

    private func shade(_ value: Double, _ panel: PlotForm.Panel) -> Character {
        let last = ink.shades.count - 1
        return ink.shades[Int((panel.scale.shade(of: value) * Double(last)).rounded())]
    }

    /// Names across in pieces that fit the terminal, at least one each.
    private func blocks(of across: [String], beside own: Int, _ cell: Int) -> [[String]] {
        var blocks: [[String]] = []
        var used = Int.max
        for name in across {
            let columns = 2 + max(cell, min(DisplayWidth.of(TerminalText.safe(name)), Self.mostOfName))
            if blocks.isEmpty || used + columns > width {
                blocks.append([])
                used = 2 + own
            }
            blocks[blocks.count - 1].append(name)
            used += columns
        }
        return blocks
    }

    private func meanings(_ panel: PlotForm.Panel, _ rows: [PlotRow], _ titles: [String]) -> [String] {
        let ends = panel.scale.shades
        var lines = [
            "\(titles[1]) across · \(ink.shades[0]) \(Spelling.number(ends.lowerBound)) to \(ink.shades.last ?? " ") "
                + "\(Spelling.number(ends.upperBound)), whatever the data are"
        ]
        var reasons: [(words: String, count: Int)] = []
        for row in rows where row.value == nil {
            let words = row.reason ?? "too few rows to show a point"
            if let place = reasons.firstIndex(where: { $0.words == words }) {
                reasons[place].count += 1
            } else {
                reasons.append((words, 1))
            }
        }
        let hatch = String(repeating: ink.hatch, count: 2)
        lines += reasons.map { "\(hatch) \($0.words): \($0.count) of \(rows.count) cells" }
        return lines
    }
}
