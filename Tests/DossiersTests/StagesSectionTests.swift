import Dossiers
import Foundation
import Localization
import Metrics
@testable import Scenarios
import Statistics
import TestSupport
import Testing

/// A decision that goes from a model through a rule to a person, from files to the words of a dossier.
@Suite("Stages of a decision in a dossier")
struct StagesSectionTests {
    /// Rows of two regions; the rule refuses one in four of the north, and the person gives half of these back.
    private static func assessment(isMoved: Bool = true, models: [String] = ["m"]) throws -> Assessment {
        let folder = try ScratchFolder()
        var data = "y,g,p,r,h\n"
        for region in ["north", "south"] {
            for row in 0..<400 {
                let decision = row % 10 < 6 ? 1 : 0
                let isRefused = isMoved && region == "north" && row % 4 == 0
                let rule = isRefused ? 0 : decision
                data += "\(row % 2),\(region),\(decision),\(rule),\(isRefused && row % 8 == 0 ? decision : rule)\n"
            }
        }
        try folder.write(data, as: "data.csv")
        let declared = models.map {
            "{prediction: p, favourable: 1, stages: [{name: '<rule> \($0)', column: r}, {name: person, column: h}]}"
        }
        try folder.write(
            """
            kigezo: 1
            name: small
            title: Small
            risk: low
            data: {file: data.csv, label: {column: y, positive: "1"}, groups: [{column: g}]}
            models: {\(zip(models, declared).map { "\($0): \($1)" }.joined(separator: ", "))}
            analysis: {by: [g], metrics: [selection-rate, accuracy, prevalence]}

            """, as: "scenario.yaml")
        let scenario = try ScenarioFile.load(folder.path, today: "2026-06-01") { name in
            Catalogue.metric(named: name).map { .known(canonical: $0.name) } ?? .unknown(near: [])
        }
        return try ScenarioRunner.assess(scenario, programVersion: "0.0.0", date: "2026-06-01")
    }

    private static func text(_ html: String) throws -> String {
        HTMLCheck(html).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test("Each stage stands with the gap behind it and what it adds, in both languages", arguments: ["en", "sw"])
    func shown(language: String) throws {
        let assessment = try Self.assessment()
        let html = Dossier.html(assessment: assessment, localizer: try localizer(language))
        let text = try Self.text(html)
        let words =
            language == "en"
            ? ["From the model to the final decision", "the model", "Added here"]
            : ["Kutoka modeli hadi uamuzi wa mwisho", "Kilichoongezwa hapa"]
        for word in words + ["<rule> m", "person"] { #expect(text.contains(word), "\(word)") }
        // Names are texts, whatever they hold.
        #expect(!html.contains("<rule>") && html.contains("&lt;rule&gt;"))
        // What no decision moves has no table.
        let prevalence = language == "en" ? "Gaps in share of" : "Mapengo ya sehemu"
        #expect(!text.contains(prevalence))
    }

    @Test("The gap of the model and what the stages add are the gap at the end")
    func addsUp() throws {
        let assessment = try Self.assessment()
        let records = assessment.stages.filter { $0.comparison.metric == "selection-rate" }
        #expect(records.map(\.stage) == ["model", "<rule> m", "person", "model", "<rule> m", "person"])
        for start in [0, 3] {
            let gaps = records[start..<start + 3].compactMap(\.comparison.estimate.number)
            let added = records[start..<start + 3].compactMap { $0.change?.number }
            try #require(gaps.count == 3 && added.count == 2)
            #expect(abs(gaps[0] + added[0] + added[1] - gaps[2]) < 1e-15)
            // Of the 240 of the north that the model chose among 400 the rule took 60, and the person gave 30 back.
            let sign = records[start].comparison.group.levels[0].value == "north" ? -1.0 : 1.0
            #expect(abs(added[0] - sign * 0.15) < 1e-12 && abs(added[1] + sign * 0.075) < 1e-12, "\(added)")
        }
        let text = try Self.text(Dossier.html(assessment: assessment, localizer: try localizer("en")))
        #expect(text.contains("−15.0") || text.contains("-15.0"))
    }

    @Test("Stages that change nothing are told of; without stages there is no part")
    func unmoved() throws {
        let text = try Self.text(
            Dossier.html(assessment: try Self.assessment(isMoved: false), localizer: try localizer("en")))
        #expect(text.contains("No stage has moved any of the gaps"))
        var plain = try Self.assessment()
        plain.stages = []
        #expect(
            try !Self.text(Dossier.html(assessment: plain, localizer: try localizer("en"))).contains(
                "From the model to the final decision"))
    }

    @Test("Models stand apart")
    func several() throws {
        let text = try Self.text(
            Dossier.html(assessment: try Self.assessment(models: ["one", "two"]), localizer: try localizer("en")))
        #expect(text.contains("<rule> one") && text.contains("<rule> two"))
    }
}
