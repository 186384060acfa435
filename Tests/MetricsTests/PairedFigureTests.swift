import Evidence
@testable import Metrics
import Statistics
import Tables
import TestSupport
import Testing

/// Rows with what two models say of them.
struct PairedRows {
    struct Row {
        var label: Int?
        var decisions: (first: Int?, second: Int?)
        var scores: (first: Double, second: Double)
        var block = 0
    }

    let classCount: Int
    var rows: [Row]

    static let decision = PairedDecisionsTests.decision
    static let block = ToldDimension(column: "person", rule: .block)

    /// Rows of which something may be missing, with scores in hundredths.
    static func random(_ seed: UInt64, classCount: Int, count: Int = 70, blocks: Int = 1) -> PairedRows {
        var random = SeededRandom(seed: seed)
        func chance(_ p: Double) -> Bool { Double.random(in: 0..<1, using: &random) < p }
        return PairedRows(
            classCount: classCount,
            rows: (0..<count).map { _ in
                let truth = Int.random(in: 0..<classCount, using: &random)
                func decided() -> Int? {
                    chance(0.08) ? nil : chance(0.6) ? truth : Int.random(in: 0..<classCount, using: &random)
                }
                func scored() -> Double {
                    chance(0.08)
                        ? .nan : Double((Int.random(in: 0...60, using: &random) + (truth == 1 ? 40 : 0))) / 100
                }
                return Row(
                    label: chance(0.1) ? nil : truth, decisions: (decided(), decided()), scores: (scored(), scored()),
                    block: Int.random(in: 0..<blocks, using: &random))
            })
    }

    func evidenceRows(blocks: Int?) -> EvidenceRows {
        let names = (0..<classCount).map { "c\($0)" }
        var dimensions = [
            EvidenceRows.Dimension(
                name: Self.decision.name, levels: names,
                codes: rows.map { $0.decisions.second.map { UInt32($0) } ?? EvidenceRows.Dimension.missing })
        ]
        if let blocks {
            dimensions.append(
                .init(
                    name: Self.block.name, levels: (0..<blocks).map { ClusterBlock.text($0) },
                    codes: rows.map { UInt32($0.block) }))
        }
        return EvidenceRows(
            dimensions: dimensions, classes: names,
            labels: rows.map { $0.label.map { UInt16($0) } ?? LabelState.unlabelled },
            predictions: rows.map { $0.decisions.first.map { UInt16($0) } ?? PredictionState.missing.rawValue },
            scores: classCount == 2 ? [rows.map(\.scores.first)] : [])
    }

    var context: EstimationContext {
        var context = EstimationContext(model: "m", favourablePositive: classCount == 2 ? true : nil)
        context.classes = (0..<classCount).map { "c\($0)" }
        context.order = Array(0..<classCount)
        return context
    }

    /// A figure of both models, however it is compared.
    func figure(_ metric: Metric, level: Double = 0.95, blocks: Int? = nil) throws -> PairedFigure {
        let comparison = try #require(PairedComparison(metric, classCount: classCount, context: context))
        let rows = evidenceRows(blocks: blocks)
        if case .scores = comparison {
            let scores = try #require(
                PairedScoreRows(
                    rows, against: self.rows.map(\.scores.second), block: blocks == nil ? nil : Self.block.name))
            return scores.groups(by: [])[0].figure(metric, level: level)
        }
        var plain = rows
        plain.scores = []
        let told = [Self.decision] + (blocks == nil ? [] : [Self.block])
        let cube = EvidenceCube(
            counting: plain, header: CubeHeader(outcome: .ofClasses(binary: classCount == 2), told: told))
        let group = PairedDecisions.groups(of: cube, by: [], against: Self.decision)[0]
        if case .rate(let rate) = comparison { return group.result(rate, level: level, for: .gate).figure }
        return group.figure(metric, context, level: level)
    }

    /// The metric of one model alone, over the rows that both tell of.
    func alone(_ metric: Metric, ofFirst: Bool, _ kept: (Row) -> Bool = { _ in true }) -> Double? {
        let table = OutcomeTable(
            dimensions: [], classes: context.classes,
            rows: rows.filter(kept).compactMap { row in
                // What counts silence as an error has something to count there.
                let isTold =
                    metric.needsScores
                    ? !row.scores.first.isNaN && !row.scores.second.isNaN
                    : ["worst-case-accuracy", "missing-prediction-rate"].contains(metric.name)
                        || row.decisions.first != nil && row.decisions.second != nil
                guard isTold else { return nil }
                let decided = ofFirst ? row.decisions.first : row.decisions.second
                return .init(
                    [], label: row.label, decision: decided.map { .predicted($0) } ?? .none(.missing),
                    scores: classCount == 2 ? [ofFirst ? row.scores.first : row.scores.second] : [])
            })
        return Estimator(table.cube.overall, context: context).value(metric)
    }

    var swapped: PairedRows {
        PairedRows(
            classCount: classCount,
            rows: rows.map {
                Row(
                    label: $0.label, decisions: ($0.decisions.second, $0.decisions.first),
                    scores: ($0.scores.second, $0.scores.first), block: $0.block)
            })
    }
}

@Suite("Figures of two models on the same rows")
struct PairedFigureTests {
    /// Every metric that two models can be compared by, with numbers of classes; some of one class against all others.
    static let compared: [(Metric, Int)] = [2, 3].flatMap { classes in
        let context = PairedRows(classCount: classes, rows: []).context
        let named =
            classes == 3 ? ["recall:c1", "precision:c2", "f1:c0"].compactMap { Catalogue.metric(named: $0) } : []
        return (Catalogue.all.filter { $0.fits(binary: classes == 2) } + named)
            .filter { PairedComparison($0, classCount: classes, context: context) != nil }.map { ($0, classes) }
    }

    @Test("Most figures of decisions, losses and areas can be compared, and what decisions leave alone cannot")
    func comparable() {
        let names = Set(Self.compared.filter { $0.1 == 2 }.map(\.0.name))
        for name in [
            "accuracy", "positive-predictive-value", "f1-score", "matthews-correlation", "balanced-accuracy",
            "brier-score", "log-loss", "roc-auc", "gini", "macro-f1",
        ] { #expect(names.contains(name), "\(name)") }
        #expect(names.isDisjoint(with: ["base-rate", "count", "share", "label-coverage", "average-precision"]))
        #expect(Self.compared.contains { $0.0.name == "positive-predictive-value:c2" })
    }

    @Test("The difference is that of both figures over the rows of both", arguments: compared)
    func twin(metric: Metric, classes: Int) throws {
        var found = 0
        for seed in 0..<12 as Range<UInt64> {
            let pair = PairedRows.random(seed, classCount: classes, count: seed < 4 ? 6 : 70)
            let figure = try pair.figure(metric)
            let (a, b) = (pair.alone(metric, ofFirst: true), pair.alone(metric, ofFirst: false))
            #expect((figure.difference.number == nil) == (a == nil || b == nil), "\(seed)")
            #expect((figure.difference.number == nil) == (figure.difference.reason != nil))
            guard let a, let b, let value = figure.difference.number else { continue }
            found += 1
            #expect(agree(value, a - b, within: 1e-12) || abs(value - (a - b)) < 1e-12, "\(seed)")
            #expect(agree(figure.first, a, within: 1e-12) && agree(figure.second, b, within: 1e-12))
            let width = metric.range.upperBound - metric.range.lowerBound
            if let interval = figure.difference.interval {
                #expect(interval.contains(value) && interval.lower < interval.upper, "\(seed)")
                #expect(interval.lower >= -width && interval.upper <= width)
            }
            // The other model less this one is the same with the other sign.
            let other = try pair.swapped.figure(metric)
            #expect(
                agree(other.difference.number, -value, within: 1e-9)
                    || abs((other.difference.number ?? 9) + value) < 1e-12)
            if let one = figure.difference.interval, let two = other.difference.interval {
                #expect(abs(one.lower + two.upper) < 1e-7 * max(1, abs(one.lower)), "\(seed)")
            }
            #expect((figure.difference.interval == nil) == (other.difference.interval == nil))
        }
        #expect(found >= 6)
    }

    @Test("A model against itself differs by nothing, which few rows do not show", arguments: compared)
    func itself(metric: Metric, classes: Int) throws {
        var pair = PairedRows.random(5, classCount: classes, count: 60)
        for index in pair.rows.indices {
            pair.rows[index].decisions.second = pair.rows[index].decisions.first
            pair.rows[index].scores.second = pair.rows[index].scores.first
        }
        let difference = try pair.figure(metric).difference
        #expect(difference.number == 0)
        // Scores that never differ were not seen to vary; decisions of sixty rows still could.
        if let interval = difference.interval {
            #expect(interval.lower < -1e-3 && interval.upper > 1e-3)
        } else {
            #expect(metric.needsScores || metric.range.upperBound == .infinity)
        }
    }

    @Test("With blocks the limits are those of the figure without each block", arguments: compared)
    func blocks(metric: Metric, classes: Int) throws {
        let pair = PairedRows.random(8, classCount: classes, count: 240, blocks: 16)
        let difference = try pair.figure(metric, blocks: 16).difference
        let value = try #require(difference.number)
        if case .rate = try #require(PairedComparison(metric, classCount: classes, context: pair.context)) { return }
        let values = (0..<16).map { block -> Double in
            guard let a = pair.alone(metric, ofFirst: true, { $0.block != block }),
                let b = pair.alone(metric, ofFirst: false, { $0.block != block })
            else { return .nan }
            return a - b
        }
        let width = metric.range.upperBound - metric.range.lowerBound
        let expected = BlockJackknife(values).interval(value, level: 0.95, range: -width...width)
        #expect(agree(difference.interval?.lower, expected?.lower, within: 1e-9))
        #expect(agree(difference.interval?.upper, expected?.upper, within: 1e-9))
        if expected == nil { #expect(difference.flags.contains(.assumesIndependence)) }
        let few = try PairedRows.random(8, classCount: classes, count: 240, blocks: 4).figure(metric, blocks: 4)
        #expect(few.difference.interval == nil && few.difference.flags.contains(.tooFewClusters))
    }

    @Test("Nobody, no label, one class and no score have their reasons")
    func reasons() throws {
        func figure(_ name: String, _ rows: [PairedRows.Row]) throws -> PairedFigure {
            try PairedRows(classCount: 2, rows: rows).figure(try #require(Catalogue.metric(named: name, binary: true)))
        }
        let row = PairedRows.Row(label: 1, decisions: (1, 0), scores: (0.8, 0.4))
        var unlabelled = row
        unlabelled.label = nil
        var silent = row
        (silent.decisions.second, silent.scores.second) = (nil, .nan)
        for name in ["roc-auc", "brier-score", "f1-score", "positive-predictive-value"] {
            #expect(try figure(name, []).difference.reason == .emptyGroup, "\(name)")
            #expect(try figure(name, [silent, silent]).leftOut == 2, "\(name)")
        }
        #expect(try figure("roc-auc", [row, row]).difference.reason == .singleClass)
        #expect(try figure("positive-predictive-value", [row, row]).difference.reason == .noPredictedPositives)
        #expect(try figure("brier-score", [unlabelled]).difference.reason == .unlabelled)
        #expect(try figure("brier-score", [silent]).difference.reason == .noScores)
        let oneClass = try figure("brier-score", [row, row, row]).difference
        #expect(oneClass.number != nil && oneClass.interval == nil && oneClass.flags == [.oneClass])
    }
}
