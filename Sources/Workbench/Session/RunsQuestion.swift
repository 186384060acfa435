import Diagnostics
import Evidence
import Interchange
import Metrics
import Scenarios
import Statistics

/// `metrics … runs COL`: one model run several times on the same rows.
struct RunsQuestion {
    private let question: Question
    private let column: String

    /// One figure of one group over all runs.
    struct Record {
        let group: GroupKey
        let metric: Metric
        let runs: RepeatedRuns
        let estimate: Estimate
    }

    /// - Returns: `nil` for a call that says nothing of runs.
    init?(_ call: Call, _ state: SessionState) throws(CommandFailure) {
        guard let runs = call.text("runs") else { return nil }
        for other in ["unlabelled", "shrunken", "stages", "strata", "units", "replicates"] {
            guard let span = call.span(of: other) else { continue }
            throw CommandFailure(
                "E682", call, at: span, "'\(other)' and repeated runs cannot be answered together",
                help: ["leave one of them out"])
        }
        if let name = call.list("by").first(where: { $0.value == runs.value }) {
            throw CommandFailure("E604", call, at: name.span, "'\(name.value)' stands twice in one question")
        }
        question = try Question(call, state)
        column = runs.value
        guard question.builder.cube.evidence(by: [column]).count >= 2 else {
            throw CommandFailure(
                "E682", call, at: runs.span, "there is only one run in '\(runs.value)'",
                help: ["it takes two to tell how runs differ"])
        }
    }

    func report(_ call: Call, _ environment: Session.Environment) throws(CommandFailure) -> Report {
        let records = records(try question.metrics(call))
        let footers =
            question.footers + [
                "between runs: the standard deviation of the figure from run to run; intervals hold it and the draw of rows"
            ]
        let answer = Answer(
            table: Self.table(records, footers: []), readable: { Self.readable(records, footers: footers) },
            document: {
                JSONValue.object([
                    .init("estimates", .array(records.map(json))), .init("kigezo", 1), .init("kind", "runs"),
                ]).canonicalText() + "\n"
            },
            lines: { records.map { json($0).canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment, notes: question.notes)
    }

    private func records(_ metrics: [Metric]) -> [Record] {
        let (cube, context) = (question.builder.cube, question.builder.context)
        return (question.groupings.isEmpty ? [[]] : question.groupings).flatMap { grouping -> [Record] in
            var runs: [GroupKey: [Estimator]] = [:]
            for part in cube.evidence(by: grouping + [column]) {
                runs[GroupKey(Array(part.group.levels.prefix(grouping.count))), default: []].append(
                    Estimator(part, context: context))
            }
            return runs.keys.sorted().flatMap { group in
                metrics.map { metric in record(metric, group, runs[group] ?? [], context) }
            }
        }
    }

    private func record(
        _ metric: Metric, _ group: GroupKey, _ estimators: [Estimator], _ context: EstimationContext
    ) -> Record {
        let quantile = NormalDistribution.twoSidedQuantile(level: context.level)
        var (values, variances, flags): ([Double], [Double], [EstimateFlag]) = ([], [], [])
        var reason: NotEstimable?
        for estimator in estimators {
            var estimator = estimator
            let estimate = estimator.estimate(metric)
            guard let value = estimate.number else {
                reason = reason ?? estimate.reason
                continue
            }
            values.append(value)
            flags += estimate.flags
            // The width of any interval tells the standard error it stands for.
            variances.append(
                estimate.interval.map { ($0.upper - $0.lower) / 2 / quantile }.map { $0 * $0 } ?? .infinity)
        }
        let runs = RepeatedRuns(values: values, variances: variances)
        let rows = estimators.map { $0.denominator(metric) }.min() ?? 0
        // A run without a value is no run to leave out.
        guard reason == nil, let mean = runs.mean else {
            return Record(
                group: group, metric: metric, runs: runs, estimate: Estimate(notEstimable: reason ?? .emptyGroup))
        }
        return Record(
            group: group, metric: metric, runs: runs,
            estimate: Estimate(
                mean, n: rows,
                interval: runs.interval(level: context.level, rows: Double(rows), range: metric.range), flags: flags))
    }

    private func json(_ record: Record) -> JSONValue {
        .object(
            EstimateJSON.members(record.estimate) + [
                .init("group", EstimateJSON.group(record.group)), .init("metric", .string(record.metric.name)),
                .init("model", .string(question.model)), .init("runs", .array(record.runs.values.map { .number($0) })),
                .init("between-runs", record.runs.deviation.map { .number($0) } ?? .null),
            ])
    }

    private static func table(_ records: [Record], footers: [String]) -> ResultTable {
        let dimensions = EstimateTable.dimensions(records.map(\.group))
        let columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("metric"), .init("value", .number), .init("lower", .number), .init("upper", .number),
                .init("method"), .init("n", .number), .init("runs", .number), .init("between-runs", .number),
                .init("lowest", .number), .init("highest", .number), .init("reason"),
            ]
        return ResultTable(
            columns: columns,
            rows: records.map { record in
                EstimateTable.groupCells(record.group, dimensions) + [.text(record.metric.name)]
                    + EstimateTable.estimateCells(record.estimate)
                    + [
                        .integer(record.estimate.n), .integer(record.runs.values.count),
                        EstimateTable.number(record.runs.deviation), EstimateTable.number(record.runs.values.min()),
                        EstimateTable.number(record.runs.values.max()),
                        record.estimate.reason.map { .text($0.rawValue) } ?? .empty,
                    ]
            }, footers: footers)
    }

    private static func readable(_ records: [Record], footers: [String]) -> ResultTable {
        let dimensions = EstimateTable.dimensions(records.map(\.group))
        let columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("metric"), .init("value", .number), .init("interval"), .init("n", .number),
                .init("runs", .number), .init("between-runs", title: "between runs", .number), .init("lowest", .number),
                .init("highest", .number),
            ]
        let rows = records.map { record -> [ResultTable.Cell] in
            let n = record.estimate.n
            func shown(_ value: Double?) -> ResultTable.Cell {
                EstimateTable.value(record.metric.name, value, n)
            }
            return EstimateTable.groupCells(record.group, dimensions) + [
                .text(record.metric.name), shown(record.estimate.number), EstimateTable.interval(record.estimate, n),
                .integer(n), .integer(record.runs.values.count), shown(record.runs.deviation),
                shown(record.runs.values.min()), shown(record.runs.values.max()),
            ]
        }
        return ResultTable(
            columns: columns, rows: rows,
            footers: footers + EstimateTable.remarks(records.map { (estimate: $0.estimate, rows: $0.estimate.n) }))
    }
}
