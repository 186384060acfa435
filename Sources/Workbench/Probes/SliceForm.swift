import Diagnostics
import Interchange
import Metrics
import Probes
import Scenarios
import Statistics
import Tables

/// Slices as tables and records.
enum SliceForm {
    static func long(_ slices: [Slice], _ metric: Metric) -> ResultTable {
        ResultTable(
            columns: [
                .init("slice"), .init("metric"), .init("rows", .number), .init("support", .number), .init("n", .number),
                .init("value", .number), .init("lower", .number), .init("upper", .number),
                .init("divergence", .number), .init("difference", .number), .init("difference-lower", .number),
                .init("difference-upper", .number), .init("p", .number), .init("adjusted-p", .number),
                .init("welch-t", .number), .init("score", .number), .init("redundant"), .init("confirmed"),
                .init("reason"),
            ],
            rows: slices.map { slice in
                [
                    .text(name(slice)), .text(metric.name), .integer(slice.rows), EstimateTable.number(slice.support),
                    .integer(slice.estimate.n), EstimateTable.number(slice.estimate.number),
                    EstimateTable.number(slice.estimate.interval?.lower),
                    EstimateTable.number(slice.estimate.interval?.upper), EstimateTable.number(slice.divergence),
                    EstimateTable.number(slice.difference.number),
                    EstimateTable.number(slice.difference.interval?.lower),
                    EstimateTable.number(slice.difference.interval?.upper), EstimateTable.number(slice.pValue),
                    EstimateTable.number(slice.adjustedPValue), EstimateTable.number(slice.welchT),
                    EstimateTable.number(slice.score), .text(slice.isRedundant ? "yes" : "no"),
                    slice.confirmation.map { .text($0.isConfirmed ? "yes" : "no") } ?? .empty,
                    slice.estimate.reason.map { .text($0.rawValue) } ?? .empty,
                ]
            })
    }

    static func readable(_ slices: [Slice], _ metric: Metric, footers: [String]) -> ResultTable {
        let hasConfirmation = slices.contains { $0.confirmation != nil }
        var columns: [ResultTable.Column] = [
            .init("slice"), .init("rows", .number), .init(metric.name, .number), .init("interval"), .init("n", .number),
            .init("difference", title: "than the others", .number), .init("adjusted-p", title: "adjusted p", .number),
        ]
        if hasConfirmation { columns.append(.init("confirmed")) }
        return ResultTable(
            columns: columns,
            rows: slices.map { slice in
                var cells: [ResultTable.Cell] = [
                    .text(name(slice)), .integer(slice.rows), EstimateTable.number(slice.estimate.number),
                    EstimateTable.interval(slice.estimate), .integer(slice.estimate.n),
                    EstimateTable.change(slice.difference.number), EstimateTable.pValue(slice.adjustedPValue),
                ]
                if hasConfirmation {
                    cells.append(slice.confirmation.map { .text($0.isConfirmed ? "yes" : "no") } ?? .empty(shown: ""))
                }
                return cells
            }, footers: footers)
    }

    private static func name(_ slice: Slice) -> String {
        slice.group.levels.map { "\($0.dimension)=\($0.name)" }.joined(separator: " & ")
    }

    static func record(_ slice: Slice, _ metric: Metric, model: String) -> JSONValue {
        func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
        var members = EstimateJSON.members(slice.estimate)
        members += [
            .init("adjusted-p", number(slice.adjustedPValue)),
            .init("difference", .object(EstimateJSON.members(slice.difference))),
            .init("divergence", number(slice.divergence)), .init("group", EstimateJSON.group(slice.group)),
            .init("metric", .string(metric.name)), .init("model", .string(model)), .init("p", number(slice.pValue)),
            .init("redundant", .bool(slice.isRedundant)), .init("rows", .integer(slice.rows)),
            .init("score", number(slice.score)), .init("support", .number(slice.support)),
            .init("welch-t", number(slice.welchT)),
        ]
        let shapley = slice.contributions.map { values in
            JSONValue.object(zip(slice.group.levels, values).map { .init("\($0.dimension)=\($0.name)", .number($1)) })
        }
        members.append(.init("shapley", shapley ?? .null))
        if let confirmation = slice.confirmation {
            members.append(
                .init(
                    "confirmation",
                    .object(
                        EstimateJSON.members(confirmation.estimate) + [
                            .init("adjusted-p", number(confirmation.adjustedPValue)),
                            .init("confirmed", .bool(confirmation.isConfirmed)),
                            .init("difference", .object(EstimateJSON.members(confirmation.difference))),
                        ])))
        }
        return .object(members)
    }

    static func document(_ search: SliceSearch, _ slices: [Slice], _ metric: Metric, model: String) -> JSONValue {
        [
            "estimates": .array(slices.map { record($0, metric, model: model) }),
            "fewest-rows": .integer(search.fewestRows),
            "kigezo": 1, "kind": "slices", "overall": .object(EstimateJSON.members(search.overall)),
            "searched": .integer(search.slices.count),
        ]
    }
}
