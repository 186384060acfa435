import Diagnostics
import Metrics
import Statistics

extension EarlierAssessment {
    /// Refuses an assessment that is about something else.
    ///
    /// - Throws: E834 for another scenario, E835 where outcomes mean something else, E836 for other groups.
    func requireMatch(
        _ scenario: Scenario, classes: [String], groupings: [[String]]
    ) throws(ScenarioFailure) {
        guard self.scenario == scenario.name else {
            throw ScenarioFailure([
                Diagnostic(
                    "E834", at: place,
                    "the earlier assessment is of the scenario '\(self.scenario)', not of '\(scenario.name)'")
            ])
        }
        guard self.classes == classes, positive == scenario.data.label.positive else {
            func told(_ classes: [String], _ positive: String?) -> String {
                classes.joined(separator: ", ") + (positive.map { "; positive: \($0)" } ?? "")
            }
            throw ScenarioFailure([
                Diagnostic(
                    "E835", at: place, "the earlier assessment is about another outcome",
                    help: [
                        "then: \(told(self.classes, positive))",
                        "now: \(told(classes, scenario.data.label.positive))",
                    ])
            ])
        }
        for model in scenario.models {
            guard let then = models[model.name], then.favourablePositive != model.favourablePositive else { continue }
            throw ScenarioFailure([
                Diagnostic(
                    "E835", at: model.location,
                    "in the earlier assessment '\(model.name)' has another decision that people want",
                    help: ["a rate that is wanted now is not to be compared with one that was not wanted then"])
            ])
        }
        let known = groupings.filter { self.groupings.contains($0.sorted()) }
        guard groupings.isEmpty || !known.isEmpty else {
            throw ScenarioFailure([
                Diagnostic(
                    "E836", at: place, "the earlier assessment has none of the groups of this one",
                    help: [
                        "now by: " + groupings.map { $0.joined(separator: " × ") }.joined(separator: ", "),
                        "then by: "
                            + self.groupings.filter { !$0.isEmpty }.map { $0.joined(separator: " × ") }.sorted()
                            .joined(separator: ", "),
                    ])
            ])
        }
    }

    /// Refuses a gate on a change of what was not assessed then.
    ///
    /// - Throws: E835 for a metric, E836 for groups.
    func requireFigures(of gate: Gate, _ metric: Metric) throws(ScenarioFailure) {
        guard !has(metric.name, by: gate.by ?? []) else { return }
        let by = gate.by.map { " by \($0.joined(separator: " × "))" } ?? ""
        let isKnown = groupings.contains((gate.by ?? []).sorted())
        throw ScenarioFailure([
            Diagnostic(
                isKnown ? "E835" : "E836", at: gate.location,
                "the earlier assessment has no figures of '\(metric.name)'\(by)",
                help: ["analysis.metrics and analysis.by of both have to have what a gate on a change looks at"])
        ])
    }

    /// Whether its rows may be among those of another assessment: one file, or days that overlap.
    func mayShareRows(_ inputs: [Assessment.Input], _ period: Assessment.Period?) -> Bool {
        if inputs.contains(where: { $0.role == .data && dataDigests.contains($0.sha256) }) { return true }
        guard let then = self.period, let now = period else { return false }
        return then.first <= now.last && now.first <= then.last
    }
}
