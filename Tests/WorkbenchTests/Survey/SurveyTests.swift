import Diagnostics
import Foundation
import Statistics
import TestSupport
import Testing

@testable import Workbench

/// What survey.R writes: figures of survey.csv as R's `survey` computes them.
private struct SurveyOracle: Decodable {
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        let design: String
        let metric: String
        let group: String
        let kind: String
        let value: Double
        let error: Double
        let freedom: Int

        var testDescription: String { "\(design) \(metric) \(group) \(kind)" }
    }
    let rows: [Row]

    static let folder = PackageFolder.root + "/Tests/WorkbenchTests/Survey"

    static let all: [Row] = {
        guard let bytes = FileManager.default.contents(atPath: folder + "/survey.json"),
            let oracle = try? JSONDecoder().decode(SurveyOracle.self, from: bytes)
        else { return [] }
        return oracle.rows
    }()
}

/// The estimates that a line prints as JSON.
private struct Answer: Decodable {
    struct Record: Decodable {
        struct Limits: Decodable {
            let lower: Double
            let upper: Double
            let method: String
        }
        let group: [String: String]
        let metric: String
        let n: Int
        let value: Double?
        let interval: Limits?
        let effect: Double?
        let flags: [String]

        enum CodingKeys: String, CodingKey {
            case group, metric, n, value, interval, flags
            case effect = "design-effect"
        }
    }
    let estimates: [Record]
}

@Suite("Surveys: strata, units and replicate weights")
struct SurveyTests {
    private static let base =
        "in '\(SurveyOracle.folder)/survey.csv' label label positive yes prediction decision weight weight"
    private static let replicates = "replicates " + (1...18).map { "jk\($0)" }.joined(separator: ", ")
    private static let designs = [
        "strata-units": "strata stratum units village", "units": "units place", "strata": "strata stratum",
        "replicates": replicates,
    ]

    private func records(_ line: String) async throws -> [Answer.Record] {
        let (reports, failure) = await Session().run(line: line)
        try #require(failure == nil, "\(String(describing: failure))")
        return try JSONDecoder().decode(Answer.self, from: Data(reports.map(\.output).joined().utf8)).estimates
    }

    @Test("Figures and standard errors are those of R's survey", arguments: SurveyOracle.all)
    fileprivate func oracle(row: SurveyOracle.Row) async throws {
        let by = row.group.isEmpty ? "" : " by gender"
        let line =
            row.kind == "estimate"
            ? "metrics \(row.metric) \(Self.base)\(by) \(Self.designs[row.design] ?? "") to json"
            : "compare \(row.metric) \(Self.base) by gender \(Self.designs[row.design] ?? "") to json"
        let found = try await records(line)
        let own = try #require(found.first { ($0.group["gender"] ?? "") == row.group })
        let value = try #require(own.value)
        #expect(abs(value - row.value) < 1e-12)
        let limits = try #require(own.interval)
        let quantile = StudentT(degreesOfFreedom: Double(row.freedom)).twoSidedQuantile(level: 0.95)
        if limits.method == "wilson-survey" {
            let variance = try #require(own.effect) * value * (1 - value) / Double(own.n)
            #expect(abs(variance.squareRoot() - row.error) < 1e-9)
        } else {
            #expect(abs((limits.upper - limits.lower) / 2 / quantile - row.error) < 1e-6 * row.error + 1e-9)
        }
    }

    @Test("There is an oracle") func present() { #expect(SurveyOracle.all.count == 80) }

    @Test("A figure of four cells and one of scores: linearised, and from replicates")
    func others() async throws {
        let composites = try await records(
            "metrics f1-score, matthews-correlation, cohen-kappa \(Self.base) strata stratum units village to json")
        #expect(composites.allSatisfy { $0.interval?.method == "survey-t" })
        let scored = try await records(
            "metrics roc-auc, brier-score, f1-score \(Self.base) score score \(Self.replicates) to json")
        #expect(scored.count == 3 && scored.allSatisfy { $0.interval?.method == "replicate-weights" })
        // The jackknife of units and the linearised variance of the same units without strata are near each other.
        let jackknife = try #require(scored.first { $0.metric == "f1-score" }?.interval)
        let linearised = try #require(composites.first { $0.metric == "f1-score" }?.interval)
        let ratio = (jackknife.upper - jackknife.lower) / (linearised.upper - linearised.lower)
        #expect(ratio > 0.6 && ratio < 1.7)
    }

    @Test("A stratum of one unit leaves the variance unknown, and says so")
    func lone() async throws {
        let found = try await records(
            "metrics accuracy \(Self.base) strata stratum units village where stratum = 'north' and village = '1' to json"
        )
        #expect(found.first?.interval == nil && found.first?.flags.contains("tooFewClusters") == true)
    }

    @Test(
        "What cannot be answered is refused with its place",
        arguments: [
            "metrics accuracy @ cluster village units village", "metrics roc-auc @ score score units village",
            "metrics accuracy @ replicates jk1", "metrics accuracy @ replicates jk1, jk2 strata stratum",
            "metrics accuracy @ replication brr", "metrics accuracy @ replicates jk1, jk2 replication magic",
            "compare accuracy @ by gender units village as range",
            "compare accuracy @ by gender units village reference best",
        ])
    func refused(line: String) async throws {
        let (_, failure) = await Session().run(line: line.replacing("@", with: Self.base))
        let diagnostics = try #require(failure?.diagnostics)
        #expect(diagnostics.first?.code == "E628")
        #expect(diagnostics.first?.excerpt != nil)
    }
}
