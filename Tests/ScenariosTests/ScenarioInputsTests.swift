import Diagnostics
import Evidence
import Interchange
@testable import Scenarios
import Statistics
import Storage
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Files of a scenario")
struct ScenarioInputsTests {
    @Test("Rows, labels, decisions and scores are those of the files")
    func read() throws {
        let inputs = try ScenarioFolder.credit().inputs()
        let cube = inputs.models[0].cube
        #expect(cube.rows == 5)
        #expect(cube.overall.confusion.counts == [1, 1, 1, 1])
        #expect(cube.overall.unlabelledByPrediction == [1, 0])
        #expect(cube.evidence(by: ["g"]).map { $0.group.levels[0].value } == ["a", "b", nil])
        #expect(cube.overall.scores[0].values == [0.1, 0.2, 0.3, 0.8, 0.9])
        #expect(inputs.inputs.map(\.role) == [.scenario, .data, .predictions])
        #expect(inputs.inputs[1].rows == .init(records: 6, header: 1, used: 5, refused: 0, blank: 0))
        #expect(inputs.inputs.allSatisfy { $0.sha256.count == 64 })
    }

    @Test("Predictions are joined by id, whatever their order, and what has no partner is told")
    func join() throws {
        let folder = try ScenarioFolder.credit(predictions: "id,p,s\n9,1,0.5\n3,0,0.2\n2,1,0.8\n1,1,0.9\n4,,\n")
        let inputs = try folder.inputs()
        let model = inputs.models[0]
        #expect(model.predictions == [1, 1, 0, PredictionState.missing.rawValue, PredictionState.missing.rawValue])
        #expect(model.scores?[0].map { $0.isNaN ? -1 : $0 } == [0.9, 0.8, 0.2, -1, -1])
        #expect((model.matched, model.withoutPrediction, model.unmatchedPredictions) == (4, 1, 1))
        #expect(model.warnings.map(\.severity) == [.warning, .warning])
        #expect(model.warnings[0].help == ["first: 5 (line 6)"])
        #expect(model.warnings[1].help == ["first: 9 (line 2)"])
        let assessment = try folder.assessment()
        #expect(assessment.warnings.count == 2)
        #expect(assessment.models.map(\.withoutPrediction) == [1])
    }

    @Test("The same id twice is refused, in the data and in the predictions")
    func duplicates() throws {
        for folder in [
            try ScenarioFolder.credit(data: "id,y,g\n1,1,a\n1,0,a\n"),
            try ScenarioFolder.credit(predictions: "id,p,s\n1,1,0.9\n1,1,0.9\n"),
        ] {
            let problems = try folder.failure()
            #expect(problems.count == 1)
            #expect(problems[0].location?.line == 3)
        }
    }

    @Test("Predictions that are no class are counted as invalid, not as decisions")
    func invalid() throws {
        let inputs = try ScenarioFolder.credit(predictions: "id,p,s\n1,2,0.9\n2,yes,0.8\n3,0,0.2\n4,0,\n5,0,0.3\n")
            .inputs()
        let overall = inputs.models[0].cube.overall
        #expect(overall.unpredicted(.invalid) == 2)
        #expect(overall.judged == 2)
        #expect(overall.predicted == 3)
    }

    @Test("A probability outside 0…1 is refused with its file and line", arguments: ["1.5", "-0.1", "1.0000001"])
    func noProbability(score: String) throws {
        let problems = try ScenarioFolder.credit(predictions: "id,p,s\n1,1,0.9\n2,1,\(score)\n").failure()
        #expect(problems.map(\.code) == ["E706"])
        #expect(problems.first?.location?.file.hasSuffix("/p.csv") == true)
        #expect(problems.first?.location?.line == 3)
        // A margin may be any number.
        let margin = try ScenarioFolder.credit(
            predictions: "id,p,s\n1,1,0.9\n2,1,\(score)\n",
            model: "prediction: p, score: {column: s, kind: margin}, favourable: 1")
        #expect(try margin.failure().isEmpty)
    }

    @Test("Zero and one are probabilities, and a missing score is none")
    func edges() throws {
        #expect(try ScenarioFolder.credit(predictions: "id,p,s\n1,1,0\n2,1,1\n3,1,\n").failure().isEmpty)
    }

    @Test("A threshold decides where no prediction is given")
    func threshold() throws {
        let inputs = try ScenarioFolder.credit(model: "score: s, threshold: 0.3, favourable: 1").inputs()
        #expect(inputs.models[0].predictions == [1, 1, 0, 0, 1])
    }

    @Test("A digest that differs is an input error at the line that declares it")
    func digest() throws {
        let wrong = String(repeating: "0", count: 64)
        let data = try ScenarioFolder.credit(dataKeys: ", sha256: \"\(wrong)\"").failure()
        #expect(data.map(\.code) == ["E712"])
        #expect(data.first?.location?.line == 5)
        let model = try ScenarioFolder.credit(modelKeys: ", sha256: \"\(wrong)\"").failure()
        #expect(model.map(\.code) == ["E712"])
        #expect(model.first?.location?.line == 7)
        let text = "id,y,g\n1,1,a\n2,0,a\n"
        let right = SHA256.hexadecimal(SHA256.digest(of: Array(text.utf8)))
        #expect(try ScenarioFolder.credit(data: text, dataKeys: ", sha256: \"\(right)\"").failure().isEmpty)
    }

    @Test("Files outside the folder are refused, by name and by link")
    func escapes() throws {
        for path in ["../p.csv", "/etc/hosts", "a/../../p.csv", "~/p.csv"] {
            let folder = try ScenarioFolder.credit(path: path)
            #expect(throws: ScenarioError.self) { try folder.scenario() }
        }
        let folder = try ScenarioFolder.credit(path: "link.csv")
        #expect(symlink("/etc/hosts", folder.folder.file("link.csv")) == 0)
        let problems = try folder.failure()
        #expect(problems.count == 1)
        #expect(problems.first?.location?.file.hasSuffix("scenario.yaml") == true)
        #expect(problems.first?.location?.line == 7)
    }

    @Test("A file that is not there is a fault of the line that names it")
    func absent() throws {
        let problems = try ScenarioFolder.credit(path: "nowhere.csv").failure()
        #expect(problems.count == 1)
        #expect(problems.first?.location?.line == 7)
    }

    @Test("A column that is not there is named with its near match")
    func column() throws {
        let problems = try ScenarioFolder.credit(label: "{column: yy, positive: \"1\"}").failure()
        #expect(problems.count == 1)
        #expect(problems.first?.message.contains("yy") == true)
    }

    @Test("Data may not be used after the last day of their retention")
    func retention() throws {
        let folder = try ScenarioFolder.credit(dataKeys: ", provenance: {retain-until: 2026-05-31}")
        let error = #expect(throws: ScenarioError.self) { try folder.scenario() }
        #expect(error?.diagnostics.map(\.code) == ["E415"])
        #expect(throws: Never.self) {
            try ScenarioFolder.credit(dataKeys: ", provenance: {retain-until: 2026-06-01}").assessment()
        }
    }

    @Test("A header without rows gives reasons, and nothing breaks")
    func noRows() throws {
        let assessment = try ScenarioFolder.credit(
            data: "id,y,g\n", predictions: "id,p,s\n",
            more: """
                analysis: {by: [g], metrics: [accuracy, roc-auc, selection-rate]}
                gates:
                  - {name: a, metric: accuracy, by: g, compare: range, tolerance: 0.1}
                  - {name: b, metric: roc-auc, compare: value, floor: 0.6}
                """
        ).assessment()
        #expect(assessment.estimates.map(\.estimate.reason) == [.emptyGroup, .emptyGroup, .emptyGroup])
        #expect(assessment.gates.map(\.verdict) == [.inconclusive(.nothingShown), .inconclusive(.nothingShown)])
        #expect(assessment.exitStatus == .undecided)
    }

    private static let classes = """
        analysis: {metrics: [log-loss, macro-f1]}
        """

    @Test("Scores of several classes are all there or none")
    func scoresPerClass() throws {
        func folder(_ scores: String) throws -> ScenarioFolder {
            try ScenarioFolder.credit(
                data: "id,y,g\n1,a,x\n2,b,x\n3,c,x\n",
                predictions: "id,p,sa,sb,sc\n1,a,0.5,0.3,0.2\n2,b,0.2,0.7,0.1\n3,a,0.4,0.3,0.3\n", label: "y",
                model: "prediction: p, scores: {\(scores)}", more: Self.classes)
        }
        let all = try folder("a: sa, b: sb, c: sc")
        #expect(try all.failure().isEmpty)
        #expect(try all.inputs().models[0].scores == [[0.5, 0.2, 0.4], [0.3, 0.7, 0.3], [0.2, 0.1, 0.3]])
        let some = try folder("a: sa, b: sb").failure()
        #expect(some.map(\.code) == ["E708"])
        let single = try ScenarioFolder.credit(
            data: "id,y,g\n1,a,x\n2,b,x\n3,c,x\n", predictions: "id,p,s\n1,a,0.5\n2,b,0.2\n3,a,0.4\n", label: "y",
            model: "prediction: p, score: s", more: Self.classes)
        #expect(try single.failure().map(\.code) == ["E709"])
        #expect(some.first?.help.first == "missing: 'c'")
        #expect(try folder("a: sa, b: sb, d: sc").failure().map(\.code) == ["E707"])
    }

    @Test("Figures of one class and of the order of declared classes; unknown classes and undeclared orders are told")
    func figuresOfClasses() throws {
        func folder(_ label: String, _ metrics: String) throws -> ScenarioFolder {
            try ScenarioFolder.credit(
                data: "id,y,g\n1,mid,x\n2,low,x\n3,high,y\n4,low,y\n",
                predictions: "id,p\n1,mid\n2,low\n3,low\n4,mid\n", label: label, model: "prediction: p",
                more: "analysis: {metrics: [\(metrics)]}")
        }
        let ordered = "{column: y, classes: [low, mid, high]}"
        let assessment = try folder(ordered, "'recall:low', mean-absolute-level-error, macro-recall").assessment()
        let overall = assessment.estimates.filter { $0.group.isOverall }
        #expect(overall.map(\.metric) == ["true-positive-rate:low", "mean-absolute-level-error", "macro-recall"])
        #expect(overall[0].estimate.number == 0.5)
        #expect(overall[1].estimate.number == 0.75)
        #expect(try folder(ordered, "'recall:lwo'").failure().map(\.code) == ["E722"])
        #expect(try folder("y", "mean-absolute-level-error").failure().map(\.code) == ["E725"])
        #expect(try folder("y", "all").assessment().estimates.allSatisfy { $0.metric != "quadratic-weighted-kappa" })
    }

    @Test("Declared levels that no row has are told, and have a reason")
    func absentGroups() throws {
        let assessment = try ScenarioFolder.credit(
            more: """
                population: {source: census, shares: {g: {a: 0.4, b: 0.3, c: 0.3}}}
                analysis: {by: [g], metrics: [accuracy]}
                """
        ).assessment()
        let absent = GroupKey([GroupLevel(dimension: "g", value: "c")])
        #expect(assessment.absentGroups == [absent])
        let estimate = try #require(assessment.estimates.first { $0.group == absent })
        #expect(estimate.estimate.reason == .emptyGroup)
        #expect(estimate.estimate.n == 0)
        #expect(assessment.coverage.first { $0.group.levels.first?.value == "a" }?.populationShare == 0.4)
    }

    @Test("The same files give the same assessment, byte for byte")
    func deterministic() throws {
        let folder = try ScenarioFolder.credit(
            more: """
                analysis: {by: [g], metrics: [accuracy, f1-score, roc-auc]}
                gates:
                  - {name: a, metric: f1-score, by: g, compare: difference, tolerance: 0.1, reference: a}
                """)
        let (a, b) = (try folder.assessment().json.canonicalText(), try folder.assessment().json.canonicalText())
        #expect(a == b)
        #expect(!a.contains(folder.folder.path))
    }
}
