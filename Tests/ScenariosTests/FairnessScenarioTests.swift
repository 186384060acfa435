import Diagnostics
import Evidence
import Interchange
import Metrics
@testable import Scenarios
import Statistics
import TestSupport
import Testing

@Suite("Fairness measures of a scenario")
struct FairnessScenarioTests {
    private static func folder(
        fairness: String? = nil, label: String = "y, positive: \"1\"", model: String = "prediction: p, favourable: 1",
        legitimate: String = ""
    ) throws -> ScenarioFolder {
        var random = SeededRandom(seed: 5)
        func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
        let rows = (0..<600).map { _ in
            [
                pick(["1", "0"]), pick(["x", "y", "z"]), pick(["low", "high"]), pick(["1", "0"]),
                pick(["0.2", "0.6", "0.9"]), pick(["a", "b", "c"]),
            ]
            .joined(separator: ",") + "\n"
        }
        return try ScenarioFolder(
            yaml: """
                kigezo: 1
                name: small
                title: Small
                risk: low
                data: {file: data.csv, label: {column: \(label)}, groups: [{column: g}, {column: i}]\(legitimate)}
                models: {m: {\(model)}}
                analysis: {by: [g, [g, i]], metrics: [accuracy]\(fairness.map { ", fairness: \($0)" } ?? "")}

                """, files: ["data.csv": "y,g,i,p,s,k\n" + rows.joined()])
    }

    @Test("A binary outcome gets the usual measures, by every grouping, as at the prompt")
    func usual() throws {
        let folder = try Self.folder()
        defer { withExtendedLifetime(folder) {} }
        let scenario = try folder.scenario()
        let assessment = try ScenarioRunner.assess(scenario, programVersion: "0")
        let names = FairnessMeasure.standard.map(\.name) + ["adverse-impact-ratio"]
        #expect(assessment.fairness.map(\.measure.name) == names + names)
        #expect(assessment.fairness.map(\.grouping) == names.map { _ in ["g"] } + names.map { _ in ["g", "i"] })
        let cube = try ScenarioInputs(reading: scenario).models[0].cube
        let builder = AssessmentBuilder(
            cube: cube, context: EstimationContext(model: "m", favourablePositive: true), minimumGroup: 30)
        let expected = builder.fairness(FairnessMeasure.standard, by: ["g"])
        for (own, other) in zip(assessment.fairness, expected) {
            #expect(
                own.result.estimate.number == other.result.estimate.number && own.result.group == other.result.group)
        }
        let json = try #require(assessment.json["fairness"]?.elements)
        #expect(json.count == names.count * 2 && json.allSatisfy { $0["ideal"] != nil && $0["measure"]?.text != nil })
    }

    @Test("What is asked for is told, by any of its names, and nothing if nothing is asked for")
    func asked() throws {
        #expect(try Self.folder(fairness: "[]").assessment().fairness.isEmpty)
        let some = try Self.folder(fairness: "[equalized-odds, differential-fairness, four-fifths]").assessment()
        #expect(
            some.fairness.filter { $0.grouping == ["g"] }.map(\.measure.name) == [
                "equalized-odds-difference", "differential-fairness", "adverse-impact-ratio",
            ])
        let scored = try Self.folder(
            fairness: "[calibration-within-groups]", model: "score: {column: s, kind: probability}, threshold: 0.5"
        ).assessment()
        #expect(scored.fairness.allSatisfy { $0.result.estimate.number != nil } && scored.fairness.count == 2)
        let strata = try Self.folder(fairness: "[cdd]", legitimate: ", legitimate: [i]").assessment()
        #expect(strata.fairness.map(\.given) == [["i"]])
        let all = try Self.folder(fairness: "[all]").assessment()
        #expect(
            all.fairness.count { $0.grouping == ["g"] }
                == FairnessMeasure.all.count { !$0.needsScores && !$0.needsStrata })
        let classes = try Self.folder(label: "k", model: "prediction: k").assessment()
        #expect(classes.fairness.isEmpty)
    }

    @Test(
        "A measure that cannot be had is refused where it is asked for",
        arguments: [
            ("[calibration-within-groups]", "y, positive: \"1\"", "prediction: p"),
            ("[adverse-impact-ratio]", "y, positive: \"1\"", "prediction: p"),
            ("[cdd]", "y, positive: \"1\"", "prediction: p, favourable: 1"),
            ("[demographic-parity-difference]", "k", "prediction: k"),
        ])
    func refused(fairness: String, label: String, model: String) throws {
        let problems = try Self.folder(fairness: fairness, label: label, model: model).failure()
        #expect(problems.map(\.code) == ["E838"] && problems[0].location?.line == 7)
    }

    @Test("A name that no measure has is told of with the nearest")
    func unknown() throws {
        let error = try #require(throws: ScenarioError.self) {
            try Self.folder(fairness: "[equalised-oddz]").scenario()
        }
        #expect(error.diagnostics.map(\.code) == ["E838"])
        #expect(error.diagnostics[0].help.joined().contains("equalised-odds"))
    }
}
