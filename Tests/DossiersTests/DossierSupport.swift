import Dossiers
import Foundation
import Localization
import Scenarios
import Testing

/// The root of the package, found from this file.
let packageRoot = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

let sampleEvidence = EvidenceFile(name: "assessment.json", sha256: String(repeating: "9f", count: 32))

func localizer(_ language: String, place: String? = nil) throws -> Localizer {
    try Localizer(
        language: language, place: place, folder: LocaleFolder(path: "\(packageRoot)/locales"),
        digest: { bytes in
            // Any stable text will do here; the program gives SHA-256.
            String(
                bytes.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }, radix: 16)
        })
}
