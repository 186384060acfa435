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
        let isSummed = declaration.weights.isSummed
        var cells: [[String]] = []
        var sums: [[Int128]] = []
        /// Rows, and the sums of their weights, each rounded by itself.
        func measures(_ row: Row) -> [Int128] {
            guard let name = declaration.weight, let weight = Double((row[name] ?? nil) ?? "") else { return [1] }
            guard isSummed else { return [Int128(weight)] }
            return [1, FixedPoint.fixed(weight, bits: 40), FixedPoint.fixed(weight * weight, bits: 40)]
        }
        func count(_ cell: [String], _ own: [Int128]) {
            if let index = cells.firstIndex(where: { zip($0, cell).allSatisfy { $0.utf8.elementsEqual($1.utf8) } }) {
                sums[index] = zip(sums[index], own).map { $0 + $1 }
            } else {
                cells.append(cell)
                sums.append(own)
            }
        }
        func sum(_ rows: [Row]) -> [String] {
            rows.reduce(isSummed ? [0, 0, 0] : [0]) { zip($0, measures($1)).map { $0 + $1 } }.map { "\($0)" }
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
                count(cell("left-out", row, keys: [], prediction: hasDecision, score: false), measures(row))
                continue
            }
            count(
                cell("decision", row, keys: all, prediction: hasDecision, score: declaration.decidesByScore),
                measures(row))
            for margin in declaration.scoreMargins {
                count(cell("score", row, keys: margin, prediction: false, score: true), measures(row))
            }
        }
        let form = CSVText(isRaw: true)
        func line(_ texts: [String]) -> String {
            form.row(texts.map { $0.isEmpty && !quotesEmpty ? .empty : .text($0) })
        }
        let width = names.count + 4
        var lines = [
            line(
                ["total"] + Array(repeating: "", count: width)
                    + sum(rows.filter(isKept)) + [declaration.json.canonicalText(.compact)])
        ]
        if declaration.provenance.filter != nil {
            lines.append(line(["all"] + Array(repeating: "", count: width) + sum(rows) + [""]))
        }
        if declaration.weight != nil {
            lines.append(
                line(["bad-weight"] + Array(repeating: "", count: width) + ["0"] + (isSummed ? ["0", "0"] : []) + [""]))
        }
        lines += zip(cells, sums).map { line($0 + $1.map { "\($0)" } + [""]) }
        return line(CountsForm.columns(of: declaration)) + lines.joined()
    }
}
