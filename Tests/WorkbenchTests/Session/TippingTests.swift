import Diagnostics
import Interchange
import TestSupport
import Testing

@testable import Workbench

@Suite("compare tipping: how many labels must be wrong")
struct TippingTests {
    private static let base =
        "in '\(PackageFolder.root)/Tests/WorkbenchTests/Examples/loans.csv' label repaid positive yes prediction approved by gender"

    @Test("Changing that many labels closes the gap, one fewer does not")
    func closes() async throws {
        let (reports, failure) = await Session().run(line: "compare accuracy \(Self.base) tipping to json")
        try #require(failure == nil)
        let document = try JSONValue.parse(Array(reports.map(\.output).joined().utf8), from: "output")
        for record in document["estimates"]?.elements ?? [] {
            let value = try #require(record["group-value"]?.double)
            let reference = try #require(record["reference-value"]?.double)
            let rows = try #require(record["wrong-labels"]?["rows"]?.integerValue)
            let wrong = try #require(record["wrong-labels"]?["wrong"]?.integerValue)
            // A wrong label makes one answer right or one answer wrong.
            let right = (value * Double(rows)).rounded()
            let sign: Double = value < reference ? 1 : -1
            let after = (right + sign * Double(wrong)) / Double(rows)
            let before = (right + sign * Double(wrong - 1)) / Double(rows)
            #expect(sign * (after - reference) >= -1e-12 && sign * (before - reference) < 0)
        }
    }

    @Test(
        "What cannot be answered is refused with its place",
        arguments: [
            "compare selection-rate @ tipping", "compare accuracy @ tolerance 0.1",
            "compare accuracy @ tipping as ratio",
            "compare accuracy @ tipping reference overall", "compare accuracy @ tipping tolerance -1",
        ])
    func refused(line: String) async throws {
        let (_, failure) = await Session().run(line: line.replacing("@", with: Self.base))
        #expect(failure?.diagnostics.first?.code == "E629")
    }
}
