import Dossiers
import Metrics
import Scenarios
import Statistics

/// The forms a person reads: reasons in words, and no figure of too few people (METHODS §3.8).
extension EstimateTable {
    /// One row a group with three columns a metric, or one row an estimate where more metrics are asked for than fit.
    static func readable(_ records: [Assessment.MetricEstimate], metrics: [Metric], footers: [String]) -> ResultTable {
        let footers =
            footers + remarks(records.map { (estimate: $0.estimate, rows: floorRows($0.metric, $0.estimate.n)) })
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
                    let rows = floorRows(metric.name, estimate.n)
                    return [value(metric.name, estimate.number, rows), interval(estimate, rows), .integer(estimate.n)]
                }
        }
        return ResultTable(columns: columns, rows: rows, footers: footers)
    }

    private static func list(_ records: [Assessment.MetricEstimate], footers: [String]) -> ResultTable {
        let dimensions = dimensions(records.map(\.group))
        let columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("metric"), .init("value", .number), .init("interval"), .init("n", .number),
                .init("no-skill", title: "no skill", .number), .init("method"),
            ]
        let rows = records.map { record -> [ResultTable.Cell] in
            let estimate = record.estimate
            let rows = floorRows(record.metric, estimate.n)
            return groupCells(record.group, dimensions) + [
                .text(record.metric), value(record.metric, estimate.number, rows), interval(estimate, rows),
                .integer(estimate.n), record.noSkill.map { value(record.metric, $0, rows) } ?? .empty,
                estimate.interval.map { .text($0.method.rawValue) } ?? .empty,
            ]
        }
        return ResultTable(columns: columns, rows: rows, footers: footers)
    }

    /// One row a group and metric: the answers under each assumption on missing labels beside each other.
    static func readableSelective(_ records: [Assessment.MetricEstimate], footers: [String]) -> ResultTable {
        let dimensions = dimensions(records.map(\.group))
        let assumptions = SelectiveLabels.Assumption.allCases.filter { one in records.contains { $0.labels == one } }
        var columns = dimensions.map { ResultTable.Column($0) } + [.init("metric"), .init("n", .number)]
        for assumption in assumptions {
            if assumption != .worstCase { columns.append(.init(assumption.rawValue, .number)) }
            columns.append(
                .init(
                    assumption.rawValue + "-interval",
                    title: assumption == .worstCase ? "whatever the missing labels are" : "interval"))
        }
        var keys: [(group: GroupKey, metric: String)] = []
        for record in records where !keys.contains(where: { $0.group == record.group && $0.metric == record.metric }) {
            keys.append((record.group, record.metric))
        }
        let rows = keys.map { key -> [ResultTable.Cell] in
            let own = records.filter { $0.group == key.group && $0.metric == key.metric }
            let n = own.first?.estimate.n ?? 0
            var cells = groupCells(key.group, dimensions) + [.text(key.metric), .integer(n)]
            for assumption in assumptions {
                // What does not look at labels is the same under each.
                guard let estimate = (own.first { $0.labels == assumption } ?? own.first { $0.labels == nil })?.estimate
                else { continue }
                let rows = floorRows(key.metric, estimate.n)
                if assumption != .worstCase { cells.append(value(key.metric, estimate.number, rows)) }
                cells.append(assumption == .worstCase ? bounds(estimate, rows) : interval(estimate, rows))
            }
            return cells
        }
        let shown = records.map { (estimate: $0.estimate, rows: floorRows($0.metric, $0.estimate.n)) }
        return ResultTable(columns: columns, rows: rows, footers: footers + remarks(shown))
    }

    /// One row a group and metric: what the group showed, and that moved towards all groups.
    static func readableShrunken(_ records: [Assessment.MetricEstimate], footers: [String]) -> ResultTable {
        let dimensions = dimensions(records.map(\.group))
        let columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("metric"), .init("n", .number), .init("value", .number), .init("interval"),
                .init("shrunken", .number), .init("shrunken-interval", title: "interval"),
            ]
        var shown: [(estimate: Estimate, rows: Int)] = []
        let rows = records.map { record -> [ResultTable.Cell] in
            let rows = floorRows(record.metric, record.estimate.n)
            shown.append((record.estimate, rows))
            var cells =
                groupCells(record.group, dimensions) + [
                    .text(record.metric), .integer(record.estimate.n),
                    value(record.metric, record.estimate.number, rows), interval(record.estimate, rows),
                ]
            if let shrunken = record.shrunken {
                // It rests on the rows of all groups; few people of one are not told by it.
                cells += [number(shrunken.number), interval(shrunken)]
                shown.append((shrunken, .max))
            } else {
                cells += [.empty(shown: "—"), .empty]
            }
            return cells
        }
        return ResultTable(
            columns: columns, rows: rows,
            footers: footers + [
                "shrunken: moved towards the rate of all groups; for maps and ranks, never for verdicts"
            ]
                + remarks(shown))
    }

    /// The limits a value lies in, or its interval where nothing is left open.
    private static func bounds(_ estimate: Estimate, _ rows: Int) -> ResultTable.Cell {
        guard case .bounded(let lower, let upper) = estimate.exactness else { return interval(estimate, rows) }
        guard rows >= DisplayFloor.countsOnly else { return .text(TerminalWords.tooFew) }
        return .text("\(NumberText.outward(lower, .down)) to \(NumberText.outward(upper, .up))")
    }

    /// One row a gap.
    ///
    /// - Parameter denominators: the rows that the figure of the group, and that of its reference, rest on.
    static func readableComparisons(
        _ records: [Assessment.Comparison], footers: [String],
        denominators: (Assessment.Comparison) -> (group: Int, reference: Int)
    ) -> ResultTable {
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
        let isTipping = records.contains { $0.tipping != nil }
        if isTipping { columns.append(.init("wrong-labels", title: "wrong labels")) }
        var shown: [(estimate: Estimate, rows: Int)] = []
        let rows = records.map { record -> [ResultTable.Cell] in
            let estimate = record.estimate
            let denominators = denominators(record)
            let own = floorRows(record.metric, denominators.group)
            let other = floorRows(record.metric, denominators.reference)
            shown.append((estimate, min(own, other)))
            var row = groupCells(record.group, dimensions) + [.text(record.metric)]
            if hasReference {
                let against =
                    record.reference.map { $0.levels.map(\.name).joined(separator: ", ") }
                    ?? (record.referenceKind == GroupReference.overall.name ? "everybody" : "everybody else")
                row += [
                    value(record.metric, record.groupValue, own), .text(against),
                    value(record.metric, record.referenceValue, other),
                ]
            }
            // A ratio of counts is no count.
            let name = kind == .ratio ? "" : record.metric
            return row + [
                value(name, estimate.number, min(own, other)), interval(estimate, min(own, other)),
                .integer(estimate.n),
            ] + (isTipping ? [tippingPoint(record, own)] : [])
        }
        // A range is never 0 in data, so what noise alone would give stands below it.
        let expected = records.compactMap { record in
            record.expected.map {
                "a model with no disparity would show a range of about \(NumberText.rounded($0)) of \(record.metric) here"
            }
        }
        let tipping =
            isTipping
            ? ["wrong labels: the fewest of the group's that have to be wrong for the gap to vanish; fewer leave a gap"]
            : []
        return ResultTable(columns: columns, rows: rows, footers: footers + expected + tipping + remarks(shown))
    }

    /// How many labels of the group would have to be wrong.
    private static func tippingPoint(_ record: Assessment.Comparison, _ rows: Int) -> ResultTable.Cell {
        guard let tipping = record.tipping else { return .empty(shown: "—") }
        guard rows >= DisplayFloor.countsOnly else { return .text(TerminalWords.tooFew) }
        guard let wrong = tipping.wrong, let share = tipping.share else { return .text("never") }
        return .text("\(wrong) of \(tipping.rows) (\(NumberText.percent(share)))")
    }

    // MARK: Cells

    private static func isCount(_ metric: String) -> Bool {
        if case .count = Catalogue.metric(named: metric)?.definition { true } else { false }
    }

    /// The rows that decide whether a figure is shown; a count itself is always shown.
    static func floorRows(_ metric: String, _ rows: Int) -> Int { isCount(metric) ? .max : rows }

    static func value(_ metric: String, _ value: Double?, _ rows: Int) -> ResultTable.Cell {
        guard let value, rows >= DisplayFloor.intervalOnly else { return .empty(shown: "—") }
        if isCount(metric), let count = Int(exactly: value) { return .integer(count) }
        return number(value)
    }

    static func interval(_ estimate: Estimate, _ rows: Int) -> ResultTable.Cell {
        if let reason = estimate.reason { return .text(TerminalWords.reason(reason)) }
        guard rows >= DisplayFloor.countsOnly else { return .text(TerminalWords.tooFew) }
        guard let interval = estimate.interval else { return .empty }
        return .text(NumberText.limits(interval))
    }

    /// How the intervals were made, what the cells do not show, and why.
    static func remarks(_ figures: [(estimate: Estimate, rows: Int)]) -> [String] {
        let flags = Set(figures.flatMap(\.estimate.flags)).sorted()
        let flagged = flags.map { flag in
            let count = figures.count { $0.estimate.flags.contains(flag) }
            return "\(TerminalWords.flag(flag)): \(count) of \(figures.count) figures"
        }
        let hidden = figures.contains { $0.estimate.number != nil && $0.rows < DisplayFloor.intervalOnly }
        let floors =
            hidden
            ? [
                "below \(DisplayFloor.intervalOnly) rows only the interval is shown, below \(DisplayFloor.countsOnly) "
                    + "only the count"
            ] : []
        let methods = Set(figures.compactMap(\.estimate.interval?.method.rawValue)).sorted()
        let made = methods.isEmpty ? [] : ["intervals: " + methods.joined(separator: ", ")]
        return made + flagged + floors
            + (flagged.isEmpty && floors.isEmpty ? [] : ["`to csv` shows every figure and remark"])
    }
}
