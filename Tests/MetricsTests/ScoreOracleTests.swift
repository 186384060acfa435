import Evidence
import Foundation
import Metrics
import Statistics
import TestSupport
import Testing

/// Rows and figures of Oracles/scores.json, which Oracles/scores.py writes.
struct ScoreOracle: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let labels: [Int]
    let scores: [Double]
    let weights: [Double]
    let plain: [String: Double?]
    let weighted: [String: Double?]

    var testDescription: String { name }

    private struct File: Decodable {
        let versions: [String: String]
        let sets: [ScoreOracle]
    }

    static let all: [ScoreOracle] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let path = folder.appendingPathComponent("Oracles/scores.json")
        let file = (try? Data(contentsOf: path)).flatMap { try? JSONDecoder().decode(File.self, from: $0) }
        return file?.sets ?? []
    }()

    func evidence(weighted: Bool) throws -> GroupEvidence {
        EvidenceCube(
            counting: EvidenceRows(
                dimensions: [], classes: ["0", "1"], labels: labels.map(UInt16.init),
                predictions: labels.map(UInt16.init), scores: [scores],
                weights: weighted ? try RowWeights(.sampling, weights) : nil)
        ).overall
    }
}

@Suite("Scores beside scikit-learn, SciPy and statsmodels")
struct ScoreOracleTests {
    @Test("There are sets of rows to compare")
    func present() { #expect(ScoreOracle.all.count == 4) }

    @Test("Every figure is theirs, with weights and without", arguments: ScoreOracle.all, [false, true])
    func figures(oracle: ScoreOracle, weighted: Bool) throws {
        let estimator = Estimator(try oracle.evidence(weighted: weighted), context: .init(model: "m"))
        let expected = weighted ? oracle.weighted : oracle.plain
        #expect(expected.count == 28)
        for (name, value) in expected where !name.hasSuffix(" error") {
            // Generalised linear models stop at a deviance, not at a slope.
            let tolerance = name.hasPrefix("calibration-") ? 1e-8 : 1e-10
            let ours = estimator.value(try MetricFixtures.metric(name))
            #expect(
                agree(ours, value, within: tolerance),
                "\(name): \(String(describing: ours)), \(String(describing: value))")
        }
    }

    @Test("Limits of the calibration line are theirs", arguments: ScoreOracle.all, [false, true])
    func limits(oracle: ScoreOracle, weighted: Bool) throws {
        let expected = weighted ? oracle.weighted : oracle.plain
        for name in ["calibration-slope", "calibration-intercept", "calibration-offset"] {
            let estimate = try MetricFixtures.estimate(name, try oracle.evidence(weighted: weighted))
            let interval = try #require(estimate.interval)
            #expect(interval.method == (weighted || name == "calibration-offset" ? .waldRobust : .wald))
            let error = try #require(expected["\(name) error"] ?? nil)
            let reach = 2 * NormalDistribution.twoSidedQuantile(level: 0.95) * error
            #expect(agree(interval.upper - interval.lower, reach, within: 1e-7), "\(name)")
        }
    }
}
