import Testing

@testable import Statistics

@Suite("Tango's interval for paired proportions")
struct TangoTests {
    @Test("The interval has its published limits")
    func published() throws {
        // Complete response: Fagerland, Lydersen and Laake, chapter 8 (their R package's tests).
        let pair = PairedProportions(both: 59, onlyFirst: 6, onlySecond: 16, neither: 80)
        let interval = try #require(pair.tangoDifference(level: 0.95))
        #expect((interval.lower + 0.1240).magnitude <= 0.5e-4 && (interval.upper + 0.0054).magnitude <= 0.5e-4)
        #expect(interval.method == .tango)
    }

    /// The statistic from its definition: the share positive in the second only is found by trying, where the difference
    /// is held at delta.
    private func slow(_ b: Double, _ c: Double, _ n: Double, _ delta: Double) -> Double {
        func likelihood(_ q: Double) -> Double {
            func term(_ count: Double, _ share: Double) -> Double {
                count == 0 ? 0 : share <= 0 ? -.infinity : count * LogScale.logarithm(share)
            }
            return term(b, q + delta) + term(c, q) + term(n - b - c, 1 - 2 * q - delta)
        }
        var (low, high) = (max(0, -delta), (1 - delta) / 2)
        for _ in 0..<200 {
            let (left, right) = (low + (high - low) / 3, high - (high - low) / 3)
            if likelihood(left) < likelihood(right) { low = left } else { high = right }
        }
        let q = (low + high) / 2
        return (b - c - n * delta) / (n * (2 * q + delta - delta * delta)).squareRoot()
    }

    @Test(
        "The statistic is what the likelihood gives",
        arguments: [(6.0, 16.0, 161.0), (12, 2, 50), (3, 9, 40), (1, 1, 21), (30, 25, 80)])
    func twin(b: Double, c: Double, n: Double) {
        let pair = PairedProportions(both: 0, onlyFirst: b, onlySecond: c, neither: n - b - c)
        for delta in [-0.6, -0.2, -0.05, 0.01, 0.1, 0.4] {
            let expected = slow(b, c, n, delta)
            #expect(abs(pair.tangoStatistic(delta) - expected) <= 1e-5 * max(1, abs(expected)), "\(b) \(c) \(delta)")
        }
        #expect(abs(pair.tangoStatistic(0) - (b - c) / (b + c).squareRoot()) < 1e-12, "McNemar's statistic")
    }

    @Test("Swapping the two measurements negates the interval, which holds the difference at every edge")
    func edges() throws {
        for (a, b, c, d) in [
            (36.0, 12.0, 2.0, 0.0), (10, 0, 0, 10), (0, 20, 0, 0), (0, 0, 20, 0), (3, 0, 0, 4), (0, 6, 9, 0),
            (0, 0, 1, 0), (1e7, 3, 5, 2e7), (3.5, 1.25, 0.5, 4),
        ] {
            let pair = PairedProportions(both: a, onlyFirst: b, onlySecond: c, neither: d)
            let other = PairedProportions(both: a, onlyFirst: c, onlySecond: b, neither: d)
            for level in [0.5, 0.9, 0.999] {
                let interval = try #require(pair.tangoDifference(level: level))
                let mirror = try #require(other.tangoDifference(level: level))
                #expect((interval.lower + mirror.upper).magnitude < 1e-9)
                #expect((interval.upper + mirror.lower).magnitude < 1e-9)
                #expect(interval.contains(try #require(pair.difference)), "\(pair)")
                #expect(interval.lower >= -1 && interval.upper <= 1 && interval.lower < interval.upper)
            }
        }
        // Without a row that differs the limits are those of as many rows: ±z²/(n + z²).
        let alike = try #require(
            PairedProportions(both: 10, onlyFirst: 0, onlySecond: 0, neither: 10).tangoDifference(level: 0.9))
        let square = 1.6448536269514722 * 1.6448536269514722
        #expect(abs(alike.upper - square / (20 + square)) < 1e-9 && abs(alike.lower + alike.upper) < 1e-9)
        #expect(PairedProportions(both: 0, onlyFirst: 0, onlySecond: 0, neither: 0).tangoDifference(level: 0.9) == nil)
        #expect(PairedProportions(both: 9, onlyFirst: -1, onlySecond: 2, neither: 3).tangoDifference(level: 0.9) == nil)
    }

    @Test(
        "A loss of exactly the tolerance is waved through in one case of twenty",
        arguments: [
            (30, 0.1, 0.05), (100, 0.06, 0.05), (100, 0.2, 0.1), (400, 0.06, 0.02), (400, 0.1, 0.1), (1_000, 0.2, 0.05),
        ])
    func size(n: Int, discordance: Double, tolerance: Double) {
        // Every outcome that matters with its probability: T needs only the rows that differ.
        let (gain, loss) = ((discordance - tolerance) / 2, (discordance + tolerance) / 2)
        func logFactorial(_ n: Int) -> Double { (0..<n).reduce(0) { $0 + LogScale.logarithm(Double($1 + 1)) } }
        let factorials = (0...n).map(logFactorial)
        let z = NormalDistribution.twoSidedQuantile(level: 0.9)
        var size = 0.0
        for b in 0...n where gain > 1e-12 || b == 0 {
            for c in 0...(n - b) where abs(Double(b + c) - Double(n) * discordance) < 60 {
                let pair = PairedProportions(
                    both: 0, onlyFirst: Double(b), onlySecond: Double(c), neither: Double(n - b - c))
                guard pair.tangoStatistic(-tolerance) >= z else { continue }
                size += LogScale.exponential(
                    factorials[n] - factorials[b] - factorials[c] - factorials[n - b - c]
                        + (b > 0 ? Double(b) * LogScale.logarithm(gain) : 0) + Double(c) * LogScale.logarithm(loss)
                        + Double(n - b - c) * LogScale.logarithm(1 - discordance))
            }
        }
        #expect(size <= 0.0601 && size > 0.015, "\(size)")
    }
}
