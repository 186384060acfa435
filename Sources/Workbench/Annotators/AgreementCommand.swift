import Diagnostics
import Evidence
import Interchange
import Metrics
import Scenarios
import Statistics
import Tables

/// `agreement`: how far annotators agree, and results under each of them.
enum AgreementCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        for name in call.list("metrics") where Catalogue.metric(named: name.value) == nil {
            throw Question.unknownMetric(name, call)
        }
        let rows = try AnnotatedRows(call, state)
        try CommandFailure.throwIfStopped()
        guard !call.list("metrics").isEmpty else { return try agreement(rows, call, environment) }
        return try results(rows, call, environment)
    }

    // MARK: Agreement

    /// One figure of one group.
    private struct Record {
        let group: GroupKey
        let figure: String
        let annotators: [String]
        let estimate: Estimate

        var json: JSONValue {
            .object(
                EstimateJSON.members(estimate) + [
                    .init("annotators", .array(annotators.map { .string($0) })), .init("figure", .string(figure)),
                    .init("group", EstimateJSON.group(group)),
                ])
        }
    }

    private static func agreement(
        _ rows: AnnotatedRows, _ call: Call, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let names = rows.annotators.map(\.value)
        let agreement = AnnotatorAgreement(
            ratings: rows.orderedRatings, classCount: rows.classes.names.count, scale: try rows.scale(call),
            context: rows.context)
        var figures: [(name: String, figure: AnnotatorAgreement.Figure, annotators: [String])] = [
            ("krippendorff-alpha", .krippendorffAlpha, names), ("fleiss-kappa", .fleissKappa, names),
            ("observed-agreement", .observedAgreement, names),
        ]
        if call.has("pairs") {
            for first in names.indices {
                for second in names.indices where second > first {
                    figures.append(("cohen-kappa", .cohenKappa(first, second), [names[first], names[second]]))
                }
            }
        }
        var records: [Record] = []
        for grouping in rows.groupings.isEmpty ? [[]] : rows.groupings {
            for (group, members) in rows.members(grouping) {
                for figure in figures {
                    try CommandFailure.throwIfStopped()
                    records.append(
                        Record(
                            group: group, figure: figure.name, annotators: figure.annotators,
                            estimate: agreement.estimate(figure.figure, rows: members, group: group)))
                }
            }
        }
        let found = records
        let footers = [
            "\(rows.rows.count.grouped) \(rows.rows.count == 1 ? "row" : "rows") · \(names.count) annotators · "
                + "n: rows with two labels or more",
            "where people disagree, no model can be judged more surely than they agree",
        ]
        let answer = Answer(
            table: long(found), readable: { readable(found, footers: footers) },
            document: {
                JSONValue.object([
                    .init("agreement", .array(found.map(\.json))), .init("kigezo", 1), .init("kind", "agreement"),
                ]).canonicalText() + "\n"
            },
            lines: { found.map { $0.json.canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment, notes: rows.rows.notes)
    }

    private static func long(_ records: [Record]) -> ResultTable {
        let dimensions = EstimateTable.dimensions(records.map(\.group))
        let columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("figure"), .init("annotators"), .init("value", .number), .init("lower", .number),
                .init("upper", .number), .init("method"), .init("n", .number), .init("reason"),
            ]
        return ResultTable(
            columns: columns,
            rows: records.map { record in
                EstimateTable.groupCells(record.group, dimensions)
                    + [.text(record.figure), .text(record.annotators.joined(separator: ", "))]
                    + EstimateTable.estimateCells(record.estimate)
                    + [
                        .integer(record.estimate.n),
                        record.estimate.reason.map { .text($0.rawValue) } ?? .empty,
                    ]
            }, footers: [])
    }

    private static func readable(_ records: [Record], footers: [String]) -> ResultTable {
        let dimensions = EstimateTable.dimensions(records.map(\.group))
        let columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("figure"), .init("annotators"), .init("value", .number), .init("interval"),
                .init("n", .number),
            ]
        let rows = records.map { record -> [ResultTable.Cell] in
            let n = record.estimate.n
            return EstimateTable.groupCells(record.group, dimensions) + [
                .text(record.figure),
                .text(record.figure == "cohen-kappa" ? record.annotators.joined(separator: ", ") : "all"),
                EstimateTable.value("", record.estimate.number, n), EstimateTable.interval(record.estimate, n),
                .integer(n),
            ]
        }
        return ResultTable(
            columns: columns, rows: rows,
            footers: footers + EstimateTable.remarks(records.map { (estimate: $0.estimate, rows: $0.estimate.n) }))
    }

    // MARK: Results

    private static func results(
        _ rows: AnnotatedRows, _ call: Call, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard call.has("prediction") else {
            throw CommandFailure(
                "E603", call, at: call.list("metrics").first?.span, "results need the decisions of the model",
                help: ["add prediction COL", "without metrics, agreement compares the annotators only"])
        }
        var metrics: [Metric] = []
        for name in call.list("metrics") {
            guard let metric = Catalogue.metric(named: name.value, binary: rows.classes.isBinary),
                metric.fits(binary: rows.classes.isBinary), !metric.needsScores
            else {
                throw CommandFailure(
                    "E611", call, at: name.span,
                    "'\(name.value)' cannot be told from \(rows.classes.isBinary ? "two" : "several") classes of labels and decisions",
                    help: rows.classes.isBinary ? [] : ["add positive VALUE"])
            }
            guard !metric.isOrdinal || rows.context.order != nil else {
                throw CommandFailure(
                    "E617", call, at: name.span, "'\(metric.name)' needs to know the order of the classes",
                    help: ["add order CLASSES, the lowest first"])
            }
            metrics.append(metric)
        }
        let groupings = rows.groupings.isEmpty ? [[]] : rows.groupings
        var sources: [(name: String, records: [Assessment.MetricEstimate])] = []
        for (place, annotator) in rows.annotators.enumerated() {
            sources.append((annotator.value, try estimates(metrics, rows, .annotator(place), groupings)))
        }
        sources.append(("(majority)", try estimates(metrics, rows, .majority, groupings)))
        sources.append(("(soft)", try soft(metrics, rows, groupings)))
        let found = sources
        let answer = Answer(
            table: resultTable(found), readable: { readableResults(found, rows) },
            document: {
                JSONValue.object([
                    .init("estimates", .array(json(found))), .init("kigezo", 1), .init("kind", "annotators"),
                ]).canonicalText() + "\n"
            },
            lines: { json(found).map { $0.canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment, notes: rows.rows.notes)
    }

    private static func estimates(
        _ metrics: [Metric], _ rows: AnnotatedRows, _ labels: AnnotatedRows.Labels, _ groupings: [[String]]
    ) throws(CommandFailure) -> [Assessment.MetricEstimate] {
        let builder = AssessmentBuilder(cube: try rows.cube(labels), context: rows.context, minimumGroup: 0)
        let all = builder.estimates(metrics, by: groupings.filter { !$0.isEmpty })
        return groupings.contains([]) ? all : all.filter { !$0.group.isOverall }
    }

    /// Each row counts for each class by the share of annotators who gave it; rows are the units of the variance.
    private static func soft(
        _ metrics: [Metric], _ rows: AnnotatedRows, _ groupings: [[String]]
    ) throws(CommandFailure) -> [Assessment.MetricEstimate] {
        let known = metrics.filter { SurveySample.concerns($0) }
        let builder = AssessmentBuilder(cube: try rows.cube(.soft), context: rows.context, minimumGroup: 0)
        return builder.surveyEstimates(
            known, by: groupings, SurveyDimensions(strata: nil, units: AnnotatedRows.unit))
    }

    private static func json(_ sources: [(name: String, records: [Assessment.MetricEstimate])]) -> [JSONValue] {
        sources.flatMap { source in
            source.records.map { record in
                .object((EstimateJSON.record(record).members ?? []) + [.init("labels-of", .string(source.name))])
            }
        }
    }

    private static func resultTable(_ sources: [(name: String, records: [Assessment.MetricEstimate])]) -> ResultTable {
        let dimensions = EstimateTable.dimensions(sources.flatMap(\.records).map(\.group))
        let columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("metric"), .init("labels-of", title: "labels of"), .init("value", .number),
                .init("lower", .number), .init("upper", .number), .init("method"), .init("n", .number),
                .init("reason"),
            ]
        let rows = sources.flatMap { source in
            source.records.map { record -> [ResultTable.Cell] in
                EstimateTable.groupCells(record.group, dimensions) + [.text(record.metric), .text(source.name)]
                    + EstimateTable.estimateCells(record.estimate)
                    + [
                        .integer(record.estimate.n),
                        record.estimate.reason.map { .text($0.rawValue) } ?? .empty,
                    ]
            }
        }
        return ResultTable(columns: columns, rows: rows, footers: [])
    }

    /// One row a group and metric, a pair of columns for each that is taken for the truth.
    private static func readableResults(
        _ sources: [(name: String, records: [Assessment.MetricEstimate])], _ rows: AnnotatedRows
    ) -> ResultTable {
        let dimensions = EstimateTable.dimensions(sources.flatMap(\.records).map(\.group))
        var columns = dimensions.map { ResultTable.Column($0) } + [ResultTable.Column("metric")]
        for source in sources {
            columns.append(.init(source.name, .number))
            columns.append(.init(source.name + "-interval", title: "interval"))
        }
        var shown: [(estimate: Estimate, rows: Int)] = []
        let lines = (sources.first?.records ?? []).map { first -> [ResultTable.Cell] in
            var cells = EstimateTable.groupCells(first.group, dimensions) + [ResultTable.Cell.text(first.metric)]
            for source in sources {
                guard
                    let record = source.records.first(where: { $0.group == first.group && $0.metric == first.metric })
                else {
                    cells += [.empty(shown: "—"), .empty]
                    continue
                }
                shown.append((record.estimate, record.estimate.n))
                cells += [
                    EstimateTable.value(record.metric, record.estimate.number, record.estimate.n),
                    EstimateTable.interval(record.estimate, record.estimate.n),
                ]
            }
            return cells
        }
        let undecided = AnnotatorAgreement(
            ratings: rows.ratings, classCount: rows.classes.names.count, scale: .nominal, context: rows.context
        ).majority.count { $0 == nil }
        return ResultTable(
            columns: columns, rows: lines,
            footers: [
                "(majority): \(undecided.grouped) of \(rows.rows.count.grouped) rows have none and count as unlabelled",
                "(soft): each row counts for each class by the share of annotators who gave it",
            ] + EstimateTable.remarks(shown))
    }
}
