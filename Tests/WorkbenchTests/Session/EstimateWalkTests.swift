import Diagnostics
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
