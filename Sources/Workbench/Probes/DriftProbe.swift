import Diagnostics
import Evidence
import Interchange
import Metrics
import Probes
import Scenarios
import Statistics
import Tables

/// `probe drift`: windows of time against a baseline.
enum DriftProbe {
    /// The clauses that mean something to it.
    static let clauses =
        ["metric", "by", "baseline", "where", "level", "seed", "to"]
        + (DataClauses.evidence + DataClauses.reading).map(\.word)

    static func run(
        _ call: Call, _ state: SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard call.text("time") != nil else {
            throw CommandFailure(
                "E679", call, at: nil, "which column holds the time?",
                help: ["add time COL per month, or time COL where its values are windows themselves"])
        }
        guard let span = call.text("baseline") else {
            throw CommandFailure(
                "E679", call, at: nil, "which windows are compared with?", help: ["add baseline FIRST..LAST"])
        }
        let question = try Question(call, state)
        let metric = try metric(call, question)
        let cube = question.builder.cube
        guard let time = question.groupings.first?.last, let place = cube.dimensions.firstIndex(of: time) else {
            preconditionFailure("windows are a key of the question")
        }
        let order = DriftSearch.ordered(cube.levels[place])
        let baseline = try baseline(span, order, call)
        let groupings = question.groupings.map { $0.filter { $0 != time } }.filter { !$0.isEmpty }
        try CommandFailure.throwIfStopped()
        let search = DriftSearch(
            cube, time: time, order: order, baseline: baseline, metric: metric, groupings: groupings,
            context: question.builder.context)
        let missing = cube.rows - search.windows.reduce(0) { $0 + $1.rows }
        var notes = question.notes
        if missing > 0 { notes.append("\(missing.grouped) rows without a time are in no window") }
        let form = DriftForm(search: search, metric: metric, model: question.model, time: time)
        let answer = Answer(
            table: form.long, readable: { form.readable(question.footers) },
            document: { form.document.canonicalText() + "\n" },
            lines: { form.records.map { $0.canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment, notes: notes)
    }

    private static func metric(_ call: Call, _ question: Question) throws(CommandFailure) -> Metric? {
        guard let name = call.text("metric") else { return nil }
        guard let metric = Catalogue.metric(named: name.value, outcome: question.outcome) else {
            throw Question.unknownMetric(name, call)
        }
        guard metric.fits(question.outcome) else {
            throw Question.unfit(metric, for: question.outcome, call, at: name.span)
        }
        return metric
    }

    private static func baseline(
        _ span: Located<String>, _ order: [String], _ call: Call
    ) throws(CommandFailure) -> Set<String> {
        guard let dots = span.value.firstRange(of: "..") else {
            guard order.contains(span.value) else { throw unknown(span.value, span, order, call) }
            return [span.value]
        }
        let (first, last) = (String(span.value[..<dots.lowerBound]), String(span.value[dots.upperBound...]))
        guard let start = order.firstIndex(of: first) else { throw unknown(first, span, order, call) }
        guard let end = order.firstIndex(of: last) else { throw unknown(last, span, order, call) }
        guard start <= end else {
            throw CommandFailure(
                "E679", call, at: span.span, "'\(first)' comes after '\(last)'", help: ["write FIRST..LAST"])
        }
        return Set(order[start...end])
    }

    private static func unknown(
        _ name: String, _ span: Located<String>, _ order: [String], _ call: Call
    ) -> CommandFailure {
        CommandFailure(
            "E679", call, at: span.span, "no row is in the window '\(name)'",
            help: ["windows: " + order.prefix(12).joined(separator: ", ") + (order.count > 12 ? ", …" : "")])
    }
}
