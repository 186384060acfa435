import Diagnostics
import Metrics
import Probes
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
}
