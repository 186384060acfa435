import Testing

@testable import Statistics

/// How a proportion interval is asked for.
struct ProportionMethod: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let interval: @Sendable (Double, Double, Double) -> Interval?

    static let all: [ProportionMethod] = [
        ProportionMethod(testDescription: "Wilson") { Proportion.wilson(successes: $0, trials: $1, level: $2) },
        ProportionMethod(testDescription: "Clopper–Pearson") {
            Proportion.clopperPearson(successes: $0, trials: $1, level: $2)
        },
        ProportionMethod(testDescription: "Jeffreys") { Proportion.jeffreys(successes: $0, trials: $1, level: $2) },
    ]
}

@Suite("Intervals for one proportion")
struct ProportionTests {
    @Test("Swapping successes and failures mirrors the interval", arguments: ProportionMethod.all)
    func mirrored(method: ProportionMethod) throws {
        for trials in [1.0, 2, 7, 40.5, 1000] {
            for share in [0, 0.1, 0.5, 0.83, 1] {
                let x = share * trials
                let interval = try #require(method.interval(x, trials, 0.9))
                let mirror = try #require(method.interval(trials - x, trials, 0.9))
                #expect((interval.lower - (1 - mirror.upper)).magnitude < 1e-12)
                #expect((interval.upper - (1 - mirror.lower)).magnitude < 1e-12)
            }
        }
    }

    @Test(
        "The interval holds the estimate, grows with the level and stays inside 0...1", arguments: ProportionMethod.all)
    func nested(method: ProportionMethod) throws {
        for trials in [1.0, 3, 20, 333] {
            for x in stride(from: 0, through: trials, by: max(1, trials / 9)) {
                var last = try #require(method.interval(x, trials, 0.5))
                for level in [0.8, 0.95, 0.999, 0.999999] {
                    let interval = try #require(method.interval(x, trials, level))
                    #expect(interval.contains(x / trials))
                    #expect(interval.lower <= last.lower && interval.upper >= last.upper)
                    #expect(interval.lower >= 0 && interval.upper <= 1)
                    last = interval
                }
            }
        }
    }

    @Test("No successes give exactly 0, no failures exactly 1", arguments: ProportionMethod.all)
    func edges(method: ProportionMethod) throws {
        for trials in [1.0, 20, 148, 1e7] {
            #expect(try #require(method.interval(0, trials, 0.95)).lower == 0)
            #expect(try #require(method.interval(trials, trials, 0.95)).upper == 1)
        }
    }

    @Test("Nonsense has no interval", arguments: ProportionMethod.all)
    func refused(method: ProportionMethod) {
        let cases: [(Double, Double, Double)] = [
            (0, 0, 0.95), (-1, 10, 0.95), (11, 10, 0.95), (.nan, 10, 0.95), (1, .nan, 0.95), (1, .infinity, 0.95),
            (1, 10, 1), (1, 10, -0.1), (1, 10, .nan),
        ]
        for (x, n, level) in cases { #expect(method.interval(x, n, level) == nil, "\(x) of \(n) at \(level)") }
    }

    @Test("Ten billion rows are no more trouble than ten", arguments: ProportionMethod.all)
    func largeCounts(method: ProportionMethod) throws {
        let interval = try #require(method.interval(3e9, 1e10, 0.95))
        let reach = 1.959963984540054 * (0.21 / 1e10).squareRoot()
        #expect((interval.lower - (0.3 - reach)).magnitude < 1e-4 * reach)
        #expect((interval.upper - (0.3 + reach)).magnitude < 1e-4 * reach)
    }

    @Test("Clopper–Pearson limits are where the binomial tails reach their share")
    func slowTwin() throws {
        for (x, n) in [(1, 9), (15, 148), (147, 148), (3, 4)] {
            let interval = try #require(Proportion.clopperPearson(successes: Double(x), trials: Double(n), level: 0.9))
            let above = 1 - sum(0..<x, n, interval.lower)
            let below = sum(0..<(x + 1), n, interval.upper)
            #expect((above - 0.05).magnitude < 1e-11)
            #expect((below - 0.05).magnitude < 1e-11)
        }
    }

    /// Adds binomial probabilities made by repeated multiplication.
    private func sum(_ range: Range<Int>, _ n: Int, _ p: Double) -> Double {
        range.reduce(0) { total, k in
            var mass = 1.0
            for i in 0..<n { mass *= i < k ? p * Double(n - i) / Double(k - i) : 1 - p }
            return total + mass
        }
    }

    /// Share of samples whose interval holds the true proportion, over all samples that can occur.
    private func coverage(_ n: Int, _ p: Double, _ method: ProportionMethod) throws -> Double {
        let distribution = BinomialDistribution(trials: n, probability: p)
        var covered = 0.0
        for x in 0...n {
            let interval = try #require(method.interval(Double(x), Double(n), 0.95))
            if interval.contains(p) { covered += distribution.pmf(x) }
        }
        return covered
    }

    @Test("Wilson covers about its level, counted over all samples", arguments: [10, 30, 100])
    func wilsonCoverage(n: Int) throws {
        var total = 0.0
        let proportions = stride(from: 0.05, through: 0.95, by: 0.025)
        var count = 0.0
        for p in proportions {
            let share = try coverage(n, p, ProportionMethod.all[0])
            // Brown, Cai and DasGupta 2001: no deep dips away from the edges.
            #expect(share > 0.91, "p \(p)")
            total += share
            count += 1
        }
        #expect((total / count - 0.95).magnitude < 0.01)
    }

    @Test("Wilson's coverage at n = 10 and p = ½ is 1 − 22/1024")
    func wilsonCoverageByHand() throws {
        // Only 0, 1, 9 and 10 successes exclude ½: (1 + 10 + 10 + 1)/1024.
        #expect((try coverage(10, 0.5, ProportionMethod.all[0]) - (1 - 22.0 / 1024)).magnitude < 1e-13)
    }

    @Test("Clopper–Pearson never covers less than its level", arguments: [10, 45])
    func exactCoverage(n: Int) throws {
        for p in stride(from: 0.01, through: 0.99, by: 0.035) {
            #expect(try coverage(n, p, ProportionMethod.all[1]) >= 0.95)
        }
    }
}
