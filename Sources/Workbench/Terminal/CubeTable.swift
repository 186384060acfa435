import Evidence
import Interchange

/// Cubes as tables.
enum CubeTable {
    /// One row a fact: what the cube means, where its rows come from, how large it is.
    ///
    /// - Parameter document: of `cube`, by `CubeJSON`.
    static func properties(_ document: JSONValue, _ cube: EvidenceCube) -> ResultTable {
        let header = cube.header
        var facts: [(name: String, value: ResultTable.Cell)] = []
        func add(_ name: String, _ value: String?) {
            if let value { facts.append((name, .text(value))) }
        }
        add("model", header.model)
        add("label", header.label)
        switch header.outcome {
        case .binary, .classes: add("classes", cube.classes.joined(separator: ", "))
        case .number(let scale):
            add("outcome", "numbers up to \(Spelling.number(scale.largest)), in multiples of 2^\(-scale.bits)")
        case .errors(let columns, let unit):
            add("outcome", "errors in \(unit.rawValue): \(columns.joined(separator: " + "))")
        }
        if header.isBinary { add("positive", cube.classes.last) }
        add("favourable", header.favourable)
        add("prediction", header.prediction)
        add("scores", header.scores.isEmpty ? nil : header.scores.joined(separator: ", "))
        add("score grid", header.scores.isEmpty ? nil : header.scoreGrid.name)
        for margin in header.scoreMargins {
            add("scores by", margin.isEmpty ? "everybody" : margin.joined(separator: " × "))
        }
        add("weights", header.weights == .none ? nil : "\(header.weight ?? "") (\(header.weights.rawValue))")

        add("threshold", header.threshold.map { Spelling.number($0) })
        add("where", header.filter)
        add("time zone", header.timeZone)
        add("labels as of", header.asOf)
        for dimension in cube.cells.dimensions {
            let told = header.told.first { $0.name == dimension.name }
            add(
                "key",
                "\(dimension.name): \(dimension.levels.count) levels" + (told.map { ", told from \($0.column)" } ?? ""))
        }
        for entry in header.provenance { add(entry.isRemoved ? "rows without" : "rows of", entry.words) }
        for name in ["rows", "combinations", "decisions", "scores", "bytes"] {
            guard let count = document["size"]?[name]?.integerValue else { continue }
            let title = name == "decisions" || name == "scores" ? "cells of " + name : name
            facts.append((title, .integer(count)))
        }
        add("spec", cube.specHash)
        add("digest", document["digest"]?.text)
        return ResultTable(
            columns: [.init("property"), .init("value")], rows: facts.map { [.text($0.name), $0.value] })
    }

    /// The sums that say something by themselves.
    private static let shown: [CubeMeasure] = [
        .label, .prediction, .error, .substitutions, .deletions, .insertions, .errors, .referenceLength,
    ]

    /// One row an occupied cell of the decision table.
    static func cells(_ cube: EvidenceCube) -> ResultTable {
        let cells = cube.cells
        let measures = cube.header.decisionMeasures.filter {
            $0.factor != .squaredWeight && shown.contains(CubeMeasure($0.quantity))
        }
        var columns = cells.dimensions.map { ResultTable.Column($0.name) }
        columns += [.init("label"), .init("prediction"), .init("n", .number)]
        columns += measures.map { .init("sum-of-\($0.rawValue)", .number) }
        let rows = cells.decisions.cells.enumerated().map { index, cell -> [ResultTable.Cell] in
            let place = cells.slots.place(of: Int(cell.place))
            var row = cells.levels(of: Int(cell.combination), in: cells.decisions).map {
                ResultTable.Cell.text($0 ?? "(missing)")
            }
            row.append(.text(place.label.map { cells.classes[$0] } ?? "(unlabelled)"))
            row.append(.text(place.prediction.map { cells.classes[$0] } ?? place.state?.name ?? ""))
            row.append(.integer(cell.count))
            for measure in measures {
                let sum = cube.sum(of: measure, inCell: index)
                row.append(.number(sum, shown: Spelling.number(sum)))
            }
            return row
        }
        return ResultTable(columns: columns, rows: rows)
    }
}
