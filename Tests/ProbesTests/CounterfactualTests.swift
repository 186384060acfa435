import Statistics
import TestSupport
import Testing

@testable import Probes

@Suite("Pairs of rows and their changed forms")
struct CounterfactualTests {
    @Test(
        "METHODS §8: McNemar's mid-p",
        arguments: [(1.0, 7.0, 0.0390625), (5, 5, 0.876953125), (0, 1, 0.5), (0, 0, .nan)])
    func mcNemar(first: Double, second: Double, expected: Double) throws {
        let pairs = PairedProportions(both: 3, onlyFirst: first, onlySecond: second, neither: 9)
        guard expected.isFinite else {
            #expect(pairs.mcNemarMidP == nil)
            return
        }
        #expect(abs(try #require(pairs.mcNemarMidP) - expected) < 1e-12)
        let swapped = PairedProportions(both: 3, onlyFirst: second, onlySecond: first, neither: 9)
        #expect(swapped.mcNemarMidP == pairs.mcNemarMidP)
    }

    private static func pairs(originals: Int, each: Int, flip: Double, spread: Double, seed: UInt64) -> ChangedPairs {
        var random = RandomStream(seed: seed, name: "pairs")
        var pairs: [ChangedPairs.Pair] = []
        for original in 0..<originals {
            // Some originals are easily flipped, others hardly.
            let own = random.uniform() < 0.5 ? flip + spread : flip - spread
            let lean = random.normal() * 0.02
            let before = random.uniform() < 0.6 ? 1 : 0
            for _ in 0..<each {
                let after = random.uniform() < own ? 1 - before : before
                pairs.append(
                    .init(original: original, before: before, after: after, shift: lean + random.normal() * 0.01))
            }
        }
        return ChangedPairs(pairs, classCount: 2)
    }

    @Test("Figures are those of the pairs, counted one by one")
    func twin() throws {
        var pairs = Self.pairs(originals: 40, each: 3, flip: 0.2, spread: 0.1, seed: 1).pairs
        pairs.append(.init(original: 3, before: nil, after: 1, shift: nil))
        pairs.append(.init(original: 41, before: 1, after: nil, shift: 0.25))
        let chosen = pairs.indices.filter { $0 % 5 != 2 }
        let result = ChangedPairs(pairs, classCount: 2).result(of: chosen, wanted: 1, tolerance: 0.02, level: 0.95)
        let own = chosen.map { pairs[$0] }
        let decided = own.filter { $0.before != nil && $0.after != nil }
        let flips = decided.filter { $0.before != $0.after }
        #expect(result.pairs == own.count && result.withoutDecision == own.count - decided.count)
        #expect(result.flipRate.n == decided.count)
        let oneSided = own.count { ($0.before == nil) != ($0.after == nil) }
        #expect(result.toAbstention + result.fromAbstention == oneSided && oneSided > 0)
        #expect(result.toAbstention == own.count { $0.before != nil && $0.after == nil })
        #expect(result.abstentionRate.n == own.count)
        #expect(abs(try #require(result.abstentionRate.number) - Double(oneSided) / Double(own.count)) < 1e-12)
        #expect(abs(try #require(result.flipRate.number) - Double(flips.count) / Double(decided.count)) < 1e-12)
        #expect(result.away == flips.count { $0.before == 1 } && result.towards == flips.count { $0.before == 0 })
        #expect(result.flipsTo == [result.away, result.towards])
        let net = Double(result.away - result.towards) / Double(decided.count)
        #expect(abs(try #require(result.netHarm?.number) - net) < 1e-12)
        let shifts = own.compactMap(\.shift)
        let mean = shifts.reduce(0, +) / Double(shifts.count)
        #expect(abs(try #require(result.meanShift.number) - mean) < 1e-12 && result.meanShift.n == shifts.count)
        #expect(result.largestShift == 0.25)
        let beyond = Double(shifts.count { abs($0) > 0.02 }) / Double(shifts.count)
        #expect(abs(try #require(result.beyondTolerance?.number) - beyond) < 1e-12)
        // The variance with originals as units, term by term.
        var variance = 0.0
        let groups = Dictionary(grouping: own.filter { $0.shift != nil }, by: \.original)
        for members in groups.values {
            let rest = members.reduce(0) { $0 + ($1.shift ?? 0) - mean }
            variance += rest * rest
        }
        let m = Double(groups.count)
        variance *= m / (m - 1) / Double(shifts.count) / Double(shifts.count)
        let reach = StudentT(degreesOfFreedom: m - 1).twoSidedQuantile(level: 0.95) * variance.squareRoot()
        let interval = try #require(result.meanShift.interval)
        #expect(abs(interval.lower - (mean - reach)) < 1e-12 && interval.method == .clusterT)
    }

    @Test("One original tells no interval, and no flip is still an interval")
    func edges() throws {
        let one = Self.pairs(originals: 1, each: 30, flip: 0.3, spread: 0, seed: 2)
        let single = one.result(of: Array(one.pairs.indices), wanted: 1, tolerance: nil, level: 0.95)
        #expect(single.flipRate.interval == nil && single.flipRate.flags == [.tooFewClusters])
        #expect(single.meanShift.interval == nil)
        let still = Self.pairs(originals: 50, each: 4, flip: 0, spread: 0, seed: 3)
        let quiet = still.result(of: Array(still.pairs.indices), wanted: 1, tolerance: nil, level: 0.95)
        #expect(quiet.flipRate.number == 0 && quiet.mcNemarP == nil)
        let wilson = try #require(Proportion.wilson(successes: 0, trials: 50, level: 0.95))
        #expect(quiet.flipRate.interval?.upper == wilson.upper)
        let none = still.result(of: [], wanted: nil, tolerance: nil, level: 0.95)
        #expect(none.flipRate.reason == .emptyGroup && none.meanShift.reason == .noScores && none.netHarm == nil)
    }

    @Test("Intervals cover though pairs of one original are alike, and a test of no net change keeps its size")
    func coverage() throws {
        var (flips, shifts, naive, rejected) = (0, 0, 0, 0)
        let runs = 400
        for run in 0..<runs {
            let pairs = Self.pairs(originals: 80, each: 8, flip: 0.25, spread: 0.2, seed: UInt64(run))
            let result = pairs.result(of: Array(pairs.pairs.indices), wanted: 1, tolerance: nil, level: 0.95)
            if try #require(result.flipRate.interval).contains(0.25) { flips += 1 }
            if try #require(result.meanShift.interval).contains(0) { shifts += 1 }
            let rate = try #require(result.flipRate.number)
            let plain = try #require(Proportion.wilson(successes: (rate * 640).rounded(), trials: 640, level: 0.95))
            if plain.contains(0.25) { naive += 1 }
            // Of 0.6 with the wanted decision flips go away more often: the expected net is 0.2 × 0.25.
            let interval = try #require(result.netHarm?.interval)
            if !interval.contains(0.05) { rejected += 1 }
        }
        #expect(Double(flips) / Double(runs) > 0.92 && Double(shifts) / Double(runs) > 0.92)
        #expect(Double(naive) / Double(runs) < 0.88)
        #expect(Double(rejected) / Double(runs) < 0.08)
    }
}
