import Testing

@testable import Statistics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Simultaneous bands")
struct SimultaneousBandsTests {
    private func samples(_ counts: [(Int, Int)], first: Int = 0, name: String = "") -> [GroupSample] {
        counts.enumerated().map { index, pair in
            GroupSample(
                group: first + index, successes: Double(pair.0), trials: Double(pair.1),
                stream: "\(name)\(pair.0)/\(pair.1) \(first + index)")
        }
    }

    private let rates = [(30, 100), (45, 150), (10, 50), (0, 12), (7, 7)]

    @Test("Bands do not depend on the order of groups")
    func order() throws {
        let one = samples(rates)
        for scale in [SimultaneousBands.Scale.identity, .logarithm, .logit] {
            for contrasts in [SimultaneousBands.Contrasts.allPairs, .complement, .against(group: 2)] {
                func value(_ samples: [GroupSample]) -> Double? {
                    SimultaneousBands(
                        [samples], contrasts: contrasts, scale: scale, level: 0.95, replicates: 300, seed: 4
                    )?.criticalValue
                }
                let (first, second) = (try #require(value(one)), try #require(value(one.reversed())))
                #expect(abs(first - second) < 1e-12)
            }
        }
    }

    /// The definition, word for word: T* = max |θ* − θ|/σ*, its quantile from smoothed cells and at no disparity.
    @Test("All pairs on the identity scale are what ten obvious lines give", arguments: [0.8, 0.95])
    func slowTwin(level: Double) throws {
        let samples = samples(rates)
        let (replicates, seed) = (400, UInt64(9))
        func quantile(_ purpose: String, _ probabilities: [Double]) -> Double {
            let values = (0..<replicates).map { replicate -> Double in
                let drawn = zip(samples, probabilities).map { sample, p -> Double in
                    var random = RandomStream(
                        seed: seed, name: "\(purpose):\(sample.stream)", replicate: UInt32(replicate))
                    return Double(random.binomial(trials: Int(sample.trials), probability: p))
                }
                var largest = 0.0
                for i in samples.indices {
                    for j in samples.indices where i != j {
                        let theta = drawn[i] / samples[i].trials - drawn[j] / samples[j].trials
                        let variance = [i, j].reduce(0.0) {
                            let p = (drawn[$1] + 0.5) / (samples[$1].trials + 1)
                            return $0 + p * (1 - p) / samples[$1].trials
                        }
                        largest = max(
                            largest, abs(theta - (probabilities[i] - probabilities[j])) / variance.squareRoot())
                    }
                }
                return largest
            }.sorted()
            return Quantile.type7(sorted: values, probability: level) ?? .nan
        }
        let pooled = (92 + 0.5) / (319 + 1)
        let expected = max(
            quantile("max-T", samples.map { ($0.successes + 0.5) / ($0.trials + 1) }),
            quantile("max-T at no disparity", samples.map { _ in pooled }))
        let bands = try #require(
            SimultaneousBands(
                [samples], contrasts: .allPairs, scale: .identity, level: level, replicates: replicates, seed: seed))
        #expect(abs(bands.criticalValue - expected) < 1e-12)
        #expect(bands.contrasts.count == 10)
        for contrast in bands.contrasts {
            let reference = try #require(contrast.reference)
            #expect(abs(contrast.value - (samples[contrast.group].value - samples[reference].value)) < 1e-15)
            #expect(contrast.deviation > 0)
        }
        let (lower, upper) = bands.largestAbsolute()
        #expect(lower > 0 && upper > 1, "7 of 7 and 0 of 12 lie a whole unit apart")
    }

    @Test("More comparisons need wider limits, and one comparison is a t interval of a difference")
    func width() throws {
        func critical(_ count: Int) throws -> Double {
            try #require(
                SimultaneousBands(
                    [samples(Array(repeating: (90, 300), count: count))], contrasts: .allPairs, scale: .identity,
                    level: 0.95, replicates: 4_000, seed: 1)
            ).criticalValue
        }
        // Quantiles of the range of 2, 4 and 8 normal variables over √2 (studentized range, infinite degrees).
        for (count, range) in [(2, 2.772), (4, 3.633), (8, 4.286)] {
            #expect(abs(try critical(count) - range / 2.0.squareRoot()) < 0.12, "\(count)")
        }
    }

    @Test("Nothing to compare has no bands")
    func nothing() {
        #expect(
            SimultaneousBands([], contrasts: .allPairs, scale: .identity, level: 0.95, replicates: 10, seed: 0) == nil)
        #expect(
            SimultaneousBands(
                [samples([(1, 2)])], contrasts: .allPairs, scale: .identity, level: 0.95, replicates: 10, seed: 0)
                == nil)
        #expect(
            SimultaneousBands(
                [samples([(1, 2)])], contrasts: .complement, scale: .identity, level: 0.95, replicates: 10, seed: 0)
                == nil)
    }

    /// METHODS §3.5: .13 for eight groups of 100 at .3, .24 for twenty of 50.
    @Test("A model without disparity shows a range", arguments: [(8, 100, 0.13), (20, 50, 0.24)])
    func expected(groups: Int, rows: Int, range: Double) throws {
        let mean = NoDisparity.mean(
            [samples(Array(repeating: (rows * 3 / 10, rows), count: groups))], replicates: 1_000, seed: 3
        ) { ($0[0].max() ?? 0) - ($0[0].min() ?? 0) }
        #expect(abs(try #require(mean) - range) < 0.005)
    }
}

@Suite("Figures pooled over strata and between groups")
struct PooledFigureTests {
    private func two(_ x1: Double, _ n1: Double, _ x0: Double, _ n0: Double) -> TwoProportions {
        TwoProportions(successes1: x1, trials1: n1, successes0: x0, trials0: n0)
    }

    @Test("Pooled difference and ratio are the weighted sums of the strata")
    func pooled() throws {
        let pooled = MantelHaenszel([two(14, 20, 4, 10), two(9, 20, 8, 30), two(3, 20, 2, 30), two(1, 1, 0, 0)])
        #expect(pooled.strata.count == 3)
        #expect(pooled.rows == 130)
        let weights: [Double] = [200.0 / 30, 12, 12]
        let gaps: [Double] = [0.3, 0.45 - 8.0 / 30, 0.15 - 2.0 / 30]
        let weighted = weights[0] * gaps[0] + weights[1] * gaps[1] + weights[2] * gaps[2]
        let difference = weighted / (weights[0] + 24)
        #expect(abs(try #require(pooled.difference) - difference) < 1e-15)
        let (top, bottom) = pooled.ratioSums
        // statsmodels 0.15.0, StratifiedTable(...).riskratio_pooled of the same three tables.
        #expect(abs(top / bottom - 1.78) < 1e-12)
        let interval = try #require(pooled.ratioInterval(level: 0.95))
        #expect(interval.contains(top / bottom) && interval.lower > 1 && interval.method == .stratifiedNormal)
        #expect(try #require(pooled.differenceInterval(level: 0.95)).contains(difference))
    }

    @Test("One stratum alone is the two proportions themselves, and is homogeneous with nothing")
    func single() throws {
        let pooled = MantelHaenszel([two(30, 100, 20, 80)])
        #expect(abs(try #require(pooled.difference) - 0.05) < 1e-15)
        let katz = try #require(two(30, 100, 20, 80).katzLogRatio(level: 0.95))
        let ratio = try #require(pooled.ratioInterval(level: 0.95))
        #expect(abs(katz.lower - ratio.lower) < 1e-12 && abs(katz.upper - ratio.upper) < 1e-12)
        #expect(pooled.homogeneity() == nil)
        #expect(MantelHaenszel([]).difference == nil)
    }

    /// Sizes found by simulation at α = .05 with 4,000 runs: .043 to .060 for strata of ten rows a group and more.
    @Test("Equal gaps are called unequal about as often as α says", arguments: [(5, 50, 0.3, 0.1), (20, 10, 0.3, 0)])
    func size(strata: Int, rows: Int, rate: Double, gap: Double) throws {
        var rejected = 0
        let runs = 1_000
        for run in 0..<runs {
            let tables = (0..<strata).map { stratum -> TwoProportions in
                var random = RandomStream(seed: 5, name: "size", replicate: UInt32(run), cell: UInt64(stratum))
                return two(
                    Double(random.binomial(trials: rows, probability: rate + gap)), Double(rows),
                    Double(random.binomial(trials: rows, probability: rate)), Double(rows))
            }
            if try #require(MantelHaenszel(tables).homogeneity()).pValue < 0.05 { rejected += 1 }
        }
        #expect((0.03...0.07).contains(Double(rejected) / Double(runs)), "\(rejected) of \(runs)")
    }

    @Test("Unequal gaps are found")
    func power() throws {
        let unequal = MantelHaenszel([two(60, 100, 30, 100), two(30, 100, 60, 100)])
        #expect(abs(try #require(unequal.difference)) < 1e-15)
        #expect(try #require(unequal.homogeneity()).pValue < 1e-6)
        #expect(try #require(unequal.homogeneity(ofRatios: true)).pValue < 1e-4)
    }

    @Test("What sampling explains is taken off the spread between groups")
    func spread() throws {
        let equal = BetweenGroupVariance(values: [0.3, 0.32, 0.28], variances: [0.002, 0.002, 0.002])
        #expect(equal.standardDeviation == 0)
        #expect(try #require(equal.interval(level: 0.95, largest: 1)).lower == 0)
        let apart = BetweenGroupVariance(values: [0.1, 0.5], variances: [0.001, 0.003])
        #expect(abs(try #require(apart.standardDeviation) - (0.08 - 0.002).squareRoot()) < 1e-15)
        let interval = try #require(apart.interval(level: 0.95, largest: 1))
        #expect(interval.lower > 0 && interval.method == .qProfile)
        #expect(BetweenGroupVariance(values: [0.3], variances: [0.1]).standardDeviation == nil)
    }

    @Test("The spread of normal groups is covered", arguments: [0.0, 0.05, 0.15])
    func coverage(deviation: Double) throws {
        var covered = 0
        let runs = 400
        for run in 0..<runs {
            var random = RandomStream(seed: 6, name: "spread", replicate: UInt32(run))
            let variances = (0..<8).map { _ in 0.001 + 0.003 * random.uniform() }
            let values = variances.map { 0.4 + random.normal() * (deviation * deviation + $0).squareRoot() }
            let interval = BetweenGroupVariance(values: values, variances: variances).interval(level: 0.95, largest: 1)
            if try #require(interval).contains(deviation) { covered += 1 }
        }
        #expect(Double(covered) / Double(runs) >= 0.92)
    }
}
