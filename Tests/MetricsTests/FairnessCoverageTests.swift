import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

/// How often intervals of fairness measures hold what they promise, by seeded simulation.
@Suite("Coverage of fairness measures")
struct FairnessCoverageTests {
    private func binomial(_ n: Int, _ p: Double, _ random: inout SeededRandom) -> Int {
        (0..<n).count { _ in Double.random(in: 0..<1, using: &random) < p }
    }

    /// The share of runs in which the interval of a measure holds a value; groups as positives, negatives and their
    /// rates of positive decisions.
    private func coverage(
        _ name: String, of truth: Double, runs: Int, seed: UInt64, replicates: Int = 200,
        _ groups: [(positives: Int, negatives: Int, tpr: Double, fpr: Double)]
    ) throws -> Double {
        let measure = try FairnessFixtures.measure(name)
        var random = SeededRandom(seed: seed)
        var covered = 0
        for run in 0..<runs {
            let context = EstimationContext(
                model: "m", seed: UInt64(run), replicates: replicates, favourablePositive: true)
            var overall = GroupEvidence.binary(
                truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0)
            let estimators = groups.enumerated().map { index, group -> Estimator in
                let tp = binomial(group.positives, group.tpr, &random)
                let fp = binomial(group.negatives, group.fpr, &random)
                var evidence = GroupEvidence.binary(
                    truePositives: tp, falsePositives: fp, falseNegatives: group.positives - tp,
                    trueNegatives: group.negatives - fp)
                overall = overall.adding(evidence)
                evidence.group = GroupKey([GroupLevel(dimension: "g", value: "\(index)")])
                return Estimator(evidence, context: context)
            }
            let assessor = FairnessAssessor(groups: estimators, overall: Estimator(overall, context: context))
            if try #require(assessor.assess(measure).estimate.interval).contains(truth) { covered += 1 }
        }
        return Double(covered) / Double(runs)
    }

    @Test(
        "Equal groups are not called different",
        arguments: [
            ("equalized-odds-difference", 0), ("equalized-odds-mean-difference", 0), ("equalized-odds-ratio", 1),
            ("demographic-parity-ratio", 1), ("error-rate-balance", 0), ("treatment-equality", 1),
            ("subgroup-fairness", 0), ("differential-fairness", 0), ("selection-rate-deviation", 0),
            ("between-group-theil-index", 0),
        ] as [(String, Double)])
    func equal(name: String, truth: Double) throws {
        let share = try coverage(
            name, of: truth, runs: 100, seed: 5, Array(repeating: (50, 50, 0.7, 0.3), count: 6))
        #expect(share >= 0.90, "three standard errors below .95 are .885")
    }

    /// Ratios of groups of five rows would exclude 1 in a tenth of cases without the draws at no disparity.
    @Test("A few rows do not make a ratio")
    func tiny() throws {
        let groups = [(400, 0), (400, 0), (60, 0), (60, 0), (5, 0), (5, 0), (5, 0)].map {
            (positives: $0.0, negatives: $0.1, tpr: 0.3, fpr: 0.0)
        }
        #expect(try coverage("equal-opportunity-ratio", of: 1, runs: 150, seed: 6, groups) >= 0.90)
        #expect(try coverage("equal-opportunity-difference", of: 0, runs: 150, seed: 7, groups) >= 0.90)
    }

    @Test("A real gap is covered, too")
    func real() throws {
        let groups = [(80, 80, 0.8, 0.3), (80, 80, 0.6, 0.2), (80, 80, 0.7, 0.4)].map {
            (positives: $0.0, negatives: $0.1, tpr: $0.2, fpr: $0.3)
        }
        #expect(try coverage("equalized-odds-difference", of: 0.2, runs: 150, seed: 8, groups) >= 0.92)
        #expect(try coverage("equal-opportunity-ratio", of: 0.75, runs: 150, seed: 9, groups) >= 0.92)
    }

    /// Five rows of each person, all alike: as if there were a fifth of the rows.
    @Test(
        "People who come again are allowed for",
        arguments: [
            ("demographic-parity-difference", 0), ("demographic-parity-ratio", 1), ("equalized-odds-difference", 0),
            ("subgroup-fairness", 0), ("differential-fairness", 0),
        ] as [(String, Double)])
    func clusters(name: String, truth: Double) throws {
        let measure = try FairnessFixtures.measure(name)
        var random = SeededRandom(seed: 10)
        var (allowed, not) = (0, 0)
        let runs = 40
        for run in 0..<runs {
            let context = EstimationContext(model: "m", seed: UInt64(run), replicates: 100, favourablePositive: true)
            var (blocks, groups): ([GroupEvidence], [GroupEvidence]) = ([], [])
            for group in 0..<4 {
                blocks = (0..<40).map { _ in
                    let (positive, negative) = (binomial(1, 0.5, &random) * 5, binomial(1, 0.5, &random) * 5)
                    return .binary(
                        truePositives: positive, falsePositives: negative, falseNegatives: 5 - positive,
                        trueNegatives: 5 - negative)
                }
                groups.append(
                    GroupEvidence(group: GroupKey([GroupLevel(dimension: "g", value: "\(group)")]), blocks: blocks))
            }
            func covers(_ groups: [GroupEvidence]) throws -> Bool {
                let everybody = groups.dropFirst().reduce(groups[0].withoutBlocks) { $0.adding($1.withoutBlocks) }
                let result = FairnessAssessor(
                    groups: groups.map { Estimator($0, context: context) },
                    overall: Estimator(everybody, context: context)
                ).assess(measure)
                #expect(result.estimate.flags.isEmpty)
                let interval = try #require(result.estimate.interval)
                #expect(interval.method.rawValue.hasSuffix("block-jackknife") == !groups[0].blocks.isEmpty)
                return interval.contains(truth)
            }
            if try covers(groups) { allowed += 1 }
            if try covers(groups.map(\.withoutBlocks)) { not += 1 }
        }
        #expect(allowed >= 35, "\(allowed) of \(runs)")
        #expect(not < 25, "\(not) of \(runs)")
    }

    @Test("Too few blocks tell no limits, and measures that blocks do not help say so")
    func fewBlocks() throws {
        func groups(_ blocks: Int) -> [GroupEvidence] {
            ["a", "b", "c"].map { name in
                GroupEvidence(
                    group: GroupKey([GroupLevel(dimension: "g", value: name)]),
                    blocks: (0..<blocks).map {
                        .binary(
                            truePositives: 4 + $0 % 3, falsePositives: 3, falseNegatives: 2 + $0 % 2, trueNegatives: 4)
                    })
            }
        }
        func assess(_ name: String, _ blocks: Int) throws -> Estimate {
            let groups = groups(blocks)
            let everybody = groups.dropFirst().reduce(groups[0]) { $0.adding($1) }
            return FairnessAssessor(
                groups: groups.map { Estimator($0, context: FairnessFixtures.context) },
                overall: Estimator(everybody, context: FairnessFixtures.context)
            ).assess(try FairnessFixtures.measure(name)).estimate
        }
        for name in ["demographic-parity-difference", "equalized-odds-ratio", "selection-rate-deviation"] {
            let few = try assess(name, 5)
            #expect(few.interval == nil && few.flags.contains(.tooFewClusters) && few.number != nil)
            #expect(try assess(name, 20).interval != nil)
        }
        #expect(try assess("between-group-gei", 20).flags == [.assumesIndependence])
        #expect(try assess("gei", 20).interval?.method == .blockJackknife)
    }
}
