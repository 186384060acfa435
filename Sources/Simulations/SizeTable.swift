import Diagnostics
import Evidence
import Metrics
import Scenarios
import Statistics

/// How often tests, verdicts and adjusted lists find what is not there: at most as often as they say.
///
/// By enumeration of all outcomes where that can be done, else by simulation.
struct SizeTable {
    static let alpha = 0.05
    static let runs = 2_000

    var markdown: String {
        [
            "# Sizes of tests and verdicts", "",
            "Written by `swift run -c release Simulations sizes`. Every figure is a chance of error where nothing is to be "
                + "found, or where a model stands exactly at its tolerance: .05 at most is promised. **Bold**: above .05 "
                + "where all outcomes were enumerated, and above .064 of \(Self.runs) runs, which a chance of .05 shows once "
                + "in two hundred cells.",
            "", "## Tests", "",
            "Chance of p ≤ .05 where there is no difference, n rows of each group or n pairs. Score tests and mid-p hold their "
                + "level on average over rates and not at each (Campbell 2007; Fagerland, Lydersen and Laake 2013).",
            "",
            tests.text, "", "## Verdicts: pass", "",
            "Chance that a gate passes a model that stands exactly at the limit: a floor and a ceiling of the rate itself, a "
                + "difference of .1 and a ratio of .8 to a group of the same size, equivalence in both directions.", "",
            verdicts.text, "", "## Verdicts against another model on the same rows", "",
            "Chance of a pass where the model is worse by exactly the tolerance; \(Self.runs) runs. *agree*: how much of what "
                + "chance leaves the two decide alike.", "",
            PairedSizes(runs: Self.runs).table.text, "", "## Ranges of equal groups", "",
            "Share of \(Self.runs / 4) runs in which the 95 % interval of the largest difference holds 0: .93 or more is aimed "
                + "at. Percentiles of bootstrap ranges never hold it.", "", ranges.text, "", "## Lists", "",
            "\(Self.runs) lists of 40 score tests at 100 rows a group, of which so many are of no difference: *any* is the "
                + "chance of one false finding or more by Holm, *share* the mean share of false ones among those found by "
                + "Benjamini–Hochberg, and by Benjamini–Yekutieli where every second test is the mirror of another one.",
            "",
            lists.text,
        ].joined(separator: "\n")
    }

    private func exact(_ value: Double) -> String { value > Self.alpha + 5e-4 ? "**\(share(value))**" : share(value) }

    static func simulated(_ count: Int, of runs: Int) -> String {
        let value = Double(count) / Double(runs)
        return value > 0.064 ? "**\(share(value))**" : share(value)
    }

    // MARK: Tests

    private var tests: MarkdownTable {
        var table = MarkdownTable([
            "n", "rate", "equal rates", "McNemar mid-p", "independence", "equal gaps", "calibration",
        ])
        for n in [20, 50, 100] {
            for rate in [0.02, 0.1, 0.3, 0.5] {
                table.add([
                    "\(n)", share(rate), exact(equalRates(n, rate)), exact(mcNemar(n, rate)),
                    Self.simulated(independence(n, rate), of: Self.runs), Self.simulated(gaps(n, rate), of: Self.runs),
                    Self.simulated(calibration(n, rate), of: Self.runs),
                ])
            }
        }
        return table
    }

    private func equalRates(_ n: Int, _ rate: Double) -> Double {
        let masses = (0...n).map { BinomialDistribution(trials: n, probability: rate).pmf($0) }
        var sum = 0.0
        for x1 in 0...n {
            for x0 in 0...n where masses[x1] * masses[x0] > 1e-12 {
                let p = TwoProportions(
                    successes1: Double(x1), trials1: Double(n), successes0: Double(x0), trials0: Double(n)
                ).equalityPValue
                if let p, p <= Self.alpha { sum += masses[x1] * masses[x0] }
            }
        }
        return sum
    }

    /// Of n rows, so many decided differently.
    private func mcNemar(_ n: Int, _ rate: Double) -> Double {
        let differing = BinomialDistribution(trials: n, probability: rate)
        return (0...n).reduce(0) { sum, flips in
            let split = BinomialDistribution(trials: flips, probability: 0.5)
            return sum + differing.pmf(flips)
                * (0...flips).reduce(0) { inner, first in
                    let p = PairedProportions(
                        both: 0, onlyFirst: Double(first), onlySecond: Double(flips - first),
                        neither: Double(n - flips)
                    ).mcNemarMidP
                    return inner + ((p ?? 1) <= Self.alpha ? split.pmf(first) : 0)
                }
        }
    }

    private func independence(_ n: Int, _ rate: Double) -> Int {
        var random = RandomStream(seed: 21, name: "independence \(n) \(rate)")
        return (0..<Self.runs).count { run in
            let rows = (0..<3).map { _ in random.binomial(trials: n, probability: rate) }
            let test = IndependenceTest(
                [rows.map { [$0, n - $0] }], permutations: 500, seed: UInt64(run), stream: "size")
            return (test?.pValue ?? 1) <= Self.alpha
        }
    }

    private func gaps(_ n: Int, _ rate: Double) -> Int {
        var random = RandomStream(seed: 22, name: "gaps \(n) \(rate)")
        return (0..<Self.runs).count { _ in
            let strata = (0..<4).map { stratum in
                let own = min(0.9, rate * Double(stratum + 1) / 2)
                func drawn() -> Double { Double(random.binomial(trials: n, probability: own)) }
                return TwoProportions(
                    successes1: drawn(), trials1: Double(n), successes0: drawn(), trials0: Double(n))
            }
            return (MantelHaenszel(strata).homogeneity()?.pValue ?? 1) <= Self.alpha
        }
    }

    private func calibration(_ n: Int, _ rate: Double) -> Int {
        var random = RandomStream(seed: 23, name: "calibration \(n) \(rate)")
        return (0..<Self.runs).count { run in
            var counts: [Int: (negatives: Int, positives: Int)] = [:]
            for _ in 0..<n {
                let score = Int(2 * rate * 1_000 * random.uniform()) % 1_000
                if random.uniform() < (Double(score) + 0.5) / 1_000 {
                    counts[score, default: (0, 0)].positives += 1
                } else {
                    counts[score, default: (0, 0)].negatives += 1
                }
            }
            let values = counts.keys.sorted()
            let scores = ScoreCounts(
                values: values.map { (Double($0) + 0.5) / 1_000 }, negatives: values.map { counts[$0]?.negatives ?? 0 },
                positives: values.map { counts[$0]?.positives ?? 0 })
            let p = CalibrationError(scores, binCount: 10)?.consistency(
                replicates: 199, seed: UInt64(run), stream: "size")
            return (p ?? 1) <= Self.alpha
        }
    }

    // MARK: Verdicts

    private var verdicts: MarkdownTable {
        var table = MarkdownTable(["n", "rate", "floor", "ceiling", "difference", "difference, both", "ratio"])
        for n in [30, 100, 300] {
            for rate in [0.1, 0.3, 0.5, 0.8, 0.95] {
                table.add(
                    ["\(n)", share(rate)]
                        + [level(n, rate, isFloor: true), level(n, rate, isFloor: false)].map(exact)
                        + [
                            gap(n, rate, { $0.lower >= -0.1 }, rate + 0.1),
                            gap(n, rate, { $0.lower >= -0.1 && $0.upper <= 0.1 }, rate + 0.1),
                            ratio(n, rate),
                        ].map { $0.map(exact) ?? "—" })
            }
        }
        return table
    }

    /// The chance that a limit of a rate lies beyond the rate itself.
    private func level(_ n: Int, _ rate: Double, isFloor: Bool) -> Double {
        guard let metric = Catalogue.metric(named: "true-positive-rate", binary: true) else { return .nan }
        let binomial = BinomialDistribution(trials: n, probability: rate)
        return (0...n).reduce(0) { sum, hits in
            var estimator = Estimator(
                GroupEvidence(confusion: Confusion(rows: [[0, 0], [n - hits, hits]])),
                context: EstimationContext(model: "m"))
            let interval = estimator.estimate(metric, level: 1 - 2 * Self.alpha, for: .gate).interval
            let passes = isFloor ? (interval?.lower ?? -1) >= rate : (interval?.upper ?? 2) <= rate
            return sum + (passes ? binomial.pmf(hits) : 0)
        }
    }

    private func gap(_ n: Int, _ rate: Double, _ passes: (Interval) -> Bool, _ other: Double) -> Double? {
        guard other < 1 else { return nil }
        return enumerated(n, rate, other) { pair in
            pair.miettinenNurminenDifference(level: 1 - 2 * Self.alpha).map(passes) ?? false
        }
    }

    private func ratio(_ n: Int, _ rate: Double) -> Double? {
        guard rate / 0.8 < 1 else { return nil }
        return enumerated(n, rate, rate / 0.8) { pair in
            (pair.scoreRatio(level: 1 - 2 * Self.alpha)?.lower ?? 0) >= 0.8
        }
    }

    private func enumerated(
        _ n: Int, _ rate: Double, _ other: Double, _ passes: (TwoProportions) -> Bool
    ) -> Double {
        let (first, second) = (
            BinomialDistribution(trials: n, probability: rate), BinomialDistribution(trials: n, probability: other)
        )
        let (one, two) = ((0...n).map { first.pmf($0) }, (0...n).map { second.pmf($0) })
        var sum = 0.0
        for x1 in 0...n {
            for x0 in 0...n where one[x1] * two[x0] > 1e-9 {
                let pair = TwoProportions(
                    successes1: Double(x1), trials1: Double(n), successes0: Double(x0), trials0: Double(n))
                if passes(pair) { sum += one[x1] * two[x0] }
            }
        }
        return sum
    }

    // MARK: Ranges

    private var ranges: MarkdownTable {
        var table = MarkdownTable(["groups", "rows a group", "rate", "holds 0"])
        let runs = Self.runs / 4
        for (groups, rows) in [(2, 100), (2, 1_000), (3, 50), (8, 100), (20, 50), (40, 200)] {
            for rate in [0.05, 0.3, 0.8] {
                var random = RandomStream(seed: 24, name: "ranges \(groups) \(rows) \(rate)")
                let held = (0..<runs).count { run in holds(groups, rows, rate, UInt64(run), &random) }
                let value = Double(held) / Double(runs)
                table.add(["\(groups)", "\(rows)", share(rate), value < 0.93 ? "**\(share(value))**" : share(value)])
            }
        }
        return table
    }

    private func holds(
        _ groups: Int, _ rows: Int, _ rate: Double, _ seed: UInt64, _ random: inout RandomStream
    ) -> Bool {
        guard let metric = Catalogue.metric(named: "true-positive-rate", binary: true) else { return false }
        var aggregate = GroupAggregate(
            (0..<groups).map { group in
                let hits = random.binomial(trials: rows, probability: rate)
                return Estimator(
                    GroupEvidence(
                        group: GroupKey([GroupLevel(dimension: "g", value: "\(group)")]),
                        confusion: Confusion(rows: [[0, 0], [rows - hits, hits]])),
                    context: EstimationContext(model: "m", seed: seed, replicates: 500))
            })
        return aggregate.range(metric, level: 0.95, for: .display).estimate.interval?.contains(0) ?? false
    }

    // MARK: Lists

    private var lists: MarkdownTable {
        var table = MarkdownTable(["without a difference", "any, Holm", "share, BH", "share, BY"])
        for null in [40, 30, 10] {
            var random = RandomStream(seed: 25, name: "lists \(null)")
            var (any, shares, mirrored) = (0, 0.0, 0.0)
            for _ in 0..<Self.runs {
                var pValues: [Double] = []
                for test in 0..<40 {
                    let gap = test < null ? 0 : 0.25
                    let pair = TwoProportions(
                        successes1: Double(random.binomial(trials: 100, probability: 0.3 + gap)), trials1: 100,
                        successes0: Double(random.binomial(trials: 100, probability: 0.3)), trials0: 100)
                    pValues.append(pair.equalityPValue ?? 1)
                }
                func falseShare(_ adjusted: [Double]) -> Double {
                    let found = adjusted.indices.filter { adjusted[$0] <= Self.alpha }
                    return found.isEmpty ? 0 : Double(found.count { $0 < null }) / Double(found.count)
                }
                if Multiplicity.holm(pValues).prefix(null).contains(where: { $0 <= Self.alpha }) { any += 1 }
                shares += falseShare(Multiplicity.benjaminiHochberg(pValues))
                // The complement of a slice has the same p-value, and moves the other way.
                let twice = pValues.prefix(null) + pValues.prefix(null) + pValues.dropFirst(null)
                let adjusted = Multiplicity.benjaminiYekutieli(Array(twice))
                let found = adjusted.indices.filter { adjusted[$0] <= Self.alpha }
                mirrored += found.isEmpty ? 0 : Double(found.count { $0 < 2 * null }) / Double(found.count)
            }
            func held(_ value: Double) -> String { value > 0.064 ? "**\(share(value))**" : share(value) }
            table.add([
                "\(null) of 40", Self.simulated(any, of: Self.runs), held(shares / Double(Self.runs)),
                held(mirrored / Double(Self.runs)),
            ])
        }
        return table
    }
}
