import Diagnostics
import Interchange
import Tables

/// Laws of reading tables: every record is accounted for, how much is read at a time does not matter, and a table that
/// is written and read again is the same table.
enum CSVLaws {
    /// Two bytes choose the options, the others are the file.
    static func check(_ bytes: [UInt8]) {
        guard bytes.count >= 2 else { return }
        check(Array(bytes.dropFirst(2)), options: options(bytes[0], bytes[1]), columns: columns(bytes[1]))
    }

    /// Reads a file in two ways and compares.
    static func check(_ file: [UInt8], options: ReadingOptions, columns: ColumnSelection) {
        let name = "fuzz.csv"
        let table: Table
        do {
            table = try TableReader.read(bytes: file, as: name, columns: columns, options: options)
        } catch {
            checkDiagnostics(of: error)
            let other = failure(file, name, columns, slow(options))
            // How much of a damaged gzip file can be read depends on the pieces it is read in.
            let isGzip = file.starts(with: [0x1F, 0x8B])
            require(isGzip ? other != nil : other == error, "a file is refused alike in pieces")
            return
        }
        checkAccounting(table)
        let other: Table
        do {
            other = try TableReader.read(bytes: file, as: name, columns: columns, options: slow(options))
        } catch { fatalError("a table that can be read can be read in pieces too: \(error)") }
        require(same(table, other), "how much is read at a time does not matter")
        checkRoundTrip(file, name, options)
    }

    /// A small set of everything that can be asked for.
    static func options(_ first: UInt8, _ second: UInt8) -> ReadingOptions {
        let delimiters: [UInt8?] = [nil, UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
        let chunks = [1, 2, 7, 64, 1 << 18]
        var options = ReadingOptions(
            delimiter: delimiters[Int(first & 3)], decimalComma: first & 4 != 0, renamesDuplicates: first & 8 != 0,
            refuseBadRows: first & 16 != 0, errorLimit: first & 32 != 0 ? 1 : 20, takesDigest: first & 64 != 0,
            chunkByteCount: chunks[Int(second & 7) % chunks.count])
        if first & 128 != 0 {
            options.limits.fieldByteCount = 24
            options.limits.recordByteCount = 60
            options.limits.columnCount = 6
            options.limits.levelCount = 5
            options.limits.refusedRowCount = 4
        }
        return options
    }

    /// Every column as one kind, or a few by name.
    private static func columns(_ byte: UInt8) -> ColumnSelection {
        switch byte >> 3 & 7 {
        case 0: .every(otherwise: .number, except: [])
        case 1: .every(otherwise: .text, except: [ColumnRequest("a", .number, required: false)])
        case 2: .every(otherwise: .identifier, except: [])
        case 3: [ColumnRequest("a", .category), ColumnRequest("b", .number, required: false)]
        case 4: [ColumnRequest("a", .category), ColumnRequest("a", .number), ColumnRequest("a", .identifier)]
        default: .all
        }
    }

    private static func slow(_ options: ReadingOptions) -> ReadingOptions {
        var options = options
        options.chunkByteCount = options.chunkByteCount == 1 ? 1 << 18 : 1
        return options
    }

    private static func failure(
        _ file: [UInt8], _ name: String, _ columns: ColumnSelection, _ options: ReadingOptions
    ) -> TableError? {
        do {
            _ = try TableReader.read(bytes: file, as: name, columns: columns, options: options)
            return nil
        } catch { return error }
    }

    private static func checkDiagnostics(of error: TableError) {
        let text = DiagnosticRenderer().text(of: error)
        require(!error.diagnostics.isEmpty && !text.isEmpty, "a refusal has a reason")
        for diagnostic in error.diagnostics {
            if let line = diagnostic.location?.line { require(line >= 1, "lines count from 1") }
            if let column = diagnostic.location?.column { require(column >= 1, "columns count from 1") }
        }
    }

    private static func checkAccounting(_ table: Table) {
        require(table.accounting.isBalanced, "every record is accounted for")
        require(table.accounting.used == table.rowCount, "rows used are the rows of the table")
        require(table.accounting.refused == table.refusedRows.count, "each row set aside is listed")
        var line = 0
        for row in 0..<table.rowCount {
            let next = table.location(row: row).line ?? 0
            require(next > line, "rows stand in the order of the file")
            line = next
        }
        for column in table.categories {
            require(column.codes.count == table.rowCount, "a code a row")
            let counts = column.counts()
            require(counts.ofLevels.reduce(counts.missing, +) == table.rowCount, "each row is counted once")
        }
    }

    /// Tables are equal in all but the way they were read.
    private static func same(_ a: Table, _ b: Table) -> Bool {
        a.header == b.header && a.rowCount == b.rowCount && a.accounting == b.accounting
            && a.refusedRows == b.refusedRows && a.sha256 == b.sha256 && a.categories == b.categories
            && (0..<a.rowCount).allSatisfy { a.location(row: $0) == b.location(row: $0) }
            && a.header.allSatisfy {
                a.number($0) == b.number($0) && a.text($0) == b.text($0) && a.identifier($0) == b.identifier($0)
            }
    }

    /// What was read as text, written and read again, is the same text.
    private static func checkRoundTrip(_ file: [UInt8], _ name: String, _ options: ReadingOptions) {
        var options = options
        options.limits = ReadingOptions.Limits()
        guard let table = table(file, name, options) else { return }
        // A second byte-order mark is a letter of the first name; written out, it would be a mark again.
        guard table.header.first?.unicodeScalars.first != "\u{FEFF}" else { return }
        let writer = CSVText(isRaw: true)
        var text = writer.row(table.header.map { .text($0) })
        for row in 0..<table.rowCount {
            text += writer.row(
                table.header.map { column in
                    table.text(column)?[row].map { .text($0) } ?? .empty
                })
        }
        guard let again = self.table(Array(text.utf8), "again.csv", ReadingOptions()) else {
            fatalError("what is written can be read")
        }
        require(again.header == table.header && again.rowCount == table.rowCount, "the same shape")
        for column in table.header {
            guard let before = table.text(column), let after = again.text(column) else {
                fatalError("the same columns")
            }
            for row in 0..<table.rowCount { require(before[row] == after[row], "the same cell") }
        }
    }

    private static func table(_ file: [UInt8], _ name: String, _ options: ReadingOptions) -> Table? {
        do {
            return try TableReader.read(
                bytes: file, as: name, columns: .every(otherwise: .text, except: []), options: options)
        } catch { return nil }
    }
}
