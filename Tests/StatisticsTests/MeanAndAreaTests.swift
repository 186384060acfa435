import Testing

@testable import Statistics

@Suite("Intervals for means and areas")
struct MeanAndAreaTests {
    @Test("Welch's interval with a constant second sample is the t interval of the first, shifted")
    func welch() throws {
        let first = MeanInterval.Sample(mean: 4, sampleVariance: 2.25, count: 12)
        let second = MeanInterval.Sample(mean: 1.5, sampleVariance: 0, count: 5)
        let difference = try #require(MeanInterval.welchDifference(first, second, level: 0.9))
        let alone = try #require(MeanInterval.studentT(mean: 4, sampleVariance: 2.25, count: 12, level: 0.9))
        #expect((difference.lower - (alone.lower - 1.5)).magnitude < 1e-12)
        #expect((difference.upper - (alone.upper - 1.5)).magnitude < 1e-12)
        #expect(difference.method == .welchT && alone.method == .studentT)
        let mirror = try #require(MeanInterval.welchDifference(second, first, level: 0.9))
        #expect(mirror.lower == -difference.upper && mirror.upper == -difference.lower)
    }

    @Test("One row has no standard error")
    func refused() {
        #expect(MeanInterval.studentT(mean: 1, sampleVariance: 1, count: 1, level: 0.95) == nil)
        #expect(MeanInterval.studentT(mean: 1, sampleVariance: -1, count: 9, level: 0.95) == nil)
        #expect(MeanInterval.studentT(mean: .nan, sampleVariance: 1, count: 9, level: 0.95) == nil)
        let good = MeanInterval.Sample(mean: 1, sampleVariance: 1, count: 9)
        let single = MeanInterval.Sample(mean: 1, sampleVariance: 0, count: 1)
        #expect(MeanInterval.welchDifference(good, single, level: 0.95) == nil)
        #expect(MeanInterval.welchDifference(single, good, level: 0.95) == nil)
    }

    @Test("A t interval has the degrees of freedom of its rows, and ends as a normal one")
    func studentT() throws {
        // Two rows: t at one degree of freedom is tan(π(p − ½)); .975 gives 12.7062047.
        let two = try #require(MeanInterval.studentT(mean: 0, sampleVariance: 2, count: 2, level: 0.95))
        #expect((two.upper - 12.706204736174704).magnitude < 1e-10)
        let many = try #require(MeanInterval.studentT(mean: 0, sampleVariance: 1e10, count: 1e10, level: 0.95))
        #expect((many.upper - 1.959963984540054).magnitude < 1e-8)
    }

    @Test("An area's interval is mirrored by turning the scores round, and holds the area")
    func mirroredAreas() throws {
        for (auc, positives, negatives) in [(0.75, 10.0, 10.0), (0.93, 4, 50), (0.5, 3, 3), (1, 7, 2), (0, 1, 1)] {
            let interval = try #require(
                AreaUnderCurve.newcombeMethod5(auc: auc, positives: positives, negatives: negatives, level: 0.9))
            let mirror = try #require(
                AreaUnderCurve.newcombeMethod5(auc: 1 - auc, positives: negatives, negatives: positives, level: 0.9))
            #expect((interval.lower + mirror.upper - 1).magnitude < 1e-12)
            #expect((interval.upper + mirror.lower - 1).magnitude < 1e-12)
            #expect(interval.contains(auc) && interval.lower < interval.upper)
            #expect(interval.lower >= 0 && interval.upper <= 1)
        }
        let logit = try #require(AreaUnderCurve.logitInterval(auc: 0.9, variance: 0.002, level: 0.95))
        let mirror = try #require(AreaUnderCurve.logitInterval(auc: 0.1, variance: 0.002, level: 0.95))
        #expect((logit.lower + mirror.upper - 1).magnitude < 1e-12)
        #expect((logit.upper + mirror.lower - 1).magnitude < 1e-12)
    }

    @Test("An area without a logit, or without both classes, has no interval")
    func refusedAreas() {
        for auc in [0, 1, -0.1, Double.nan] {
            #expect(AreaUnderCurve.logitInterval(auc: auc, variance: 0.01, level: 0.95) == nil)
        }
        #expect(AreaUnderCurve.logitInterval(auc: 0.8, variance: .nan, level: 0.95) == nil)
        #expect(AreaUnderCurve.newcombeMethod5(auc: 0.8, positives: 0, negatives: 9, level: 0.95) == nil)
        #expect(AreaUnderCurve.newcombeMethod5(auc: 0.8, positives: 9, negatives: 0, level: 0.95) == nil)
        #expect(AreaUnderCurve.newcombeMethod5(auc: 1.1, positives: 9, negatives: 9, level: 0.95) == nil)
    }
}
