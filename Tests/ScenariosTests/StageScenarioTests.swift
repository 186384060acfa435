import Diagnostics
import Evidence
import Interchange
import Statistics
import TestSupport
import Testing

@testable import Scenarios

/// Decisions of a model, a rule and a person, of which the later ones change some.
private struct StagedRows {
    var rows: [(label: String, group: String, decisions: [String])] = []

    init(seed: UInt64, count: Int) {
        var random = SeededRandom(seed: seed)
        func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }
        for _ in 0..<count {
            let model = chance(2) ? "1" : "0"
            let rule = chance(6) ? "0" : model
            rows.append((chance(3) ? "0" : "1", chance(3) ? "b" : "a", [model, rule, chance(5) ? "1" : rule]))
        }
    }

    /// The scenario with the decisions in the data, or in a file of their own in another order.
    func folder(separate: Bool, metrics: String = "selection-rate, tpr", stages: String? = nil) throws -> ScenarioFolder
    {
        let stages = stages ?? "[{name: rule, column: after_rule}, {name: human, column: final}]"
        let decided = rows.enumerated().map { "\($0 + 1),\($1.decisions.joined(separator: ","))\n" }
        let known = rows.enumerated().map { "\($0 + 1),\($1.label),\($1.group)" }
        let all = zip(known, rows).map { "\($0),\($1.decisions.joined(separator: ","))\n" }
        return try ScenarioFolder(
            yaml: """
                kigezo: 1
                name: staged
                title: Staged
                risk: low
                data: {file: data.csv, id: id, label: {column: y, positive: "1"}, groups: [{column: g}]}
                models:
                  m: {\(separate ? "predictions: p.csv, " : "")prediction: p, favourable: 1, stages: \(stages)}
                analysis: {by: [g], metrics: [\(metrics)]}

                """,
            files: [
                "data.csv": separate
                    ? "id,y,g\n" + known.map { $0 + "\n" }.joined()
                    : "id,y,g,p,after_rule,final\n" + all.joined(),
                "p.csv": "id,p,after_rule,final\n" + decided.reversed().joined(),
            ])
    }

    /// The share decided as 1 at a stage among the rows of a group, or of those of its positive labels.
    func rate(_ stage: Int, group: String, positives: Bool) -> Double {
        let own = rows.filter { $0.group == group && (!positives || $0.label == "1") }
        return Double(own.count { $0.decisions[stage] == "1" }) / Double(own.count)
    }
}

@Suite("Stages of a decision in a scenario")
struct StageScenarioTests {
    private static func group(_ name: String) -> GroupKey { GroupKey([GroupLevel(dimension: "g", value: name)]) }

    @Test(
        "Gaps behind each stage are those of its own decisions, and changes add up to them", arguments: [true, false])
    func gaps(separate: Bool) throws {
        let rows = StagedRows(seed: 5, count: 400)
        let assessment = try rows.folder(separate: separate).assessment()
        for (metric, positives) in [("selection-rate", false), ("true-positive-rate", true)] {
            for (name, other) in [("a", "b"), ("b", "a")] {
                let records = assessment.stages.filter {
                    $0.comparison.metric == metric && $0.comparison.group == Self.group(name)
                }
                #expect(records.map(\.stage) == ["model", "rule", "human"])
                var total = 0.0
                for (stage, record) in records.enumerated() {
                    let expected =
                        rows.rate(stage, group: name, positives: positives)
                        - rows.rate(stage, group: other, positives: positives)
                    let gap = try #require(record.comparison.estimate.number)
                    #expect(abs(gap - expected) < 1e-12, "\(metric) of \(name) behind \(record.stage)")
                    total += stage == 0 ? gap : try #require(record.change?.number)
                    #expect(abs(total - gap) < 1e-12)
                    #expect(stage == 0 ? record.change == nil : record.change?.interval != nil)
                }
            }
        }
        #expect(assessment.stages.count == 2 * 2 * 3)
        // What is said of the model itself does not know of the stages.
        let plain = try rows.folder(separate: separate, stages: "[{name: only, column: final}]").assessment()
        #expect(plain.estimates == assessment.estimates)
        #expect(plain.comparisons == assessment.comparisons)
    }

    @Test("The assessment's file lists stages where a model declares them, and says nothing where none does")
    func document() throws {
        let rows = StagedRows(seed: 6, count: 60)
        let json = try rows.folder(separate: true).assessment().json
        let listed = try #require(json["stages"]?.elements)
        #expect(listed.count == 2 * 2 * 3)
        #expect(listed.allSatisfy { $0["model"]?.text == "m" && $0["stage"]?.text != nil && $0["change"] != nil })
        #expect(try ScenarioFolder.credit().assessment().json["stages"] == nil)
    }

    @Test("Figures of scores and of one group alone have no stages")
    func nothing() throws {
        var rows = StagedRows(seed: 7, count: 60)
        #expect(try rows.folder(separate: false, metrics: "count").assessment().stages.isEmpty == false)
        rows.rows = rows.rows.filter { $0.group == "a" }
        #expect(try rows.folder(separate: false).assessment().stages.isEmpty)
    }

    @Test("A stage whose decisions are no classes is refused; single odd ones are told of")
    func odd() throws {
        var rows = StagedRows(seed: 8, count: 40)
        rows.rows[3].decisions[2] = "later"
        let warned = try rows.folder(separate: true).assessment()
        #expect(warned.warnings.map(\.code) == ["W811"])
        #expect(warned.warnings.first?.message.hasPrefix("1 decisions of the stage 'human'") == true)
        for index in rows.rows.indices { rows.rows[index].decisions[1] = "maybe" }
        #expect(try rows.folder(separate: false).failure().map(\.code) == ["E811"])
        let lost = try rows.folder(separate: true, stages: "[{name: rule, column: nowhere}]")
        #expect(try lost.failure().map(\.code) == ["E212"])
    }
}
