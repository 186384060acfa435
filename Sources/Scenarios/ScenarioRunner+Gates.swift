import Diagnostics
import Metrics
import Statistics

extension ScenarioRunner {
    /// What a change is measured of has to be assessed now, so that it is known later, and to have been assessed then.
    static func checkChanges(
        _ gates: [(Gate, Metric)], _ metrics: [Metric], _ scenario: Scenario, _ earlier: EarlierAssessment?
    ) throws(ScenarioFailure) {
        for (gate, metric) in gates {
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

    /// Two models are compared by rates of the same rows, and by what the same people want.
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
        func isPaired(_ metric: Metric) -> Bool {
            PairedDecisions.Rate(metric, classCount: classes.names.count, context: context(true)) != nil
        }
        guard isPaired(metric) else {
            let rates = Catalogue.all.filter { $0.fits(binary: classes.isBinary) && isPaired($0) }.map(\.name)
            throw ScenarioFailure([
                Diagnostic(
                    "E831", at: gate.location,
                    "'\(metric.name)' cannot be compared between two models on the same rows",
                    help: [
                        "a rate can whose rows do not depend on what was decided: " + rates.joined(separator: ", ")
                    ])
            ])
        }
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
}
