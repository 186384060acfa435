import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

@testable import Probes

@Suite("The worst slices by score")
struct SlicePruningTests {
    /// Random rows of some columns, skewed so that levels are common or rare, with an error that depends on some of them.
    private static func cube(_ rows: Int, levels: [Int], seed: UInt64, unlabelled: Bool) -> EvidenceCube {
        var random = SeededRandom(seed: seed)
        var codes = [[UInt32]](repeating: [], count: levels.count)
        var (labels, predictions): ([UInt16], [UInt16]) = ([], [])
        for _ in 0..<rows {
            for (column, count) in levels.enumerated() {
                let share = Double.random(in: 0..<1, using: &random)
                codes[column].append(UInt32(share * share * Double(count)))
            }
            let isBad = codes[0].last == 0 && codes[levels.count - 1].last == 1
            let label: UInt16 =
                unlabelled && Int.random(in: 0..<5, using: &random) == 0
                ? LabelState.unlabelled : UInt16.random(in: 0..<2, using: &random)
            let isWrong = Double.random(in: 0..<1, using: &random) < (isBad ? 0.5 : 0.1)
            labels.append(label)
            predictions.append(
                label == LabelState.unlabelled ? .random(in: 0..<2, using: &random) : isWrong ? 1 - label : label)
        }
        return EvidenceCube(
            counting: EvidenceRows(
                dimensions: zip(levels, codes).enumerated().map { column, pair in
                    .init(name: "c\(column)", levels: (0..<pair.0).map { "v\($0)" }, codes: pair.1)
                }, classes: ["0", "1"], labels: labels, predictions: predictions, scores: []))
    }

    private static func search(
        _ cube: EvidenceCube, _ metric: String, depth: Int, best: Int?, alpha: Double, support: Double
    ) throws -> SliceSearch {
        try #require(
            SliceSearch(
                cube, SliceTests.metric(metric), context: EstimationContext(model: "m"), columns: cube.dimensions,
                options: .init(
                    support: support, fewestRows: 1, depth: depth, weightOfError: alpha, onlyBest: best)))
    }

    @Test(
        "They are the first of all slices by score, whatever the metric, the weight and how many are wanted",
        arguments: 1...40 as ClosedRange<UInt64>)
    func twin(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let columns = Int.random(in: 2...5, using: &random)
        let levels = (0..<columns).map { _ in Int.random(in: 2...6, using: &random) }
        let cube = Self.cube(
            Int.random(in: 50...1_500, using: &random), levels: levels, seed: seed, unlabelled: seed % 2 == 0)
        let metrics = ["error-rate", "accuracy", "false-negative-rate", "selection-rate", "precision"]
        for best in [1, 4, 25] {
            let metric = metrics[Int(seed) % metrics.count]
            let alpha: Double = [0.5, 0.8, 0.95, 1.0].randomElement(using: &random) ?? 0.95
            let support: Double = [0.001, 0.01, 0.05].randomElement(using: &random) ?? 0.01
            let depth = Int.random(in: 1...4, using: &random)
            let all = try Self.search(cube, metric, depth: depth, best: nil, alpha: alpha, support: support)
            let own = try Self.search(cube, metric, depth: depth, best: best, alpha: alpha, support: support)
            let expected = all.byScore.filter { ($0.score ?? 0) > 0 }.prefix(best)
            #expect(own.slices.map(\.group) == expected.map(\.group), "\(metric), \(best), α = \(alpha)")
            for (a, b) in zip(own.slices, expected) {
                #expect(a.estimate == b.estimate && a.difference == b.difference && a.score == b.score)
                #expect(a.pValue == b.pValue && a.contributions == b.contributions && a.divergence == b.divergence)
                // Those that were left out count as if they told nothing.
                if let mine = a.adjustedPValue, let theirs = b.adjustedPValue { #expect(mine >= theirs * (1 - 1e-12)) }
            }
            let count = own.count
            #expect(count.measured <= all.count.measured && all.count.measured <= count.family)
            #expect(own.isPruned && !all.isPruned && all.count.leftOut == 0)
        }
    }

    @Test("No slice and nothing below it scores more than the limits of its parts allow")
    func bound() throws {
        var random = SeededRandom(seed: 3)
        for _ in 0..<20_000 {
            let rows = Int.random(in: 1...60, using: &random)
            let everybody = SliceErrors(
                rows: rows + Int.random(in: 1...200, using: &random), sum: Double.random(in: 1...80, using: &random),
                largest: 3)
            let score = try #require(
                SliceScore(weight: .random(in: 0.05...1, using: &random), everybody))
            let most = SliceErrors(
                rows: rows, sum: .random(in: 0...40, using: &random), largest: .random(in: 0...3, using: &random))
            let fewest = Int.random(in: -3...70, using: &random)
            let bound = score.bound(most, fewest: fewest)
            guard max(1, fewest) <= rows else {
                #expect(bound == -.infinity)
                continue
            }
            let own = Int.random(in: max(1, fewest)...rows, using: &random)
            let largest = Double.random(in: 0...most.largest, using: &random)
            let slice = SliceErrors(
                rows: own, sum: .random(in: 0...min(most.sum, Double(own) * largest), using: &random), largest: largest)
            #expect(try #require(score.value(slice)) <= bound + 1e-9)
            // As high as it gets: that many errors in the fewest rows, or in as many as hold them.
            for own in max(1, fewest)...rows {
                let worst = SliceErrors(
                    rows: own, sum: min(most.sum, Double(own) * most.largest), largest: most.largest)
                #expect(try #require(score.value(worst)) <= bound + 1e-9)
            }
        }
    }

    @Test("Four of twelve columns: most sets are left out unseen, and what is left out is told")
    func prunes() throws {
        let cube = Self.cube(20_000, levels: Array(repeating: 5, count: 12), seed: 5, unlabelled: false)
        let own = try Self.search(cube, "error-rate", depth: 4, best: 4, alpha: 0.95, support: 0.01)
        let all = try Self.search(cube, "error-rate", depth: 4, best: nil, alpha: 0.95, support: 0.01)
        #expect(own.slices.map(\.group) == all.byScore.prefix(4).map(\.group))
        #expect(own.slices.first.map { Set($0.group.levels.map(\.name)) } == ["v0", "v1"])
        #expect(own.count.leftOut > 5 * own.count.measured, "\(own.count)")
        #expect(own.count.measured * 4 < all.count.measured, "\(own.count), \(all.count)")
        #expect(own.count.enumerated >= own.count.measured + own.count.leftOut)
    }

    @Test("Where nobody is wrong, no slice is worse")
    func faultless() throws {
        let rows = SliceTests.rows(300, seed: 2).map { row in
            SliceTests.Row(codes: row.codes, label: row.label, prediction: row.label == .max ? 1 : row.label, block: 0)
        }
        let own = try Self.search(
            SliceTests.cube(rows), "error-rate", depth: 3, best: 5, alpha: 0.95, support: 0.01)
        #expect(own.slices.isEmpty && own.overall.number == 0)
    }
}
