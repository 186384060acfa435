import Foundation
import Testing

@testable import Statistics

@Suite("Random streams")
struct RandomStreamTests {
    @Test("Philox gives the blocks its authors publish")
    func philox() {
        typealias Block = Philox4x32.Block
        let ones = UInt32.max
        #expect(
            Philox4x32.block(Block(0, 0, 0, 0), key: 0) == Block(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
        #expect(
            Philox4x32.block(Block(ones, ones, ones, ones), key: .max)
                == Block(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
        // Digits of π, key words lowest first.
        #expect(
            Philox4x32.block(
                Block(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), key: 0x299f_31d0_a409_3822)
                == Block(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
    }

    @Test(
        "xxHash gives the hashes other implementations give",
        arguments: [
            ("", UInt64(0), UInt64(0xef46_db37_51d8_e999)),
            ("", 123, 0xe0db_84de_91f3_e198),
            ("a", 0, 0xd24e_c4f1_a98c_6e5b),
            ("as", 0, 0x1c33_0fb2_d66b_e179),
            ("asd", 0, 0x631c_37ce_72a9_7393),
            ("asdf", 0, 0x4158_72f5_99ce_a71e),
            ("asdf", UInt64.max, 0x9a2f_d847_3be5_39b6),
            ("0123456789abcdef", 0, 0x5c5b_90c3_4e37_6d0b),
            ("0123456789abcdef0123456789abcdef", 0, 0x642a_9495_8e71_e6c5),
            // 63 bytes: every path of the algorithm.
            ("Call me Ishmael. Some years ago--never mind how long precisely-", 0, 0x02a2_e854_70d6_fd96),
        ])
    func xxHash(text: String, seed: UInt64, hash: UInt64) {
        #expect(XXHash64.hash(text, seed: seed) == hash)
    }

    @Test("A stream is Philox at the counter and key its documentation names")
    func layout() {
        let key = XXHash64.hash("bootstrap/selection-rate", seed: 42)
        var stream = RandomStream(
            seed: 42, name: "bootstrap/selection-rate", replicate: 7, cell: 0x0123_4567_89ab_cdef)
        for drawIndex in 0..<3 as Range<UInt32> {
            let block = Philox4x32.block(Philox4x32.Block(7, 0x89ab_cdef, 0x0123_4567, drawIndex), key: key)
            #expect(stream.next() == UInt64(block.w1) << 32 | UInt64(block.w0))
            #expect(stream.next() == UInt64(block.w3) << 32 | UInt64(block.w2))
        }
    }

    @Test("Seed, name, replicate and cell each make another stream")
    func distinct() {
        var streams = [
            RandomStream(seed: 1, name: "a"), RandomStream(seed: 2, name: "a"), RandomStream(seed: 1, name: "b"),
            RandomStream(seed: 1, name: "a", replicate: 1), RandomStream(seed: 1, name: "a", cell: 1),
            RandomStream(seed: 1, name: "a", cell: 1 << 32),
        ]
        var words: Set<UInt64> = []
        for index in streams.indices { for _ in 0..<8 { words.insert(streams[index].next()) } }
        #expect(words.count == 48)
    }

    @Test("No word stands for 0 or 1")
    func uniformEnds() {
        #expect(RandomStream.uniform(from: 0) == 0x1p-54)
        #expect(RandomStream.uniform(from: .max) == 1 - 0x1p-53)
        #expect(RandomStream.uniform(from: 1 << 62) == 0.25 + 0x1p-54)
    }

    @Test("Uniform numbers are evenly spread and never 0 or 1", arguments: [UInt64(11), 12])
    func uniform(seed: UInt64) {
        var stream = RandomStream(seed: seed, name: "uniform")
        var counts = [Int](repeating: 0, count: 64)
        var sum = 0.0
        let draws = 64_000
        for _ in 0..<draws {
            let u = stream.uniform()
            #expect(u > 0 && u < 1)
            counts[Int(u * 64)] += 1
            sum += u
        }
        #expect((sum / Double(draws) - 0.5).magnitude < 4 * (1 / 12.0 / Double(draws)).squareRoot())
        #expect(GoodnessOfFit(counts).isGood, "seed \(seed)")
    }

    @Test("Normal numbers follow the normal distribution")
    func normal() {
        var stream = RandomStream(seed: 13, name: "normal")
        let counts = GoodnessOfFit.histogram(draws: 30_000, bins: 50) { NormalDistribution.cdf(stream.normal()) }
        #expect(GoodnessOfFit(counts).isGood)
    }

    @Test("Gamma numbers have the moments of their shape", arguments: [0.05, 0.5, 1, 1.5, 4.5, 100.5])
    func gammaMoments(shape: Double) {
        var stream = RandomStream(seed: 14, name: "gamma")
        let draws = 20_000.0
        var sum = 0.0
        var squares = 0.0
        for _ in 0..<Int(draws) {
            let x = stream.gamma(shape: shape)
            sum += x
            squares += (x - shape) * (x - shape)
        }
        // Mean and variance are both the shape; the fourth central moment is 3a² + 6a.
        #expect((sum / draws - shape).magnitude < 4 * (shape / draws).squareRoot())
        #expect((squares / draws - shape).magnitude < 4 * ((2 * shape * shape + 6 * shape) / draws).squareRoot())
    }

    @Test(
        "The share of one gamma number in two follows a beta distribution", arguments: [(0.5, 0.5), (0.5, 3), (7.5, 2)])
    func gammaShares(a: Double, b: Double) {
        var stream = RandomStream(seed: 15, name: "gamma shares")
        let distribution = BetaDistribution(a, b)
        let counts = GoodnessOfFit.histogram(draws: 15_000, bins: 40) {
            let x = stream.gamma(shape: a)
            return distribution.cdf(x / (x + stream.gamma(shape: b)))
        }
        #expect(GoodnessOfFit(counts).isGood)
    }

    @Test("Gamma numbers of shape 1 are exponential, of which the squeeze would show a fault most")
    func exponential() {
        var stream = RandomStream(seed: 19, name: "exponential")
        let counts = GoodnessOfFit.histogram(draws: 100_000, bins: 50) { 1 - exp(-stream.gamma(shape: 1)) }
        #expect(GoodnessOfFit(counts).isGood)
    }

    @Test(
        "Binomial numbers follow the binomial distribution, by either algorithm",
        arguments: [
            (5, 0.3), (12, 0.9), (100, 0.05), (1_000_000, 3e-6), (40, 0.5), (200, 0.93), (1000, 0.02), (5000, 0.4),
        ])
    func binomial(trials: Int, probability: Double) {
        var stream = RandomStream(seed: 16, name: "binomial")
        let draws = 20_000
        var counts: [Int: Int] = [:]
        for _ in 0..<draws {
            let k = stream.binomial(trials: trials, probability: probability)
            #expect(k >= 0 && k <= trials)
            counts[k, default: 0] += 1
        }
        let distribution = BinomialDistribution(trials: trials, probability: probability)
        // Values are pooled until each bin expects 20 or more.
        var observed: [Int] = []
        var expected: [Double] = []
        var pending = (count: 0, mass: 0.0)
        var passed = 0.0
        let highest = min(trials, Int(Double(trials) * probability) + 2000)
        for k in 0...highest {
            let mass = distribution.pmf(k)
            pending.count += counts[k] ?? 0
            pending.mass += mass
            passed += mass
            if pending.mass * Double(draws) >= 20, (1 - passed) * Double(draws) >= 20 {
                observed.append(pending.count)
                expected.append(pending.mass)
                pending = (0, 0)
            }
        }
        observed.append(draws - observed.reduce(0, +))
        expected.append(1 - expected.reduce(0, +))
        #expect(observed.count > 2)
        #expect(GoodnessOfFit(observed, shares: expected).isGood)
    }

    @Test("Binomial numbers of ten billion trials have the right centre and spread")
    func largeBinomial() {
        var stream = RandomStream(seed: 17, name: "large binomial")
        let n = 10_000_000_000
        let deviation = (Double(n) * 0.21).squareRoot()
        let draws = 4000.0
        var sum = 0.0
        var squares = 0.0
        for _ in 0..<Int(draws) {
            let z = (Double(stream.binomial(trials: n, probability: 0.3)) - Double(n) * 0.3) / deviation
            sum += z
            squares += z * z
        }
        #expect((sum / draws).magnitude < 4 / draws.squareRoot())
        #expect((squares / draws - 1).magnitude < 4 * (2 / draws).squareRoot())
    }

    @Test("Binomial edges need no luck")
    func binomialEdges() {
        var stream = RandomStream(seed: 18, name: "edges")
        #expect(stream.binomial(trials: 0, probability: 0.5) == 0)
        #expect(stream.binomial(trials: 9, probability: 0) == 0)
        #expect(stream.binomial(trials: 9, probability: 1) == 9)
    }
}
