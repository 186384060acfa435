import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

/// Laws that every metric obeys, whatever its outcome; what one cannot obey it for is said, and the sets partition the
/// catalogue.
@Suite("Laws of the whole catalogue")
struct CatalogueLawTests {
    private func classCount(_ domain: LawRows.Domain) -> Int { if case .classes(let k) = domain { k } else { 2 } }

    private func rows(_ seed: UInt64, _ domain: LawRows.Domain, count: Int = 80) -> LawRows {
        .random(seed, classCount: classCount(domain), count: count)
    }

    private func expectSame(_ a: Estimate, _ b: Estimate, _ place: String, within tolerance: Double = 0) {
        guard tolerance > 0 else {
            #expect(a == b, "\(place)")
            return
        }
        #expect(a.reason == b.reason && a.n == b.n && a.flags == b.flags, "\(place)")
        #expect(agree(a.number, b.number, within: tolerance), "\(place)")
        #expect(agree(a.interval?.lower, b.interval?.lower, within: 1e-9), "\(place)")
        #expect(agree(a.interval?.upper, b.interval?.upper, within: 1e-9), "\(place)")
    }

    @Test("Each metric is of some kind of outcome", arguments: Catalogue.all)
    func domains(metric: Metric) { #expect(!LawRows.domains(metric).isEmpty) }

    @Test("The order of rows changes nothing", arguments: Catalogue.all)
    func rowOrder(metric: Metric) throws {
        for domain in LawRows.domains(metric) {
            for seed in 0..<3 as Range<UInt64> {
                let rows = rows(seed, domain)
                var shuffled = rows
                var random = SeededRandom(seed: seed &+ 77)
                shuffled.rows.shuffle(using: &random)
                expectSame(
                    try rows.estimate(metric, domain), try shuffled.estimate(metric, domain), "\(domain) \(seed)",
                    within: domain.isCounted ? 0 : 1e-12)
            }
        }
    }

    @Test("Two halves together are the whole, and what rows alone tell no counts pretend to", arguments: Catalogue.all)
    func halves(metric: Metric) throws {
        for domain in LawRows.domains(metric) {
            for seed in 0..<3 as Range<UInt64> {
                let rows = rows(seed, domain)
                guard domain.isCounted else {
                    let counted = try rows.evidence(.classes(2))
                    #expect(Estimator(counted, context: LawRows.context).reason(metric) == .notInCube)
                    continue
                }
                let parts = EvidenceCube(counting: try rows.evidenceRows(domain)).evidence(by: ["half"])
                try #require(parts.count == 2)
                var whole = parts[1].adding(parts[0])
                whole.group = .overall
                var estimator = Estimator(whole, context: rows.context(domain))
                expectSame(estimator.estimate(metric), try rows.estimate(metric, domain), "\(domain) \(seed)")
            }
        }
    }

    @Test("Rows that stand there several times are rows with that frequency", arguments: Catalogue.all)
    func frequencies(metric: Metric) throws {
        for domain in LawRows.domains(metric) where domain.isCounted {
            for seed in 0..<3 as Range<UInt64> {
                let rows = rows(seed, domain)
                var random = SeededRandom(seed: seed &+ 5)
                let times = rows.rows.map { _ in Int.random(in: 0...3, using: &random) }
                var repeated = rows
                repeated.rows = zip(rows.rows, times).flatMap { Array(repeating: $0, count: $1) }
                let weights = try RowWeights(.frequency, times.map(Double.init))
                expectSame(
                    try rows.estimate(metric, domain, weights: weights), try repeated.estimate(metric, domain),
                    "\(domain) \(seed)")
            }
        }
    }

    @Test(
        "A row that weighs two stands for two rows, in the value if not in what is known of it",
        arguments: Catalogue.all)
    func weights(metric: Metric) throws {
        // What looks at how many rows there are, or how many of them are known to differ.
        let countsRows = [
            "count", "share", "maximum-calibration-error", "debiased-calibration-error", "spiegelhalter-z",
        ]
        guard !countsRows.contains(metric.name) else { return }
        for domain in LawRows.domains(metric) where domain.isCounted {
            for seed in 0..<3 as Range<UInt64> {
                let rows = rows(seed, domain)
                var random = SeededRandom(seed: seed &+ 5)
                let times = rows.rows.map { _ in Int.random(in: 1...3, using: &random) }
                var repeated = rows
                repeated.rows = zip(rows.rows, times).flatMap { Array(repeating: $0, count: $1) }
                let weights = try RowWeights(.sampling, times.map(Double.init))
                let (weighted, plain) = (
                    try rows.estimate(metric, domain, weights: weights), try repeated.estimate(metric, domain)
                )
                #expect(weighted.reason == plain.reason, "\(domain) \(seed)")
                #expect(agree(weighted.number, plain.number, within: 1e-9), "\(domain) \(seed)")
            }
        }
    }

    @Test("Nobody has no figure, and neither have rows that all weigh nothing", arguments: Catalogue.all)
    func nobody(metric: Metric) throws {
        for domain in LawRows.domains(metric) {
            let nobody = try rows(0, domain, count: 0).estimate(metric, domain)
            #expect(
                metric.name == "count" ? nobody.number == 0 : metric.name == "share" || nobody.reason == .emptyGroup)
            #expect(nobody.interval == nil || metric.name == "share")
            guard domain.isCounted, !["count", "share"].contains(metric.name) else { continue }
            let rows = rows(0, domain)
            let nothing = try RowWeights(.sampling, rows.rows.map { _ in 0 })
            let estimate = try rows.estimate(metric, domain, weights: nothing)
            #expect(estimate.number == nil && estimate.reason != nil && estimate.interval == nil, "\(domain)")
        }
    }

    // MARK: Exchanged labels

    /// What becomes of a figure of two classes where their names are exchanged, decisions and scores with them.
    enum Exchanged {
        /// The figure of this name, changed so.
        case becomes(String, (Double) -> Double = { $0 })
        /// It is a figure of the positive class, which the other class has none of.
        case isOfOneClass
    }

    private static let same: [String] = [
        "count", "share", "label-coverage", "accuracy", "error-rate", "balanced-accuracy", "informedness", "markedness",
        "matthews-correlation", "cohen-kappa", "diagnostic-odds-ratio", "macro-precision", "macro-recall", "macro-f1",
        "micro-precision", "micro-recall", "micro-f1", "weighted-precision", "weighted-recall", "weighted-f1",
        "coverage", "abstention-rate",
        "missing-prediction-rate", "invalid-prediction-rate", "worst-case-accuracy", "roc-auc", "gini",
        "kolmogorov-smirnov", "brier-score", "brier-skill-score", "brier-reliability", "brier-resolution",
        "brier-uncertainty", "brier-miscalibration", "brier-discrimination", "log-loss", "expected-calibration-error",
        "maximum-calibration-error", "debiased-calibration-error", "calibration-slope", "spiegelhalter-z",
    ]
    private static let partners = [
        ("true-positive-rate", "true-negative-rate"), ("false-positive-rate", "false-negative-rate"),
        ("positive-predictive-value", "negative-predictive-value"), ("false-discovery-rate", "false-omission-rate"),
    ]
    private static let complements = [
        ("base-rate", "base-rate"), ("selection-rate", "selection-rate"), ("favourable-rate", "favourable-rate"),
        ("mean-score", "mean-score"), ("mean-score-of-positives", "mean-score-of-negatives"),
    ]
    private static let negated = ["calibration-in-the-large", "calibration-intercept", "calibration-offset"]
    private static let reciprocal = [
        ("positive-likelihood-ratio", "negative-likelihood-ratio"),
        ("false-negative-to-false-positive-ratio", "false-negative-to-false-positive-ratio"),
    ]
    private static let ofOneClass = [
        "f1-score", "f2-score", "f0.5-score", "jaccard-index", "average-precision", "average-precision-at-0.5",
        "observed-to-expected-ratio", "adaptive-calibration-error",
    ]

    private static func exchanged(_ name: String) -> [Exchanged] {
        var found: [Exchanged] = same.filter { $0 == name }.map { .becomes($0) }
        for (a, b) in partners + partners.map({ ($1, $0) }) where a == name { found.append(.becomes(b)) }
        for (a, b) in complements + complements.filter({ $0 != $1 }).map({ ($1, $0) }) where a == name {
            found.append(.becomes(b) { 1 - $0 })
        }
        for (a, b) in reciprocal + reciprocal.filter({ $0 != $1 }).map({ ($1, $0) }) where a == name {
            found.append(.becomes(b) { 1 / $0 })
        }
        found += negated.filter { $0 == name }.map { .becomes($0) { -$0 } }
        return found + ofOneClass.filter { $0 == name }.map { _ in .isOfOneClass }
    }

    private static let binary = Catalogue.all.filter { $0.fits(binary: true) }

    @Test("Exchanged names of two classes: each metric has its one law, and obeys it", arguments: binary)
    func exchangedLabels(metric: Metric) throws {
        let laws = Self.exchanged(metric.name)
        try #require(laws.count == 1, "of \(metric.name) it is said \(laws.count) times what becomes of it")
        var differs = 0
        for seed in 0..<12 as Range<UInt64> {
            let rows = LawRows.random(seed, classCount: 2, count: 600)
            var other = rows
            for index in other.rows.indices {
                other.rows[index].label = rows.rows[index].label.map { 1 - $0 }
                if case .predicted(let k) = rows.rows[index].decision { other.rows[index].decision = .predicted(1 - k) }
                // Of odd multiples of 1/200 the complement is one again.
                other.rows[index].scores = rows.rows[index].scores.map { (200 - ($0 * 200).rounded()) / 200 }
            }
            switch laws[0] {
            case .becomes(let name, let change):
                let partner = try MetricFixtures.metric(name)
                let (a, b) = (try rows.value(metric, .classes(2)), try other.value(partner, .classes(2)))
                #expect(a != nil, "\(seed)")
                #expect(
                    agree(a.map(change), b, within: 1e-8) || abs((a.map(change) ?? 9) - (b ?? -9)) < 1e-10, "\(seed)")
            case .isOfOneClass:
                let (a, b) = (try rows.value(metric, .classes(2)), try other.value(metric, .classes(2)))
                if !agree(a, b, within: 1e-3) { differs += 1 }
            }
        }
        if case .isOfOneClass = laws[0] { #expect(differs > 0, "it has a law that is not said") }
    }

    @Test("Of several classes the names do not matter", arguments: Catalogue.all)
    func permutedClasses(metric: Metric) throws {
        guard LawRows.domains(metric).contains(.classes(3)), !metric.isOrdinal else { return }
        for seed in 0..<6 as Range<UInt64> {
            let rows = LawRows.random(seed, classCount: 3)
            var other = rows
            for index in other.rows.indices {
                other.rows[index].label = rows.rows[index].label.map { ($0 + 1) % 3 }
                if case .predicted(let k) = rows.rows[index].decision {
                    other.rows[index].decision = .predicted((k + 1) % 3)
                }
                other.rows[index].scores = (0..<3).map { rows.rows[index].scores[($0 + 2) % 3] }
            }
            let (a, b) = (try rows.value(metric, .classes(3)), try other.value(metric, .classes(3)))
            #expect(a != nil && agree(a, b, within: 1e-12), "\(seed)")
        }
    }

    // MARK: Scores put another way

    /// Figures of scores that look at their order, or at which of them are equal.
    private static let ofOrder = [
        "roc-auc", "gini", "kolmogorov-smirnov", "average-precision", "average-precision-at-0.5", "brier-resolution",
        "brier-uncertainty", "brier-discrimination", "macro-roc-auc", "weighted-roc-auc", "hand-till-auc",
    ]
    /// Figures of scores that look at what they say.
    private static let ofValues = [
        "brier-score", "brier-skill-score", "brier-reliability", "brier-miscalibration", "log-loss",
        "expected-calibration-error", "maximum-calibration-error", "adaptive-calibration-error",
        "debiased-calibration-error", "calibration-in-the-large", "observed-to-expected-ratio", "calibration-slope",
        "calibration-intercept", "calibration-offset", "spiegelhalter-z", "mean-score", "mean-score-of-positives",
        "mean-score-of-negatives", "class-wise-calibration-error", "top-label-calibration-error",
    ]

    @Test(
        "A strictly rising change of scores: each metric is moved by it or not, as is said of it",
        arguments: Catalogue.all)
    func risingScores(metric: Metric) throws {
        let (isOfOrder, isOfValues) = (Self.ofOrder.contains(metric.name), Self.ofValues.contains(metric.name))
        #expect((isOfOrder != isOfValues) == metric.needsScores, "said \(isOfOrder) and \(isOfValues)")
        #expect(!(isOfOrder && isOfValues))
        for domain in LawRows.domains(metric) where domain != .neighbours {
            var moved = 0
            for seed in 0..<4 as Range<UInt64> {
                let rows = rows(seed, domain, count: 600)
                var other = rows
                for index in other.rows.indices {
                    other.rows[index].scores = rows.rows[index].scores.map { ($0 + $0 * $0 * $0) / 2 }
                }
                let (a, b) = (try rows.value(metric, domain), try other.value(metric, domain))
                #expect((a == nil) == (b == nil))
                if !agree(a, b, within: 1e-12) { moved += 1 }
            }
            #expect(isOfValues ? moved == 4 : moved == 0, "\(domain): \(moved)")
        }
    }

    @Test("The sets name metrics of the catalogue, each once")
    func sets() {
        let names = Set(Catalogue.all.map(\.name))
        let exchanged =
            Self.same + Self.partners.flatMap { [$0, $1] } + Self.complements.flatMap { $0 == $1 ? [$0] : [$0, $1] }
            + Self.negated + Self.reciprocal.flatMap { $0 == $1 ? [$0] : [$0, $1] } + Self.ofOneClass
        for list in [exchanged, Self.ofOrder + Self.ofValues] {
            #expect(Set(list).count == list.count)
            #expect(Set(list).isSubset(of: names), "\(Set(list).subtracting(names))")
        }
        #expect(Set(exchanged) == Set(Self.binary.map(\.name)))
        #expect(Set(Self.ofOrder + Self.ofValues) == Set(Catalogue.all.filter(\.needsScores).map(\.name)))
    }
}
