import Diagnostics
import Evidence
import Interchange
import Metrics
import Scenarios
import Statistics

/// `fairness`: named measures of how differently groups are treated.
enum FairnessCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        // Before a long file is read for it.
        for name in call.list("measures") where name.value != "all" && FairnessMeasure.measure(named: name.value) == nil
        {
            throw unknown(name, call)
        }
        try requireApart(call)
        var asked = try Question(call, state)
        let measures = try asked.measures(call)
        var records: [FairnessRecord] = []
        for grouping in asked.groupings {
            guard asked.builder.cube.evidence(by: grouping).count > 1 else {
                throw CommandFailure(
                    "E621", call, at: call.span(of: "by"),
                    "there is only one group of \(grouping.joined(separator: ", ")): nothing to compare it with")
            }
            let reference = try asked.reference(call, grouping, state.loaded.references) ?? .pairwise
            for measure in measures {
                try CommandFailure.throwIfStopped()
                records += asked.builder.fairness(
                    [measure], by: grouping, given: call.list("given").map(\.value), reference: reference)
            }
        }
        let (found, question) = (records, asked)
        let answer = Answer(
            table: FairnessTable.long(found, footers: question.footers),
            readable: { FairnessTable.readable(found, footers: question.footers) },
            document: { EstimateJSON.fairness(found).canonicalText() + "\n" },
            lines: { found.map { EstimateJSON.fairness($0).canonicalText(.compact) + "\n" }.joined() },
            plot: { PlotForm(found, footers: question.footers) })
        return try answer.report(call, environment, notes: question.notes)
    }

    /// People who are alike in a column cannot be told apart by it.
    private static func requireApart(_ call: Call) throws(CommandFailure) {
        let given = call.list("given")
        for (place, column) in given.enumerated()
        where call.list("by").contains(where: { $0.value == column.value })
            || given.prefix(place).contains(where: { $0.value == column.value })
        {
            throw CommandFailure("E604", call, at: column.span, "'\(column.value)' stands twice in one question")
        }
    }

    private static func unknown(_ name: Located<String>, _ call: Call) -> CommandFailure {
        guard let metric = Catalogue.metric(named: name.value) else {
            return CommandFailure(
                "E624", call, at: name.span, "no fairness measure is called '\(name.value)'",
                help: (FairnessMeasure.nearest(to: name.value).map { ["did you mean '\($0)'?"] } ?? [])
                    + ["help lists the measures"])
        }
        return CommandFailure(
            "E624", call, at: name.span, "'\(name.value)' is a metric, which one group has by itself",
            help: ["compare \(metric.name) by COLS compares it between groups"])
    }
}

extension Question {
    /// The fairness measures a call names; `all` is every one that the data and the line allow.
    fileprivate func measures(_ call: Call) throws(CommandFailure) -> [FairnessMeasure] {
        guard outcome.onlyClass == nil, classes.isBinary else {
            throw CommandFailure(
                "E625", call, at: nil, "fairness measures are about decisions with two outcomes",
                help: outcome.onlyClass == nil
                    ? ["add positive VALUE; values: \(classes.names.prefix(8).joined(separator: ", "))"]
                    : ["compare METRICS by COLS compares other figures between groups"])
        }
        let names = call.list("measures")
        guard !names.isEmpty else {
            let standard = FairnessMeasure.standard.filter { obstacle($0, call) == nil }
            // What the line has made possible is asked for by it.
            let more = ["adverse-impact-ratio", "conditional-statistical-parity-difference"].compactMap {
                FairnessMeasure.measure(named: $0)
            }.filter { obstacle($0, call) == nil }
            guard !standard.isEmpty else {
                throw failure(FairnessMeasure.standard[0], call, at: call.commandSpan)
            }
            return standard + more
        }
        var measures: [FairnessMeasure] = []
        for name in names {
            if name.value == "all" {
                for measure in FairnessMeasure.all
                where obstacle(measure, call) == nil && !measures.contains(where: { $0.name == measure.name }) {
                    measures.append(measure)
                }
                continue
            }
            guard let measure = FairnessMeasure.measure(named: name.value) else { continue }
            if obstacle(measure, call) != nil { throw failure(measure, call, at: name.span) }
            if !measures.contains(where: { $0.name == measure.name }) { measures.append(measure) }
        }
        return measures
    }

    /// What a measure needs and a question does not have.
    private enum Obstacle { case decisions, scores, probabilities, favourable, strata }

    private func obstacle(_ measure: FairnessMeasure, _ call: Call) -> Obstacle? {
        if measure.needsDecisions, !hasDecisions { return .decisions }
        if measure.needsScores, !hasScores { return .scores }
        if measure.needsProbabilities, !builder.context.scoresAreProbabilities { return .probabilities }
        if measure.needsFavourable, builder.context.favourablePositive == nil { return .favourable }
        if measure.needsStrata, call.list("given").isEmpty { return .strata }
        return nil
    }

    private func failure(_ measure: FairnessMeasure, _ call: Call, at span: TextSpan) -> CommandFailure {
        switch obstacle(measure, call) {
        case .decisions, nil:
            CommandFailure(
                "E603", call, at: span, "'\(measure.name)' needs the decisions of the model",
                help: [
                    hasScores
                        ? "add threshold T: scores from T up are decided as positive"
                        : "add prediction COL, or score COL threshold T",
                    "decisions in a file of their own: add id COL predictions FILE",
                ])
        case .scores:
            CommandFailure(
                "E613", call, at: span, "'\(measure.name)' needs the scores of the model", help: ["add score COL"])
        case .probabilities:
            CommandFailure(
                "E613", call, at: span, "'\(measure.name)' needs scores that are probabilities, from 0 to 1")
        case .favourable:
            CommandFailure(
                "E612", call, at: span, "'\(measure.name)' needs to know which decision people want",
                help: ["add favourable VALUE, e.g. favourable '\(classes.names[1])'"])
        case .strata:
            CommandFailure(
                "E626", call, at: span, "'\(measure.name)' compares people who are alike in something",
                help: ["add given COLS: columns that may explain a gap"])
        }
    }
}
