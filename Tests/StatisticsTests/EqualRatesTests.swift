import Testing

@testable import Statistics

/// Checked against scipy 1.17 (`hypergeom`, `chi2`).
@Suite("Tests of equal rates")
struct EqualRatesTests {
    @Test(
        "Fisher's mid-p where a cell is expected to be small",
        arguments: [
            ([1, 10, 8, 20], 0.159490883928665), ([0, 12, 3, 30], 0.3684668989547038),
            ([7, 9, 2, 11], 0.015658490116694453), ([3, 3, 10, 40], 0.01158739162142452),
        ] as [([Double], Double)])
    func fisher(counts: [Double], expected: Double) throws {
        let pair = TwoProportions(
            successes1: counts[0], trials1: counts[1], successes0: counts[2], trials0: counts[3])
        let value = try #require(pair.equalityPValue)
        #expect(abs(value - expected) < 1e-10)
        #expect(abs(try #require(pair.swapped.equalityPValue) - value) < 1e-10)
    }

    @Test(
        "The N − 1 chi-square test where all cells are expected to be large",
        arguments: [
            ([56, 70, 48, 80], 0.008258287929380763), ([30, 100, 45, 120], 0.24365704060062793),
            ([500, 1000, 430, 900], 0.3334133470657003),
        ] as [([Double], Double)])
    func score(counts: [Double], expected: Double) throws {
        let pair = TwoProportions(
            successes1: counts[0], trials1: counts[1], successes0: counts[2], trials0: counts[3])
        #expect(abs(try #require(pair.equalityPValue) - expected) < 1e-12)
        // The interval of the same test excludes no difference exactly where the test is significant.
        let interval = try #require(pair.miettinenNurminenDifference(level: 1 - expected))
        #expect(min(abs(interval.lower), abs(interval.upper)) < 1e-7)
    }

    /// χ² has 3.4e-7, 2.3e-15 and 1.4e-12.
    @Test(
        "Far out p is the exact one, however many rows there are",
        arguments: [
            ([62, 80, 30, 80], 2.87256038645464e-07), ([33, 400, 120, 6000], 1.0372972106453982e-10),
            ([900, 40000, 17000, 960000], 7.47516327312255e-12),
        ] as [([Double], Double)])
    func tail(counts: [Double], expected: Double) throws {
        let pair = TwoProportions(
            successes1: counts[0], trials1: counts[1], successes0: counts[2], trials0: counts[3])
        let value = try #require(pair.equalityPValue)
        #expect(abs(value / expected - 1) < 1e-5, "\(value)")
        #expect(abs(try #require(pair.swapped.equalityPValue) / value - 1) < 1e-6)
        let far = TwoProportions(successes1: 9e8, trials1: 9.5e8, successes0: 1e8, trials0: 9.5e8)
        #expect(try #require(far.equalityPValue) < 1e-200)
    }

    @Test("Where all rows agree, or there are none, nothing is tested")
    func nothing() {
        for counts in [[0, 10, 0, 12], [10, 10, 12, 12], [0, 0, 3, 10], [3, 10, 0, 0]] as [[Double]] {
            let pair = TwoProportions(
                successes1: counts[0], trials1: counts[1], successes0: counts[2], trials0: counts[3])
            #expect(pair.equalityPValue == nil)
        }
    }

    @Test(
        "Equal rates are found different no more often than the level says", arguments: [(40, 60, 0.3), (15, 200, 0.1)])
    func size(first: Int, second: Int, rate: Double) {
        var rejected = 0
        let runs = 4_000
        for run in 0..<runs {
            var random = RandomStream(seed: 1, name: "equal rates", replicate: UInt32(run))
            let pair = TwoProportions(
                successes1: Double(random.binomial(trials: first, probability: rate)), trials1: Double(first),
                successes0: Double(random.binomial(trials: second, probability: rate)), trials0: Double(second))
            if (pair.equalityPValue ?? 1) <= 0.05 { rejected += 1 }
        }
        #expect(Double(rejected) / Double(runs) <= 0.06)
    }
}
