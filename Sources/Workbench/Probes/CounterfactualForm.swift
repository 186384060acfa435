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

    /// The figures of one group, by name.
    private func figures(_ result: ChangedPairs.Result) -> [(name: String, estimate: Estimate)] {
        var figures: [(name: String, estimate: Estimate)] = []
        let decided = result.flipRate.n
        if decided > 0 {
            figures.append(("flip-rate", result.flipRate))
            for (index, name) in classes.enumerated() {
                figures.append(
                    ("flips-to-" + name, Estimate(Double(result.flipsTo[index]), n: decided, interval: nil)))
            }
            if let net = result.netHarm { figures.append(("net-harm", net)) }
        }
        if result.meanShift.number != nil {
            figures.append(("mean-shift", result.meanShift))
            figures.append(("mean-absolute-shift", result.meanSize))
            if let largest = result.largestShift {
                figures.append(("largest-shift", Estimate(largest, n: result.meanShift.n, interval: nil)))
            }
            if let beyond = result.beyondTolerance { figures.append(("beyond-tolerance", beyond)) }
        }
        return figures
    }

    var records: [JSONValue] {
        results.flatMap { key, result in
            figures(result).map { name, estimate in
                var members = EstimateJSON.members(estimate)
                members.append(.init("group", EstimateJSON.group(key)))
                members.append(.init("metric", .string(name)))
                members.append(.init("model", .string(model)))
                members.append(.init("originals", .integer(result.originals)))
                members.append(.init("pairs", .integer(result.pairs)))
                if name == "net-harm" {
                    members.append(.init("flips-away", .integer(result.away)))
                    members.append(.init("flips-towards", .integer(result.towards)))
                    members.append(.init("mcnemar-mid-p", result.mcNemarP.map { .number($0) } ?? .null))
                    members.append(.init("p", result.clusterP.map { .number($0) } ?? .null))
                }
                return .object(members)
            }
        }
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
                figures(result).map { name, estimate in
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
