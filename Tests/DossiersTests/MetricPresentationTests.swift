@testable import Dossiers
import Localization
import Metrics
import Scenarios
import Testing

@Suite("How metrics are shown")
struct MetricPresentationTests {
    private static let metrics = Catalogue.all.filter { $0.fits(binary: true) || $0.fits(binary: false) }

    @Test("Each figure of classes has the direction and the limits of the catalogue", arguments: metrics)
    func agrees(metric: Metric) {
        let shown = MetricPresentation(metric.name)
        let directions: [Metric.Direction: MetricPresentation.Direction] = [
            .higherIsBetter: .higherIsBetter, .lowerIsBetter: .lowerIsBetter, .neutral: .neutral,
        ]
        #expect(shown.direction == directions[metric.direction], "\(metric.name)")
        func finite(_ limit: Double) -> Double {
            limit.isFinite ? limit : limit < 0 ? -.greatestFiniteMagnitude : .greatestFiniteMagnitude
        }
        // Figures of two and of several classes may share a name: then the wider limits hold.
        let ranges = Self.metrics.filter { $0.name == metric.name }.map(\.range)
        #expect(shown.bounds.lowerBound == ranges.map { finite($0.lowerBound) }.min(), "\(metric.name)")
        #expect(shown.bounds.upperBound == ranges.map { finite($0.upperBound) }.max(), "\(metric.name)")
    }

    @Test(
        "Each has a name and a meaning in every language, a class behind it where it is of one",
        arguments: ["en", "sw"])
    func words(tag: String) throws {
        let localizer = try Localizer(language: tag, folder: StatisticsWordsTests.locales, digest: { _ in "" })
        let wording = Wording(localizer)
        for metric in Self.metrics {
            let (name, meaning) = (Inline.metric(metric.name), Inline.metricMeaning(metric.name))
            #expect(localizer.has("metric-" + metric.name.replacing(".", with: "-")), "\(metric.name)")
            #expect(wording.plain(meaning) != metric.name, "\(metric.name)")
            #expect(wording.plain(.metric(metric.name + ":low")) == wording.plain(name) + " (low)")
            #expect(wording.plain(.metricMeaning(metric.name + ":low")) == wording.plain(meaning))
        }
        #expect(wording.plain(.metric("f3-score")) == "f3-score")
        // In the scenario's own words for the class, where it has them.
        var scenario = SampleAssessment.mobileCredit.scenario
        scenario.translations = [tag: ["low": "a word"]]
        let told = Wording(localizer, scenario: scenario).plain(.metric("true-positive-rate:low"))
        #expect(told == wording.plain(.metric("true-positive-rate")) + " (a word)")
        let own = MetricPresentation("true-positive-rate:low")
        #expect(own.unit == .rate && !own.isShare && own.direction == .higherIsBetter)
    }
}
