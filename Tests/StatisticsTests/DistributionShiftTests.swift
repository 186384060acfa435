import Testing

@testable import Statistics

@Suite("Shifts between distributions")
struct DistributionShiftTests {
    @Test("METHODS §8: stability index, its critical value, and Jensen–Shannon")
    func anchors() throws {
        let shift = try #require(DistributionShift(before: [100, 200, 300, 400], after: [120, 180, 330, 370]))
        #expect(abs(shift.stabilityIndex - 0.0109518) < 1e-7)
        #expect(abs(try #require(shift.criticalStabilityIndex()) - 0.0156295) < 1e-7)
        #expect(abs(shift.jensenShannon - 0.0019736) < 1e-7)
        #expect(abs(shift.parts.reduce(0, +) - shift.stabilityIndex) < 1e-15)
    }

    @Test("METHODS §8: the beta-binomial sequence")
    func sequence() throws {
        let interval = try #require(RateSequence.interval(successes: 30, trials: 100, level: 0.95))
        #expect(abs(interval.lower - 0.1656515) < 1e-7 && abs(interval.upper - 0.4628399) < 1e-7)
        for (x, n) in [(0, 50), (50, 50), (0, 0)] {
            let edge = try #require(RateSequence.interval(successes: x, trials: n, level: 0.95))
            #expect(x > 0 || edge.lower == 0)
            #expect(x < n || edge.upper == 1)
        }
        #expect(RateSequence.interval(successes: 3, trials: 2, level: 0.95) == nil)
    }

    @Test("A rate that does not change is left out at some look no more often than promised")
    func everyLook() {
        var (left, fixed) = (0, 0)
        let runs = 300
        for run in 0..<runs {
            var random = RandomStream(seed: 2, name: "looks", replicate: UInt32(run))
            var (x, n) = (0, 0)
            var (isOut, isFixedOut) = (false, false)
            for _ in 0..<100 {
                x += random.binomial(trials: 50, probability: 0.2)
                n += 50
                if let own = RateSequence.interval(successes: x, trials: n, level: 0.95), !own.contains(0.2) {
                    isOut = true
                }
                let wilson = Proportion.wilson(successes: Double(x), trials: Double(n), level: 0.95)
                if let wilson, !wilson.contains(0.2) { isFixedOut = true }
            }
            if isOut { left += 1 }
            if isFixedOut { fixed += 1 }
        }
        #expect(Double(left) / Double(runs) <= 0.05)
        #expect(Double(fixed) / Double(runs) > 0.2)
    }

    @Test("Without a shift the index exceeds its critical value as often as the level says")
    func size() throws {
        var exceeded = 0
        let runs = 2_000
        for run in 0..<runs {
            var random = RandomStream(seed: 3, name: "shift", replicate: UInt32(run))
            var (before, after) = ([0, 0, 0, 0, 0], [0, 0, 0, 0, 0])
            for _ in 0..<400 { before[Int(random.uniform() * 5)] += 1 }
            for _ in 0..<700 { after[Int(random.uniform() * 5)] += 1 }
            let shift = try #require(DistributionShift(before: before, after: after))
            if shift.stabilityIndex > (shift.criticalStabilityIndex() ?? .infinity) { exceeded += 1 }
        }
        #expect(Double(exceeded) / Double(runs) < 0.065 && Double(exceeded) / Double(runs) > 0.035)
    }

    @Test("An empty bin counts half a row, and sides without rows have no shift")
    func edges() throws {
        let shift = try #require(DistributionShift(before: [10, 0, 5], after: [8, 4, 0]))
        let (a, c) = ([10.5, 0.5, 5.5].map { $0 / 16.5 }, [8.5, 4.5, 0.5].map { $0 / 13.5 })
        let expected = zip(a, c).reduce(0) { $0 + ($1.1 - $1.0) * LogScale.logarithm($1.1 / $1.0) }
        #expect(abs(shift.stabilityIndex - expected) < 1e-12 && shift.jensenShannon > 0 && shift.jensenShannon <= 1)
        #expect(
            DistributionShift(before: [0, 0], after: [1, 2]) == nil
                && DistributionShift(before: [1], after: [1, 2]) == nil)
        let apart = try #require(DistributionShift(before: [10, 0], after: [0, 7]))
        #expect(abs(apart.jensenShannon - 1) < 1e-12)
        let sample = try #require(SampleShift([(0.1, 3, 0), (0.4, 1, 2), (0.9, 0, 2)]))
        #expect(sample.largestGap == 0.75 && abs(sample.distance - (0.3 * 0.75 + 0.5 * 0.5)) < 1e-12)
        #expect(SampleShift([(0.1, 3, 0)]) == nil)
    }
}
