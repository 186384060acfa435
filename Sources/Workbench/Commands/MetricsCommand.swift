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
        let question = try Question(call, state)
        let metrics = try question.metrics(call)
        try CommandFailure.throwIfStopped()
        // A question by groups is about groups: everybody is asked for by leaving `by` out.
        let records =
            question.groupings.isEmpty
            ? question.builder.estimates(metrics, by: [])
            : question.builder.estimates(metrics, by: question.groupings).filter { !$0.group.isOverall }
        let answer = Answer(
            table: EstimateTable.long(records, footers: question.footers),
            readable: { EstimateTable.readable(records, metrics: metrics, footers: question.footers) },
            document: { EstimateText.document(records) }, lines: { EstimateText.lines(records) })
        return try answer.report(call, environment, notes: question.notes)
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
        return [parts.joined(separator: " · ")]
    }
}
