import Diagnostics
import Evidence
import Metrics
import TestSupport
import Testing

@testable import Workbench

@Suite("explain: from a figure back to its cells")
struct EstimateWalkTests {
    private static let file = PackageFolder.root + "/Tests/WorkbenchTests/Examples/loans.csv"
    private static let roles = "label repaid positive yes prediction approved"

    private func page(_ line: String) async throws -> String {
        let (reports, failure) = await Session().run(line: line.replacing("@", with: "in '\(Self.file)' \(Self.roles)"))
        try #require(failure == nil, "\(String(describing: failure?.diagnostics))")
        return reports.map(\.output).joined()
    }

    @Test("The numerator and denominator told are those of the table, and the digest is that of the file")
    func share() async throws {
        let told = try await page("explain fpr @ group gender=female")
        let table = try await page("metrics fpr @ by gender to csv")
        let row = try #require(table.split(separator: "\n").first { $0.hasPrefix("female") })
        let value = try #require(row.split(separator: ",").dropFirst(2).first.map(String.init))
        #expect(told.contains("\(value) = "))
        let parts = try #require(told.split(separator: "\n").first { $0.contains("value") }?.split(separator: " "))
        let (top, bottom) = (Double(parts[parts.count - 3]) ?? 0, Double(parts[parts.count - 1]) ?? 1)
        #expect(top / bottom == Double(value))
        #expect(told.contains("FP \(Int(top)),") && told.contains("sha256"))
        #expect(told.contains("rows") && told.contains("of 200; no filter"))
    }

    @Test("A figure without a value tells why, scores and weights tell what they are made of")
    func others() async throws {
        let none = try await page("explain tpr @ where repaid = 'no'")
        #expect(none.contains("none: ") && none.contains("where repaid = 'no'"))
        let scored = try await page("explain auc @ score p_repay group region=Kisumu")
        #expect(scored.contains("positives and") && scored.contains("different ones"))
        let clustered = try await page("explain accuracy @ cluster age")
        #expect(clustered.contains("blocks that are independent"))
    }

    /// A figure of each kind of outcome, with the cells it is told by.
    private static let kinds: [(roles: String, metrics: [String])] = [
        (
            "in '@loans.csv' label repaid positive yes prediction approved score p_repay favourable yes",
            Catalogue.available(binary: true, hasScores: true, hasProbabilities: true).map(\.name)
        ),
        (
            "in '@loans.csv' label age prediction p_repay outcome number",
            Catalogue.available(for: .number(.standard)).map(\.name) + ["pinball-0.9"]
        ),
        ("in '@jobs.csv' errors experience length person unit words", ["word-error-rate", "count"]),
    ]

    @Test("Every metric is walked back to formula, cells, rows and the file with its digest", arguments: kinds)
    func everyMetric(roles: String, metrics: [String]) async throws {
        let folder = PackageFolder.root + "/Tests/WorkbenchTests/Examples/"
        try #require(metrics.count >= 2)
        for metric in metrics {
            let line = "explain \(metric) " + roles.replacing("@", with: folder)
            let (reports, failure) = await Session().run(line: line)
            try #require(failure == nil, "\(line): \(String(describing: failure?.diagnostics.first))")
            let told = reports.map(\.output).joined()
            for part in ["value", "formula", "where", "interval", "rows", "from", "sha256"] {
                #expect(told.contains("\n  \(part) "), "\(metric) does not tell '\(part)'")
            }
            if metric == "word-error-rate" { #expect(told.contains(" words of 480 texts")) }
        }
    }

    @Test(
        "What cannot be told is refused with its place",
        arguments: [
            ("explain tpr @ group region=Nowhere", "E685"), ("explain E9999", "E647"), ("explain tprr @", "E610"),
            ("explain tpr @ group region=Kisumu group region=Nairobi", "E604"),
        ])
    func refused(line: String, code: String) async throws {
        let (_, failure) = await Session().run(line: line.replacing("@", with: "in '\(Self.file)' \(Self.roles)"))
        #expect(failure?.diagnostics.first?.code == code, "\(String(describing: failure?.diagnostics.first))")
        #expect(failure?.diagnostics.first?.excerpt != nil)
    }
}
