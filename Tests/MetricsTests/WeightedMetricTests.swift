@testable import Evidence
@testable import Metrics
import Statistics
import TestSupport
import Testing

@Suite("Metrics of weighted rows")
struct WeightedMetricTests {
    private static func evidence(
        _ table: OutcomeTable, _ weights: [Double], _ kind: CubeHeader.WeightKind = .sampling
    ) throws -> GroupEvidence {
        var rows = table.evidenceRows
        rows.weights = try RowWeights(kind, weights)
        return EvidenceCube(counting: rows).overall
    }

    private static func context(_ table: OutcomeTable, favourablePositive: Bool) -> EstimationContext {
        var context = EstimationContext(model: "m", replicates: 20, favourablePositive: favourablePositive)
        context.order = Array(table.classes.indices)
        return context
    }

    private static func table(_ seed: UInt64) -> OutcomeTable {
        OutcomeTable.random(seed: seed, classCount: 2 + Int(seed % 2), maximumRows: 150)
    }

    /// What is found by iteration is found to about the root of what deviances are told apart by.
    private static func tolerance(_ metric: Metric) -> Double {
        if case .scoreFunctional(.calibrationLine) = metric.definition { 1e-9 } else { 1e-12 }
    }

    @Test("Equal weights change no figure, and no interval that is not drawn", arguments: 0..<24 as Range<UInt64>)
    func equalWeights(seed: UInt64) throws {
        let table = Self.table(seed)
        let context = Self.context(table, favourablePositive: true)
        for weight in [1.0, 0.25, 96] {
            let weighted = try Self.evidence(table, table.rows.map { _ in weight })
            var (plain, own) = (
                Estimator(table.cube.overall, context: context), Estimator(weighted, context: context)
            )
            for metric in Catalogue.all where metric.fits(binary: table.classes.count == 2) {
                let (a, b) = (plain.estimate(metric), own.estimate(metric))
                #expect(a.reason == b.reason, "seed \(seed), \(metric.name)")
                #expect(a.n == b.n)
                guard let x = a.number, let y = b.number else { continue }
                #expect(
                    abs(x - y) <= Self.tolerance(metric) * max(1, abs(x)),
                    "seed \(seed), \(metric.name), weight \(weight)")
                guard let i = a.interval, let j = b.interval,
                    ![.bca, .dirichletJeffreys, .calibrationT].contains(i.method),
                    // Put together of limits that are drawn.
                    metric.name != "class-wise-calibration-error",
                    // Rows of any weight have a variance of their own kind.
                    ![.delongLogit, .wald].contains(i.method)
                else { continue }
                #expect(abs(i.lower - j.lower) < 1e-9 && abs(i.upper - j.upper) < 1e-9, "\(metric.name)")
            }
        }
    }

    @Test("Weights scaled by a number change no figure", arguments: 0..<12 as Range<UInt64>)
    func scaled(seed: UInt64) throws {
        let table = Self.table(seed)
        var random = SeededRandom(seed: seed)
        let weights = table.rows.map { _ in Double(Int.random(in: 1...4_000, using: &random)) / 64 }
        let context = Self.context(table, favourablePositive: true)
        var (one, eight) = (
            Estimator(try Self.evidence(table, weights), context: context),
            Estimator(try Self.evidence(table, weights.map { $0 * 8 }), context: context)
        )
        for metric in Catalogue.all where metric.fits(binary: table.classes.count == 2) {
            let (a, b) = (one.estimate(metric), eight.estimate(metric))
            #expect(a.reason == b.reason)
            if let x = a.number, let y = b.number {
                #expect(abs(x - y) <= Self.tolerance(metric) * max(1, abs(x)), "\(metric.name)")
            }
            if let i = a.interval, let j = b.interval {
                #expect(abs(i.lower - j.lower) < 1e-9 && abs(i.upper - j.upper) < 1e-9, "\(metric.name)")
            }
        }
    }

    @Test("Whole weights give the figures of rows that stand so many times", arguments: 0..<24 as Range<UInt64>)
    func repeatedRows(seed: UInt64) throws {
        let table = Self.table(seed)
        var random = SeededRandom(seed: seed)
        let counts = table.rows.map { _ in Int.random(in: 1...4, using: &random) }
        var repeated = table
        repeated.rows = zip(table.rows, counts).flatMap { Array(repeating: $0, count: $1) }
        let context = Self.context(table, favourablePositive: false)
        let weighted = Estimator(try Self.evidence(table, counts.map(Double.init)), context: context)
        let rows = Estimator(repeated.cube.overall, context: context)
        for metric in Catalogue.all where metric.fits(binary: table.classes.count == 2) {
            if case .count = metric.definition { continue }
            // They look at how many rows there are, or at their noise, and a row that weighs two is no two rows.
            if ["maximum-calibration-error", "debiased-calibration-error", "spiegelhalter-z"].contains(metric.name) {
                continue
            }
            guard let x = rows.value(metric) else {
                #expect(weighted.value(metric) == nil)
                continue
            }
            let y = try #require(weighted.value(metric), "\(metric.name)")
            #expect(abs(x - y) <= Self.tolerance(metric) * max(1, abs(x)), "seed \(seed), \(metric.name)")
            let (a, b) = (rows.noSkillValue(metric), weighted.noSkillValue(metric))
            #expect((a == nil) == (b == nil))
            if let a, let b { #expect(abs(a - b) <= 1e-12 * max(1, abs(a)), "\(metric.name)") }
        }
    }

    @Test("A proportion has Wilson limits at Kish's effective number of rows")
    func kish() throws {
        let weights = [4.0, 1, 1, 2, 2, 6]
        let labels = [1, 1, 0, 1, 0, 0]
        let predictions = [1, 1, 0, 0, 1, 0]
        let table = OutcomeTable(
            dimensions: [], classes: ["0", "1"],
            rows: zip(labels, predictions).map { .init([], label: $0, decision: .predicted($1)) })
        let evidence = try Self.evidence(table, weights)
        var estimator = Estimator(evidence, context: .init(model: "m"))
        let accuracy = try #require(Catalogue.metric(named: "accuracy", binary: true))
        let estimate = estimator.estimate(accuracy)
        // Right: 4 + 1 + 1 + 6 of 16; (Σw)²/Σw² = 256/62.
        #expect(estimate.number == 12.0 / 16)
        #expect(estimate.n == 6)
        let trials = 256.0 / 62
        let wilson = try #require(Proportion.wilson(successes: 0.75 * trials, trials: trials, level: 0.95))
        #expect(abs(try #require(estimate.interval).lower - wilson.lower) < 1e-12)
        #expect(abs(try #require(estimate.interval).upper - wilson.upper) < 1e-12)
    }

    @Test(
        "The variance of a weighted mean is the linearised one of a ratio of sums", arguments: 0..<12 as Range<UInt64>)
    func linearised(seed: UInt64) throws {
        var table = OutcomeTable.random(seed: seed, classCount: 2, maximumRows: 150)
        table.rows = table.rows.filter { $0.label != nil && !$0.scores[0].isNaN }
        guard table.rows.count > 5 else { return }
        var random = SeededRandom(seed: seed)
        let weights = table.rows.map { _ in Double(Int.random(in: 1...400, using: &random)) / 16 }
        let evidence = try Self.evidence(table, weights)
        let sample = try #require(Moments.squaredError(evidence.scores[0])).sample
        let losses = table.rows.map { row in
            let gap = row.scores[0] - Double(row.label ?? 0)
            return gap * gap
        }
        let total = weights.reduce(0, +)
        let mean = zip(weights, losses).reduce(0) { $0 + $1.0 * $1.1 } / total
        let n = Double(losses.count)
        let variance =
            zip(weights, losses).reduce(0) { $0 + $1.0 * $1.0 * ($1.1 - mean) * ($1.1 - mean) } / (total * total)
            * n / (n - 1)
        #expect(abs(sample.mean - mean) < 1e-12)
        #expect(abs(sample.sampleVariance / n - variance) < 1e-12)
    }

    @Test("Rows that all weigh nothing have a reason, not a value")
    func nothing() throws {
        let table = Self.table(2)
        let evidence = try Self.evidence(table, table.rows.map { _ in 0 })
        var estimator = Estimator(evidence, context: .init(model: "m", replicates: 20, favourablePositive: true))
        for metric in Catalogue.all where metric.fits(binary: true) {
            if case .count = metric.definition { continue }
            guard !["share"].contains(metric.name) else { continue }
            #expect(estimator.estimate(metric).number == nil, "\(metric.name)")
        }
    }
}
