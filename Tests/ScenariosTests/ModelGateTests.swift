import Diagnostics
import Evidence
import Interchange
import Metrics
@testable import Scenarios
import Statistics
import TestSupport
import Testing

/// Gates of one model against another, decided on counts of how both decided the same rows.
enum ModelPairs {
    /// Rows of positives in one group by what both models found.
    struct Cells {
        var both = 0, onlyModel = 0, onlyOther = 0, neither = 0
        /// Rows of which the other model says nothing.
        var silent = 0

        var rows: Int { both + onlyModel + onlyOther + neither + silent }
    }

    static func evaluator(
        _ groups: KeyValuePairs<String, Cells>, minimumGroup: Int = 1, unlabelled: Int = 0, cluster: Int = 0
    ) -> GateEvaluator {
        var (codes, labels, own, others, times): ([UInt32], [UInt16], [UInt16], [UInt16], [Int]) = ([], [], [], [], [])
        for (place, group) in groups.enumerated() {
            let cells = group.value
            for (mine, theirs, count) in [
                (1, 1, cells.both), (1, 0, cells.onlyModel), (0, 1, cells.onlyOther), (0, 0, cells.neither),
                (0, Int(PredictionState.missing.rawValue), cells.silent),
            ] as [(Int, Int, Int)] where count > 0 {
                codes.append(UInt32(place))
                labels.append(1)
                own.append(UInt16(mine))
                others.append(UInt16(theirs))
                times.append(count)
            }
        }
        if unlabelled > 0 {
            codes.append(0)
            labels.append(LabelState.unlabelled)
            own.append(1)
            others.append(1)
            times.append(unlabelled)
        }
        let rows = EvidenceRows(
            dimensions: [.init(name: "g", levels: groups.map(\.key), codes: codes)], classes: ["0", "1"],
            labels: labels, predictions: own, scores: [], multiplicities: times)
        let opponent = Opponent(rows, told: [], against: others, named: "other")
        return GateEvaluator(
            cube: EvidenceCube(counting: rows), context: EstimationContext(model: "m", favourablePositive: true),
            minimumGroup: minimumGroup, opponents: ["other": opponent])
    }

    static func gate(
        tolerance: Double = 0.05, metric: String = "true-positive-rate", by: [String]? = ["g"],
        harm: Gate.Harm = .worse
    ) -> Gate {
        GateFixtures.gate(.model("other", tolerance: tolerance), metric: metric, by: by, harm: harm)
    }

    static func evaluate(_ gate: Gate, _ evaluator: GateEvaluator) throws -> Assessment.GateResult {
        evaluator.evaluate(gate, metric: try #require(Catalogue.metric(named: gate.metric, binary: true)))
    }
}

@Suite("Gates against another model")
struct ModelGateTests {
    typealias Cells = ModelPairs.Cells

    @Test(
        "A loss is shown, excluded or left open, and the group that bears it is named",
        arguments: [
            (Cells(both: 700, onlyModel: 20, onlyOther: 20, neither: 260), Gate.Harm.worse, "pass"),
            (Cells(both: 600, onlyModel: 10, onlyOther: 150, neither: 240), .worse, "fail"),
            (Cells(both: 60, onlyModel: 4, onlyOther: 8, neither: 28), .worse, "inconclusive"),
            (Cells(both: 600, onlyModel: 150, onlyOther: 10, neither: 240), .worse, "pass"),
            (Cells(both: 600, onlyModel: 150, onlyOther: 10, neither: 240), .twoSided, "fail"),
        ])
    func verdicts(cells: Cells, harm: Gate.Harm, verdict: String) throws {
        let even = Cells(both: 800, onlyModel: 5, onlyOther: 5, neither: 190)
        let result = try ModelPairs.evaluate(
            ModelPairs.gate(harm: harm), ModelPairs.evaluator(["a": cells, "b": even]))
        #expect(result.verdict.name == verdict && result.familySize == 2 && result.components.count == 2)
        let own = try #require(result.components.first)
        let pair = PairedProportions(
            both: Double(cells.both), onlyFirst: Double(cells.onlyModel), onlySecond: Double(cells.onlyOther),
            neither: Double(cells.neither))
        #expect(own.estimate.interval == pair.tangoDifference(level: 0.9))
        let failing = 1 - (harm == .worse ? 2.0 : 1) * 0.05 / 2
        #expect(own.failInterval == pair.tangoDifference(level: failing))
        #expect(own.estimate.number == pair.difference && own.reference == nil)
        let rows = Double(cells.rows)
        #expect(own.groupValue == Double(cells.both + cells.onlyModel) / rows)
        #expect(own.referenceValue == Double(cells.both + cells.onlyOther) / rows)
        let isWorse = cells.onlyModel < cells.onlyOther
        #expect(result.worseOff == (verdict == "pass" || !isWorse ? nil : GateFixtures.key("a")))
        if verdict == "inconclusive" { #expect(try #require(result.rowsNeeded) > cells.rows) }
    }

    @Test("Everybody is one group")
    func everybody() throws {
        let cells = Cells(both: 700, onlyModel: 20, onlyOther: 20, neither: 260)
        let result = try ModelPairs.evaluate(ModelPairs.gate(by: nil), ModelPairs.evaluator(["a": cells, "b": cells]))
        #expect(result.components.map(\.group) == [.overall] && result.components[0].estimate.n == 2_000)
        #expect(result.verdict == .pass)
    }

    @Test("What forbids a decision forbids it here")
    func caps() throws {
        let good = Cells(both: 700, onlyModel: 20, onlyOther: 20, neither: 260)
        func caps(_ evaluator: GateEvaluator) throws -> [VerdictCap] {
            let result = try ModelPairs.evaluate(ModelPairs.gate(), evaluator)
            #expect(result.verdict.name == "inconclusive")
            return result.caps
        }
        #expect(try caps(ModelPairs.evaluator(["a": good], minimumGroup: 2_000)) == [.minimumGroup])
        #expect(try caps(ModelPairs.evaluator(["a": good], unlabelled: 100)) == [.labelCoverage])
        var silent = good
        silent.silent = 100
        #expect(try caps(ModelPairs.evaluator(["a": silent])) == [.unpairedRows])
        // One in twenty may be left out.
        silent.silent = 50
        #expect(try ModelPairs.evaluate(ModelPairs.gate(), ModelPairs.evaluator(["a": silent])).verdict == .pass)
        #expect(
            try caps(ModelPairs.evaluator(["a": good, "b": Cells(silent: 3)])) == [
                .minimumGroup, .notEstimable, .unpairedRows,
            ])
        // Few rows never pass by being few, alike as they may be.
        #expect(try caps(ModelPairs.evaluator(["a": Cells(both: 8, neither: 2)])) == [])
    }

    @Test(
        "A model that loses exactly the tolerance in every group seldom passes, one that loses it in one seldom fails")
    func size() throws {
        let metric = try #require(Catalogue.metric(named: "true-positive-rate", binary: true))
        let (runs, rows, tolerance, discordance) = (400, 400, 0.05, 0.15)
        var (passed, failed) = (0, 0)
        for run in 0..<runs {
            var random = RandomStream(seed: 11, name: "against", replicate: UInt32(run))
            func drawn(_ loss: Double) -> Cells {
                let onlyOther = random.binomial(trials: rows, probability: (discordance + loss) / 2)
                let rate = (discordance - loss) / 2 / (1 - (discordance + loss) / 2)
                let onlyModel = random.binomial(trials: rows - onlyOther, probability: rate)
                let rest = rows - onlyModel - onlyOther
                return Cells(both: rest / 2, onlyModel: onlyModel, onlyOther: onlyOther, neither: rest - rest / 2)
            }
            let gate = ModelPairs.gate(tolerance: tolerance)
            let one = ModelPairs.evaluator(["a": drawn(tolerance), "b": drawn(-0.1), "c": drawn(-0.1)])
            if one.evaluate(gate, metric: metric).verdict == .pass { passed += 1 }
            let all = ModelPairs.evaluator(["a": drawn(tolerance), "b": drawn(tolerance), "c": drawn(tolerance)])
            if all.evaluate(gate, metric: metric).verdict == .fail { failed += 1 }
        }
        // .05 and the error of 400 runs.
        #expect(Double(passed) / Double(runs) <= 0.079 && passed > 0, "passed \(passed)")
        #expect(Double(failed) / Double(runs) <= 0.079, "failed \(failed)")
    }

    @Test("A paired gate is planned with the power asked for", arguments: [0.1, 0.2])
    func plan(discordance: Double) throws {
        let planner = GatePlanner(
            assumptions: PlanningAssumptions(baseRate: 0.999_999, rate: 0.3, discordance: discordance),
            minimumGroup: 30, designEffect: 1)
        let metric = try #require(Catalogue.metric(named: "true-positive-rate", binary: true))
        let gate = ModelPairs.gate()
        let plan = try #require(
            planner.plans(
                gate, metric, groups: [.init(key: GateFixtures.key("a"), rows: 800)], by: ["g"], level: nil,
                reference: nil
            ).first)
        let largest = try #require(plan.discordance)
        #expect((plan.state == .decidable) == (discordance <= largest))
        // At the largest share that can be decided, no difference passes in four cases of five.
        var passed = 0
        for run in 0..<300 {
            var random = RandomStream(seed: 12, name: "planned", replicate: UInt32(run))
            let first = random.binomial(trials: 800, probability: largest / 2)
            let second = random.binomial(trials: 800 - first, probability: largest / 2 / (1 - largest / 2))
            let cells = Cells(both: 800 - first - second, onlyModel: first, onlyOther: second)
            if try ModelPairs.evaluate(gate, ModelPairs.evaluator(["a": cells])).verdict == .pass { passed += 1 }
        }
        #expect((0.72...0.88).contains(Double(passed) / 300), "\(passed)")
    }

    // MARK: From files

    private static func folder(
        seed: UInt64 = 1, gate: String = "metric: accuracy, by: g, compare: model, against: b, tolerance: 0.1",
        other: String = "{predictions: b.csv, prediction: p, favourable: 1}", cluster: String = ""
    ) throws -> ScenarioFolder {
        var random = SeededRandom(seed: seed)
        func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
        let ids = (1...90).map(String.init)
        let rows = ids.map {
            [$0, pick(["1", "0", "1", ""]), pick(["x", "y", ""]), pick(["p", "q"]), pick(["0.2", "0.7", ""])]
        }
        let others = ids.shuffled(using: &random).prefix(80).map {
            [$0, pick(["1", "0", "", "odd"]), pick(["0.1", "0.9", ""])]
        }
        return try ScenarioFolder(
            yaml: """
                kigezo: 1
                name: pair
                title: Pair
                risk: low
                data: {file: data.csv, id: id, label: {column: y, positive: "1"}, groups: [{column: g}]\(cluster)}
                models:
                  a: {score: s, threshold: 0.5, favourable: 1}
                  b: \(other)
                analysis: {by: [g], metrics: [accuracy]}
                gates:
                  - {name: no worse, \(gate)}

                """,
            files: [
                "data.csv": "id,y,g,c,s\n" + rows.map { $0.joined(separator: ",") + "\n" }.joined(),
                "b.csv": "id,p,s\n" + others.map { $0.joined(separator: ",") + "\n" }.joined(),
            ])
    }

    @Test(
        "Pairs that were counted while files were read are those of rows in memory", arguments: 0..<24 as Range<UInt64>)
    func twin(seed: UInt64) throws {
        let folder = try Self.folder(
            seed: seed,
            other: seed % 2 == 0
                ? "{predictions: b.csv, prediction: p, favourable: 1}"
                : "{predictions: b.csv, score: s, threshold: 0.5, favourable: 1}",
            cluster: seed % 3 == 0 ? ", cluster: c" : "")
        defer { withExtendedLifetime(folder) {} }
        let scenario = try folder.scenario()
        let whole = try ScenarioInputs(reading: scenario)
        let counted = try #require(try ScenarioInputs.counted(scenario, needsScores: false))
        #expect(whole.models.map { $0.opponents.keys.sorted() } == [["b"], []])
        #expect(counted.models.map { $0.opponents.keys.sorted() } == [["b"], []])
        let (first, second) = (
            try #require(whole.models[0].opponents["b"]), try #require(counted.models[0].opponents["b"])
        )
        #expect(first.decision == second.decision)
        for grouping in [[], ["g"], ["g", first.decision.name]] {
            #expect(first.cube.evidence(by: grouping) == second.cube.evidence(by: grouping), "\(seed) \(grouping)")
        }
        // Every row once, and each model as it stands alone.
        #expect(first.cube.rows == 90)
        #expect(first.cube.evidence(by: ["g"]) == whole.models[0].decisionsAlone.evidence(by: ["g"]))
        let assessments = try [whole, counted].map {
            try ScenarioRunner.assess(scenario, $0, programVersion: "0", date: nil).json.canonicalText()
        }
        #expect(assessments[0] == assessments[1])
    }

    @Test("A gate judges one model by the other, and says so")
    func record() throws {
        let folder = try Self.folder()
        defer { withExtendedLifetime(folder) {} }
        let scenario = try folder.scenario()
        let assessment = try ScenarioRunner.assess(scenario, programVersion: "0")
        #expect(assessment.gates.map(\.model) == ["a"])
        let json = try #require(assessment.json["gates"]?.elements?.first)
        #expect(json["compare"]?.text == "model" && json["against"]?.text == "b")
        #expect(json["tolerance"]?.double == 0.1)
        let method = json["components"]?.elements?.first?["interval"]?["method"]?.text
        #expect(method == "tango")
    }

    @Test(
        "Figures of other shapes are compared as well, on the rows of both",
        arguments: [
            ("positive-predictive-value", "paired-influence-t"), ("f1-score", "paired-influence-t"),
            ("macro-f1", "paired-influence-t"), ("brier-score", "student-t"), ("roc-auc", "delong-paired"),
        ])
    func shapes(metric: String, method: String) throws {
        for (by, cluster) in [("", ""), (", by: g", ""), ("", ", cluster: c"), (", where: {g: [x]}", "")] {
            let folder = try Self.folder(
                gate: "metric: \(metric), compare: model, against: b, tolerance: 0.1" + by,
                other: "{predictions: b.csv, score: s, threshold: 0.5, favourable: 1}", cluster: cluster)
            defer { withExtendedLifetime(folder) {} }
            let assessment = try ScenarioRunner.assess(try folder.scenario(), programVersion: "0")
            let components = try #require(assessment.gates.first).components
            #expect(components.count == (by == ", by: g" ? 3 : 1))
            for component in components {
                let estimate = component.estimate
                let (own, other) = (try #require(component.groupValue), try #require(component.referenceValue))
                #expect(agree(estimate.number, own - other, within: 1e-9))
                // Two people are no blocks, and few rows of a class are taken for different ones.
                if cluster.isEmpty {
                    let found = try #require(estimate.interval?.method.rawValue)
                    #expect(found == method || found == "mover" && metric == "roc-auc")
                } else {
                    #expect(estimate.interval == nil && estimate.flags.contains(.tooFewClusters))
                }
            }
            #expect(try #require(assessment.gates.first).verdict.name == "inconclusive")
        }
    }

    @Test(
        "Figures that two models cannot share rows for are refused",
        arguments: ["average-precision", "base-rate", "kolmogorov-smirnov", "label-coverage"])
    func refused(metric: String) throws {
        let folder = try Self.folder(gate: "metric: \(metric), compare: model, against: b, tolerance: 0.1")
        let problems = try folder.failure()
        #expect(problems.map(\.code) == ["E831"])
        for name in ["true-positive-rate", "f1-score", "roc-auc"] { #expect(problems[0].help.joined().contains(name)) }
    }

    @Test(
        "Models that are compared by their scores have some, and probabilities where these are meant",
        arguments: [
            ("roc-auc", "{predictions: b.csv, prediction: p, favourable: 1}"),
            ("brier-score", "{predictions: b.csv, score: {column: s, kind: margin}, threshold: 0.5, favourable: 1}"),
        ])
    func withoutScores(metric: String, other: String) throws {
        let folder = try Self.folder(
            gate: "metric: \(metric), compare: model, against: b, tolerance: 0.1", other: other)
        #expect(try folder.failure().map(\.code) == ["E940"])
    }

    @Test("Models that differ in what is favourable are not compared by it")
    func favourable() throws {
        let folder = try Self.folder(
            gate: "metric: favourable-rate, compare: model, against: b, tolerance: 0.1",
            other: "{predictions: b.csv, prediction: p, favourable: 0}")
        #expect(try folder.failure().map(\.code) == ["E830"])
    }
}
