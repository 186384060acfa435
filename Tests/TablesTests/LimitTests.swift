import Diagnostics
import Storage
import Tables
import TestSupport
import Testing

@Suite("Limits")
struct LimitTests {
    private let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    /// The one fault for all chunk sizes; records an issue if they differ.
    private func fault(
        _ bytes: [UInt8], _ columns: ColumnSelection = .all, refusing: Bool = false,
        limits change: (inout ReadingOptions.Limits) -> Void
    ) throws -> [TableProblem] {
        let path = try scratch.write(bytes, as: "t.csv")
        var options = ReadingOptions(refuseBadRows: refusing)
        change(&options.limits)
        var seen: TableError?
        for size in [1, 2, 3, 7, 64, 4096] {
            options.chunkByteCount = size
            let error = failure { () throws(TableError) in
                _ = try TableReader.read(path: path, as: "t.csv", columns: columns, options: options)
            }
            #expect(seen == nil || seen == error, "chunks of \(size) bytes")
            seen = error
        }
        return seen?.problems ?? []
    }

    @Test(
        "A field may be as long as the limit, quotes included, and no longer",
        arguments: [
            ("12345678\n", false), ("12345678\r\n", false), ("12345678", false), ("123456789\n", true),
            ("123456789", true),
            ("\"123456\"\r\n", false), ("\"123456\"", false), ("\"1234567\"\n", true), ("\"123\n5678", true),
        ])
    func fields(field: String, isTooLong: Bool) throws {
        let problems = try fault(Array("a,b\nx,\(field)".utf8)) { $0.fieldByteCount = 8 }
        #expect(problems.map(\.fault) == (isTooLong ? [.fieldTooLong(limit: 8)] : []))
        #expect(problems.first?.location == (isTooLong ? SourceLocation(file: "t.csv", line: 2, column: 3) : nil))
    }

    @Test("An open quote ends at the field limit, not at the end of a large file")
    func openQuote() throws {
        let text = "a,b\n1,2\n3,\"4\n" + String(repeating: "5,6\n", count: 1000)
        let problems = try fault(Array(text.utf8)) { $0.fieldByteCount = 100 }
        #expect(problems.map(\.fault) == [.fieldTooLong(limit: 100)])
        #expect(problems.first?.location == SourceLocation(file: "t.csv", line: 3, column: 3))
    }

    @Test("Of a long field and a long row, the one that was too long first is told")
    func order() throws {
        let long = "a,b\n" + String(repeating: "x", count: 5) + "," + String(repeating: "y", count: 30) + "\n"
        #expect(
            try fault(Array(long.utf8)) {
                $0.fieldByteCount = 8; $0.recordByteCount = 20
            }.map(\.fault) == [.fieldTooLong(limit: 8)])
        #expect(
            try fault(Array(long.utf8)) {
                $0.fieldByteCount = 18; $0.recordByteCount = 20
            }.map(\.fault) == [.recordTooLong(limit: 20)])
        let skipped = "a,b\n\"x\"y" + String(repeating: "z", count: 30) + "\n"
        #expect(try fault(Array(skipped.utf8)) { $0.recordByteCount = 20 }.map(\.fault) == [.recordTooLong(limit: 20)])
    }

    @Test("A header has at most so many columns")
    func columns() throws {
        let header = (0..<11).map { "c\($0)" }.joined(separator: ",")
        #expect(
            try fault(Array(header.utf8)) { $0.columnCount = 10 }.map(\.fault) == [
                .tooManyColumns(found: 11, limit: 10)
            ])
        #expect(try fault(Array(header.utf8)) { $0.columnCount = 11 }.isEmpty)
        let many = "a,b\n" + String(repeating: ",", count: 5000) + "\n"
        #expect(try fault(Array(many.utf8)) { _ in }.map(\.fault) == [.fieldCount(found: 5001, header: 2)])
    }

    @Test("A category has at most so many levels; faults after that row are not told")
    func levels() throws {
        let text = "g,h\na,1\nb,1\na\nc,1\nd,1\ne\n"
        let problems = try fault(Array(text.utf8), [ColumnRequest("g", .category)]) { $0.levelCount = 3 }
        #expect(problems.map(\.fault) == [.fieldCount(found: 1, header: 2), .tooManyLevels(column: "g", limit: 3)])
        #expect(problems.map(\.location.line) == [4, 6])
        let refusing = try fault(Array(text.utf8), [ColumnRequest("g", .category)], refusing: true) {
            $0.levelCount = 3
        }
        #expect(refusing.map(\.fault) == [.tooManyLevels(column: "g", limit: 3)])
    }

    @Test("At most so many rows are set aside")
    func refused() throws {
        let text = "a,b\n" + String(repeating: "1\n", count: 10)
        let problems = try fault(Array(text.utf8), refusing: true) { $0.refusedRowCount = 4 }
        #expect(problems.map(\.fault) == [.tooManyRefused(limit: 4)])
        #expect(problems.first?.location.line == 6)
        #expect(try fault(Array(text.utf8), refusing: true) { $0.refusedRowCount = 10 }.isEmpty)
    }

    @Test("Compressed input that grows too much is stopped, but only beyond a floor")
    func bomb() throws {
        let bytes = GzipFixtures.stored(Array("a\n".utf8)) + GzipFixtures.repeated(0x78, blocks: 200)
        let stopped = try fault(bytes) {
            $0.expansionRatio = 20; $0.expansionFloor = 10_000
        }
        #expect(stopped.map(\.fault) == [.gzipBomb(ratio: 20, floor: 10_000)])
        #expect(
            try fault(bytes) {
                $0.expansionRatio = 20; $0.expansionFloor = 60_000
            }.isEmpty)
        let table = try TableReader.read(path: scratch.write(bytes, as: "t.csv"), columns: .all)
        #expect(table.category("a")?.levels == [String(repeating: "x", count: 1 + 258 * 200)])
    }
}
