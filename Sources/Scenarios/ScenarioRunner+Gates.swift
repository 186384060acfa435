import Diagnostics
import Metrics
import Statistics

extension ScenarioRunner {
    /// What a change is measured of has to be assessed now, so that it is known later, and to have been assessed then.
    static func checkChanges(
        _ gates: [(Gate, Metric)], _ metrics: [Metric], _ scenario: Scenario, _ earlier: EarlierAssessment?
    ) throws(ScenarioFailure) {
        for (gate, metric) in gates where gate.since == .earlier {
            let by = gate.by ?? []
            switch gate.comparison {
            case .change: break
            case .gapChange(let reference, _):
                guard reference != self.reference(by, scenario) else { break }
                throw ScenarioFailure([
                    Diagnostic(
                        "E835", at: gate.location,
                        "gaps are assessed against another reference than that of this gate",
                        help: ["leave 'reference' out, or declare it for the column under data.groups"])
                ])
            case .noSkill, .value, .difference, .ratio, .range, .worstGroup, .model: continue
            }
            guard metrics.contains(where: { $0.name == metric.name }),
                by.isEmpty || scenario.analysis.by.contains(where: { $0.value.sorted() == by.sorted() })
            else {
                throw ScenarioFailure([
                    Diagnostic(
                        "E835", at: gate.location,
                        "a change of '\(metric.name)' is gated that is not among the figures assessed",
                        help: [
                            "add \(metric.name) to analysis.metrics"
                                + (by.isEmpty ? "" : " and \(by.joined(separator: " × ")) to analysis.by")
                                + ": what a later assessment is compared with has to be in this one"
                        ])
                ])
            }
            try earlier?.requireFigures(of: gate, metric)
        }
    }

    /// Two models are compared by figures of the same rows, and by what the same people want.
    static func checkOpponent(
        _ gate: Gate, _ metric: Metric, _ classes: OutcomeClasses, _ scenario: Scenario
    ) throws(ScenarioFailure) {
        guard case .model(let other, _) = gate.comparison else { return }
        let bound = scenario.models.filter { gate.binds($0.name) }
        func context(_ favourable: Bool?) -> EstimationContext {
            var context = EstimationContext(model: "", favourablePositive: favourable)
            context.classes = classes.names
            context.order = declaredOrder(scenario, classes)
            return context
        }
        func comparison(_ metric: Metric) -> PairedComparison? {
            PairedComparison(metric, classCount: classes.names.count, context: context(true))
        }
        guard let compared = comparison(metric) else {
            let names = Catalogue.all.filter { $0.fits(binary: classes.isBinary) && comparison($0) != nil }.map(\.name)
            throw ScenarioFailure([
                Diagnostic(
                    "E831", at: gate.location,
                    "'\(metric.name)' cannot be compared between two models on the same rows",
                    help: ["these can: " + names.joined(separator: ", ")])
            ])
        }
        if case .scores = compared { try checkScores(gate, metric, of: bound.map(\.name) + [other], scenario) }
        let wanted = scenario.models.first { $0.name == other }?.favourablePositive
        guard metric.name == "favourable-rate", let odd = bound.first(where: { $0.favourablePositive != wanted }) else {
            return
        }
        throw ScenarioFailure([
            Diagnostic(
                "E830", at: gate.location, "'\(odd.name)' and '\(other)' do not call the same decision favourable",
                help: ["the same people want the same decision of both: declare 'favourable' alike"])
        ])
    }

    /// Models that are compared by their scores have some, and where these are probabilities both do.
    private static func checkScores(
        _ gate: Gate, _ metric: Metric, of names: [String], _ scenario: Scenario
    ) throws(ScenarioFailure) {
        for model in scenario.models where names.contains(model.name) {
            let hasScores = model.score != nil || !model.scores.isEmpty
            let areProbabilities = model.score.map { $0.kind == .probability } ?? true
            guard !hasScores || metric.needsProbabilities && !areProbabilities else { continue }
            throw ScenarioFailure([
                Diagnostic(
                    "E940", at: gate.location,
                    "'\(metric.name)' is compared between two models, and '\(model.name)' has no "
                        + (hasScores ? "scores that are probabilities" : "scores"),
                    help: [
                        hasScores
                            ? "compare by the order of scores: roc-auc" : "add score: {column: …} to '\(model.name)'"
                    ])
            ])
        }
    }
}
