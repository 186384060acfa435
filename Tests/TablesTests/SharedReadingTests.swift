import TestSupport
import Testing

@testable import Tables

/// Counts rows as a dictionary does, and how many of them came from another thread's share.
struct RowCounter: MergeableConsumer {
    struct Row: Hashable {
        let codes: [UInt32]
        let numbers: [UInt64]
    }

    var counts: [Row: Int] = [:]
    var mergedRowCount = 0

    mutating func consume(_ chunk: borrowing ColumnChunk) {
        for row in 0..<chunk.rowCount {
            var codes: [UInt32] = []
            for column in chunk.codes.indices { codes.append(chunk.codes[column][row]) }
            var numbers: [UInt64] = []
            for column in chunk.numbers.indices { numbers.append(chunk.numbers[column][row].bitPattern) }
            counts[Row(codes: codes, numbers: numbers), default: 0] += 1
        }
    }

    var forked: RowCounter { RowCounter() }
    var needsOrder: Bool { false }

    mutating func merge(_ other: consuming RowCounter) {
        for (row, count) in other.counts {
            counts[row, default: 0] += count
            mergedRowCount += count
        }
    }
}

@Suite("Reading by several threads")
struct SharedReadingTests {
    /// What a reading gave.
    private struct Outcome: Equatable {
        var table: Table?
        var error: TableError?
        var counts: [RowCounter.Row: Int] = [:]
    }

    private static func read(
        _ path: String, _ columns: [ColumnRequest], _ options: ReadingOptions
    ) -> (outcome: Outcome, mergedRowCount: Int) {
        var counter = RowCounter()
        do {
            let table = try TableReader.stream(
                path: path, as: "t.csv", columns: columns, options: options, into: &counter)
            return (Outcome(table: table, counts: counter.counts), counter.mergedRowCount)
        } catch {
            return (Outcome(error: error), counter.mergedRowCount)
        }
    }

    /// Compares readings with 2, 3 and 8 threads and several segment sizes with that of one thread.
    ///
    /// - Returns: the most rows that threads took on in any reading.
    @discardableResult
    private static func compare(
        _ bytes: [UInt8], _ columns: [ColumnRequest], _ options: ReadingOptions = ReadingOptions(),
        about comment: @autoclosure () -> String
    ) throws -> Int {
        let folder = try ScratchFolder()
        let path = try folder.write(bytes, as: "t.csv")
        var one = options
        (one.threads, one.takesDigest, one.chunkByteCount) = (1, false, 512)
        let (expected, alone) = read(path, columns, one)
        #expect(alone == 0, "\(comment())")
        if let accounting = expected.table?.accounting { #expect(accounting.isBalanced, "\(comment())") }
        var most = 0
        for threads in [2, 3, 8] {
            for segment in [5, 24, 100] {
                var several = one
                (several.threads, several.segmentByteCount) = (threads, segment)
                several.chunkByteCount = segment == 100 ? 512 : 64
                let (outcome, merged) = read(path, columns, several)
                #expect(outcome == expected, "\(comment()), \(threads) threads, segments of \(segment)")
                most = max(most, merged)
            }
        }
        return most
    }

    private static let columns = [
        ColumnRequest("id", .category), ColumnRequest("region", .category), ColumnRequest("score", .number),
        ColumnRequest("note", .category),
    ]

    @Test("Ordinary files: the same table, and other threads do most of it", arguments: 0..<4 as Range<UInt64>)
    func ordinary(seed: UInt64) throws {
        let good = Polluter(seed: seed, rowCount: 150).good
        for text in [good, "\u{FEFF}" + good, String(good.dropLast())] {
            let merged = try Self.compare(Array(text.utf8), Self.columns, about: "seed \(seed)")
            #expect(merged > 100)
        }
    }

    @Test("Line ends of both kinds, lines with nothing on them, and quotes around fields are read as by one thread")
    func forms() throws {
        let lines = Polluter(seed: 5, rowCount: 150).good.split(separator: "\n")
        let mixed = lines.enumerated().map { $1 + ($0 % 40 == 39 ? "\r\n" : "\n") }.joined()
        let returns = lines.joined(separator: "\r\n") + "\r\n"
        let blank = lines.enumerated().map { $1 + ($0 % 7 == 3 ? "\n\n" : "\n") }.joined()
        let quoted = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            .map { cells in cells.map { "\"\($0)\"" }.joined(separator: ",") }.joined(separator: "\n")
            .replacing(",\"\"", with: ",")
        for text in [mixed, returns, blank, quoted] {
            #expect(try Self.compare(Array(text.utf8), Self.columns, about: "\(text.prefix(60))") > 100)
        }
    }

    @Test("A border inside quotes stops the threads and nothing else", arguments: [3, 20, 90, 140])
    func lineEndsInsideQuotes(row: Int) throws {
        var lines = Polluter(seed: 6, rowCount: 150).good.split(separator: "\n").map(String.init)
        // Looks like rows of the table, whole and sound.
        let trap = (0..<9).map { "x\($0),Oromia,0.5,trap" }.joined(separator: "\n")
        lines[row] = "00x,Oromia,0.5,\"a\n\(trap)\n,\"\"b\""
        try Self.compare(Array((lines.joined(separator: "\n") + "\n").utf8), Self.columns, about: "row \(row)")
    }

    @Test(
        "Damaged files give the messages of one thread, and the rows of one thread where bad rows are set aside",
        arguments: Polluter.Damage.allCases)
    func polluted(damage: Polluter.Damage) throws {
        for seed in 0..<3 as Range<UInt64> {
            let polluted = Polluter(seed: seed, rowCount: 80).polluted(by: damage)
            try Self.compare(polluted.bytes, Self.columns, about: "\(damage), seed \(seed)")
            try Self.compare(
                polluted.bytes, Self.columns, ReadingOptions(refuseBadRows: true),
                about: "\(damage) refused, seed \(seed)")
        }
    }

    @Test("Several faults are told in the order of the file, up to the limit and counted beyond it")
    func manyFaults() throws {
        var lines = Polluter(seed: 8, rowCount: 150).good.split(separator: "\n").map(String.init)
        for row in stride(from: 11, to: 150, by: 23) { lines[row] += ",more" }
        let bytes = Array(lines.joined(separator: "\n").utf8)
        try Self.compare(bytes, Self.columns, ReadingOptions(errorLimit: 3), about: "errors")
        try Self.compare(bytes, Self.columns, ReadingOptions(refuseBadRows: true), about: "refused")
    }

    @Test("Limits are told where one thread finds them passed", arguments: [3, 40, 79, 80, 149])
    func limits(count: Int) throws {
        let bytes = Array(Polluter(seed: 9, rowCount: 150).good.utf8)
        var options = ReadingOptions()
        options.limits.levelCount = count
        try Self.compare(bytes, Self.columns, options, about: "\(count) levels")
        options = ReadingOptions()
        options.limits.recordByteCount = count / 4 + 8
        try Self.compare(bytes, Self.columns, options, about: "\(count / 4 + 8) bytes a line")
    }

    @Test("Any table and any soup of bytes is read as by one thread", arguments: 0..<40 as Range<UInt64>)
    func anything(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var form = DelimitedText()
        form.lineEnd = seed.isMultiple(of: 2) ? "\n" : "\r\n"
        let rows = DelimitedText.randomRows(seed: seed, maximumRows: 120)
        let columns = [ColumnRequest("c0", .category), ColumnRequest("c1", .category, required: false)]
        try Self.compare(Array(form.table(rows).utf8), columns, about: "table, seed \(seed)")
        let pieces = ["a", "b", "1", ",", ",", "\n", "\n", "\"", "\r\n", "\r", "ሰ", "a,b\n", "7,8\n", "x,\"y\"\n"]
        var soup = "c0,c1\n"
        for _ in 0..<300 { soup += pieces.randomElement(using: &random) ?? "" }
        try Self.compare(
            Array(soup.utf8), columns, ReadingOptions(refuseBadRows: seed.isMultiple(of: 3)),
            about: "soup, seed \(seed)")
    }

    @Test("A digest is taken of the whole file, and what is compressed or in another encoding is read by one thread")
    func byOneThread() throws {
        let text = Polluter(seed: 3, rowCount: 150).good
        let folder = try ScratchFolder()
        let files: [(path: String, encoding: TextEncoding, digest: Bool)] = [
            (try folder.write(text, as: "a.csv"), .utf8, true),
            (try folder.write(GzipFixtures.stored(Array(text.utf8)), as: "b.csv"), .utf8, false),
            (
                try folder.write(text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }, as: "c.csv"),
                .utf16LittleEndian,
                false
            ),
        ]
        for file in files {
            var options = ReadingOptions(encoding: file.encoding, takesDigest: file.digest, segmentByteCount: 10)
            var outcomes: [Outcome] = []
            for threads in [1, 3] {
                options.threads = threads
                let (outcome, merged) = Self.read(file.path, Self.columns, options)
                #expect(merged == 0)
                #expect(outcome.table?.rowCount == 150)
                outcomes.append(outcome)
            }
            #expect(outcomes[0] == outcomes[1])
            #expect((outcomes[0].table?.sha256 != nil) == file.digest)
        }
    }
}
