/// Draws a chart of points: positions are shares of the page's width and height, so that it fits any page and mirrors
/// where the script runs from right to left; every number is text.
struct HTMLScatter {
    let chart: Scatter
    let writer: HTMLWriter

    private func percent(_ position: Double) -> String {
        let tenths = Int((position * 1000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
    }

    /// What the marks mean, each beside its picture.
    var legend: String {
        var items: [String] = []
        for (number, name) in chart.series.enumerated() where chart.series.count > 1 {
            items.append(
                "<li><i class=\"pt q\(number % HTMLChart.maximumSeries)\"></i><span>\(writer.text(name))</span></li>")
        }
        if chart.points.contains(where: \.isMarked) {
            items.append("<li><i class=\"pt ring\"></i><span>\(writer.text(chart.markedMeaning))</span></li>")
        }
        return items.isEmpty ? "" : "<ul class=\"legend\">\(items.joined())</ul>"
    }

    /// The field with its axes and points.
    var field: String {
        let across = chart.x.ticks.map { tick in
            "<b class=\"tx\" style=\"--x:\(percent(chart.x.position(of: tick)))\">\(label(tick, chart.x))</b>"
        }
        let up = chart.y.ticks.map { tick in
            "<b class=\"ty\" style=\"--y:\(percent(chart.y.position(of: tick)))\">\(label(tick, chart.y))</b>"
        }
        // Numbered points come last, so that plain ones do not cover them.
        let points = chart.points.sorted { ($0.number ?? 0, $0.x) < ($1.number ?? 0, $1.x) }.map { point -> String in
            let kinds = ["pt", "q\(point.series % HTMLChart.maximumSeries)"] + (point.isMarked ? ["ring"] : [])
            let number = point.number.map { writer.text(.integer($0)) } ?? ""
            return "<i class=\"\(kinds.joined(separator: " "))\" style=\"--x:\(percent(chart.x.position(of: point.x)));"
                + "--y:\(percent(chart.y.position(of: point.y)))\">\(number)</i>"
        }
        return "<div class=\"ytitle\">\(writer.text(chart.yTitle)) ↑</div>"
            + "<div class=\"field\">\((across + up + points).joined())</div>"
            + "<div class=\"xtitle\">\(writer.text(chart.xTitle)) \(writer.wording.isRightToLeft ? "←" : "→")</div>"
    }

    /// What the numbers stand for.
    var names: String {
        guard !chart.names.isEmpty else { return "" }
        return "<ol class=\"names\">\(chart.names.map { "<li>\(writer.text($0))</li>" }.joined())</ol>"
    }

    private func label(_ tick: Double, _ axis: DotAndWhisker.Axis) -> String {
        writer.text(.quantity(Quantity(tick, axis.unit, places: axis.places)))
    }
}
