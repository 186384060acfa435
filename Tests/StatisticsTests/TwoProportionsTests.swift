import Testing

@testable import Statistics

@Suite("Intervals for two proportions")
struct TwoProportionsTests {
    /// Random tables, edges included.
    private static func tables(_ count: Int, seed: UInt64) -> [TwoProportions] {
        var stream = RandomStream(seed: seed, name: "two proportions")
        return (0..<count).map { _ in
            let n1 = Int.random(in: 1...120, using: &stream)
            let n0 = Int.random(in: 1...120, using: &stream)
            func successes(_ n: Int) -> Double {
                switch Int.random(in: 0..<6, using: &stream) {
                case 0: 0
                case 1: Double(n)
                default: Double(Int.random(in: 0...n, using: &stream))
                }
            }
            return TwoProportions(
                successes1: successes(n1), trials1: Double(n1), successes0: successes(n0), trials0: Double(n0))
        }
    }

    @Test("Swapping the groups negates a difference", arguments: [UInt64(1), 2])
    func differenceIsAntisymmetric(seed: UInt64) throws {
        for table in Self.tables(100, seed: seed) {
            for method in [TwoProportions.newcombeDifference, TwoProportions.miettinenNurminenDifference] {
                let interval = try #require(method(table)(0.95))
                let swapped = try #require(method(table.swapped)(0.95))
                #expect((interval.lower + swapped.upper).magnitude < 1e-8, "\(table), seed \(seed)")
                #expect((interval.upper + swapped.lower).magnitude < 1e-8, "\(table), seed \(seed)")
            }
        }
    }

    @Test("Swapping the groups inverts a ratio", arguments: [UInt64(3), 4])
    func ratioIsInverted(seed: UInt64) throws {
        for table in Self.tables(60, seed: seed) {
            let interval = try #require(table.scoreRatio(level: 0.9))
            let swapped = try #require(table.swapped.scoreRatio(level: 0.9))
            #expect(isClose(interval.lower * swapped.upper, orBothEnds: (interval.lower, swapped.upper)), "\(table)")
            #expect(isClose(interval.upper * swapped.lower, orBothEnds: (swapped.lower, interval.upper)), "\(table)")
        }
    }

    /// A product near 1, or 0 against ∞.
    private func isClose(_ product: Double, orBothEnds ends: (Double, Double)) -> Bool {
        (product - 1).magnitude < 1e-8 || ends == (0, .infinity)
    }

    @Test("An interval holds the estimate and grows with its level", arguments: [UInt64(5), 6])
    func containsEstimate(seed: UInt64) throws {
        for table in Self.tables(60, seed: seed) {
            let difference = try #require(table.difference)
            for method in [TwoProportions.newcombeDifference, TwoProportions.miettinenNurminenDifference] {
                let interval = try #require(method(table)(0.95))
                let narrow = try #require(method(table)(0.8))
                #expect(interval.contains(difference), "\(table), seed \(seed)")
                #expect(interval.lower >= -1 && interval.upper <= 1)
                #expect(interval.lower <= narrow.lower && interval.upper >= narrow.upper)
            }
            let ratio = try #require(table.scoreRatio(level: 0.95))
            let narrow = try #require(table.scoreRatio(level: 0.8))
            #expect(ratio.lower >= 0 && ratio.lower <= narrow.lower && ratio.upper >= narrow.upper)
            if table.successes0 > 0 {
                #expect(ratio.contains(table.successes1 / table.trials1 / (table.successes0 / table.trials0)))
            }
        }
    }

    /// The reference proportion of largest likelihood, by halving on the derivative of the log-likelihood.
    private func slowReference(_ table: TwoProportions, _ delta: Double) -> Double {
        func slope(_ p0: Double) -> Double {
            func part(_ x: Double, _ n: Double, _ p: Double) -> Double {
                (x > 0 ? x / p : 0) - (n > x ? (n - x) / (1 - p) : 0)
            }
            return part(table.successes0, table.trials0, p0) + part(table.successes1, table.trials1, p0 + delta)
        }
        var low = max(0, -delta)
        var high = min(1, 1 - delta)
        for _ in 0..<100 {
            let middle = (low + high) / 2
            if slope(middle) > 0 { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    @Test("The closed form of the constrained proportion maximises the likelihood")
    func constrainedMaximum() {
        for table in Self.tables(80, seed: 7) {
            for delta in [-0.9, -0.3, -0.02, 0.01, 0.25, 0.8] {
                let fast = table.constrainedReference(delta)
                #expect((fast - slowReference(table, delta)).magnitude < 1e-7, "\(table) at \(delta)")
            }
        }
    }

    @Test("Score limits agree with limits found from the slow maximum to 1e-8")
    func slowLimits() throws {
        let q = NormalDistribution.twoSidedQuantile(level: 0.95)
        for table in Self.tables(200, seed: 8) {
            let difference = try #require(table.difference)
            let interval = try #require(table.miettinenNurminenDifference(level: 0.95))
            let total = table.trials1 + table.trials0
            func score(_ delta: Double) -> Double {
                let p0 = slowReference(table, delta)
                let p1 = p0 + delta
                let variance = p1 * (1 - p1) / table.trials1 + p0 * (1 - p0) / table.trials0
                return (difference - delta) / (max(variance, 0) * total / (total - 1)).squareRoot()
            }
            for (limit, edge) in [(interval.lower, -1.0), (interval.upper, 1.0)] {
                var near = difference
                var far = edge
                for _ in 0..<60 {
                    let middle = (near + far) / 2
                    if score(middle).magnitude <= q { near = middle } else { far = middle }
                }
                #expect((limit - near).magnitude < 1e-8, "\(table): \(limit), should be \(near)")
            }
        }
    }

    @Test("A ratio limit is where its score test turns")
    func ratioScore() throws {
        let q = NormalDistribution.twoSidedQuantile(level: 0.9)
        for table in Self.tables(60, seed: 9) where table.successes1 + table.successes0 > 0 {
            let interval = try #require(table.scoreRatio(level: 0.9))
            if interval.lower > 0 {
                #expect(
                    table.scoreOfRatio(interval.lower * (1 - 1e-8)) >= q
                        && table.scoreOfRatio(interval.lower * (1 + 1e-8)) <= q)
            }
            if interval.upper < .infinity {
                #expect(
                    table.scoreOfRatio(interval.upper * (1 - 1e-8)) >= -q
                        && table.scoreOfRatio(interval.upper * (1 + 1e-8)) <= -q)
            }
        }
    }

    @Test("A ratio over nothing is bounded on one side only, and two nothings on neither")
    func emptyRatios() throws {
        let over = try #require(
            TwoProportions(successes1: 9, trials1: 50, successes0: 0, trials0: 50).scoreRatio(level: 0.95))
        #expect(over.upper == .infinity && over.lower > 1)
        let under = try #require(
            TwoProportions(successes1: 0, trials1: 50, successes0: 9, trials0: 50).scoreRatio(level: 0.95))
        #expect(under.lower == 0 && under.upper < 1)
        let neither = try #require(
            TwoProportions(successes1: 0, trials1: 50, successes0: 0, trials0: 20).scoreRatio(level: 0.95))
        #expect(neither.lower == 0 && neither.upper == .infinity)
    }

    @Test("Katz needs five successes on both sides")
    func katzFloor() {
        func table(_ x1: Double, _ x0: Double) -> TwoProportions {
            TwoProportions(successes1: x1, trials1: 40, successes0: x0, trials0: 40)
        }
        #expect(table(5, 5).katzLogRatio(level: 0.95) != nil)
        #expect(table(4, 5).katzLogRatio(level: 0.95) == nil)
        #expect(table(5, 4).katzLogRatio(level: 0.95) == nil)
    }

    @Test("A group without rows has no interval")
    func emptyGroup() {
        let table = TwoProportions(successes1: 0, trials1: 0, successes0: 3, trials0: 9)
        for two in [table, table.swapped] {
            #expect(two.difference == nil)
            #expect(two.newcombeDifference(level: 0.95) == nil)
            #expect(two.miettinenNurminenDifference(level: 0.95) == nil)
            #expect(two.scoreRatio(level: 0.95) == nil)
            #expect(two.katzLogRatio(level: 0.95) == nil)
        }
    }

    @Test("Ten billion rows are no more trouble than ten")
    func largeCounts() throws {
        let table = TwoProportions(successes1: 3e9, trials1: 1e10, successes0: 2.9e9, trials0: 1e10)
        let newcombe = try #require(table.newcombeDifference(level: 0.95))
        let score = try #require(table.miettinenNurminenDifference(level: 0.95))
        #expect((score.lower - newcombe.lower).magnitude < 1e-8)
        #expect((score.upper - newcombe.upper).magnitude < 1e-8)
        let ratio = try #require(table.scoreRatio(level: 0.95))
        #expect((ratio.lower - 1.034442).magnitude < 1e-4 && ratio.upper - ratio.lower < 1e-4)
    }
}
