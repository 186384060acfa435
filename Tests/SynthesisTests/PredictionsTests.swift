import Foundation
import Testing

@testable import Synthesis

@Suite("The two models")
struct PredictionsTests {
    /// A second reading of the model's file, by rules taken from the file alone.
    private struct Document: Decodable {
        struct Term: Decodable {
            let column: String
            let coefficient: Double
            let equals: String?
            let dividedBy: Double?
            let rankIn: [String]?
            enum CodingKeys: String, CodingKey {
                case column, coefficient, equals
                case dividedBy = "divided-by"
                case rankIn = "rank-in"
            }
        }
        let intercept: Double
        let terms: [Term]
        let synthetic: Bool
    }

    @Test("Each prediction follows from the coefficients and the fields as written", arguments: ["vendor", "local"])
    func recomputation(name: String) throws {
        let bytes = try #require(ScenarioFolder.bytes("models/\(name).json"))
        let model = try JSONDecoder().decode(Document.self, from: Data(bytes))
        #expect(model.synthetic)
        let applications = ApplicationsTests.rows
        let predictions = ScenarioFolder.rows("predictions/\(name).csv")
        try #require(predictions.count == applications.count)
        var wrong: [String] = []
        for (application, prediction) in zip(applications, predictions) {
            let id = try #require(application["application_id"])
            var logit = model.intercept
            for term in model.terms {
                let field = try #require(application[term.column])
                if let text = term.equals {
                    logit += field == text ? term.coefficient : 0
                } else if let divisor = term.dividedBy {
                    logit += term.coefficient * (try #require(Double(field))) / divisor
                } else {
                    logit += term.coefficient * Double(try #require(term.rankIn?.firstIndex(of: field)))
                }
            }
            let written = try #require(prediction["p_repay"].flatMap(Double.init))
            // Half of the last decimal, and a hair for the order of the sum.
            let isNear = abs(written - 1 / (1 + exp(-logit))) <= 0.5e-4 + 1e-12
            if prediction["application_id"] != id || !isNear { wrong.append(id) }
        }
        #expect(wrong == [])
    }

    @Test("No model reads a column that tells a group")
    func columns() {
        let groups: Set = ["region", "language", "gender", "age_band", "work"]
        #expect(groups.isDisjoint(with: CreditColumns.terms.map(\.column)))
    }

    @Test("A field that a term cannot read has no number")
    func unreadableFields() {
        #expect(FeatureTerm("topup_days", .dividedBy(10)).value(of: "many") == nil)
        #expect(FeatureTerm("income_band", .rank(["low", "high"])).value(of: "middle") == nil)
        #expect(FeatureTerm("income_band", .rank(["low", "high"])).value(of: "high") == 1)
        #expect(FeatureTerm("device", .equals("basic-phone")).value(of: "smartphone") == 0)
    }

    @Test("The scenario states the area under the curve that each model reports")
    func scenarioFile() throws {
        let scenario = try #require(ScenarioFolder.text("scenario.yaml"))
        for model in [
            try MobileCredit.vendor(seed: MobileCredit.seed), try MobileCredit.local(seed: MobileCredit.seed),
        ] {
            let section = try #require(scenario.range(of: "\n  \(model.name):\n"))
            let reported = try #require(
                scenario[section.upperBound...].firstMatch(of: /reported: \{roc-auc: ([0-9.]+)\}/))
            #expect(Double(reported.output.1) == model.reportedArea, "\(model.name)")
        }
    }

    @Test(
        "The digest in the scenario is that of the data",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sha256sum")))
    func digest() throws {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/sha256sum")
        process.arguments = [ScenarioFolder.root.appending(path: "applications.csv").path]
        process.standardOutput = output
        try process.run()
        let digest = String(decoding: output.fileHandleForReading.readDataToEndOfFile().prefix(64), as: UTF8.self)
        process.waitUntilExit()
        let scenario = try #require(ScenarioFolder.text("scenario.yaml"))
        #expect(scenario.contains("  sha256: \(digest)\n"))
    }
}
