import Diagnostics
import Scenarios
import Tables
import Testing

@Suite("Scenario files: what is read")
struct ScenarioFileValueTests {
    private func full() throws -> Scenario {
        try ScenarioFileFixtures.read(
            ScenarioFileFixtures.bytes("good", "full.yaml"), file: "scenarios/mobile-credit/scenario.yaml")
    }

    @Test("The head of a full file is read as it stands")
    func head() throws {
        let scenario = try full()
        #expect(scenario.folder == "scenarios/mobile-credit")
        #expect(scenario.file == "scenarios/mobile-credit/scenario.yaml")
        #expect(scenario.name == "mobile-credit")
        #expect(scenario.title == "Small loans by phone in East Africa")
        #expect(scenario.tags == ["credit", "monthly"])
        #expect(scenario.place?.value == .column("country"))
        #expect(scenario.place?.location.line == 6)
        #expect(scenario.languages.map(\.value) == ["en", "sw"])
        #expect(scenario.risk == .high)
        #expect(scenario.automation == .humanDecides)
        #expect(scenario.decisionsPerMonth == 120_000)
        #expect(scenario.labelMeans == "Repaid within 30 days of the due date")
        #expect(scenario.governance?.appealsDays == 30)
        #expect(scenario.governance?.reviewers == ["Model Risk"])
        #expect(scenario.governance?.incidentPlan == "runbook.md")
    }

    @Test("The data are declared with their places in the file")
    func data() throws {
        let data = try full().data
        #expect(data.file.value == "applications.csv")
        #expect(
            data.file.location == SourceLocation(file: "scenarios/mobile-credit/scenario.yaml", line: 14, column: 9))
        #expect(data.sha256?.value == "6b1f" + String(repeating: "0", count: 60))
        #expect(data.label.positive == "1")
        #expect(data.groups.map(\.column.value) == ["region", "language", "gender", "age_band"])
        #expect(data.groups[2].reference?.value == "male")
        #expect(data.groups[2].basis == "testing for discrimination")
        #expect(data.features.map(\.value) == ["device", "operator", "topup_days", "branch_km"])
        #expect(data.personal == ["phone", "name"])
        #expect(data.provenance?.retainUntil?.value == "2027-01-31")
        #expect(data.provenance?.collected == "2025-11")
    }

    @Test("Models keep their order, and a text and a number say the same favourable decision")
    func models() throws {
        let models = try full().models
        #expect(models.map(\.name) == ["vendor", "local"])
        #expect(models[0].score?.column.value == "p_repay")
        #expect(models[0].score?.kind == .probability)
        #expect(models[0].threshold == 0.5)
        #expect(models.map(\.favourablePositive) == [true, true])
        #expect(models[0].version == "3.1")
        #expect(models[0].origin?.reported.map(\.metric.value) == ["roc-auc"])
        #expect(models[0].origin?.reported.map(\.value) == [0.81])
        #expect(models[1].prediction?.value == "decision")
    }

    @Test("Analysis and population are read, metrics by their canonical names")
    func analysis() throws {
        let scenario = try full()
        #expect(scenario.analysis.by.map(\.value) == [["region"], ["language"], ["region", "gender"]])
        #expect(scenario.analysis.metrics.map(\.value) == ["accuracy", "selection-rate", "true-positive-rate"])
        #expect(scenario.analysis.minimumGroup == 25)
        #expect(scenario.analysis.seed == 7)
        #expect(scenario.analysis.level == 0.9)
        #expect(scenario.population?.shares.map(\.column.value) == ["region"])
        #expect(scenario.population?.shares.first?.levels.map(\.level) == ["Nairobi", "ናይሮቢ 🏙"])
        #expect(scenario.population?.shares.first?.levels.map(\.share) == [0.09, 0.1])
    }

    @Test("Every comparison of a gate is read with its reference and limit")
    func gates() throws {
        let gates = try full().gates
        #expect(
            gates.map(\.comparison) == [
                .noSkill(floor: 0),
                .difference(.complement, tolerance: 0.1),
                .ratio(.named(["male"]), .floor(0.8)),
                .difference(.named(["Nairobi", "male"]), tolerance: 0.2),
                .range(tolerance: 0.2),
                .worstGroup(.floor(0.6)),
                .value(.ceiling(0.9)),
                .ratio(.largest, .ceiling(1.25)),
            ])
        #expect(
            gates.map(\.by) == [
                nil, ["region"], ["gender"], ["region", "gender"], ["region", "gender"], ["language"], nil, ["region"],
            ])
        #expect(gates[1].chosenBy == "credit committee")
        #expect(gates[1].because == "minute 14")
        #expect(gates[1].location.line == 44)
        #expect(gates[2].metric == "favourable-rate")
        #expect(gates[3].models == ["vendor"])
        #expect(gates[3].harm == .twoSided)
        #expect(gates[3].alpha == 0.01)
        #expect(gates[3].because == "folded text")
        #expect(gates[0].alpha == 0.05)
        #expect(gates[0].harm == .worse)
    }

    @Test("What is left out has the stated default")
    func defaults() throws {
        let scenario = try ScenarioFileFixtures.read(
            ScenarioFileFixtures.bytes("good", "smallest.yaml"), file: "scenario.yaml")
        #expect(scenario.folder == ".")
        #expect(scenario.title == "no")
        #expect(scenario.languages.map(\.value) == ["en"])
        #expect(scenario.analysis.minimumGroup == 30)
        #expect(scenario.analysis.seed == 0)
        #expect(scenario.analysis.level == 0.95)
        #expect(scenario.gates.isEmpty)
        #expect(scenario.governance == nil)
        #expect(scenario.data.label.positive == nil)
        #expect(scenario.models[0].favourablePositive == nil)
    }

    @Test("Words that other programs read as something else stay text")
    func words() throws {
        let scenario = try ScenarioFileFixtures.read(ScenarioFileFixtures.bytes("good", "plain-words.yaml"))
        #expect(
            scenario.tags == ["a&b", "&x", "*y", "x!", "no", "010", "0x1F", "1_000", "yes", "2024-01-01", "~tilde"])
        #expect(scenario.name == "2024")
        #expect(scenario.title == "R & D in the *best* of \"times\" - 100 % !important")
        #expect(scenario.purpose == "a plain text &that goes on, with *stars and !marks")
        #expect(scenario.labelMeans == "\n&literal *text\n !kept # not a comment\n")
        #expect(scenario.data.label.column.value == "የተከፈለ")
        #expect(scenario.models[0].version == "3.1")
        #expect(scenario.analysis.by.isEmpty)
    }

    @Test(
        "A favourable decision is the positive class or the other one",
        arguments: [
            ("1", "favourable: 1", true), ("1", "favourable: 0", false), ("1", "favourable: \"0\"", false),
            ("yes", "favourable: 1", true), ("yes", "favourable: yes", true), ("yes", "favourable: no", false),
            ("yes", "favourable: 0", false), ("0", "favourable: \"0\"", true), ("0", "favourable: \"1\"", false),
        ])
    func favourable(positive: String, line: String, expected: Bool) throws {
        let scenario = try ScenarioFileFixtures.read(
            """
            {kigezo: 1, name: a, title: A, risk: low, data: {file: a.csv, label: {column: y, positive: "\(positive)"}},
             models: {m: {prediction: p, \(line)}}}
            """)
        #expect(scenario.models[0].favourablePositive == expected)
    }

    @Test("A level that is called like a kind of reference can be named in a list")
    func namedComplement() throws {
        let scenario = try ScenarioFileFixtures.read(
            """
            {kigezo: 1, name: a, title: A, risk: low, data: {file: a.csv, label: y, groups: [{column: g}]},
             models: {m: {prediction: p}},
             gates: [{name: x, metric: accuracy, by: [g], compare: difference, tolerance: 0, reference: [largest]},
                     {name: y, metric: accuracy, by: [g], compare: difference, tolerance: 0, reference: largest}]}
            """)
        #expect(
            scenario.gates.map(\.comparison) == [
                .difference(.named(["largest"]), tolerance: 0), .difference(.largest, tolerance: 0),
            ])
    }

    @Test("Probes are read, and what they leave out is taken from the data")
    func probes() throws {
        let probes = try ScenarioFileFixtures.read(ScenarioFileFixtures.bytes("good", "full.yaml")).probes
        let proxy = try #require(probes.proxy)
        #expect(proxy.attributes.map(\.value) == ["gender", "region"] && proxy.flagFrom == 0.3)
        #expect(proxy.features.map(\.value) == ["device", "operator", "topup_days", "branch_km"])
        #expect(proxy.given.map(\.value) == ["income_band"])
        #expect(probes.counterfactuals.map(\.name) == ["name", "districts"])
        let (first, second) = (probes.counterfactuals[0], probes.counterfactuals[1])
        #expect(first.id.value == "id" && first.original.value == "original" && first.tolerance == 0.02)
        #expect(first.allowedFlips == 0.01 && second.allowedFlips == 0.005)
        #expect(first.changed.map(\.file.value) == ["counterfactuals/vendor.csv"])
        #expect(first.changed[0].id == nil && first.changed[0].score == nil)
        #expect(second.by.map(\.value) == [["region"], ["from", "to"]])
        #expect(second.changed[0].prediction?.value == "changed" && second.changed[0].id?.value == "pair")
        let slices = try #require(probes.slices)
        #expect(slices.metric?.value == "true-positive-rate" && slices.columns?.map(\.value) == ["region", "device"])
        #expect(slices.depth == 2 && slices.support == 0.01 && slices.shown == 5)
        #expect(slices.prunes && slices.weightOfError == 0.9)
        let drift = try #require(probes.drift)
        #expect(drift.window == .month && drift.baseline.value == ["2026-01", "2026-03"])
        #expect(drift.metrics?.map(\.value) == ["selection-rate"] && drift.by.map(\.value) == [["region"]])
        let transfer = try #require(probes.transfer)
        #expect(transfer.tolerance == 0.05 && transfer.home.map(\.model.value) == ["vendor", "local"])
        #expect(transfer.home.map { $0.predictions?.value } == [nil, "home/local.csv"])
        #expect(probes.representation?.columns?.map(\.value) == ["region"] && probes.representation?.gap == 0.2)
        #expect(probes.thresholds?.by.value == ["gender"] && probes.thresholds?.falseNegativeCost == 4)
        #expect(probes.inputs?.columns.map(\.value) == ["device"] && probes.inputs?.by.map(\.value) == [["region"]])
        #expect(probes.legibility?.home?.value == "home/texts.csv")
    }
}
