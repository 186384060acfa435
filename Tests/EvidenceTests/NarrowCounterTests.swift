@testable import Evidence
@testable import Tables
import TestSupport
import Testing

@Suite("Counting columns of few levels")
struct NarrowCounterTests {
    private static func columns(_ sizes: [Int], rows: Int) -> [CategoryColumn] {
        var random = SeededRandom(seed: UInt64(rows))
        return sizes.enumerated().map { index, size in
            CategoryColumn(
                name: "c\(index)", levels: (0..<size).map { "l\($0)" },
                codes: (0..<rows).map { _ in
                    let code = Int.random(in: 0...size, using: &random)
                    return code == size ? CategoryColumn.missing : UInt32(code)
                })
        }
    }

    /// Ten obvious lines.
    private static func expected(_ columns: [CategoryColumn], rows: Int) -> [[UInt32]: Int] {
        var counts: [[UInt32]: Int] = [:]
        for row in 0..<rows { counts[columns.map { $0.codes[row] }, default: 0] += 1 }
        return counts
    }

    private static func dictionary(_ counts: NarrowCounts) -> [[UInt32]: Int] {
        Dictionary(
            (0..<counts.count).map { row in (counts.codes.map { $0[row] }, counts.multiplicities[row]) },
            uniquingKeysWith: +)
    }

    @Test(
        "Narrow columns are counted as a dictionary counts them, by any number of threads",
        arguments: [[1], [2, 3, 2], [255, 7], [255, 255], [15, 16, 3, 1], [0, 4]], [1, 100, 9_000])
    func narrow(sizes: [Int], count: Int) throws {
        let columns = Self.columns(sizes, rows: count)
        let narrow = try columns.map { try #require(NarrowColumn($0)) }
        let expected = Self.expected(columns, rows: count)
        for threads in [1, 2, 3, 8] {
            let counts = try #require(
                NarrowCounter.counts(narrow, rowCount: count, threads: threads, rowsPerThread: 1_000))
            #expect(Self.dictionary(counts) == expected)
            #expect(counts.count == expected.count)
            let rows = (0..<counts.count).map { row in counts.codes.map { $0[row] } }
            #expect(rows == rows.sorted { $0.lexicographicallyPrecedes($1) })
        }
    }

    @Test("Columns of too many levels or combinations are left to the other counter")
    func tooWide() throws {
        let wide = CategoryColumn(name: "c", levels: (0..<256).map { "\($0)" }, codes: [0])
        #expect(NarrowColumn(wide) == nil)
        let narrow = try #require(
            NarrowColumn(CategoryColumn(name: "c", levels: (0..<255).map { "\($0)" }, codes: [0])))
        #expect(NarrowCounter.counts([narrow, narrow, narrow], rowCount: 1) == nil)
        #expect(NarrowCounter.counts([narrow, narrow], rowCount: 1) != nil)
    }

    @Test("A threshold turns scores into decisions, and no score into none")
    func decisions() throws {
        let scores = NumberColumn(name: "s", values: [0.2, 0.5, .nan, 0.9, 0.4999])
        let counts = try #require(NarrowCounter.counts([NarrowColumn(scores, from: 0.5)], rowCount: 5))
        let entries = counts.entries(decision: 0)
        #expect(entries.codes.isEmpty)
        #expect(entries.decisions == [0, 1, CategoryColumn.missing])
        #expect(entries.multiplicities == [2, 2, 1])
    }

    @Test(
        "What is remembered answers questions by any of its columns, in any order, as the rows would",
        arguments: [[0], [2, 1], [1, 0, 2], [2, 0]])
    func projection(wanted: [Int]) throws {
        let columns = Self.columns([5, 3, 9], rows: 2_000)
        let narrow = try columns.map { try #require(NarrowColumn($0)) }
        let memory = CountMemory()
        let keys = columns.map { CountMemory.Key.column($0.name) }
        _ = memory.counts(by: keys) { NarrowCounter.counts(narrow, rowCount: 2_000) }
        let answer = memory.counts(by: wanted.map { keys[$0] }) {
            Issue.record("the rows were counted again")
            return nil
        }
        let expected = Self.expected(wanted.map { columns[$0] }, rows: 2_000)
        #expect(try Self.dictionary(#require(answer)) == expected)
    }

    @Test("A threshold or a column that was not counted is counted; the memory stays below its limit")
    func limits() throws {
        let columns = Self.columns([200], rows: 1_000)
        let narrow = try columns.map { try #require(NarrowColumn($0)) }
        let counts = try #require(NarrowCounter.counts(narrow, rowCount: 1_000))
        let memory = CountMemory(byteLimit: 3 * counts.byteCount)
        var counted: [Double] = []
        func ask(_ threshold: Double) {
            _ = memory.counts(by: [.decision(score: "s", threshold: threshold)]) {
                counted.append(threshold)
                return counts
            }
        }
        for threshold in [1.0, 2, 3, 1, 4, 1, 2] { ask(threshold) }
        // 4 pushed out 2, which was used longest ago, and not 1.
        #expect(counted == [1, 2, 3, 4, 2])
        #expect(memory.byteCount == 3 * counts.byteCount)
        let nothing = CountMemory(byteLimit: 0)
        for _ in 0..<2 { _ = nothing.counts(by: [.column("c")]) { counts } }
        #expect(nothing.byteCount == 0)
    }
}
