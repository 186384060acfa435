import Evidence
import Metrics
import Statistics

/// How often 95 % intervals hold the true value: by enumeration of all outcomes where that can be done, else by
/// simulation.
struct CoverageTable {
    private static let level = 0.95
    private static let sizes = [30, 100, 1_000]
    private static let rates = [0.02, 0.1, 0.5]
    private static let runs = 2_000

    var markdown: String {
        [
            "# Coverage of 95 % intervals", "",
            "Written by `swift run -c release Simulations coverage`. Target: .93 to .97; *conservative* above it, **short** "
                + "below .93. Score intervals hold their level on average over rates, not at each: with few expected "
                + "outcomes single rates lie below it (Brown, Cai and DasGupta 2001).",
            "", "## One proportion, by enumeration", "", proportions.text, "",
            "## Differences and ratios of two proportions, n rows each", "",
            "By enumeration up to 100 rows, else \(Self.runs * 10) runs.", "", differences.text, "",
            "## Figures of four cells, by simulation", "",
            "\(Self.runs) runs; true positive rate .8, false positive rate .1. *refused*: runs without an interval, because the "
                + "figure is undefined there; coverage is of the others.", "", composites.text, "",
            "## Figures of three classes, by simulation", "",
            "\(Self.runs) runs; the base rate is that of the first class.", "", classes.text, "",
            "## Figures of scores, by simulation", "",
            "\(Self.runs) runs; scores are normal, moved by 1 for positives, and for probabilities the true ones.", "",
            scores.text, "", "## Figures of numbers, by simulation", "",
            "\(Self.runs) runs; errors of mean 0 and standard deviation 1 whose tails are those of a normal, a Laplace and a "
                + "Student distribution with 5 degrees of freedom, and leaning errors of an exponential one.", "",
            numbers.text,
        ].joined(separator: "\n")
    }

    private func marked(_ coverage: Double) -> String {
        coverage < 0.93 ? "**\(share(coverage))**" : coverage > 0.97 ? "*\(share(coverage))*" : share(coverage)
    }

    private func row(_ n: Int, _ rate: Double, _ held: [Int], _ made: [Int]) -> [String] {
        var cells = ["\(n)", share(rate)]
        for (held, made) in zip(held, made) { cells.append(made == 0 ? "—" : marked(Double(held) / Double(made))) }
        return cells
    }

    // MARK: Binomial

    private var proportions: MarkdownTable {
        var table = MarkdownTable(["n", "p", "Wilson", "Clopper–Pearson", "Jeffreys"])
        for n in Self.sizes {
            for p in Self.rates {
                let binomial = BinomialDistribution(trials: n, probability: p)
                func coverage(_ interval: (Double) -> Interval?) -> Double {
                    (0...n).reduce(0) { $0 + (interval(Double($1))?.contains(p) == true ? binomial.pmf($1) : 0) }
                }
                table.add(
                    ["\(n)", share(p)]
                        + [
                            coverage { Proportion.wilson(successes: $0, trials: Double(n), level: Self.level) },
                            coverage { Proportion.clopperPearson(successes: $0, trials: Double(n), level: Self.level) },
                            coverage { Proportion.jeffreys(successes: $0, trials: Double(n), level: Self.level) },
                        ].map(marked))
            }
        }
        return table
    }

    private var differences: MarkdownTable {
        var table = MarkdownTable(["n", "p₁", "p₀", "Newcombe", "Miettinen–Nurminen", "score ratio"])
        for n in Self.sizes {
            for (p1, p0) in [(0.02, 0.02), (0.1, 0.1), (0.5, 0.5), (0.1, 0.02), (0.2, 0.1), (0.6, 0.5)] {
                let intervals: [((TwoProportions) -> Interval?, Double)] = [
                    ({ $0.newcombeDifference(level: Self.level) }, p1 - p0),
                    ({ $0.miettinenNurminenDifference(level: Self.level) }, p1 - p0),
                    ({ $0.scoreRatio(level: Self.level) }, p1 / p0),
                ]
                table.add(
                    ["\(n)", share(p1), share(p0)]
                        + intervals.map { marked(pairCoverage(n, p1, p0, truth: $0.1, $0.0)) })
            }
        }
        return table
    }

    private func pairCoverage(
        _ n: Int, _ p1: Double, _ p0: Double, truth: Double, _ interval: (TwoProportions) -> Interval?
    ) -> Double {
        func holds(_ x1: Int, _ x0: Int) -> Bool {
            let pair = TwoProportions(
                successes1: Double(x1), trials1: Double(n), successes0: Double(x0), trials0: Double(n))
            return interval(pair)?.contains(truth) == true
        }
        guard n > 100 else {
            let (first, second) = (
                BinomialDistribution(trials: n, probability: p1), BinomialDistribution(trials: n, probability: p0)
            )
            var sum = 0.0
            for x1 in 0...n {
                for x0 in 0...n {
                    let mass = first.pmf(x1) * second.pmf(x0)
                    // What is left out is far below the digits shown.
                    if mass > 1e-9, holds(x1, x0) { sum += mass }
                }
            }
            return sum
        }
        var random = RandomStream(seed: 1, name: "pairs \(n) \(p1) \(p0)")
        var held = 0
        for _ in 0..<Self.runs * 10
        where holds(
            random.binomial(trials: n, probability: p1), random.binomial(trials: n, probability: p0))
        {
            held += 1
        }
        return Double(held) / Double(Self.runs * 10)
    }

    // MARK: Composites

    private var composites: MarkdownTable {
        simulated(
            [
                "f1-score", "f2-score", "matthews-correlation", "cohen-kappa", "balanced-accuracy", "jaccard-index",
                "informedness", "markedness", "positive-likelihood-ratio", "negative-likelihood-ratio",
                "diagnostic-odds-ratio", "macro-f1", "weighted-f1",
            ],
            truth: { rate in
                let cells = [(1 - rate) * 0.9, (1 - rate) * 0.1, rate * 0.2, rate * 0.8]
                return estimator(cells.map { Int(($0 * 1e9).rounded()) }, seed: 0)
            },
            stream: { RandomStream(seed: 2, name: "composites \($0) \($1)") }
        ) { n, rate, run, random in
            let positives = random.binomial(trials: n, probability: rate)
            let hits = random.binomial(trials: positives, probability: 0.8)
            let alarms = random.binomial(trials: n - positives, probability: 0.1)
            return estimator([n - positives - alarms, alarms, positives - hits, hits], seed: UInt64(run))
        }
    }

    /// Three classes of which one has this share, and the others what is left; a fifth of each is taken for the next one,
    /// and a tenth for the one before.
    private var classes: MarkdownTable {
        func shares(_ rate: Double) -> [Double] {
            [rate, (1 - rate) * 0.6, (1 - rate) * 0.4].enumerated().flatMap { label, share in
                (0..<3).map { share * [0.7, 0.2, 0.1][($0 - label + 3) % 3] }
            }
        }
        return simulated(
            [
                "macro-f1", "weighted-f1", "macro-recall", "macro-precision", "cohen-kappa", "matthews-correlation",
                "quadratic-weighted-kappa", "mean-absolute-level-error",
            ], binary: false,
            truth: { rate in table(shares(rate).map { Int(($0 * 1e9).rounded()) }, seed: 0) },
            stream: { RandomStream(seed: 6, name: "classes \($0) \($1)") }
        ) { n, rate, run, random in
            var (left, rest) = (n, 1.0)
            let cells = shares(rate).map { share -> Int in
                let drawn = random.binomial(trials: left, probability: rest > 0 ? min(1, share / rest) : 0)
                (left, rest) = (left - drawn, rest - share)
                return drawn
            }
            return table(cells, seed: UInt64(run))
        }
    }

    private func table(_ cells: [Int], seed: UInt64) -> Estimator {
        var context = EstimationContext(model: "m", level: Self.level, seed: seed, replicates: 500)
        context.order = [0, 1, 2]
        return Estimator(
            GroupEvidence(confusion: Confusion(rows: (0..<3).map { Array(cells[3 * $0..<3 * $0 + 3]) })),
            context: context)
    }

    /// A row for each size and rate: how often the interval of each metric holds its true value.
    ///
    /// - Parameters:
    ///   - truth: everybody, at a rate.
    ///   - draw: a sample of n at a rate.
    private func simulated(
        _ names: [String], binary: Bool = true, truth: (Double) -> Estimator, stream: (Int, Double) -> RandomStream,
        draw: (_ n: Int, _ rate: Double, _ run: Int, inout RandomStream) -> Estimator
    ) -> MarkdownTable {
        let metrics = names.compactMap { Catalogue.metric(named: $0, binary: binary) }
        var table = MarkdownTable(["n", "base rate"] + names + ["refused"])
        for n in Self.sizes {
            for rate in Self.rates {
                let whole = truth(rate)
                let truths = metrics.map { whole.value($0) ?? .nan }
                var held = [Int](repeating: 0, count: metrics.count)
                var made = held
                var random = stream(n, rate)
                for run in 0..<Self.runs {
                    var estimator = draw(n, rate, run, &random)
                    for (place, metric) in metrics.enumerated() {
                        guard let interval = estimator.estimate(metric).interval else { continue }
                        made[place] += 1
                        if interval.contains(truths[place]) { held[place] += 1 }
                    }
                }
                let refused = 1 - Double(made.min() ?? 0) / Double(Self.runs)
                table.add(row(n, rate, held, made) + [share(refused)])
            }
        }
        return table
    }

    /// Cells in the order TN, FP, FN, TP.
    private func estimator(_ cells: [Int], seed: UInt64) -> Estimator {
        Estimator(
            GroupEvidence(confusion: Confusion(rows: [[cells[0], cells[1]], [cells[2], cells[3]]])),
            context: EstimationContext(model: "m", level: Self.level, seed: seed, replicates: 500))
    }

    // MARK: Numbers

    /// How an error of mean 0 is drawn.
    private enum Errors: String, CaseIterable {
        case normal, laplace, student, exponential

        func draw(_ random: inout RandomStream) -> Double {
            switch self {
            case .normal: return random.normal()
            case .laplace:
                let size = -LogScale.logarithm(random.uniform()) / 2.0.squareRoot()
                return random.uniform() < 0.5 ? -size : size
            case .student:
                // Divided by a root of χ²₅/5; its standard deviation is √(5/3).
                let squares = (0..<5).reduce(0.0) { sum, _ in
                    let own = random.normal()
                    return sum + own * own
                }
                return random.normal() / (squares / 5).squareRoot() / (5.0 / 3).squareRoot()
            case .exponential: return -LogScale.logarithm(random.uniform()) - 1
            }
        }
    }

    private var numbers: MarkdownTable {
        let names = ["mean-absolute-error", "mean-error", "pinball-0.75", "mean-outcome"]
        let metrics = names.compactMap { Catalogue.metric(named: $0, outcome: .number(.standard)) }
        var table = MarkdownTable(["n", "errors"] + names)
        for n in Self.sizes {
            for errors in Errors.allCases {
                var random = RandomStream(seed: 5, name: "numbers \(n) \(errors.rawValue)")
                func sample(_ count: Int) -> Estimator {
                    let drawn = (0..<count).map { _ in errors.draw(&random) }
                    let labels = (0..<count).map { _ in errors.draw(&random) + 10 }
                    let rows: NumberRows
                    do {
                        rows = try NumberRows(labels: labels, predictions: zip(labels, drawn).map { $0 + $1 })
                    } catch { preconditionFailure("numbers that a cube can hold: \(error)") }
                    return Estimator(
                        EvidenceCube(counting: EvidenceRows(dimensions: [], numbers: rows)).overall,
                        context: EstimationContext(model: "m", level: Self.level))
                }
                let whole = sample(400_000)
                let truths = metrics.map { whole.value($0) ?? .nan }
                var held = [Int](repeating: 0, count: metrics.count)
                var made = held
                for _ in 0..<Self.runs {
                    var estimator = sample(n)
                    for (place, metric) in metrics.enumerated() {
                        guard let interval = estimator.estimate(metric).interval else { continue }
                        made[place] += 1
                        if interval.contains(truths[place]) { held[place] += 1 }
                    }
                }
                table.add(["\(n)", errors.rawValue] + zip(held, made).map { marked(Double($0) / Double(max(1, $1))) })
            }
        }
        return table
    }

    // MARK: Scores

    private var scores: MarkdownTable {
        simulated(
            [
                "roc-auc", "gini", "average-precision", "average-precision-at-0.5", "kolmogorov-smirnov", "brier-score",
                "brier-skill-score", "log-loss", "calibration-in-the-large", "observed-to-expected-ratio",
                "calibration-slope", "calibration-intercept", "expected-calibration-error",
            ],
            // A large sample stands for the truth.
            truth: { rate in
                var random = RandomStream(seed: 3, name: "truth \(rate)")
                return scored(400_000, rate, &random)
            },
            stream: { RandomStream(seed: 4, name: "scores \($0) \($1)") }
        ) { n, rate, _, random in scored(n, rate, &random) }
    }

    /// Rows whose scores are the true chances, in thousandths.
    private func scored(_ n: Int, _ rate: Double, _ random: inout RandomStream) -> Estimator {
        var counts: [Int: (negatives: Int, positives: Int)] = [:]
        for _ in 0..<n {
            let isPositive = random.uniform() < rate
            let value = random.normal() + (isPositive ? 1 : 0)
            // By Bayes' rule for two normal densities one apart.
            let odds = rate / (1 - rate) * LogScale.exponential(value - 0.5)
            let score = min(999, max(1, Int((1000 * odds / (1 + odds)).rounded())))
            if isPositive {
                counts[score, default: (0, 0)].positives += 1
            } else {
                counts[score, default: (0, 0)].negatives += 1
            }
        }
        let values = counts.keys.sorted()
        let scores = ScoreCounts(
            values: values.map { Double($0) / 1000 }, negatives: values.map { counts[$0]?.negatives ?? 0 },
            positives: values.map { counts[$0]?.positives ?? 0 })
        let (negatives, positives) = (scores.negativeTotal, scores.positiveTotal)
        return Estimator(
            GroupEvidence(confusion: Confusion(rows: [[negatives, 0], [positives, 0]]), scores: [scores]),
            context: EstimationContext(model: "m", level: Self.level, seed: 0, replicates: 500))
    }
}
