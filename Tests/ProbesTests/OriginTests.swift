import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

@testable import Probes

@Suite("What is known of an origin")
struct OriginTests {
    private static func metric(_ name: String) throws -> Metric {
        try #require(Catalogue.metric(named: name, binary: true))
    }

    @Test(
        "Limits come back at their own level, and spread with the level on a scale without ends",
        arguments: ["roc-auc", "matthews-correlation", "log-loss"])
    func limits(name: String) throws {
        let metric = try Self.metric(name)
        let range = metric.range
        func out(_ x: Double) -> Double {
            range.upperBound.isFinite
                ? range.lowerBound + (range.upperBound - range.lowerBound) / (1 + LogScale.exponential(-x))
                : LogScale.exponential(x)
        }
        // Symmetric on that scale.
        let figure = OriginFigure.limits(value: out(0.8), lower: out(0.5), upper: out(1.1), level: 0.95)
        try figure.check(metric)
        let same = try #require(figure.estimate(metric, level: 0.95).interval)
        #expect(abs(same.lower - out(0.5)) < 1e-12 && abs(same.upper - out(1.1)) < 1e-12)
        let wider = try #require(figure.estimate(metric, level: 0.99).interval)
        let reach = 0.3 / NormalDistribution.quantile(0.975) * NormalDistribution.quantile(0.995)
        #expect(abs(wider.lower - out(0.8 - reach)) < 1e-12 && abs(wider.upper - out(0.8 + reach)) < 1e-12)
        #expect(wider.method == .reportedLimits)
    }

    @Test("What cannot be is refused")
    func refusals() throws {
        let (accuracy, auc) = (try Self.metric("accuracy"), try Self.metric("roc-auc"))
        func problem(_ figure: OriginFigure, _ metric: Metric) -> OriginFigure.Problem? {
            do throws(OriginFigure.Problem) {
                try figure.check(metric)
                return nil
            } catch { return error }
        }
        #expect(problem(.value(1.2), accuracy) == .outOfRange && problem(.value(.nan), accuracy) == .outOfRange)
        #expect(problem(.counts(successes: 3, trials: 2), accuracy) == .impossibleCounts)
        #expect(problem(.counts(successes: 0, trials: 0), accuracy) == .impossibleCounts)
        #expect(problem(.counts(successes: 1, trials: 2), auc) == .countsOfNoShare)
        #expect(problem(.limits(value: 0.8, lower: 0.82, upper: 0.9, level: 0.95), auc) == .uselessLimits)
        #expect(problem(.limits(value: 0.98, lower: 0.9, upper: 1, level: 0.95), auc) == .uselessLimits)
        #expect(problem(.limits(value: 0.8, lower: 0.7, upper: 0.9, level: 1), auc) == .uselessLimits)
        #expect(problem(.counts(successes: 0, trials: 9), accuracy) == nil && problem(.value(1), accuracy) == nil)
    }

    @Test("Counts are compared like rows, a figure alone is taken as certain and says so")
    func gaps() throws {
        let accuracy = try Self.metric("accuracy")
        let evidence = GroupEvidence(confusion: Confusion(rows: [[70, 30], [20, 80]]))
        let local = Estimator(evidence, context: EstimationContext(model: "m"))
        let counted = TransferGap(accuracy, local: local, origin: .reported(.counts(successes: 850, trials: 1000)))
        let rows = TransferGap(
            accuracy, local: local, origin: .rows(GroupEvidence(confusion: Confusion(rows: [[425, 75], [75, 425]]))))
        #expect(counted.gap == rows.gap && counted.gap.interval?.method == .newcombe)
        let alone = TransferGap(accuracy, local: local, origin: .reported(.value(0.85)))
        #expect(alone.gap.flags == [.originUncertaintyUnknown] && alone.gap.n == 200)
        let own = try #require(alone.local.interval)
        #expect(abs(try #require(alone.gap.interval).lower - (own.lower - 0.85)) < 1e-15)
        // Limits of the origin make those of the gap wider, by squares.
        let limited = TransferGap(
            accuracy, local: local,
            origin: .reported(.limits(value: 0.85, lower: 0.80, upper: 0.89, level: 0.95)))
        let theirs = try #require(limited.origin.interval)
        let lower =
            -0.10
            - ((0.75 - own.lower) * (0.75 - own.lower)
            + (theirs.upper - 0.85) * (theirs.upper - 0.85)).squareRoot()
        #expect(abs(try #require(limited.gap.interval).lower - lower) < 1e-12 && limited.gap.flags.isEmpty)
    }

    @Test("Prevalence that was reported carries local rates there")
    func prevalence() throws {
        let evidence = GroupEvidence(confusion: Confusion(rows: [[70, 30], [20, 80]]))
        let shift = try #require(
            LabelShift(try Self.metric("ppv"), local: evidence, originShares: [0.9, 0.1], level: 0.95))
        #expect(agree(shift.localAtOrigin.number, 0.1 * 0.8 / (0.1 * 0.8 + 0.9 * 0.3), within: 1e-12))
        #expect(shift.conditional == nil && shift.localAtOrigin.flags == [.originUncertaintyUnknown])
        #expect(LabelShift(try Self.metric("roc-auc"), local: evidence, originShares: [0.9, 0.1], level: 0.95) == nil)
        let onlyNegatives = GroupEvidence(confusion: Confusion(rows: [[70, 30], [0, 0]]))
        let missing = try #require(
            LabelShift(try Self.metric("accuracy"), local: onlyNegatives, originShares: [0.9, 0.1], level: 0.95))
        #expect(missing.localAtOrigin.reason == .singleClass)
    }

    // MARK: Without labels

    @Test("Where classes look alike the shares come back exactly", arguments: [2, 3])
    func exact(classes: Int) throws {
        let origin =
            classes == 2
            ? Confusion(rows: [[80, 20], [30, 70]]) : Confusion(rows: [[60, 30, 10], [20, 70, 10], [10, 10, 80]])
        let shares = classes == 2 ? [0.1, 0.9] : [0.2, 0.1, 0.7]
        let decisions = (0..<classes).map { decision in
            Int((0..<classes).reduce(0.0) { $0 + shares[$1] * Double(origin[$1, decision]) } * 10)
        }
        let shift = BlackBoxShift(origin: origin, decisions: decisions, level: 0.95)
        #expect(shift.refusal == nil)
        for place in 0..<classes {
            #expect(agree(shift.shares[place].number, shares[place], within: 1e-9))
            #expect(agree(shift.weights[place].number, shares[place] * Double(classes), within: 1e-9))
        }
        let accuracy = (0..<classes).reduce(0.0) { $0 + shares[$1] * Double(origin[$1, $1]) / 100 }
        #expect(agree(shift.expectedAccuracy?.number, accuracy, within: 1e-9))
    }

    @Test("Condition numbers are those of the singular values")
    func condition() throws {
        #expect(abs(SmallMatrix([[3, 0], [0, 2]]).condition - 1.5) < 1e-12)
        // AᵀA of [[1, 2], [3, 4]] has eigenvalues 15 ± √221.
        let root = 221.0.squareRoot()
        #expect(abs(SmallMatrix([[1, 2], [3, 4]]).condition - ((15 + root) / (15 - root)).squareRoot()) < 1e-10)
        #expect(SmallMatrix([[1, 2], [2, 4]]).condition > 1e12)
        #expect(SmallMatrix([[5]]).condition == 1)
        // numpy 2's linalg.cond of the same matrix.
        let matrix = SmallMatrix([[0.3, 0.1, 0.02], [0.05, 0.2, 0.1], [0.03, 0.1, 0.1]])
        #expect(abs(matrix.condition - 9.584233263821465) < 1e-10)
        let inverse = try #require(matrix.inverse)
        for row in 0..<3 {
            for column in 0..<3 {
                let sum = (0..<3).reduce(0) { $0 + matrix[row, $1] * inverse[$1, column] }
                #expect(abs(sum - (row == column ? 1 : 0)) < 1e-12)
            }
        }
    }

    @Test("Decisions that tell nothing, labels nobody has, and impossible mixes are refused")
    func refused() {
        func refusal(_ rows: [[Int]], _ decisions: [Int]) -> BlackBoxShift.Refusal? {
            BlackBoxShift(origin: Confusion(rows: rows), decisions: decisions, level: 0.95).refusal
        }
        guard case .indistinct(let condition)? = refusal([[500, 500], [501, 499]], [400, 600]) else {
            Issue.record("decisions that tell nothing were taken for something")
            return
        }
        #expect(condition > 100)
        #expect(refusal([[50, 50], [0, 0]], [40, 60]) == .unseenClass(1))
        #expect(refusal([[900, 100], [100, 900]], [20, 980]) == .impossible(0))
        #expect(refusal([[900, 100], [100, 900]], [0, 0]) == .noDecisions)
        // Slightly beyond, but not beyond chance.
        #expect(refusal([[90, 10], [10, 90]], [9, 91]) == nil)
    }

    @Test("Limits of shares without labels hold the truth about as often as they say")
    func coverage() throws {
        var random = SeededRandom(seed: 3)
        var (held, accurate) = (0, 0)
        let runs = 400
        let decides = [[0.8, 0.2], [0.25, 0.75]]
        for _ in 0..<runs {
            func draw(_ rate: Double, _ count: Int) -> Confusion {
                var table = [[0, 0], [0, 0]]
                for _ in 0..<count {
                    let label = Double.random(in: 0..<1, using: &random) < rate ? 1 : 0
                    table[label][Double.random(in: 0..<1, using: &random) < decides[label][1] ? 1 : 0] += 1
                }
                return Confusion(rows: table)
            }
            let (origin, here) = (draw(0.5, 400), draw(0.2, 300))
            let shift = BlackBoxShift(origin: origin, decisions: (0..<2).map(here.predicted), level: 0.95)
            if try #require(shift.shares[1].interval).contains(0.2) { held += 1 }
            if try #require(shift.expectedAccuracy?.interval).contains(0.8 * 0.8 + 0.2 * 0.75) { accurate += 1 }
        }
        #expect(held >= 365 && accurate >= 365, "\(held), \(accurate) of \(runs)")
    }
}
