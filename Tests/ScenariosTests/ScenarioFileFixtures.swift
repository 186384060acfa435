import Diagnostics
import Foundation
import Scenarios

/// What the tests of scenario files share.
enum ScenarioFileFixtures {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "ScenarioFiles")
    /// The day on which the case files are read.
    static let today = "2026-06-01"

    /// The names of the case files below `kind`, sorted.
    static func names(_ kind: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: kind).path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.sorted()
    }

    static func bytes(_ kind: String, _ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appending(path: kind).appending(path: name)))
    }

    static func read(_ bytes: [UInt8], file: String = "scenario.yaml") throws(ScenarioError) -> Scenario {
        try ScenarioFile.read(bytes, file: file, today: today, metricNamed: metric)
    }

    static func read(_ text: String) throws(ScenarioError) -> Scenario { try read(Array(text.utf8)) }

    /// The problems of `text`; empty if it can be read.
    static func problems(_ text: String) -> [Diagnostic] { problems(Array(text.utf8)) }

    static func problems(_ bytes: [UInt8]) -> [Diagnostic] {
        do {
            _ = try read(bytes)
            return []
        } catch {
            return error.diagnostics
        }
    }

    /// A small catalogue in place of the real one.
    static func metric(_ name: String) -> MetricNameCheck {
        let canonical = ["accuracy", "selection-rate", "true-positive-rate", "roc-auc"]
        if name == "tpr" { return .known(canonical: "true-positive-rate") }
        if canonical.contains(name) { return .known(canonical: name) }
        return .unknown(near: NearMatch.nearest(to: name, among: canonical).map { [$0] } ?? [])
    }

    /// A diagnostic as a person would see it.
    static func rendered(_ diagnostic: Diagnostic) -> String {
        var lines = [
            "\(diagnostic.location.map(\.description) ?? "?"): \(diagnostic.severity)[\(diagnostic.code)]: "
                + diagnostic.message
        ]
        if let excerpt = diagnostic.excerpt {
            lines.append("    " + excerpt.line)
            lines.append(
                "    " + String(repeating: " ", count: excerpt.column - 1)
                    + String(repeating: "^", count: excerpt.length))
        }
        lines += diagnostic.help.map { "    = " + $0 }
        // Control characters of the input would make the expected text a binary file.
        return lines.joined(separator: "\n").unicodeScalars.map { scalar in
            scalar != "\n" && (scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028)
                ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
        }.joined()
    }
}
