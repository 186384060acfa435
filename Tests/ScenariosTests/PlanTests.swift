import Diagnostics
import Evidence
import Metrics
@testable import Scenarios
import Statistics
import TestSupport
import Testing

@Suite("What rows can decide before labels are read")
struct PlanTests {
    typealias Fixtures = GateFixtures

    private static let planner = GatePlanner(
        assumptions: PlanningAssumptions(baseRate: 0.5, rate: 0.3), minimumGroup: 30, designEffect: 1)

    /// Groups with twice the rows, half of which are positives.
    private static func plan(_ gate: Gate, _ rows: [(String, Int)], reference: String?) throws -> [GatePlan] {
        let metric = try #require(Catalogue.metric(named: gate.metric, binary: true))
        return planner.plans(
            gate, metric, groups: rows.map { .init(key: Fixtures.key($0.0), rows: 2 * $0.1) }, by: ["g"], level: nil,
            reference: reference.map { Fixtures.key($0) })
    }

    /// How often a gate is decided so when the true rates are these.
    private static func share(
        of verdict: Verdict, _ gate: Gate, _ groups: [(name: String, rows: Int, rate: Double)], runs: Int = 300
    ) throws -> Double {
        var decided = 0
        for run in 0..<runs {
            var random = RandomStream(seed: 5, name: "plan", replicate: UInt32(run))
            let first = random.binomial(trials: groups[0].rows, probability: groups[0].rate)
            let second = random.binomial(trials: groups[1].rows, probability: groups[1].rate)
            // Rates of a table of counts: confusion cells weighted by rows, not row by row.
            let evaluator = try evaluator([(groups[0], first), (groups[1], second)])
            let metric = try #require(Catalogue.metric(named: gate.metric, binary: true))
            if evaluator.evaluate(gate, metric: metric).verdict == verdict { decided += 1 }
        }
        return Double(decided) / Double(runs)
    }

    private static func evaluator(
        _ groups: [((name: String, rows: Int, rate: Double), found: Int)]
    ) throws -> GateEvaluator {
        let rows = EvidenceRows(
            dimensions: [
                .init(
                    name: "g", levels: groups.map(\.0.name), codes: groups.indices.flatMap { [UInt32($0), UInt32($0)] })
            ],
            classes: ["0", "1"], labels: groups.flatMap { _ in [UInt16(1), 1] },
            predictions: groups.flatMap { _ in [UInt16(1), 0] }, scores: [],
            multiplicities: groups.flatMap { [$0.found, $0.0.rows - $0.found] })
        return GateEvaluator(
            cube: EvidenceCube(counting: rows),
            context: EstimationContext(model: "m", favourablePositive: true), minimumGroup: 30)
    }

    @Test(
        "A gap that is planned to pass or fail does so with the power asked for",
        arguments: [(900, 1_500), (2_000, 2_000)])
    func gaps(group: Int, reference: Int) throws {
        let gate = Fixtures.gate(.difference(.named(["b"]), tolerance: 0.1))
        let plan = try #require(try Self.plan(gate, [("a", group), ("b", reference)], reference: "b").first)
        #expect(plan.state == .decidable && plan.group == Fixtures.key("a"))
        let (passes, fails) = (try #require(plan.passes), try #require(plan.fails))
        // A group that is worse off has the lower rate; the reference is chosen so that their mean is the rate assumed.
        let pass = try Self.share(
            of: .pass, gate, [("a", group, 0.3 - passes / 2), ("b", reference, 0.3 + passes / 2)])
        #expect(pass > 0.72 && pass < 0.88, "passes with \(pass)")
        let fail = try Self.share(of: .fail, gate, [("a", group, 0.3 - fails / 2), ("b", reference, 0.3 + fails / 2)])
        #expect(fail > 0.7 && fail < 0.9, "fails with \(fail)")
    }

    @Test(
        "One class of several against all others is planned as the binary decision it is",
        arguments: ["recall", "false-positive-rate", "precision", "f1-score"])
    func oneClass(name: String) throws {
        func plans(_ metric: Metric) -> [GatePlan] {
            [.value(.floor(0.2)), .difference(.named(["b"]), tolerance: 0.1)].flatMap { comparison in
                Self.planner.plans(
                    Fixtures.gate(comparison), metric,
                    groups: [("a", 900), ("b", 1_500)].map { .init(key: Fixtures.key($0.0), rows: $0.1) }, by: ["g"],
                    level: nil, reference: Fixtures.key("b"))
            }
        }
        let (own, rest) = (Catalogue.metric(named: name, binary: true), "\(name):low")
        let binary = plans(try #require(own))
        let ofClass = plans(try #require(Catalogue.metric(named: rest, binary: false)))
        #expect(ofClass.map(\.state) == binary.map(\.state) && ofClass.map(\.expected) == binary.map(\.expected))
        #expect(ofClass.map(\.detectable) == binary.map(\.detectable))
        #expect(ofClass.map(\.passes) == binary.map(\.passes) && ofClass.map(\.fails) == binary.map(\.fails))
        // Half of the rows are of the class.
        #expect(binary[0].expected == (name == "f1-score" ? nil : 450))
    }

    @Test("A ratio that is planned to pass or fail does so with the power asked for")
    func ratios() throws {
        let gate = Fixtures.gate(.ratio(.named(["b"]), .floor(0.8)))
        let plan = try #require(try Self.plan(gate, [("a", 2_500), ("b", 3_000)], reference: "b").first)
        let (passes, fails) = (try #require(plan.passes), try #require(plan.fails))
        #expect(passes > 0.8 && passes < 1 && fails < 0.8)
        let pass = try Self.share(of: .pass, gate, [("a", 2_500, 0.3 * passes), ("b", 3_000, 0.3)])
        #expect(pass > 0.7 && pass < 0.88, "passes with \(pass)")
        let fail = try Self.share(of: .fail, gate, [("a", 2_500, 0.3 * fails), ("b", 3_000, 0.3)])
        #expect(fail > 0.65 && fail < 0.9, "fails with \(fail)")
    }

    @Test("A floor that is planned to pass or fail does so with the power asked for")
    func floors() throws {
        let gate = Fixtures.gate(.value(.floor(0.6)), alpha: 0.05)
        let plans = try Self.plan(gate, [("a", 400), ("b", 400)], reference: nil)
        let (passes, fails) = (try #require(plans[0].passes), try #require(plans[0].fails))
        #expect(passes > 0.6 && fails < 0.6)
        // Both groups have to pass, so the other one is perfect here.
        let pass = try Self.share(of: .pass, gate, [("a", 400, passes), ("b", 400, 0.999)])
        #expect(pass > 0.72 && pass < 0.88, "passes with \(pass)")
        let fail = try Self.share(of: .fail, gate, [("a", 400, fails), ("b", 400, 0.999)])
        #expect(fail > 0.72 && fail < 0.88, "fails with \(fail)")
    }

    @Test(
        "The rows asked for are enough, and a few less are not",
        arguments: [
            Gate.Comparison.difference(.named(["b"]), tolerance: 0.05), .ratio(.named(["b"]), .floor(0.9)),
            .value(.floor(0.97)), .range(tolerance: 0.05),
        ])
    func needed(comparison: Gate.Comparison) throws {
        let gate = Fixtures.gate(comparison)
        let plan = try #require(try Self.plan(gate, [("a", 40), ("b", 40_000)], reference: "b").first)
        guard case .tooFewRows(let needed?) = plan.state else {
            Issue.record("\(plan.state)")
            return
        }
        for (rows, isEnough) in [(needed / 2 + 1, true), (needed * 9 / 20, false)] {
            let other = try #require(try Self.plan(gate, [("a", rows), ("b", 40_000)], reference: "b").first)
            #expect((other.state == .decidable) == isEnough, "\(rows) of \(needed): \(other.state)")
        }
    }

    @Test("METHODS §3.8: rows per group to pass ±.05 and four fifths at a rate of .3")
    func anchors() throws {
        let all = GatePlanner(
            assumptions: PlanningAssumptions(rate: 0.3), minimumGroup: 1, designEffect: 1)
        let metric = try #require(Catalogue.metric(named: "selection-rate", binary: true))
        func state(_ comparison: Gate.Comparison, harm: Gate.Harm, rows: Int) -> GatePlan.State? {
            all.plans(
                Fixtures.gate(comparison, metric: "selection-rate", harm: harm), metric,
                groups: ["a", "b"].map { .init(key: Fixtures.key($0), rows: rows) }, by: ["g"], level: nil,
                reference: Fixtures.key("b")
            ).first?.state
        }
        #expect(state(.difference(.named(["b"]), tolerance: 0.05), harm: .twoSided, rows: 1_440) == .decidable)
        #expect(state(.difference(.named(["b"]), tolerance: 0.05), harm: .twoSided, rows: 1_438) != .decidable)
        #expect(state(.ratio(.named(["b"]), .floor(0.8)), harm: .worse, rows: 580) == .decidable)
        #expect(state(.ratio(.named(["b"]), .floor(0.8)), harm: .worse, rows: 578) != .decidable)
        let plan = try #require(
            all.plans(
                Fixtures.gate(.difference(.named(["b"]), tolerance: 0.05), metric: "selection-rate"), metric,
                groups: [.init(key: Fixtures.key("a"), rows: 200), .init(key: Fixtures.key("b"), rows: 1_000)],
                by: ["g"], level: nil, reference: Fixtures.key("b")
            ).first)
        #expect(abs(try #require(plan.detectable) - 0.0994464) < 1e-7)
    }

    @Test("Rows of people who come again count for less, and labels are never looked at")
    func scenario() throws {
        func folder(_ text: String, cluster: Bool) throws -> ScenarioFolder {
            try ScenarioFolder(
                yaml: """
                    kigezo: 1
                    name: small
                    title: Small
                    risk: low
                    data:
                      file: data.csv
                      label: {column: y, positive: "1"}
                      groups: [{column: g, reference: a}]
                    \(cluster ? "  cluster: who" : "  features: [who]")
                    models:
                      m: {prediction: p, favourable: 1}
                    gates:
                      - {name: gap, metric: accuracy, by: g, compare: difference, tolerance: 0.1}
                      - {name: skill, metric: accuracy, compare: no-skill, floor: 0.0}
                      - {name: f, metric: f1-score, by: g, compare: range, tolerance: 0.1}

                    """, files: ["data.csv": text])
        }
        let header = "g,who,y,p\n"
        let body = (0..<2_000).map { "\($0 % 2 == 0 ? "a" : "b"),c\($0 % 400),not a label,\($0)\n" }.joined()
        // Kept while their scenarios are planned.
        let (plain, clustered) = (try folder(header + body, cluster: false), try folder(header + body, cluster: true))
        let once = try ScenarioPlan(plain.scenario(), assumptions: PlanningAssumptions())
        let again = try ScenarioPlan(clustered.scenario(), assumptions: PlanningAssumptions())
        #expect(once.designEffect == 1 && once.rowsPerCluster == nil)
        #expect(again.rowsPerCluster == 5 && abs(again.designEffect - 1.4) < 1e-12)
        #expect(once.gates.map(\.gate) == ["gap", "skill", "f", "f"] && once.rows == 2_000)
        #expect(once.gates[0].state == .decidable && once.gates[2].state == .notPlanned(.notARate))
        let ratio = try #require(again.gates[0].detectable) / (try #require(once.gates[0].detectable))
        #expect(abs(ratio - 1.4.squareRoot()) < 1e-12)
        // Values above a column of regions are planned, too.
        let rolled = try ScenarioPlan(
            plain.scenario(), assumptions: PlanningAssumptions(),
            rollUps: [.init(column: "g", level: "top") { $0 == "a" || $0 == "b" ? "all" : nil }])
        let top = rolled.gates.filter { $0.level == "top" }
        #expect(top.map(\.gate) == ["f"] && top[0].rows == 2_000)
    }
}
