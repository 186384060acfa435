import Dossiers
import Statistics

/// Figures as a drawing shows them: what filters work on before it is drawn, and how each panel is measured.
///
/// What too few people stand behind is not in it (METHODS §3.8): a figure below the display floors has no value, or not
/// even an interval, and says so.
struct PlotForm: Sendable {
    /// One drawing below another: the figures that share a scale.
    struct Panel: Sendable {
        let name: String
        let scale: PlotScale
        /// What the reference of its figures is, in words: `everybody`.
        let reference: String?
    }

    /// One figure before it is drawn.
    struct Figure {
        /// What names it, one cell for each column of labels.
        let labels: [ResultTable.Cell]
        let panel: String
        let estimate: Estimate
        /// Rows that decide whether it may be shown.
        let rows: Int
        var reference: Double?
    }

    let panels: [Panel]
    /// How far from the reference a figure may lie, where the line says so.
    let tolerance: Double?
    /// One row a figure; columns of labels, then `measured`.
    let table: ResultTable

    /// The column that says in which panel a row is drawn.
    static let panelColumn = "metric"
    /// The columns behind the labels.
    private static let measured: [ResultTable.Column] = [
        .init(panelColumn), .init("value", .number), .init("lower", .number), .init("upper", .number),
        .init("n", .number), .init("reference", .number), .init("reason"),
    ]

    /// - Parameter labels: the columns that name a figure.
    init(
        labels: [String], figures: [Figure], panels: [Panel], tolerance: Double? = nil, footers: [String] = []
    ) {
        self.panels = panels
        self.tolerance = tolerance
        table = ResultTable(
            columns: labels.map { ResultTable.Column($0) } + Self.measured,
            rows: figures.map { figure in figure.labels + Self.cells(figure) }, footers: footers)
    }

    private static func cells(_ figure: Figure) -> [ResultTable.Cell] {
        let (estimate, rows) = (figure.estimate, figure.rows)
        func limit(_ value: Double?) -> ResultTable.Cell {
            value.map { .number($0, shown: NumberText.rounded($0)) } ?? .empty
        }
        let interval = rows >= DisplayFloor.countsOnly ? estimate.interval : nil
        let reason =
            estimate.reason.map { TerminalWords.reason($0) }
            ?? (rows < DisplayFloor.countsOnly ? TerminalWords.tooFew : nil)
        return [
            .text(figure.panel),
            estimate.number.flatMap { rows >= DisplayFloor.intervalOnly ? $0 : nil }
                .map { .number($0, shown: NumberText.rounded($0)) } ?? .empty(shown: "—"),
            limit(interval?.lower), limit(interval?.upper), .integer(estimate.n), limit(figure.reference),
            reason.map { .text($0) } ?? .empty,
        ]
    }
}

/// A row of a table of figures, read back after filters have chosen and ordered the rows.
struct PlotRow {
    let labels: [String]
    let panel: String
    let value: Double?
    let lower: Double?
    let upper: Double?
    let n: Int
    let reference: Double?
    let reason: String?

    /// The rows of a table, in its order; `nil` if a filter took away a column that a drawing needs.
    static func rows(of table: ResultTable) -> (labels: [String], rows: [PlotRow])? {
        let names = table.columns.map(\.name)
        func column(_ name: String) -> Int? { names.lastIndex(of: name) }
        guard let panel = column(PlotForm.panelColumn), let value = column("value"), let lower = column("lower"),
            let upper = column("upper"), let n = column("n"), let reference = column("reference"),
            let reason = column("reason")
        else { return nil }
        let labels = names.indices.filter { ![panel, value, lower, upper, n, reference, reason].contains($0) }
        let rows = table.rows.map { cells in
            PlotRow(
                labels: labels.map { ResultTable.shown(cells[$0]) }, panel: ResultTable.shown(cells[panel]),
                value: cells[value].number, lower: cells[lower].number, upper: cells[upper].number,
                n: cells[n].number.flatMap { Int(exactly: $0) } ?? 0, reference: cells[reference].number,
                reason: cells[reason].text)
        }
        return (labels.map { table.columns[$0].title }, rows)
    }
}

extension ResultTable.Cell {
    /// The number in it.
    var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value, _): value
        case .text, .empty: nil
        }
    }

    /// The text in it.
    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }
}
