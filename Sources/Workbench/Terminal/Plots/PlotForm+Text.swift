import Diagnostics

extension PlotForm {
    /// The drawing of what filters have left of the figures.
    ///
    /// - Parameters:
    ///   - table: `table`, or some of its rows in some order.
    ///   - kind: which drawing; dots if nothing is said.
    func text(
        of table: ResultTable, as kind: PlotKind?, _ call: Call, at span: TextSpan, width: Int?, isASCII: Bool
    ) throws(CommandFailure) -> String {
        let (titles, panels) = try drawn(table, as: kind, call, at: span)
        let (ink, width) = (PlotInk.of(isASCII: isASCII), width ?? DotPlot.standardWidth)
        let parts = panels.map { panel, rows in
            switch kind ?? .dots {
            case .dots: DotPlot(ink: ink, width: width).text(panel, rows, titles: titles, tolerance: tolerance)
            case .heatmap: HeatMap(ink: ink, width: width).text(panel, rows, titles: titles)
            }
        }
        let footers = table.footers.map { TextTable(columns: [], rows: [], footers: [$0]).text() }.joined()
        return parts.joined(separator: "\n") + footers
    }

    /// The same as a picture that stands by itself.
    func svg(
        of table: ResultTable, as kind: PlotKind?, _ call: Call, at span: TextSpan
    ) throws(CommandFailure) -> String {
        let (titles, panels) = try drawn(table, as: kind, call, at: span)
        var canvas = PlotCanvas()
        for (panel, rows) in panels {
            switch kind ?? .dots {
            case .dots: canvas.add(dots: panel, rows, titles: titles, tolerance: tolerance)
            case .heatmap: canvas.add(heatMap: panel, rows, titles: titles)
            }
        }
        return canvas.text(title: panels.map(\.panel.name).joined(separator: ", "), footers: table.footers)
    }

    /// The panels that have figures, with what filters left of these.
    private func drawn(
        _ table: ResultTable, as kind: PlotKind?, _ call: Call, at span: TextSpan
    ) throws(CommandFailure) -> (titles: [String], panels: [(panel: Panel, rows: [PlotRow])]) {
        guard let (titles, rows) = PlotRow.rows(of: table) else {
            throw CommandFailure(
                "E191", call, at: span, "a column that the drawing needs was left out",
                help: ["put `cols` away; it needs: " + self.table.columns.map(\.name).joined(separator: ", ")])
        }
        if kind == .heatmap, titles.count != 2 {
            throw CommandFailure(
                "E840", call, at: span,
                "a heat map needs groups of two columns; there \(titles.count == 1 ? "is" : "are") \(titles.count)",
                help: ["add by A, B: one goes down and one across", "`plot` draws one row a figure"])
        }
        let panels = panels.map { panel in (panel, rows.filter { $0.panel == panel.name }) }.filter { !$0.1.isEmpty }
        guard !panels.isEmpty else {
            throw CommandFailure(
                [
                    call.diagnostic(
                        "E841", at: span, "no figure is left to be drawn", help: ["change `where` or `head`"])
                ],
                exitStatus: .nothingSelected)
        }
        return (titles, panels)
    }
}
