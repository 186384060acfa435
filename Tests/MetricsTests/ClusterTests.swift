import Evidence
@testable import Metrics
import Statistics
import TestSupport
import Testing

@Suite("Rows that depend on each other")
struct ClusterTests {
    /// One row as the tests make it.
    private struct Row {
        let label: UInt16
        let prediction: UInt16
        let score: Double
        let group: UInt32
        let block: Int
    }

    /// Rows whose label and score follow their block and group.
    private static func rows(_ count: Int, seed: UInt64, blocks: Int) -> [Row] {
        var random = SeededRandom(seed: seed)
        let skills = (0..<blocks).map { _ in Double.random(in: -0.25...0.25, using: &random) }
        return (0..<count).map { index in
            let block = Int.random(in: 0..<blocks, using: &random)
            let score = Double(Int.random(in: 1..<20, using: &random)) / 20
            let truth = Double.random(in: 0..<1, using: &random) < min(0.95, max(0.05, score + skills[block]))
            let label: UInt16 = Int.random(in: 0..<15, using: &random) == 0 ? .max : truth ? 1 : 0
            // Some rows have no answer, in each of the ways there are.
            let without = [(17, PredictionState.abstained), (19, .missing), (23, .invalid)]
            let prediction = without.first { index % $0.0 == 1 }?.1.rawValue ?? (score >= 0.5 ? 1 : 0)
            return Row(
                label: label, prediction: prediction, score: score,
                group: UInt32.random(in: 0..<2, using: &random), block: block)
        }
    }

    private static func evidence(_ rows: [Row], group: UInt32? = nil) -> GroupEvidence {
        let chosen = rows.filter { group == nil || $0.group == group }
        let columns = EvidenceRows(
            dimensions: [], classes: ["0", "1"],
            labels: chosen.map { $0.label == .max ? LabelState.unlabelled : $0.label },
            predictions: chosen.map(\.prediction), scores: [chosen.map(\.score)])
        return EvidenceCube(counting: columns).overall
    }

    private static func clustered(_ rows: [Row], blocks: Int, group: UInt32? = nil) -> GroupEvidence {
        GroupEvidence(
            group: group.map { GroupKey([GroupLevel(dimension: "g", value: "\($0)")]) } ?? .overall,
            blocks: (0..<blocks).map { block in evidence(rows.filter { $0.block == block }, group: group) })
    }

    private static func estimator(_ evidence: GroupEvidence) -> Estimator {
        Estimator(evidence, context: EstimationContext(model: "m", replicates: 50, favourablePositive: true))
    }

    private static let metrics = Catalogue.available(binary: true, hasScores: true, hasProbabilities: true).filter {
        if case .count = $0.definition { false } else { $0.name != "share" && !$0.growsWithNoise }
    }

    @Test(
        "Largest gaps, sums of squares and tests say that they take rows for independent",
        arguments: Catalogue.all.filter { $0.growsWithNoise && $0.fits(binary: true) })
    func independent(metric: Metric) throws {
        let rows = Self.rows(400, seed: 3, blocks: 30)
        var (own, plain) = (Self.estimator(Self.clustered(rows, blocks: 30)), Self.estimator(Self.evidence(rows)))
        #expect(own.estimate(metric) == plain.estimate(metric).adding([.assumesIndependence]))
        var contrast = Contrast(
            Self.estimator(Self.clustered(rows, blocks: 30, group: 0)),
            against: Self.estimator(Self.clustered(rows, blocks: 30, group: 1)))
        #expect(contrast.difference(metric, level: 0.95, for: .gate).flags == [.assumesIndependence])
        if metric.noSkill != nil { #expect(own.skill(metric, level: 0.95, for: .gate)?.interval == nil) }
    }

    @Test("A class against all others is allowed for as if it were the only one")
    func classes() throws {
        let rows = Self.rows(400, seed: 4, blocks: 30)
        let names = ["a", "b", "c"]
        func evidence(_ rows: [Row], of index: Int?) -> GroupEvidence {
            func code(_ row: Row) -> UInt16 { row.label == .max ? .max : row.label == 0 ? 0 : row.score < 0.6 ? 1 : 2 }
            return EvidenceCube(
                counting: EvidenceRows(
                    dimensions: [], classes: index == nil ? names : ["rest", "own"],
                    labels: rows.map { row in
                        let code = code(row)
                        return code == .max ? LabelState.unlabelled : index.map { code == $0 ? 1 : 0 } ?? code
                    },
                    predictions: rows.map { row in
                        guard row.prediction < 2 else { return row.prediction }
                        let code: UInt16 = row.prediction == 0 ? 0 : row.score < 0.7 ? 1 : 2
                        return index.map { code == $0 ? 1 : 0 } ?? code
                    }, scores: [])
            ).overall
        }
        func blocks(of index: Int?) -> GroupEvidence {
            GroupEvidence(blocks: (0..<30).map { block in evidence(rows.filter { $0.block == block }, of: index) })
        }
        var context = EstimationContext(model: "m", replicates: 50)
        context.classes = names
        for (index, name) in names.enumerated() {
            for metric in ["recall", "precision", "f1", "mcc"] {
                var (own, other) = (
                    Estimator(blocks(of: nil), context: context), Estimator(blocks(of: index), context: context)
                )
                let (a, b) = (
                    own.estimate(try MetricFixtures.metric("\(metric):\(name)", binary: false)),
                    other.estimate(try MetricFixtures.metric(metric))
                )
                #expect(a == b && a.interval != nil, "\(metric):\(name)")
            }
        }
    }

    @Test("The spread of a figure is that of the rows with each block left out", arguments: metrics.map(\.name))
    func slowTwin(name: String) throws {
        let metric = try MetricFixtures.metric(name)
        for (count, blocks, seed) in [(400, 64, 1), (300, 12, 2)] as [(Int, Int, UInt64)] {
            let rows = Self.rows(count, seed: seed, blocks: blocks)
            var own = Self.estimator(Self.clustered(rows, blocks: blocks))
            let estimate = own.estimate(metric)
            let plain = Self.estimator(Self.evidence(rows))
            #expect(estimate.number == plain.value(metric))
            let present = Set(rows.map(\.block)).sorted()
            // A block without a row in the denominator tells nothing of the figure.
            let rests = present.map { block in Self.estimator(Self.evidence(rows.filter { $0.block != block })) }
                .filter { $0.denominator(metric) < plain.denominator(metric) }
            let replicates = try rests.map { try #require($0.value(metric)) }
            let mean = replicates.reduce(0, +) / Double(replicates.count)
            let variance =
                Double(replicates.count - 1) / Double(replicates.count)
                * replicates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let interval = try #require(estimate.interval, "\(name)")
            let quantile = StudentT(degreesOfFreedom: Double(replicates.count - 1)).twoSidedQuantile(level: 0.95)
            switch interval.method {
            case .blockJackknife:
                let value = try #require(estimate.number)
                let lower = max(metric.range.lowerBound, value - quantile * variance.squareRoot())
                #expect(abs(interval.lower - lower) < 1e-9 * max(1, abs(lower)))
            case .wilsonBlocks:
                let p = try #require(estimate.number)
                let effect = variance / (p * (1 - p) / Double(estimate.n))
                let told = try #require(estimate.designEffect)
                #expect(abs(told - effect) < 1e-9 * effect)
                let ratio = NormalDistribution.twoSidedQuantile(level: 0.95) / quantile
                let rows = Double(estimate.n) * min(1, ratio * ratio / effect)
                let wilson = try #require(Proportion.wilson(successes: p * rows, trials: rows, level: 0.95))
                #expect(abs(wilson.lower - interval.lower) < 1e-9 && abs(wilson.upper - interval.upper) < 1e-9)
            default: Issue.record("\(name): \(interval.method)")
            }
            let value = try #require(estimate.number)
            #expect(interval.contains(value))
        }
    }

    @Test(
        "People in both groups count once in a gap",
        arguments: ["accuracy", "tpr", "f1-score", "roc-auc", "brier-score"])
    func gap(name: String) throws {
        let metric = try MetricFixtures.metric(name)
        let rows = Self.rows(600, seed: 4, blocks: 40)
        var contrast = Contrast(
            Self.estimator(Self.clustered(rows, blocks: 40, group: 0)),
            against: Self.estimator(Self.clustered(rows, blocks: 40, group: 1)))
        let differences = (0..<40).map { block -> Double in
            let rest = rows.filter { $0.block != block }
            let values = [UInt32(0), 1].map { Self.estimator(Self.evidence(rest, group: $0)).value(metric) ?? .nan }
            return values[0] - values[1]
        }
        let jackknife = BlockJackknife(differences)
        let difference = contrast.difference(metric, level: 0.9, for: .display)
        let interval = try #require(difference.interval)
        let value = try #require(difference.number)
        if interval.method == .blockJackknife {
            let expected = try #require(jackknife.interval(value, level: 0.9, range: -2...2))
            #expect(abs(expected.lower - interval.lower) < 1e-9 && abs(expected.upper - interval.upper) < 1e-9)
        } else {
            #expect(interval.method == .newcombeBlocks)
            #expect(contrast.difference(metric, level: 0.9, for: .gate).interval?.method == .miettinenNurminenBlocks)
            // Near the symmetric limits, but kept within what a share can be.
            let expected = try #require(jackknife.interval(value, level: 0.9, range: -1...1))
            #expect(abs(expected.lower - interval.lower) < 0.02 && abs(expected.upper - interval.upper) < 0.02)
        }
        let ratio = contrast.ratio(metric, level: 0.9, for: .display)
        let limits = try #require(ratio.interval)
        #expect([.blockJackknife, .scoreRatioBlocks].contains(limits.method))
        let quotient = try #require(ratio.number)
        #expect(limits.contains(quotient))
        if value != 0 { #expect(limits.contains(1) == interval.contains(0)) }
    }

    @Test("Fewer than ten blocks tell no interval, and say so")
    func fewBlocks() throws {
        let rows = Self.rows(200, seed: 5, blocks: 9)
        for name in ["accuracy", "f1-score", "roc-auc"] {
            let metric = try MetricFixtures.metric(name)
            var estimator = Self.estimator(Self.clustered(rows, blocks: 9))
            let estimate = estimator.estimate(metric)
            #expect(estimate.number != nil && estimate.interval == nil && estimate.flags.contains(.tooFewClusters))
            var contrast = Contrast(
                Self.estimator(Self.clustered(rows, blocks: 9, group: 0)),
                against: Self.estimator(Self.clustered(rows, blocks: 9, group: 1)))
            let difference = contrast.difference(metric, level: 0.95, for: .gate)
            #expect(difference.interval == nil && difference.flags.contains(.tooFewClusters))
        }
    }

    @Test("Where nobody is wrong, blocks count for rows")
    func edge() throws {
        let block = GroupEvidence.binary(truePositives: 5, falsePositives: 0, falseNegatives: 0, trueNegatives: 5)
        var estimator = Self.estimator(GroupEvidence(blocks: Array(repeating: block, count: 20)))
        let estimate = estimator.estimate(try MetricFixtures.metric("accuracy"))
        #expect(estimate.n == 200 && estimate.interval?.upper == 1)
        let wilson = try #require(Proportion.wilson(successes: 20, trials: 20, level: 0.95))
        let interval = try #require(estimate.interval)
        #expect(abs(interval.lower - wilson.lower) < 1e-12)
    }

    @Test("A cube with blocks gives each group its blocks, and everybody theirs")
    func fromCubes() throws {
        let rows = Self.rows(500, seed: 6, blocks: 30)
        let levels = (0..<30).map { $0 < 10 ? "0\($0)" : "\($0)" }
        let columns = EvidenceRows(
            dimensions: [
                .init(name: "g", levels: ["0", "1"], codes: rows.map(\.group)),
                .init(name: "who.block", levels: levels, codes: rows.map { UInt32($0.block) }),
            ], classes: ["0", "1"],
            labels: rows.map { $0.label == .max ? LabelState.unlabelled : $0.label },
            predictions: rows.map(\.prediction), scores: [])
        let cube = EvidenceCube(
            counting: columns,
            header: CubeHeader(outcome: .binary, told: [ToldDimension(column: "who", rule: .block)]))
        for (index, group) in cube.evidence(by: ["g"]).enumerated() {
            #expect(group.blocks.count == 31 && group.blocks[30].rows == 0)
            for block in 0..<30 {
                let own = rows.filter { $0.group == index && $0.block == block }
                #expect(group.blocks[block].rows == own.count)
                #expect(group.blocks[block].confusion == Self.evidence(own).confusion)
            }
            let rest = cube.overall.subtracting(group)
            #expect(rest.blocks.map(\.rows).reduce(0, +) == rest.rows && rest.blocks.count == 31)
        }
        #expect(!cube.evidence(by: ["g", "who.block"]).contains { !$0.blocks.isEmpty })
    }

    @Test("Rows that were not told apart by blocks leave none, and nobody changes nothing")
    func mixed() {
        let block = GroupEvidence.binary(truePositives: 5, falsePositives: 1, falseNegatives: 1, trueNegatives: 5)
        let clustered = GroupEvidence(blocks: Array(repeating: block, count: 12))
        let nobody = clustered.withoutBlocks.subtracting(clustered.withoutBlocks)
        #expect(clustered.adding(block).blocks.isEmpty && block.adding(clustered).blocks.isEmpty)
        #expect(
            clustered.withoutBlocks.subtracting(block).blocks.isEmpty && clustered.subtracting(block).blocks.isEmpty)
        #expect(
            clustered.adding(nobody).blocks == clustered.blocks && nobody.adding(clustered).blocks == clustered.blocks)
        #expect(clustered.subtracting(nobody).blocks == clustered.blocks)
    }

    /// METHODS §3.6: intervals for independent rows cover .62 to .85 here.
    @Test(
        "Intervals cover where people come again",
        arguments: [(500, 20, 0.2), (200, 10, 0.1), (1_000, 5, 0.3), (100, 20, 0.2)])
    func coverage(people: Int, rows: Int, correlation: Double) throws {
        let metric = try MetricFixtures.metric("accuracy")
        var random = RandomStream(seed: 7, name: "clusters")
        var (covered, independent) = (0, 0)
        // Shares of people vary as a beta distribution around .3 does.
        let size = 1 / correlation - 1
        let runs = 300
        for _ in 0..<runs {
            var correct = [Int](repeating: 0, count: 64)
            var total = [Int](repeating: 0, count: 64)
            for _ in 0..<people {
                let block = Int(random.uniform() * 64)
                let (a, b) = (random.gamma(shape: 0.3 * size), random.gamma(shape: 0.7 * size))
                let share = a + b > 0 ? a / (a + b) : 0
                for _ in 0..<rows {
                    total[block] += 1
                    if random.uniform() < share { correct[block] += 1 }
                }
            }
            let blocks = zip(correct, total).map {
                GroupEvidence.binary(truePositives: $0, falsePositives: 0, falseNegatives: $1 - $0, trueNegatives: 0)
            }
            let evidence = GroupEvidence(blocks: blocks)
            var clustered = Self.estimator(evidence)
            var plain = Self.estimator(evidence.withoutBlocks)
            let own = try #require(clustered.estimate(metric).interval)
            let naive = try #require(plain.estimate(metric).interval)
            if own.contains(0.3) { covered += 1 }
            if naive.contains(0.3) { independent += 1 }
        }
        let share = Double(covered) / Double(runs)
        #expect(share > 0.91 && share < 0.99, "covered \(share)")
        #expect(Double(independent) / Double(runs) < 0.9)
    }
}
