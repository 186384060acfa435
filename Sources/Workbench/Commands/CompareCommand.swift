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
        let call = try ModelComparison.resolved(call, state)
        let survey = try SurveyQuestion(call, state)
        var asked: Question
        if let survey { asked = survey.question } else { asked = try Question(call, state) }
        if let report = try ModelComparison.models(asked, call, environment) { return report }
        if let report = try ModelComparison.stages(asked, call, state, environment) { return report }
        let metrics = try asked.metrics(call)
        let kind: Assessment.Comparison.Kind =
            switch call.text("as")?.value {
            case "ratio": .ratio
            case "range": .range
            case "worst": .worstGroup
            default: .difference
            }
        try survey?.check(metrics, call)
        var found: [Assessment.Comparison] = []
        for grouping in asked.groupings {
            let reference = try asked.reference(call, grouping, state.loaded.references)
            for metric in metrics {
                try check(kind, metric, grouping, asked, call)
                try CommandFailure.throwIfStopped()
                if let survey {
                    found += try comparisons(metric, kind, grouping, reference ?? .complement, survey, call)
                    continue
                }
                found += try comparisons(metric, kind, grouping, reference ?? .complement, asked, call)
            }
        }
        let question = asked
        if call.has("tipping") || call.has("tolerance") { found = try tipping(found, metrics, kind, question, call) }
        let records = found
        let answer = Answer(
            table: EstimateTable.comparisons(records, footers: question.footers),
            readable: {
                EstimateTable.readableComparisons(records, footers: question.footers) { denominators(of: $0, question) }
            },
            document: { EstimateJSON.comparisons(records).canonicalText() + "\n" },
            lines: { records.map { EstimateJSON.comparison($0).canonicalText(.compact) + "\n" }.joined() },
            plot: {
                PlotForm(records, of: question, tolerance: call.number("tolerance")?.value) {
                    denominators(of: $0, question)
                }
            })
        return try answer.report(call, environment, notes: question.notes)
    }

    /// The gaps with how many labels would have to be wrong for each to vanish.
    private static func tipping(
        _ records: [Assessment.Comparison], _ metrics: [Metric], _ kind: Assessment.Comparison.Kind,
        _ question: Question, _ call: Call
    ) throws(CommandFailure) -> [Assessment.Comparison] {
        let span = call.span(of: "tipping") ?? call.span(of: "tolerance")
        guard call.has("tipping") else {
            throw CommandFailure(
                "E629", call, at: span, "'tolerance' says which gap counts as none", help: ["add tipping"])
        }
        guard kind == .difference, call.text("reference")?.value != "overall",
            question.builder.cube.header.weights.isSummed == false
        else {
            throw CommandFailure(
                "E629", call, at: span, "wrong labels are counted for differences of rows without weights",
                help: ["leave out 'as' and 'weight', and 'reference overall', which holds the group itself"])
        }
        if let metric = metrics.first(where: { !LabelNoise.concerns($0) }) {
            let place = call.list("metrics").first { Catalogue.metric(named: $0.value)?.name == metric.name }?.span
            throw CommandFailure(
                "E629", call, at: place ?? span, "'\(metric.name)' is no rate that wrong labels of two classes move")
        }
        let tolerance = call.number("tolerance")
        guard (tolerance?.value ?? 0) >= 0 else {
            throw CommandFailure("E629", call, at: tolerance?.span, "'tolerance' is 0 or more")
        }
        let builder = question.builder
        var groups: [GroupKey: GroupEvidence] = [:]
        for evidence in question.groupings.flatMap({ builder.cube.evidence(by: $0) }) {
            groups[evidence.group] = evidence
        }
        return records.map { record in
            var record = record
            guard let reference = record.referenceValue,
                let metric = metrics.first(where: { $0.name == record.metric }), let evidence = groups[record.group]
            else { return record }
            record.tipping = LabelNoise.tippingPoint(
                metric, of: Estimator(evidence, context: builder.context), reference: reference,
                tolerance: tolerance?.value ?? 0)
            return record
        }
    }

    /// The same of a survey, whose groups share units.
    private static func comparisons(
        _ metric: Metric, _ kind: Assessment.Comparison.Kind, _ grouping: [String], _ reference: GroupReference,
        _ survey: SurveyQuestion, _ call: Call
    ) throws(CommandFailure) -> [Assessment.Comparison] {
        guard kind == .difference || kind == .ratio else {
            throw CommandFailure(
                "E628", call, at: call.span(of: "as"), "of surveys, differences and ratios are compared",
                help: ["as difference, or as ratio"])
        }
        let pairs: Gate.Reference? =
            switch reference {
            case .named(let key): .named(key.levels.map(\.name))
            case .largest: .largest
            case .complement: .complement
            case .overall, .best, .pairwise: nil
            }
        guard let pairs else {
            throw CommandFailure(
                "E628", call, at: call.span(of: "reference"),
                "of surveys, groups are compared with a named one, the largest, or everybody else")
        }
        return survey.comparisons(metric, by: grouping, asRatio: kind == .ratio, pairs)
    }

    /// The gaps of a metric between the groups of a grouping.
    private static func comparisons(
        _ metric: Metric, _ kind: Assessment.Comparison.Kind, _ grouping: [String], _ reference: GroupReference,
        _ question: Question, _ call: Call
    ) throws(CommandFailure) -> [Assessment.Comparison] {
        let builder = question.builder
        let pairs: Gate.Reference
        switch reference {
        case .named(let key): pairs = .named(key.levels.map(\.name))
        case .largest: pairs = .largest
        case .complement: pairs = .complement
        case .overall, .best, .pairwise:
            guard kind == .difference || kind == .ratio else {
                pairs = .complement
                break
            }
            if let found = builder.comparisons(metric, by: grouping, asRatio: kind == .ratio, against: reference) {
                return found
            }
            throw noSide(metric, question, call, at: call.span(of: "reference"))
        }
        return builder.comparisons(metric, by: grouping, kind: kind, reference: pairs)
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
            if record.referenceKind == GroupReference.overall.name { return (group, rows(cube.overall)) }
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
        throw noSide(metric, question, call, at: call.span(of: "as"))
    }

    /// No group is worst or best where neither side is worse.
    private static func noSide(
        _ metric: Metric, _ question: Question, _ call: Call, at span: TextSpan?
    ) -> CommandFailure {
        CommandFailure(
            "E622", call, at: span, "neither more nor less of '\(metric.name)' is worse by itself",
            help: metric.decision == nil
                ? ["as range shows the lowest and the highest group"]
                : ["add favourable VALUE, the decision people want, e.g. favourable '\(question.classes.names[1])'"])
    }
}
