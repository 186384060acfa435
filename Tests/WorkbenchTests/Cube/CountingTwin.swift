import Evidence
import Interchange

@testable import Workbench

/// What an engine answers to a statement of `cube sql`, worked out row by row: the slow twin of a GROUP BY.
struct CountingTwin {
    /// One text a column; `nil` is missing.
    typealias Row = [String: String?]

    let declaration: CountsDeclaration
    /// Whether a row counts.
    let isKept: (Row) -> Bool

    /// The answer as CSV.
    ///
    /// - Parameter quotesEmpty: whether empty texts are written between quotes, as some engines do.
    func csv(_ rows: [Row], quotesEmpty: Bool = false) -> String {
        let names = declaration.dimensions
        var cells: [[String]] = []
        var counts: [Int] = []
        func count(_ cell: [String]) {
            if let index = cells.firstIndex(where: { zip($0, cell).allSatisfy { $0.utf8.elementsEqual($1.utf8) } }) {
                counts[index] += 1
            } else {
                cells.append(cell)
                counts.append(1)
            }
        }
        func cell(_ part: String, _ row: Row, keys: [Int], prediction: Bool, score: Bool) -> [String] {
            var states = ""
            var texts: [String] = []
            func add(_ name: String?, _ isTold: Bool) {
                let value = name.flatMap { row[$0] ?? nil }
                states += !isTold ? "." : value == nil ? "m" : "v"
                texts.append(isTold ? value ?? "" : "")
            }
            for index in names.indices { add(names[index], keys.contains(index)) }
            add(declaration.label, true)
            add(declaration.prediction, prediction)
            add(declaration.score, score)
            return [part, states] + texts
        }
        let all = Array(names.indices)
        for row in rows {
            let hasDecision = declaration.prediction != nil
            guard isKept(row) else {
                count(cell("left-out", row, keys: [], prediction: hasDecision, score: false))
                continue
            }
            count(cell("decision", row, keys: all, prediction: hasDecision, score: declaration.decidesByScore))
            for margin in declaration.scoreMargins {
                count(cell("score", row, keys: margin, prediction: false, score: true))
            }
        }
        let total = rows.count(where: isKept)
        let form = CSVText(isRaw: true)
        func line(_ texts: [String]) -> String {
            form.row(texts.map { $0.isEmpty && !quotesEmpty ? .empty : .text($0) })
        }
        let width = names.count + 4
        var lines = [
            line(
                ["total"] + Array(repeating: "", count: width)
                    + ["\(total)", declaration.json.canonicalText(.compact)])
        ]
        if declaration.provenance.filter != nil {
            lines.append(line(["all"] + Array(repeating: "", count: width) + ["\(rows.count)", ""]))
        }
        lines += zip(cells, counts).map { line($0 + ["\($1)", ""]) }
        return line(CountsForm.columns(dimensionCount: names.count)) + lines.joined()
    }
}
