import Diagnostics
import Interchange
import Tables

/// Laws of reading JSON Lines: every line is accounted for, every refusal has a place, how much is read at a time does
/// not matter, and rows that are written and read again are the same rows.
enum JSONLinesLaws {
    /// Two bytes choose the options, the others are the file.
    static func check(_ bytes: [UInt8]) {
        guard bytes.count >= 2 else { return }
        let file = Array(bytes.dropFirst(2))
        let options = options(bytes[0], bytes[1])
        let columns = columns(bytes[1])
        let (result, other) = (outcome(file, columns, options), outcome(file, columns, inOtherPieces(options)))
        switch (result, other) {
        case (.success(let table), .success(let again)):
            require(table == again, "how much is read at a time does not matter")
            checkAccounting(table, file, options)
            checkRoundTrip(file, options)
        case (.failure(let error), .failure(let again)):
            // How much of a damaged gzip file can be read depends on the pieces it is read in.
            require(file.starts(with: gzip) || error == again, "a file is refused alike in pieces")
            checkPlaces(error, file)
        default: fatalError("the pieces a file is read in decide nothing")
        }
    }

    private static let gzip: [UInt8] = [0x1F, 0x8B]

    /// A small set of everything that can be asked for.
    private static func options(_ first: UInt8, _ second: UInt8) -> ReadingOptions {
        let chunks = [1, 2, 7, 64, 1 << 18]
        let encodings = TextEncoding.allCases
        // Most of all files are in UTF-8.
        let encoding = Int(first & 7) < encodings.count ? encodings[Int(first & 7)] : .utf8
        var options = ReadingOptions(
            format: .jsonLines, encoding: encoding, refuseBadRows: first & 8 != 0,
            errorLimit: first & 16 != 0 ? 1 : 20, takesDigest: first & 32 != 0,
            chunkByteCount: chunks[Int(second & 7) % chunks.count])
        if first & 64 != 0 {
            options.limits.fieldByteCount = 24
            options.limits.recordByteCount = 80
            options.limits.columnCount = 4
            options.limits.levelCount = 5
            options.limits.refusedRowCount = 4
            options.limits.refusedTextByteCount = 9
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
        case 5: .every(otherwise: .text, except: [])
        default: .all
        }
    }

    private static func inOtherPieces(_ options: ReadingOptions) -> ReadingOptions {
        var options = options
        options.chunkByteCount = options.chunkByteCount == 1 ? 1 << 18 : 1
        return options
    }

    private static func outcome(
        _ file: [UInt8], _ columns: ColumnSelection, _ options: ReadingOptions
    ) -> Result<Table, TableError> {
        Result { () throws(TableError) in
            try TableReader.read(bytes: file, as: "fuzz.jsonl", columns: columns, options: options)
        }
    }

    /// Each fault of a line has its line and column; only a fault of the whole file may have none.
    private static func checkPlaces(_ error: TableError, _ file: [UInt8]) {
        require(!error.problems.isEmpty && !DiagnosticRenderer().text(of: error).isEmpty, "a refusal has a reason")
        for problem in error.problems {
            if wholeFile.contains(problem.fault.code) { continue }
            let (line, column) = (problem.location.line ?? 0, problem.location.column ?? 0)
            require(line >= 1 && column >= 1, "\(problem.fault.code) has a place")
            if !file.starts(with: gzip) { require(line <= file.count, "a place lies in the file") }
        }
    }

    /// Codes of faults that no line is to blame for: marks, gzip, columns and the want of rows.
    private static let wholeFile: Set<String> = [
        "E208", "E212", "E220", "E221", "E222", "E223", "E228", "E229", "E245",
    ]

    private static func checkAccounting(_ table: Table, _ file: [UInt8], _ options: ReadingOptions) {
        let counts = table.accounting
        require(counts.isBalanced && counts.header == 0, "every line is accounted for")
        require(counts.used == table.rowCount, "lines used are the rows of the table")
        require(counts.refused == table.refusedRows.count, "each line set aside is listed")
        if options.encoding == .utf8, !file.starts(with: gzip) {
            // Counted here by line ends; what follows the last one is a line if there is anything.
            let text = file.starts(with: [0xEF, 0xBB, 0xBF]) ? file[3...] : file[...]
            let ends = text.count { $0 == 0x0A }
            require(
                counts.physicalRecords == ends + (text.isEmpty || text.last == 0x0A ? 0 : 1),
                "every line of the file is counted")
        }
        var last = 0
        for row in table.refusedRows {
            require(row.line > last && (row.column ?? 0) >= 1, "each line set aside has its place, in order")
            last = row.line
        }
        last = 0
        for row in 0..<table.rowCount {
            let line = table.location(row: row).line ?? 0
            require(line > last, "rows stand in the order of the file")
            last = line
        }
        for column in table.categories {
            require(column.codes.count == table.rowCount, "a code a row")
            let counts = column.counts()
            require(counts.ofLevels.reduce(counts.missing, +) == table.rowCount, "each row is counted once")
        }
    }

    /// What was read as text, written as texts and read again, is the same text.
    private static func checkRoundTrip(_ file: [UInt8], _ options: ReadingOptions) {
        var options = options
        options.limits = ReadingOptions.Limits()
        let columns = ColumnSelection.every(otherwise: .text, except: [])
        guard case .success(let table) = outcome(file, columns, options) else { return }
        let lines = (0..<table.rowCount).map { row -> String in
            let members = table.header.map { column in
                JSONValue.Member(column, table.text(column)?[row].map { .string($0) } ?? .null)
            }
            return JSONValue.object(members).canonicalText(.compact)
        }
        let text = Array(lines.map { $0 + "\n" }.joined().utf8)
        guard !lines.isEmpty else { return }
        guard case .success(let again) = outcome(text, columns, ReadingOptions(format: .jsonLines)) else {
            fatalError("what is written can be read")
        }
        require(again.rowCount == table.rowCount && again.header.count == table.header.count, "the same shape")
        for column in table.header {
            guard let before = table.text(column), let after = again.text(column) else {
                fatalError("the same columns")
            }
            for row in 0..<table.rowCount { require(before[row] == after[row], "the same cell") }
        }
    }
}
