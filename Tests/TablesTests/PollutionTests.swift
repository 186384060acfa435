import Diagnostics
import Storage
import Tables
import TestSupport
import Testing

@Suite("Damaged tables")
struct PollutionTests {
    private let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    @Test("Each damage is refused at its place, and nothing is loaded", arguments: Polluter.Damage.allCases)
    func refused(damage: Polluter.Damage) throws {
        for seed in 0..<12 as Range<UInt64> {
            let polluted = Polluter(seed: seed).polluted(by: damage)
            let path = try scratch.write(polluted.bytes, as: "t.csv")
            for size in [1, 7, 4096] {
                let error = failure { () throws(TableError) in
                    _ = try TableReader.read(
                        path: path, as: "t.csv", columns: pollutedColumns, options: ReadingOptions(chunkByteCount: size)
                    )
                }
                let problem = try #require(error?.problems.first, "\(damage), seed \(seed)")
                #expect(error?.problems.count == 1)
                #expect(error?.exitStatus == .input)
                #expect(problem.fault.code == polluted.code, "\(damage), seed \(seed)")
                #expect(problem.location.line == polluted.line, "\(damage), seed \(seed)")
                #expect(problem.location.column == polluted.column, "\(damage), seed \(seed)")
            }
        }
    }

    @Test("Setting rows aside keeps all others and lists the bad one", arguments: Polluter.Damage.allCases)
    func setAside(damage: Polluter.Damage) throws {
        for seed in 0..<6 as Range<UInt64> {
            let polluter = Polluter(seed: seed)
            let polluted = polluter.polluted(by: damage)
            guard polluted.isOneRow else { continue }
            let path = try scratch.write(polluted.bytes, as: "t.csv")
            let table = try TableReader.read(
                path: path, as: "t.csv", columns: pollutedColumns, options: ReadingOptions(refuseBadRows: true))
            #expect(table.refusedRows.map(\.code) == [polluted.code])
            #expect(table.refusedRows.first?.line == polluted.line)
            #expect(table.refusedRows.first?.column == polluted.column)
            #expect(table.rowCount == polluter.rowCount - 1)
            #expect(table.accounting.isBalanced)
            #expect(table.accounting.sentence == "9 rows read, 8 used, 1 refused")
        }
    }

    @Test("Of 10,000 polluted tables each record ends where the polluter put it", arguments: 0..<20 as Range<UInt64>)
    func records(part: UInt64) throws {
        for seed in part * 500..<(part + 1) * 500 {
            let polluted = PollutedTable(seed: seed)
            let physical = RecordCount.records(in: polluted.bytes, delimiter: polluted.delimiter)
            var options = ReadingOptions(
                delimiter: polluted.delimiter, refuseBadRows: true, errorLimit: 1 + Int(seed % 5), takesDigest: false,
                chunkByteCount: seed % 2 == 0 ? 1 << 12 : 1 + Int(seed % 61))
            var table: Table?
            let whole = failure { () throws(TableError) in table = try Self.read(polluted, options) }
            options.refuseBadRows = false
            let strict = failure { () throws(TableError) in _ = try Self.read(polluted, options) }
            if let expected = polluted.wholeRefusal {
                #expect(whole.map(refusals) == [expected] && strict == whole, "seed \(seed)")
                continue
            }
            let read = try #require(table, "seed \(seed)")
            let counts = read.accounting
            #expect(physical == 1 + polluted.recordCount && counts.physicalRecords == physical, "seed \(seed)")
            #expect(
                [counts.header, counts.used, counts.refused, counts.blank]
                    == [1, polluted.rows.count, polluted.refusals.count, polluted.blankCount], "seed \(seed)")
            #expect(pollutedRows(read) == polluted.rows, "seed \(seed)")
            #expect(refusals(read) == polluted.refusals, "seed \(seed)")
            // Without leave to set rows aside, the same are told, up to a limit.
            let told = try #require(strict, "seed \(seed)")
            #expect(refusals(told) == Array(polluted.refusals.prefix(options.errorLimit)), "seed \(seed)")
        }
    }

    @Test("Every damage of a row is among them, and good rows that span lines")
    func kinds() {
        let tables = (0..<500 as Range<UInt64>).map { PollutedTable(seed: $0) }
        let cells = ["1", "Oromia", "0.5", "fine"]
        let codes = Polluter.Damage.allCases.compactMap { DamagedRow(cells, by: $0)?.code }
        #expect(Set(tables.flatMap(\.refusals).map(\.code)) == Set(codes))
        #expect(Set(tables.compactMap(\.wholeRefusal?.code)) == ["E210", "E211"])
        #expect(tables.contains { $0.rows.contains { $0.id.contains("\n") } })
        #expect(tables.reduce(0) { $0 + $1.rows.count } > 1000)
    }

    private static func read(_ polluted: PollutedTable, _ options: ReadingOptions) throws(TableError) -> Table {
        try TableReader.read(bytes: polluted.bytes, as: "t.csv", columns: pollutedColumns, options: options)
    }

    @Test("The undamaged table is read")
    func good() throws {
        let path = try scratch.write(Polluter(seed: 3).good, as: "t.csv")
        let table = try TableReader.read(path: path, columns: pollutedColumns)
        #expect(table.rowCount == 9)
        #expect(table.identifier("id")?[0] == "000")
    }

    @Test("The excerpt shows the place in characters")
    func excerpt() throws {
        let path = try scratch.write("name,region,n\nአበበ,\"Bole, Addis Ababa\" ,2\n", as: "t.csv")
        let error = failure { () throws(TableError) in
            _ = try TableReader.read(path: path, as: "t.csv", columns: .all)
        }
        let diagnostic = try #require(error?.diagnostics.first)
        #expect(diagnostic.location == SourceLocation(file: "t.csv", line: 2, column: 24))
        #expect(diagnostic.excerpt == Diagnostic.Excerpt(line: "አበበ,\"Bole, Addis Ababa\" ,2", column: 24))
        #expect(diagnostic.message == "a quote closed before the field ended")
    }

    @Test("A long line is shown in part, its mark still in place")
    func longExcerpt() throws {
        let path = try scratch.write(
            "a,b\n" + String(repeating: "ሀ", count: 500) + ",x\"y" + String(repeating: "z", count: 90) + "\n",
            as: "t.csv")
        let error = failure { () throws(TableError) in _ = try TableReader.read(path: path, columns: .all) }
        let excerpt = try #require(error?.diagnostics.first?.excerpt)
        #expect(excerpt.line.count == 82)
        #expect(Array(excerpt.line)[excerpt.column - 1] == "\"")
        #expect(error?.problems.first?.location.column == 503)
    }

    @Test("All bad rows are counted and the first of them told")
    func errorLimit() throws {
        let text = "a,n\n" + (1...50).map { "x\($0),\($0 % 2 == 0 ? "oops" : "1")\n" }.joined()
        let path = try scratch.write(text, as: "t.csv")
        for size in [1, 64, 4096] {
            let error = failure { () throws(TableError) in
                _ = try TableReader.read(
                    path: path, as: "t.csv", columns: [ColumnRequest("n", .number)],
                    options: ReadingOptions(chunkByteCount: size))
            }
            #expect(error?.diagnostics.count == 21)
            #expect(error?.diagnostics.first?.location == SourceLocation(file: "t.csv", line: 3, column: 4))
            #expect(error?.diagnostics.last?.message == "and 5 more")
            #expect(error?.diagnostics.last?.code == TableFault.moreCode)
        }
    }

    @Test("A type that changes in row 30,001 is an error there")
    func lateChange() throws {
        let text = "id,n\n" + (1...30_000).map { "\($0),0.5\n" }.joined() + "30001,oops\n"
        let path = try scratch.write(text, as: "t.csv")
        let error = failure { () throws(TableError) in
            _ = try TableReader.read(path: path, as: "t.csv", columns: [ColumnRequest("n", .number)])
        }
        #expect(error?.problems.map(\.location) == [SourceLocation(file: "t.csv", line: 30_002, column: 7)])
    }

    @Test("An offset counts the bytes of the text from 0")
    func offsets() throws {
        let path = try scratch.write([0xEF, 0xBB, 0xBF] + Array("a,b\n1,".utf8) + [0xC0, 0xAF, 0x0A], as: "t.csv")
        for size in [1, 4096] {
            let error = failure { () throws(TableError) in
                _ = try TableReader.read(path: path, columns: .all, options: ReadingOptions(chunkByteCount: size))
            }
            #expect(error?.diagnostics.first?.message == "not valid UTF-8: byte C0 at byte offset 9")
        }
    }
}
