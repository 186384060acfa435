import Diagnostics
import Evidence
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
        var found: [Assessment.Comparison] = []
        for grouping in question.groupings {
            let reference = try reference(call, grouping, question)
            for metric in metrics {
                try check(kind, metric, grouping, question, call)
                try CommandFailure.throwIfStopped()
                found += question.builder.comparisons(metric, by: grouping, kind: kind, reference: reference)
            }
        }
        let records = found
        let answer = Answer(
            table: EstimateTable.comparisons(records, footers: question.footers),
            readable: {
                EstimateTable.readableComparisons(records, footers: question.footers) { denominators(of: $0, question) }
            },
            document: { EstimateJSON.comparisons(records).canonicalText() + "\n" },
            lines: { records.map { EstimateJSON.comparison($0).canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment, notes: question.notes)
    }

    /// The rows that both sides of a gap rest on.
    private static func denominators(
        of record: Assessment.Comparison, _ question: Question
    ) -> (group: Int, reference: Int) {
        let cube = question.builder.cube
        let groups = cube.evidence(by: record.group.dimensions)
        func rows(_ evidence: GroupEvidence?) -> Int {
            guard let evidence, let metric = Catalogue.metric(named: record.metric, outcome: question.outcome)
            else { return 0 }
            return Estimator(evidence, context: question.builder.context).denominator(metric)
        }
        let own = groups.first { $0.group == record.group }
        let group = rows(own)
        switch record.kind {
        case .worstGroup: return (group, group)
        case .range: return (group, rows(groups.first { $0.group == record.reference }))
        case .difference, .ratio:
            if let key = record.reference { return (group, rows(groups.first { $0.group == key })) }
            return (group, rows(own.map { cube.overall.subtracting($0) }))
        }
    }

    /// Refuses a question that has no answer, rather than answering with nothing.
    private static func check(
        _ kind: Assessment.Comparison.Kind, _ metric: Metric, _ grouping: [String], _ question: Question, _ call: Call
    ) throws(CommandFailure) {
        guard question.builder.cube.evidence(by: grouping).count > 1 else {
            throw CommandFailure(
                "E621", call, at: call.span(of: "by"),
                "there is only one group of \(grouping.joined(separator: ", ")): nothing to compare it with")
        }
        guard kind == .worstGroup,
            metric.worseSide(favourablePositive: question.builder.context.favourablePositive) == nil
        else { return }
        throw CommandFailure(
            "E622", call, at: call.span(of: "as"), "neither more nor less of '\(metric.name)' is worse by itself",
            help: metric.decision == nil
                ? ["as range shows the lowest and the highest group"]
                : ["add favourable VALUE, the decision people want, e.g. favourable '\(question.classes.names[1])'"])
    }

    /// The declared reference; everybody but the group when none is.
    private static func reference(
        _ call: Call, _ grouping: [String], _ question: Question
    ) throws(CommandFailure) -> Gate.Reference {
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
            if let surplus = cells.first(where: { !grouping.contains($0.name.value) }), question.groupings.count == 1 {
                throw CommandFailure(
                    "E620", call, at: surplus.name.span, "'\(surplus.name.value)' is no column of this grouping",
                    help: ["columns: " + grouping.joined(separator: ", ")])
            }
            let groups = question.builder.cube.evidence(by: grouping).map { $0.group.levels.map(\.value) }
            guard groups.contains(values) else {
                let odd = grouping.indices.first { column in !groups.contains { $0[column] == values[column] } } ?? 0
                var known: [String] = []
                for case let name? in groups.map({ $0[odd] }) where !known.contains(name) { known.append(name) }
                throw CommandFailure(
                    "E623", call, at: call.span(of: "reference"),
                    "no row is in the group " + zip(grouping, values).map { "\($0)='\($1)'" }.joined(separator: ", "),
                    help: (NearMatch.nearest(to: values[odd], among: known).map { ["did you mean '\($0)'?"] } ?? [])
                        + ["\(grouping[odd]): " + known.prefix(12).joined(separator: ", ")])
            }
            return .named(values)
        }
        return call.text("reference")?.value == "largest" ? .largest : .complement
    }
}
