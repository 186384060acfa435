import Testing

@testable import Statistics

@Suite("Distributions")
struct DistributionTests {
    @Test("A quantile of a beta distribution has the probability asked for", arguments: [UInt64(1), 2])
    func betaRoundTrip(seed: UInt64) {
        var stream = RandomStream(seed: seed, name: "shapes")
        // Shapes from 1/30 to 10⁵, evenly on the logarithmic scale, and probabilities mostly in the tails.
        func shape() -> Double { (1...4).reduce(1.0 / 30) { product, _ in product * 41.6 * stream.uniform() + 1e-3 } }
        for _ in 0..<150 {
            let distribution = BetaDistribution(shape(), shape())
            let u = stream.uniform()
            let p = u * u * u
            for (x, isUpper) in [(distribution.quantile(p), false), (distribution.quantile(upperTail: p), true)] {
                guard x > 1e-290, x < 1 - 1e-6 else { continue }
                let reached = isUpper ? distribution.upperTail(x) : distribution.cdf(x)
                // One unit in the last place of x moves the probability by its density there.
                let slack =
                    x.ulp * BetaFunction.density(x: x, complement: 1 - x, distribution.a, distribution.b)
                    / (x * (1 - x))
                #expect((reached - p).magnitude <= 1e-11 * p + 4 * slack, "\(distribution) at \(p), seed \(seed)")
            }
        }
    }

    @Test("Incomplete beta functions of whole shapes are sums of binomial probabilities")
    func betaIsBinomialSum() {
        for (a, n) in [(1, 1), (3, 10), (10, 10), (20, 31)] {
            for x in [0.01, 0.3, 0.5, 0.92] {
                var sum = 0.0
                for k in a...n {
                    var mass = 1.0
                    for i in 0..<n { mass *= i < k ? x * Double(n - i) / Double(k - i) : 1 - x }
                    sum += mass
                }
                let value = BetaDistribution(Double(a), Double(n - a + 1)).cdf(x)
                #expect((value - sum).magnitude < 1e-12 * sum)
            }
        }
    }

    @Test("Outside its domain a function is not a number, and at its ends it is exact")
    func domains() {
        #expect(NormalDistribution.quantile(0) == -.infinity && NormalDistribution.quantile(1) == .infinity)
        #expect(NormalDistribution.quantile(-0.1).isNaN && NormalDistribution.quantile(.nan).isNaN)
        #expect(GammaFunction.logarithm(0).isNaN && GammaFunction.logarithm(-1.5).isNaN)
        #expect(BetaFunction.logarithm(-1, 2).isNaN)
        #expect(BetaFunction.regularised(x: 1.5, 1, 1).lower.isNaN)
        let beta = BetaDistribution(2, 3)
        #expect(beta.quantile(0) == 0 && beta.quantile(1) == 1 && beta.quantile(2).isNaN)
        #expect(beta.cdf(-1) == 0 && beta.cdf(2) == 1 && beta.cdf(.nan).isNaN)
        let t = StudentT(degreesOfFreedom: 4)
        #expect(t.quantile(0) == -.infinity && t.quantile(0.5) == 0 && t.quantile(1) == .infinity)
        #expect(t.quantile(.nan).isNaN && t.cdf(.infinity) == 1 && t.cdf(-1e200) == 0)
        let binomial = BinomialDistribution(trials: 5, probability: 0)
        #expect(binomial.pmf(0) == 1 && binomial.pmf(1) == 0 && binomial.pmf(-1) == 0 && binomial.cdf(9) == 1)
        #expect(BinomialDistribution(trials: 5, probability: 1).pmf(5) == 1)
    }

    @Test("Binomial probabilities sum to 1, and the tails meet")
    func binomialTotal() {
        for (n, p) in [(0, 0.3), (1, 0.5), (60, 0.04), (999, 0.71)] {
            let distribution = BinomialDistribution(trials: n, probability: p)
            var sum = CompensatedSum()
            for k in 0...n {
                sum.add(distribution.pmf(k))
                #expect((distribution.cdf(k) - sum.value).magnitude < 1e-12)
                #expect((distribution.cdf(k) + distribution.upperTail(k) - 1).magnitude < 1e-14)
            }
            #expect((sum.value - 1).magnitude < 1e-12)
        }
    }

    @Test("Student's t is symmetric, and at one degree of freedom it is Cauchy's")
    func studentT() {
        let cauchy = StudentT(degreesOfFreedom: 1)
        #expect((cauchy.cdf(1) - 0.75).magnitude < 1e-15 && (cauchy.quantile(0.75) - 1).magnitude < 1e-12)
        for nu in [0.5, 3, 44.4, 1e6] {
            let t = StudentT(degreesOfFreedom: nu)
            for x in [0.01, 0.7, 2, 11] {
                #expect((t.cdf(x) + t.cdf(-x) - 1).magnitude < 1e-15)
                #expect((t.quantile(t.cdf(-x)) / -x - 1).magnitude < 1e-10)
            }
        }
    }
}
