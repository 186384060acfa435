import Diagnostics
import Storage
import Tables
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Damaged JSON Lines")
struct JSONLinesPollutionTests {
    private func read(_ bytes: [UInt8], _ options: ReadingOptions) throws(TableError) -> Table {
        try TableReader.read(bytes: bytes, as: "t.jsonl", columns: pollutedColumns, options: options)
    }

    @Test("Each damage is refused at its place, whatever the chunks", arguments: JSONLinesPolluter.Damage.allCases)
    func refused(damage: JSONLinesPolluter.Damage) throws {
        for seed in 0..<12 as Range<UInt64> {
            let polluted = JSONLinesPolluter(seed: seed).polluted(by: damage)
            var seen: TableError?
            for size in [1, 7, 4096] {
                let error = failure { () throws(TableError) in
                    _ = try read(polluted.bytes, ReadingOptions(chunkByteCount: size))
                }
                #expect(seen == nil || seen == error, "\(damage), seed \(seed), chunks of \(size)")
                seen = error
            }
            let problem = try #require(seen?.problems.first, "\(damage), seed \(seed)")
            #expect(seen?.problems.count == 1)
            #expect(seen?.exitStatus == .input)
            #expect(problem.fault.code == polluted.code, "\(damage), seed \(seed)")
            #expect(problem.location.line == polluted.line, "\(damage), seed \(seed)")
            #expect(problem.location.column == polluted.column, "\(damage), seed \(seed)")
        }
    }

    @Test("Setting lines aside keeps all others and lists the bad one", arguments: JSONLinesPolluter.Damage.allCases)
    func setAside(damage: JSONLinesPolluter.Damage) throws {
        for seed in 0..<6 as Range<UInt64> {
            let polluter = JSONLinesPolluter(seed: seed)
            let polluted = polluter.polluted(by: damage)
            guard polluted.isOneRow else { continue }
            let table = try read(polluted.bytes, ReadingOptions(refuseBadRows: true))
            let row = try #require(table.refusedRows.first)
            #expect(table.refusedRows.count == 1 && row.code == polluted.code)
            #expect(row.line == polluted.line && row.column == polluted.column)
            #expect(!row.isTextCut && !row.text.isEmpty)
            #expect(table.rowCount == polluter.rowCount - 1)
            #expect(table.accounting.isBalanced && table.accounting.header == 0)
        }
    }

    @Test("Of 6,000 polluted files each line ends where the polluter put it", arguments: 0..<12 as Range<UInt64>)
    func lines(part: UInt64) throws {
        for seed in part * 500..<(part + 1) * 500 {
            let polluted = PollutedLines(seed: seed)
            let text = polluted.bytes
            let physical = text.count { $0 == 0x0A } + (text.last == 0x0A ? 0 : 1)
            var options = ReadingOptions(
                refuseBadRows: true, errorLimit: 1 + Int(seed % 5), takesDigest: false,
                chunkByteCount: seed % 2 == 0 ? 1 << 12 : 1 + Int(seed % 61))
            let table = try read(text, options)
            let counts = table.accounting
            #expect(physical == polluted.recordCount && counts.physicalRecords == physical, "seed \(seed)")
            #expect(
                [counts.header, counts.used, counts.refused, counts.blank]
                    == [0, polluted.rows.count, polluted.refusals.count, polluted.blankCount], "seed \(seed)")
            #expect(pollutedRows(table) == polluted.rows, "seed \(seed)")
            #expect(refusals(table) == polluted.refusals, "seed \(seed)")
            // Without leave to set lines aside, the same are told, up to a limit.
            options.refuseBadRows = false
            let strict = try #require(failure { () throws(TableError) in _ = try read(text, options) }, "seed \(seed)")
            #expect(refusals(strict) == Array(polluted.refusals.prefix(options.errorLimit)), "seed \(seed)")
        }
    }

    @Test("Every damage of a line is among them")
    func kinds() {
        let files = (0..<500 as Range<UInt64>).map { PollutedLines(seed: $0) }
        let codes = JSONLinesPolluter.Damage.allCases.map { JSONLinesPolluter(seed: 0).polluted(by: $0) }
            .filter(\.isOneRow).map(\.code)
        #expect(Set(files.flatMap(\.refusals).map(\.code)) == Set(codes))
        #expect(files.reduce(0) { $0 + $1.rows.count } > 1000)
    }

    @Test("The undamaged file is read")
    func good() throws {
        let table = try read(Array(JSONLinesPolluter(seed: 3).good.utf8), ReadingOptions())
        #expect(table.rowCount == 9 && table.header == ["id", "region", "score", "note"])
        #expect(table.identifier("id")?[8] == "008")
    }

    /// How often the laws below are tried; more by `POLLUTION_RUNS=10000`.
    private static let runs = getenv("POLLUTION_RUNS").flatMap { UInt64(String(cString: $0)) } ?? 2000

    @Test("Every line is accounted for, however the file is polluted")
    func accounting() throws {
        let pieces: [String] = [
            "{\"id\":1,\"score\":2}", "{\"id\":1,\"score\":\"2\"}", "{\"id\":\"x\"}", "{}", "", "  ", "\r", "{", "}",
            "{\"id\":1}{\"id\":2}", "[1]", "{\"id\":{\"a\":1}}", "{\"x\":[{\"a\":1,\"a\":2}],\"id\":1}",
            "{\"x\":[{\"a\":1},{\"a\":2}],\"id\":\"\\u0041\"}", "{\"id\":007}", "{\"score\":1e400,\"id\":1}", "null",
            "{\"id\":\"a\",\"id\":\"b\"}", "{\"id\":\"\\ud800\"}", "\u{0}", "{\"id\":\"a\tb\"}", " {\"id\":\"ሀ\"} \r",
        ]
        for seed in 0..<Self.runs {
            var random = SeededRandom(seed: seed)
            let chosen = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }
            let text = chosen.joined(separator: "\n") + (seed % 2 == 0 ? "\n" : "")
            // The physical lines, counted another way: what follows the last line end counts if there is anything.
            let physical = text.utf8.count { $0 == 0x0A } + (text.isEmpty || text.utf8.last == 0x0A ? 0 : 1)
            var seen: (table: Table?, error: TableError?)?
            for size in [1 + Int(seed % 40), 4096] {
                var now: (table: Table?, error: TableError?) = (nil, nil)
                do throws(TableError) {
                    now.table = try TableReader.read(
                        bytes: Array(text.utf8), as: "t.jsonl",
                        columns: [ColumnRequest("id", .category), ColumnRequest("score", .number, required: false)],
                        options: ReadingOptions(refuseBadRows: true, chunkByteCount: size))
                } catch { now.error = error }
                if let table = now.table {
                    let counts = table.accounting
                    #expect(counts.isBalanced && counts.physicalRecords == physical, "seed \(seed)")
                    #expect(counts.used == table.rowCount && counts.refused == table.refusedRows.count)
                    #expect(table.category("id")?.codes.count == table.rowCount)
                    if table.header.contains("score") {
                        #expect(table.number("score")?.values.count == table.rowCount)
                    } else {
                        #expect(table.number("score") == nil)
                    }
                    #expect(table.refusedRows.map(\.line) == table.refusedRows.map(\.line).sorted())
                } else {
                    // Only for want of an object, or of the column.
                    #expect(["E245", "E212"].contains(now.error?.problems.first?.fault.code), "seed \(seed)")
                }
                if let seen {
                    #expect(seen.table == now.table && seen.error == now.error, "seed \(seed), chunks of \(size)")
                }
                seen = now
            }
        }
    }

    @Test("Every record of a delimited file is accounted for, however it is polluted")
    func delimitedAccounting() throws {
        let pieces = [
            "1,2", "1", "1,2,3", "", "\"a\nb\",2", "x\"y,1", "\"x\"y,1", ",", "NA,oops", "a\r,b", "\"\",7", "1,2\r",
            "\u{0},1", "ሀ,0.5",
        ]
        for seed in 0..<Self.runs {
            var random = SeededRandom(seed: seed)
            let text = (0..<Int.random(in: 0...12, using: &random)).reduce(into: "x,y\n") { text, _ in
                text += pieces[Int.random(in: 0..<pieces.count, using: &random)] + "\n"
            }
            let table = try TableReader.read(
                bytes: Array(text.utf8), as: "t.csv",
                columns: [ColumnRequest("x", .category), ColumnRequest("y", .number)],
                options: ReadingOptions(refuseBadRows: true, chunkByteCount: 1 + Int(seed % 40)))
            #expect(table.accounting.isBalanced && table.accounting.header == 1, "seed \(seed)")
            #expect(table.accounting.refused == table.refusedRows.count, "seed \(seed)")
            #expect(table.accounting.used == table.category("x")?.codes.count)
        }
    }

    @Test("No string of bytes stops the program, in any encoding")
    func anyBytes() throws {
        let pieces: [[UInt8]] = [
            Array("{\"a\":".utf8), Array("\"b\"".utf8), [0x7B], [0x7D], [0x5B], [0x5D], [0x22], [0x5C], [0x2C], [0x3A],
            [0x0A], [0x0D], [0x0D, 0x0A], Array("\\ud83d".utf8), Array("\\u00".utf8), Array("null".utf8), [0x31],
            [0x2D],
            [0], [0xE1, 0x88], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0x1F, 0x8B], [0x20],
        ]
        var outcomes: Set<Bool> = []
        for seed in 0..<(Self.runs * 10) {
            var random = SeededRandom(seed: seed)
            // Some start with a sound line, without which no file is read.
            var bytes: [UInt8] = seed % 4 < 2 ? Array("{\"a\":1}\n".utf8) : []
            for _ in 0..<Int.random(in: 0...24, using: &random) {
                // Half of the strings know what JSON looks like, so that they get further.
                if seed % 2 == 0 {
                    bytes += pieces[Int.random(in: 0..<pieces.count, using: &random)]
                } else {
                    bytes.append(UInt8.random(in: 0...255, using: &random))
                }
            }
            let encodings = TextEncoding.allCases
            var options = ReadingOptions(
                format: .jsonLines, encoding: encodings[Int(seed / 2) % encodings.count], refuseBadRows: seed % 3 == 0,
                takesDigest: false, chunkByteCount: 1 + Int(seed % 9))
            options.limits.fieldByteCount = 12
            options.limits.recordByteCount = 30
            options.limits.refusedTextByteCount = Int(seed % 5)
            let error = failure { () throws(TableError) in
                _ = try TableReader.read(bytes: bytes, as: "t", columns: .all, options: options)
            }
            outcomes.insert(error == nil)
            for diagnostic in error?.diagnostics ?? [] { #expect(!diagnostic.message.isEmpty) }
        }
        #expect(outcomes == [true, false])
    }
}
