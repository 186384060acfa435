import Diagnostics
import Dossiers
import Foundation
import Localization
@testable import Scenarios
import Statistics
import Testing

/// What a dossier says, read as English text without its markup.
@Suite("Sections of a dossier")
struct SectionTests {
    private func text(_ assessment: Assessment) throws -> String {
        let html = Dossier.html(assessment: assessment, localizer: try localizer("en"), evidence: sampleEvidence)
        // Column names that a narrow screen repeats beside each cell are no part of the reading order.
        let read = html.replacing(#/<span class="label" aria-hidden="true">.*?</span>/#, with: "")
        return HTMLCheck(read).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .replacing(" ,", with: ",").replacing(" .", with: ".").replacing(" ;", with: ";").replacing(" :", with: ":")
    }

    @Test("A failed gate names who is worse off, in whole people out of the same number")
    func naturalFrequency() throws {
        let text = try text(SampleAssessment.mobileCredit)
        #expect(text.contains("vendor: Turkana is worse off by more than the limit allows"))
        #expect(text.contains("Of 100 good payers in Turkana, 66 are approved; in the other groups, 81"))
        #expect(text.contains("Of 1,000 people in Garissa who apply, 6 are approved; in the other groups, 14"))
        #expect(
            text.contains(
                "the answer is right for 55 of 100 people. Always giving the commonest answer would be right for 64"))
    }

    @Test("The country a model was made in is told by its name, and what is no country as it stands")
    func madeIn() throws {
        var assessment = SampleAssessment.mobileCredit
        #expect(try text(assessment).contains("India hi and en 2023"))
        let place = try #require(assessment.models.firstIndex { $0.origin?.place == "IN" })
        assessment.models[place].origin?.place = "the vendor's lab"
        #expect(try text(assessment).contains("the vendor's lab hi and en 2023"))
    }

    @Test("Rates that differ are never told as the same number of people")
    func noFalseEquality() throws {
        var assessment = SampleAssessment.mobileCredit
        let group = GroupKey([.init(dimension: "region", value: "Lamu")])
        assessment.findings = [
            .init(
                kind: .gap(metric: "favourable-rate", groupValue: 0.7112, referenceValue: 0.7139, difference: nil),
                model: "vendor", group: group, reference: nil, n: 900)
        ]
        #expect(try text(assessment).contains("vendor: favourable rate is 71.1% in Lamu and 71.4% in the other groups"))
    }

    @Test("Beside the widest gap stands the one that chance alone would show")
    func byChance() throws {
        var assessment = SampleAssessment.mobileCredit
        let meaning = "By chance: what a model that treats all groups alike would show here on average."
        #expect(try !text(assessment).contains(meaning))
        let place = try #require(assessment.comparisons.firstIndex { $0.kind == .range })
        assessment.comparisons[place].expected = 0.1234
        let shown = try text(assessment)
        #expect(shown.contains(meaning) && shown.contains("12.3"))
    }

    @Test("The two ways of not knowing have different words")
    func undecided() throws {
        var assessment = SampleAssessment.mobileCredit
        assessment.gates = Array(assessment.gates.suffix(1))
        assessment.gates[0].caps = []
        assessment.gates[0].rowsNeeded = nil
        assessment.gates[0].verdict = .inconclusive(.gapShown)
        let shown = try text(assessment)
        #expect(shown.contains("There is a gap. Whether it is larger than the limit cannot be told"))
        #expect(shown.contains("How many more rows would decide it cannot be said."))
        assessment.gates[0].verdict = .inconclusive(.nothingShown)
        #expect(try text(assessment).contains("These data show neither a gap nor that there is none."))
    }

    @Test("A ratio just under its limit is not printed as the limit")
    func noContradiction() throws {
        let text = try text(SampleAssessment.mobileCredit)
        let gates = try #require(text.components(separatedBy: "Every gate, with what was found").last)
            .components(separatedBy: "Who is affected")[0]
        #expect(gates.contains("0.7997") && gates.contains("a ratio of at least 0.8"))
        #expect(!gates.contains("0.800"))
    }

    @Test("Without a gate the dossier says so and judges nothing")
    func noGate() throws {
        let text = try text(SampleAssessment.bare)
        #expect(text.contains("No gate was declared: figures are shown, nothing is judged."))
        #expect(!text.contains("fails"))
    }

    @Test("Groups that were not assessed, and groups that nobody is in, are named with the reason")
    func notAssessed() throws {
        let text = try text(SampleAssessment.mobileCredit)
        #expect(text.contains("Who was not assessed, and why"))
        #expect(text.contains("Mombasa by region 4 too few people for a figure all measures"))
        #expect(text.contains("(not recorded) by gender"))
        #expect(text.contains(try localizer("en").text("reason-noPositives") + " true positive rate"))
        #expect(text.contains("Declared, but nobody in the data: Mandera."))
    }

    @Test(
        "A declared place is shown by its name where the locale has one, else by its code",
        arguments: [("KE", "Kenya"), ("TZ", "Tanzania"), ("QQ", "QQ")])
    func place(code: String, name: String) throws {
        var assessment = SampleAssessment.bare
        assessment.scenario.place = .init(.code(code), at: .init(file: "scenario.yaml"))
        let html = Dossier.html(assessment: assessment, localizer: try localizer("sw", place: "KE"), evidence: nil)
        #expect(html.contains("<dd><bdi>\(name)</bdi></dd>"))
    }

    @Test("There are at most five findings")
    func findings() throws {
        var assessment = SampleAssessment.mobileCredit
        let finding = try #require(assessment.findings.last)
        assessment.findings = Array(repeating: finding, count: 9)
        let html = Dossier.html(assessment: assessment, localizer: try localizer("en"), evidence: nil)
        let section = try #require(html.components(separatedBy: "<section id=\"findings\">").last)
            .components(separatedBy: "</section>")[0]
        #expect(section.components(separatedBy: "<li>").count - 1 == 5)
    }

    @Test("The command can be typed as it stands and tells nothing of the folder it was run in")
    func command() throws {
        let expected = "kigezo run mobile-credit --date 2026-11-21 --out results"
        var assessment = SampleAssessment.mobileCredit
        #expect(try text(assessment).contains(expected))
        assessment.scenario.folder = "somewhere/else"
        #expect(try text(assessment).contains(expected))
        assessment.scenario.name = "my name/$(rm -rf x)'"
        assessment.date = nil
        #expect(try text(assessment).contains(#"kigezo run 'my name/$(rm -rf x)'\''' --out results"#))
    }

    @Test("Inputs, digests, row accounting, seed and interval methods are there")
    func reproduction() throws {
        let text = try text(SampleAssessment.mobileCredit)
        for part in [
            "applications.csv", String(repeating: "6b1f", count: 16), "12,483", "assessment.json",
            sampleEvidence.sha256,
            "Seed of random numbers: 7", "Wilson score interval for a share", "kigezo 0.4.0",
        ] { #expect(text.contains(part), "\(part)") }
    }

    @Test("A gate that allows the same values to all groups is drawn as a band")
    func band() throws {
        let html = Dossier.html(assessment: SampleAssessment.large, localizer: try localizer("en"), evidence: nil)
        let bands = HTMLCheck(html).elements.filter { $0.name == "rect" && $0.attributes["class"] == "band" }
        // One in the legend's picture, one in the only chart that the gate is about.
        #expect(bands.count == 2)
        #expect(html.contains("The shaded band is what the gate allows."))
    }
}
