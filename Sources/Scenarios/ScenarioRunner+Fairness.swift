import Diagnostics
import Metrics

extension ScenarioRunner {
    /// The fairness measures that a scenario asks for, or the usual ones where it says nothing.
    ///
    /// - Throws: E838 for a measure that is asked for by name and that no model has.
    static func fairnessMeasures(
        of scenario: Scenario, _ classes: OutcomeClasses
    ) throws(ScenarioFailure) -> [FairnessMeasure] {
        func isPossible(_ measure: FairnessMeasure) -> Bool {
            classes.isBinary && scenario.models.contains { isMeasurable(measure, of: $0) }
                && !(measure.needsStrata && strata(of: scenario).isEmpty)
        }
        guard let declared = scenario.analysis.fairness else {
            let usual = FairnessMeasure.standard + ["adverse-impact-ratio"].compactMap(FairnessMeasure.measure(named:))
            return usual.filter(isPossible)
        }
        var measures: [FairnessMeasure] = []
        for name in declared {
            let asked = name.value == "all" ? FairnessMeasure.all.filter(isPossible) : []
            for measure in asked + [FairnessMeasure.measure(named: name.value)].compactMap({ $0 })
            where !measures.contains(where: { $0.name == measure.name }) {
                guard isPossible(measure) else {
                    throw impossible(measure, classes, at: name.location)
                }
                measures.append(measure)
            }
        }
        return measures
    }

    /// Whether a model has what a measure looks at.
    static func isMeasurable(_ measure: FairnessMeasure, of model: Scenario.ModelDeclaration) -> Bool {
        if measure.needsScores, model.score?.kind != .probability { return false }
        return !measure.needsFavourable || model.favourablePositive != nil
    }

    /// The columns that may explain a gap and that rows are counted by.
    static func strata(of scenario: Scenario) -> [String] {
        let groups = scenario.data.groups.map(\.column.value)
        return scenario.data.legitimate.map(\.value).filter(groups.contains)
    }

    private static func impossible(
        _ measure: FairnessMeasure, _ classes: OutcomeClasses, at location: SourceLocation
    ) -> ScenarioFailure {
        let (what, help): (String, String)
        if !classes.isBinary {
            (what, help) = ("is about decisions with two outcomes", "declare label: {column: …, positive: …}")
        } else if measure.needsScores {
            (what, help) = (
                "needs scores that are probabilities", "add score: {column: …, kind: probability} to a model"
            )
        } else if measure.needsStrata {
            (what, help) = (
                "compares people who are alike in something",
                "name columns that may explain a gap both under data.legitimate and under data.groups"
            )
        } else {
            (what, help) = ("needs to know which decision people want", "add favourable: 1 (or 0) to the models")
        }
        return ScenarioFailure([Diagnostic("E838", at: location, "'\(measure.name)' \(what)", help: [help])])
    }
}
