import Dossiers
import Metrics
import Scenarios
import Statistics
import Tables

/// Two models on the same rows, as tables.
enum PairedTable {
    /// One row a figure of a group, with all that belongs to it.
    static func long(_ records: [PairedRecord], footers: [String]) -> ResultTable {
        let dimensions = EstimateTable.dimensions(records.map(\.group))
        let columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("metric"), .init("model"), .init("against"), .init("model-value", title: "value", .number),
                .init("against-value", .number), .init("difference", .number), .init("lower", .number),
                .init("upper", .number), .init("method"), .init("n", .number), .init("only-model", .number),
                .init("only-against", .number), .init("left-out", .number), .init("p-value", .number),
                .init("adjusted-p-value", .number), .init("family-size", .number), .init("gained", .number),
                .init("lost", .number), .init("reason"), .init("flags"),
            ]
        let rows = records.map { record -> [ResultTable.Cell] in
            let estimate = record.difference
            return EstimateTable.groupCells(record.group, dimensions) + [
                .text(record.metric), .text(record.model), .text(record.against), EstimateTable.number(record.value),
                EstimateTable.number(record.otherValue),
            ] + EstimateTable.estimateCells(estimate) + [
                .integer(estimate.n), integer(record.rate?.onlyFirst), integer(record.rate?.onlySecond),
                integer(record.rate?.leftOut), EstimateTable.pValue(record.rate?.pValue),
                EstimateTable.pValue(record.adjusted), integer(record.family), integer(record.gained),
                integer(record.lost), estimate.reason.map { .text($0.rawValue) } ?? .empty,
                estimate.flags.isEmpty ? .empty : .text(estimate.flags.map(\.rawValue).joined(separator: " ")),
            ]
        }
        return ResultTable(columns: columns, rows: rows, footers: footers)
    }

    /// The form a person reads.
    static func readable(_ records: [PairedRecord], footers: [String]) -> ResultTable {
        let dimensions = EstimateTable.dimensions(records.map(\.group))
        let knowsWish = records.contains { $0.gained != nil }
        var columns = dimensions.map { ResultTable.Column($0) }
        columns += [
            .init("metric"), .init("value", .number), .init("against", .number), .init("difference", .number),
            .init("interval"), .init("only-model", title: "only here", .number),
            .init("only-against", title: "only there", .number), .init("p-value", title: "p", .number),
            .init("adjusted-p-value", title: "p, all groups", .number),
        ]
        if knowsWish { columns += [.init("gained", .number), .init("lost", .number)] }
        columns.append(.init("n", .number))
        let rows = records.map { record -> [ResultTable.Cell] in
            let (estimate, n) = (record.difference, record.difference.n)
            var groups = EstimateTable.groupCells(record.group, dimensions)
            if record.group.isOverall, !groups.isEmpty { groups[0] = .empty(shown: "everybody") }
            var row =
                groups + [
                    .text(record.metric),
                    record.rate == nil ? .empty : EstimateTable.value("", record.value, n),
                    record.rate == nil ? .empty : EstimateTable.value("", record.otherValue, n),
                    EstimateTable.value("", estimate.number, n), EstimateTable.interval(estimate, n),
                    integer(record.rate?.onlyFirst), integer(record.rate?.onlySecond), pValue(record.rate?.pValue),
                    pValue(record.adjusted),
                ]
            if knowsWish { row += [integer(record.gained), integer(record.lost)] }
            return row + [.integer(n)]
        }
        return ResultTable(
            columns: columns, rows: rows,
            footers: footers + explanations(records, knowsWish: knowsWish)
                + EstimateTable.remarks(records.map { (estimate: $0.difference, rows: $0.difference.n) }))
    }

    private static func explanations(_ records: [PairedRecord], knowsWish: Bool) -> [String] {
        guard let first = records.first(where: { $0.rate != nil }) else { return [] }
        var lines = [
            "\(first.model) against \(first.against) on the same rows; only here, only there: rows counted for one of them"
        ]
        if knowsWish {
            lines.append("gained, lost: rows that get the decision people want only here, or only there")
        }
        let leftOut = records.compactMap(\.rate?.leftOut).max() ?? 0
        if leftOut > 0 {
            lines.append("up to \(leftOut.grouped) rows of a line are left out: only one of them tells of these")
        }
        return lines
    }

    /// A figure that a line may not have.
    private static func integer(_ value: Int?) -> ResultTable.Cell { value.map { .integer($0) } ?? .empty }

    private static func pValue(_ value: Double?) -> ResultTable.Cell {
        value.map { EstimateTable.pValue($0) } ?? .empty
    }
}

/// The gaps behind each stage of a decision, as tables.
enum StageTable {
    /// One row a group and stage, with all that belongs to it.
    static func long(_ records: [StageRecord], footers: [String]) -> ResultTable {
        let dimensions = EstimateTable.dimensions(records.map(\.comparison.group))
        let columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("metric"), .init("stage"), .init("against"), .init("group-value", .number),
                .init("reference-value", .number), .init("value", .number), .init("lower", .number),
                .init("upper", .number), .init("method"), .init("change", .number), .init("change-lower", .number),
                .init("change-upper", .number), .init("change-method"), .init("n", .number), .init("reason"),
                .init("flags"),
            ]
        let rows = records.map { record -> [ResultTable.Cell] in
            let comparison = record.comparison
            return EstimateTable.groupCells(comparison.group, dimensions) + [
                .text(comparison.metric), .text(record.stage), .text(against(comparison, comparison.referenceKind)),
                EstimateTable.number(comparison.groupValue), EstimateTable.number(comparison.referenceValue),
            ] + EstimateTable.estimateCells(comparison.estimate)
                + (record.change.map { EstimateTable.estimateCells($0) } ?? [.empty, .empty, .empty, .empty]) + [
                    .integer(comparison.estimate.n), comparison.estimate.reason.map { .text($0.rawValue) } ?? .empty,
                    comparison.estimate.flags.isEmpty
                        ? .empty : .text(comparison.estimate.flags.map(\.rawValue).joined(separator: " ")),
                ]
        }
        return ResultTable(columns: columns, rows: rows, footers: footers)
    }

    /// The form a person reads.
    static func readable(_ records: [StageRecord], footers: [String]) -> ResultTable {
        let dimensions = EstimateTable.dimensions(records.map(\.comparison.group))
        let columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("metric"), .init("stage"), .init("group-value", title: "value", .number),
                .init("reference", title: "compared with"), .init("reference-value", title: "against", .number),
                .init("value", title: "difference", .number), .init("interval"), .init("change", .number),
                .init("change-interval", title: "interval"), .init("n", .number),
            ]
        let rows = records.map { record -> [ResultTable.Cell] in
            let (comparison, estimate) = (record.comparison, record.comparison.estimate)
            let n = estimate.n
            return EstimateTable.groupCells(comparison.group, dimensions) + [
                .text(comparison.metric), .text(record.stage), EstimateTable.value("", comparison.groupValue, n),
                .text(against(comparison, "everybody else")), EstimateTable.value("", comparison.referenceValue, n),
                EstimateTable.value("", estimate.number, n), EstimateTable.interval(estimate, n),
                record.change.map {
                    n < DisplayFloor.intervalOnly ? .empty(shown: "—") : EstimateTable.change($0.number)
                }
                    ?? .empty,
                record.change.map { EstimateTable.interval($0, n) } ?? .empty, .integer(n),
            ]
        }
        let last = records.last?.stage ?? ""
        return ResultTable(
            columns: columns, rows: rows,
            footers: footers + ["the difference at '\(last)' is that of the model and all changes together"]
                + EstimateTable.remarks(
                    records.map { (estimate: $0.comparison.estimate, rows: $0.comparison.estimate.n) }))
    }

    private static func against(_ comparison: Assessment.Comparison, _ others: String) -> String {
        comparison.reference.map { $0.levels.map(\.name).joined(separator: ", ") } ?? others
    }
}
