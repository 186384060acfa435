import Dossiers
import Metrics
import Scenarios
import Statistics

/// Fairness measures as tables.
enum FairnessTable {
    /// One row a measure, with every figure.
    static func long(_ records: [FairnessRecord], footers: [String]) -> ResultTable {
        let columns: [ResultTable.Column] = [
            .init("by"), .init("given"), .init("measure"), .init("value", .number), .init("lower", .number),
            .init("upper", .number), .init("method"), .init("ideal", .number),
            .init("expected-without-disparity", title: "by chance", .number), .init("n", .number), .init("group"),
            .init("reference"), .init("reference-kind"), .init("excluded"), .init("homogeneity-p", .number),
            .init("reason"), .init("flags"),
        ]
        let rows = records.map { record -> [ResultTable.Cell] in
            let (result, estimate) = (record.result, record.result.estimate)
            return [
                .text(record.grouping.joined(separator: ", ")), text(record.given.joined(separator: ", ")),
                .text(record.measure.name),
            ] + EstimateTable.estimateCells(estimate) + [
                EstimateTable.number(record.measure.ideal), EstimateTable.number(result.expected),
                .integer(estimate.n), text(result.group?.names), text(result.reference?.names),
                text(record.reference?.name),
                text(result.excluded.map { "\($0.group.names): \($0.reason.rawValue)" }.joined(separator: "; ")),
                EstimateTable.number(result.homogeneity?.pValue), text(estimate.reason?.rawValue),
                text(estimate.flags.map(\.rawValue).joined(separator: " ")),
            ]
        }
        return ResultTable(columns: columns, rows: rows, footers: footers)
    }

    /// The form a person reads: reasons in words, no figure of too few people, and what a model without disparity would
    /// show beside what this one does.
    static func readable(_ records: [FairnessRecord], footers: [String]) -> ResultTable {
        let isCrossed = Set(records.map(\.grouping)).count > 1
        var columns: [ResultTable.Column] = isCrossed ? [.init("by")] : []
        columns += [
            .init("measure"), .init("value", .number), .init("interval"), .init("ideal", .number),
            .init("expected-without-disparity", title: "by chance", .number), .init("group"),
            .init("reference", title: "against"), .init("n", .number),
        ]
        let rows = records.map { record -> [ResultTable.Cell] in
            let (result, estimate) = (record.result, record.result.estimate)
            let rows = record.leastRows
            return (isCrossed ? [.text(record.grouping.joined(separator: ", "))] : []) + [
                .text(record.measure.name), EstimateTable.value("", estimate.number, rows),
                EstimateTable.interval(estimate, rows), .integer(Int(record.measure.ideal)),
                result.expected.map { EstimateTable.number($0) } ?? .empty, text(result.group?.names),
                text(estimate.number == nil ? nil : against(record)), .integer(estimate.n),
            ]
        }
        let remarks = EstimateTable.remarks(records.map { (estimate: $0.result.estimate, rows: $0.leastRows) })
        return ResultTable(
            columns: columns, rows: rows, footers: footers + explanations(records) + excluded(records) + remarks)
    }

    /// What a group was compared with, in words.
    private static func against(_ record: FairnessRecord) -> String? {
        if let reference = record.result.reference { return reference.names }
        switch record.reference {
        case .complement: return "everybody else"
        case .overall: return "everybody"
        default: break
        }
        switch record.measure.shape {
        case .subgroup, .calibration: return "everybody"
        default: return nil
        }
    }

    private static func explanations(_ records: [FairnessRecord]) -> [String] {
        var lines: [String] = []
        if records.contains(where: { $0.result.expected != nil }) {
            lines.append("by chance: what a model that treats all groups alike would show here on average")
        }
        let tests = records.compactMap { record in
            record.result.homogeneity.map { "\(record.measure.name) p = \(NumberText.rounded($0.pValue))" }
        }
        if !tests.isEmpty { lines.append("the same gap in every stratum: " + tests.joined(separator: ", ")) }
        return lines
    }

    /// The groups that some measure leaves out, and why.
    private static func excluded(_ records: [FairnessRecord]) -> [String] {
        var lines: [String] = []
        for record in records where !record.result.excluded.isEmpty {
            let names = record.result.excluded.prefix(3).map {
                "\($0.group.names) (\(TerminalWords.reason($0.reason)))"
            }.joined(separator: ", ")
            let more = record.result.excluded.count - 3
            lines.append("\(record.measure.name) leaves out \(names)" + (more > 0 ? " and \(more) more" : ""))
        }
        return lines
    }

    private static func text(_ text: String?) -> ResultTable.Cell {
        text.map { $0.isEmpty ? .empty : .text($0) } ?? .empty
    }
}

extension GroupKey {
    /// The levels in words.
    fileprivate var names: String { levels.map(\.name).joined(separator: ", ") }
}
