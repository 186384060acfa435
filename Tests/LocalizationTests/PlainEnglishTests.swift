import TestSupport
import Testing

@testable import Localization

@Suite("English messages that are one line of text")
struct PlainEnglishTests {
    /// All names of messages in the files, with whether what they say is more than plain text in one line.
    private static let messages = EmbeddedEnglish.files.flatMap { file in
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.compactMap { index -> (id: String, isPlain: Bool)? in
            let parts = lines[index].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let first = lines[index].first, ("a"..."z").contains(first) else { return nil }
            let next = index + 1 < lines.count ? lines[index + 1] : ""
            let goesOn = next.hasPrefix(" ") && !next.drop { $0 == " " }.hasPrefix(".")
            let isEmpty = parts[1].allSatisfy { $0 == " " }
            return (String(parts[0].filter { $0 != " " }), !goesOn && !isEmpty && !parts[1].contains("{"))
        }
    }

    @Test("They say what the formatter makes of them, and no others are there")
    func same() throws {
        let localizer = try Localizer(language: "en", folder: nil, digest: { _ in "" })
        #expect(Self.messages.count > 800)
        for (id, isPlain) in Self.messages {
            let text = PlainEnglish.text(id)
            #expect((text != nil) == isPlain, "\(id)")
            if let text { #expect(text == localizer.text(id, isolating: false), "\(id)") }
        }
        #expect(Self.messages.count { $0.isPlain } > 400)
        #expect(PlainEnglish.text("no-such-message") == nil)
        #expect(PlainEnglish.text("-model") == nil)
    }
}
