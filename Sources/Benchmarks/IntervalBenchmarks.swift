import Evidence
import Metrics
import Scenarios
import Statistics

extension Benchmark {
    /// From cells to estimates.
    static let intervals = [
        Benchmark(
            name: "closed-form-300x2", summary: "catalogue, draws left out: about 300 groups × 2 models", budget: 1
        ) { bench in try catalogue(bench) { !$0.isDrawn } },
        Benchmark(name: "catalogue-300x2", summary: "whole catalogue: about 300 groups × 2 models, 2,000 draws a group")
        {
            bench in try catalogue(bench) { _ in true }
        },
        Benchmark(
            name: "composite-small-groups",
            summary: "F1, balanced accuracy and MCC with Dirichlet–Jeffreys intervals, 300 groups of 120 rows"
        ) { bench in composites(rowsPerGroup: 120) },
        Benchmark(
            name: "composite-large-groups", summary: "the same with BCa intervals, 300 groups of 100,000 rows"
        ) { bench in composites(rowsPerGroup: 100_000) },
        Benchmark(
            name: "bootstrap-1000x2000", summary: "1,000 bootstrap replicates over 2,000 decision cells of 10 M rows",
            budget: 0.2
        ) { _ in
            var random = RandomStream(seed: 7, name: "cells")
            let counts = (0..<2_000).map { _ in Int(10_000 * random.uniform()) }
            let bootstrap = CellBootstrap(counts: counts, seed: 7, stream: "benchmark")
            return Work(note: "\(bootstrap.total) rows") {
                var sum = 0
                bootstrap.forEachDraw(0..<1_000) { _, drawn in sum &+= drawn[17] }
                return sum
            }
        },
        Benchmark(name: "max-t-pairs", summary: "bands of all pairs of 300 groups, 10,000 draws", budget: 3) { _ in
            bands(.allPairs)
        },
        Benchmark(
            name: "max-t-complement", summary: "bands of 300 groups against all others, 10,000 draws", budget: 3
        ) { _ in bands(.complement) },
    ]

    /// Groups of several sizes whose rates differ a little.
    private static func bands(_ contrasts: SimultaneousBands.Contrasts) -> Work {
        let samples = (0..<300).map { group in
            let rows = 40 + 37 * (group % 29)
            return GroupSample(
                group: group, successes: Double(rows * (30 + group % 9) / 100), trials: Double(rows), stream: "\(group)"
            )
        }
        return Work(note: "two kinds of draws") {
            let bands = SimultaneousBands(
                [samples], contrasts: contrasts, scale: .identity, level: 0.95, replicates: 10_000, seed: 7)
            return bands.map { Int($0.criticalValue * 1e6) + $0.count } ?? 0
        }
    }

    private static func catalogue(_ bench: Bench, _ included: (Metric) -> Bool) throws -> Work {
        let metrics = Catalogue.available(binary: true, hasScores: true, hasProbabilities: true).filter(included)
        let dimensions = ["region", "language", "gender"]
        let builders = try [("first", 0.0), ("second", 0.07)].map { name, shift in
            AssessmentBuilder(
                cube: EvidenceCube(counting: try SampleRows(bench, withScores: true, shift: shift).rows),
                context: EstimationContext(model: name, seed: 7, favourablePositive: true), minimumGroup: 30)
        }
        let groups = builders[0].cube.evidence(by: dimensions).count
        let others = Catalogue.available(binary: true, hasScores: true, hasProbabilities: true).filter { !included($0) }
        return Work(note: "\(metrics.count) metrics and \(others.count) values, \(groups) groups × 2") {
            builders.reduce(0) { sum, builder in
                let values = builder.cube.evidence(by: dimensions).reduce(0) { sum, group in
                    let estimator = Estimator(group, context: builder.context)
                    return sum + others.count { estimator.value($0) != nil }
                }
                return sum + builder.estimates(metrics, by: [dimensions]).count + values
            }
        }
    }

    /// Three composites for groups whose cells differ a little from each other.
    private static func composites(rowsPerGroup n: Int) -> Work {
        let metrics = ["f1", "balanced-accuracy", "matthews-correlation"].compactMap {
            Catalogue.metric(named: $0, binary: true)
        }
        let groups = (0..<300).map { index in
            let (positives, hits, alarms) = (
                n * (40 + index % 11) / 100, n * (30 + index % 7) / 100, n * (8 + index % 5) / 100
            )
            return GroupEvidence(
                group: GroupKey([GroupLevel(dimension: "group", value: "\(index)")]),
                confusion: Confusion(
                    rows: [[n - positives - alarms, alarms], [positives - hits, hits]]))
        }
        var methods: Set<String> = []
        for group in groups {
            var estimator = Estimator(group, context: EstimationContext(model: "m", seed: 7))
            for metric in metrics { methods.insert(estimator.estimate(metric).interval?.method.rawValue ?? "none") }
        }
        return Work(note: "\(metrics.count) metrics, \(methods.sorted().joined(separator: ", "))") {
            var sum = 0
            for group in groups {
                var estimator = Estimator(group, context: EstimationContext(model: "m", seed: 7))
                for metric in metrics where estimator.estimate(metric).interval != nil { sum += 1 }
            }
            return sum
        }
    }
}

extension Metric {
    /// Whether its interval needs random draws.
    fileprivate var isDrawn: Bool {
        switch definition {
        case .ratioOfSums, .confusionFunctional, .smooth, .scoreFunctional(.kolmogorovSmirnov),
            .scoreFunctional(.expectedCalibrationError), .scoreFunctional(.adaptiveCalibrationError):
            true
        case .proportion, .count, .moment, .scoreFunctional, .number, .errorRate, .ranking, .neighbours: false
        }
    }
}
