import Dossiers
import Foundation
import Localization
import Scenarios
import Testing

/// Writes dossiers to be looked at: `KIGEZO_DUMP_DOSSIER=DIR swift test --filter DossierDump`.
@Suite struct DossierDump {
    @Test(
        "Samples are written where they can be looked at",
        .enabled(if: ProcessInfo.processInfo.environment["KIGEZO_DUMP_DOSSIER"] != nil))
    func dump() throws {
        let folder = try #require(ProcessInfo.processInfo.environment["KIGEZO_DUMP_DOSSIER"])
        let samples = [
            ("credit", SampleAssessment.mobileCredit), ("hostile", SampleAssessment.hostile),
            ("large", SampleAssessment.large), ("bare", SampleAssessment.bare),
        ]
        for (name, assessment) in samples {
            for tag in ["en", "sw"] {
                let words = try localizer(tag, place: "KE")
                let base = "\(folder)/\(name).\(tag)"
                try Dossier.html(assessment: assessment, localizer: words, evidence: sampleEvidence)
                    .write(toFile: base + ".html", atomically: true, encoding: .utf8)
                try Dossier.markdown(assessment: assessment, localizer: words, evidence: sampleEvidence)
                    .write(toFile: base + ".md", atomically: true, encoding: .utf8)
                #expect(words.record.missing.isEmpty)
                #expect(words.record.issues.isEmpty)
            }
            try Dossier.html(assessment: assessment, localizer: rightToLeftLocalizer(), evidence: sampleEvidence)
                .write(toFile: "\(folder)/\(name).rtl.html", atomically: true, encoding: .utf8)
            try Summary.markdown(assessment: assessment)
                .write(toFile: "\(folder)/\(name).summary.md", atomically: true, encoding: .utf8)
        }
    }
}
