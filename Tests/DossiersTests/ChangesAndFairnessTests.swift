import Dossiers
import Foundation
import Interchange
import Localization
import Metrics
@testable import Scenarios
import Statistics
import TestSupport
import Testing

/// Fairness measures and changes, from files to the words of a dossier.
@Suite("Fairness and changes in a dossier")
struct ChangesAndFairnessTests {
    /// Rows of two regions of which one is decided as told.
    private static func assessment(
        right: Int, of rows: Int = 600, day: String, earlier: String? = nil
    ) throws -> Assessment {
        let folder = try ScratchFolder()
        var data = "y,g,p,t\n"
        for region in ["north", "south"] {
            for row in 0..<rows {
                let label = row % 2
                let isRight = region == "south" ? row % 5 > 0 : row * 100 / rows < right
                data += "\(label),\(region),\(isRight ? label : 1 - label),\(day)\n"
            }
        }
        try folder.write(data, as: "data.csv")
        if let earlier { try folder.write(earlier, as: "before.json") }
        try folder.write(
            """
            kigezo: 1
            name: small
            title: Small
            risk: low
            data: {file: data.csv, label: {column: y, positive: "1"}, groups: [{column: g}], time: t}
            models: {m: {prediction: p, favourable: 1}}
            analysis:
              by: [g]
              metrics: [accuracy]
              fairness: [demographic-parity-difference, equalized-odds, generalized-entropy-index-0.5, accuracy-deviation]
            gates:
              - {name: steady, metric: accuracy, by: g, compare: change, tolerance: 0.1}
              - {name: where, metric: accuracy, compare: value, floor: 0.5, where: {g: south}}
            \(earlier == nil ? "" : "earlier: {assessment: before.json}")

            """, as: "scenario.yaml")
        let scenario = try ScenarioFile.load(folder.path, today: "2026-06-01") { name in
            Catalogue.metric(named: name).map { .known(canonical: $0.name) } ?? .unknown(near: [])
        }
        return try ScenarioRunner.assess(scenario, programVersion: "0.0.0", date: day)
    }

    private static func text(_ assessment: Assessment, _ language: String = "en") throws -> String {
        HTMLCheck(Dossier.html(assessment: assessment, localizer: try localizer(language))).text
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test("Each measure stands with its meaning and with what it is bought with")
    func fairness() throws {
        let assessment = try Self.assessment(right: 80, day: "2026-01-11")
        let text = try Self.text(assessment)
        for words in [
            "Fairness measures", "equalized odds",
            "The larger of two differences: that in opportunity and that in wrong picks.",
            "it looks at decisions, not at outcomes", "spread of accuracy", "inequality of benefits (",
            "which of them matters here is a decision of people", "Without a gap",
        ] { #expect(text.contains(words), "\(words)") }
        let draft = try Self.text(assessment, "sw")
        #expect(
            draft.contains("Vipimo vya usawa") && draft.contains("usawa wa uwezekano")
                && !draft.contains("equalized odds"))
    }

    @Test("The dossier says what has changed, and what is not shown to have")
    func changes() throws {
        let first = try Self.assessment(right: 80, day: "2026-01-11")
        #expect(try !Self.text(first).contains("What has changed"))
        #expect(try Self.text(first).contains("There is no earlier assessment of this model to compare with."))
        let second = try Self.assessment(right: 55, day: "2026-02-11", earlier: first.json.canonicalText())
        let text = try Self.text(second)
        for words in [
            "What has changed", "Gates with another verdict", "Groups whose figures have changed",
            "change since the earlier assessment", "a change of at most", "counts where it got worse", "only g: south",
            "in north is", "before it was",
            "judged at 90%",
        ] { #expect(text.contains(words), "\(words)") }
        let shown = try #require(second.changes).figures.filter(\.isShown).map(\.group)
        #expect(
            shown.contains { $0.levels.first?.value == "north" }
                && !shown.contains { $0.levels.first?.value == "south" })
        let same = try Self.assessment(right: 80, day: "2026-02-11", earlier: first.json.canonicalText())
        let calm = try Self.text(same)
        #expect(calm.contains("none is shown to have changed"))
        #expect(try Self.text(second, "sw").contains("Kilichobadilika"))
    }

    @Test("Every measure has words in every language", arguments: ["en", "sw"])
    func words(tag: String) throws {
        let pack = try LanguagePack.load(tag, from: StatisticsWordsTests.locales, digest: { _ in "" }, isStrict: true)
        for measure in FairnessMeasure.all {
            if case .deviation = measure.shape { continue }
            let entry = pack.entries["metric-\(measure.name)"]
            #expect(
                entry?.value != nil && entry?.attributes.contains { $0.name == "meaning" } == true, "\(measure.name)")
        }
    }
}
