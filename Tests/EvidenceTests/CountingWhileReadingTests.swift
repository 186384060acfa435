@testable import Evidence
@testable import Tables
import TestSupport
import Testing

@Suite("Counters of several readers, grids and weights")
struct CountingWhileReadingTests {
    /// Columns as a reader hands them over: region, label, score, weight.
    private struct Columns {
        var regions: [UInt32] = []
        var labels: [UInt32] = []
        var scores: [Double] = []
        var weights: [Double] = []

        init(seed: UInt64, rows: Int, distinct: Int) {
            var random = SeededRandom(seed: seed)
            for _ in 0..<rows {
                let region = UInt32.random(in: 0...4, using: &random)
                regions.append(region == 4 ? CategoryColumn.missing : region)
                let label = UInt32.random(in: 0...2, using: &random)
                labels.append(label == 2 ? CategoryColumn.missing : label)
                let score = Double(Int.random(in: 0...distinct, using: &random)) / Double(distinct)
                scores.append(Int.random(in: 0..<20, using: &random) == 0 ? .nan : score)
                weights.append(Double.random(in: 0...40, using: &random))
            }
        }

        func chunk(_ range: Range<Int>, codes: (UInt32) -> UInt32 = { $0 }) -> ColumnChunk {
            ColumnChunk(
                rowCount: range.count,
                codes: [regions[range].map(codes), Array(labels[range])],
                numbers: [Array(scores[range]), weights[range].map { $0.rounded(.down) }])
        }
    }

    private static let groups: [RowCounter.Group] = [
        .init(categories: [0, 1], threshold: .init(number: 0, value: 0.5)),
        .init(categories: [0, 1], score: 0), .init(categories: [1], score: 0),
    ]

    private static func isEqual(_ a: RowCounter, _ b: RowCounter) -> Bool {
        a.grid == b.grid
            && groups.indices.allSatisfy { group in
                let (x, y) = (a.entries(group), b.entries(group))
                // Codes of scores depend on their order; scores themselves do not.
                func rows(_ entries: RowCounter.Entries) -> Set<[UInt64]> {
                    Set(
                        (0..<entries.count).map { entry in
                            entries.codes.map { UInt64($0[entry]) }
                                + (entries.decisions.isEmpty ? [] : [UInt64(entries.decisions[entry])])
                                + (entries.scores.isEmpty ? [] : [entries.scores[entry].bitPattern])
                                + [UInt64(entries.multiplicities[entry])]
                                + entries.sums.flatMap {
                                    [
                                        UInt64(truncatingIfNeeded: $0[entry]),
                                        UInt64(truncatingIfNeeded: $0[entry] >> 64),
                                    ]
                                }
                        })
                }
                return x.count == y.count && rows(x) == rows(y)
            }
    }

    @Test(
        "Chunks, orders and several counters change nothing, also where scores come to be binned on the way",
        arguments: [50, 900], CubeHeader.WeightKind.allCases)
    func merging(distinct: Int, kind: CubeHeader.WeightKind) {
        let count = 2_000
        let columns = Columns(seed: 3, rows: count, distinct: distinct)
        let weight = kind == .none ? nil : RowCounter.Weight(number: 1, kind: kind)
        var whole = RowCounter(groups: Self.groups, weight: weight, valueLimit: 300)
        whole.consume(columns.chunk(0..<count))
        #expect(whole.grid == (distinct > 300 ? .fallback : .values))
        var pieces = whole.forked
        for start in stride(from: 0, to: count, by: 71) {
            pieces.consume(columns.chunk(start..<min(count, start + 71)))
        }
        #expect(Self.isEqual(whole, pieces))
        // The second reader has met the regions in another order.
        let other: [UInt32] = [2, 0, 3, 1]
        var (first, second) = (whole.forked, whole.forked)
        let cut = count / 3
        first.consume(columns.chunk(0..<cut))
        second.consume(columns.chunk(cut..<count) { $0 == CategoryColumn.missing ? $0 : other[Int($0)] })
        first.merge(second, codes: [[1, 3, 0, 2], [0, 1]])
        #expect(first.isComplete)
        #expect(Self.isEqual(whole, first))
    }

    @Test("Counts of a binned column are those of rows that were kept", arguments: [false, true])
    func likeRows(weighted: Bool) throws {
        let columns = Columns(seed: 8, rows: 3_000, distinct: 700)
        let weight = weighted ? RowCounter.Weight(number: 1, kind: .sampling) : nil
        var counter = RowCounter(groups: Self.groups, weight: weight, grid: .floor(digits: 2))
        for start in stride(from: 0, to: 3_000, by: 500) { counter.consume(columns.chunk(start..<start + 500)) }
        let labels = columns.labels.map { $0 == CategoryColumn.missing ? LabelState.unlabelled : UInt16($0) }
        let levels = ["a", "b", "c", "d"]
        let predictions = columns.scores.map { score in
            score.isNaN ? PredictionState.missing.rawValue : score >= 0.5 ? 1 : UInt16(0)
        }
        var rows = EvidenceRows(
            dimensions: [.init(name: "region", levels: levels, codes: columns.regions)], classes: ["0", "1"],
            labels: labels, predictions: predictions, scores: [columns.scores])
        var header = CubeHeader(outcome: .binary, scores: ["p"], scoreGrid: .floor(digits: 2))
        if weighted {
            rows.weights = try RowWeights(.sampling, columns.weights.map { $0.rounded(.down) })
            (header.weights, header.weight) = (.sampling, "w")
        }
        let expected = EvidenceCube(counting: rows, header: header)
        func labelCodes(_ codes: [UInt32]) -> [UInt16] {
            codes.map { $0 == CategoryColumn.missing ? LabelState.unlabelled : UInt16($0) }
        }
        let (decisions, scores) = (counter.entries(0), counter.entries(1))
        let counted = EvidenceCube(
            decisions: EvidenceRows(
                dimensions: [.init(name: "region", levels: levels, codes: decisions.codes[0])], classes: ["0", "1"],
                labels: labelCodes(decisions.codes[1]),
                predictions: decisions.decisions.map {
                    $0 > 1 ? PredictionState.missing.rawValue : UInt16($0)
                }, entries: decisions),
            scores: [
                ScoredRows(
                    column: 0, margin: [0], levelCounts: [4], codes: [scores.codes[0]],
                    labels: labelCodes(scores.codes[1]), entries: scores, positiveClass: 1, isWeighted: weighted)
            ], header: header.with(scoreMargins: [["region"]]))
        #expect(try CubeFile.bytes(of: counted) == CubeFile.bytes(of: expected))
    }

    @Test("The first weight that is none is told with its row, whoever reads it")
    func weightFault() {
        var columns = Columns(seed: 1, rows: 100, distinct: 10)
        columns.weights[71] = -3
        columns.weights[90] = .nan
        let weight = RowCounter.Weight(number: 1, kind: .sampling)
        var counter = RowCounter(groups: Self.groups, weight: weight)
        for start in stride(from: 0, to: 100, by: 30) { counter.consume(columns.chunk(start..<min(100, start + 30))) }
        let fault = RowCounter.WeightFault(row: 71, reason: "the weight -3.0 is negative")
        #expect(counter.weightFault == fault)
        var (first, second) = (counter.forked, counter.forked)
        first.consume(columns.chunk(0..<50))
        second.consume(columns.chunk(50..<100))
        first.merge(second, codes: [[0, 1, 2, 3], [0, 1]])
        #expect(first.weightFault == fault)
    }

    @Test("Scores outside 0…1 cannot be binned, and the counter says so")
    func outside() {
        var columns = Columns(seed: 1, rows: 100, distinct: 10)
        columns.scores[40] = 1.5
        var counter = RowCounter(groups: Self.groups, grid: .tail(digits: 4))
        counter.consume(columns.chunk(0..<100))
        #expect(!counter.isComplete)
        var values = RowCounter(groups: Self.groups)
        values.consume(columns.chunk(0..<100))
        #expect(values.isComplete)
    }

    @Test(
        "Rows in memory are counted the same by any number of threads", arguments: [1, 2, 3, 8],
        CubeHeader.WeightKind.allCases)
    func memory(threads: Int, kind: CubeHeader.WeightKind) {
        let columns = Columns(seed: 11, rows: 1_500, distinct: 700)
        let weight = kind == .none ? nil : RowCounter.Weight(number: 1, kind: kind)
        func counter(threads: Int, weights: [Double]) -> RowCounter {
            var counter = RowCounter(groups: Self.groups, weight: weight, valueLimit: 300)
            counter.consume(
                [
                    CategoryColumn(name: "region", levels: ["a", "b", "c", "d"], codes: columns.regions),
                    CategoryColumn(name: "label", levels: ["0", "1"], codes: columns.labels),
                ],
                [NumberColumn(name: "score", values: columns.scores), NumberColumn(name: "weight", values: weights)],
                rowCount: 1_500, threads: threads, rowsPerThread: 100)
            return counter
        }
        var weights = columns.weights.map { $0.rounded(.down) }
        #expect(Self.isEqual(counter(threads: 1, weights: weights), counter(threads: threads, weights: weights)))
        weights[1_234] = -1
        let fault = counter(threads: threads, weights: weights).weightFault
        #expect(fault?.row == (kind == .none ? nil : 1_234))
        #expect(fault == counter(threads: 1, weights: weights).weightFault)
    }
}
