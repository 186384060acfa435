import Diagnostics
import Interchange
import Metrics
import Probes
import Scenarios
import Statistics
import Tables

/// Slices as tables and records.
enum SliceForm {
    static func long(_ found: [SliceProbe.Found]) -> ResultTable {
        ResultTable(
            columns: [
                .init("slice"), .init("metric"), .init("rows", .number), .init("support", .number), .init("n", .number),
                .init("value", .number), .init("lower", .number), .init("upper", .number),
                .init("divergence", .number), .init("difference", .number), .init("difference-lower", .number),
                .init("difference-upper", .number), .init("p", .number), .init("adjusted-p", .number),
                .init("welch-t", .number), .init("score", .number), .init("redundant"), .init("confirmed"),
                .init("reason"),
            ],
            rows: found.flatMap { own in own.shown.map { (own.metric, $0) } }.map { metric, slice in
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

    static func readable(
        _ found: [SliceProbe.Found], footers: [String], _ options: SliceSearch.Options, isAll: Bool
    ) -> ResultTable {
        let hasConfirmation = found.contains { $0.shown.contains { $0.confirmation != nil } }
        let figure = found.count == 1 ? found[0].metric.name : "value"
        var columns: [ResultTable.Column] = [
            .init("slice"), .init("rows", .number), .init(figure, .number), .init("interval"), .init("n", .number),
            .init("difference", title: "than the others", .number), .init("adjusted-p", title: "adjusted p", .number),
        ]
        if found.count > 1 { columns.insert(.init("metric"), at: 1) }
        if hasConfirmation { columns.append(.init("confirmed")) }
        return ResultTable(
            columns: columns,
            rows: found.flatMap { own in own.shown.map { (own.metric, $0) } }.map { metric, slice in
                var cells: [ResultTable.Cell] = [
                    .text(name(slice)), .integer(slice.rows), EstimateTable.number(slice.estimate.number),
                    EstimateTable.interval(slice.estimate), .integer(slice.estimate.n),
                    EstimateTable.change(slice.difference.number), EstimateTable.pValue(slice.adjustedPValue),
                ]
                if found.count > 1 { cells.insert(.text(metric.name), at: 1) }
                if hasConfirmation {
                    cells.append(slice.confirmation.map { .text($0.isConfirmed ? "yes" : "no") } ?? .empty(shown: ""))
                }
                return cells
            }, footers: found.flatMap { remarks($0, isOnly: found.count == 1, options, isAll: isAll) } + footers)
    }

    /// What was searched, of one metric.
    private static func remarks(
        _ found: SliceProbe.Found, isOnly: Bool, _ options: SliceSearch.Options, isAll: Bool
    ) -> [String] {
        let (search, count) = (found.search, found.search.count)
        let prefix = isOnly ? "" : found.metric.name + ": "
        var lines: [String] = []
        if search.isPruned {
            lines.append(
                prefix
                    + "of \(count.enumerated.grouped) sets of groups put together \(count.measured.grouped) were measured; "
                    + "\(count.small.grouped) have too few rows (\(search.fewestRows.grouped) is enough), "
                    + "and \(count.leftOut.grouped) cannot be among the worst")
            lines.append(
                prefix + "p-values are adjusted for as many slices as there can be, \(count.family.grouped) "
                    + "(Benjamini–Hochberg)")
            lines.append(
                prefix + "shown: the \(found.shown.count) with the highest scores, which weigh how bad a slice is "
                    + "(\(NumberText.rounded(options.weightOfError))) against how small")
        } else {
            lines.append(
                prefix + "\(count.measured.grouped) slices of \(search.fewestRows.grouped) rows or more were searched; "
                    + "p-values are adjusted for all of them (Benjamini–Hochberg)")
            if !isAll {
                let redundant = search.slices.count { $0.isRedundant }
                lines.append(
                    prefix + "shown: \(found.shown.count) that are worse, with adjusted p ≤ 0.05, and not redundant "
                        + "(\(redundant.grouped) are); `all` shows every slice")
            }
        }
        if let overall = search.overall.number {
            lines.append(prefix + "everybody: \(NumberText.rounded(overall)) of \(search.overall.n.grouped)")
        }
        lines.append(
            prefix
                + (search.isConfirmed
                    ? "searched among half of the clusters; confirmed in the other half (Holm)"
                    : "found and measured in the same rows: add cluster COL to confirm in the half that is not searched")
        )
        return lines
    }

    /// The searches as one record.
    static func document(_ found: [SliceProbe.Found], model: String) -> JSONValue {
        guard found.count > 1 else {
            return found.first.map { $0.search.document(of: $0.shown, metric: $0.metric.name, model: model) } ?? .null
        }
        return [
            "kigezo": 1, "kind": "slice-searches",
            "searches": .array(
                found.map { $0.search.document(of: $0.shown, metric: $0.metric.name, model: model) }),
        ]
    }

    private static func name(_ slice: Slice) -> String {
        slice.group.levels.map { "\($0.dimension)=\($0.name)" }.joined(separator: " & ")
    }
}
