import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

@Suite("Identities and symmetries")
struct SymmetryTests {
    private func value(_ name: String, _ evidence: GroupEvidence) throws -> Double? {
        Estimator(evidence, context: EstimationContext(model: "m", favourablePositive: true))
            .value(try MetricFixtures.metric(name))
    }

    /// The table of random rows after changing labels, decisions and scores.
    private func evidence(_ seed: UInt64, _ change: (inout OutcomeTable.Row) -> Void = { _ in }) -> GroupEvidence {
        var table = OutcomeTable.random(seed: seed &+ 7_000)
        for index in table.rows.indices { change(&table.rows[index]) }
        return table.cube.overall
    }

    private func flip(_ decision: OutcomeTable.Decision) -> OutcomeTable.Decision {
        if case .predicted(let index) = decision { .predicted(1 - index) } else { decision }
    }

    @Test("FPR = BR/(1 − BR) · (1 − PPV)/PPV · TPR wherever all are defined", arguments: 0..<60 as Range<UInt64>)
    func chouldechova(seed: UInt64) throws {
        let evidence = evidence(seed)
        guard let b = try value("base-rate", evidence), let ppv = try value("ppv", evidence),
            let tpr = try value("tpr", evidence), let fpr = try value("fpr", evidence), b < 1, ppv > 0
        else { return }
        #expect(agree(fpr, b / (1 - b) * (1 - ppv) / ppv * tpr, within: 1e-12))
    }

    @Test("Swapping the names of the labels swaps each rate with its counterpart", arguments: 0..<40 as Range<UInt64>)
    func labelSwap(seed: UInt64) throws {
        let (before, after) = (
            evidence(seed),
            evidence(seed) { row in
                row.label = row.label.map { 1 - $0 }
                row.decision = self.flip(row.decision)
                row.scores = row.scores.map { 1 - $0 }
            }
        )
        for (a, b) in [
            ("tpr", "tnr"), ("tnr", "tpr"), ("fpr", "fnr"), ("ppv", "npv"), ("fdr", "for"), ("mcc", "mcc"),
            ("kappa", "kappa"), ("accuracy", "accuracy"), ("balanced-accuracy", "balanced-accuracy"),
            ("informedness", "informedness"), ("markedness", "markedness"), ("macro-f1", "macro-f1"),
            ("roc-auc", "roc-auc"), ("brier", "brier"), ("log-loss", "log-loss"),
        ] {
            #expect(agree(try value(a, before), try value(b, after), within: 1e-9), "seed \(seed): \(a) and \(b)")
        }
    }

    @Test("Deciding the opposite turns each rate into its complement", arguments: 0..<40 as Range<UInt64>)
    func complement(seed: UInt64) throws {
        let (before, after) = (evidence(seed), evidence(seed) { $0.decision = self.flip($0.decision) })
        for name in ["tpr", "fpr", "tnr", "fnr", "accuracy", "selection-rate", "favourable-rate"] {
            #expect(agree(try value(name, before).map { 1 - $0 }, try value(name, after), within: 1e-12), "\(name)")
        }
        for (a, b) in [("ppv", "for"), ("fdr", "npv")] {
            #expect(agree(try value(a, before), try value(b, after), within: 1e-12))
        }
        for name in ["mcc", "informedness"] {
            #expect(agree(try value(name, before).map { -$0 }, try value(name, after), within: 1e-12), "\(name)")
        }
    }

    @Test("s → 1 − s turns the area into its complement", arguments: 0..<40 as Range<UInt64>)
    func reversedScores(seed: UInt64) throws {
        let reversed = evidence(seed) { $0.scores = $0.scores.map { 1 - $0 } }
        #expect(
            agree(try value("roc-auc", evidence(seed)).map { 1 - $0 }, try value("roc-auc", reversed), within: 1e-12))
        let variances = [evidence(seed), reversed].map { RankedScores.areaUnderROC($0.scores[0])?.variance }
        #expect(agree(variances[0], variances[1], within: 1e-12))
    }

    @Test("A strictly rising change of scores leaves area and average precision as they are")
    func monotone() throws {
        for seed in 0..<40 as Range<UInt64> {
            let changed = evidence(seed) { $0.scores = $0.scores.map { $0 * $0 * $0 - 5 } }
            for name in ["roc-auc", "average-precision"] {
                let (a, b) = (
                    try MetricFixtures.estimate(name, evidence(seed)), try MetricFixtures.estimate(name, changed)
                )
                #expect(a == b, "seed \(seed): \(name)")
            }
        }
    }

    @Test("Perfect and opposite decisions reach the ends of the range exactly", arguments: 1..<200)
    func ends(count: Int) throws {
        let perfect = GroupEvidence.binary(
            truePositives: count, falsePositives: 0, falseNegatives: 0, trueNegatives: 3 * count + 7)
        let opposite = GroupEvidence.binary(
            truePositives: 0, falsePositives: count, falseNegatives: 3 * count + 7, trueNegatives: 0)
        for name in ["mcc", "kappa", "f1", "balanced-accuracy", "macro-f1", "weighted-f1", "informedness"] {
            #expect(try value(name, perfect) == 1, "\(name)")
        }
        #expect(try value("mcc", opposite) == -1)
        #expect(try value("informedness", opposite) == -1)
        let classes = GroupEvidence(
            confusion: Confusion(rows: [[count, 0, 0], [0, 2 * count + 1, 0], [0, 0, 5]]))
        for name in ["mcc", "kappa", "macro-f1"] {
            let estimate = try MetricFixtures.estimate(name, classes, replicates: 40)
            #expect(estimate.number == 1)
            #expect(estimate.interval?.upper == 1)
        }
        let ranked = ScoreCounts(
            values: (0..<count + 1).map(Double.init), negatives: [3] + Array(repeating: 0, count: count),
            positives: [0] + Array(repeating: 1, count: count))
        #expect(RankedScores.averagePrecision(ranked)?.result.value == 1)
        #expect(RankedScores.areaUnderROC(ranked)?.value == 1)
    }

    @Test("A constant answer is never below its own no-skill reference", arguments: Catalogue.all)
    func constantAnswer(metric: Metric) throws {
        guard metric.noSkill != nil, !metric.needsScores else { return }
        for n in 1..<60 {
            for positives in 0...n where metric.fits(binary: true) {
                // Always the commonest label, and always positive.
                for answer in [positives * 2 > n ? 1 : 0, 1] {
                    var confusion = Confusion(classCount: 2)
                    confusion[0, answer] = n - positives
                    confusion[1, answer] = positives
                    let estimator = Estimator(
                        GroupEvidence(confusion: confusion), context: EstimationContext(model: "m"))
                    guard let value = estimator.value(metric), let reference = estimator.noSkillValue(metric) else {
                        continue
                    }
                    let isCommonest = metric.noSkill?.kind == .commonestAnswer
                    guard !isCommonest || max(positives, n - positives) == confusion.correct else { continue }
                    guard metric.noSkill?.kind != .alwaysPositive || answer == 1 else { continue }
                    #expect(abs(value - reference) < 1e-12, "\(positives) of \(n), always \(answer)")
                }
            }
        }
    }
}
