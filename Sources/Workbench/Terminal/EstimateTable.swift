import Metrics
import Scenarios
import Statistics

/// Estimates and gaps as tables.
enum EstimateTable {
    /// One row an estimate.
    static func long(_ records: [Assessment.MetricEstimate], footers: [String]) -> ResultTable {
        let dimensions = dimensions(records.map(\.group))
        let columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("metric"), .init("value", .number), .init("lower", .number), .init("upper", .number),
                .init("method"), .init("n", .number), .init("no-skill", title: "no skill", .number), .init("reason"),
                .init("flags"),
            ]
        let rows = records.map { record -> [ResultTable.Cell] in
            groupCells(record.group, dimensions) + [.text(record.metric)] + estimateCells(record.estimate)
                + [
                    .integer(record.estimate.n), number(record.noSkill),
                    record.estimate.reason.map { .text($0.rawValue) } ?? .empty,
                    flags(record.estimate),
                ]
        }
        return ResultTable(columns: columns, rows: rows, footers: footers)
    }

    /// The form a person reads: one row a group with three columns a metric, or one row an estimate where more metrics
    /// are asked for than fit; reasons are in words.
    static func readable(_ records: [Assessment.MetricEstimate], metrics: [Metric], footers: [String]) -> ResultTable {
        guard metrics.count <= 3 else { return list(records, footers: footers) }
        let dimensions = dimensions(records.map(\.group))
        var groups: [GroupKey] = []
        for record in records where !groups.contains(record.group) { groups.append(record.group) }
        var columns = dimensions.map { ResultTable.Column($0) }
        for metric in metrics {
            columns += [
                .init(metric.name, .number), .init(metric.name + "-interval", title: "interval"),
                .init(metric.name + "-n", title: "n", .number),
            ]
        }
        let byGroup = Dictionary(grouping: records, by: \.group)
        let rows = groups.map { group -> [ResultTable.Cell] in
            groupCells(group, dimensions)
                + metrics.flatMap { metric -> [ResultTable.Cell] in
                    guard let estimate = byGroup[group]?.first(where: { $0.metric == metric.name })?.estimate else {
                        return [.empty, .empty, .empty]
                    }
                    let value: ResultTable.Cell =
                        estimate.number.map { .number($0, shown: NumberText.rounded($0)) } ?? .empty(shown: "—")
                    let interval: ResultTable.Cell =
                        estimate.interval.map { .text(text(of: $0)) }
                        ?? .text(estimate.reason.map(EnglishWords.reason) ?? "")
                    return [shown(metric.name, value), interval, .integer(estimate.n)]
                }
        }
        return ResultTable(columns: columns, rows: rows, footers: footers + hidden(records))
    }

    /// One row an estimate, without what is only for machines.
    private static func list(_ records: [Assessment.MetricEstimate], footers: [String]) -> ResultTable {
        let dimensions = dimensions(records.map(\.group))
        let columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("metric"), .init("value", .number), .init("interval"), .init("n", .number),
                .init("no-skill", title: "no skill", .number), .init("method"),
            ]
        let rows = records.map { record -> [ResultTable.Cell] in
            let estimate = record.estimate
            return groupCells(record.group, dimensions) + [
                .text(record.metric), shown(record.metric, number(estimate.number)),
                estimate.interval.map { .text(text(of: $0)) } ?? .text(estimate.reason.map(EnglishWords.reason) ?? ""),
                .integer(estimate.n), record.noSkill.map { number($0) } ?? .empty,
                estimate.interval.map { .text($0.method.rawValue) } ?? .empty,
            ]
        }
        return ResultTable(columns: columns, rows: rows, footers: footers + hidden(records))
    }

    private static func text(of interval: Interval) -> String {
        "[\(NumberText.outward(interval.lower, .down)), \(NumberText.outward(interval.upper, .up))]"
    }

    /// Counts are whole numbers and shown as such.
    private static func shown(_ metric: String, _ cell: ResultTable.Cell) -> ResultTable.Cell {
        guard case .number(let value, _) = cell, case .count = Catalogue.metric(named: metric)?.definition,
            let count = Int(exactly: value)
        else { return cell }
        return .integer(count)
    }

    /// What a table cannot show in its cells.
    private static func hidden(_ records: [Assessment.MetricEstimate]) -> [String] { remarks(records.map(\.estimate)) }

    private static func remarks(_ estimates: [Estimate]) -> [String] {
        let flags = Set(estimates.flatMap(\.flags)).sorted()
        return flags.map { flag in
            let count = estimates.count { $0.flags.contains(flag) }
            return "\(EnglishWords.flag(flag)): \(count) of \(estimates.count) figures (`to csv` shows which)"
        }
    }

    /// The form a person reads: one row a gap.
    static func readableComparisons(_ records: [Assessment.Comparison], footers: [String]) -> ResultTable {
        let dimensions = dimensions(records.map(\.group))
        let kind = records.first?.kind ?? .difference
        let (group, reference, gap) =
            switch kind {
            case .difference: ("value", "against", "difference")
            case .ratio: ("value", "against", "ratio")
            case .range: ("lowest", "highest", "range")
            case .worstGroup: ("value", "", "worst value")
            }
        let hasReference = kind != .worstGroup
        var columns = dimensions.map { ResultTable.Column($0) } + [ResultTable.Column("metric")]
        if hasReference {
            columns += [
                .init("group-value", title: group, .number), .init("against", title: "compared with"),
                .init("reference-value", title: reference, .number),
            ]
        }
        columns += [.init("value", title: gap, .number), .init("interval"), .init("n", .number)]
        let rows = records.map { record -> [ResultTable.Cell] in
            let estimate = record.estimate
            var row = groupCells(record.group, dimensions) + [.text(record.metric)]
            if hasReference {
                let against =
                    record.reference.map { $0.levels.map(\.name).joined(separator: ", ") } ?? "everybody else"
                row += [
                    shown(record.metric, number(record.groupValue)), .text(against),
                    shown(record.metric, number(record.referenceValue)),
                ]
            }
            return row + [
                kind == .ratio ? number(estimate.number) : shown(record.metric, number(estimate.number)),
                .text(estimate.interval.map(text(of:)) ?? estimate.reason.map(EnglishWords.reason) ?? ""),
                .integer(estimate.n),
            ]
        }
        return ResultTable(columns: columns, rows: rows, footers: footers + remarks(records.map(\.estimate)))
    }

    /// One row a gap.
    static func comparisons(_ records: [Assessment.Comparison], footers: [String]) -> ResultTable {
        let dimensions = dimensions(records.map(\.group))
        let columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("metric"), .init("comparison"), .init("against"),
                .init("group-value", title: "group", .number),
                .init("reference-value", title: "reference", .number), .init("value", title: "gap", .number),
                .init("lower", .number), .init("upper", .number), .init("method"), .init("n", .number),
                .init("reason"), .init("flags"),
            ]
        let rows = records.map { record -> [ResultTable.Cell] in
            let against =
                record.reference.map { $0.levels.map(\.name).joined(separator: ", ") } ?? record.referenceKind
            return groupCells(record.group, dimensions)
                + [
                    .text(record.metric), .text(record.kind.rawValue), .text(against), number(record.groupValue),
                    number(record.referenceValue),
                ] + estimateCells(record.estimate)
                + [
                    .integer(record.estimate.n), record.estimate.reason.map { .text($0.rawValue) } ?? .empty,
                    flags(record.estimate),
                ]
        }
        return ResultTable(columns: columns, rows: rows, footers: footers)
    }

    private static func dimensions(_ groups: [GroupKey]) -> [String] {
        var names: [String] = []
        for group in groups {
            for name in group.dimensions where !names.contains(name) { names.append(name) }
        }
        return names
    }

    private static func groupCells(_ group: GroupKey, _ dimensions: [String]) -> [ResultTable.Cell] {
        dimensions.map { name in
            group.levels.first { $0.dimension == name }.map { .text($0.name) } ?? .empty(shown: "")
        }
    }

    private static func estimateCells(_ estimate: Estimate) -> [ResultTable.Cell] {
        [
            number(estimate.number),
            estimate.interval.map { .number($0.lower, shown: NumberText.outward($0.lower, .down)) } ?? .empty,
            estimate.interval.map { .number($0.upper, shown: NumberText.outward($0.upper, .up)) } ?? .empty,
            estimate.interval.map { .text($0.method.rawValue) } ?? .empty,
        ]
    }

    private static func flags(_ estimate: Estimate) -> ResultTable.Cell {
        estimate.flags.isEmpty ? .empty : .text(estimate.flags.map(\.rawValue).joined(separator: " "))
    }

    private static func number(_ value: Double?) -> ResultTable.Cell {
        value.map { .number($0, shown: NumberText.rounded($0)) } ?? .empty(shown: "—")
    }
}

/// Figures as a terminal shows them: three decimals, in ASCII digits, whatever the locale.
enum NumberText {
    enum Direction { case down, up }

    /// Rounded to the nearest.
    static func rounded(_ value: Double) -> String { decimals((value * 1000).rounded(), value) }

    /// Rounded away from the inside of an interval, so that what is shown never promises more than what was found.
    static func outward(_ value: Double, _ direction: Direction) -> String {
        let scaled = value * 1000
        // A limit that is a decimal of three places stays what it is.
        if abs(scaled - scaled.rounded()) < 1e-9 { return decimals(scaled.rounded(), value) }
        return decimals(direction == .down ? scaled.rounded(.down) : scaled.rounded(.up), value)
    }

    private static func decimals(_ thousandths: Double, _ value: Double) -> String {
        guard value.isFinite else { return value > 0 ? "∞" : value < 0 ? "-∞" : "—" }
        guard abs(thousandths) < 1e15 else { return value.description }
        let whole = Int(abs(thousandths))
        let fraction = String(whole % 1000)
        let sign = thousandths < 0 ? "-" : ""
        return sign + String(whole / 1000) + "." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }
}
