import Testing

@testable import Statistics

@Suite("Resampling of cells")
struct ResamplingTests {
    @Test("A Dirichlet draw does not depend on which other draws are made")
    func dirichletIsKeyed() {
        let posterior = DirichletJeffreys(counts: [7, 3, 0, 7], seed: 1, stream: "cells")
        var all: [[Double]] = []
        posterior.forEachDraw(0..<40) { _, probabilities in all.append(probabilities) }
        var parts: [[Double]] = []
        for range in [0..<1, 1..<25, 25..<40] {
            posterior.forEachDraw(range) { replicate, probabilities in
                #expect(replicate == parts.count)
                parts.append(probabilities)
            }
        }
        #expect(all == parts)
        #expect(Set(all).count == 40)
        for draw in all {
            #expect((draw.reduce(0, +) - 1).magnitude < 1e-14)
            #expect(draw.allSatisfy { $0 > 0 })
        }
        var other: [[Double]] = []
        DirichletJeffreys(counts: [7, 3, 0, 7], seed: 1, stream: "cells of another group").forEachDraw(0..<40) {
            other.append($1)
        }
        #expect(Set(all).isDisjoint(with: other))
    }

    @Test("Dirichlet draws have the posterior's means and variances")
    func dirichletMoments() {
        let counts = [12, 0, 3, 40]
        let posterior = DirichletJeffreys(counts: counts, seed: 2, stream: "moments")
        let draws = 6000
        var sums = [Double](repeating: 0, count: 4)
        var squares = sums
        posterior.forEachDraw(0..<draws) { _, p in
            for cell in p.indices {
                sums[cell] += p[cell]
                squares[cell] += p[cell] * p[cell]
            }
        }
        let total = 55.0 + 2
        for cell in counts.indices {
            let mean = (Double(counts[cell]) + 0.5) / total
            let variance = mean * (1 - mean) / (total + 1)
            let drawn = sums[cell] / Double(draws)
            #expect((drawn - mean).magnitude < 4 * (variance / Double(draws)).squareRoot())
            #expect((squares[cell] / Double(draws) - drawn * drawn) / variance < 1.2)
            #expect((squares[cell] / Double(draws) - drawn * drawn) / variance > 0.8)
        }
    }

    @Test("With two cells the drawn interval is the Jeffreys interval, within Monte Carlo error")
    func dirichletIsJeffreys() throws {
        for (x, n) in [(0, 20), (15, 148), (9, 10)] {
            let posterior = DirichletJeffreys(counts: [x, n - x], seed: 3, stream: "jeffreys")
            var values: [Double] = []
            posterior.forEachDraw(0..<4000) { _, p in values.append(p[0]) }
            let drawn = try #require(DirichletJeffreys.quantileInterval(values: values, level: 0.9))
            let shape = BetaDistribution(Double(x) + 0.5, Double(n - x) + 0.5)
            let sorted = values.sorted()
            for (limit, probability) in [(drawn.lower, 0.05), (drawn.upper, 0.95)] {
                let error = try #require(Quantile.monteCarloStandardError(sorted: sorted, probability: probability))
                #expect((limit - shape.quantile(probability)).magnitude < 4 * error)
            }
        }
    }

    @Test("An estimate at the end of its range lies inside its interval")
    func dirichletEdge() throws {
        let values = [0.2, 0.5, 0.9, 0.95]
        let perfect = try #require(
            DirichletJeffreys.quantileInterval(values: values, estimate: 1, range: 0...1, level: 0.5))
        #expect(perfect.upper == 1 && perfect.lower == (0.2 + 0.75 * 0.3))
        let inside = try #require(
            DirichletJeffreys.quantileInterval(values: values, estimate: 0.8, range: 0...1, level: 0.5))
        #expect(inside.upper < 0.95 && inside.method == .dirichletJeffreys)
        #expect(DirichletJeffreys.quantileInterval(values: [1, .nan], level: 0.5) == nil)
        #expect(DirichletJeffreys.quantileInterval(values: [], level: 0.5) == nil)
    }

    @Test("Dirichlet–Jeffreys covers F₁ of a small group where the bootstrap does not")
    func coverage() throws {
        // METHODS 3.3: F₁ at (.28, .01, .02, .69), n = 30: percentile .61, Dirichlet–Jeffreys .95.
        func f1(_ tp: Double, _ fp: Double, _ fn: Double) -> Double { 2 * tp / (2 * tp + fp + fn) }
        let truth = f1(0.28, 0.01, 0.02)
        let rows = MultinomialSampler(weights: [0.28, 0.01, 0.02, 0.69])
        let key = RandomStream.Key(seed: 4, name: "coverage samples")
        let runs = 250
        var covered = (posterior: 0, bootstrap: 0)
        var counts: [Int] = []
        for run in 0..<runs {
            rows.draw(trials: 30, key: key, replicate: UInt32(run), into: &counts)
            let estimate = f1(Double(counts[0]), Double(counts[1]), Double(counts[2]))
            var values: [Double] = []
            DirichletJeffreys(counts: counts, seed: UInt64(run), stream: "posterior").forEachDraw(0..<300) { _, p in
                values.append(f1(p[0], p[1], p[2]))
            }
            let interval = try #require(
                DirichletJeffreys.quantileInterval(values: values, estimate: estimate, range: 0...1, level: 0.95))
            if interval.contains(truth) { covered.posterior += 1 }
            values = []
            CellBootstrap(counts: counts, seed: UInt64(run), stream: "bootstrap").forEachDraw(0..<300) { _, c in
                // A draw of true negatives only has no F₁.
                if c[3] < 30 { values.append(f1(Double(c[0]), Double(c[1]), Double(c[2]))) }
            }
            let percentile = try #require(DirichletJeffreys.quantileInterval(values: values, level: 0.95))
            if percentile.contains(truth) { covered.bootstrap += 1 }
        }
        // Four standard errors of 250 runs are .055 at .95 and .12 at .61.
        #expect((Double(covered.posterior) / Double(runs) - 0.95).magnitude < 0.055)
        #expect((Double(covered.bootstrap) / Double(runs) - 0.61).magnitude < 0.12)
    }

    @Test("A bootstrap draw keeps the total, leaves empty cells empty and is keyed by its replicate")
    func bootstrapIsKeyed() {
        let bootstrap = CellBootstrap(counts: [0, 5, 1, 0, 94, 0], seed: 5, stream: "cells")
        var all: [[Int]] = []
        bootstrap.forEachDraw(0..<60) { _, counts in all.append(counts) }
        for counts in all {
            #expect(counts.reduce(0, +) == 100)
            #expect(counts[0] == 0 && counts[3] == 0 && counts[5] == 0)
        }
        bootstrap.forEachDraw(30..<31) { replicate, counts in
            #expect(replicate == 30)
            #expect(counts == all[30])
        }
        CellBootstrap(counts: [0, 0], seed: 5, stream: "nobody").forEachDraw(0..<1) { #expect($1 == [0, 0]) }
    }

    @Test("Bootstrap counts follow the law of rows drawn with replacement")
    func bootstrapLaw() {
        // Four rows in cells (2, 1, 1): all 15 ways to spread four rows, by the multinomial formula.
        let shares = [0.5, 0.25, 0.25]
        let factorial = [1.0, 1, 2, 6, 24]
        func power(_ base: Double, _ exponent: Int) -> Double {
            (0..<exponent).reduce(1) { product, _ in product * base }
        }
        var keys: [[Int]] = []
        var expected: [Double] = []
        for a in 0...4 {
            for b in 0...(4 - a) {
                let c = 4 - a - b
                keys.append([a, b, c])
                expected.append(
                    factorial[4] / (factorial[a] * factorial[b] * factorial[c])
                        * power(shares[0], a) * power(shares[1], b) * power(shares[2], c))
            }
        }
        var observed: [[Int]: Int] = [:]
        CellBootstrap(counts: [2, 1, 1], seed: 6, stream: "law").forEachDraw(0..<20_000) {
            observed[$1, default: 0] += 1
        }
        #expect(GoodnessOfFit(keys.map { observed[$0] ?? 0 }, shares: expected).isGood)
    }

    @Test("BCa limits are the adjusted quantiles")
    func bca() throws {
        // Replicates 0 … 999 and an estimate above 400 of them, so z₀ = Φ⁻¹(.4).
        let replicates = (0..<1000).map(Double.init)
        let bias = NormalDistribution.quantile(0.4)
        for acceleration in [0.0, 0.05, -0.03] {
            let interval = try #require(
                BCa.interval(
                    estimate: 399.5, replicates: replicates.reversed(), dropped: 10, acceleration: acceleration,
                    level: 0.9))
            for (limit, z) in [(interval.lower, -1.6448536269514722), (interval.upper, 1.6448536269514722)] {
                let share = NormalDistribution.cdf(bias + (bias + z) / (1 - acceleration * (bias + z)))
                #expect((limit - 999 * share).magnitude < 1e-9)
            }
            #expect(interval.method == .bca)
        }
        // Ties count half: an estimate in the middle has no bias.
        let middle = try #require(
            BCa.interval(estimate: 2, replicates: [1, 2, 3], dropped: 0, acceleration: 0, level: 0.5))
        #expect((middle.lower - 1.5).magnitude < 1e-12 && (middle.upper - 2.5).magnitude < 1e-12)
    }

    @Test("BCa refuses where it cannot speak")
    func bcaRefuses() {
        let replicates = (0..<990).map(Double.init)
        func interval(_ estimate: Double, _ values: [Double], dropped: Int, _ acceleration: Double = 0) -> Interval? {
            BCa.interval(
                estimate: estimate, replicates: values, dropped: dropped, acceleration: acceleration, level: 0.95)
        }
        #expect(interval(500, replicates, dropped: 10) != nil)
        #expect(interval(500, replicates, dropped: 11) == nil)
        #expect(BCa.droppedShare(estimable: 990, dropped: 10) == 0.01)
        #expect(interval(1, [], dropped: 0) == nil)
        #expect(interval(1, [1, 1, 1], dropped: 0) == nil)
        #expect(interval(-1, replicates, dropped: 0) == nil)
        #expect(interval(2000, replicates, dropped: 0) == nil)
        #expect(interval(500, replicates, dropped: 0, 0.9) == nil)
        #expect(interval(500, replicates + [.nan], dropped: 0) == nil)
    }

    @Test("Acceleration from cells is acceleration from rows")
    func acceleration() {
        let counts = [4, 0, 9, 1]
        let influences = [0.5, 99, -0.25, 3]
        var rows: [Double] = []
        for (count, influence) in zip(counts, influences) { rows += Array(repeating: influence, count: count) }
        let mean = rows.reduce(0, +) / Double(rows.count)
        let squares = rows.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
        let cubes = rows.map { ($0 - mean) * ($0 - mean) * ($0 - mean) }.reduce(0, +)
        let expected = cubes / (6 * squares * squares.squareRoot())
        #expect(expected > 0.1)
        #expect((BCa.acceleration(counts: counts, influences: influences) - expected).magnitude < 1e-15)
        #expect(BCa.acceleration(counts: [3, 4], influences: [2, 2]) == 0)
    }

    @Test("Type-7 quantiles interpolate between the first and the last value")
    func quantiles() {
        let sorted = [1.0, 2, 4, 8]
        for (probability, value) in [(0.0, 1.0), (1, 8), (0.5, 3), (0.25, 1.75), (0.9, 6.8), (1.0 / 3, 2)] {
            let quantile = Quantile.type7(sorted: sorted, probability: probability)
            #expect(quantile.map { ($0 - value).magnitude < 1e-12 } == true)
        }
        #expect(Quantile.type7(sorted: [], probability: 0.5) == nil)
        #expect(Quantile.type7(sorted: [5], probability: 0.3) == 5)
        #expect(Quantile.type7(sorted: sorted, probability: 1.01) == nil)
        #expect(Quantile.type7(sorted: [-.infinity, 0, .infinity], probability: 0.25) == -.infinity)
        #expect(Quantile.type7(sorted: [-.infinity, 0, .infinity], probability: 0.75) == .infinity)
        #expect(Quantile.type7(sorted: [0, .infinity, .infinity], probability: 0.75) == .infinity)
    }

    @Test("A compensated sum keeps what a plain sum loses")
    func compensated() {
        var sum = CompensatedSum()
        for term in [1, 1e100, 1, -1e100] { sum.add(term) }
        #expect(sum.value == 2)
        sum.add(.infinity)
        #expect(sum.value == .infinity)
    }
}
