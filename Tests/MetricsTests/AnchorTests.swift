import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

/// The scored table of METHODS §8, n = 20: value: negatives, positives; decision at .5.
@Suite("The scored table of the method")
struct AnchorTests {
    private static let scores = ScoreCounts(
        values: [0.1, 0.4, 0.6, 0.9], negatives: [4, 3, 2, 1], positives: [1, 2, 3, 4])
    private static let evidence = GroupEvidence(
        confusion: Confusion(rows: [[7, 3], [3, 7]]), scores: [scores])

    private func estimate(_ name: String) throws -> Estimate {
        try MetricFixtures.estimate(name, Self.evidence)
    }

    @Test(
        "Values",
        arguments: [
            ("accuracy", 0.7), ("balanced-accuracy", 0.7), ("f1", 0.7), ("mcc", 0.4), ("kappa", 0.4),
            ("roc-auc", 0.75), ("average-precision", 0.7), ("brier", 0.205), ("log-loss", 0.6089085490671634),
            ("base-rate", 0.5), ("mean-score", 0.5), ("ks", 0.4), ("gini", 0.5), ("brier-reliability", 0.005),
            ("brier-resolution", 0.05), ("brier-uncertainty", 0.25), ("brier-skill-score", 0.18),
            ("ece", 0.05), ("ace", 0.05), ("calibration-in-the-large", 0), ("o/e", 1), ("calibration-offset", 0),
            // Four values of five rows: gaps of .1, 0, 0, .1 and rates of .2, .4, .6, .8.
            ("debiased-calibration-error", -0.045),
            ("mean-score-of-positives", 0.63),
            ("mean-score-of-negatives", 0.37),
        ])
    func values(name: String, expected: Double) throws {
        #expect(agree(try estimate(name).number, expected, within: 1e-14))
        #expect(try estimate(name).n == (name.hasPrefix("mean-score-of") ? 10 : 20))
    }

    @Test("The calibration line has slope .6492933 and intercept 0")
    func line() throws {
        let slope = try estimate("calibration-slope")
        #expect(abs(try #require(slope.number) - 0.6492933) < 1e-7)
        #expect(slope.interval?.method == .wald)
        #expect(abs(try #require(try estimate("calibration-intercept").number)) < 1e-12)
        // No bin of five rows is large enough for a largest gap.
        #expect(try estimate("maximum-calibration-error").reason == .tooFewRows)
    }

    @Test("DeLong's variance is 0.0122222222, and so by the definition over all pairs")
    func delong() throws {
        let area = try #require(RankedScores.areaUnderROC(Self.scores))
        #expect(abs((area.variance ?? 0) - 0.0122222222) < 1e-9)
        let interval = try #require(try MetricFixtures.estimate("roc-auc", Self.evidence).interval)
        // Ten positives and ten negatives suffice for the logit scale.
        #expect(interval.method == .delongLogit)
        #expect(abs(interval.lower - 0.4857474) < 1e-7)
        #expect(abs(interval.upper - 0.9050165) < 1e-7)
    }

    @Test("With nine of a class, and at an area of 1, the interval is Newcombe's")
    func newcombe() throws {
        func interval(_ scores: ScoreCounts) throws -> Interval? {
            try MetricFixtures.estimate(
                "roc-auc", GroupEvidence(confusion: Confusion(classCount: 2), scores: [scores])
            ).interval
        }
        let perfect = try #require(
            try interval(ScoreCounts(values: [0.1, 0.9], negatives: [10, 0], positives: [0, 10])))
        #expect(perfect.method == .newcombeAUC)
        #expect(abs(perfect.lower - 0.8002136) < 1e-7)
        #expect(perfect.upper == 1)
        let nine = try interval(ScoreCounts(values: [0.1, 0.9], negatives: [8, 1], positives: [3, 9]))
        #expect(nine?.method == .newcombeAUC)
        // Equal scores: the variance is 0, and knows nothing.
        let constant = try #require(try interval(ScoreCounts(values: [0.5], negatives: [20], positives: [20])))
        #expect(constant.method == .newcombeAUC)
        #expect(constant.lower < 0.4 && constant.upper > 0.6)
    }

    @Test("Proportions have Wilson's limits", arguments: [(81, 263, 0.2552885, 0.3662096), (0, 20, 0, 0.1611252)])
    func wilson(x: Int, n: Int, lower: Double, upper: Double) throws {
        let interval = try #require(
            try MetricFixtures.estimate("tpr", MetricFixtures.share(x, of: n).evidence).interval)
        #expect(interval.method == .wilson)
        #expect(abs(interval.lower - lower) < 1e-7)
        #expect(abs(interval.upper - upper) < 1e-7)
    }

    @Test(
        "Differences of proportions: Newcombe shown, Miettinen–Nurminen at gates",
        arguments: [
            ([56, 70, 48, 80], [0.0524315, 0.3338727], [0.0528297, 0.3381729]),
            ([9, 10, 3, 10], [0.1705227, 0.8090180], [0.1700250, 0.8406495]),
            ([5, 56, 0, 29], [-0.0381371, 0.1925600], [-0.0325966, 0.1933310]),
            ([10, 10, 0, 20], [0.6790861, 1], [0.7156187, 1]),
        ])
    func differences(counts: [Int], shown: [Double], gate: [Double]) throws {
        let tpr = try MetricFixtures.metric("tpr")
        var contrast = Contrast(
            MetricFixtures.share(counts[0], of: counts[1]), against: MetricFixtures.share(counts[2], of: counts[3]))
        for (purpose, limits) in [(IntervalPurpose.display, shown), (.gate, gate)] {
            let estimate = contrast.difference(tpr, level: 0.95, for: purpose)
            #expect(estimate.n == counts[1] + counts[3])
            #expect(abs((estimate.interval?.lower ?? .nan) - limits[0]) < 1e-7)
            #expect(abs((estimate.interval?.upper ?? .nan) - limits[1]) < 1e-7)
        }
        let ratio = contrast.ratio(tpr, level: 0.95, for: .gate)
        if counts[2] == 48 {
            #expect(abs((ratio.interval?.lower ?? .nan) - 1.0790471) < 1e-7)
            #expect(abs((ratio.interval?.upper ?? .nan) - 1.6721454) < 1e-7)
        } else if counts[2] == 0 {
            #expect(ratio.reason == .zeroReference)
            #expect(ratio.interval?.upper == .infinity)
        }
    }

    @Test("0/0 has no ratio and no interval")
    func bothZero() throws {
        let none = MetricFixtures.share(0, of: 20)
        var contrast = Contrast(none, against: none)
        let ratio = contrast.ratio(try MetricFixtures.metric("tpr"), level: 0.95, for: .gate)
        #expect(ratio.reason == .bothZero)
        #expect(ratio.interval == nil)
    }
}
