import Dossiers
import Foundation
import Localization
import Scenarios
import Statistics
import Testing

enum Sample: String, CaseIterable, CustomTestStringConvertible {
    case credit, hostile, large, bare

    var assessment: Assessment {
        switch self {
        case .credit: SampleAssessment.mobileCredit
        case .hostile: SampleAssessment.hostile
        case .large: SampleAssessment.large
        case .bare: SampleAssessment.bare
        }
    }

    var testDescription: String { rawValue }

    func html(_ language: String, place: String? = "KE") throws -> String {
        try Dossier.html(assessment: assessment, localizer: localizer(language, place: place), evidence: sampleEvidence)
    }
}

@Suite("HTML dossiers")
struct HTMLRendererTests {
    @Test("Every tag is closed in order and every attribute quoted", arguments: Sample.allCases, ["en", "sw"])
    func wellFormed(sample: Sample, language: String) throws {
        let check = HTMLCheck(try sample.html(language))
        #expect(check.problems.isEmpty)
        #expect(check.elements.count > 100)
    }

    @Test("Nothing in a dossier is run or fetched", arguments: Sample.allCases)
    func inert(sample: Sample) throws {
        let html = try sample.html("en")
        let check = HTMLCheck(html)
        let policy = check.elements.first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
        #expect(policy?.attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
        let forbidden: Set<String> = ["script", "iframe", "object", "embed", "link", "img", "form", "base", "text"]
        #expect(check.elements.allSatisfy { !forbidden.contains($0.name) })
        for element in check.elements {
            #expect(element.attributes.keys.allSatisfy { !$0.hasPrefix("on") && $0 != "src" })
            if let target = element.attributes["href"] { #expect(target.hasPrefix("#"), "\(target)") }
        }
        #expect(!html.contains("url(") && !html.contains("@import"))
        // The law of a place names its sources as text; without a place there is no address at all.
        if sample != .hostile { #expect(try !sample.html("en", place: nil).contains("http:")) }
    }

    @Test("Links lead somewhere, and no two places have the same name", arguments: Sample.allCases)
    func anchors(sample: Sample) throws {
        let check = HTMLCheck(try sample.html("en"))
        let ids = check.elements.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        for element in check.elements {
            let targets =
                (element.attributes["href"].map { [String($0.dropFirst())] } ?? [])
                + (element.attributes["aria-labelledby"].map { [$0] } ?? [])
                + (element.attributes["aria-describedby"].map { [$0] } ?? [])
            for target in targets { #expect(ids.contains(target), "\(target)") }
        }
    }

    @Test("There is one first heading and no level is skipped", arguments: Sample.allCases)
    func headings(sample: Sample) throws {
        let levels = HTMLCheck(try sample.html("en")).elements.compactMap { element -> Int? in
            element.name.count == 2 && element.name.hasPrefix("h") ? Int(element.name.dropFirst()) : nil
        }
        #expect(levels.count(where: { $0 == 1 }) == 1)
        #expect(levels.first == 1)
        for (before, after) in zip(levels, levels.dropFirst()) { #expect(after <= before + 1) }
    }

    @Test("Landmarks, language, direction, captions and scopes are there", arguments: ["en", "sw"])
    func accessible(language: String) throws {
        let elements = HTMLCheck(try Sample.credit.html(language)).elements
        let page = try #require(elements.first { $0.name == "html" })
        #expect(page.attributes["lang"] == language)
        #expect(page.attributes["dir"] == "ltr")
        for landmark in ["header", "nav", "main", "footer"] {
            #expect(elements.count(where: { $0.name == landmark }) == 1, "\(landmark)")
        }
        #expect(elements.first { $0.name == "a" }?.attributes["href"] == "#main")
        let tables = elements.count(where: { $0.name == "table" })
        #expect(tables > 0)
        #expect(elements.count(where: { $0.name == "caption" }) == tables)
        #expect(
            elements.count(where: { $0.attributes["class"] == "scroll" && $0.attributes["role"] == "region" }) == tables
        )
        for head in elements where head.name == "th" { #expect(head.attributes["scope"] != nil) }
        let figures = elements.count(where: { $0.name == "figure" })
        #expect(figures == 42)
        #expect(
            elements.count(where: { $0.attributes["role"] == "img" && $0.attributes["aria-describedby"] != nil })
                == figures)
    }

    @Test("Hostile names are shown and do nothing")
    func hostile() throws {
        let html = try Sample.hostile.html("en")
        let check = HTMLCheck(html)
        #expect(check.text.contains("<script>alert(1)</script>"))
        #expect(check.text.contains("\"><img src=x onerror=alert(1)>"))
        #expect(check.text.contains("&amp;&#60;"))
        #expect(check.text.contains("‹U+001B›[31mred"))
        #expect(check.text.contains("‹U+202E›evil‹U+2066›"))
        #expect(check.text.contains("vendor‹U+009B›</style><script>"))
        #expect(check.text.contains("አዲስ አበባ"))
        #expect(check.text.contains("👩🏾‍🌾 farm"))
        #expect(check.text.contains(String(repeating: "long ", count: 60)))
        #expect(check.text.contains("(not recorded)"))
        for scalar in html.unicodeScalars where scalar != "\n" {
            #expect(
                scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
                    && !(0x202A...0x202E).contains(scalar.value))
        }
        // Every hostile name stands isolated, wherever it is content.
        #expect(html.contains("<bdi>‹U+202E›evil‹U+2066›</bdi>"))
    }

    @Test("The same input gives the same bytes, also from a localizer that has been used")
    func deterministic() throws {
        let words = try localizer("sw", place: "KE")
        let first = Dossier.html(assessment: SampleAssessment.mobileCredit, localizer: words, evidence: sampleEvidence)
        let second = Dossier.html(assessment: SampleAssessment.mobileCredit, localizer: words, evidence: sampleEvidence)
        #expect(first == second)
        #expect(first == (try Sample.credit.html("sw")))
    }

    @Test(
        "Dossiers stay small", arguments: [(Sample.large, 500_000), (.credit, 400 << 10), (.bare, 60_000)],
        ["en", "sw"])
    func size(limit: (sample: Sample, bytes: Int), language: String) throws {
        #expect(try limit.sample.html(language).utf8.count < limit.bytes)
    }

    @Test("Every message is known, and none is used wrongly", arguments: Sample.allCases, ["en", "sw"])
    func messages(sample: Sample, language: String) throws {
        let words = try localizer(language, place: "KE")
        let html = Dossier.html(assessment: sample.assessment, localizer: words, evidence: sampleEvidence)
        #expect(words.record.missing.isEmpty)
        #expect(words.record.issues.isEmpty)
        #expect(words.record.fallbacks.isEmpty)
        #expect(!html.contains("⟦"))
    }

    @Test("No English sentence is left in a Swahili dossier")
    func translated() throws {
        let english = try localizer("en")
        let pack = try #require(english.chain.first)
        let swahili = HTMLCheck(try Sample.credit.html("sw")).text
        var compared = 0
        for reference in pack.order where !reference.hasPrefix("-") {
            for case .text(let words) in english.pieces(reference) where words.split(separator: " ").count >= 3 {
                compared += 1
                #expect(!swahili.contains(words), "\(reference)")
            }
        }
        #expect(compared > 100)
    }
}
