/// Draws a dot-and-whisker chart: shapes in SVG, every word and number beside them in HTML.
///
/// Positions are shares of the width, so that the chart fits any page; they mirror where the script runs from right to
/// left. The lines that all rows have in common are drawn once and referred to.
struct HTMLChart {
    let chart: DotAndWhisker
    let writer: HTMLWriter
    /// The name of the common lines, unique in the document.
    let background: String

    /// As many models as the style sheet has marks for; more begin again with the first.
    static let maximumSeries = 4

    /// Room at both ends, in per cent of the width, so that no mark is cut.
    private static let margin = 2.0

    private func x(_ value: Double) -> Double {
        let position = chart.axis.position(of: value)
        let mirrored = writer.wording.isRightToLeft ? 1 - position : position
        return Self.margin + mirrored * (100 - 2 * Self.margin)
    }

    /// A share of the width in per cent, with one decimal: half a pixel of a wide page.
    private func percent(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
    }

    private func at(_ value: Double) -> String { percent(x(value)) }

    /// What the shapes and lines mean, each beside its picture.
    var legend: String {
        var items: [String] = []
        func add(_ picture: String, _ meaning: Inline) {
            items.append(
                "<li><svg class=\"key\" aria-hidden=\"true\"><use href=\"#\(picture)\"/></svg>"
                    + "<span>\(writer.text(meaning))</span></li>")
        }
        for (number, name) in chart.series.enumerated() where chart.series.count > 1 {
            add("k\(number % Self.maximumSeries)", name)
        }
        if chart.tickMeaning != nil, chart.rows.contains(where: { $0.tick != nil }), let meaning = chart.tickMeaning {
            add("kt", meaning)
        }
        if let reference = chart.reference { add("kr", reference.meaning) }
        if let band = chart.band {
            add("kb", band.meaning)
        }
        return items.isEmpty ? "" : "<ul class=\"legend\">\(items.joined())</ul>"
    }

    /// The row of ticks and one row for each group.
    var rows: String {
        let ticks = chart.axis.ticks.map { tick -> String in
            let label = Inline.quantity(Quantity(tick, chart.axis.unit, places: chart.axis.places))
            // Measured from the start of the line: the page mirrors it.
            let position = Self.margin + chart.axis.position(of: tick) * (100 - 2 * Self.margin)
            return "<i style=\"--x:\(percent(position))\">\(writer.text(label))</i>"
        }
        let head =
            "<div class=\"head\"><div>\(writer.text(chart.groupHeader))</div><div class=\"ticks\">\(ticks.joined())</div>"
            + "<div>\(writer.text(chart.valueHeader))</div><div>\(writer.text(chart.countHeader))</div></div>"
        let rows = chart.rows.enumerated().map { row($1, isFirst: $0 == 0) }
        return ([head] + rows).joined(separator: "\n")
    }

    private func row(_ row: DotAndWhisker.Row, isFirst: Bool) -> String {
        var shapes = isFirst ? "<g id=\"\(background)\">\(common)</g>" : "<use href=\"#\(background)\"/>"
        if let tick = row.tick, tick.isFinite {
            shapes += "<rect class=\"t\" x=\"\(at(tick))\"/>"
        }
        for mark in row.marks { shapes += self.mark(mark) }
        let values =
            row.values.count == 1 && chart.series.count == 1
            ? row.values.map { writer.text($0) }.joined()
            : row.values.map { "<i>\(writer.text($0))</i>" }.joined()
        let counts =
            row.counts.count == 1
            ? row.counts.map { writer.text($0) }.joined()
            : row.counts.map { "<i>\(writer.text($0))</i>" }.joined()
        return "<div\(row.isTotal ? " class=\"total\"" : "")><div>\(writer.text(row.label))</div>"
            + "<svg>\(shapes)</svg><div>\(values)</div>"
            + "<div>\(counts)</div></div>"
    }

    /// A line for the interval and a mark for the value; their heights come from the style sheet.
    private func mark(_ mark: DotAndWhisker.Mark) -> String {
        var shapes = ""
        let number = mark.series % Self.maximumSeries
        if let interval = mark.interval {
            let ends = [x(interval.lowerBound), x(interval.upperBound)].sorted()
            let css = "w\(number)\(mark.value == nil ? " lone" : "")"
            // At least a hair, so that an interval of no width is still seen.
            let width = max((ends.last ?? 0) - (ends.first ?? 0), 0.1)
            shapes += "<rect class=\"\(css)\" x=\"\(percent(ends.first ?? 0))\" width=\"\(percent(width))\"/>"
        }
        if let value = mark.value { shapes += "<circle class=\"m\(number)\" cx=\"\(at(value))\"/>" }
        return shapes
    }

    /// The allowed band, the steps of the axis and the line of reference.
    private var common: String {
        var shapes = ""
        if let band = chart.band {
            let ends = [x(band.range.lowerBound), x(band.range.upperBound)].sorted()
            if let first = ends.first, let last = ends.last {
                shapes +=
                    "<rect class=\"band\" x=\"\(percent(first))\" width=\"\(percent(last - first))\" height=\"100%\"/>"
            }
        }
        for tick in chart.axis.ticks {
            shapes += "<rect class=\"g\" x=\"\(at(tick))\"/>"
        }
        if let reference = chart.reference {
            shapes +=
                "<line class=\"r\" x1=\"\(at(reference.value))\" x2=\"\(at(reference.value))\" y1=\"0\" y2=\"100%\"/>"
        }
        return shapes
    }
}
