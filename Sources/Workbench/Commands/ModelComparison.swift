import Diagnostics
import Diagnostics
import Evidence
import Interchange
import Metrics
import Scenarios
import Statistics

/// `compare … against COL`: two models on the same rows; `compare … stages`: the gap behind each stage of a decision.
enum ModelComparison {
    /// A line that names two models, as one about the decisions of the first against those of the second: `compare A vs B`
    /// asks for the usual rates, `compare METRICS of A vs B` for those it names.
    static func resolved(_ call: Call, _ state: SessionState) throws(CommandFailure) -> Call {
        guard let other = call.text("vs") else { return try OtherModel.resolved(call) }
        try refuse(
            DataClauses.other.map(\.word) + ["in", "prediction", "score", "threshold"], with: "two models by name", call
        )
        let first: Located<String>
        var call = call
        if let of = call.text("of") {
            first = of
        } else {
            let named = call.list("metrics")
            guard named.count == 1 else {
                throw CommandFailure(
                    "E848", call, at: other.span, "which model is compared with '\(other.value)'?",
                    help: ["compare A vs B by COLS, or compare METRICS of A vs B by COLS"])
            }
            first = named[0]
            // Of more than two classes nothing but how often each is right is said of the whole.
            let usual = ["accuracy", "selection-rate", "true-positive-rate", "false-positive-rate"]
            let isBinary = state.dataset(first.value)?.roles.positive != nil
            call = call.with("metrics", list: usual.prefix(isBinary ? 4 : 1).map { Located($0, at: first.span) })
                .with("of", text: first)
        }
        let (model, against) = (try model(first, state, call), try model(other, state, call))
        guard model.rowsName == against.rowsName else {
            throw CommandFailure(
                "E848", call, at: other.span, "'\(first.value)' and '\(other.value)' are about different rows",
                help: ["two models are compared on the same rows: import both onto one dataset"])
        }
        guard model.roles.prediction != against.roles.prediction, let decisions = against.roles.prediction else {
            throw CommandFailure(
                "E848", call, at: other.span,
                model.name == against.name
                    ? "a model is not compared with itself" : "'\(other.value)' has no decisions of its own",
                help: ["import it with predictions COL, or score COL threshold T"])
        }
        call = call.with("against", text: Located(decisions, at: other.span))
        if let score = against.roles.score, model.roles.score != nil, !model.roles.weightKind.isSummed {
            call = call.with("against-score", text: Located(score, at: other.span))
        }
        return call
    }

    private static func model(
        _ name: Located<String>, _ state: SessionState, _ call: Call
    ) throws(CommandFailure) -> Dataset {
        if let model = state.dataset(name.value) { return model }
        let names = state.datasets.map(\.name)
        throw CommandFailure(
            "E606", call, at: name.span, "nothing is loaded under the name '\(name.value)'",
            help: (NearMatch.nearest(to: name.value, among: names).map { ["did you mean '\($0)'?"] } ?? [])
                + [names.isEmpty ? "nothing is loaded" : "loaded: " + names.joined(separator: ", ")])
    }

    /// The answer to a comparison of two models; `nil` where a line compares groups.
    static func models(
        _ question: Question, _ call: Call, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report? {
        guard let (decision, _) = try question.against(call) else { return nil }
        try refuse(["as", "reference", "stages", "tipping", "tolerance"], with: "two models on the same rows", call)
        let records = question.builder.paired(
            try question.pairedRates(call), against: decision, by: question.groupings)
        let answer = Answer(
            table: PairedTable.long(records, footers: question.footers),
            readable: { PairedTable.readable(records, footers: question.footers) },
            document: { EstimateJSON.paired(records).canonicalText() + "\n" },
            lines: { records.map { EstimateJSON.paired($0).canonicalText(.compact) + "\n" }.joined() },
            plot: { PlotForm(records, footers: question.footers) })
        return try answer.report(call, environment, notes: question.notes)
    }

    /// The answer to a comparison of groups at each stage; `nil` without stages.
    static func stages(
        _ asked: Question, _ call: Call, _ state: SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report? {
        guard !asked.stages.isEmpty else { return nil }
        var asked = asked
        try refuse(["as", "tipping", "tolerance"], with: "stages by differences", call)
        var records: [StageRecord] = []
        for grouping in asked.groupings {
            guard asked.builder.cube.evidence(by: grouping).count > 1 else {
                throw CommandFailure(
                    "E621", call, at: call.span(of: "by"),
                    "there is only one group of \(grouping.joined(separator: ", ")): nothing to compare it with")
            }
            let reference: Gate.Reference
            switch try asked.reference(call, grouping, state.loaded.references) {
            case .named(let key)?: reference = .named(key.levels.map(\.name))
            case .largest?: reference = .largest
            case .complement?, nil: reference = .complement
            case .overall?, .best?, .pairwise?:
                throw CommandFailure(
                    "E766", call, at: call.span(of: "reference"),
                    "the gaps of stages add up against one group, or against everybody else",
                    help: ["add reference COL=VALUE, or reference largest, or leave reference out"])
            }
            for metric in try asked.metrics(call) {
                try CommandFailure.throwIfStopped()
                do {
                    records += try asked.builder.stagedGaps(
                        metric, by: grouping, stages: asked.stages, reference: reference)
                } catch { throw CommandFailure(error) }
            }
        }
        let (found, question) = (records, asked)
        let answer = Answer(
            table: StageTable.long(found, footers: question.footers),
            readable: { StageTable.readable(found, footers: question.footers) },
            document: { EstimateJSON.stages(found).canonicalText() + "\n" },
            lines: { found.map { EstimateJSON.stage($0).canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment, notes: question.notes)
    }

    private static func refuse(_ clauses: [String], with what: String, _ call: Call) throws(CommandFailure) {
        guard let clause = clauses.first(where: call.has) else { return }
        throw CommandFailure(
            "E766", call, at: call.span(of: clause), "'\(clause)' means nothing where a line compares \(what)",
            help: ["leave \(clause) out"])
    }
}
