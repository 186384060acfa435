import Diagnostics
import Evidence
import Interchange
import Metrics
@testable import Scenarios
import Statistics
import Storage
import TestSupport
import Testing

/// Earlier assessments made of counts.
enum Earlier {
    typealias Counts = (found: Int, of: Int)

    static func document(
        _ groups: KeyValuePairs<String, Counts>, metric: String = "true-positive-rate", reference: String? = nil,
        model: String = "m"
    ) -> JSONValue {
        func figure(_ value: Double, _ n: Int, _ interval: Interval?, _ group: String?) -> [JSONValue.Member] {
            EstimateJSON.members(Estimate(value, n: n, interval: interval)) + [
                .init("group", group.map { .object([.init("g", .string($0))]) } ?? .object([])),
                .init("metric", .string(metric)), .init("model", .string(model)),
            ]
        }
        func rate(_ counts: Counts, _ group: String?) -> JSONValue {
            .object(
                figure(
                    Double(counts.found) / Double(counts.of), counts.of,
                    Proportion.wilson(successes: Double(counts.found), trials: Double(counts.of), level: 0.95), group))
        }
        let all: Counts = groups.reduce((0, 0)) { ($0.0 + $1.value.found, $0.1 + $1.value.of) }
        let base = reference.flatMap { name in groups.first { $0.key == name }?.value }
        let gaps = groups.compactMap { group -> JSONValue? in
            let other = base ?? (all.found - group.value.found, all.of - group.value.of)
            guard group.key != reference, other.of > 0 else { return nil }
            let pair = TwoProportions(
                successes1: Double(group.value.found), trials1: Double(group.value.of),
                successes0: Double(other.found), trials0: Double(other.of))
            let (own, others) = (
                Double(group.value.found) / Double(group.value.of), Double(other.found) / Double(other.of)
            )
            return .object(
                figure(own - others, group.value.of + other.of, pair.newcombeDifference(level: 0.95), group.key) + [
                    .init("comparison", "difference"), .init("group-value", .number(own)),
                    .init("reference-value", .number(others)),
                    .init("reference", reference.map { .object([.init("g", .string($0))]) } ?? .null),
                    .init("reference-kind", .string(reference == nil ? "complement" : "named")),
                ])
        }
        return [
            "kigezo": 1, "kind": "assessment", "program": ["name": "kigezo", "version": "0.0.0"],
            "scenario": ["name": "small", "positive": "1"], "classes": ["0", "1"],
            "models": [["name": .string(model), "favourable-is-positive": true]],
            "inputs": [["role": "data", "sha256": "aa"]],
            "estimates": .array(groups.map { rate($0.value, $0.key) } + (all.of > 0 ? [rate(all, nil)] : [])),
            "comparisons": .array(gaps),
            "coverage": .array(
                groups.map { ["group": ["g": .string($0.key)], "rows": .integer($0.value.of)] }
                    + [["group": [:], "rows": .integer(all.of)]]),
            "gates": [["name": "old", "model": .string(model), "verdict": "fail"]],
        ]
    }

    static func assessment(_ document: JSONValue) throws -> EarlierAssessment {
        try #require(EarlierAssessment(document, sha256: "00", at: SourceLocation(file: "earlier.json")))
    }

    static func evaluate(
        _ gate: Gate, now: KeyValuePairs<String?, GateFixtures.Cells>, then: JSONValue?, minimumGroup: Int = 1,
        mayShareRows: Bool = false
    ) throws -> Assessment.GateResult {
        let metric = try #require(Catalogue.metric(named: gate.metric, binary: true))
        let earlier = try then.map { GateEvaluator.Earlier(try assessment($0), mayShareRows: mayShareRows) }
        return GateEvaluator(
            cube: GateFixtures.table(now).cube, context: EstimationContext(model: "m", favourablePositive: true),
            minimumGroup: minimumGroup, earlier: earlier
        ).evaluate(gate, metric: metric)
    }
}

@Suite("Gates on changes since an earlier assessment")
struct ChangeTests {
    typealias Fixtures = GateFixtures

    @Test(
        "A loss is shown, excluded or left open",
        arguments: [
            (1_500, Gate.Harm.worse, "pass"), (1_200, .worse, "fail"), (1_410, .worse, "inconclusive"),
            (1_800, .worse, "pass"), (1_800, .twoSided, "fail"),
        ])
    func values(found: Int, harm: Gate.Harm, verdict: String) throws {
        let gate = Fixtures.gate(.change(tolerance: 0.05), harm: harm)
        let result = try Earlier.evaluate(
            gate, now: ["a": .found(found, of: 2_000), "b": .found(1_000, of: 2_000)],
            then: Earlier.document(["a": (1_500, 2_000), "b": (1_000, 2_000)]))
        #expect(result.verdict.name == verdict && result.caps.isEmpty && result.familySize == 2)
        let own = try #require(result.components.first { $0.group == Fixtures.key("a") })
        let pair = TwoProportions(
            successes1: Double(found), trials1: 2_000, successes0: 1_500, trials0: 2_000)
        #expect(own.estimate.interval == pair.miettinenNurminenDifference(level: 0.9))
        #expect(own.groupValue == Double(found) / 2_000 && own.referenceValue == 0.75 && own.estimate.n == 4_000)
        #expect(result.worseOff == (verdict == "pass" || found >= 1_500 ? nil : Fixtures.key("a")))
    }

    @Test("A gap that widened is one, whatever became of both groups")
    func gaps() throws {
        let then = Earlier.document(["a": (1_500, 2_000), "b": (1_500, 2_000)], reference: "b")
        for (a, b, verdict) in [(1_500, 1_500, "pass"), (1_100, 1_100, "pass"), (1_200, 1_600, "fail")] {
            let result = try Earlier.evaluate(
                Fixtures.gate(.gapChange(.named(["b"]), tolerance: 0.08)),
                now: ["a": .found(a, of: 2_000), "b": .found(b, of: 2_000)], then: then)
            #expect(result.verdict.name == verdict)
            let component = try #require(result.components.first)
            #expect(result.components.count == 1 && component.estimate.n == 8_000)
            #expect(abs(try #require(component.estimate.number) - Double(a - b) / 2_000) < 1e-12)
            // Four samples: square-and-add of both gaps' own limits.
            let now = TwoProportions(
                successes1: Double(a), trials1: 2_000, successes0: Double(b), trials0: 2_000
            ).miettinenNurminenDifference(level: 0.9)
            let before = TwoProportions(
                successes1: 1_500, trials1: 2_000, successes0: 1_500, trials0: 2_000
            ).miettinenNurminenDifference(level: 0.9)
            let (own, old) = (try #require(now), try #require(before))
            let gap = Double(a - b) / 2_000
            let below = ((gap - own.lower) * (gap - own.lower) + old.upper * old.upper).squareRoot()
            #expect(abs(try #require(component.estimate.interval).lower - (gap - below)) < 1e-12)
        }
    }

    @Test("Against everybody else the earlier rest is known too")
    func complement() throws {
        let result = try Earlier.evaluate(
            Fixtures.gate(.gapChange(.complement, tolerance: 0.08)),
            now: ["a": .found(1_500, of: 2_000), "b": .found(1_500, of: 2_000)],
            then: Earlier.document(["a": (1_500, 2_000), "b": (1_500, 2_000)]))
        #expect(result.verdict == .pass && result.components.count == 2)
    }

    @Test("What there was nothing of then or is nothing of now is told and forbids a pass")
    func missing() throws {
        let gate = Fixtures.gate(.change(tolerance: 0.05))
        let groups: KeyValuePairs<String?, Fixtures.Cells> = ["a": .found(1_500, of: 2_000), "b": .found(9, of: 10)]
        #expect(try Earlier.evaluate(gate, now: groups, then: nil).caps == [.nothingEarlier])
        let other = Earlier.document(["a": (1_500, 2_000)], model: "other")
        #expect(try Earlier.evaluate(gate, now: groups, then: other).caps == [.nothingEarlier])
        let gone = Earlier.document(["a": (1_500, 2_000), "c": (1, 2)])
        let result = try Earlier.evaluate(gate, now: groups, then: gone)
        #expect(result.verdict == .inconclusive(.nothingShown) && result.caps == [.minimumGroup, .notEstimable])
        #expect(result.components.map(\.group) == ["a", "b", "c"].map { Fixtures.key($0) })
        #expect(result.components.map(\.verdict.name) == ["pass", "inconclusive", "inconclusive"])
        #expect(
            result.components[1].estimate.reason == .emptyGroup && result.components[2].estimate.reason == .emptyGroup)
        let shared = try Earlier.evaluate(
            gate, now: ["a": .found(1_500, of: 2_000)], then: Earlier.document(["a": (1_500, 2_000)]),
            mayShareRows: true)
        #expect(shared.caps == [.sharedRows] && shared.verdict.name == "inconclusive")
        let small = try Earlier.evaluate(
            gate, now: ["a": .found(1_500, of: 2_000)], then: Earlier.document(["a": (15, 20)]), minimumGroup: 30)
        #expect(small.caps == [.minimumGroup])
    }

    @Test("A change of exactly the tolerance seldom passes and seldom fails")
    func size() throws {
        let metric = try #require(Catalogue.metric(named: "true-positive-rate", binary: true))
        let (runs, tolerance) = (300, 0.1)
        for isGap in [false, true] {
            var (passed, failed) = (0, 0)
            let gate = Fixtures.gate(
                isGap ? .gapChange(.named(["b"]), tolerance: tolerance) : .change(tolerance: tolerance))
            for run in 0..<runs {
                var random = RandomStream(seed: 21, name: "change \(isGap)", replicate: UInt32(run))
                func drawn(_ rate: Double, _ n: Int) -> Int { random.binomial(trials: n, probability: rate) }
                let then = Earlier.document(
                    ["a": (drawn(0.7, 300), 300), "b": (drawn(0.7, 500), 500)], reference: isGap ? "b" : nil)
                let now = Fixtures.table([
                    "a": .found(drawn(0.6, 400), of: 400), "b": .found(drawn(isGap ? 0.7 : 0.6, 300), of: 300),
                ])
                let result = GateEvaluator(
                    cube: now.cube, context: EstimationContext(model: "m", favourablePositive: true), minimumGroup: 1,
                    earlier: .init(try Earlier.assessment(then), mayShareRows: false)
                ).evaluate(gate, metric: metric)
                if result.components[0].verdict == .pass { passed += 1 }
                if result.verdict == .fail { failed += 1 }
            }
            // .05 and the error of 300 runs.
            #expect(Double(passed) / Double(runs) <= 0.083 && passed > 0, "passed \(passed) \(isGap)")
            #expect(Double(failed) / Double(runs) <= 0.083, "failed \(failed) \(isGap)")
        }
    }

    @Test("A change is planned with the rows of both sides and the power asked for", arguments: [false, true])
    func plan(isGap: Bool) throws {
        let metric = try #require(Catalogue.metric(named: "true-positive-rate", binary: true))
        let gate = Fixtures.gate(isGap ? .gapChange(.named(["b"]), tolerance: 0.15) : .change(tolerance: 0.15))
        var planner = GatePlanner(
            assumptions: PlanningAssumptions(baseRate: 0.999_999, rate: 0.3), minimumGroup: 30, designEffect: 1)
        let groups = [GatePlanner.Group(key: Fixtures.key("a"), rows: 900), .init(key: Fixtures.key("b"), rows: 900)]
        func plan() throws -> GatePlan {
            try #require(
                planner.plans(
                    gate, metric, groups: groups, by: ["g"], level: nil, reference: Fixtures.key("b")
                ).first { $0.group == Fixtures.key("a") })
        }
        // As many rows then as now, if nothing is known.
        let alike = try plan()
        planner.rowsThen = { _ in 600 }
        let known = try plan()
        let (passes, most) = (try #require(known.passes), try #require(alike.passes))
        #expect(passes < most && known.state == .decidable)
        var passed = 0
        for run in 0..<300 {
            var random = RandomStream(seed: 31, name: "plan \(isGap)", replicate: UInt32(run))
            func drawn(_ rate: Double, _ n: Int) -> Int { random.binomial(trials: n, probability: rate) }
            let then = Earlier.document(
                ["a": (drawn(0.3 + passes / 2, 600), 600), "b": (drawn(0.3, 600), 600)],
                reference: isGap ? "b" : nil)
            let result = try Earlier.evaluate(
                gate, now: ["a": .found(drawn(0.3 - passes / 2, 900), of: 900), "b": .found(drawn(0.3, 900), of: 900)],
                then: then)
            if result.components.first(where: { $0.group == Fixtures.key("a") })?.verdict == .pass { passed += 1 }
        }
        #expect((0.71...0.89).contains(Double(passed) / 300), "\(passed)")
    }

    @Test("Figures that are no rates move as normal limits do, and both uncertainties add up")
    func means() throws {
        func interval(_ lower: Double, _ upper: Double) -> Interval {
            Interval(lower: lower, upper: upper, level: 0.95, method: .studentT)
        }
        let then = EarlierAssessment.Figure(value: 0.2, n: 100, interval: interval(0.17, 0.24), flags: [])
        let now = Estimate(0.25, n: 200, interval: interval(0.21, 0.28))
        let change = ChangeEstimate.value(now: now, then: then, isRate: false, level: 0.95, for: .display)
        let limits = try #require(change.interval)
        #expect(abs(limits.lower - (0.05 - (0.04 * 0.04 + 0.04 * 0.04).squareRoot())) < 1e-12)
        #expect(abs(limits.upper - (0.05 + (0.03 * 0.03 + 0.03 * 0.03).squareRoot())) < 1e-12)
        #expect(limits.method == .mover && change.n == 300)
        // Blocks of clusters have limits of their own; raw counts do not stand for them.
        let blocks = EarlierAssessment.Figure(
            value: 0.5, n: 100, interval: Interval(lower: 0.3, upper: 0.7, level: 0.95, method: .wilsonBlocks),
            flags: [])
        let rate = ChangeEstimate.value(
            now: Estimate(0.5, n: 100, interval: Proportion.wilson(successes: 50, trials: 100, level: 0.9)),
            then: blocks, isRate: true, level: 0.9, for: .gate)
        #expect(rate.interval?.method == .mover && (rate.interval?.lower ?? 0) < -0.18)
    }

    @Test("A file that is no assessment, or a hostile one, is refused or read without harm")
    func hostile() throws {
        #expect(EarlierAssessment([], sha256: "", at: SourceLocation(file: "")) == nil)
        #expect(
            EarlierAssessment(["kind": "assessment", "kigezo": 2], sha256: "", at: SourceLocation(file: "")) == nil)
        let text = Earlier.document(["a": (15, 20), "(missing)": (1, 2)]).canonicalText(.compact)
        for (old, new) in [
            ("\"n\":20", "\"n\":9223372036854775807"), ("\"n\":20", "\"n\":-1"), ("0.75", "1e308"),
            ("\"level\":0.95", "\"level\":7"), ("\"wilson\"", "\"magic\""), ("\"value\"", "\"vale\""),
            ("{\"g\":\"a\"}", "7"),
        ] {
            #expect(text.contains(old))
            let document = try JSONValue.parse(Array(text.replacing(old, with: new).utf8))
            guard let earlier = EarlierAssessment(document, sha256: "", at: SourceLocation(file: "")) else { continue }
            let result = GateEvaluator(
                cube: Fixtures.table(["a": .found(15, of: 20), nil: .found(3, of: 4)]).cube,
                context: EstimationContext(model: "m", favourablePositive: true), minimumGroup: 1,
                earlier: .init(earlier, mayShareRows: false)
            ).evaluate(
                Fixtures.gate(.change(tolerance: 0.05)),
                metric: try #require(Catalogue.metric(named: "true-positive-rate", binary: true)))
            #expect(result.verdict.name == "inconclusive")
        }
    }

    // MARK: From files

    private static func folder(
        seed: UInt64, name: String = "small", rows: Int = 400,
        gate: String? = "metric: accuracy, by: g, compare: change, tolerance: 0.4",
        groups: [String] = ["x", "y"], positive: String = "1", favourable: String = "1", by: String = "g",
        more: String = "",
        files: KeyValuePairs<String, String> = [:]
    ) throws -> ScenarioFolder {
        var random = SeededRandom(seed: seed)
        func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
        let data = (0..<rows).map { _ in "\(pick(["1", "0"])),\(pick(groups)),\(pick(["1", "0"])),2026-0\(seed)-11\n" }
        let gates = gate.map { "gates:\n  - {name: steady, \($0)}\n" } ?? ""
        let folder = try ScenarioFolder(
            yaml: """
                kigezo: 1
                name: \(name)
                title: Small
                risk: low
                data: {file: data.csv, label: {column: y, positive: "\(positive)"}, groups: [{column: \(by)}], time: t}
                models: {m: {prediction: p, favourable: \(favourable)}}
                analysis: {by: [\(by)], metrics: [accuracy, selection-rate]}
                \(gates)\(more)

                """, files: ["data.csv": "y,\(by),p,t\n" + data.joined()])
        for (path, text) in files { try folder.folder.write(text, as: path) }
        return folder
    }

    @Test("An assessment is held against the one before, and says what is different")
    func record() throws {
        let first = try Self.folder(seed: 1, groups: ["x", "y", "gone"]).assessment()
        #expect(first.changes == nil && first.gates[0].caps == [.nothingEarlier])
        let text = first.json.canonicalText()
        let digest = SHA256.hexadecimal(SHA256.digest(of: Array(text.utf8)))
        let second = try Self.folder(
            seed: 2, groups: ["x", "y", "new"],
            more: "earlier: {assessment: before/assessment.json, sha256: \(digest)}",
            files: ["before/assessment.json": text]
        ).assessment()
        let changes = try #require(second.changes)
        #expect(second.inputs.last?.role == .earlier && second.inputs.last?.sha256 == digest)
        #expect(changes.sha256 == digest && changes.hasOtherData && !changes.mayShareRows)
        #expect(changes.period == first.period && changes.period != nil)
        #expect(changes.newGroups.map { $0.levels[0].value } == ["new"])
        #expect(changes.goneGroups.map { $0.levels[0].value } == ["gone"])
        // Everybody and the two groups that stayed, two metrics each.
        #expect(changes.figures.count == 6 && changes.gaps.count == 4)
        for change in changes.figures {
            let now = try #require(second.estimates.first { $0.metric == change.metric && $0.group == change.group })
            let then = try #require(first.estimates.first { $0.metric == change.metric && $0.group == change.group })
            #expect(change.now == now.estimate.number && change.then == then.estimate.number)
            let (own, old) = (now.estimate, then.estimate)
            let pair = TwoProportions(
                successes1: (change.now * Double(own.n)).rounded(), trials1: Double(own.n),
                successes0: (change.then * Double(old.n)).rounded(), trials0: Double(old.n))
            #expect(change.estimate.interval == pair.newcombeDifference(level: 0.95))
        }
        #expect(second.gates[0].components.count == 4 && second.gates[0].caps == [.minimumGroup, .notEstimable])
        #expect(changes.gates.map(\.gate) == ["steady"])
        let json = try #require(second.json["changes"])
        #expect(json["since"]?["sha256"]?.text == digest && json["estimates"]?.elements?.count == 6)
    }

    @Test("Nothing has changed between an assessment and itself, and its gates decide nothing by it")
    func same() throws {
        let first = try Self.folder(seed: 1).assessment()
        let again = try Self.folder(
            seed: 1, more: "earlier: {assessment: a.json}", files: ["a.json": first.json.canonicalText()]
        ).assessment()
        let changes = try #require(again.changes)
        #expect(changes.mayShareRows && !changes.hasOtherData)
        #expect((changes.figures + changes.gaps).allSatisfy { $0.estimate.number == 0 && !$0.isShown })
        #expect(again.gates[0].caps == [.sharedRows])
    }

    @Test("What is not the same is not compared")
    func refused() throws {
        let text = try Self.folder(seed: 1).assessment().json.canonicalText()
        func codes(_ folder: (String, KeyValuePairs<String, String>) throws -> ScenarioFolder) throws -> [String] {
            try folder("earlier: {assessment: a.json}", ["a.json": text]).failure().map(\.code)
        }
        #expect(try codes { try Self.folder(seed: 2, name: "other", more: $0, files: $1) } == ["E834"])
        #expect(
            try codes { try Self.folder(seed: 2, positive: "0", favourable: "'0'", more: $0, files: $1) } == ["E835"])
        #expect(try codes { try Self.folder(seed: 2, favourable: "0", more: $0, files: $1) } == ["E835"])
        #expect(
            try codes {
                try Self.folder(
                    seed: 2, gate: "metric: accuracy, compare: change, tolerance: 0.1", by: "h", more: $0, files: $1)
            } == ["E836"])
        #expect(
            try codes {
                try Self.folder(
                    seed: 2, gate: "metric: f1-score, compare: change, tolerance: 0.1", more: $0, files: $1)
            } == ["E835"])
        #expect(
            try codes {
                try Self.folder(
                    seed: 2, gate: "metric: accuracy, by: g, compare: gap-change, tolerance: 0.1, reference: largest",
                    more: $0, files: $1)
            } == ["E835"])
        let wrong = String(repeating: "0", count: 64)
        #expect(
            try Self.folder(
                seed: 2, more: "earlier: {assessment: a.json, sha256: \(wrong)}", files: ["a.json": text]
            ).failure().map(\.code) == ["E833"])
        for bad in ["", "{", "[]", "{\"kind\": \"assessment\"}"] {
            #expect(
                try Self.folder(seed: 2, more: "earlier: {assessment: a.json}", files: ["a.json": bad]).failure()
                    .map(\.code) == ["E832"], "\(bad)")
        }
    }
}
