import Foundation
import Localization
import Statistics
import Testing

/// Everything that `Statistics` can say has words in every language pack.
@Suite("Words for statistics")
struct StatisticsWordsTests {
    static let locales = LocaleFolder(
        path: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path + "/locales")

    static let messages: [String] =
        NotEstimable.allCases.map { "reason-\($0.rawValue)" } + EstimateFlag.allCases.map { "flag-\($0.rawValue)" }
        + VerdictCap.allCases.map { "cap-\($0.rawValue)" } + IntervalMethod.allCases.map { "method-\($0.rawValue)" }
        + [Verdict.pass, .fail, .inconclusive(.gapShown)].map { "verdict-\($0.name)" }
        + [Verdict.Undecided.gapShown, .nothingShown].flatMap {
            ["verdict-\($0.rawValue)", "verdict-\($0.rawValue)-meaning"]
        }

    @Test(
        "Each reason, flag, cap, method and verdict has a message of the language's own", arguments: locales.languages)
    func words(tag: String) throws {
        let pack = try LanguagePack.load(tag, from: Self.locales, digest: { _ in "" }, isStrict: true)
        for message in Self.messages {
            #expect(pack.entries[message]?.value != nil, "\(message)")
        }
    }
}
