import Evidence
import Metrics
import Scenarios
import Statistics
import Tables

/// `metrics`: estimates overall or per group.
enum MetricsCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        for other in ["unlabelled", "stages"] where call.has("shrunken") {
            guard let span = call.span(of: other) else { continue }
            throw CommandFailure(
                "E627", call, at: span, "'\(other)' and shrunken rates cannot be answered together",
                help: ["leave one of them out"])
        }
        if let runs = try RunsQuestion(call, state) { return try runs.report(call, environment) }
        if let survey = try SurveyQuestion(call, state) { return try run(survey, call, environment) }
        let question = try Question(call, state)
        let metrics = try question.metrics(call)
        try CommandFailure.throwIfStopped()
        if let records = try selective(question, metrics, call) {
            return try report(records, question, call, environment) {
                EstimateTable.readableSelective(records, footers: $0)
            }
        }
        if !question.stages.isEmpty { return try staged(question, metrics, call, environment) }
        if let span = call.span(of: "shrunken") {
            let records = try shrunken(question, metrics, call, span)
            return try report(records, question, call, environment) {
                EstimateTable.readableShrunken(records, footers: $0)
            }
        }
        // A question by groups is about groups: everybody is asked for by leaving `by` out.
        let records =
            question.groupings.isEmpty
            ? question.builder.estimates(metrics, by: [])
            : question.builder.estimates(metrics, by: question.groupings).filter { !$0.group.isOverall }
        return try report(records, question, call, environment) {
            EstimateTable.readable(records, metrics: metrics, footers: $0)
        }
    }

    /// Prints estimates, for a person in the form that `readable` makes with these footers.
    private static func report(
        _ records: [Assessment.MetricEstimate], _ question: Question, _ call: Call,
        _ environment: Session.Environment, readable: @escaping @Sendable (_ footers: [String]) -> ResultTable
    ) throws(CommandFailure) -> Report {
        let answer = Answer(
            table: EstimateTable.long(records, footers: question.footers),
            readable: { readable(question.footers) },
            document: { EstimateText.document(records) }, lines: { EstimateText.lines(records) },
            plot: { PlotForm(records, of: question) })
        return try answer.report(call, environment, notes: question.notes)
    }

    private static func run(
        _ survey: SurveyQuestion, _ call: Call, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let question = survey.question
        let metrics = try question.metrics(call)
        try survey.check(metrics, call)
        let records = try survey.estimates(metrics)
        return try report(records, question, call, environment) {
            EstimateTable.readable(records, metrics: metrics, footers: $0)
        }
    }

    /// The estimates behind each stage of a decision.
    private static func staged(
        _ question: Question, _ metrics: [Metric], _ call: Call, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let records: [Assessment.MetricEstimate]
        do {
            records = try question.builder.stagedEstimates(metrics, by: question.groupings, stages: question.stages)
        } catch { throw CommandFailure(error) }
        return try report(records, question, call, environment) {
            EstimateTable.readable(records, metrics: metrics, footers: $0)
        }
    }

    /// Estimates of groups with their rates moved towards those of all groups.
    private static func shrunken(
        _ question: Question, _ metrics: [Metric], _ call: Call, _ span: TextSpan
    ) throws(CommandFailure) -> [Assessment.MetricEstimate] {
        guard !question.groupings.isEmpty else {
            throw CommandFailure(
                "E627", call, at: span, "rates are moved towards those of other groups", help: ["add by COLS"])
        }
        guard metrics.contains(where: Shrinkage.concerns) else {
            throw CommandFailure(
                "E627", call, at: span, "only shares of rows are moved towards those of other groups",
                help: ["ask for a rate, such as accuracy or selection-rate"])
        }
        return question.builder.shrunkenEstimates(metrics, by: question.groupings)
    }

    /// The estimates under what a call assumes of missing labels; `nil` if it says nothing of them.
    private static func selective(
        _ question: Question, _ metrics: [Metric], _ call: Call
    ) throws(CommandFailure) -> [Assessment.MetricEstimate]? {
        guard let named = call.text("unlabelled") else {
            guard let given = call.span(of: "given") else { return nil }
            throw CommandFailure(
                "E619", call, at: given, "'given' says within what labels are missing by chance",
                help: ["add unlabelled reweighted, or unlabelled all"])
        }
        guard question.builder.cube.header.weights.isSummed == false, question.outcome.onlyClass == nil else {
            throw CommandFailure(
                "E619", call, at: named.span, "missing labels are weighed for classes of rows without weights",
                help: ["leave out weight, or unlabelled"])
        }
        let assumptions =
            SelectiveLabels.Assumption(rawValue: named.value).map { [$0] }
            ?? SelectiveLabels.Assumption.allCases
        return question.builder.estimates(
            metrics, by: question.groupings.isEmpty ? [[]] : question.groupings, assuming: assumptions,
            holding: call.list("given").map(\.value))
    }
}

extension Question {
    /// What stands below a table for a person.
    var footers: [String] {
        let rows = builder.cube.rows
        var parts = [
            "\(rows.grouped) \(rows == 1 ? "row" : "rows")",
            // 99.9, not 99.90000000000001.
            "\(Spelling.number((builder.context.level * 100_000).rounded() / 1000)) % intervals", filter ?? "no filter",
        ]
        if builder.minimumGroup > 0 { parts.append("minimum group \(builder.minimumGroup)") }
        if builder.context.seed > 0 { parts.append("seed \(builder.context.seed)") }
        if let remark { parts.append(remark) }
        return [parts.joined(separator: " · ")]
    }
}
