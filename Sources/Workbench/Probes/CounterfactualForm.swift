import Diagnostics
import Interchange
import Probes
import Scenarios
import Statistics
import Tables

/// Results as tables and records.
struct CounterfactualForm {
    let results: [(key: GroupKey, result: ChangedPairs.Result)]
    let classes: [String]
    let wanted: Int?
    let model: String

    private var dimensions: [String] { EstimateTable.dimensions(results.map(\.key)) }

    var records: [JSONValue] {
        results.flatMap { $0.result.records(of: $0.key, classes: classes, model: model) }
    }

    var document: JSONValue { ["estimates": .array(records), "kigezo": 1, "kind": "counterfactual"] }

    var long: ResultTable {
        ResultTable(
            columns: dimensions.map { ResultTable.Column($0) } + [
                .init("metric"), .init("value", .number), .init("lower", .number), .init("upper", .number),
                .init("method"), .init("n", .number), .init("originals", .number), .init("p", .number),
                .init("flags"),
            ],
            rows: results.flatMap { key, result in
                result.figures(classes: classes).map { name, estimate in
                    EstimateTable.groupCells(key, dimensions) + [
                        .text(name), EstimateTable.number(estimate.number),
                        EstimateTable.number(estimate.interval?.lower),
                        EstimateTable.number(estimate.interval?.upper),
                        estimate.interval.map { .text($0.method.rawValue) } ?? .empty, .integer(estimate.n),
                        .integer(result.originals),
                        name == "net-harm" ? EstimateTable.number(result.clusterP) : .empty,
                        .text(estimate.flags.map(\.rawValue).joined(separator: " ")),
                    ]
                }
            })
    }

    func readable(level: Double) -> ResultTable {
        let hasDecisions = results.contains { $0.result.flipRate.n > 0 }
        let hasScores = results.contains { $0.result.meanShift.number != nil }
        var columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("pairs", .number), .init("originals", .number),
            ]
        if hasDecisions {
            columns += [.init("flip-rate", title: "decisions flipped", .number), .init("flips", title: "interval")]
        }
        if wanted != nil {
            columns += [
                .init("away", title: "to the worse", .number), .init("towards", title: "to the better", .number),
                .init("p", .number),
            ]
        }
        if hasScores {
            columns += [
                .init("mean-shift", title: "mean shift", .number), .init("shift", title: "interval"),
                .init("mean-absolute-shift", title: "mean size", .number),
                .init("largest-shift", title: "largest", .number),
            ]
        }
        let rows = results.map { key, result -> [ResultTable.Cell] in
            var cells = dimensions.map { name -> ResultTable.Cell in
                key.levels.first { $0.dimension == name }.map { .text($0.name) } ?? .empty(shown: "everybody")
            }
            cells += [.integer(result.pairs), .integer(result.originals)]
            if hasDecisions {
                cells += [EstimateTable.number(result.flipRate.number), EstimateTable.interval(result.flipRate)]
            }
            if wanted != nil {
                cells += [.integer(result.away), .integer(result.towards), EstimateTable.pValue(result.clusterP)]
            }
            if hasScores {
                cells += [
                    EstimateTable.number(result.meanShift.number), EstimateTable.interval(result.meanShift),
                    EstimateTable.number(result.meanSize.number), EstimateTable.number(result.largestShift),
                ]
            }
            return cells
        }
        var footers = [
            "\(Spelling.number((level * 100_000).rounded() / 1000)) % intervals, with originals as units: "
                + "pairs of one original are not independent"
        ]
        let undecided = results.first?.result.withoutDecision ?? 0
        if undecided > 0, hasDecisions {
            footers.append("\(undecided.grouped) pairs lack a decision on one side; no flip is told of them")
        }
        if hasDecisions, (results.first?.result.flipRate.number ?? 1) < 0.01 {
            footers.append(
                "few flips are no proof of even-handedness: a model that cannot read its input never flips")
        }
        footers.append("changing a recorded value tests its direct use; what follows from it stays as it was")
        return ResultTable(columns: columns, rows: rows, footers: footers)
    }
}
