import Tables
import TestSupport
import Testing

@testable import Evidence

@Suite("Summing while reading")
struct MeasuredCounterTests {
    private static func columns(_ table: NumberTable, _ rows: Range<Int>) throws -> ([[UInt32]], [[Double]]) {
        let coded = try table.evidenceRows().dimensions.map { $0.codes }
        let values = [table.rows.map { $0.label ?? .nan }, table.rows.map { $0.prediction ?? .nan }]
        return (coded.map { Array($0[rows]) }, values.map { Array($0[rows]) })
    }

    private static func cube(_ counter: MeasuredCounter, _ table: NumberTable) throws -> EvidenceCube {
        let dimensions = try table.evidenceRows().dimensions
        return counter.cube(
            dimensions: dimensions.indices.map { ($0, dimensions[$0].name, dimensions[$0].levels) },
            header: CubeHeader(outcome: .number(.standard))
        ) { _ in true }
    }

    @Test("Chunks, and readers that share the rows, give the cube of the rows", arguments: 0..<40 as Range<UInt64>)
    func shared(seed: UInt64) throws {
        let table = NumberTable.random(seed: seed &+ 300)
        var random = SeededRandom(seed: seed)
        let count = table.rows.count
        let cuts = [0, Int.random(in: 0...count, using: &random), Int.random(in: 0...count, using: &random), count]
            .sorted()
        let first = MeasuredCounter(categoryCount: 2, columns: .numbers(.standard))
        var readers = [first, first.forked, first.forked]
        for (index, range) in zip(cuts, cuts.dropFirst()).map({ $0..<$1 }).enumerated() {
            let (codes, values) = try Self.columns(table, range)
            readers[index].consume(ColumnChunk(rowCount: range.count, codes: codes, numbers: values))
        }
        let whole = EvidenceCube(counting: try table.evidenceRows())
        for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
            var counter = readers[order[0]]
            counter.merge(readers[order[1]])
            counter.merge(readers[order[2]])
            #expect(!counter.needsOrder)
            #expect(try Self.cube(counter, table).cells.isEqual(to: whole.cells))
        }
        #expect(try EvidenceCube(header: whole.header, cells: whole.cells).cells.isEqual(to: whole.cells))
    }

    @Test("Only rows that are kept count, by fewer columns than were read", arguments: 0..<20 as Range<UInt64>)
    func kept(seed: UInt64) throws {
        let table = NumberTable.random(seed: seed &+ 400)
        let rows = try table.evidenceRows()
        var counter = MeasuredCounter(categoryCount: 2, columns: .numbers(.standard))
        let (codes, values) = try Self.columns(table, 0..<table.rows.count)
        counter.count(codes, values, rowCount: table.rows.count)
        let cube = counter.cube(
            dimensions: [(0, rows.dimensions[0].name, rows.dimensions[0].levels)],
            header: CubeHeader(outcome: .number(.standard))
        ) { codes in codes[1] == CategoryColumn.missing }
        let expected = try table.filtered { $0.groups[1] == nil }.cube().projecting(to: ["region"])
        #expect(cube.cells.isEqual(to: expected.cells))
    }

    @Test("The first row that cannot be summed is told")
    func faults() {
        var counter = MeasuredCounter(categoryCount: 0, columns: .numbers(.standard), weights: .frequency)
        counter.count([], [[1, 2], [3, 4], [1, 0]], rowCount: 2)
        #expect(counter.fault == nil)
        counter.count([], [[1, 1e300], [3, 4], [1, 1]], rowCount: 2)
        #expect(counter.fault?.row == 3 && counter.fault?.column == 0)
        #expect(counter.needsOrder)
        var texts = MeasuredCounter(categoryCount: 0, columns: .errors(kinds: 3))
        texts.count([], [[1, 1], [2, .nan], [3, 1], [9, 9]], rowCount: 2)
        #expect(texts.fault?.row == 1)
        var frequencies = MeasuredCounter(categoryCount: 0, columns: .errors(kinds: 1), weights: .frequency)
        frequencies.count([], [[1], [9], [1.5]], rowCount: 1)
        #expect(frequencies.fault?.column == 2)
    }
}
