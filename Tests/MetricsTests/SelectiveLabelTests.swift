import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

@Suite("Labels that are missing for a reason")
struct SelectiveLabelTests {
    private static let metrics = Catalogue.available(binary: true, hasScores: true, hasProbabilities: true)
        .filter(SelectiveLabels.concerns)

    private static func evidence(_ cells: [Int], unlabelled: [Int], group: String = "g") -> GroupEvidence {
        GroupEvidence(
            group: GroupKey([GroupLevel(dimension: "g", value: group)]),
            confusion: Confusion(rows: [[cells[0], cells[1]], [cells[2], cells[3]]]), unlabelledByPrediction: unlabelled
        )
    }

    private static func selective(_ evidence: GroupEvidence, strata: [GroupEvidence] = [], seed: UInt64 = 1)
        -> SelectiveLabels
    {
        SelectiveLabels(
            Estimator(
                evidence, context: EstimationContext(model: "m", seed: seed, replicates: 400, favourablePositive: true)),
            strata: strata)
    }

    @Test("The catalogue knows which figures missing labels concern")
    func concerned() {
        let names = Set(Self.metrics.map(\.name))
        #expect(
            names.isSuperset(of: ["accuracy", "true-positive-rate", "f1-score", "matthews-correlation", "macro-f1"]))
        #expect(
            names.isDisjoint(with: ["selection-rate", "count", "label-coverage", "roc-auc", "brier-score", "share"]))
    }

    @Test("A figure of one class is that of its own table, and one of the order of classes knows the order")
    func classes() throws {
        let rows = [[40, 6, 4], [9, 30, 11], [5, 8, 50]]
        let evidence = GroupEvidence(confusion: Confusion(rows: rows), unlabelledByPrediction: [54, 44, 65])
        var context = EstimationContext(model: "m", replicates: 400)
        context.classes = ["a", "b", "c"]
        context.order = [1, 0, 2]
        var selective = SelectiveLabels(Estimator(evidence, context: context))
        for assumption in SelectiveLabels.Assumption.allCases {
            for name in ["recall", "precision", "f1"] {
                let metric = try MetricFixtures.metric("\(name):b", binary: false)
                #expect(SelectiveLabels.concerns(metric))
                let right = rows[1][1]
                let (called, of) = (6 + right + 8, 9 + right + 11)
                var own = Self.selective(
                    Self.evidence(
                        [163 - called - of + right, called - right, of - right, right], unlabelled: [119, 44]))
                let (a, b) = (
                    selective.estimate(metric, assumption, level: 0.95),
                    own.estimate(try MetricFixtures.metric(name), assumption, level: 0.95)
                )
                #expect(agree(a.number, b.number, within: 1e-12) && a.reason == b.reason && a.n == b.n, "\(name)")
                #expect((a.interval == nil) == (b.interval == nil))
            }
        }
        // Each decision has as many rows without a label as with one: the figure is that of the labelled rows.
        let metric = try MetricFixtures.metric("mean-absolute-level-error", binary: false)
        let estimate = selective.estimate(metric, .reweighted, level: 0.95)
        #expect(agree(estimate.number, Double(6 + 2 * 11 + 9 + 2 * 8 + 4 + 5) / 163, within: 1e-12))
        #expect(estimate.interval?.contains(estimate.number ?? .nan) == true)
        // An answer that is missing is no cell of any decision.
        #expect(!SelectiveLabels.concerns(try MetricFixtures.metric("worst-case-accuracy")))
    }

    @Test(
        "Reweighting is each labelled row standing for its share of the rows with its decision",
        arguments: metrics.map(\.name))
    func slowTwin(name: String) throws {
        let metric = try MetricFixtures.metric(name)
        // Decisions of which a half, and a third, have a label: weights are whole, and rows can be written out.
        let parts = [([30, 10, 12, 44], [42, 108]), ([9, 21, 15, 60], [48, 81])]
        let strata = parts.map { Self.evidence($0.0, unlabelled: $0.1) }
        let group = strata[0].adding(strata[1])
        for (strata, weights) in [([], []), (strata, [[2, 3], [3, 2]])] as [([GroupEvidence], [[Int]])] {
            var selective = Self.selective(group, strata: strata)
            let estimate = selective.estimate(metric, .reweighted, level: 0.95)
            guard !strata.isEmpty else { continue }
            var rows = [[0, 0], [0, 0]]
            for (stratum, weight) in zip(strata, weights) {
                for label in 0..<2 {
                    for decision in 0..<2 {
                        rows[label][decision] += stratum.confusion[label, decision] * weight[decision]
                    }
                }
            }
            let whole = GroupEvidence(confusion: Confusion(rows: rows))
            let expected = try #require(
                Estimator(whole, context: EstimationContext(model: "m", favourablePositive: true)).value(metric))
            let found = try #require(estimate.number)
            #expect(abs(found - expected) < 1e-12 * max(1, abs(expected)))
            #expect(try #require(estimate.interval).contains(found))
            #expect(estimate.n == group.judged)
        }
    }

    @Test("Without missing labels all three answers are one", arguments: ["accuracy", "tpr", "f1-score", "mcc"])
    func complete(name: String) throws {
        let metric = try MetricFixtures.metric(name)
        var selective = Self.selective(Self.evidence([30, 10, 12, 44], unlabelled: [0, 0]))
        let answers = SelectiveLabels.Assumption.allCases.map { selective.estimate(metric, $0, level: 0.95) }
        #expect(answers[0] == answers[1] && answers[1] == answers[2])
        #expect(selective.labelCoverage == 1)
    }

    @Test("A decision of which no label is known has no reweighted figure, but limits")
    func positivity() throws {
        let metric = try MetricFixtures.metric("accuracy")
        var selective = Self.selective(Self.evidence([0, 10, 0, 40], unlabelled: [25, 10]))
        #expect(selective.estimate(metric, .reweighted, level: 0.95).reason == .positivity)
        let worst = selective.estimate(metric, .worstCase, level: 0.95)
        #expect(worst.reason == .unlabelled && worst.exactness == .bounded(lower: 40.0 / 85, upper: 75.0 / 85))
        let interval = try #require(worst.interval)
        #expect(interval.method == .manski && interval.lower < 40.0 / 85 && interval.upper > 75.0 / 85)
    }

    @Test("No filling in of labels goes beyond the limits, and some reach them", arguments: metrics.map(\.name))
    func worstCase(name: String) throws {
        let metric = try MetricFixtures.metric(name)
        for (cells, unlabelled) in [([7, 3, 2, 9], [6, 5]), ([40, 2, 1, 3], [3, 9]), ([5, 5, 5, 5], [1, 14])] {
            let evidence = Self.evidence(cells, unlabelled: unlabelled)
            var selective = Self.selective(evidence)
            let worst = selective.estimate(metric, .worstCase, level: 0.95)
            guard case .bounded(let lower, let upper) = worst.exactness else {
                Issue.record("\(name): no limits")
                continue
            }
            var (least, greatest) = (Double.infinity, -Double.infinity)
            for first in 0...unlabelled[0] {
                for second in 0...unlabelled[1] {
                    let filled = Self.evidence(
                        [
                            cells[0] + unlabelled[0] - first, cells[1] + unlabelled[1] - second, cells[2] + first,
                            cells[3] + second,
                        ], unlabelled: [0, 0])
                    let estimator = Estimator(filled, context: EstimationContext(model: "m", favourablePositive: true))
                    guard let value = estimator.value(metric) else { continue }
                    (least, greatest) = (min(least, value), max(greatest, value))
                }
            }
            #expect(lower <= least + 1e-12 && upper >= greatest - 1e-12, "\(name)")
            // Searched limits leave one step of slack.
            let slack = (greatest - least) / 16 + 1e-12
            #expect(lower >= least - slack && upper <= greatest + slack, "\(name)")
        }
    }

    @Test(
        "Where labels follow the decision, the reweighted interval covers and that of labelled rows does not",
        arguments: [
            ("true-positive-rate", 600), ("accuracy", 600), ("f1-score", 600), ("true-positive-rate", 120),
        ])
    func coverage(name: String, size: Int) throws {
        let metric = try MetricFixtures.metric(name)
        // Shares of TN, FP, FN, TP; labels are known of three in ten refused and of nine in ten accepted.
        let (shares, known) = ([0.25, 0.1, 0.2, 0.45], [0.3, 0.9])
        let all = Self.evidence(shares.map { Int($0 * 1e6) }, unlabelled: [0, 0])
        let truth = try #require(Estimator(all, context: EstimationContext(model: "m")).value(metric))
        var (covered, naive, estimable) = (0, 0, 0)
        let runs = 250
        for run in 0..<runs {
            var random = RandomStream(seed: 3, name: "selective", replicate: UInt32(run))
            var (cells, unlabelled) = ([0, 0, 0, 0], [0, 0])
            for _ in 0..<size {
                var rest = random.uniform()
                var cell = 0
                while cell < 3, rest >= shares[cell] {
                    rest -= shares[cell]
                    cell += 1
                }
                if random.uniform() < known[cell % 2] { cells[cell] += 1 } else { unlabelled[cell % 2] += 1 }
            }
            var selective = Self.selective(Self.evidence(cells, unlabelled: unlabelled), seed: UInt64(run))
            guard let interval = selective.estimate(metric, .reweighted, level: 0.95).interval else { continue }
            estimable += 1
            if interval.contains(truth) { covered += 1 }
            let labelled = try #require(selective.estimate(metric, .labelledOnly, level: 0.95).interval)
            if labelled.contains(truth) { naive += 1 }
        }
        let share = Double(covered) / Double(estimable)
        #expect(estimable > runs * 19 / 20)
        #expect(share > 0.91, "\(name), \(size): covered \(share)")
        if size == 600, name != "accuracy" { #expect(Double(naive) / Double(estimable) < 0.6) }
    }

    @Test("Rows of people who come again: the weights are estimated again without each block")
    func clusters() throws {
        let metric = try MetricFixtures.metric("true-positive-rate")
        var random = RandomStream(seed: 9, name: "blocks")
        let blocks = (0..<30).map { _ in
            Self.evidence(
                (0..<4).map { _ in 1 + Int(random.uniform() * 9) },
                unlabelled: (0..<2).map { _ in Int(random.uniform() * 20) })
        }
        var selective = Self.selective(GroupEvidence(blocks: blocks))
        let estimate = selective.estimate(metric, .reweighted, level: 0.9)
        let replicates = try blocks.indices.map { out in
            let rest = blocks.indices.filter { $0 != out }.map { blocks[$0] }
            var without = Self.selective(rest.dropFirst().reduce(rest[0]) { $0.adding($1) })
            return try #require(without.estimate(metric, .reweighted, level: 0.9).number)
        }
        let value = try #require(estimate.number)
        let expected = try #require(BlockJackknife(replicates).interval(value, level: 0.9, range: 0...1))
        let interval = try #require(estimate.interval)
        #expect(interval.method == .blockJackknife)
        #expect(abs(interval.lower - expected.lower) < 1e-12 && abs(interval.upper - expected.upper) < 1e-12)
    }
}
