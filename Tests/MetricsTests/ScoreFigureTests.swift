@testable import Evidence
@testable import Metrics
import Statistics
import TestSupport
import Testing

@Suite("Calibration, decomposition and separation of scores")
struct ScoreFigureTests {
    /// Random scores that follow the label a little; narrow ones share many bins.
    private static func cube(_ seed: UInt64, weighted: Bool = false) throws -> EvidenceCube {
        var random = SeededRandom(seed: seed)
        let count = Int.random(in: 40...500, using: &random)
        let spread = Double.random(in: 0.02...1, using: &random)
        let labels = (0..<count).map { _ in UInt16.random(in: 0...1, using: &random) }
        let scores = labels.map { label in
            min(1, max(0, (Double.random(in: 0...1, using: &random) + 0.3 * Double(label)) * spread / 1.3))
        }
        let weights = labels.map { _ in Double(Int.random(in: 1...60, using: &random)) / 16 }
        return EvidenceCube(
            counting: EvidenceRows(
                dimensions: [], classes: ["0", "1"], labels: labels, predictions: labels, scores: [scores],
                weights: weighted ? try RowWeights(.sampling, weights) : nil))
    }

    private static func estimate(_ name: String, _ evidence: GroupEvidence) throws -> Estimate {
        try MetricFixtures.estimate(name, evidence, replicates: 60)
    }

    /// With what scores and labels do inside bins: WBV = Σ n_b/n var_b(s), WBC = Σ n_b/n 2 cov_b(s, y).
    @Test(
        "Brier = REL − RES + UNC + WBV − WBC on any grid",
        arguments: [ScoreGrid.values, .floor(digits: 1), .floor(digits: 2), .tail(digits: 2)], [false, true])
    func identity(grid: ScoreGrid, weighted: Bool) throws {
        for seed in 0..<12 as Range<UInt64> {
            let cube = try Self.cube(seed, weighted: weighted)
            let exact = cube.overall.scores[0]
            let evidence = grid == .values ? cube.overall : try cube.regridding(to: grid).overall
            func value(_ name: String) throws -> Double { try #require(try Self.estimate(name, evidence).number) }
            // Straight from the rows, by the bin each lies in.
            let cells = ScoreCell.cells(exact, together: [.negative]) + ScoreCell.cells(exact, together: [.positive])
            var within = 0.0
            for bin in Set(cells.map { grid.lowerEdge(of: $0.lower) }) {
                let own = cells.filter { grid.lowerEdge(of: $0.lower) == bin }
                let weight = own.reduce(0) { $0 + $1.weight }
                func mean(_ value: (ScoreCell) -> Double) -> Double {
                    own.reduce(0) { $0 + $1.weight * value($1) } / weight
                }
                let (s, y) = (mean(\.value), mean { $0.isPositive ? 1 : 0 })
                let variance = mean { ($0.value - s) * ($0.value - s) }
                let covariance = mean { ($0.value - s) * (($0.isPositive ? 1 : 0) - y) }
                within += weight * (variance - 2 * covariance)
            }
            within /= cells.reduce(0) { $0 + $1.weight }
            let sum =
                try value("brier-reliability") - value("brier-resolution") + value("brier-uncertainty") + within
            #expect(agree(try value("brier-score"), sum, within: 1e-10), "seed \(seed)")
            if grid == .values { #expect(abs(within) < 1e-13) }
            let skill = try 1 - value("brier-score") / value("brier-uncertainty")
            #expect(agree(try value("brier-skill-score"), skill, within: 1e-10))
        }
    }

    @Test(
        "Figures of the rows lie within the bounds that bins give",
        arguments: [ScoreGrid.floor(digits: 1), .floor(digits: 2), .tail(digits: 2), .tail(digits: 4)], [false, true])
    func bounds(grid: ScoreGrid, weighted: Bool) throws {
        for seed in 0..<30 as Range<UInt64> {
            let cube = try Self.cube(seed, weighted: weighted)
            let binned = try cube.regridding(to: grid).overall
            for name in [
                "gini", "ks", "average-precision-at-0.5", "ece", "ace", "maximum-calibration-error",
                "debiased-calibration-error",
            ] {
                let (row, bin) = (try Self.estimate(name, cube.overall), try Self.estimate(name, binned))
                guard let value = row.number else {
                    #expect(name == "maximum-calibration-error")
                    continue
                }
                guard let own = bin.number else {
                    Issue.record("\(name) on \(grid.name): \(String(describing: bin.reason))")
                    continue
                }
                guard case .bounded(let lower, let upper) = bin.exactness else {
                    Issue.record("\(name) on \(grid.name) has no bounds")
                    continue
                }
                #expect(row.exactness == .exact)
                let slack = 1e-12
                #expect(
                    lower - slack <= value && value <= upper + slack,
                    "seed \(seed), \(name) on \(grid.name): \(value) in \(lower)...\(upper)")
                #expect(lower <= own && own <= upper)
                if let interval = bin.interval {
                    #expect(interval.lower <= lower + slack && upper - slack <= interval.upper, "\(name)")
                }
            }
        }
    }

    @Test("Means and ratios of sums are exact on any grid, and lines over bins are near", arguments: [false, true])
    func exact(weighted: Bool) throws {
        for seed in 0..<15 as Range<UInt64> {
            let cube = try Self.cube(seed, weighted: weighted)
            let binned = try cube.regridding(to: .tail(digits: 3)).overall
            for name in [
                "citl", "o/e", "mean-score-of-positives", "mean-score-of-negatives", "brier-skill-score",
                "brier-uncertainty",
            ] {
                let (row, bin) = (try Self.estimate(name, cube.overall), try Self.estimate(name, binned))
                #expect(agree(row.number, bin.number, within: 1e-10), "\(name)")
                #expect(bin.exactness == .exact)
                let (a, b) = (try #require(row.interval), try #require(bin.interval))
                // How weights and scores go together inside a bin is not known.
                let slack = 0.02 * (a.upper - a.lower)
                #expect(abs(a.lower - b.lower) < slack && abs(a.upper - b.upper) < slack, "\(name)")
            }
            for name in ["calibration-slope", "calibration-intercept", "calibration-offset"] {
                let (row, bin) = (try Self.estimate(name, cube.overall), try Self.estimate(name, binned))
                #expect(bin.exactness == .approximate)
                let width = (row.interval?.upper ?? 0) - (row.interval?.lower ?? 0)
                #expect(abs((row.number ?? .nan) - (bin.number ?? .nan)) < 0.25 * width, "seed \(seed), \(name)")
            }
            #expect(try Self.estimate("spiegelhalter-z", binned).reason == .notInCube)
        }
    }

    @Test("Brier = MCB − DSC + UNC, and neither part changes under a rising change but the first")
    func rising() throws {
        for seed in 0..<12 as Range<UInt64> {
            let evidence = try Self.cube(seed).overall
            func value(_ name: String) throws -> Double { try #require(try Self.estimate(name, evidence).number) }
            let sum = try value("mcb") - value("dsc") + value("brier-uncertainty")
            #expect(agree(try value("brier-score"), sum, within: 1e-12))
            var squared = OutcomeTable.random(seed: seed)
            let own = squared.cube.overall
            for index in squared.rows.indices {
                squared.rows[index].scores = squared.rows[index].scores.map { $0 * $0 }
            }
            #expect(
                agree(
                    try Self.estimate("dsc", own).number, try Self.estimate("dsc", squared.cube.overall).number,
                    within: 1e-12))
        }
    }

    @Test("Figures of order stay as they are under a rising change of scores, and KS under reversal")
    func monotone() throws {
        for seed in 0..<20 as Range<UInt64> {
            var (own, cubed, reversed) = (
                OutcomeTable.random(seed: seed), OutcomeTable.random(seed: seed), OutcomeTable.random(seed: seed)
            )
            for index in own.rows.indices {
                own.rows[index].scores = own.rows[index].scores.map { $0 }
                cubed.rows[index].scores = cubed.rows[index].scores.map { $0 * $0 * $0 - 5 }
                reversed.rows[index].scores = reversed.rows[index].scores.map { 1 - $0 }
            }
            for name in ["ks", "gini", "average-precision-at-0.5"] {
                #expect(try Self.estimate(name, own.cube.overall) == Self.estimate(name, cubed.cube.overall))
            }
            let (a, b) = (try Self.estimate("ks", own.cube.overall), try Self.estimate("ks", reversed.cube.overall))
            #expect(agree(a.number, b.number, within: 1e-12))
        }
    }

    private func evidence(_ rows: [(Int, Double)]) -> GroupEvidence {
        OutcomeTable(
            dimensions: [], classes: ["0", "1"],
            rows: rows.map { .init([], label: $0.0, decision: .predicted(1), scores: [$0.1]) }
        ).cube.overall
    }

    @Test("What is undefined has the right reason")
    func reasons() throws {
        func reason(_ name: String, _ rows: [(Int, Double)]) throws -> NotEstimable? {
            try Self.estimate(name, evidence(rows)).reason
        }
        let apart = [(0, 0.2), (0, 0.3), (1, 0.6), (1, 0.7)]
        let positives = [(1, 0.2), (1, 0.4)]
        for name in ["calibration-slope", "calibration-intercept"] {
            #expect(try reason(name, apart) == .separation)
            #expect(try reason(name, [(0, 0.2), (0, 0.4), (1, 0.4), (1, 0.7)]) == .separation, "met in one point")
            #expect(try reason(name, positives) == .singleClass)
            #expect(try reason(name, [(0, 0.4), (1, 0.4), (1, 0.4)]) == .degenerateMargins)
            #expect(try reason(name, [(0, 0.2), (1, 0.2), (0, 0.4)]) == .separation, "nothing but negatives above")
        }
        #expect(try reason("calibration-offset", apart) == nil)
        #expect(try reason("calibration-offset", positives) == .singleClass)
        for name in ["gini", "ks"] { #expect(try reason(name, positives) == .singleClass) }
        #expect(try reason("brier-skill-score", positives) == .constantTarget)
        #expect(try reason("mean-score-of-negatives", positives) == .noNegatives)
        #expect(try reason("mean-score-of-positives", [(0, 0.1)]) == .noPositives)
        #expect(try reason("average-precision-at-0.5", positives) == .noNegatives)
        #expect(try reason("o/e", [(1, 0), (0, 0)]) == .zeroReference)
        #expect(try reason("o/e", [(0, 0), (0, 0)]) == .bothZero)
        #expect(try reason("spiegelhalter-z", [(0, 0), (1, 1), (1, 0.5)]) == .bothZero)
        #expect(try reason("spiegelhalter-z", [(1, 0), (1, 0.5)]) == .zeroReference)
        #expect(try reason("debiased-calibration-error", [(1, 0.1), (0, 0.9)]) == .tooFewRows)
        #expect(try reason("maximum-calibration-error", apart) == .tooFewRows)
    }

    @Test("Scores of 0 and 1 are moved in by half a step of their digits, and it is said")
    func clipped() throws {
        let rows = [(0, 0.0), (1, 0.0), (0, 0.25), (1, 0.5), (0, 1.0), (1, 1.0), (1, 0.75)]
        let moved = rows.map { ($0.0, $0.1 == 0 ? 0.005 : $0.1 == 1 ? 0.995 : $0.1) }
        for name in ["calibration-slope", "calibration-intercept", "calibration-offset"] {
            let (own, other) = (try Self.estimate(name, evidence(rows)), try Self.estimate(name, evidence(moved)))
            #expect(agree(own.number, other.number, within: 1e-9), "\(name)")
            #expect(own.flags == [.clippedScores] && other.flags.isEmpty)
        }
    }

    @Test("Reliability and resolution of single rows have no interval: nothing is known of their noise, and it is said")
    func noise() throws {
        let rows = [(0, 0.1), (1, 0.2), (1, 0.3), (0, 0.4)]
        for name in ["brier-reliability", "brier-resolution"] {
            #expect(try Self.estimate(name, evidence(rows)).flags == [.loneScores])
            #expect(try Self.estimate(name, evidence(rows + rows)).flags.isEmpty)
        }
        #expect(try Self.estimate("brier-reliability", evidence(rows)).interval == nil)
        let more = rows + rows + [(1, 0.1), (1, 0.2), (0, 0.3), (0, 0.4)]
        for name in ["brier-reliability", "brier-resolution"] {
            let estimate = try Self.estimate(name, evidence(more))
            #expect(estimate.interval?.method == .debiasedT)
            #expect(estimate.interval?.lower == 0)
        }
    }

    @Test("Gaps between groups have limits recovered from both, and bounds where bins hide the order")
    func contrasts() throws {
        let (one, two) = (try Self.cube(3), try Self.cube(4))
        for metric in Metric.scored where metric.fits(binary: true) {
            for grid in [ScoreGrid.values, .tail(digits: 4)] {
                let parts = try [one, two].map { grid == .values ? $0.overall : try $0.regridding(to: grid).overall }
                var contrast = Contrast(
                    Estimator(parts[0], context: .init(model: "m", replicates: 60)),
                    against: Estimator(parts[1], context: .init(model: "m", replicates: 60)))
                let difference = contrast.difference(metric, level: 0.95, for: .gate)
                let (a, b) = (contrast.group.value(metric), contrast.reference.value(metric))
                guard let a, let b else {
                    #expect(difference.reason != nil)
                    continue
                }
                #expect(agree(difference.number, a - b, within: 1e-12), "\(metric.name)")
                if let interval = difference.interval { #expect(interval.contains(a - b), "\(metric.name)") }
                let isKnown =
                    !["spiegelhalter-z", "brier-reliability", "brier-resolution", "brier-miscalibration"]
                    .contains(metric.name) && metric.name != "brier-discrimination"
                #expect((difference.interval != nil) == isKnown || grid != .values, "\(metric.name)")
                let ratio = contrast.ratio(metric, level: 0.95, for: .gate)
                #expect(agree(ratio.number, a / b, within: 1e-12), "\(metric.name)")
                if metric.range.lowerBound < 0 { #expect(ratio.interval == nil, "\(metric.name)") }
                if let interval = ratio.interval { #expect(interval.contains(a / b), "\(metric.name)") }
            }
        }
    }

    /// What scikit-learn, Fairlearn, AIF360 and Aequitas call figures of the catalogue.
    private static let peers: [String: [String]] = [
        "accuracy": ["accuracy_score", "accuracy"], "balanced-accuracy": ["balanced_accuracy_score"],
        "true-positive-rate": ["recall_score", "true_positive_rate", "tpr"],
        "false-positive-rate": ["false_positive_rate", "fpr"], "true-negative-rate": ["true_negative_rate", "tnr"],
        "false-negative-rate": ["false_negative_rate", "fnr"],
        "positive-predictive-value": ["precision_score", "precision"], "negative-predictive-value": ["npv"],
        "false-discovery-rate": ["false_discovery_rate", "fdr"],
        "false-omission-rate": ["false_omission_rate", "for"], "f1-score": ["f1_score"],
        "jaccard-index": ["jaccard_score"], "matthews-correlation": ["matthews_corrcoef"],
        "cohen-kappa": ["cohen_kappa_score"], "roc-auc": ["roc_auc_score"],
        "average-precision": ["average_precision_score"], "brier-score": ["brier_score_loss"],
        "brier-skill-score": ["d2_brier_score"], "log-loss": ["log_loss"],
        "error-rate": ["error_rate", "zero_one_loss"],
        "base-rate": ["base_rate", "prev"], "selection-rate": ["selection_rate", "pprev"],
        "count": ["count", "group_size"],
    ]

    @Test(
        "Figures are found by the names that libraries of Python give them", arguments: peers.sorted { $0.key < $1.key }
    )
    func libraries(name: String, theirs: [String]) {
        for other in theirs { #expect(Catalogue.metric(named: other, binary: true)?.name == name, "\(other)") }
        for other in theirs where name != "count" && MetricFixtures.isBinaryOnly(name) {
            #expect(Catalogue.metric(named: "\(other):a_b", binary: false)?.name == "\(name):a_b")
        }
    }

    private static let numberedNames: [(String, String?)] = [
        ("f3", "f3-score"), ("f1.5-score", "f1.5-score"), ("f2", "f2-score"), ("f0.25", "f0.25-score"),
        ("average-precision-at-0.2", "average-precision-at-0.2"), ("f", nil), ("f-1", nil), ("f0", nil),
        ("f1.50", nil), ("f01", nil), ("f1001", nil), ("f.5", nil), ("average-precision-at-1", nil),
        ("average-precision-at-0.20", nil), ("average-precision-at-0", nil), ("fx-score", nil), ("f1e3", nil),
    ]

    @Test("Names with a number stand for the figure of that number", arguments: numberedNames)
    func numbered(name: String, canonical: String?) {
        #expect(Catalogue.metric(named: name, binary: true)?.name == canonical)
    }

    @Test("F scores of any β are what they are by rows", arguments: [0.1, 0.7, 3, 12.5])
    func anyBeta(beta: Double) throws {
        let evidence = GroupEvidence.binary(truePositives: 21, falsePositives: 8, falseNegatives: 5, trueNegatives: 90)
        let (precision, recall) = (21.0 / 29, 21.0 / 26)
        let square = beta * beta
        let name = beta == beta.rounded() ? "f\(Int(beta))" : "f\(beta)"
        #expect(
            agree(
                try MetricFixtures.estimate(name, evidence).number,
                (1 + square) * precision * recall / (square * precision + recall), within: 1e-12))
    }

    @Test("Ranking figures need no probabilities, calibration does")
    func kinds() {
        let needed = Metric.scored.filter(\.needsProbabilities).map(\.name)
        for name in ["roc-auc", "gini", "kolmogorov-smirnov", "average-precision", "average-precision-at-0.5"] {
            #expect(!needed.contains(name))
        }
        #expect(needed.count == Metric.scored.count - 5)
    }
}
