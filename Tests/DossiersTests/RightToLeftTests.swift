import Dossiers
import Foundation
import Localization
import Scenarios
import Testing

/// A pack of a right-to-left language with English words: what direction and digits do can be seen without a translation.
func rightToLeftLocalizer() throws -> Localizer {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kigezo-rtl-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let pack = folder.appendingPathComponent("languages/ar")
    try FileManager.default.createDirectory(at: pack, withIntermediateDirectories: true)
    let description = """
        {"tag": "ar", "name": "العربية", "english_name": "Arabic", "script": "Arab", "direction": "rtl",
         "numbering": "arab", "fallback": [], "status": "draft", "translators": [], "reviewers": []}
        """
    try description.write(to: pack.appendingPathComponent("language.json"), atomically: true, encoding: .utf8)
    return try Localizer(language: "ar", folder: LocaleFolder(path: folder.path), digest: { _ in "0" })
}

@Suite("Dossiers from right to left")
struct RightToLeftTests {
    @Test("Charts are mirrored, numbers are isolated and have local digits")
    func mirrored() throws {
        let words = try rightToLeftLocalizer()
        let assessment = SampleAssessment.hostile
        let html = Dossier.html(assessment: assessment, localizer: words, evidence: nil)
        let check = HTMLCheck(html)
        #expect(check.problems.isEmpty)
        #expect(check.elements.first { $0.name == "html" }?.attributes["dir"] == "rtl")
        #expect(html.contains("<bdi>\(words.integer(12_480))</bdi>"))
        #expect(words.integer(12_480).contains("٢"))

        let plain = HTMLCheck(try Sample.hostile.html("en"))
        func places(_ check: HTMLCheck) -> [Double] {
            check.elements.filter { $0.name == "circle" && $0.attributes["style"] == nil }.compactMap {
                $0.attributes["cx"].flatMap { Double($0.dropLast()) }
            }
        }
        let (mirrored, straight) = (places(check), places(plain))
        #expect(mirrored.count == straight.count && mirrored.count > 10)
        for (a, b) in zip(mirrored, straight) { #expect(abs(a + b - 100) < 0.11) }
    }

    @Test("What is taken from another language is counted and named")
    func fallbacks() throws {
        let words = try rightToLeftLocalizer()
        let html = Dossier.html(assessment: SampleAssessment.bare, localizer: words, evidence: nil)
        let text = HTMLCheck(html).text
        #expect(text.contains("texts are shown in another language"))
        #expect(html.contains("<code>section-findings</code>"))
        #expect(html.contains("<h2><bdi lang=\"en\" dir=\"ltr\">What we found</bdi></h2>"))
        #expect(html == Dossier.html(assessment: SampleAssessment.bare, localizer: words, evidence: nil))
    }
}
