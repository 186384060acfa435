import Diagnostics
import Storage
import Tables
import TestSupport
import Testing

/// Workbooks made by openpyxl (`Workbooks/make_workbooks.py`).
@Suite("Workbooks")
struct WorkbookTests {
    private static func path(_ name: String) -> String {
        PackageFolder.root + "/Tests/TablesTests/Workbooks/\(name).xlsx"
    }

    private static func read(
        _ name: String, columns: ColumnSelection = .every(otherwise: .text, except: []),
        options: ReadingOptions = ReadingOptions()
    ) throws(TableError) -> Table {
        try TableReader.read(path: path(name), as: "\(name).xlsx", columns: columns, options: options)
    }

    @Test("Cells stand as the workbook has them: digits, days in ISO form, texts with line ends and quotes")
    func cells() throws {
        let table = try Self.read("loans")
        #expect(
            table.cells == [
                ["id", "region", "score", "repaid", "decided", "moment", "note"],
                ["007", "Oromia", "0.1", "1", "2026-01-31", "2026-01-31T06:30:15", "plain"],
                ["008", "አማራ", "1e-05", "0", "1900-02-28", "2026-02-28T23:59:59", "says \"yes\", twice"],
                ["009", "NA", "3", nil, "1900-03-01", nil, "two\nlines"],
                ["010", "Wajir", "-2.5", "1", "2024-02-29", "2024-02-29T12:00:00", nil],
                ["011", "<&>", table.text("score")?[4], "TRUE", nil, nil, "=1+1 as text"],
                ["012", "Kiambu", nil, nil, nil, nil, nil],
            ])
        #expect(
            table.text("score")?[4].flatMap { Double($0) } == 0.30000000000000004 || table.text("score")?[4] == "0.3")
    }

    @Test("Rows keep their numbers, empty ones are counted, and the digest is that of the file")
    func accounting() throws {
        let table = try Self.read("loans")
        #expect((0..<6).map { table.location(row: $0).line } == [2, 3, 4, 6, 7, 10])
        let rows = table.accounting
        #expect(rows.used == 6 && rows.blank == 3 && rows.header == 1 && rows.physicalRecords == 10)
        let bytes = try FileReader.contents(of: Self.path("loans"))
        #expect(table.sha256 == SHA256.hexadecimal(SHA256.digest(of: bytes)) && table.byteCount == bytes.count)
        #expect(table.notes.map(\.code) == ["E269"])
        #expect(table.notes[0].message.contains("'Maombi ya mikopo'") && table.notes[0].message.contains("'Other'"))
    }

    @Test("Roles type the columns, and small pieces give the same table", arguments: [1, 3, 64, 1 << 18])
    func roles(chunk: Int) throws {
        let table = try Self.read(
            "loans",
            columns: [
                ColumnRequest("id", .identifier), ColumnRequest("region", .category), ColumnRequest("score", .number),
                ColumnRequest("decided.month", from: "decided", by: .period(.month, zone: nil)),
            ], options: ReadingOptions(chunkByteCount: chunk))
        #expect(table.identifier("id")?[0] == "007")
        #expect(table.category("region")?.levels.contains("NA") == true)
        #expect(table.number("score")?.values.prefix(3) == [0.1, 1e-05, 3])
        #expect(table.category("decided.month")?.level(ofRow: 0) == "2026-01")
    }

    @Test("A sheet is chosen by its name")
    func sheet() throws {
        var options = ReadingOptions()
        options.sheet = "Other"
        #expect(try Self.read("loans", options: options).cells == [["a", "b"], ["1", "x"]])
        options.sheet = "Othre"
        let error = failure { () throws(TableError) in _ = try Self.read("loans", options: options) }
        #expect(error?.diagnostics.map(\.code) == ["E264"] && error?.exitStatus == .usage)
        #expect(error?.diagnostics.first?.help.first == "did you mean 'Other'?")
    }

    @Test("Days may be counted from 1904")
    func days() throws {
        #expect(
            try Self.read("days-from-1904").cells == [["id", "day"], ["a", "2026-01-31"], ["b", "1904-01-02"]])
    }

    @Test("Faults have the row of the sheet, behind cells of several lines too; sound rows can be kept")
    func faults() throws {
        let columns: ColumnSelection = [ColumnRequest("id", .identifier), ColumnRequest("score", .number)]
        let error = failure { () throws(TableError) in _ = try Self.read("faults", columns: columns) }
        #expect(error?.problems.map { $0.location.description } == ["faults.xlsx:3", "faults.xlsx:4", "faults.xlsx:5"])
        #expect(error?.diagnostics.map(\.code) == ["E214", "E214", "E201"])
        let table = try Self.read("faults", columns: columns, options: ReadingOptions(refuseBadRows: true))
        #expect(table.rowCount == 1 && table.refusedRows.count == 3 && table.accounting.isBalanced)
    }

    @Test(
        "What is no value is refused with its cell",
        arguments: [("error-cell", "E265", "B2"), ("formula", "E266", "B2")])
    func noValue(name: String, code: String, cell: String) throws {
        let error = failure { () throws(TableError) in _ = try Self.read(name) }
        #expect(error?.diagnostics.map(\.code) == [code])
        #expect(error?.diagnostics.first?.message.contains(cell) == true)
    }

    @Test("Clauses that mean nothing for a workbook, or only for one, are refused")
    func choices() throws {
        var sheet = ReadingOptions()
        sheet.sheet = "S"
        for (options, code) in [
            (ReadingOptions(encoding: .latin1), "E267"), (ReadingOptions(decimalComma: true), "E267"),
        ] {
            let error = failure { () throws(TableError) in _ = try Self.read("loans", options: options) }
            #expect(error?.diagnostics.map(\.code) == [code] && error?.exitStatus == .usage)
        }
        let plain = failure { () throws(TableError) in
            _ = try TableReader.read(bytes: Array("a,b\n1,2\n".utf8), as: "t.csv", columns: .all, options: sheet)
        }
        #expect(plain?.diagnostics.map(\.code) == ["E268"])
        let old = failure { () throws(TableError) in
            _ = try TableReader.read(
                bytes: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], as: "t.xls", columns: .all)
        }
        #expect(old?.diagnostics.map(\.code) == ["E261"])
    }

    @Test("A workbook that was cut or changed gives its cells or a refusal, never others")
    func damage() throws {
        let bytes = try FileReader.contents(of: Self.path("loans"))
        let sound = try Self.read("loans").cells
        var refused = 0
        func check(_ changed: [UInt8], _ place: Int) {
            do throws(TableError) {
                let table = try TableReader.read(
                    bytes: changed, as: "t.xlsx", columns: .every(otherwise: .text, except: []))
                // Without the signature of an archive it is text, and read as such.
                #expect(table.cells == sound || place < 4, "at \(place)")
            } catch {
                refused += 1
            }
        }
        for place in stride(from: 0, to: bytes.count, by: 23) {
            var changed = bytes
            changed[place] ^= 1 << UInt8(place % 8)
            check(changed, place)
            check(Array(bytes.prefix(place)), place)
        }
        #expect(refused > bytes.count / 23)
    }
}
