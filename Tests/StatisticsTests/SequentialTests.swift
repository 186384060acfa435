import Testing

@testable import Statistics

/// Type I errors and delays of tests that are looked at again and again. Larger tables: Tests/Simulations/MONITORS.md.
@Suite("Tests at every look")
struct SequentialTests {
    private static func draw(_ n: Int, _ p: Double, _ random: inout RandomStream) -> Int {
        random.binomial(trials: n, probability: p)
    }

    @Test(
        "Fixed limits lie outside at some of 200 looks in two runs of five; those for every look in one of 20 at most")
    func rates() {
        var (fixed, sequential) = (0, 0)
        let runs = 150
        for run in 0..<runs {
            var random = RandomStream(seed: UInt64(run), name: "rates")
            var (x, n) = (0, 0)
            var (isFixedOut, isOut) = (false, false)
            for _ in 0..<200 {
                x += Self.draw(50, 0.2, &random)
                n += 50
                let p = Double(x) / Double(n)
                let reach = 1.959964 * (p * (1 - p) / Double(n)).squareRoot()
                if abs(p - 0.2) > reach { isFixedOut = true }
                // The limits hold .2 just where the evidence at .2 is small.
                if Self.isOutside(0.2, x, n) { isOut = true }
            }
            if isFixedOut { fixed += 1 }
            if isOut { sequential += 1 }
        }
        #expect(abs(Double(fixed) / Double(runs) - 0.42) < 0.13, "\(fixed)")
        #expect(Double(sequential) / Double(runs) <= 0.05, "\(sequential)")
    }

    /// The mixture against one rate, written out.
    private static func isOutside(_ p: Double, _ x: Int, _ n: Int) -> Bool {
        let (a, b) = (Double(x) + 0.5, Double(n - x) + 0.5)
        let mixture =
            GammaFunction.logarithm(a) + GammaFunction.logarithm(b) - GammaFunction.logarithm(a + b)
            - LogScale.logarithm(3.14159265358979)
        let own = Double(x) * LogScale.logarithm(p) + Double(n - x) * LogScale.logarithm(1 - p)
        return mixture - own >= LogScale.logarithm(20)
    }

    @Test("The difference of two sequences holds both and is wider than either")
    func difference() throws {
        let difference = try #require(RateSequence.difference((160, 200), (60, 200), level: 0.95))
        #expect(difference.contains(0.5) && difference.method == .sequenceDifference && difference.lower > 0)
        let (a, b) = (
            try #require(RateSequence.interval(successes: 160, trials: 200, level: 0.975)),
            try #require(RateSequence.interval(successes: 60, trials: 200, level: 0.975))
        )
        #expect(difference.lower == a.lower - b.upper && difference.upper == a.upper - b.lower)
    }

    @Test("The mixture of a mean is the formula, and its limits hold the mean at every look")
    func means() throws {
        // Two windows by hand: x̂ is ½ in the first and its mean in the second.
        var sequence = MeanSequence()
        let windows: [[Double]] = [
            (0..<200).map { 0.1 * Double($0 % 5) }, (0..<150).map { 0.3 + 0.2 * Double($0 % 3) },
        ]
        for window in windows {
            sequence.add(
                rows: window.count, total: window.reduce(0, +), squares: window.reduce(0) { $0 + $1 * $1 })
        }
        let all = windows.flatMap { $0 }
        var spread = windows[0].reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) }
        spread += windows[1].reduce(0) { $0 + ($1 - 0.2) * ($1 - 0.2) }
        func evidence(_ mean: Double) -> Double {
            var (sum, count, bet) = (0.0, 0.0, 0.005)
            while bet < 0.9 {
                let psi = -LogScale.logarithm(1 - bet) - bet
                sum += LogScale.exponential(bet * all.reduce(0) { $0 + $1 - mean } - psi * spread)
                count += 1
                bet *= 1.35
            }
            return LogScale.logarithm(sum / count)
        }
        let interval = try #require(sequence.interval(level: 0.95))
        #expect(abs(evidence(interval.lower) - LogScale.logarithm(40)) < 1e-9 && interval.lower > 0, "\(interval)")
        #expect(MeanSequence().interval(level: 0.95)?.upper == 1 && MeanSequence().mean == nil)
        var outside = 0
        for run in 0..<60 {
            var random = RandomStream(seed: UInt64(run), name: "means")
            var own = MeanSequence()
            for _ in 0..<40 {
                // Beta(2, 6), mean ¼.
                let drawn = (0..<20).map { _ -> Double in
                    let (x, y) = (random.gamma(shape: 2), random.gamma(shape: 6))
                    return x / (x + y)
                }
                own.add(rows: 20, total: drawn.reduce(0, +), squares: drawn.reduce(0) { $0 + $1 * $1 })
            }
            let limits = try #require(own.interval(level: 0.95))
            if !limits.contains(0.25) { outside += 1 }
            #expect(limits.upper - limits.lower < 0.12)
        }
        #expect(outside <= 2)
    }

    @Test("Two groups of one rate raise an alarm in one of 20 runs at most, .3 against .4 in nearly all")
    func twoGroups() {
        func alarms(_ a: Double, _ b: Double, _ runs: Int) -> Double {
            var alarms = 0
            for run in 0..<runs {
                var random = RandomStream(seed: UInt64(run), name: "groups \(a) \(b)")
                var process = EqualRatesProcess()
                for _ in 0..<100 {
                    process.add(
                        successesA: Self.draw(30, a, &random), trialsA: 30, successesB: Self.draw(20, b, &random),
                        trialsB: 20)
                    if process.logEvidence >= LogScale.logarithm(20) {
                        alarms += 1
                        break
                    }
                }
            }
            return Double(alarms) / Double(runs)
        }
        // METHODS §4d: 2.3 %, here of 400 runs.
        #expect(abs(alarms(0.3, 0.3, 400) - 0.023) < 0.025)
        #expect(alarms(0.3, 0.4, 60) >= 0.95)
    }

    @Test(
        "A window's factor has mean 1 or less whatever was bet, by adding up all outcomes", arguments: [0.1, 0.5, 0.8])
    func factor(rate: Double) {
        for (n, m) in [(3, 1), (2, 5), (4, 4)] {
            for before in [(0, 0, 0, 0), (5, 5, 0, 9), (1, 7, 3, 4)] {
                var mean = 0.0
                let (first, second) = (
                    BinomialDistribution(trials: n, probability: rate),
                    BinomialDistribution(trials: m, probability: rate)
                )
                for x in 0...n {
                    for y in 0...m {
                        var process = EqualRatesProcess()
                        process.add(successesA: before.0, trialsA: before.1, successesB: before.2, trialsB: before.3)
                        let factor = process.add(successesA: x, trialsA: n, successesB: y, trialsB: m)
                        mean += LogScale.exponential(first.logPMF(x) + second.logPMF(y) + factor)
                    }
                }
                #expect(mean <= 1 + 1e-12, "\(mean)")
            }
        }
    }

    @Test("A bet at the limit is fair, and is the likelihood ratio of its target")
    func bets() throws {
        let bet = try #require(RateBet(limit: 0.2, stake: 0.5))
        #expect(abs(bet.target - 0.28) < 1e-15)
        let fair = (0...7).reduce(0.0) { sum, x in
            sum
                + LogScale.exponential(
                    BinomialDistribution(trials: 7, probability: 0.2).logPMF(x) + bet.logGain(successes: x, trials: 7))
        }
        #expect(abs(fair - 1) < 1e-12)
        let ratio =
            BinomialDistribution(trials: 50, probability: 0.28).logPMF(14)
            - BinomialDistribution(trials: 50, probability: 0.2).logPMF(14)
        #expect(abs(bet.logGain(successes: 14, trials: 50) - ratio) < 1e-12)
        // Of itself a fifth of a standard deviation, which at .2 is that stake.
        let own = try #require(RateBet(limit: 0.2))
        #expect(abs(own.stake - 0.5) < 1e-12)
        #expect(RateBet(limit: 0) == nil && RateBet(limit: 1) == nil && RateBet(limit: 0.2, stake: 5) == nil)
    }

    @Test("Without a change a detector stays quiet for longer than promised; a change is seen soon, and where it began")
    func changes() throws {
        let bet = try #require(RateBet(limit: 0.2, stake: 0.5))
        var (total, delays, starts) = (0, [Int](), [Int]())
        for run in 0..<40 {
            var random = RandomStream(seed: UInt64(run), name: "arl")
            var detector = ChangeDetector(alpha: 0.01)
            while !detector.add(bet.logGain(successes: Self.draw(50, 0.2, &random), trials: 50)),
                detector.windows < 4_000
            {}
            total += detector.windows
            var other = ChangeDetector(alpha: 0.01)
            var window = 0
            while !other.isAlarm, window < 400 {
                let rate = window < 30 ? 0.2 : 0.3
                _ = other.add(bet.logGain(successes: Self.draw(50, rate, &random), trials: 50))
                window += 1
            }
            guard window > 30 else { continue }
            delays.append(window - 30)
            starts.append(other.start)
        }
        // METHODS §4d: 573 windows, of which 40 runs tell about a sixth; the guarantee is 100.
        #expect((300...900).contains(total / 40), "\(total / 40)")
        #expect((2...6).contains(delays.reduce(0, +) / delays.count), "\(delays)")
        #expect(abs(starts.reduce(0, +) / starts.count - 30) <= 3, "\(starts)")
    }

    @Test("E-values of which the largest count for less are found by the step-up")
    func discoveries() {
        // 4 streams, α .05: the k largest need 80/k.
        func found(_ values: [Double]) -> [Bool] {
            Multiplicity.eBenjaminiHochberg(values.map { LogScale.logarithm($0) }, alpha: 0.05)
        }
        #expect(found([1, 79, 3, 2]) == [false, false, false, false])
        #expect(found([1, 81, 3, 2]) == [false, true, false, false])
        #expect(found([41, 45, 3, 2]) == [true, true, false, false])
        #expect(found([21, 25, 23, 20]) == [true, true, true, true])
        #expect(found([]) == [])
        #expect(abs(Multiplicity.bonferroniLogEvidence(count: 4, alpha: 0.05) - LogScale.logarithm(80)) < 1e-12)
    }
}
