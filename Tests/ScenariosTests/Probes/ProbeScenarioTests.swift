import Diagnostics
import Evidence
import Interchange
import Metrics
import Probes
@testable import Scenarios
import Statistics
import TestSupport
import Testing

@Suite("Probes of a scenario")
struct ProbeScenarioTests {
    /// 400 rows: two halves of a year, a feature that goes with the group, one that does not, and a model that follows it.
    private static func folder(
        probes: String, then gates: String = "", more: KeyValuePairs<String, String> = [:]
    ) throws -> ScenarioFolder {
        var data = "id,y,g,h,device,noise,day\n"
        var predictions = "id,p,s\n"
        for row in 0..<400 {
            let group = row % 2 == 0 ? "a" : "b"
            let device = (row * 7) % 20 < (group == "a" ? 17 : 3) ? "smart" : "basic"
            let noise = (row / 2) % 3
            let label = (row * 13) % 5 < 3 ? 1 : 0
            let month = row / 67 + 1
            let isPositive = (row * 11) % 10 < (device == "smart" ? 8 : 3)
            let other = (row / 4) % 2 == 0 ? "x" : "y"
            data += "r\(row),\(label),\(group),\(other),\(device),n\(noise),2026-0\(month)-15\n"
            predictions += "r\(row),\(isPositive ? 1 : 0),\(isPositive ? 0.7 : 0.3)\n"
        }
        let all = try ScenarioFolder(
            yaml: """
                kigezo: 1
                name: probed
                title: Probed
                risk: low
                data:
                  file: data.csv
                  id: id
                  label: {column: y, positive: "1"}
                  groups: [{column: g}, {column: h}]
                  features: [device, noise]
                  time: day
                models:
                  m: {predictions: p.csv, prediction: p, score: s, favourable: 1}
                analysis: {metrics: [selection-rate, accuracy, roc-auc], seed: 3}
                probes:
                \(probes.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
                \(gates)

                """, files: ["data.csv": data, "p.csv": predictions])
        for (name, text) in more { try all.folder.write(text, as: name) }
        return all
    }

    private static func assessment(
        _ probes: String, more: KeyValuePairs<String, String> = [:]
    ) throws -> Assessment { try folder(probes: probes, more: more).assessment() }

    @Test("Nothing is declared, nothing is found, and no row is kept")
    func nothing() throws {
        let folder = try ScenarioFolder.credit()
        #expect(try folder.scenario().probes.needRows == false)
        #expect(try folder.assessment().probes.isEmpty)
    }

    @Test("A feature that goes with the group is told of, one that does not is not; both stand in the record")
    func proxies() throws {
        let assessment = try Self.assessment("proxy: {of: [g]}")
        let record = try #require(assessment.probes.proxies.first)
        #expect(record.search.features.map(\.feature) == ["device", "noise"])
        #expect(record.flagged.map(\.feature) == ["device"])
        #expect(record.search.rows == 400)
        let first = try #require(record.search.features.first)
        // Nine of ten against one of ten: the area is about .9, the availability .8.
        #expect(abs((first.availability ?? 0) - 0.8) < 0.01)
        #expect((first.use ?? 0) > 0.05)
        let finding = try #require(
            assessment.findings.first { if case .proxies = $0.kind { true } else { false } })
        guard case .proxies(let attribute, let features, let from) = finding.kind else { return }
        #expect(attribute == "g" && features.map(\.name) == ["device"] && from == 0.2)
        // A higher limit tells of nothing.
        let strict = try Self.assessment("proxy: {of: [g], flag-from: 0.9}")
        #expect(strict.probes.proxies.first?.flagged.isEmpty == true)
        #expect(!strict.findings.contains { if case .proxies = $0.kind { true } else { false } })
    }

    @Test("Slices of all groups are those of the columns by name, read from rows")
    func slices() throws {
        let counted = try Self.assessment("slices: {metric: selection-rate, depth: 2}")
        let read = try Self.assessment("slices: {metric: selection-rate, depth: 2, by: [g, h]}")
        let (one, two) = (try #require(counted.probes.slices.first), try #require(read.probes.slices.first))
        #expect(one.search.slices == two.search.slices && one.shown == two.shown)
        #expect(one.search.slices.count == 8)
        // Features may be searched, too; the model follows the device.
        let features = try Self.assessment("slices: {metric: selection-rate, depth: 2, by: [device, noise]}")
        let worst = try #require(features.probes.slices.first?.shown.first)
        #expect(worst.group.levels.contains { $0.dimension == "device" && $0.name == "basic" })
        #expect(features.findings.contains { if case .slice = $0.kind { true } else { false } })
    }

    @Test("Windows of a probe of drift are the figures of their rows")
    func drift() throws {
        let assessment = try Self.assessment(
            "drift: {window: month, baseline: [2026-01, 2026-02], by: [g]}")
        // Rates of the analysis are followed, scores' figures are not.
        #expect(assessment.probes.drift.map(\.metric) == ["selection-rate", "accuracy"])
        let record = try #require(assessment.probes.drift.first)
        #expect(record.time == "day.month")
        #expect(record.search.windows.map(\.rows) == [67, 67, 67, 67, 67, 65])
        #expect(record.search.windows.map(\.isBaseline) == [true, true, false, false, false, false])
        let ofWindow = (0..<67).count { row in
            let device = (row * 7) % 20 < (row % 2 == 0 ? 17 : 3)
            return (row * 11) % 10 < (device ? 8 : 3)
        }
        #expect(record.search.windows[0].estimate?.number == Double(ofWindow) / 67)
        #expect(record.search.current?.groups.map(\.key.levels.count) == [1, 1])
        #expect(record.search.current?.scores != nil)
    }

    @Test("A gate on a change since the baseline looks at the windows of the probe, and says what it is measured from")
    func gateSinceBaseline() throws {
        let gates = """
            gates:
              - {name: no slower, metric: selection-rate, compare: change, since: baseline, tolerance: 0.6}
              - {name: by group, metric: accuracy, compare: gap-change, since: baseline, tolerance: 0.1, by: g}
            """
        let folder = try Self.folder(
            probes: "drift: {window: month, baseline: [2026-01, 2026-02], by: [g]}", then: gates)
        let assessment = try folder.assessment()
        let search = try #require(assessment.probes.drift.first).search
        let own = try #require(assessment.gates.first?.components.first)
        let change = try #require(search.current?.change)
        #expect(own.estimate.number == change.number && own.estimate.n == change.n && change.n == 400)
        #expect(assessment.gates[0].verdict == .pass && own.referenceValue == search.baseline.estimate?.number)
        let gap = try #require(assessment.gates[1].components.first { $0.group.levels[0].value == "a" })
        #expect(assessment.gates[1].components.count == 2 && gap.estimate.n == 400)
        let written = try #require(assessment.json["gates"]?.elements)
        #expect(written.map { $0["since"]?.text } == ["baseline", "baseline"])
        let plan = try ScenarioPlan(folder.scenario(), assumptions: PlanningAssumptions())
        #expect(plan.gates.allSatisfy { $0.state == .notPlanned(.windows) })
        // Without windows there is no baseline.
        let failure = #expect(throws: ScenarioError.self) {
            try Self.folder(probes: "proxy: {of: [g]}", then: gates).scenario()
        }
        #expect(failure?.diagnostics.filter { $0.code == "E416" && $0.message.contains("probes.drift") }.count == 2)
    }

    @Test("A window without a row is told of with those that there are")
    func absentWindow() throws {
        let failure = try Self.folder(probes: "drift: {window: month, baseline: 2025-12}").failure()
        #expect(failure.map(\.code) == ["E911"])
        #expect(failure.first?.help.first?.contains("2026-01") == true)
    }

    /// Two pairs of one original, one of another; one names no row, one was not scored.
    private static let pairs = "id,original,kind\nq1,r0,x\nq2,r0,y\nq3,r1,x\nq4,nobody,x\nq5,r2,y\n"

    @Test("Pairs are joined to rows and to answers; what has no partner is counted")
    func counterfactuals() throws {
        let before = try Self.folder(probes: "slices: {}").inputs()
        guard case .rows(let rows, _) = before.models[0].evidence else { return }
        // The first pair flips, the second does not, the third flips.
        func other(_ row: Int) -> Int { 1 - Int(rows.predictions[row]) }
        let changed =
            "id,p,s\nq1,\(other(0)),0.5\nq2,\(rows.predictions[0]),0.9\nq3,\(other(1)),0.1\nq4,1,0.5\nq9,1,0.5\n"
        let assessment = try Self.assessment(
            "counterfactual: [{name: swap, pairs: pairs.csv, by: [kind], predictions: {m: changed.csv}}]",
            more: ["pairs.csv": Self.pairs, "changed.csv": changed])
        let record = try #require(assessment.probes.counterfactuals.first)
        #expect(record.pairs == 5 && record.withoutOriginal == 1 && record.withoutChange == 1)
        #expect(record.results.map { $0.group.levels.map(\.name) } == [[], ["x"], ["y"]])
        let all = record.results[0].result
        #expect(all.pairs == 3 && all.originals == 2 && all.flipRate.number == 2.0 / 3)
        #expect(all.away + all.towards == 2)
        let shifts = [0.5 - rows.scores[0][0], 0.9 - rows.scores[0][0], 0.1 - rows.scores[0][1]]
        #expect(agree(all.meanShift.number, shifts.reduce(0, +) / 3, within: 1e-12))
        #expect(record.results[1].result.flipRate.number == 1 && record.results[2].result.flipRate.number == 0)
        #expect(assessment.warnings.map(\.code).filter { $0.hasPrefix("W91") } == ["W913", "W914"])
        #expect(assessment.inputs.map(\.path) == ["scenario.yaml", "data.csv", "p.csv", "pairs.csv", "changed.csv"])
        #expect(assessment.inputs.suffix(2).map(\.role) == [.pairs, .changedPredictions])
    }

    @Test(
        "Pairs that cannot be used are refused with their place",
        arguments: [
            ("id,original\nq1,r0\nq1,r1\n", "id,p,s\nq1,1,0.5\n", "E2"),
            ("id,original\nq1,nobody\n", "id,p,s\nq1,1,0.5\n", "E912"),
            ("id,original\nq1,r0\n", "id,p,s\nq1,1,0.5\nq1,0,0.5\n", "E2"),
            ("id,from\nq1,r0\n", "id,p,s\nq1,1,0.5\n", "E2"),
            ("id,original\nq1,r0\n", "id,p,s\nq1,maybe,0.5\n", "E719"),
        ])
    func unusable(pairs: String, changed: String, code: String) throws {
        let failure = try Self.folder(
            probes: "counterfactual: [{pairs: pairs.csv, predictions: {m: changed.csv}}]",
            more: ["pairs.csv": pairs, "changed.csv": changed]
        ).failure()
        #expect(failure.first?.code.hasPrefix(code) == true, "\(failure)")
        #expect(failure.first?.location?.file.isEmpty == false)
    }

    @Test("What cannot be tested is not searched, and only errors with limits are left out unseen")
    func unsearched() throws {
        for metric in ["f1-score", "roc-auc"] {
            #expect(try Self.folder(probes: "slices: {metric: \(metric)}").failure().map(\.code) == ["E910"])
        }
        #expect(
            try Self.folder(probes: "slices: {metric: brier-score, search: worst}").failure().map(\.code) == ["E947"])
    }

    @Test(
        "Slices of figures of scores are measured as the groups of the assessment are",
        arguments: ["brier-score", "calibration-in-the-large"])
    func scoredSlices(metric: String) throws {
        let counted = try Self.assessment("slices: {metric: \(metric), depth: 2}")
        let read = try Self.assessment("slices: {metric: \(metric), depth: 2, by: [g, h]}")
        let (one, two) = (try #require(counted.probes.slices.first), try #require(read.probes.slices.first))
        #expect(one.search.slices == two.search.slices && one.search.slices.count == 8)
        #expect(one.search.slices.allSatisfy { $0.estimate.number != nil && $0.estimate.interval != nil })
    }

    @Test("The worst by score alone are those of the search of all")
    func worstSlices() throws {
        let all = try Self.assessment("slices: {depth: 2, by: [g, h, device, noise]}")
        let worst = try Self.assessment("slices: {depth: 2, by: [g, h, device, noise], search: worst, show: 5}")
        let (one, two) = (try #require(all.probes.slices.first), try #require(worst.probes.slices.first))
        #expect(two.search.slices.map(\.group) == one.search.byScore.prefix(5).map(\.group))
        #expect(two.search.isPruned && two.search.count.family >= one.search.count.measured)
    }

    @Test("What is written is canonical JSON with every part, and no number that is none")
    func json() throws {
        let changed = "id,p,s\nq1,0,0.5\nq2,1,0.9\nq3,0,0.1\n"
        let assessment = try Self.assessment(
            """
            proxy: {of: [g]}
            slices: {metric: selection-rate, depth: 2}
            drift: {window: month, baseline: [2026-01, 2026-02], by: [g]}
            counterfactual: [{name: swap, pairs: pairs.csv, by: [kind], predictions: {m: changed.csv}}]
            """, more: ["pairs.csv": Self.pairs, "changed.csv": changed])
        let text = assessment.json.canonicalText()
        let parsed = try JSONValue.parse(Array(text.utf8), from: "assessment.json")
        let probes = try #require(parsed["probes"])
        for kind in ["counterfactual", "drift", "proxy", "slices"] {
            let records = try #require(probes[kind]?.elements)
            #expect(!records.isEmpty)
            for record in records {
                #expect(record["kind"]?.text == kind)
                #expect(record["model"]?.text == "m")
            }
        }
        // The same bytes again.
        let again = try Self.assessment(
            """
            proxy: {of: [g]}
            slices: {metric: selection-rate, depth: 2}
            drift: {window: month, baseline: [2026-01, 2026-02], by: [g]}
            counterfactual: [{name: swap, pairs: pairs.csv, by: [kind], predictions: {m: changed.csv}}]
            """, more: ["pairs.csv": Self.pairs, "changed.csv": changed])
        #expect(again.json["probes"] == assessment.json["probes"])
    }
}

@Suite("Probes of where models come from and what they are given")
struct ContextProbeTests {
    /// 300 rows here, 100 where the model comes from.
    private static func folder(_ probes: String, label: String = "{column: y, positive: \"1\"}") throws
        -> ScenarioFolder
    {
        func rows(_ count: Int, _ prefix: String, wrongEvery: Int) -> (data: String, predictions: String) {
            var (data, predictions) = ("id,y,g,note\n", "id,p,s\n")
            for row in 0..<count {
                let label = (row * 13) % 5 < 3 ? 1 : 0
                let isWrong = row % wrongEvery == 0
                let note = row % 4 == 0 && row % 2 == 0 ? "" : "text \(row % 50)"
                data += "\(prefix)\(row),\(label),\(row % 2 == 0 ? "a" : "b"),\(note)\n"
                predictions +=
                    "\(prefix)\(row),\(isWrong ? 1 - label : label),\(row % 2 == 0 ? 0.5 : Double(row % 10) / 10)\n"
            }
            return (data, predictions)
        }
        let (here, there) = (rows(300, "r", wrongEvery: 3), rows(100, "h", wrongEvery: 10))
        return try ScenarioFolder(
            yaml: """
                kigezo: 1
                name: probed
                title: Probed
                risk: low
                data: {file: data.csv, id: id, label: \(label), groups: [{column: g}]}
                models:
                  m: {predictions: p.csv, prediction: p, score: s, favourable: 1, origin: {place: IN, reported: {roc-auc: 0.8}}}
                population: {source: census, shares: {g: {a: 0.2, b: 0.5, c: 0.3}}}
                analysis: {metrics: [accuracy]}
                probes:
                \(probes.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))

                """,
            files: [
                "data.csv": here.data, "p.csv": here.predictions, "home.csv": there.data,
                "home-p.csv": there.predictions, "other.csv": "id,y\nh0,yes\nh1,no\n",
            ])
    }

    @Test("Reported figures and rows of the model's place are held beside those here; a shown loss is a finding")
    func transfer() throws {
        let assessment = try Self.folder(
            "transfer: {tolerance: 0.05, home: {m: {data: home.csv, predictions: home-p.csv}}}"
        ).assessment()
        let record = try #require(assessment.probes.transfer.first)
        #expect(record.hasHome && record.transfer.comparisons.map(\.gap.metric.name) == ["roc-auc", "accuracy"])
        let accuracy = record.transfer.comparisons[1].gap
        #expect(accuracy.local.number == 2.0 / 3 && accuracy.origin.number == 0.9)
        #expect(accuracy.decision?.verdict == .fail)
        #expect(assessment.inputs.suffix(2).map(\.path) == ["home.csv", "home-p.csv"])
        #expect(assessment.inputs.suffix(2).allSatisfy { $0.role == .home && $0.model == "m" })
        let finding = assessment.findings.first { if case .transfer = $0.kind { true } else { false } }
        guard case .transfer(let metric, let here, let there, _, let tolerance)? = finding?.kind else {
            Issue.record("no finding")
            return
        }
        #expect(metric == "accuracy" && here == 2.0 / 3 && there == 0.9 && tolerance == 0.05)
        // Without rows of that place only what was reported.
        let alone = try Self.folder("transfer: {}").assessment()
        #expect(alone.probes.transfer.first?.transfer.comparisons.map(\.gap.metric.name) == ["roc-auc"])
        #expect(alone.probes.transfer.first?.transfer.comparisons[0].gap.decision == nil)
    }

    @Test("Labels of another kind are refused where they are declared")
    func otherLabels() throws {
        let failure = try Self.folder("transfer: {home: {m: {data: other.csv, predictions: home-p.csv}}}").failure()
        #expect(failure.first.map { ["E701", "E702", "E917"].contains($0.code) } == true, "\(failure)")
    }

    @Test("Groups of the population without a row are listed; the rows are enough for a share of it")
    func representation() throws {
        let assessment = try Self.folder("representation: {gap: 0.2}").assessment()
        let record = try #require(assessment.probes.representation.first)
        #expect(record.found.absent.map { $0.key.levels.map(\.name) } == [["c"]])
        #expect(record.found.groups.map(\.rows) == [150, 150, 0])
        #expect(agree(record.found.evidenceCoverage, 0.7, within: 1e-12))
        #expect(assessment.findings.contains { if case .representation = $0.kind { true } else { false } })
    }

    @Test("Thresholds are told by group, and are no finding")
    func thresholds() throws {
        let assessment = try Self.folder("thresholds: {by: [g], costs: {false-negative: 5}}").assessment()
        let record = try #require(assessment.probes.thresholds.first)
        #expect(record.study.groups.map { $0.levels.map(\.name) } == [["a"], ["b"]])
        #expect(record.costs.falseNegative == 5 && record.costs.falsePositive == 1)
        #expect(record.study.chosenRows + record.study.toldRows == 300)
    }

    @Test("Several classes have no one threshold")
    func severalClasses() throws {
        let folder = try ScenarioFolder.credit(
            data: "id,y,g\n1,x,a\n2,z,a\n3,w,b\n", predictions: "id,p\n1,x\n2,z\n3,z\n", label: "y",
            model: "prediction: p", more: "probes: {thresholds: {by: [g]}}")
        #expect(try folder.failure().map(\.code) == ["E918"])
    }

    @Test("Empty fields are told by group, and texts that share a score")
    func inputs() throws {
        let assessment = try Self.folder(
            """
            inputs: {columns: [note], by: [g]}
            legibility: {text: note, by: [g]}
            """
        ).assessment()
        let quality = try #require(assessment.probes.inputs?.quality)
        func share(_ level: String) -> Double? {
            quality.figures.first { $0.fault == .missing && $0.group.levels.map(\.name) == [level] }?.share.number
        }
        #expect(share("a") == 0.5 && share("b") == 0)
        let finding = assessment.findings.first { if case .inputFault = $0.kind { true } else { false } }
        #expect(finding?.group.levels.map(\.name) == ["a"])
        let found = try #require(assessment.probes.legibility.first?.found)
        let a = try #require(found.groups.first { $0.key.levels.map(\.name) == ["a"] })
        // All its texts have the score 0.5.
        #expect(a.sharedScores.number == 1)
    }

    @Test("All of them are written")
    func json() throws {
        let assessment = try Self.folder(
            """
            transfer: {tolerance: 0.05}
            representation: {}
            thresholds: {by: [g]}
            inputs: {columns: [note]}
            legibility: {text: note}
            """
        ).assessment()
        let text = assessment.json.canonicalText()
        let probes = try #require(try JSONValue.parse(Array(text.utf8), from: "a.json")["probes"])
        for kind in ["transfer", "representation", "thresholds", "legibility"] {
            #expect(probes[kind]?.elements?.first?["kind"]?.text == kind, "\(kind)")
        }
        #expect(probes["inputs"]?["estimates"]?.elements?.isEmpty == false)
    }
}
