import Diagnostics
import Evidence
import Interchange
import Metrics
@testable import Scenarios
import Statistics
import TestSupport
import Testing

@Suite("Gates on some rows, and over slices")
struct SliceGateTests {
    /// Rows of three columns, of which one combination is decided worse than all others.
    private static func table(bad: [String: String] = ["g": "x", "h": "p"], each: Int = 120) -> OutcomeTable {
        var rows: [OutcomeTable.Row] = []
        for g in ["x", "y"] {
            for h in ["p", "q"] {
                for i in ["s", "t"] {
                    let own = ["g": g, "h": h, "i": i]
                    let isBad = bad.allSatisfy { own[$0.key] == $0.value }
                    for row in 0..<each {
                        let isFound = row % 10 < (isBad ? 3 : 9)
                        rows.append(.init([g, h, i], label: 1, decision: .predicted(isFound ? 1 : 0)))
                    }
                }
            }
        }
        rows += (0..<5).map { _ in .init(["rare", "p", "s"], label: 1, decision: .predicted(0)) }
        return OutcomeTable(dimensions: ["g", "h", "i"], classes: ["0", "1"], rows: rows)
    }

    private static func evaluate(
        _ gate: Gate, _ table: OutcomeTable = table(), design: EvidenceDesign = EvidenceDesign()
    ) throws -> Assessment.GateResult {
        GateEvaluator(
            cube: table.cube, context: EstimationContext(model: "m", favourablePositive: true), minimumGroup: 30,
            design: design
        ).evaluate(gate, metric: try #require(Catalogue.metric(named: gate.metric, binary: true)))
    }

    private static func gate(
        _ comparison: Gate.Comparison, slices: Gate.Slices? = nil, conditions: [Gate.Condition] = [],
        by: [String]? = nil
    ) -> Gate {
        var gate = GateFixtures.gate(comparison, by: by)
        (gate.slices, gate.conditions) = (slices, conditions)
        return gate
    }

    @Test("The groupings are all combinations up to the depth, shallow ones first")
    func groupings() {
        let slices = Gate.Slices(columns: ["g", "h", "i"], depth: 2)
        #expect(slices.groupings == [["g"], ["h"], ["i"], ["g", "h"], ["g", "i"], ["h", "i"]])
        #expect(Gate.Slices(columns: ["g", "h", "i"], depth: 3).groupings.count == 7)
        #expect(Gate.Slices(columns: ["g"], depth: 3).groupings == [["g"]])
    }

    @Test("The worst slice is found where no single column shows it", arguments: [1, 2, 3])
    func worst(depth: Int) throws {
        let result = try Self.evaluate(
            Self.gate(.worstGroup(.floor(0.5)), slices: .init(columns: ["g", "h", "i"], depth: depth)))
        // Two of three columns' levels with 5 rows only are left out, at each depth.
        let all = depth == 1 ? 7 : depth == 2 ? 7 + 14 : 7 + 14 + 9
        #expect(result.components.count + (try #require(result.slicesLeftOut)) == all)
        #expect(result.familySize == result.components.count)
        #expect(result.components.allSatisfy { !$0.group.levels.contains { $0.value == "rare" } })
        if depth == 1 {
            #expect(result.verdict.name == "pass" && result.worseOff == nil)
        } else {
            #expect(result.verdict == .fail)
            let worst = try #require(result.worseOff)
            #expect(Set(worst.levels.compactMap(\.value)).isSuperset(of: ["x", "p"]))
            // Every slice shares the error of failing wrongly.
            let interval = try #require(result.components.first { $0.group == worst }?.failInterval)
            #expect(abs(interval.level - (1 - 0.1 / Double(result.familySize))) < 1e-12)
        }
    }

    @Test("A slice is compared with everybody else, and each component is that of its own grouping")
    func differences() throws {
        let gate = Self.gate(
            .difference(.complement, tolerance: 0.2), slices: .init(columns: ["g", "h"], depth: 2))
        let result = try Self.evaluate(gate)
        for grouping in [["g"], ["h"], ["g", "h"]] {
            let own = try Self.evaluate(Self.gate(.difference(.complement, tolerance: 0.2), by: grouping))
            for component in own.components where (result.components.map(\.group)).contains(component.group) {
                let slice = try #require(result.components.first { $0.group == component.group })
                #expect(slice.estimate == component.estimate && slice.groupValue == component.groupValue)
            }
        }
        #expect(result.verdict == .fail)
    }

    @Test("Support leaves out what too few rows have")
    func support() throws {
        let result = try Self.evaluate(
            Self.gate(.value(.floor(0.1)), slices: .init(columns: ["g", "h"], depth: 2, support: 0.3)))
        #expect(result.components.map { $0.group.dimensions } == [["g"], ["g"], ["h"], ["h"]])
        #expect(result.slicesLeftOut == 1 + 5 && result.verdict == .pass)
    }

    @Test(
        "A gate on some rows is the gate on a table of those rows alone",
        arguments: [
            .value(.floor(0.8)), .difference(.complement, tolerance: 0.1), .difference(.largest, tolerance: 0.1),
            .ratio(.complement, .floor(0.8)), .range(tolerance: 0.1), .worstGroup(.floor(0.8)),
        ] as [Gate.Comparison])
    func condition(comparison: Gate.Comparison) throws {
        let all = Self.table()
        for levels in [["x"], ["x", "rare"], ["nobody"]] {
            let rows = all.rows.filter { row in levels.contains { row.groups[0] == $0 } }
            let alone = OutcomeTable(dimensions: all.dimensions, classes: all.classes, rows: rows)
            let own = try Self.evaluate(
                Self.gate(comparison, conditions: [.init(column: "g", levels: levels)], by: ["h"]), all)
            let expected = try Self.evaluate(Self.gate(comparison, by: ["h"]), alone)
            #expect(own.verdict == expected.verdict && own.caps == expected.caps)
            #expect(own.components.map(\.estimate) == expected.components.map(\.estimate), "\(levels)")
            #expect(own.components.map(\.failInterval) == expected.components.map(\.failInterval))
            #expect(own.worseOff == expected.worseOff)
            if levels == ["nobody"] { #expect(own.verdict.name == "inconclusive") }
        }
    }

    @Test("A column that was inferred forbids a decision as a condition too")
    func inferred() throws {
        let design = EvidenceDesign(inferredColumns: ["g"])
        for comparison in [.value(.floor(0.1)), .range(tolerance: 0.9)] as [Gate.Comparison] {
            let gate = Self.gate(comparison, conditions: [.init(column: "g", levels: ["x"])], by: ["h"])
            #expect(try Self.evaluate(gate, design: design).caps == [.imputedGroup])
            #expect(try Self.evaluate(gate).verdict == .pass)
        }
    }

    // MARK: From files

    private static func folder(_ gate: String, metrics: String = "accuracy") throws -> ScenarioFolder {
        var random = SeededRandom(seed: 4)
        func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
        let rows = (0..<500).map { _ in
            [pick(["1", "0"]), pick(["x", "y"]), pick(["p", "q"]), pick(["0.2", "0.4", "0.6", "0.9"])]
                .joined(separator: ",") + "\n"
        }
        return try ScenarioFolder(
            yaml: """
                kigezo: 1
                name: small
                title: Small
                risk: low
                data: {file: data.csv, label: {column: y, positive: "1"}, groups: [{column: g}, {column: h}]}
                models: {m: {score: s, threshold: 0.5, favourable: 1}}
                analysis: {metrics: [\(metrics)]}
                gates:
                  - {name: slice, \(gate)}

                """, files: ["data.csv": "y,g,h,s\n" + rows.joined()])
    }

    @Test(
        "Scores are counted by what a gate on slices or on some rows needs",
        arguments: [
            "metric: roc-auc, compare: worst-group, floor: 0.1, slices: {of: [g, h], depth: 2}",
            "metric: roc-auc, compare: value, floor: 0.1, by: h, where: {g: [x, y]}",
            "metric: brier-score, compare: value, ceiling: 0.9, where: {g: x, h: q}",
        ])
    func scores(gate: String) throws {
        let folder = try Self.folder(gate)
        defer { withExtendedLifetime(folder) {} }
        let scenario = try folder.scenario()
        let counted = try ScenarioRunner.assess(scenario, programVersion: "0")
        let whole = try ScenarioRunner.assess(
            scenario, try ScenarioInputs(reading: scenario), programVersion: "0", date: nil)
        let result = try #require(counted.gates.first)
        #expect(result.verdict == .pass, "\(result.components)")
        #expect(counted.json.canonicalText() == whole.json.canonicalText())
        let json = try #require(counted.json["gates"]?.elements?.first)
        #expect((json["slices"] != nil) == gate.contains("slices") && (json["where"] != nil) == gate.contains("where"))
        let plan = try ScenarioPlan(scenario, assumptions: PlanningAssumptions())
        #expect(plan.gates.count == result.components.count)
    }

    @Test("Slices are planned with the error they share")
    func plan() throws {
        let folder = try Self.folder(
            "metric: accuracy, compare: difference, tolerance: 0.3, slices: {of: [g, h], depth: 2}")
        let other = try Self.folder("metric: accuracy, compare: difference, tolerance: 0.3, by: g")
        defer { withExtendedLifetime((folder, other)) {} }
        let plan = try ScenarioPlan(folder.scenario(), assumptions: PlanningAssumptions())
        let alone = try ScenarioPlan(other.scenario(), assumptions: PlanningAssumptions())
        #expect(plan.gates.map(\.by) == [["g"], ["g"], ["h"], ["h"]] + Array(repeating: ["g", "h"], count: 4))
        // Passing is not shared, failing is.
        #expect(plan.gates[0].passes == alone.gates[0].passes)
        #expect(try #require(plan.gates[0].fails) > (try #require(alone.gates[0].fails)))
    }
}
