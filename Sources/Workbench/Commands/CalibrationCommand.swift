import Dossiers
import Evidence
import Interchange
import Metrics
import Scenarios
import Statistics

/// `calibration`: the share of positives in each bin of scores, overall or per group.
enum CalibrationCommand {
    /// A bin of a group.
    private struct Record: Sendable {
        let group: GroupKey
        let point: CalibrationCurve.Point

        var name: String {
            "\(NumberText.rounded(point.edges.lowerBound)) to \(NumberText.rounded(point.edges.upperBound))"
        }
    }

    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        // The figure whose bins these are.
        let figure = "expected-calibration-error"
        let asked = call.with("metrics", list: [Located(figure, at: call.commandSpan)])
        let question = try Question(asked, state)
        _ = try question.metrics(asked)
        let context = question.builder.context
        guard context.scoresAreProbabilities, question.classes.isBinary else {
            throw CommandFailure(
                "E613", call, at: call.span(of: "score"),
                "only scores that are probabilities, from 0 to 1, are calibrated")
        }
        let cube = question.builder.cube
        var found: [Record] = []
        var empty: [(group: GroupKey, rows: Int)] = []
        for grouping in question.groupings.isEmpty ? [[]] : question.groupings {
            for evidence in grouping.isEmpty ? [cube.overall] : cube.evidence(by: grouping) {
                let points =
                    evidence.scores.first.map {
                        CalibrationCurve($0, binCount: context.calibrationBins, level: context.level).points
                    } ?? []
                if points.isEmpty { empty.append((evidence.group, 0)) }
                found += points.map { Record(group: evidence.group, point: $0) }
            }
        }
        let records = found
        let footers =
            question.footers + ["\(context.calibrationBins) bins of equal width"]
            + empty.prefix(3).map {
                "\($0.group.levels.map(\.name).joined(separator: ", ")): no row with label and score"
            }
        let answer = Answer(
            table: long(records, footers: footers), readable: { readable(records, footers: footers) },
            document: { document(records, question) },
            lines: { records.map { json($0, question.model).canonicalText(.compact) + "\n" }.joined() },
            plot: { plot(records, footers: footers) })
        return try answer.report(call, environment, notes: question.notes)
    }

    /// One row a bin, with every figure.
    private static func long(_ records: [Record], footers: [String]) -> ResultTable {
        let dimensions = EstimateTable.dimensions(records.map(\.group))
        let columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("from", .number), .init("to", .number), .init("mean-score", .number), .init("value", .number),
                .init("lower", .number), .init("upper", .number), .init("method"), .init("n", .number),
            ]
        let rows = records.map { record in
            EstimateTable.groupCells(record.group, dimensions)
                + [record.point.edges.lowerBound, record.point.edges.upperBound, record.point.meanScore].map {
                    EstimateTable.number($0)
                } + EstimateTable.estimateCells(record.point.rate) + [.integer(record.point.rate.n)]
        }
        return ResultTable(columns: columns, rows: rows, footers: footers)
    }

    /// The form a person reads.
    private static func readable(_ records: [Record], footers: [String]) -> ResultTable {
        let dimensions = EstimateTable.dimensions(records.map(\.group))
        let columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("scores"), .init("mean-score", title: "mean score", .number),
                .init("value", title: "share of positives", .number), .init("interval"), .init("n", .number),
            ]
        let rows = records.map { record -> [ResultTable.Cell] in
            let rate = record.point.rate
            return EstimateTable.groupCells(record.group, dimensions) + [
                .text(record.name), EstimateTable.value("", record.point.meanScore, rate.n),
                EstimateTable.value("", rate.number, rate.n), EstimateTable.interval(rate, rate.n), .integer(rate.n),
            ]
        }
        return ResultTable(
            columns: columns, rows: rows,
            footers: footers + EstimateTable.remarks(records.map { (estimate: $0.point.rate, rows: $0.point.rate.n) }))
    }

    /// The share of positives against the mean score as the mark of each row; never two groups in one panel.
    private static func plot(_ records: [Record], footers: [String]) -> PlotForm {
        func panel(_ group: GroupKey) -> String {
            let names = group.levels.map(\.name).joined(separator: ", ")
            return names.isEmpty ? "share of positives" : names
        }
        var panels: [PlotForm.Panel] = []
        for record in records where !panels.contains(where: { $0.name == panel(record.group) }) {
            panels.append(
                PlotForm.Panel(
                    name: panel(record.group), scale: PlotScale(within: 0...1),
                    reference: "mean score of the bin: where the share would lie if scores were right"))
        }
        return PlotForm(
            labels: ["scores"],
            figures: records.map { record in
                PlotForm.Figure(
                    labels: [.text(record.name)], panel: panel(record.group), estimate: record.point.rate,
                    rows: record.point.rate.n, reference: record.point.meanScore)
            }, panels: panels, footers: footers)
    }

    private static func json(_ record: Record, _ model: String) -> JSONValue {
        .object(
            EstimateJSON.members(record.point.rate) + [
                .init("from", .number(record.point.edges.lowerBound)),
                .init("group", EstimateJSON.group(record.group)), .init("mean-score", .number(record.point.meanScore)),
                .init("metric", "share-of-positives"), .init("model", .string(model)),
                .init("to", .number(record.point.edges.upperBound)),
            ])
    }

    private static func document(_ records: [Record], _ question: Question) -> String {
        JSONValue.object([
            .init("bins", .array(records.map { json($0, question.model) })), .init("kigezo", 1),
            .init("kind", "calibration"),
        ]).canonicalText() + "\n"
    }
}
