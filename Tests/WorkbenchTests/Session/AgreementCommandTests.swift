import Diagnostics
import Foundation
import Interchange
import TestSupport
import Testing

@testable import Workbench

@Suite("agreement: annotators beside each other")
struct AgreementCommandTests {
    private static let examples = PackageFolder.root + "/Tests/WorkbenchTests/Examples"
    private static let base = "in '\(examples)/ratings.csv' annotators first, second, third"

    private struct Oracle: Decodable, Sendable {
        let group: String
        let figure: String
        let value: Double
    }

    private func run(_ line: String) async throws -> JSONValue {
        let (reports, failure) = await Session().run(line: line)
        try #require(failure == nil, "\(String(describing: failure?.diagnostics))")
        return try JSONValue.parse(Array(reports.map(\.output).joined().utf8), from: "output")
    }

    @Test("α, κ of Fleiss and κ of Cohen are those of krippendorff, statsmodels and scikit-learn")
    func oracle() async throws {
        let bytes = try #require(FileManager.default.contents(atPath: Self.examples + "/agreement.json"))
        let oracle = try JSONDecoder().decode([Oracle].self, from: bytes)
        var records: [String: Double] = [:]
        for (scale, order) in [("nominal", ""), ("ordinal", " order low, medium, high")] {
            for by in ["", " by language"] {
                let document = try await run("agreement \(Self.base)\(by)\(order) pairs to json")
                for record in document["agreement"]?.elements ?? [] {
                    var figure = record["figure"]?.text ?? ""
                    if figure == "krippendorff-alpha" { figure += " " + scale }
                    if figure == "cohen-kappa" {
                        figure +=
                            " " + (record["annotators"]?.elements ?? []).compactMap(\.text).joined(separator: ", ")
                    }
                    records[(record["group"]?["language"]?.text ?? "") + "|" + figure] = record["value"]?.double
                }
            }
        }
        #expect(oracle.count == 24)
        for row in oracle {
            let value = try #require(records[row.group + "|" + row.figure], "\(row)")
            #expect(abs(value - row.value) < 1e-12, "\(row)")
        }
    }

    @Test("Results under one annotator are those of metrics with that label, and soft labels lie between them")
    func results() async throws {
        let document = try await run("agreement accuracy \(Self.base) prediction model by language to json")
        let records = try #require(document["estimates"]?.elements)
        #expect(records.count == 3 * 5)
        let plain = try await run(
            "metrics accuracy in '\(Self.examples)/ratings.csv' label second prediction model by language to json")
        for record in plain["estimates"]?.elements ?? [] {
            let own = try #require(
                records.first { $0["labels-of"]?.text == "second" && $0["group"] == record["group"] })
            #expect(own["value"] == record["value"] && own["interval"] == record["interval"])
            let people = records.filter {
                $0["group"] == record["group"] && $0["labels-of"]?.text?.hasPrefix("(") == false
            }.compactMap { $0["value"]?.double }
            let soft = try #require(
                records.first { $0["labels-of"]?.text == "(soft)" && $0["group"] == record["group"] }?["value"]?.double)
            let (least, most) = (try #require(people.min()), try #require(people.max()))
            #expect(soft >= least - 0.05 && soft <= most + 0.05)
        }
    }

    @Test(
        "What cannot be answered is refused with its place",
        arguments: [
            ("agreement in '@' annotators first", "E683"), ("agreement in '@' annotators first, first", "E604"),
            ("agreement in '@' annotators first, nobody", "E212"),
            ("agreement in '@' annotators first, second outcome number", "E684"),
            ("agreement accuracy in '@' annotators first, second", "E603"),
            ("agreement tpr in '@' annotators first, second prediction model", "E611"),
            ("agreement qwk in '@' annotators first, second prediction model", "E617"),
            ("agreement acuracy in '@' annotators first, second prediction model", "E610"),
            ("agreement", "E683"),
        ])
    func refused(line: String, code: String) async throws {
        let (_, failure) = await Session().run(line: line.replacing("@", with: Self.examples + "/ratings.csv"))
        #expect(failure?.diagnostics.first?.code == code, "\(String(describing: failure?.diagnostics.first))")
    }
}
