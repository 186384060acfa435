import Diagnostics
import Interchange

/// A drawing as SVG that stands by itself: shapes, texts and a title, no style sheet, no script, nothing to fetch.
///
/// Lengths are counted in tenths, so that the same figures give the same bytes on every machine.
struct PlotCanvas {
    private var shapes: [String] = []
    private var height = Self.margin
    private var width = 0.0

    private static let margin = 12.0
    private static let rowHeight = 22.0
    private static let textSize = 13.0
    /// The room a column of the terminal takes in this size, wide enough for every script.
    private static let columnWidth = 7.6
    private static let plotWidth = 420.0
    private static let ink = "#222222"
    private static let faint = "#767676"
    private static let grid = "#dddddd"
    private static let mark = "#1f5a96"

    /// The whole, with a title for those who do not see it.
    func text(title: String, footers: [String]) -> String {
        var canvas = self
        for footer in footers {
            canvas.write(TerminalText.safe(footer), x: Self.margin, fill: Self.faint)
            canvas.height += Self.rowHeight * 0.8
        }
        let size = "\(Self.tenths(canvas.width + Self.margin)) \(Self.tenths(canvas.height + Self.margin))"
        return """
            <svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 \(size)" \
            width="\(Self.tenths(canvas.width + Self.margin))" height="\(Self.tenths(canvas.height + Self.margin))" \
            font-family="sans-serif" font-size="\(Self.tenths(Self.textSize))">
            <title>\(XMLText.text(title))</title>
            <desc>\(XMLText.text(footers.joined(separator: "; ")))</desc>
            <rect x="0" y="0" width="100%" height="100%" fill="#ffffff"/>
            \(canvas.shapes.joined(separator: "\n"))
            </svg>

            """
    }

    // MARK: Dots and whiskers

    /// One row a figure: a dot, a line for its interval, the reference through all rows.
    mutating func add(dots panel: PlotForm.Panel, _ rows: [PlotRow], titles: [String], tolerance: Double?) {
        let references = rows.compactMap(\.reference)
        let isShared = references.count == rows.count && Set(references).count == 1
        let common = isShared ? references.first : nil
        let band = common.flatMap { common in tolerance.map { (low: common - $0, high: common + $0) } }
        let values =
            rows.flatMap { [$0.value, $0.lower, $0.upper] }.compactMap { $0 } + references
            + (band.map { [$0.low, $0.high] } ?? [])
        let axis = panel.scale.axis(over: values)
        let labels = rows.map { $0.labels.joined(separator: ", ") }
        let start = Self.margin * 2 + Self.length(of: labels + [titles.joined(separator: ", ")])
        let end = start + Self.plotWidth
        func x(_ value: Double) -> Double {
            (axis.position(of: value) ?? (axis.isBefore(value) ? 0 : 1)) * Self.plotWidth + start
        }
        write(titles.joined(separator: ", "), x: Self.margin, fill: Self.faint)
        write(panel.name, x: start, weight: "bold")
        write("value", x: end + 60, anchor: "end", fill: Self.faint)
        write("n", x: end + 130, anchor: "end", fill: Self.faint)
        height += Self.rowHeight
        let top = height - Self.rowHeight * 0.3
        let bottom = top + Double(rows.count) * Self.rowHeight
        for tick in axis.ticks { line(x(tick), top, x(tick), bottom, Self.grid) }
        if let band {
            shapes.append(
                "<rect x=\"\(Self.tenths(x(band.low)))\" y=\"\(Self.tenths(top))\" "
                    + "width=\"\(Self.tenths(x(band.high) - x(band.low)))\" height=\"\(Self.tenths(bottom - top))\" "
                    + "fill=\"#e6efd9\"/>")
        }
        if let common { line(x(common), top, x(common), bottom, Self.faint, dash: "4 3") }
        for (row, label) in zip(rows, labels) {
            let middle = height + Self.rowHeight * 0.2
            write(label, x: Self.margin)
            if let lower = row.lower, let upper = row.upper {
                line(x(lower), middle, x(upper), middle, Self.mark, width: 2)
                for end in [lower, upper] where axis.position(of: end) != nil {
                    line(x(end), middle - 4, x(end), middle + 4, Self.mark, width: 2)
                }
            }
            if common == nil, let own = row.reference {
                line(x(own), middle - 8, x(own), middle + 8, Self.faint, dash: "4 3")
            }
            if let value = row.value {
                shapes.append(
                    "<circle cx=\"\(Self.tenths(x(value)))\" cy=\"\(Self.tenths(middle))\" r=\"4.5\" "
                        + "fill=\"\(Self.mark)\"/>")
            } else if row.lower == nil {
                write(row.reason ?? "no figure", x: start + 4, fill: Self.faint)
            }
            write(row.value.map { NumberText.rounded($0) } ?? "—", x: end + 60, anchor: "end")
            write(String(row.n), x: end + 130, anchor: "end")
            height += Self.rowHeight
        }
        for tick in axis.ticks { write(axis.label(tick), x: x(tick), anchor: "middle", fill: Self.faint) }
        height += Self.rowHeight
        if let words = panel.reference, !references.isEmpty {
            let value = common.map { " " + NumberText.rounded($0) } ?? ""
            write("dashed: \(words)\(value)", x: start, fill: Self.faint)
            height += Self.rowHeight
        }
        height += Self.margin
    }

    // MARK: Heat maps

    /// Shades from the least to the most, told apart without colour as well; texts upon them in black or white.
    private static let shades = ["#f4f8fc", "#cfe1f2", "#93c3df", "#4b97c9", "#1f6eb3", "#08468b"]

    /// Groups of two columns: the number and the rows of each in a cell, shaded between fixed ends.
    mutating func add(heatMap panel: PlotForm.Panel, _ rows: [PlotRow], titles: [String]) {
        var down: [String] = []
        var across: [String] = []
        var cells: [[String]: PlotRow] = [:]
        for row in rows where row.labels.count == 2 {
            if !down.contains(row.labels[0]) { down.append(row.labels[0]) }
            if !across.contains(row.labels[1]) { across.append(row.labels[1]) }
            cells[row.labels] = row
        }
        let start = Self.margin * 2 + Self.length(of: down + [titles.first ?? ""])
        let column = max(84, Self.length(of: across) + 10)
        let cell = Self.rowHeight * 1.8
        write(panel.name, x: start, weight: "bold")
        height += Self.rowHeight
        write(titles.first ?? "", x: Self.margin, fill: Self.faint)
        for (index, name) in across.enumerated() {
            write(name, x: start + (Double(index) + 0.5) * column, anchor: "middle")
        }
        height += Self.rowHeight * 0.5
        for group in down {
            write(group, x: Self.margin, dropped: cell / 2)
            for (index, name) in across.enumerated() {
                guard let row = cells[[group, name]] else { continue }
                let shade = row.value.map { Int((panel.scale.shade(of: $0) * Double(Self.shades.count - 1)).rounded()) }
                let left = start + Double(index) * column
                shapes.append(
                    "<rect x=\"\(Self.tenths(left + 1))\" y=\"\(Self.tenths(height + 1))\" "
                        + "width=\"\(Self.tenths(column - 2))\" height=\"\(Self.tenths(cell - 2))\" "
                        + "fill=\"\(shade.map { Self.shades[$0] } ?? "#ffffff")\" stroke=\"\(Self.faint)\""
                        + (shade == nil ? " stroke-dasharray=\"3 3\"" : "") + "/>")
                let fill = (shade ?? 0) > 2 ? "#ffffff" : Self.ink
                let middle = left + column / 2
                write(
                    row.value.map { NumberText.rounded($0) } ?? "—", x: middle, anchor: "middle", fill: fill,
                    dropped: cell * 0.42)
                write("n \(row.n)", x: middle, anchor: "middle", fill: fill, dropped: cell * 0.8)
            }
            height += cell
        }
        height += Self.rowHeight * 0.8
        let ends = panel.scale.shades
        write(
            "\(titles.last ?? "") across; lightest \(Spelling.number(ends.lowerBound)), darkest "
                + "\(Spelling.number(ends.upperBound)), whatever the data are; dashed: no figure",
            x: Self.margin, fill: Self.faint)
        height += Self.rowHeight + Self.margin
    }

    // MARK: Shapes

    /// Writes a text on the line that is being drawn.
    private mutating func write(
        _ text: String, x: Double, anchor: String = "start", fill: String = Self.ink, weight: String? = nil,
        dropped: Double = 0.6 * Self.textSize
    ) {
        let safe = TerminalText.safe(text)
        let length = Self.length(of: [safe])
        width = max(width, anchor == "end" ? x : anchor == "middle" ? x + length / 2 : x + length)
        shapes.append(
            "<text x=\"\(Self.tenths(x))\" y=\"\(Self.tenths(height + dropped))\" fill=\"\(fill)\""
                + (anchor == "start" ? "" : " text-anchor=\"\(anchor)\"")
                + (weight.map { " font-weight=\"\($0)\"" } ?? "") + ">\(XMLText.text(safe))</text>")
    }

    private mutating func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ stroke: String, width: Double = 1, dash: String? = nil
    ) {
        shapes.append(
            "<line x1=\"\(Self.tenths(x1))\" y1=\"\(Self.tenths(y1))\" x2=\"\(Self.tenths(x2))\" "
                + "y2=\"\(Self.tenths(y2))\" stroke=\"\(stroke)\" stroke-width=\"\(Self.tenths(width))\""
                + (dash.map { " stroke-dasharray=\"\($0)\"" } ?? "") + "/>")
    }

    /// The room that the longest of some texts takes.
    private static func length(of texts: [String]) -> Double {
        Double(texts.map { DisplayWidth.of(TerminalText.safe($0)) }.max() ?? 0) * columnWidth
    }

    /// A length with at most one decimal.
    private static func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
    }
}
