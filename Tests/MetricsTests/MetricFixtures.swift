import Evidence
import Metrics
import Statistics
import TestSupport

/// What the tests of metrics share.
enum MetricFixtures {
    struct NoSuchMetric: Error { let name: String }

    static func metric(_ name: String, binary: Bool = true) throws -> Metric {
        guard let metric = Catalogue.metric(named: name, binary: binary), metric.fits(binary: binary) else {
            throw NoSuchMetric(name: name)
        }
        return metric
    }

    /// Whether a name stands for a figure of a binary decision alone.
    static func isBinaryOnly(_ name: String) -> Bool { Catalogue.metric(named: name, binary: true)?.outcome == .binary }

    static func estimate(
        _ name: String, _ evidence: GroupEvidence, level: Double = 0.95, replicates: Int = 500
    ) throws -> Estimate {
        var estimator = Estimator(evidence, context: EstimationContext(model: "m", replicates: replicates))
        return estimator.estimate(try metric(name, binary: evidence.classCount == 2), level: level)
    }

    /// x of n.
    static func share(_ x: Int, of n: Int, group: String = "g") -> Estimator {
        var evidence = GroupEvidence.binary(
            truePositives: x, falsePositives: 0, falseNegatives: n - x, trueNegatives: 0)
        evidence.group = GroupKey([GroupLevel(dimension: "group", value: group)])
        return Estimator(evidence, context: EstimationContext(model: "m", replicates: 500))
    }
}
