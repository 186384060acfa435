import Evidence
import Foundation
import Metrics
import Statistics
import TestSupport
import Testing

/// Rows and figures of Oracles/classes.json, which Oracles/classes.py writes.
struct ClassOracle: Decodable, Sendable, CustomTestStringConvertible {
    let classes: Int
    let labels: [Int]
    let predictions: [Int]
    let scores: [[Double]]
    let weights: [Double]
    let plain: [String: Double?]
    let weighted: [String: Double?]

    var testDescription: String { "\(classes) classes" }

    private struct File: Decodable {
        let sets: [ClassOracle]
    }

    static let all: [ClassOracle] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let path = folder.appendingPathComponent("Oracles/classes.json")
        let file = (try? Data(contentsOf: path)).flatMap { try? JSONDecoder().decode(File.self, from: $0) }
        return file?.sets ?? []
    }()
}

@Suite("Several classes beside scikit-learn")
struct ClassOracleTests {
    @Test("There are sets of rows to compare")
    func present() { #expect(ClassOracle.all.count == 3) }

    @Test("Every figure of a class and of levels is theirs", arguments: ClassOracle.all, [false, true])
    func figures(oracle: ClassOracle, weighted: Bool) throws {
        let names = (0..<oracle.classes).map(String.init)
        let evidence = EvidenceCube(
            counting: EvidenceRows(
                dimensions: [], classes: names, labels: oracle.labels.map(UInt16.init),
                predictions: oracle.predictions.map(UInt16.init),
                scores: names.indices.map { index in oracle.scores.map { $0[index] } },
                weights: weighted ? try RowWeights(.sampling, oracle.weights) : nil)
        ).overall
        var context = EstimationContext(model: "m")
        context.classes = names
        context.order = Array(names.indices)
        let estimator = Estimator(evidence, context: context)
        let expected = weighted ? oracle.weighted : oracle.plain
        #expect(expected.count == 8 * oracle.classes + 8)
        for (name, value) in expected {
            let ours = estimator.value(try MetricFixtures.metric(name, binary: false))
            #expect(agree(ours, value, within: 1e-11), "\(name)")
        }
    }

    @Test("The order of the classes is what counts, not their codes, and none is guessed")
    func order() throws {
        let oracle = try #require(ClassOracle.all.first)
        let evidence = EvidenceCube(
            counting: EvidenceRows(
                dimensions: [], classes: ["mid", "low", "high"], labels: oracle.labels.map { [1, 0, 2][$0] },
                predictions: oracle.predictions.map { [1, 0, 2][$0] }, scores: [])
        ).overall
        for name in ["qwk", "mean-absolute-level-error"] {
            let metric = try MetricFixtures.metric(name, binary: false)
            var context = EstimationContext(model: "m", replicates: 40)
            #expect(Estimator(evidence, context: context).value(metric) == nil)
            context.order = [1, 0]
            #expect(Estimator(evidence, context: context).value(metric) == nil, "an order of other classes")
            context.order = [1, 0, 2]
            var estimator = Estimator(evidence, context: context)
            let estimate = estimator.estimate(metric)
            #expect(agree(estimate.number, oracle.plain[metric.name] ?? nil, within: 1e-12))
            #expect(estimate.interval?.contains(estimate.number ?? .nan) == true)
            // From the highest down is as good.
            context.order = [2, 0, 1]
            #expect(agree(Estimator(evidence, context: context).value(metric), estimate.number, within: 1e-12))
            context.order = [0, 1, 2]
            #expect(Estimator(evidence, context: context).value(metric) != estimate.number)
        }
    }
}
