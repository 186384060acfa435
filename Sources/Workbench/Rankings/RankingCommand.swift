import Diagnostics
import Evidence
import Interchange
import Metrics
import Scenarios
import Statistics
import Tables

/// `ranking`: how good ordered lists are, and how much of their top each group gets.
enum RankingCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let asked = try metrics(call)
        let rows = try RankingRows(call, state)
        try CommandFailure.throwIfStopped()
        var records: [Record] = []
        for grouping in rows.groupings.isEmpty ? [[]] : rows.groupings {
            let queries = rows.queries(by: grouping)
            let wanted =
                asked.isEmpty
                ? Metric.ranked.filter { $0.isAbout(queries: queries != nil) && (rows.hasRelevance || !$0.usesLabels) }
                : asked
            for metric in wanted {
                try CommandFailure.throwIfStopped()
                records += try Self.records(metric, rows, grouping, queries, call)
            }
        }
        if let span = call.list("metrics").first?.span, records.isEmpty {
            throw CommandFailure("E822", call, at: span, "there is nothing to rank")
        }
        guard !records.isEmpty else {
            throw CommandFailure(
                "E822", call, at: nil, "how relevant are the items, or whose are they?",
                help: ["add label COL, the relevance of an item", "add by COLS, the groups of items"])
        }
        let found = records
        let footers = [
            "\(rows.rows.count.grouped) \(rows.rows.count == 1 ? "row" : "rows") · "
                + "\(rows.queries.count.grouped) \(rows.queries.count == 1 ? "query" : "queries")"
        ]
        let answer = Answer(
            table: long(found), readable: { readable(found, footers: footers) },
            document: {
                JSONValue.object([
                    .init("estimates", .array(found.map(\.json))), .init("kigezo", 1), .init("kind", "ranking"),
                ]).canonicalText() + "\n"
            },
            lines: { found.map { $0.json.canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment, notes: rows.rows.notes + notes(rows))
    }

    private static func notes(_ rows: RankingRows) -> [String] {
        func rowsWithout(_ count: Int, _ what: String) -> [String] {
            count == 0 ? [] : ["\(count.grouped) \(count == 1 ? "row has" : "rows have") no \(what) and no place"]
        }
        return rowsWithout(rows.withoutQuery, "query") + rowsWithout(rows.withoutScore, "score")
    }

    /// The metrics a call names; none for those that the rows allow.
    private static func metrics(_ call: Call) throws(CommandFailure) -> [Metric] {
        var metrics: [Metric] = []
        for name in call.list("metrics") {
            guard let metric = Catalogue.metric(named: name.value) else { throw Question.unknownMetric(name, call) }
            guard case .ranking(let figure) = metric.definition else {
                throw CommandFailure(
                    "E823", call, at: name.span, "'\(metric.name)' is not about items put in order",
                    help: ["metrics: " + Metric.ranked.map(\.name).joined(separator: ", ")])
            }
            guard !figure.usesRelevance || call.has("label") else {
                throw CommandFailure(
                    "E601", call, at: name.span, "'\(metric.name)' needs to know how relevant items are",
                    help: ["add label COL, with positive VALUE where it holds classes"])
            }
            if !metrics.contains(where: { $0.name == metric.name }) { metrics.append(metric) }
        }
        return metrics
    }

    // MARK: Figures

    /// One figure of one group.
    private struct Record {
        let group: GroupKey
        let metric: Metric
        let estimate: Estimate
        /// Less that of all other queries.
        var gap: Estimate?
        var pValue: Double?
        var withoutRelevant: Int?
        var unlabelled: Int?

        var json: JSONValue {
            var members = EstimateJSON.members(estimate)
            members += [.init("group", EstimateJSON.group(group)), .init("metric", .string(metric.name))]
            if let gap { members.append(.init("gap", .object(EstimateJSON.members(gap)))) }
            if let pValue { members.append(.init("p", .number(pValue))) }
            if let withoutRelevant { members.append(.init("without-relevant", .integer(withoutRelevant))) }
            if let unlabelled { members.append(.init("unlabelled", .integer(unlabelled))) }
            return .object(members)
        }
    }

    private static func records(
        _ metric: Metric, _ rows: RankingRows, _ grouping: [String], _ queries: [(group: GroupKey, queries: [Int])]?,
        _ call: Call
    ) throws(CommandFailure) -> [Record] {
        guard case .ranking(let figure) = metric.definition else { return [] }
        guard figure.isOfQueries else {
            guard !grouping.isEmpty else {
                throw CommandFailure(
                    "E822", call, at: call.list("metrics").first?.span, "'\(metric.name)' is of a group's items",
                    help: ["add by COLS, the groups of items"])
            }
            return rows.items(by: grouping).map { group, isIn in
                let found = rows.sample.items(figure, isIn)
                return Record(group: group, metric: metric, estimate: found.estimate, pValue: found.pValue)
            }
        }
        guard let queries else {
            throw CommandFailure(
                "E824", call, at: call.span(of: "by"),
                "'\(metric.name)' is of whole queries, and items of one query differ in \(grouping.joined(separator: ", "))",
                help: ["ask for top-share-ratio-at-10 or exposure-share of these groups"])
        }
        let figures = queries.map { rows.sample.mean(metric, figure, over: $0.queries) }
        return queries.indices.map { place in
            let own = figures[place]
            let others = queries.indices.filter { $0 != place }.flatMap { queries[$0].queries }
            return Record(
                group: queries[place].group, metric: metric, estimate: own.estimate,
                gap: others.isEmpty
                    ? nil : rows.sample.difference(own, rows.sample.mean(metric, figure, over: others)),
                withoutRelevant: own.withoutRelevant, unlabelled: own.unlabelled)
        }
    }

    // MARK: Tables

    private static func long(_ records: [Record]) -> ResultTable {
        let dimensions = EstimateTable.dimensions(records.map(\.group))
        let columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("metric"), .init("value", .number), .init("lower", .number), .init("upper", .number),
                .init("method"), .init("n", .number), .init("gap", .number), .init("gap-lower", .number),
                .init("gap-upper", .number), .init("gap-method"), .init("p", .number),
                .init("without-relevant", .number), .init("unlabelled", .number), .init("reason"),
            ]
        return ResultTable(
            columns: columns,
            rows: records.map { record in
                EstimateTable.groupCells(record.group, dimensions) + [.text(record.metric.name)]
                    + EstimateTable.estimateCells(record.estimate) + [.integer(record.estimate.n)]
                    + (record.gap.map { EstimateTable.estimateCells($0) } ?? Array(repeating: .empty, count: 4))
                    + [
                        EstimateTable.pValue(record.pValue), record.withoutRelevant.map { .integer($0) } ?? .empty,
                        record.unlabelled.map { .integer($0) } ?? .empty,
                        record.estimate.reason.map { .text($0.rawValue) } ?? .empty,
                    ]
            }, footers: [])
    }

    private static func readable(_ records: [Record], footers: [String]) -> ResultTable {
        let dimensions = EstimateTable.dimensions(records.map(\.group))
        let hasGaps = records.contains { $0.gap != nil }
        let hasTests = records.contains { $0.pValue != nil }
        var columns =
            dimensions.map { ResultTable.Column($0) } + [
                ResultTable.Column("metric"), .init("value", .number), .init("interval"), .init("n", .number),
            ]
        if hasGaps {
            columns += [.init("gap", title: "gap to the others", .number), .init("gap-interval", title: "interval")]
        }
        if hasTests { columns.append(.init("p", .number)) }
        let rows = records.map { record -> [ResultTable.Cell] in
            let n = record.estimate.n
            var cells =
                EstimateTable.groupCells(record.group, dimensions) + [
                    .text(record.metric.name), EstimateTable.value("", record.estimate.number, n),
                    EstimateTable.interval(record.estimate, n), .integer(n),
                ]
            if hasGaps {
                cells += [
                    EstimateTable.change(record.gap?.number),
                    record.gap.map { EstimateTable.interval($0, n) } ?? .empty,
                ]
            }
            if hasTests { cells.append(EstimateTable.pValue(record.pValue)) }
            return cells
        }
        // The same for every metric: what one of them says.
        let first = records.first { $0.withoutRelevant != nil }?.metric.name
        let without = records.filter { $0.metric.name == first }.reduce(0) { $0 + ($1.withoutRelevant ?? 0) }
        let remarks =
            without > 0
            ? ["\(without.grouped) \(without == 1 ? "query has" : "queries have") nothing relevant and no figure"] : []
        let hasQueries = records.contains { $0.withoutRelevant != nil }
        let hasItems = records.contains { $0.withoutRelevant == nil }
        return ResultTable(
            columns: columns, rows: rows,
            footers: footers + (hasQueries && !hasItems ? ["n: queries with something relevant"] : [])
                + (hasItems && !hasQueries ? ["n: items of the group"] : []) + remarks
                + EstimateTable.remarks(records.map { (estimate: $0.estimate, rows: $0.estimate.n) }))
    }
}

extension Metric {
    /// Whether it is a ranking figure of whole queries, or of a group's items.
    fileprivate func isAbout(queries: Bool) -> Bool {
        if case .ranking(let figure) = definition { figure.isOfQueries == queries } else { false }
    }
}
