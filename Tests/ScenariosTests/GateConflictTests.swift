import Diagnostics
import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

@testable import Scenarios

@Suite("Gates that exclude each other")
struct GateConflictTests {
    private func gate(_ metric: String, by: [String]? = ["g"], _ comparison: Gate.Comparison = .range(tolerance: 0.1))
        -> Gate
    {
        var gate = GateFixtures.gate(comparison, metric: metric, by: by)
        gate.name = metric
        return gate
    }

    private func findings(_ gates: [Gate], _ groups: KeyValuePairs<String?, GateFixtures.Cells>) -> [Assessment.Finding]
    {
        let table = GateFixtures.table(groups)
        return AssessmentBuilder(
            cube: table.cube,
            context: EstimationContext(model: "m", replicates: 300, gateReplicates: 300, favourablePositive: true),
            minimumGroup: 1
        ).impossible(gates)
    }

    private let unlike: KeyValuePairs<String?, GateFixtures.Cells> = [
        "a": .init(truePositives: 120, falsePositives: 20, falseNegatives: 40, trueNegatives: 60),
        "b": .init(truePositives: 40, falsePositives: 30, falseNegatives: 20, trueNegatives: 150),
    ]

    @Test("Predictive values and both error rates at once, where base rates are shown to differ")
    func conflict() throws {
        let gates = ["positive-predictive-value", "false-positive-rate", "true-positive-rate"].map { gate($0) }
        let finding = try #require(findings(gates, unlike).first)
        guard case .gatesExcludeEachOther(let names, let by, let least, let most) = finding.kind else {
            Issue.record("another finding: \(finding)")
            return
        }
        #expect(names == gates.map(\.name) && by == ["g"])
        #expect(least == 60.0 / 240 && most == 160.0 / 240)
        // The identity behind it: with PPV and TPR of one group and the base rate of the other, FPR would have to differ.
        let (ppv, tpr) = (120.0 / 140, 0.75)
        let wanted = { (base: Double) in base / (1 - base) * (1 - ppv) / ppv * tpr }
        #expect(abs(wanted(most) - wanted(least)) > 0.1)
    }

    @Test(
        "Any two of the three can hold together, and so can gates of other groupings or of levels",
        arguments: [
            ["positive-predictive-value", "false-positive-rate"], ["true-positive-rate", "false-negative-rate"],
            ["accuracy", "true-positive-rate", "false-positive-rate"], ["positive-predictive-value"], [],
        ])
    func possible(metrics: [String]) {
        #expect(findings(metrics.map { gate($0) }, unlike).isEmpty)
        let others = [
            gate("positive-predictive-value"), gate("false-positive-rate", by: ["h"]),
            gate("true-positive-rate", .worstGroup(.floor(0.5))), gate("false-negative-rate", by: nil),
        ]
        #expect(findings(others, unlike).isEmpty)
    }

    @Test("Nothing is said where base rates are not shown to differ")
    func alike() {
        let gates = ["false-discovery-rate", "true-negative-rate", "false-negative-rate"].map { gate($0) }
        let cells = GateFixtures.Cells(truePositives: 30, falsePositives: 10, falseNegatives: 10, trueNegatives: 30)
        #expect(findings(gates, ["a": cells, "b": cells]).isEmpty)
        #expect(findings(gates, unlike).count == 1)
    }
}
