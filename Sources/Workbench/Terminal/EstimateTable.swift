import Metrics
import Scenarios
import Statistics

/// Estimates and gaps as tables.
enum EstimateTable {
    /// One row an estimate.
    static func long(_ records: [Assessment.MetricEstimate], footers: [String]) -> ResultTable {
        let dimensions = dimensions(records.map(\.group))
        let isSelective = records.contains { $0.labels != nil }
        let isShrunken = records.contains { $0.shrunken != nil }
        let columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("metric"), .init("value", .number), .init("lower", .number), .init("upper", .number),
                .init("method"), .init("n", .number), .init("no-skill", title: "no skill", .number), .init("reason"),
                .init("flags"),
            ] + (isSelective ? [.init("labels"), .init("least", .number), .init("greatest", .number)] : [])
            + (isShrunken
                ? [
                    .init("shrunken", .number), .init("shrunken-lower", .number), .init("shrunken-upper", .number),
                    .init("shrunken-flags"),
                ] : [])
        let rows = records.map { record -> [ResultTable.Cell] in
            groupCells(record.group, dimensions) + [.text(record.metric)] + estimateCells(record.estimate)
                + [
                    .integer(record.estimate.n), number(record.noSkill),
                    record.estimate.reason.map { .text($0.rawValue) } ?? .empty,
                    flags(record.estimate),
                ] + (isSelective ? selectiveCells(record) : []) + (isShrunken ? shrunkenCells(record.shrunken) : [])
        }
        return ResultTable(columns: columns, rows: rows, footers: footers)
    }

    /// What is assumed of missing labels, and the limits that leaves.
    private static func selectiveCells(_ record: Assessment.MetricEstimate) -> [ResultTable.Cell] {
        let assumed: ResultTable.Cell = record.labels.map { .text($0.rawValue) } ?? .empty
        guard record.labels == .worstCase, case .bounded(let least, let greatest) = record.estimate.exactness else {
            return [assumed, .empty, .empty]
        }
        return [assumed, number(least), number(greatest)]
    }

    private static func shrunkenCells(_ estimate: Estimate?) -> [ResultTable.Cell] {
        guard let estimate else { return [.empty, .empty, .empty, .empty] }
        return Array(estimateCells(estimate).prefix(3)) + [flags(estimate)]
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
            + (records.contains { $0.tipping != nil }
                ? [.init("wrong-labels", .number), .init("wrong-label-share", .number)] : [])
        let isTipping = records.contains { $0.tipping != nil }
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
                + (isTipping
                    ? [record.tipping?.wrong.map { .integer($0) } ?? .empty, number(record.tipping?.share)] : [])
        }
        return ResultTable(columns: columns, rows: rows, footers: footers)
    }

    static func dimensions(_ groups: [GroupKey]) -> [String] {
        var names: [String] = []
        for group in groups {
            for name in group.dimensions where !names.contains(name) { names.append(name) }
        }
        return names
    }

    static func groupCells(_ group: GroupKey, _ dimensions: [String]) -> [ResultTable.Cell] {
        dimensions.map { name in
            group.levels.first { $0.dimension == name }.map { .text($0.name) } ?? .empty(shown: "")
        }
    }

    static func estimateCells(_ estimate: Estimate) -> [ResultTable.Cell] {
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

    /// The interval of an estimate, or why there is no value; nothing without an estimate.
    static func interval(_ estimate: Estimate?) -> ResultTable.Cell {
        guard let estimate else { return .empty(shown: "") }
        if let reason = estimate.reason { return .text(TerminalWords.reason(reason)) }
        guard let interval = estimate.interval else { return .empty(shown: "—") }
        return .text(NumberText.limits(interval))
    }

    /// A p-value; below a thousandth its size says nothing more.
    static func pValue(_ value: Double?) -> ResultTable.Cell {
        value.map { .number($0, shown: $0 < 0.001 ? "<0.001" : NumberText.rounded($0)) } ?? .empty(shown: "—")
    }

    /// A change, with its sign.
    static func change(_ value: Double?) -> ResultTable.Cell {
        value.map { .number($0, shown: NumberText.signed($0)) } ?? .empty(shown: "—")
    }

    static func number(_ value: Double?) -> ResultTable.Cell {
        value.map { .number($0, shown: NumberText.rounded($0)) } ?? .empty(shown: "—")
    }
}

/// Figures as a terminal shows them: three decimals, in ASCII digits, whatever the locale.
enum NumberText {
    enum Direction { case down, up }

    /// The limits of an interval, rounded outwards: `[0.682, 0.741]`; `0.682 or more` where it has no upper one.
    static func limits(_ interval: Interval) -> String { limits(interval.lower, interval.upper) }

    /// Two limits, of which an infinite one is none.
    static func limits(_ lower: Double, _ upper: Double) -> String {
        switch (lower.isFinite, upper.isFinite) {
        case (true, true): "[\(outward(lower, .down)), \(outward(upper, .up))]"
        case (true, false): "\(outward(lower, .down)) or more"
        case (false, true): "\(outward(upper, .up)) or less"
        case (false, false): "no limit"
        }
    }

    /// A share as a percentage with one decimal: `12.5 %`.
    static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }

    /// Rounded to the nearest, with the sign of what is above 0.
    static func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + rounded(value) }

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
