import Testing

@testable import Statistics

@Suite("Intervals for paired proportions")
struct PairedProportionsTests {
    @Test(
        "The interval has its published limits",
        arguments: [
            // Newcombe 1998, paired data, table III.
            ([36.0, 12, 2, 0], 0.0569, 0.3404),
            // Fagerland, Lydersen and Laake, chapter 8, complete response (their R package's tests).
            ([59, 6, 16, 80], -0.1186, -0.0046),
        ])
    func published(counts: [Double], lower: Double, upper: Double) throws {
        let pair = PairedProportions(both: counts[0], onlyFirst: counts[1], onlySecond: counts[2], neither: counts[3])
        let interval = try #require(pair.newcombeDifference(level: 0.95))
        #expect((interval.lower - lower).magnitude <= 0.5e-4 && (interval.upper - upper).magnitude <= 0.5e-4)
    }

    @Test("Swapping the two measurements negates the interval")
    func swapped() throws {
        for (a, b, c, d) in [(36.0, 12.0, 2.0, 0.0), (20, 12, 2, 16), (0, 5, 0, 7), (3, 0, 0, 4), (0, 6, 9, 0)] {
            let pair = PairedProportions(both: a, onlyFirst: b, onlySecond: c, neither: d)
            let other = PairedProportions(both: a, onlyFirst: c, onlySecond: b, neither: d)
            let interval = try #require(pair.newcombeDifference(level: 0.95))
            let mirror = try #require(other.newcombeDifference(level: 0.95))
            #expect((interval.lower + mirror.upper).magnitude < 1e-14)
            #expect((interval.upper + mirror.lower).magnitude < 1e-14)
            #expect(interval.contains(try #require(pair.difference)))
            #expect(interval.method == .newcombePaired)
        }
    }

    @Test("With an empty margin it is the interval of independent proportions")
    func emptyMargin() throws {
        // All rows are positive in the first, so the two measurements are uncorrelated by convention.
        let pair = PairedProportions(both: 12, onlyFirst: 8, onlySecond: 0, neither: 0)
        let independent = TwoProportions(successes1: 20, trials1: 20, successes0: 12, trials0: 20)
        let interval = try #require(pair.newcombeDifference(level: 0.9))
        let other = try #require(independent.newcombeDifference(level: 0.9))
        #expect((interval.lower - other.lower).magnitude < 1e-14 && (interval.upper - other.upper).magnitude < 1e-14)
    }

    @Test("Agreement narrows the interval and disagreement widens it")
    func correlation() throws {
        func width(_ a: Double, _ b: Double, _ c: Double, _ d: Double) throws -> Double {
            let pair = PairedProportions(both: a, onlyFirst: b, onlySecond: c, neither: d)
            let interval = try #require(pair.newcombeDifference(level: 0.95))
            return interval.upper - interval.lower
        }
        // Both margins are 25 of 50 in all three.
        let unrelated = try width(12.5, 12.5, 12.5, 12.5)
        #expect(try width(20, 5, 5, 20) < unrelated)
        #expect(try width(5, 20, 20, 5) > unrelated)
    }

    @Test("No rows or negative counts have no interval")
    func refused() {
        #expect(
            PairedProportions(both: 0, onlyFirst: 0, onlySecond: 0, neither: 0).newcombeDifference(level: 0.95) == nil)
        #expect(
            PairedProportions(both: 9, onlyFirst: -1, onlySecond: 2, neither: 3).newcombeDifference(level: 0.95) == nil)
    }
}

@Suite("McNemar's exact test")
struct McNemarExactTests {
    @Test("The exact p is a sum of binomial coefficients", arguments: [(1, 7), (5, 5), (0, 3), (12, 20), (30, 2)])
    func sum(first: Int, second: Int) throws {
        let pair = PairedProportions(both: 3, onlyFirst: Double(first), onlySecond: Double(second), neither: 4)
        var (coefficient, total) = (1.0, 0.0)
        for k in 0...min(first, second) {
            total += coefficient
            coefficient *= Double(first + second - k) / Double(k + 1)
        }
        var all = 1.0
        for _ in 0..<first + second { all *= 2 }
        #expect(abs(try #require(pair.mcNemarExactP) - min(1, 2 * total / all)) <= 1e-12)
        #expect(PairedProportions(both: 3, onlyFirst: 0, onlySecond: 0, neither: 4).mcNemarExactP == nil)
    }
}
