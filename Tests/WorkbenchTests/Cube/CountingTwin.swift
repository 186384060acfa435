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
        let width = (isSummed ? 3 : 1) + (declaration.againstScore == nil ? 0 : 4)
        var cells: [[String]] = []
        var sums: [[Int128]] = []
        func value(_ name: String, _ row: Row) -> String? {
            row[declaration.told.first { $0.name == name }?.column ?? name] ?? nil
        }
        /// How far the scores of two models lie apart: rows with both, what is above and below, and squares.
        func shifts(_ row: Row) -> [Int128] {
            guard let other = declaration.againstScore else { return [] }
            guard let a = value(declaration.score ?? "", row).flatMap(Double.init),
                let b = value(other, row).flatMap(Double.init)
            else { return [0, 0, 0, 0] }
            let size = FixedPoint.fixed(abs(a - b), bits: 60)
            return [1, a < b ? 0 : size, a < b ? size : 0, FixedPoint.fixed((a - b) * (a - b), bits: 50)]
        }
        /// Rows, the sums of their weights, each rounded by itself, and those of their shifts.
        func measures(_ row: Row, isScore: Bool = false) -> [Int128] {
            let own = weights(row)
            let times = isSummed ? 1 : own[0]
            return own + shifts(row).map { isScore ? 0 : times * $0 }
        }
        func weights(_ row: Row) -> [Int128] {
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
            rows.reduce(Array(repeating: 0, count: width)) { zip($0, measures($1)).map { $0 + $1 } }.map { "\($0)" }
        }
        func cell(
            _ part: String, _ row: Row, keys: [Int], prediction: Bool, score: Bool, column: Int? = nil
        ) -> [String] {
            var states = ""
            var texts: [String] = []
            func add(_ name: String?, _ isTold: Bool) {
                let value = name.flatMap { value($0, row) }
                states += !isTold ? "." : value == nil ? "m" : "v"
                texts.append(isTold ? value ?? "" : "")
            }
            for index in names.indices { add(names[index], keys.contains(index)) }
            add(declaration.label, true)
            add(declaration.prediction, prediction)
            add(column.map { declaration.classScores[$0].column } ?? declaration.score, score)
            let whose = declaration.classScores.isEmpty ? [] : [column.map { "\($0 + 1)" } ?? ""]
            return [part, states] + texts + whose
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
            let columns: [Int?] = declaration.classScores.isEmpty ? [nil] : declaration.classScores.indices.map { $0 }
            for margin in declaration.scoreMargins {
                for column in columns {
                    count(
                        cell("score", row, keys: margin, prediction: column != nil, score: true, column: column),
                        measures(row, isScore: true))
                }
            }
        }
        let form = CSVText(isRaw: true)
        func line(_ texts: [String]) -> String {
            form.row(texts.map { $0.isEmpty && !quotesEmpty ? .empty : .text($0) })
        }
        let texts = names.count + (declaration.classScores.isEmpty ? 4 : 5)
        var lines = [
            line(
                ["total"] + Array(repeating: "", count: texts)
                    + sum(rows.filter(isKept)) + [declaration.json.canonicalText(.compact)])
        ]
        if declaration.provenance.filter != nil {
            lines.append(line(["all"] + Array(repeating: "", count: texts) + sum(rows) + [""]))
        }
        let none = Array(repeating: "", count: texts) + Array(repeating: "0", count: width) + [""]
        if declaration.weight != nil { lines.append(line(["bad-weight"] + none)) }
        if declaration.againstScore != nil { lines.append(line(["bad-count"] + none)) }
        lines += zip(cells, sums).map { line($0 + $1.map { "\($0)" } + [""]) }
        return line(CountsForm.columns(of: declaration)) + lines.joined()
    }
}
