import TestSupport
import Testing

@testable import Statistics

@Suite("Rates moved towards those of all groups")
struct ShrinkageTests {
    @Test("Groups that differ no more than sampling does have the pooled rate, and say so")
    func pooled() throws {
        let fit = try #require(BetaBinomialFit(successes: [30, 31, 29, 30], trials: [100, 100, 100, 100]))
        #expect(fit.isPooled && fit.mean == 0.3)
        #expect(fit.posteriorMean(successes: 31, trials: 100) == 0.3 && fit.ownWeight(trials: 100) == 0)
    }

    @Test("Nobody or everybody succeeds: one rate, without a search", arguments: [0.0, 1.0])
    func ends(rate: Double) throws {
        let fit = try #require(BetaBinomialFit(successes: [10 * rate, 40 * rate], trials: [10, 40]))
        #expect(fit.isPooled && fit.mean == rate)
        let rates = try #require(
            ShrunkenRates(
                successes: [10 * rate, 40 * rate], trials: [10, 40], level: 0.95, seed: 1, stream: "t"))
        #expect(rates.values == [rate, rate])
        for interval in rates.intervals { #expect(interval.lower.isFinite && interval.upper.isFinite) }
    }

    @Test("One group has nothing to be moved towards")
    func lone() { #expect(BetaBinomialFit(successes: [3], trials: [10]) == nil) }

    @Test(
        "A rate lies between the group's own and the mean, nearer to its own with more rows",
        arguments: 0..<20 as Range<UInt64>)
    func between(seed: UInt64) throws {
        var random = RandomStream(seed: seed, name: "between")
        let trials = (0..<12).map { _ in 1 + Double(random.binomial(trials: 200, probability: random.uniform())) }
        let successes = trials.map {
            Double(random.binomial(trials: Int($0), probability: 0.1 + 0.8 * random.uniform()))
        }
        let fit = try #require(BetaBinomialFit(successes: successes, trials: trials))
        guard !fit.isPooled else { return }
        for (x, n) in zip(successes, trials) {
            let value = fit.posteriorMean(successes: x, trials: n)
            #expect(value >= min(x / n, fit.mean) - 1e-12 && value <= max(x / n, fit.mean) + 1e-12)
        }
        #expect(fit.ownWeight(trials: 100) > fit.ownWeight(trials: 10))
    }

    @Test("The order of groups does not matter, and a draw depends on nothing but seed and stream")
    func order() throws {
        let (successes, trials): ([Double], [Double]) = ([3, 10, 1, 40, 7], [10, 30, 12, 60, 9])
        let forward = try #require(BetaBinomialFit(successes: successes, trials: trials))
        let backward = try #require(BetaBinomialFit(successes: successes.reversed(), trials: trials.reversed()))
        #expect(abs(forward.mean - backward.mean) < 1e-8)
        func rates() -> ShrunkenRates? {
            ShrunkenRates(successes: successes, trials: trials, level: 0.9, seed: 4, stream: "a")
        }
        #expect(rates()?.intervals == rates()?.intervals)
    }

    /// Rates drawn from a known distribution: intervals have to hold the true rates as often as they say, on average
    /// over groups, and values have to come nearer to the truth than the groups' own rates.
    @Test("Intervals cover over many drawn families of groups", arguments: [(6, 10), (12, 20), (25, 15)])
    func coverage(groups: Int, rows: Int) throws {
        var random = RandomStream(seed: 77, name: "coverage \(groups) \(rows)")
        var (covered, all) = (0, 0)
        var (shrunkenError, ownError) = (0.0, 0.0)
        for round in 0..<300 {
            let truth = (0..<groups).map { _ -> Double in
                let (x, y) = (random.gamma(shape: 6), random.gamma(shape: 14))
                return x / (x + y)
            }
            let trials = (0..<groups).map { Double(rows * (1 + $0 % 3)) }
            let successes = zip(truth, trials).map { Double(random.binomial(trials: Int($1), probability: $0)) }
            let rates = try #require(
                ShrunkenRates(
                    successes: successes, trials: trials, level: 0.95, draws: 400, seed: UInt64(round), stream: "c")
            )
            for group in 0..<groups {
                all += 1
                if rates.intervals[group].contains(truth[group]) { covered += 1 }
                shrunkenError += (rates.values[group] - truth[group]) * (rates.values[group] - truth[group])
                let own = successes[group] / trials[group] - truth[group]
                ownError += own * own
            }
        }
        #expect(Double(covered) / Double(all) > 0.935, "\(covered) of \(all)")
        #expect(shrunkenError < 0.9 * ownError)
    }
}
