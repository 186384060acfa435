import Diagnostics
import Evidence
import Metrics
import Scenarios
import Statistics
import TestSupport

/// Gates decided on tables made of counts.
enum GateFixtures {
    struct NoSuchMetric: Error { let name: String }

    /// The four cells of a group, and how many rows more have no label, by prediction.
    struct Cells {
        var truePositives = 0, falsePositives = 0, falseNegatives = 0, trueNegatives = 0
        var unlabelledNegatives = 0, unlabelledPositives = 0

        /// x of n positives found, and nothing else.
        static func found(_ x: Int, of n: Int) -> Cells { Cells(truePositives: x, falseNegatives: n - x) }
        /// x of n negatives called positive.
        static func flagged(_ x: Int, of n: Int) -> Cells { Cells(falsePositives: x, trueNegatives: n - x) }

        func rows(_ group: String?) -> [OutcomeTable.Row] {
            func rows(_ count: Int, _ label: Int?, _ prediction: Int) -> [OutcomeTable.Row] {
                Array(repeating: .init([group], label: label, decision: .predicted(prediction)), count: count)
            }
            return rows(truePositives, 1, 1) + rows(falsePositives, 0, 1) + rows(falseNegatives, 1, 0)
                + rows(trueNegatives, 0, 0) + rows(unlabelledNegatives, nil, 0) + rows(unlabelledPositives, nil, 1)
        }
    }

    static func table(_ groups: KeyValuePairs<String?, Cells>) -> OutcomeTable {
        OutcomeTable(dimensions: ["g"], classes: ["0", "1"], rows: groups.flatMap { $0.value.rows($0.key) })
    }

    static func gate(
        _ comparison: Gate.Comparison, metric: String = "true-positive-rate", by: [String]? = ["g"],
        harm: Gate.Harm = .worse, alpha: Double = 0.05
    ) -> Gate {
        Gate(
            name: "gate", location: SourceLocation(file: "scenario.yaml"), metric: metric, by: by, models: nil,
            comparison: comparison, harm: harm, alpha: alpha)
    }

    static func evaluate(
        _ gate: Gate, _ table: OutcomeTable, favourable: Bool? = true, minimumGroup: Int = 1,
        design: EvidenceDesign = EvidenceDesign()
    ) throws -> Assessment.GateResult {
        guard let metric = Catalogue.metric(named: gate.metric, binary: true) else {
            throw NoSuchMetric(name: gate.metric)
        }
        let context = EstimationContext(
            model: "m", replicates: 300, gateReplicates: 300, favourablePositive: favourable,
            allRows: table.rows.count)
        return GateEvaluator(cube: table.cube, context: context, minimumGroup: minimumGroup, design: design)
            .evaluate(gate, metric: metric)
    }

    static func evaluate(
        _ gate: Gate, _ groups: KeyValuePairs<String?, Cells>, favourable: Bool? = true, minimumGroup: Int = 1,
        design: EvidenceDesign = EvidenceDesign()
    ) throws -> Assessment.GateResult {
        try evaluate(gate, table(groups), favourable: favourable, minimumGroup: minimumGroup, design: design)
    }

    static func key(_ value: String?) -> GroupKey { GroupKey([GroupLevel(dimension: "g", value: value)]) }
}
