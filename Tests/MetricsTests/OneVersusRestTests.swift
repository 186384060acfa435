@testable import Evidence
@testable import Metrics
import Statistics
import TestSupport
import Testing

@Suite("One class against all others")
struct OneVersusRestTests {
    private static let context: EstimationContext = {
        var context = EstimationContext(model: "m", replicates: 40)
        context.classes = ["c0", "c1", "c2", "c3"]
        return context
    }()

    private static let binary = Catalogue.all.filter {
        $0.outcome == .binary && $0.decision.map { $0 != .favourable } ?? true
    }

    /// The same rows with one class as the positive one.
    private func rows(_ table: OutcomeTable, _ index: Int) -> OutcomeTable {
        var own = table
        own.classes = ["rest", "c\(index)"]
        for row in own.rows.indices {
            own.rows[row].label = table.rows[row].label.map { $0 == index ? 1 : 0 }
            if let predicted = table.rows[row].predicted {
                own.rows[row].decision = .predicted(predicted == index ? 1 : 0)
            }
            own.rows[row].scores = [table.rows[row].scores[index]]
        }
        return own
    }

    private func evidence(_ table: OutcomeTable, weights: [Double]?) throws -> GroupEvidence {
        var rows = table.evidenceRows
        if let weights { rows.weights = try RowWeights(.sampling, weights) }
        return EvidenceCube(counting: rows).overall
    }

    @Test(
        "Every binary figure of a class is that of rows with the class as the positive one",
        arguments: 0..<24 as Range<UInt64>)
    func twin(seed: UInt64) throws {
        let classCount = 3 + Int(seed % 2)
        let table = OutcomeTable.random(seed: seed &+ 40, classCount: classCount, maximumRows: 120)
        var random = SeededRandom(seed: seed)
        let weights =
            seed % 3 == 0 ? table.rows.map { _ in Double(Int.random(in: 0...60, using: &random)) / 16 } : nil
        let all = try evidence(table, weights: weights)
        for index in 0..<classCount {
            let own = try evidence(rows(table, index), weights: weights)
            for metric in Self.binary {
                let place: Comment = "seed \(seed), \(metric.name):c\(index)"
                let named = try #require(Catalogue.metric(named: "\(metric.name):c\(index)", binary: false), place)
                #expect(named.name == "\(metric.name):c\(index)")
                var (one, other) = (Estimator(all, context: Self.context), Estimator(own, context: Self.context))
                let (a, b) = (one.estimate(named), other.estimate(metric))
                #expect(a.number == b.number && a.reason == b.reason && a.n == b.n && a.flags == b.flags, place)
                #expect(a.exactness == b.exactness, place)
                #expect(one.value(named) == other.value(metric), place)
                #expect(one.denominator(named) == other.denominator(metric), place)
                #expect(one.noSkillValue(named) == other.noSkillValue(metric), place)
                #expect((a.interval == nil) == (b.interval == nil), place)
                // Draws of a class are its own.
                let drawn: [IntervalMethod] = [.dirichletJeffreys, .bca, .calibrationT, .kolmogorovNewcombe]
                if let method = a.interval?.method, !drawn.contains(method) { #expect(a.interval == b.interval, place) }
            }
        }
    }

    @Test("Gaps and skill of a class are those of its rows")
    func contrasts() throws {
        let tables = (0..<2).map { OutcomeTable.random(seed: 60 + $0, classCount: 3, maximumRows: 400) }
        for name in ["recall", "precision", "roc-auc", "f1"] {
            let named = try #require(Catalogue.metric(named: "\(name):c1", binary: false))
            let plain = try MetricFixtures.metric(name)
            var one = Contrast(
                Estimator(tables[0].cube.overall, context: Self.context),
                against: Estimator(tables[1].cube.overall, context: Self.context))
            var other = Contrast(
                Estimator(rows(tables[0], 1).cube.overall, context: Self.context),
                against: Estimator(rows(tables[1], 1).cube.overall, context: Self.context))
            for purpose in [IntervalPurpose.display, .gate] {
                let (a, b) = (
                    one.difference(named, level: 0.9, for: purpose), other.difference(plain, level: 0.9, for: purpose)
                )
                #expect(a.number == b.number && a.n == b.n)
                let (c, d) = (one.ratio(named, level: 0.9, for: purpose), other.ratio(plain, level: 0.9, for: purpose))
                #expect(c.number == d.number)
                if name != "f1" { #expect(a.interval == b.interval && c.interval == d.interval) }
            }
            var (group, own) = (one.group, other.group)
            let (a, b) = (
                group.skill(named, level: 0.9, for: .display), own.skill(plain, level: 0.9, for: .display)
            )
            #expect(a?.number == b?.number)
        }
    }

    @Test("The mean of the recalls of all classes is the macro recall")
    func macro() throws {
        for seed in 0..<20 as Range<UInt64> {
            let evidence = OutcomeTable.random(seed: seed, classCount: 3, maximumRows: 200).cube.overall
            let estimator = Estimator(evidence, context: Self.context)
            let recalls = try (0..<3).compactMap {
                estimator.value(try #require(Catalogue.metric(named: "recall:c\($0)")))
            }
            let macro = estimator.value(try MetricFixtures.metric("macro-recall", binary: false))
            #expect(agree(recalls.isEmpty ? nil : recalls.reduce(0, +) / Double(recalls.count), macro, within: 1e-12))
        }
    }

    @Test("A class that nobody knows has a reason, and what is no binary figure has no class")
    func unknown() throws {
        let evidence = OutcomeTable.random(seed: 3, classCount: 3).cube.overall
        let metric = try #require(Catalogue.metric(named: "recall:z"))
        #expect(try #require(metric.versusRest) == "z")
        var estimator = Estimator(evidence, context: Self.context)
        #expect(estimator.estimate(metric).reason == .notInCube)
        var empty = Estimator(GroupEvidence(group: .overall, classCount: 3, scoreTables: 3), context: Self.context)
        #expect(empty.estimate(metric).reason == .emptyGroup)
        for name in [
            "macro-f1:c0", "count:c0", "recall:", ":c0", "favourable-rate:c0", "nonsense:c0", "mae:c0", "recall:c0:",
        ] {
            #expect(Catalogue.metric(named: name)?.versusRest == (name == "recall:c0:" ? "c0:" : nil), "\(name)")
        }
        #expect(Catalogue.metric(named: "recall:c0")?.fits(binary: true) == false)
    }
}
