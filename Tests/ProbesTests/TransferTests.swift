import Evidence
import Interchange
import Metrics
import Statistics
import Storage
import TestSupport
import Testing

@testable import Probes

@Suite("Transfer")
struct TransferTests {
    private static let context = EstimationContext(model: "m", favourablePositive: true)

    private static func metric(_ name: String) throws -> Metric {
        try #require(Catalogue.metric(named: name, binary: true))
    }

    private static func transfer(
        _ local: PlaceRows, _ home: PlaceRows, _ names: [String], strata: [String] = [],
        tolerance: TransferGap.Tolerance? = nil
    ) throws -> Transfer {
        Transfer(
            local: local.cube, origin: .init(rows: home.cube), metrics: try names.map(metric), groupings: [["s"]],
            strata: strata, context: context, tolerance: tolerance)
    }

    /// Figures of rows weighed one by one.
    private static func figure(_ name: String, _ rows: [PlaceRows.Row], _ weight: (PlaceRows.Row) -> Double) -> Double {
        func sum(_ value: (PlaceRows.Row) -> Double) -> Double { rows.reduce(0) { $0 + weight($1) * value($1) } }
        func part(_ counts: (PlaceRows.Row) -> Bool, of whole: (PlaceRows.Row) -> Bool) -> Double {
            sum { counts($0) && whole($0) ? 1 : 0 } / sum { whole($0) ? 1 : 0 }
        }
        switch name {
        case "accuracy": return part({ $0.label == $0.prediction }, of: { _ in true })
        case "error-rate": return part({ $0.label != $0.prediction }, of: { _ in true })
        case "selection-rate": return part({ $0.prediction == 1 }, of: { _ in true })
        case "true-positive-rate": return part({ $0.prediction == 1 }, of: { $0.label == 1 })
        case "false-negative-rate": return part({ $0.prediction == 0 }, of: { $0.label == 1 })
        case "false-positive-rate": return part({ $0.prediction == 1 }, of: { $0.label == 0 })
        case "true-negative-rate": return part({ $0.prediction == 0 }, of: { $0.label == 0 })
        case "positive-predictive-value": return part({ $0.label == 1 }, of: { $0.prediction == 1 })
        case "false-discovery-rate": return part({ $0.label == 0 }, of: { $0.prediction == 1 })
        case "negative-predictive-value": return part({ $0.label == 0 }, of: { $0.prediction == 0 })
        case "false-omission-rate": return part({ $0.label == 1 }, of: { $0.prediction == 0 })
        case "brier-score":
            return sum { ($0.score - Double($0.label)) * ($0.score - Double($0.label)) } / sum { _ in 1 }
        default:
            return sum {
                let own = $0.label == 1 ? $0.score : 1 - $0.score
                return -LogScale.logarithm(min(1 - 0x1p-52, max(0x1p-52, own)))
            } / sum { _ in 1 }
        }
    }

    private static let decomposed = [
        "accuracy", "error-rate", "selection-rate", "true-positive-rate", "false-negative-rate", "false-positive-rate",
        "true-negative-rate", "positive-predictive-value", "false-discovery-rate", "negative-predictive-value",
        "false-omission-rate", "brier-score", "log-loss",
    ]

    @Test(
        "Carried to the origin's prevalence a figure is that of reweighed rows, and the parts add up",
        arguments: decomposed)
    func twin(name: String) throws {
        let local = PlaceRows.drawn(700, prevalence: 0.2, seed: 1)
        let home = PlaceRows.drawn(500, prevalence: 0.55, lean: 0.4, seed: 2)
        let transfer = try Self.transfer(local, home, [name])
        #expect(transfer.comparisons.count == 3)
        for comparison in transfer.comparisons {
            let stratum = comparison.group.levels.first?.value
            let rows = local.rows.filter { stratum == nil || local.strata[$0.stratum] == stratum }
            #expect(comparison.rows == rows.count)
            let (here, there) = (Self.figure(name, rows) { _ in 1 }, Self.figure(name, home.rows) { _ in 1 })
            #expect(agree(comparison.gap.gap.number, here - there, within: 1e-12))
            let own = Double(rows.count { $0.label == 1 }) / Double(rows.count)
            let theirs = home.share { $0.label == 1 }
            let moved = Self.figure(name, rows) {
                $0.label == 1 ? theirs / own : (1 - theirs) / (1 - own)
            }
            let shift = try #require(comparison.labelShift)
            #expect(agree(shift.localAtOrigin.number, moved, within: 1e-10))
            #expect(agree(shift.prevalence.number, here - moved, within: 1e-10))
            #expect(agree(shift.conditional?.number, moved - there, within: 1e-10))
            let symmetric = try #require(shift.symmetric)
            let (first, second) = (
                try #require(symmetric.prevalence.number), try #require(symmetric.conditional.number)
            )
            #expect(abs(first + second - (here - there)) < 1e-10)
            // The other way round: the origin's rows at local prevalence.
            let back = Self.figure(name, home.rows) { $0.label == 1 ? own / theirs : (1 - own) / (1 - theirs) }
            #expect(abs(first - ((here - moved) + (back - there)) / 2) < 1e-10)
        }
    }

    @Test("By case mix the parts add up to the gap, with strata that one side lacks", arguments: ["accuracy", "tpr"])
    func caseMix(name: String) throws {
        let local = PlaceRows.drawn(900, prevalence: 0.4, strata: [0.3, 0.5, 0.2, 0], seed: 3)
        let home = PlaceRows.drawn(800, prevalence: 0.4, strata: [0.6, 0.2, 0, 0.2], seed: 4)
        let transfer = try Self.transfer(local, home, [name], strata: ["s"])
        let everybody = transfer.comparisons[0]
        let mix = try #require(everybody.caseMix)
        let gap = try #require(everybody.gap.gap.number)
        let parts = [mix.composition, mix.rates, mix.nonOverlap].compactMap(\.number)
        #expect(parts.count == 3 && abs(parts.reduce(0, +) - gap) < 1e-12)
        #expect(
            mix.onlyLocal.map { $0.levels[0].value } == ["s2"] && mix.onlyOrigin.map { $0.levels[0].value } == ["s3"])
        // Within common strata, one by one.
        let isCounted: (PlaceRows.Row) -> Bool = { name == "accuracy" || $0.label == 1 }
        func rate(_ place: PlaceRows, _ stratum: Int) -> Double {
            place.share({ $0.label == $0.prediction }, of: { $0.stratum == stratum && isCounted($0) })
        }
        func weight(_ place: PlaceRows, _ stratum: Int) -> Double {
            place.share({ $0.stratum == stratum }, of: { $0.stratum < 2 && isCounted($0) })
        }
        var (composition, rates, standardised) = (0.0, 0.0, 0.0)
        for stratum in 0..<2 {
            let (wl, wo) = (weight(local, stratum), weight(home, stratum))
            let (rl, ro) = (rate(local, stratum), rate(home, stratum))
            composition += (wl - wo) * (rl + ro) / 2
            rates += (rl - ro) * (wl + wo) / 2
            standardised += wo * rl
        }
        #expect(agree(mix.composition.number, composition, within: 1e-12))
        #expect(agree(mix.rates.number, rates, within: 1e-12))
        #expect(agree(mix.standardised.number, standardised, within: 1e-12))
        #expect(abs(mix.localOverlap - local.share({ $0.stratum < 2 }, of: isCounted)) < 1e-12)
    }

    @Test("Intervals of the parts hold the truth about as often as they say")
    func coverage() throws {
        // Far more rows than any sample tell the truth.
        let (local, home) = (
            PlaceRows.drawn(60_000, prevalence: 0.25, strata: [0.4, 0.6], seed: 5),
            PlaceRows.drawn(60_000, prevalence: 0.5, strata: [0.7, 0.3], seed: 6)
        )
        let names = ["accuracy", "positive-predictive-value"]
        let truth = try Self.transfer(local, home, names, strata: ["s"]).comparisons
        var held = [String: Int]()
        let runs = 250
        for run in 0..<runs {
            var random = SeededRandom(seed: UInt64(run) + 100)
            func sample(_ place: PlaceRows, _ count: Int) -> PlaceRows {
                var drawn = place
                drawn.hasScores = false
                drawn.rows = (0..<count).map { _ in place.rows[Int.random(in: 0..<place.rows.count, using: &random)] }
                return drawn
            }
            let found = try Self.transfer(sample(local, 300), sample(home, 200), names, strata: ["s"]).comparisons
            for place in 0..<2 {
                func note(_ what: String, _ estimate: Estimate?, _ target: Estimate?) {
                    guard let interval = estimate?.interval, let value = target?.number else { return }
                    held["\(names[place]) \(what)", default: 0] += interval.contains(value) ? 1 : 0
                }
                note("prevalence", found[place].labelShift?.prevalence, truth[place].labelShift?.prevalence)
                note("at origin", found[place].labelShift?.localAtOrigin, truth[place].labelShift?.localAtOrigin)
                note(
                    "symmetric", found[place].labelShift?.symmetric?.conditional,
                    truth[place].labelShift?.symmetric?.conditional)
                note("composition", found[place].caseMix?.composition, truth[place].caseMix?.composition)
                note("rates", found[place].caseMix?.rates, truth[place].caseMix?.rates)
            }
        }
        #expect(held.count == 10)
        // 0.95 with three standard errors of 250 runs.
        for (what, count) in held { #expect(Double(count) >= 0.91 * Double(runs), "\(what): \(count) of \(runs)") }
    }

    @Test(
        "A true gap of the tolerance passes in no more than one of twenty samples; a small one passes when rows are many"
    )
    func size() throws {
        var (passed, failed, harmless) = (0, 0, 0)
        var random = SeededRandom(seed: 8)
        let accuracy = try Self.metric("accuracy")
        func place(_ rate: Double, _ count: Int) -> GroupEvidence {
            let right = (0..<count).count { _ in Double.random(in: 0..<1, using: &random) < rate }
            return GroupEvidence(confusion: Confusion(rows: [[right / 2, 0], [count - right, right - right / 2]]))
        }
        for _ in 0..<400 {
            let tolerance = TransferGap.Tolerance(0.05, isTwoSided: false)
            func verdict(_ here: Double, _ there: Double, _ count: Int) -> Verdict? {
                let local = Estimator(place(here, count), context: Self.context)
                return TransferGap(
                    accuracy, local: local, origin: .rows(place(there, count)), tolerance: tolerance
                ).decision?.verdict
            }
            let edge = verdict(0.75, 0.8, 400)
            if edge == .pass { passed += 1 }
            if edge == .fail { failed += 1 }
            if verdict(0.79, 0.8, 4_000) == .pass { harmless += 1 }
        }
        #expect(passed <= 33 && failed <= 33, "\(passed), \(failed) of 400")
        #expect(harmless >= 380, "\(harmless) of 400")
    }

    @Test("A better figure is no loss, but not equivalent; too few labels settle nothing")
    func sides() throws {
        let better = PlaceRows.drawn(3_000, prevalence: 0.5, lean: 0.4, seed: 9)
        let worse = PlaceRows.drawn(3_000, prevalence: 0.5, lean: 0.2, seed: 10)
        func verdict(_ isTwoSided: Bool) throws -> Verdict? {
            try Self.transfer(better, worse, ["accuracy"], tolerance: .init(0.02, isTwoSided: isTwoSided))
                .comparisons[0].gap.decision?.verdict
        }
        #expect(try verdict(false) == .pass)
        #expect(try verdict(true) == .fail)
        let confusion = Confusion(rows: [[400, 100], [50, 450]])
        let half = GroupEvidence(confusion: confusion, unlabelledByPrediction: [500, 500])
        let gap = TransferGap(
            try Self.metric("accuracy"), local: Estimator(half, context: Self.context),
            origin: .rows(GroupEvidence(confusion: confusion)), tolerance: .init(0.2, isTwoSided: false))
        #expect(gap.decision?.caps == [.labelCoverage] && gap.decision?.verdict == .inconclusive(.nothingShown))
    }

    // MARK: Real data

    @Test(
        "The gaps of the imported sentiment model to its home are those of the golden file",
        .enabled(if: SharedFiles.exists("data/afrisenti/expected.json")), arguments: ["imported-en", "local-afri"])
    func afrisenti(model: String) throws {
        let expected = try JSONValue.parse(FileReader.contents(of: SharedFiles.path("data/afrisenti/expected.json")))
        let section = try #require(expected["models"]?[model])
        let classes = ["negative", "neutral", "positive"]
        let local = try SharedFiles.cube(
            rows: "data/afrisenti/data.csv.gz", predictions: "data/afrisenti/predictions/\(model).csv",
            by: ["language"], classes: classes)
        let home = try SharedFiles.cube(
            rows: "data/afrisenti/home/labels.csv", predictions: "data/afrisenti/home/\(model).csv", by: ["language"],
            classes: classes)
        let names = [("accuracy", "accuracy"), ("macro-f1", "macro_f1_present"), ("matthews-correlation", "mcc")]
        let metrics = try names.map { try #require(Catalogue.metric(named: $0.0, binary: false)) }
        let transfer = Transfer(
            local: local, origin: .init(rows: home), metrics: metrics, groupings: [["language"]],
            context: EstimationContext(model: model, replicates: 200), tolerance: .init(0.05, isTwoSided: false))
        #expect(transfer.comparisons.count == 3 * 15)
        for comparison in transfer.comparisons {
            let key = try #require(names.first { $0.0 == comparison.gap.metric.name }?.1)
            let own =
                comparison.group.isOverall
                ? section["overall"]
                : section["attributes"]?["language"]?["groups"]?[comparison.group.levels[0].name]
            let (here, there) = (try #require(own?[key]?.double), try #require(section["home"]?[key]?.double))
            #expect(agree(comparison.gap.local.number, here, within: 1e-9))
            #expect(agree(comparison.gap.origin.number, there, within: 1e-9))
            #expect(abs(try #require(comparison.gap.gap.number) - (here - there)) < 1e-9)
            guard key == "accuracy" else { continue }
            // Recalls here at the shares of labels at home.
            let (table, other) = (try #require(own?["per_class"]), try #require(section["home"]?["per_class"]))
            var moved = 0.0
            for name in classes {
                let support = try #require(other[name]?["support"]?.double)
                moved += support / 2000 * (try #require(table[name]?["recall"]?.double))
            }
            #expect(agree(comparison.labelShift?.localAtOrigin.number, moved, within: 1e-9))
        }
        let everybody = transfer.comparisons[0]
        #expect((everybody.gap.decision?.verdict == .fail) == (model == "imported-en"))
    }

    @Test(
        "A credit model from Kenya elsewhere: gaps are those of the golden file",
        .enabled(if: SharedFiles.exists("data/finincl/expected.json")))
    func finincl() throws {
        let expected = try JSONValue.parse(FileReader.contents(of: SharedFiles.path("data/finincl/expected.json")))
        let groups = try #require(expected["models"]?["imported-kenya"]?["attributes"]?["country"]?["groups"])
        let cube = try SharedFiles.cube(
            rows: "data/finincl/data.csv", predictions: "data/finincl/predictions/imported-kenya.csv",
            by: ["country", "gender"], classes: ["No", "Yes"], score: "score_Yes")
        func rows(_ isHome: Bool) throws -> EvidenceCube {
            try cube.filtering(told: "country", by: ["country"]) { ($0[0] == "Kenya") == isHome }
        }
        let names = [
            ("accuracy", "accuracy"), ("selection-rate", "selection_rate"), ("true-positive-rate", "tpr"),
            ("false-positive-rate", "fpr"), ("positive-predictive-value", "ppv"), ("roc-auc", "roc_auc"),
            ("brier-score", "brier_binary"), ("negative-predictive-value", "npv"),
        ]
        let transfer = Transfer(
            local: try rows(false), origin: .init(rows: try rows(true)),
            metrics: try names.map { try Self.metric($0.0) },
            groupings: [["country"]], strata: ["gender"], context: Self.context)
        for comparison in transfer.comparisons where !comparison.group.isOverall {
            let key = try #require(names.first { $0.0 == comparison.gap.metric.name }?.1)
            let own = groups[comparison.group.levels[0].name]
            let (here, there) = (try #require(own?[key]?.double), try #require(groups["Kenya"]?[key]?.double))
            #expect(abs(try #require(comparison.gap.gap.number) - (here - there)) < 1e-9, "\(key)")
            #expect(try #require(comparison.gap.gap.interval).contains(here - there))
            guard key == "ppv" else { continue }
            // METHODS §4e: PPV(π₀) = π₀TPR/(π₀TPR + (1 − π₀)FPR).
            let rate = try #require(groups["Kenya"]?["base_rate"]?.double)
            let (tpr, fpr) = (try #require(own?["tpr"]?.double), try #require(own?["fpr"]?.double))
            #expect(
                agree(
                    comparison.labelShift?.localAtOrigin.number, rate * tpr / (rate * tpr + (1 - rate) * fpr),
                    within: 1e-9))
        }
        #expect(transfer.comparisons[0].caseMix != nil && transfer.comparisons[0].caseMix?.localOverlap == 1)
    }
}
