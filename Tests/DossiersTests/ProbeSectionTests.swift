@testable import Dossiers
import Localization
import Metrics
import Probes
@testable import Scenarios
import Statistics
import TestSupport
import Testing

/// What dossiers say of probes, made from a scenario that is run.
@Suite("Probes in a dossier")
struct ProbeSectionTests {
    /// A model that follows the device, which goes with the group; its names are hostile.
    static let assessment = Result {
        let hostile = "<script>alert('x')</script>|\u{1B}[31m"
        var data = "id,y,g,\"\(hostile)\",noise,day\n"
        var predictions = "id,p,s\n"
        var (pairs, changed) = ("id,original,to\n", "id,p,s\n")
        for row in 0..<600 {
            let group = row % 2 == 0 ? "a" : "<b>&"
            let device = (row / 2) % 10 < (row % 2 == 0 ? 8 : 2)
            let label = (row * 13) % 5 < 3 ? 1 : 0
            let late = row >= 300
            let decision = (row * 11) % 10 < (device ? (late ? 4 : 9) : late ? 1 : 5) ? 1 : 0
            data += "r\(row),\(label),\(group),\(device ? "smart" : hostile),n\(row % 3),2026-0\(row / 100 + 1)-15\n"
            predictions += "r\(row),\(decision),\(decision == 1 ? 0.7 : 0.3)\n"
            if row < 200 {
                pairs += "q\(row),r\(row),\(hostile)\n"
                changed += "q\(row),\(row % 3 == 0 ? 1 - decision : decision),0.5\n"
            }
        }
        let folder = try ScratchFolder()
        try folder.write(data, as: "data.csv")
        try folder.write(predictions, as: "p.csv")
        try folder.write(pairs, as: "pairs.csv")
        try folder.write(changed, as: "changed.csv")
        try folder.write(
            """
            kigezo: 1
            name: probed
            title: Probed
            risk: low
            data:
              file: data.csv
              id: id
              label: {column: y, positive: "1"}
              groups: [{column: g}]
              features: ["<script>alert('x')</script>|\\e[31m", noise]
              time: day
            models:
              m: {predictions: p.csv, prediction: p, score: s, favourable: 1}
            analysis: {metrics: [selection-rate], seed: 3}
            probes:
              proxy: {of: [g]}
              slices: {metric: selection-rate, depth: 2, by: [g, noise]}
              drift: {window: month, baseline: [2026-01, 2026-03], by: [g]}
              counterfactual: [{name: another telephone, pairs: pairs.csv, by: [to], predictions: {m: changed.csv}}]

            """, as: "scenario.yaml")
        let scenario = try ScenarioFile.load(folder.path, today: "2026-06-01") { name in
            Catalogue.metric(named: name).map { .known(canonical: $0.name) } ?? .unknown(near: [])
        }
        return try ScenarioRunner.assess(scenario, programVersion: "0.0.0")
    }

    @Test("Each probe has its part, its chart and its numbers; what was tested is not told of as untested")
    func parts() throws {
        let html = Dossier.html(assessment: try Self.assessment.get(), localizer: try localizer("en"))
        let text = HTMLCheck(html).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for words in [
            "Probes: what averages can hide", "One thing changed: another telephone", "Columns that stand for g",
            "Combinations of groups that fare worse", "What moved over time",
            "the answer changes for 33.5% in all the data",
            "One column tells g", "the limit is 1%",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(!text.contains("whether harmless columns stand in for protected ones"))
        #expect(!text.contains("whether results hold over time"))
        #expect(text.contains("what other thresholds would do"))
    }

    @Test("An alarm stands among the findings and in the part about time, with since when the change is there")
    func alarms() throws {
        let assessment = try Self.assessment.get()
        let search = try #require(assessment.probes.drift.first).search
        let monitor = try #require(search.monitors.first { $0.kind == .fall })
        let alarm = try #require(monitor.alarms.first)
        #expect(alarm.start == "2026-04" && alarm.window >= alarm.start)
        let finding = try #require(
            assessment.findings.first { if case .driftAlarm = $0.kind { $0.group.isOverall } else { false } })
        guard case .driftAlarm(let metric, let kind, let limit, let window, let start, let count) = finding.kind else {
            return
        }
        #expect(metric == "selection-rate" && kind == "fall" && limit == monitor.limit && count == monitor.alarms.count)
        #expect(window == alarm.window && start == alarm.start)
        let index = assessment.findings.firstIndex(of: finding) ?? 0
        var first = assessment
        first.findings = [assessment.findings[index]]
        for (tag, words) in [
            (
                "en",
                ["lies below", "since about 2026-04", "Alarms, and since when", "lower than", "monitors look at every"]
            ),
            ("sw", ["iko chini ya", "tangu karibu 2026-04", "chini zaidi ya"]),
        ] {
            let html = Dossier.html(assessment: first, localizer: try localizer(tag))
            let text = HTMLCheck(html).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            for word in words { #expect(text.contains(word), "\(tag): \(word)") }
        }
        let quiet = try #require(assessment.probes.drift.first)
        #expect(DriftAlarms(records: [quiet]).blocks.count == 2 && DriftAlarms(records: []).blocks.isEmpty)
    }

    @Test("Hostile names do no harm in any language or form", arguments: ["en", "sw"])
    func hostile(tag: String) throws {
        let assessment = try Self.assessment.get()
        let html = Dossier.html(assessment: assessment, localizer: try localizer(tag))
        #expect(!html.contains("<script") && !html.contains("\u{1B}"))
        #expect(html.contains("&lt;script&gt;"))
        let markdown = Dossier.markdown(assessment: assessment, localizer: try localizer(tag))
        #expect(!markdown.contains("<script") && !markdown.contains("\u{1B}"))
        #expect(!markdown.contains("')</script>|"))
    }

    @Test("Without probes nothing is said of them, and all kinds are told of as untested")
    func none() throws {
        let html = Dossier.html(assessment: SampleAssessment.mobileCredit, localizer: try localizer("en"))
        #expect(!html.contains("id=\"probes\""))
        #expect(html.contains("whether harmless columns stand in for protected ones"))
    }

    @Test("Points stand where their figures are, and a point beyond the numbered ones has no number")
    func scatter() throws {
        let html = Dossier.html(assessment: try Self.assessment.get(), localizer: try localizer("en"))
        let record = try #require(try Self.assessment.get().probes.proxies.first)
        let points = html.matches(of: #/<i class="pt q0( ring)?" style="--x:([0-9.]+)%;--y:([0-9.]+)%">([0-9]*)<\/i>/#)
        #expect(points.count == record.search.features.count)
        for (feature, number) in zip(record.search.features, [1, nil] as [Int?]) {
            let x = (1000 * (feature.availability ?? 0)).rounded() / 10
            let point = points.first { Double($0.output.2) == x }
            #expect(point != nil, "\(feature.feature) at \(x)")
            #expect(point.map { Int($0.output.4) } == number)
            #expect((point?.output.1 != nil) == record.isFlagged(feature))
        }
    }
}
