import Foundation
import Testing

@testable import Statistics

@Suite("Multiplicity and planning")
struct PlanningTests {
    @Test("Adjusted p-values are those of the definitions", arguments: [UInt64(1), 2, 3])
    func slowTwins(seed: UInt64) {
        var stream = RandomStream(seed: seed, name: "p-values")
        // Coarse values, so that ties occur.
        let p = (0..<25).map { _ in (stream.uniform() * 20).rounded() / 40 }
        let m = Double(p.count)
        let holm = Multiplicity.holm(p)
        let hochberg = Multiplicity.benjaminiHochberg(p)
        let yekutieli = Multiplicity.benjaminiYekutieli(p)
        let harmonic = (1...25).reduce(0.0) { $0 + 1 / Double($1) }
        for (index, value) in p.enumerated() {
            // Holm: the largest of (rows not smaller)·p over all smaller or equal p-values.
            let stepDown = p.filter { $0 <= value }.map { other in
                min(1, Double(p.filter { $0 >= other }.count) * other)
            }
            #expect((holm[index] - (stepDown.max() ?? 0)).magnitude < 1e-12, "seed \(seed)")
            // Benjamini–Hochberg: the smallest m·p/rank over all larger or equal p-values.
            let stepUp = p.filter { $0 >= value }.map { other in m * other / Double(p.filter { $0 <= other }.count) }
            let smallest = stepUp.min() ?? 1
            #expect((hochberg[index] - min(1, smallest)).magnitude < 1e-12, "seed \(seed)")
            #expect((yekutieli[index] - min(1, harmonic * smallest)).magnitude < 1e-12, "seed \(seed)")
        }
    }

    @Test("No p-values and one p-value need no adjustment")
    func trivial() {
        for adjust in [Multiplicity.holm, Multiplicity.benjaminiHochberg, Multiplicity.benjaminiYekutieli] {
            #expect(adjust([]).isEmpty)
            #expect(adjust([0.03]) == [0.03])
        }
    }

    @Test("Bonferroni splits what the level leaves over")
    func bonferroni() {
        #expect((Multiplicity.bonferroniLevel(0.95, comparisons: 10) - 0.995).magnitude < 1e-15)
        #expect(Multiplicity.bonferroniLevel(0.9, comparisons: 1) == 0.9)
    }

    @Test("Planned rows give the planned power by the formula's own normal approximation")
    func power() throws {
        let z = NormalDistribution.quantile(0.95)
        for (rate, margin) in [(0.3, 0.05), (0.02, 0.01), (0.8, 0.2)] {
            let rows = try #require(Power.rowsForEquivalence(rate: rate, margin: margin))
            let error = (2 * rate * (1 - rate) / rows).squareRoot()
            #expect((2 * NormalDistribution.cdf(margin / error - z) - 1 - 0.8).magnitude < 1e-12)
        }
        for (rate, floor) in [(0.3, 0.8), (0.9, 0.95)] {
            let rows = try #require(Power.rowsForRatioFloor(rate: rate, floor: floor))
            // The standard error of a log ratio of two equal rates.
            let error = (2 * (1 - rate) / rate / rows).squareRoot()
            #expect((NormalDistribution.cdf(-log(floor) / error - z) - 0.8).magnitude < 1e-12)
        }
    }

    @Test("A minimum detectable increase uses the variance at its own end")
    func increase() throws {
        let gap = try #require(Power.minimumDetectableIncrease(rate: 0.3, rows1: 200, rows0: 1000))
        let group = 0.3 + gap
        let error = (0.3 * 0.7 / 1000 + group * (1 - group) / 200).squareRoot()
        #expect((gap / error - (1.959963984540054 + 0.8416212335729143)).magnitude < 1e-10)
        let plain = try #require(Power.minimumDetectableDisparity(rate: 0.3, rows1: 200, rows0: 1000))
        #expect(gap > plain)
        #expect(Power.minimumDetectableIncrease(rate: 0.9, rows1: 4, rows0: 4) == nil)
    }

    @Test("Plans without a question have no answer")
    func refused() {
        #expect(Power.minimumDetectableDisparity(rate: 0, rows1: 10, rows0: 10) == nil)
        #expect(Power.minimumDetectableDisparity(rate: 0.5, rows1: 0, rows0: 10) == nil)
        #expect(Power.rowsForEquivalence(rate: 0.5, margin: 0) == nil)
        #expect(Power.rowsForRatioFloor(rate: 0.5, floor: 1) == nil)
        #expect(Power.rowsForRatioFloor(rate: 1, floor: 0.8) == nil)
    }

    @Test("Two one-sided tests by score intervals pass a gap at the margin no more often than α, counted exactly")
    func equivalence() throws {
        // METHODS 3.9: .046 at 200 rows per group and a margin of .1.
        let n = 200
        let reference = BinomialDistribution(trials: n, probability: 0.3)
        let group = BinomialDistribution(trials: n, probability: 0.4)
        var passed = 0.0
        for x0 in 30...92 {
            for x1 in 48...112 {
                // A pass needs an observed gap well inside the margin.
                guard (x1 - x0).magnitude < 20 else { continue }
                let table = TwoProportions(
                    successes1: Double(x1), trials1: Double(n), successes0: Double(x0), trials0: Double(n))
                let interval = try #require(table.miettinenNurminenDifference(level: 0.9))
                if interval.lower >= -0.1, interval.upper <= 0.1 { passed += reference.pmf(x0) * group.pmf(x1) }
            }
        }
        #expect(passed <= 0.05 && passed > 0.03, "\(passed)")
    }
}
