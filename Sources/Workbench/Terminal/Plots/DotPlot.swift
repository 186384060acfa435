import Diagnostics

/// Figures below each other: a dot for each value, a line for its interval, the reference as a line through all rows.
struct DotPlot {
    let ink: PlotInk
    /// Columns of the terminal.
    let width: Int

    /// Columns if there is no terminal.
    static let standardWidth = 80
    /// The fewest and the most columns that the drawing itself takes.
    private static let fewest = 20
    private static let most = 60

    /// The rows of one panel as text.
    ///
    /// - Parameter titles: the columns of labels.
    func text(_ panel: PlotForm.Panel, _ rows: [PlotRow], titles: [String], tolerance: Double?) -> String {
        let references = rows.compactMap(\.reference)
        // One value for all is a line through all; else each row has a mark of its own.
        let isShared = references.count == rows.count && Set(references).count == 1
        let common = isShared ? references.first : nil
        let band = common.flatMap { common in tolerance.map { (low: common - $0, high: common + $0) } }
        let values =
            rows.flatMap { [$0.value, $0.lower, $0.upper] }.compactMap { $0 } + references
            + (band.map { [$0.low, $0.high] } ?? [])
        let axis = panel.scale.axis(over: values)
        let labels = rows.map { $0.labels.joined(separator: ", ") }
        let texts = rows.map { $0.value.map { NumberText.rounded($0) } ?? "—" }
        let counts = rows.map { String($0.n) }
        let title = titles.joined(separator: ", ")
        let sides = [texts, counts].map { $0.map { DisplayWidth.of($0) }.max() ?? 0 }
        let own = ([title] + labels).map { DisplayWidth.of(TerminalText.safe($0)) }.max() ?? 0
        let room = width - 8 - max(5, sides[0]) - max(1, sides[1])
        let labelWidth = min(own, max(TextTable.narrowestText, room - min(Self.most, max(Self.fewest, room / 2))))
        let columns = min(Self.most, max(Self.fewest, room - labelWidth))
        let lines = Lines(ink: ink, axis: axis, columns: columns)
        var cells = rows.indices.map { index in
            [
                DisplayWidth.truncated(TerminalText.safe(labels[index]), to: labelWidth),
                lines.row(rows[index], common: common, band: band), texts[index], counts[index],
            ]
        }
        let (line, numbers) = lines.axisRows
        cells += [["", line, "", ""], ["", numbers, "", ""]]
        let table = TextTable(
            columns: [
                .init(DisplayWidth.truncated(TerminalText.safe(title), to: labelWidth)),
                .init(DisplayWidth.truncated(panel.name, to: columns)), .init("value", .number), .init("n", .number),
            ], rows: cells, footers: Self.meanings(panel, common, isShared: isShared, !references.isEmpty, band, ink))
        return table.text()
    }

    private static func meanings(
        _ panel: PlotForm.Panel, _ common: Double?, isShared: Bool, _ hasMarks: Bool,
        _ band: (low: Double, high: Double)?, _ ink: PlotInk
    ) -> [String] {
        var lines: [String] = []
        if let common, let words = panel.reference {
            lines.append("\(ink.reference) \(words) \(NumberText.rounded(common))")
        } else if hasMarks, let words = panel.reference {
            lines.append("\(ink.reference) \(words)")
        }
        if let band {
            lines.append(
                "\(ink.band) within tolerance: \(NumberText.rounded(band.low)) to \(NumberText.rounded(band.high))")
        }
        return lines
    }

    /// Lines of one width over one axis.
    struct Lines {
        let ink: PlotInk
        let axis: PlotScale.Axis
        let columns: Int

        /// The column of a value, from 0.
        func column(_ value: Double) -> Int? {
            axis.position(of: value).map { Int(($0 * Double(columns - 1)).rounded()) }
        }

        /// The drawing of one figure, or why there is none.
        func row(_ row: PlotRow, common: Double?, band: (low: Double, high: Double)?) -> String {
            var cells = [Character](repeating: " ", count: columns)
            if let band {
                let (low, high) = (column(band.low) ?? 0, column(band.high) ?? columns - 1)
                for place in low...max(low, high) { cells[place] = ink.band }
            }
            if let place = (row.reference ?? common).flatMap(column) { cells[place] = ink.reference }
            if row.value == nil, row.lower == nil {
                // Behind the reference, or from the start if it does not fit there.
                let words = " " + (row.reason ?? "no figure")
                let mark = cells.lastIndex(of: ink.reference)
                let text = DisplayWidth.truncated(words, to: columns - (mark ?? -1) - 1)
                if let mark, text == words { return String(cells[...mark]) + padded(text, columns - mark - 1) }
                return padded(DisplayWidth.truncated(String(words.dropFirst()), to: columns), columns)
            }
            if let lower = row.lower, let upper = row.upper {
                let (low, high) = (column(lower) ?? 0, column(upper) ?? columns - 1)
                if low <= high { for place in low...high { cells[place] = ink.line } }
                cells[low] = column(lower) == nil ? ink.beforeAxis : ink.lowerEnd
                cells[high] = column(upper) == nil ? ink.behindAxis : ink.upperEnd
                // The reference is seen through an interval, except at its ends.
                if let place = (row.reference ?? common).flatMap(column), place > low, place < high {
                    cells[place] = ink.reference
                }
            }
            if let value = row.value {
                if let place = column(value) {
                    cells[place] = ink.dot
                } else {
                    cells[axis.isBefore(value) ? 0 : columns - 1] =
                        axis.isBefore(value) ? ink.beforeAxis : ink.behindAxis
                }
            }
            return String(cells)
        }

        private func padded(_ text: String, _ width: Int) -> String { DisplayWidth.padded(text, to: width) }

        /// The line of the axis, and the numbers below its ticks; a number that would touch the one before is left out.
        var axisRows: (line: String, numbers: String) {
            var line = [Character](repeating: ink.axisLine, count: columns)
            line[0] = ink.axisStart
            line[columns - 1] = ink.axisEnd
            var numbers = [Character](repeating: " ", count: columns)
            var free = 0
            for tick in axis.ticks {
                guard let place = column(tick) else { continue }
                if place > 0, place < columns - 1 { line[place] = ink.axisTick }
                let label = Array(axis.label(tick))
                let start = min(max(0, place - label.count / 2), columns - label.count)
                guard start >= free, label.count <= columns else { continue }
                for (offset, character) in label.enumerated() { numbers[start + offset] = character }
                free = start + label.count + 1
            }
            return (String(line), String(numbers))
        }
    }
}
