import Diagnostics
import Evidence
import Interchange
import Metrics
import Probes
import Scenarios
import Statistics
import Tables

/// `probe thresholds`: what other thresholds would do.
enum ThresholdProbe {
    /// The clauses that only this probe has.
    static let declared = [
        CommandDeclaration.Clause(
            "cost-false-positive", .number, hint: "V", summary: "thresholds: what a false positive costs; 1 if not said"
        ),
        CommandDeclaration.Clause(
            "cost-false-negative", .number, hint: "V", summary: "what a false negative costs; 1 if not said"),
        CommandDeclaration.Clause(
            "cost-abstention", .number, hint: "V", summary: "what it costs to leave a row to somebody else"),
        CommandDeclaration.Clause(
            "front", .choice(ThresholdRate.allCases.map(\.rawValue)), hint: "RATE",
            summary: "the rate weighed against cost; selection-rate if not said"),
    ]

    static let examples = [
        CommandDeclaration.Example(
            "probe thresholds in loans.csv label repaid positive yes score p_repay by gender cost-false-positive 3"),
        CommandDeclaration.Example(
            "probe thresholds in loans.csv label repaid positive yes score p_repay by gender all to csv"),
    ]

    /// The clauses that mean something to it.
    static let clauses =
        declared.map(\.word) + ["metrics", "by", "all", "where", "level", "seed", "to"]
        + (DataClauses.evidence + DataClauses.reading).map(\.word).filter { !["weight", "weights"].contains($0) }

    /// Thresholds that are shown unless all are asked for.
    private static let shownCount = 11

    static func run(
        _ call: Call, _ state: SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard call.lists("by").count <= 1 else {
            throw CommandFailure(
                "E901", call, at: call.span(of: "by"), "thresholds are told by one grouping", help: ["write by A, B"])
        }
        let metrics = try metrics(call)
        var options = ThresholdStudy.Options()
        options.costs = try costs(call)
        options.threshold = call.number("threshold")?.value
        options.frontRate = call.text("front").flatMap { ThresholdRate(rawValue: $0.value) } ?? .selection
        let question = try Question(call, state)
        guard question.classes.isBinary, question.outcome.onlyClass == nil, question.hasScores else {
            throw CommandFailure(
                "E901", call, at: call.span(of: "score"), "thresholds are for scores of a label with a positive value",
                help: ["add positive VALUE score COL"])
        }
        options.level = question.builder.context.level
        options.seed = question.builder.context.seed
        try CommandFailure.throwIfStopped()
        let cube = question.builder.cube
        guard
            let study = ThresholdStudy(
                cube, by: question.groupings.first ?? [], metrics: metrics, thresholds: shown(call, cube),
                options: options, context: question.builder.context)
        else {
            throw CommandFailure(
                "E901", call, at: call.span(of: "by"), "scores were not counted by these groups",
                help: ["count the rows again with scores-by"])
        }
        let form = ThresholdForm(study: study, metrics: metrics, options: options, model: question.model)
        let footers = question.footers
        let answer = Answer(
            table: form.long, readable: { form.readable(footers) },
            document: { form.document.canonicalText() + "\n" },
            lines: { form.records.map { $0.canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment, notes: question.notes)
    }

    private static func metrics(_ call: Call) throws(CommandFailure) -> [Metric] {
        let names = call.list("metrics")
        guard !names.isEmpty else {
            return ["selection-rate", "true-positive-rate", "false-positive-rate", "positive-predictive-value"]
                .compactMap { Catalogue.metric(named: $0, binary: true) }
        }
        var metrics: [Metric] = []
        for name in names {
            guard let metric = Catalogue.metric(named: name.value, binary: true) else {
                throw Question.unknownMetric(name, call)
            }
            guard case .proportion = metric.definition else {
                throw CommandFailure(
                    "E901", call, at: name.span, "'\(metric.name)' is no rate that a threshold changes",
                    help: ["rates: selection-rate, true-positive-rate, accuracy, positive-predictive-value, …"])
            }
            metrics.append(metric)
        }
        return metrics
    }

    private static func costs(_ call: Call) throws(CommandFailure) -> DecisionCosts {
        func cost(_ clause: String) throws(CommandFailure) -> Double? {
            guard let cost = call.number(clause) else { return nil }
            guard cost.value >= 0, cost.value.isFinite else {
                throw CommandFailure("E673", call, at: cost.span, "'\(clause)' is 0 or more")
            }
            return cost.value
        }
        let costs = DecisionCosts(
            falsePositive: try cost("cost-false-positive") ?? 1, falseNegative: try cost("cost-false-negative") ?? 1,
            abstention: try cost("cost-abstention"))
        guard costs.falsePositive + costs.falseNegative > 0 else {
            throw CommandFailure(
                "E673", call, at: call.span(of: "cost-false-positive"), "some wrong decision costs something")
        }
        return costs
    }

    /// Some thresholds, as far apart as they select rows; `nil` for all.
    private static func shown(_ call: Call, _ cube: EvidenceCube) -> [Double]? {
        guard !call.has("all"), let scores = cube.overall.scores.first else { return nil }
        let curve = ThresholdCurve(key: .overall, scores: scores)
        return curve.spaced(shownCount)
    }
}
