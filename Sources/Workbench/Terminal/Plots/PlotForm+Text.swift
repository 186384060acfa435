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
        let (ink, width) = (PlotInk.of(isASCII: isASCII), width ?? DotPlot.standardWidth)
        var parts: [String] = []
        for panel in panels {
            let own = rows.filter { $0.panel == panel.name }
            if own.isEmpty { continue }
            switch kind ?? .dots {
            case .dots:
                parts.append(
                    DotPlot(ink: ink, width: width).text(panel, own, titles: titles, tolerance: tolerance))
            case .heatmap: parts.append(HeatMap(ink: ink, width: width).text(panel, own, titles: titles))
            }
        }
        guard !parts.isEmpty else {
            throw CommandFailure(
                [
                    call.diagnostic(
                        "E841", at: span, "no figure is left to be drawn", help: ["change `where` or `head`"])
                ],
                exitStatus: .nothingSelected)
        }
        let footers = table.footers.map { TextTable(columns: [], rows: [], footers: [$0]).text() }.joined()
        return parts.joined(separator: "\n") + footers
    }
}
