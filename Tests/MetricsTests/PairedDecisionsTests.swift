import Evidence
@testable import Metrics
import Statistics
import Tables
import TestSupport
import Testing

@Suite("Two models on the same rows")
struct PairedDecisionsTests {
    struct Row {
        let label: Int?
        let first: Int?
        let second: Int?
        var block = 0
    }

    static let decision = ToldDimension(column: "b", rule: .decision)

    static func rows(_ count: Int, classes: Int, seed: UInt64, blocks: Int = 1) -> [Row] {
        var random = SeededRandom(seed: seed)
        func pick(_ bias: Int) -> Int? {
            Int.random(in: 0..<12, using: &random) == 0
                ? nil : min(classes - 1, Int.random(in: 0..<classes + bias, using: &random))
        }
        return (0..<count).map { _ in
            Row(label: pick(1), first: pick(0), second: pick(1), block: Int.random(in: 0..<blocks, using: &random))
        }
    }

    static func cube(_ rows: [Row], classes: Int, blocks: Int? = nil) -> EvidenceCube {
        let names = (0..<classes).map { "c\($0)" }
        var dimensions = [
            EvidenceRows.Dimension(
                name: decision.name, levels: names,
                codes: rows.map { $0.second.map { UInt32($0) } ?? EvidenceRows.Dimension.missing })
        ]
        var told = [decision]
        if let blocks {
            let block = ToldDimension(column: "person", rule: .block)
            told.append(block)
            dimensions.append(
                .init(
                    name: block.name, levels: (0..<blocks).map { ClusterBlock.text($0) },
                    codes: rows.map { UInt32($0.block) }))
        }
        return EvidenceCube(
            counting: EvidenceRows(
                dimensions: dimensions, classes: names,
                labels: rows.map { $0.label.map { UInt16($0) } ?? LabelState.unlabelled },
                predictions: rows.map { $0.first.map { UInt16($0) } ?? PredictionState.missing.rawValue }, scores: []),
            header: CubeHeader(outcome: .ofClasses(binary: classes == 2), told: told))
    }

    static func context(_ classes: Int) -> EstimationContext {
        var context = EstimationContext(model: "m", favourablePositive: classes == 2 ? true : nil)
        context.classes = (0..<classes).map { "c\($0)" }
        return context
    }

    /// Row by row: whether a row counts for a rate, and whether it is in the numerator.
    static func holds(_ name: String, _ label: Int?, _ decided: Int?) -> Bool? {
        guard let decided else { return nil }
        switch name {
        case "selection-rate", "favourable-rate": return decided == 1
        case "accuracy": return label.map { $0 == decided }
        case "error-rate": return label.map { $0 != decided }
        case "true-positive-rate": return label == 1 ? decided == 1 : nil
        case "false-positive-rate": return label == 0 ? decided == 1 : nil
        case "false-negative-rate": return label == 1 ? decided == 0 : nil
        case "true-negative-rate": return label == 0 ? decided == 0 : nil
        default: return nil
        }
    }

    static let rates = [
        "selection-rate", "favourable-rate", "accuracy", "error-rate", "true-positive-rate", "false-positive-rate",
        "false-negative-rate", "true-negative-rate",
    ]

    @Test(
        "Every rate of the same rows is what counting the rows by hand gives", arguments: rates,
        [1, 2, 3, 4] as [UInt64])
    func twin(name: String, seed: UInt64) throws {
        let rows = Self.rows(60, classes: 2, seed: seed)
        let metric = try #require(Catalogue.metric(named: name))
        let rate = try #require(PairedDecisions.Rate(metric, classCount: 2, context: Self.context(2)))
        let result = PairedDecisions.groups(of: Self.cube(rows, classes: 2), by: [], against: Self.decision)[0]
            .result(rate, level: 0.95)
        var counts = [0.0, 0, 0, 0]
        var leftOut = 0
        for row in rows {
            switch (Self.holds(name, row.label, row.first), Self.holds(name, row.label, row.second)) {
            case (let a?, let b?): counts[(a ? 0 : 2) + (b ? 0 : 1)] += 1
            case (nil, nil): break
            default: leftOut += 1
            }
        }
        let pair = PairedProportions(both: counts[0], onlyFirst: counts[1], onlySecond: counts[2], neither: counts[3])
        #expect(result.difference.n == Int(pair.total))
        #expect(result.difference.number == pair.difference)
        #expect(result.difference.interval == pair.newcombeDifference(level: 0.95))
        #expect(result.pValue == pair.mcNemarMidP)
        #expect((result.onlyFirst, result.onlySecond, result.leftOut) == (Int(counts[1]), Int(counts[2]), leftOut))
    }

    @Test("What depends on which rows were chosen, or on no decision at all, is no rate of the same rows")
    func unfit() {
        let fit = Catalogue.available(binary: true, hasScores: true, hasProbabilities: true).filter {
            PairedDecisions.Rate($0, classCount: 2, context: Self.context(2)) != nil
        }.map(\.name)
        for name in Self.rates { #expect(fit.contains(name)) }
        for name in [
            "positive-predictive-value", "negative-predictive-value", "f1-score", "base-rate", "share", "roc-auc",
            "count", "label-coverage",
        ] {
            #expect(!fit.contains(name))
        }
    }

    @Test("Accuracy of several classes, and one class against the rest", arguments: [5, 6] as [UInt64])
    func classes(seed: UInt64) throws {
        let rows = Self.rows(80, classes: 3, seed: seed)
        let own = PairedDecisions.groups(of: Self.cube(rows, classes: 3), by: [], against: Self.decision)[0]
        let judged = rows.filter { $0.label != nil && $0.first != nil && $0.second != nil }
        let accuracy = try #require(
            Catalogue.metric(named: "accuracy", binary: false).flatMap {
                PairedDecisions.Rate($0, classCount: 3, context: Self.context(3))
            })
        let result = own.result(accuracy, level: 0.9)
        #expect(result.onlyFirst == judged.count { $0.first == $0.label && $0.second != $0.label })
        #expect(result.onlySecond == judged.count { $0.first != $0.label && $0.second == $0.label })
        let recall = try #require(
            Catalogue.metric(named: "recall:c2", binary: false).flatMap {
                PairedDecisions.Rate($0, classCount: 3, context: Self.context(3))
            })
        let ofClass = own.result(recall, level: 0.9)
        #expect(ofClass.onlyFirst == judged.count { $0.label == 2 && $0.first == 2 && $0.second != 2 })
        #expect(ofClass.onlySecond == judged.count { $0.label == 2 && $0.first != 2 && $0.second == 2 })
    }

    @Test("Blocks of independent rows change little; blocks of rows that are alike widen the interval")
    func clusters() throws {
        let accuracy = try #require(Catalogue.metric(named: "accuracy"))
        let rate = try #require(PairedDecisions.Rate(accuracy, classCount: 2, context: Self.context(2)))
        let rows = Self.rows(3_000, classes: 2, seed: 9, blocks: 64)
        func result(_ rows: [Row], blocks: Int?) -> PairedDecisions.Result {
            PairedDecisions.groups(of: Self.cube(rows, classes: 2, blocks: blocks), by: [], against: Self.decision)[0]
                .result(rate, level: 0.95)
        }
        func width(_ result: PairedDecisions.Result) throws -> Double {
            let interval = try #require(result.difference.interval)
            return interval.upper - interval.lower
        }
        let (plain, blocked) = (result(rows, blocks: nil), result(rows, blocks: 64))
        #expect(plain.difference.number == blocked.difference.number)
        #expect(blocked.difference.interval?.method == .newcombePairedBlocks)
        #expect(abs(try width(blocked) / width(plain) - 1) < 0.35)
        // Twenty copies of each row in its block are worth one.
        let few = Array(rows.prefix(200))
        let copied = few.enumerated().flatMap { index, row in
            Array(repeating: Row(label: row.label, first: row.first, second: row.second, block: index % 64), count: 20)
        }
        let wide = try width(result(copied, blocks: 64)) / width(result(copied, blocks: nil))
        #expect(wide > 3 && wide < 6.5)
        let narrow = try #require(result(copied, blocks: nil).pValue)
        #expect(try #require(result(copied, blocks: 64).pValue) > narrow)
        // Too few blocks tell nothing.
        let flagged = result(Self.rows(300, classes: 2, seed: 4, blocks: 5), blocks: 5).difference
        #expect(flagged.interval == nil && flagged.flags == [.tooFewClusters])
    }

    @Test("McNemar's test by blocks holds its level, and its interval its coverage, where rows depend on each other")
    func size() throws {
        let accuracy = try #require(Catalogue.metric(named: "accuracy"))
        let rate = try #require(PairedDecisions.Rate(accuracy, classCount: 2, context: Self.context(2)))
        var (rejected, covered) = (0, 0)
        let runs = 300
        for run in 0..<runs {
            var random = SeededRandom(seed: UInt64(1_000 + run))
            // Each person has a leaning towards one of the models; over persons there is none.
            let rows = (0..<64).flatMap { block -> [Row] in
                let leaning = Double.random(in: 0.1...0.9, using: &random)
                return (0..<10).map { _ in
                    let isFirst = Double.random(in: 0..<1, using: &random) < leaning
                    let differs = Int.random(in: 0..<2, using: &random) == 0
                    return Row(
                        label: 1, first: differs ? (isFirst ? 1 : 0) : 1, second: differs ? (isFirst ? 0 : 1) : 1,
                        block: block)
                }
            }
            let result = PairedDecisions.groups(
                of: Self.cube(rows, classes: 2, blocks: 64), by: [], against: Self.decision)[0].result(
                    rate, level: 0.95)
            if (result.pValue ?? 1) < 0.05 { rejected += 1 }
            if result.difference.interval?.contains(0) ?? false { covered += 1 }
        }
        // Four standard errors of 5 % in 300 runs.
        #expect(Double(rejected) / Double(runs) < 0.05 + 4 * 0.0126)
        #expect(Double(covered) / Double(runs) > 0.95 - 4 * 0.0126)
    }
}
