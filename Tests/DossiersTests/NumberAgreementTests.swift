import Dossiers
import Foundation
import Localization
@testable import Scenarios
import Statistics
import Testing

/// Reads the rendered numbers back and compares them with the assessment.
@Suite("Numbers of a dossier")
struct NumberAgreementTests {
    @Test("Every figure that may be shown stands in the dossier as it was found", arguments: ["en", "sw"])
    func figures(language: String) throws {
        let words = try localizer(language)
        let assessment = SampleAssessment.mobileCredit
        let html = Dossier.html(assessment: assessment, localizer: words, evidence: nil)
        let found = Set(words.formats.numbers(in: HTMLCheck(html).text))
        let shares: Set<String> = [
            "accuracy", "selection-rate", "favourable-rate", "true-positive-rate", "false-positive-rate",
        ]
        var compared = 0
        for estimate in assessment.estimates {
            guard let value = estimate.estimate.number else { continue }
            let isShare = shares.contains(estimate.metric)
            func shown(_ number: Double, _ rounding: DecimalRounding) -> RenderedNumber? {
                let text =
                    isShare
                    ? words.percent(number, digits: 1, rounding: rounding)
                    : words.number(number, digits: 3, rounding: rounding)
                return words.formats.numbers(in: text).first
            }
            if estimate.estimate.n >= 10, let interval = estimate.estimate.interval {
                let lower = try #require(shown(interval.lower, .down))
                let upper = try #require(shown(interval.upper, .up))
                #expect(found.contains(lower), "\(estimate.metric) \(estimate.group): \(lower)")
                #expect(found.contains(upper), "\(estimate.metric) \(estimate.group): \(upper)")
                compared += 2
            }
            if estimate.estimate.n >= 30 {
                let number = try #require(shown(value, .nearest))
                #expect(found.contains(number), "\(estimate.metric) \(estimate.group): \(number)")
                compared += 1
            }
        }
        #expect(compared > 1_000)
    }

    @Test("Both languages show the same numbers")
    func sameInBoth() throws {
        func numbers(_ language: String) throws -> [RenderedNumber: Int] {
            let words = try localizer(language)
            let html = Dossier.html(assessment: SampleAssessment.mobileCredit, localizer: words, evidence: nil)
            // The part before the locale's own files, whose digests differ.
            let body = html.components(separatedBy: "<section id=\"reproduction\">").first ?? ""
            let text = HTMLCheck(body).text
            return words.formats.numbers(in: text).reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(try numbers("en") == numbers("sw"))
    }

    @Test("Small denominators: counts only under 10, the interval only under 30")
    func floors() throws {
        var assessment = SampleAssessment.bare
        func value(_ n: Int) -> Assessment.MetricEstimate {
            .init(
                model: "vendor", metric: "accuracy", group: .overall,
                estimate: Estimate(
                    0.8125, n: n, interval: Interval(lower: 0.51, upper: 0.97, level: 0.95, method: .wilson)),
                noSkill: nil)
        }
        func text(_ n: Int) throws -> String {
            assessment.estimates = [value(n)]
            return HTMLCheck(Dossier.html(assessment: assessment, localizer: try localizer("en"), evidence: nil)).text
        }
        let nine = try text(9), ten = try text(10), twentyNine = try text(29), thirty = try text(30)
        for hidden in ["81.3%", "81.2%"] { for text in [nine, ten, twentyNine] { #expect(!text.contains(hidden)) } }
        #expect(!nine.contains("51.0%"))
        #expect(nine.contains("too few people for a figure"))
        for text in [ten, twentyNine] {
            #expect(text.contains("51.0% to 97.0%"))
            #expect(text.contains("too few people to compare"))
        }
        #expect(thirty.contains("81.3%") || thirty.contains("81.2%"))
    }
}
