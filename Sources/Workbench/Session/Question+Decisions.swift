import Diagnostics
import Evidence
import Metrics
import Scenarios
import Tables

/// What other models, or stages behind the model, decided of the same rows.
extension Question {
    /// The stages that a line declares, checked.
    static func stages(_ call: Call) throws(CommandFailure) -> [DecisionStage] {
        var stages: [DecisionStage] = []
        for cell in call.cells("stages") {
            let name = cell.name.value
            guard name != DecisionStage.model, !stages.contains(where: { $0.name == name }) else {
                throw CommandFailure(
                    "E764", call, at: cell.name.span,
                    name == DecisionStage.model
                        ? "'\(name)' is the stage before all others" : "two stages are called '\(name)'",
                    help: ["stages are named in their order behind the model: stages rule=COL, human=COL"])
            }
            guard !stages.contains(where: { $0.column == cell.value.value }) else {
                throw CommandFailure(
                    "E764", call, at: cell.value.span, "'\(cell.value.value)' is the column of two stages")
            }
            stages.append(DecisionStage(name: name, column: cell.value.value))
        }
        return stages
    }

    /// Refuses scores of a second model that nothing can be compared with.
    static func checkPair(_ call: Call, _ roles: Roles) throws(CommandFailure) {
        guard roles.againstScore != nil, call.text("against") != nil || call.has("against-score") else { return }
        let span = call.span(of: "against-score") ?? call.span(of: "against")
        guard call.has("against") else {
            throw CommandFailure(
                "E760", call, at: span, "whose scores are these?",
                help: ["add against COL: the column of what the other model decided"])
        }
        guard roles.score != nil || call.has("against-threshold") else {
            throw CommandFailure(
                "E760", call, at: span, "the scores of the model itself are not declared", help: ["add score COL"])
        }
        guard roles.score == nil || !roles.weightKind.isSummed else {
            throw CommandFailure(
                "E762", call, at: span,
                "shifts of scores are not summed with weights of the kind \(roles.weightKind.rawValue)",
                help: ["leave out against-score, or the weights"])
        }
    }

    /// Refuses columns of other decisions of which none is a value of the label.
    static func checkDecisions(
        _ told: ToldColumns, _ rows: QuestionRows, _ classes: OutcomeClasses, _ call: Call
    ) throws(CommandFailure) {
        for decision in told.dimensions where decision.rule == .decision {
            let column = try category(decision.name, rows.decisions, rows.table, call, clause: "against")
            guard !column.levels.isEmpty, !column.levels.contains(where: classes.names.contains) else { continue }
            throw CommandFailure(
                "E614", call, at: ToldColumns.span(of: decision, call),
                "the decisions in '\(decision.column)' are not written as the labels are",
                help: [
                    "decisions: " + column.levels.prefix(8).map { "'\($0)'" }.joined(separator: ", "),
                    "labels: " + classes.names.prefix(8).map { "'\($0)'" }.joined(separator: ", "),
                ])
        }
    }

    /// The decisions of the model that a line compares with.
    func against(_ call: Call) throws(CommandFailure) -> (decision: ToldDimension, span: TextSpan)? {
        guard let against = call.text("against") else { return nil }
        guard let decision = builder.cube.decisions(in: against.value) else {
            throw Self.lacksDecisions(against, builder.cube, call)
        }
        guard !builder.cube.header.weights.isSummed else {
            throw CommandFailure(
                "E762", call, at: against.span,
                "two models are compared row by row, which weights of the kind \(builder.cube.header.weights.rawValue) do not allow",
                help: ["leave out weight"])
        }
        guard hasDecisions else {
            throw CommandFailure(
                "E603", call, at: against.span, "two models are compared by what they decide",
                help: ["add prediction COL, or score COL threshold T"])
        }
        return (decision, against.span)
    }

    /// A cube that was counted without a second model, or without these stages.
    static func lacksDecisions(_ column: Located<String>, _ cube: EvidenceCube, _ call: Call) -> CommandFailure {
        CommandFailure(
            "E765", call, at: column.span,
            "a cube cannot answer this: it was not counted with the decisions in '\(column.value)'",
            help: [
                cube.otherDecisions.isEmpty
                    ? "it holds the decisions of one model only"
                    : "it holds other decisions in: " + cube.otherDecisions.joined(separator: ", "),
                "count the rows again with against \(column.value)",
            ])
    }

    /// Metrics that can be compared between two models row by row; `all` is every one that can.
    func pairedRates(_ call: Call) throws(CommandFailure) -> [(metric: Metric, rate: PairedDecisions.Rate)] {
        func rate(_ metric: Metric) -> PairedDecisions.Rate? {
            PairedDecisions.Rate(metric, classCount: classes.names.count, context: builder.context)
        }
        let named = Set(
            call.list("metrics").compactMap { Catalogue.metric(named: $0.value, binary: classes.isBinary)?.name })
        var rates: [(metric: Metric, rate: PairedDecisions.Rate)] = []
        for metric in try metrics(call) {
            if let rate = rate(metric) {
                rates.append((metric, rate))
                continue
            }
            guard named.contains(metric.name) else { continue }
            let known = Catalogue.available(binary: classes.isBinary, hasScores: false, hasProbabilities: false)
                .filter { rate($0) != nil }.map(\.name)
            throw CommandFailure(
                "E763", call,
                at: call.list("metrics").first { Catalogue.metric(named: $0.value)?.name == metric.name }?.span,
                "'\(metric.name)' is no rate of the same rows whatever is decided",
                help: ["two models are compared by: " + known.joined(separator: ", ")])
        }
        return rates
    }
}
