import Interchange
import Metrics
import Scenarios
import Statistics

/// `compare`: gaps between groups.
enum CompareCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let question = try Question(call, state)
        let metrics = try question.metrics(call)
        let kind: Assessment.Comparison.Kind =
            switch call.text("as")?.value {
            case "ratio": .ratio
            case "range": .range
            case "worst": .worstGroup
            default: .difference
            }
        var records: [Assessment.Comparison] = []
        for grouping in question.groupings {
            let reference = try reference(call, grouping)
            for metric in metrics {
                records += question.builder.comparisons(metric, by: grouping, kind: kind, reference: reference)
            }
        }
        let answer = Answer(
            table: EstimateTable.comparisons(records, footers: question.footers),
            document: EstimateJSON.comparisons(records), lines: records.map(EstimateJSON.comparison))
        return try answer.report(call, environment, notes: question.notes)
    }

    /// The declared reference; everybody but the group when none is.
    private static func reference(_ call: Call, _ grouping: [String]) throws(CommandFailure) -> Gate.Reference {
        if let cells = call.cell("reference") {
            var values: [String] = []
            for column in grouping {
                guard let cell = cells.first(where: { $0.name.value == column }) else {
                    throw CommandFailure(
                        "E620", call, at: call.span(of: "reference"), "the reference says nothing of '\(column)'",
                        help: ["a reference of a crossed grouping names a value for each column: A=X,B=Y"])
                }
                values.append(cell.value.value)
            }
            return .named(values)
        }
        return call.text("reference")?.value == "largest" ? .largest : .complement
    }
}
