import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

@Suite("What is said of each metric")
struct ExplanationTests {
    @Test("Every metric of the catalogue says how it is computed and what it cannot say", arguments: Catalogue.all)
    func everyMetric(metric: Metric) throws {
        let explanation = try #require(metric.explanation)
        #expect(!explanation.formula.isEmpty && !explanation.counts.isEmpty)
        // A reader is told of something that does not follow; no sentence, so that it reads after "not said".
        #expect(explanation.limits.count > 10 && explanation.limits.last != ".")
        #expect(Set(explanation.peers).count == explanation.peers.count)
    }

    @Test(
        "Figures with a number or a class in their names are explained as well",
        arguments: [
            "f3-score", "f1.5", "pinball-0.9", "absolute-error-quantile-0.9", "average-precision-at-0.2", "recall:low",
            "f2:low",
        ])
    func parameters(name: String) throws {
        let metric = try #require(Catalogue.metric(named: name))
        let formula = try #require(metric.explanation).formula
        let digits = metric.name.split(separator: ":")[0].filter { $0.isNumber || $0 == "." }
        if name != "recall:low" { #expect(formula.contains(digits)) }
    }

    @Test("Every fairness measure says how it is computed and what it cannot say", arguments: FairnessMeasure.all)
    func everyMeasure(measure: FairnessMeasure) {
        #expect(!measure.formula.isEmpty)
        #expect(measure.limits.count > 10)
    }

    /// Metrics whose formula is arithmetic of the four cells.
    private static let arithmetic = Catalogue.all.filter { metric in
        guard metric.fits(binary: true), let formula = metric.explanation?.formula else { return false }
        return (try? Arithmetic.value(of: formula, ["TP": 1, "FP": 2, "FN": 3, "TN": 4])) != nil
    }

    @Test("The formula printed is the one that is computed", arguments: arithmetic)
    func formula(metric: Metric) throws {
        var random = SeededRandom(seed: 11)
        let formula = try #require(metric.explanation).formula
        for _ in 0..<20 {
            let cells = (0..<4).map { _ in Int.random(in: 1...40, using: &random) }
            var rows: [OutcomeTable.Row] = []
            for (place, count) in cells.enumerated() {
                rows += (0..<count).map { _ in
                    OutcomeTable.Row([], label: place / 2, decision: .predicted(place % 2), scores: [])
                }
            }
            let table = OutcomeTable(dimensions: [], classes: ["no", "yes"], rows: rows)
            var estimator = Estimator(
                table.cube.overall, context: EstimationContext(model: "m", replicates: 20, gateReplicates: 20))
            let value = try #require(estimator.estimate(metric).number)
            let said = try Arithmetic.value(
                of: formula,
                ["TN": Double(cells[0]), "FP": Double(cells[1]), "FN": Double(cells[2]), "TP": Double(cells[3])])
            #expect(abs(value - said) <= 1e-12 * max(1, abs(value)), "\(formula) of \(cells)")
        }
    }

    @Test("Most metrics of the four cells are held against their printed formula")
    func coverage() { #expect(Self.arithmetic.count >= 23) }
}
