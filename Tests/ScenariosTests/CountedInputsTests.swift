import Diagnostics
import Evidence
import Interchange
@testable import Scenarios
import Tables
import TestSupport
import Testing

/// A scenario with three models, two of them in files of their own, and with what may go wrong in files.
private struct RandomScenario {
    let folder: ScenarioFolder

    init(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }
        func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
        let count = Int.random(in: 1...80, using: &random)
        var ids = (1...count).map(String.init)
        if chance(3) { ids.shuffle(using: &random) }
        let decisions = chance(6) ? ["1", "0", "", "yes"] : ["1", "0", "", "1"]
        let scores = chance(12) ? ["0.1", "0.5", "1.5", ""] : ["0.1", "0.5", "0.75", "1", ""]
        let labels = chance(8) ? ["1", "0", "maybe"] : ["1", "0", "", "1"]
        var rows = ids.map { id in
            [
                id, pick(labels), pick(["a", "b", "é", ""]), pick(["x", "y"]), pick(["p1", "p2", "p3", ""]),
                pick(decisions), pick(scores), pick(["2026-01-02", "2026-03-04"]),
                pick(["1", "0", "", "appealed"]),
            ]
        }
        if chance(10) { rows.append(rows[0]) }
        func file(_ header: String, _ cells: () -> [String]) -> String {
            var kept = ids.filter { _ in !chance(8) }
            if chance(2) { kept.shuffle(using: &random) }
            if chance(3) { kept.append("surplus") }
            if chance(10), let id = kept.first { kept.append(id) }
            var text = header + "\n"
            for id in kept { text += ([id] + cells()).joined(separator: ",") + "\n" }
            if chance(15) { text += "too,long,a,row,of,it\n" }
            return text
        }
        let vendor = file("id,p,s,human") { [pick(decisions), pick(scores), pick(["1", "0", ""])] }
        let margin = file("key,m") { [pick(["-3", "0.2", "7", ""])] }
        folder = try ScenarioFolder(
            yaml: """
                kigezo: 1
                name: small
                title: Small
                risk: low
                data:
                  file: data.csv
                  id: id
                  label: {column: y, positive: "1"}
                  groups: [{column: g}, {column: h}]
                  cluster: c
                  time: t
                models:
                  vendor: {predictions: vendor.csv, prediction: p, score: s, favourable: 1, stages: [{name: human, column: human}]}
                  margin: {predictions: margin.csv, id: key, score: {column: m, kind: margin}, threshold: 0.2, favourable: 1}
                  own: {prediction: q, score: r, favourable: 1, stages: [{name: rule, column: u}, {name: rest, column: q}]}
                analysis: {by: [g, [g, h]], metrics: [accuracy, f1-score\(seed % 2 == 0 ? ", roc-auc" : "")], seed: 3}
                gates:
                  - {name: a, metric: f1-score, by: g, compare: difference, tolerance: 0.1, reference: a}

                """,
            files: [
                "data.csv": "id,y,g,h,c,q,r,t,u\n" + rows.map { $0.joined(separator: ",") + "\n" }.joined(),
                "vendor.csv": vendor, "margin.csv": margin,
            ])
    }
}

@Suite("Counting the rows of a scenario while they are read")
struct CountedInputsTests {
    @Test(
        "Counting gives what the rows in memory give, and refuses what they refuse", arguments: 0..<40 as Range<UInt64>
    )
    func twin(seed: UInt64) throws {
        // The files go with the folder.
        let folder = try RandomScenario(seed: seed).folder
        defer { withExtendedLifetime(folder) {} }
        let scenario = try folder.scenario()
        let whole = Result { () throws(ScenarioFailure) in try ScenarioInputs(reading: scenario) }
        for needsScores in [true, false] {
            let counted = Result { () throws(ScenarioFailure) in
                try ScenarioInputs.counted(scenario, needsScores: needsScores)
            }
            switch (whole, counted) {
            case (.success(let whole), .success(let counted?)):
                try compare(whole, counted, needsScores: needsScores, seed: seed)
            case (.failure(let expected), .failure(let found)):
                #expect(expected.exitStatus == found.exitStatus, "seed \(seed)")
                // Where several things are wrong, which of them is told first may differ.
                if expected.diagnostics != found.diagnostics {
                    #expect(found.diagnostics.map(\.code) == ["E225"], "seed \(seed): \(found) for \(expected)")
                }
            default: Issue.record("seed \(seed): \(whole) but \(counted)")
            }
        }
    }

    private func compare(_ whole: ScenarioInputs, _ counted: ScenarioInputs, needsScores: Bool, seed: UInt64) throws {
        #expect(whole.classes == counted.classes && whole.design == counted.design)
        #expect(whole.inputs == counted.inputs)
        #expect(whole.groups.map(\.levels) == counted.groups.map(\.levels))
        #expect(whole.data.category("t")?.levels == counted.data.category("t")?.levels)
        #expect(counted.models.count == 3)
        for (a, b) in zip(whole.models, counted.models) {
            #expect(a.matched == b.matched && a.withoutPrediction == b.withoutPrediction)
            #expect(a.unmatchedPredictions == b.unmatchedPredictions && a.warnings == b.warnings, "seed \(seed)")
            let cube = b.cube
            #expect(cube.hasScores == needsScores, "seed \(seed)")
            for grouping in [[], ["g"], ["g", "h"]] {
                var expected = a.cube.evidence(by: grouping)
                if !needsScores { expected = a.decisionsAlone.evidence(by: grouping) }
                #expect(cube.evidence(by: grouping) == expected, "seed \(seed), by \(grouping)")
            }
            #expect(cube.rows == whole.data.rowCount)
        }
    }

    @Test("An assessment is the same with rows in memory, whatever is asked", arguments: 0..<12 as Range<UInt64>)
    func assessments(seed: UInt64) throws {
        // The files go with the folder.
        let folder = try RandomScenario(seed: seed).folder
        defer { withExtendedLifetime(folder) {} }
        let scenario = try folder.scenario()
        guard let inputs = try? ScenarioInputs(reading: scenario) else { return }
        let whole = try ScenarioRunner.assess(scenario, inputs, programVersion: "0.0.0", date: nil)
        let counted = try ScenarioRunner.assess(scenario, programVersion: "0.0.0")
        #expect(whole.json.canonicalText() == counted.json.canonicalText(), "seed \(seed)")
    }

    @Test("A digest that differs is told before ids that stand twice")
    func digestFirst() throws {
        let wrong = String(repeating: "0", count: 64)
        let problems = try ScenarioFolder.credit(
            data: "id,y,g\n1,1,a\n1,0,a\n", dataKeys: ", sha256: \"\(wrong)\""
        ).failure()
        #expect(problems.map(\.code) == ["E712"])
    }

    @Test("More combinations than can be counted are read as rows")
    func tooMany() throws {
        let columns = 24
        let names = (0..<columns).map { "g\($0)" }
        let ids = (1...300).map(String.init)
        let rows = ids.map { id in ([id, id == "1" ? "1" : "0"] + names.map { "\($0)-\(id)" }).joined(separator: ",") }
        let folder = try ScenarioFolder(
            yaml: """
                kigezo: 1
                name: wide
                title: Wide
                risk: low
                data: {file: data.csv, id: id, label: {column: y, positive: "1"}, groups: [\(names.map { "{column: \($0)}" }.joined(separator: ", "))]}
                models:
                  m: {predictions: p.csv, prediction: p}

                """,
            files: [
                "data.csv": "id,y," + names.joined(separator: ",") + "\n" + rows.map { $0 + "\n" }.joined(),
                "p.csv": "id,p\n" + ids.map { $0 + ",1\n" }.joined(),
            ])
        let scenario = try folder.scenario()
        #expect(try ScenarioInputs.counted(scenario, needsScores: false)?.models.count == nil)
        #expect(try ScenarioInputs.gathered(scenario, needsScores: false).models[0].rows?.count == 300)
    }
}
