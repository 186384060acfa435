import Diagnostics
import Storage

/// One reading of one delimited file: brings its records and the column builders together chunk by chunk.
struct TableReading: ChunkedReading {
    private let name: String
    var options: ReadingOptions
    private let selection: ColumnSelection
    private let path: String
    let delimiter: UInt8
    var stream: RecordStream
    var builders: ColumnBuilders?
    private var header: [String] = []
    var lines = LineMap()
    var rowCount = 0
    private var badCellRows = 0
    var ledger: FaultLedger
    var lineEnds = LineEndWatch()

    init(
        _ origin: ByteSource.Origin, path: String, name: String, selection: ColumnSelection, options: ReadingOptions
    ) throws(TableError) {
        self.name = name
        self.options = options
        self.selection = selection
        let delimiter = options.delimiter(forName: path == "-" ? name : path)
        guard delimiter < 0x80, ![0x00, 0x0A, 0x0D, 0x22].contains(delimiter) else {
            throw .malformed([TableProblem(.badDelimiter(delimiter), at: SourceLocation(file: name))], more: 0)
        }
        self.path = path
        self.delimiter = delimiter
        ledger = FaultLedger(options: options)
        stream = try RecordStream(origin, name: name, delimiter: delimiter, options: options)
    }

    var isAtEnd: Bool { stream.ended }
    var isClean: Bool { ledger.isClean }
    var progress: ReadingProgress {
        ReadingProgress(
            name: name, byteCount: stream.fileByteCount, expectedByteCount: stream.expectedByteCount,
            rowCount: rowCount)
    }

    mutating func skipMark() throws(TableError) { try stream.skipMark() }

    mutating func takeChunk() throws(TableError) {
        try stream.readChunk()
        takePlainRows()
        var fatal = stream.scan()
        if builders == nil, stream.columnCount > 0 {
            watchLineEnds()
            try takeHeader()
            stream.forgetHeader()
            takePlainRows()
            fatal = stream.scan()
        }
        try takeRows(fatal: fatal)
        stream.release()
    }

    func finishedTable() throws(TableError) -> Table {
        guard builders != nil else { throw stopped(.noHeader, at: SourceLocation(file: name)) }
        try ledger.settle()
        return table()
    }

    private func stopped(_ fault: TableFault, at location: SourceLocation) -> TableError {
        .malformed([TableProblem(fault, at: location)], more: 0)
    }

    // MARK: Header

    private mutating func takeHeader() throws(TableError) {
        let unescaping = UnescapingBuffer()
        let fields = stream.batch.fields
        var found: [TableProblem] = []
        var seen: [String: Int] = [:]
        for (index, field) in fields.enumerated() {
            var column = String(decoding: unescaping.text(of: field, in: stream.bytes), as: UTF8.self)
            if column.isEmpty {
                found.append(headerProblem(.emptyColumnName(position: index + 1), field))
            } else if let first = seen[column] {
                if options.renamesDuplicates {
                    column = freeName(for: column, taken: seen)
                } else {
                    found.append(
                        headerProblem(.duplicateColumn(column, first: first + 1, second: index + 1), field))
                }
            }
            if seen[column] == nil { seen[column] = index }
            header.append(column)
        }
        guard found.isEmpty else { throw limited(found) }
        let requests = try resolve(seen)
        builders = ColumnBuilders(requests, options: options)
    }

    private func limited(_ found: [TableProblem]) -> TableError {
        .malformed(
            Array(found.prefix(max(1, options.errorLimit))), more: max(0, found.count - max(1, options.errorLimit)))
    }

    private func headerProblem(_ fault: TableFault, _ field: FieldSpan) -> TableProblem {
        problem(
            fault, at: field.rawOffset, length: field.length, recordStart: stream.batch.starts[0],
            recordEnd: stream.batch.ends[0],
            recordLine: stream.batch.lines[0])
    }

    private func freeName(for name: String, taken: [String: Int]) -> String {
        var number = 2
        while taken["\(name)_\(number)"] != nil { number += 1 }
        return "\(name)_\(number)"
    }

    /// The columns wanted, with their places in the file.
    private func resolve(_ places: [String: Int]) throws(TableError) -> [(request: ColumnRequest, field: Int)] {
        let named: [ColumnRequest]
        var otherwise: ColumnKind?
        switch selection {
        case .only(let requests): named = requests
        case .every(let kind, let except):
            named = except
            otherwise = kind
        }
        var found: [(request: ColumnRequest, field: Int)] = []
        var unknown: [TableProblem] = []
        for request in named {
            let location = SourceLocation(file: name, line: stream.batch.lines[0])
            if request.isTold, places[request.name] != nil {
                unknown.append(
                    TableProblem(.nameTaken(request.name, column: request.source), at: location))
            } else if let place = places[request.source] {
                if !found.contains(where: { $0.field == place && $0.request.isSameColumn(as: request) }) {
                    found.append((request, place))
                }
            } else if request.required {
                unknown.append(TableProblem(.unknownColumn(request.source, known: header), at: location))
            }
        }
        guard unknown.isEmpty else { throw limited(unknown) }
        if let otherwise {
            let exceptions = Set(found.filter { !$0.request.isTold }.map(\.field))
            for (index, column) in header.enumerated() where !exceptions.contains(index) {
                found.append((ColumnRequest(column, otherwise), index))
            }
        }
        return found
    }

    // MARK: Rows

    /// Keeps the plain rows at the start of what was read, unless a cell of theirs is bad: then the general way finds
    /// them again, and tells where.
    private mutating func takePlainRows() {
        guard ledger.isClean, builders != nil, let rows = stream.plainRows() else { return }
        guard builders?.append(rows) == true else { return }
        stream.accept(rows)
        lines.append(count: rows.count, from: rows.firstLine)
        rowCount += rows.count
        for row in 0..<rows.count {
            if lineEnds.isSettled { return }
            lineEnds.note(isReturnAndFeed: rows.endsWithReturn(row), line: rows.firstLine + row)
        }
    }

    /// Judges the rows of the stream.batch, keeps the good ones, and reports the faults in the order of the file.
    private mutating func takeRows(fatal: Bool) throws(TableError) {
        let columnCount = stream.columnCount
        watchLineEnds()
        var faults: [(at: Int, end: Int?, problem: TableProblem)] = []
        for finding in stream.takeFindings() {
            let problem = self.problem(
                stream.explained(finding.fault), at: finding.at, length: finding.fault.markedByteCount,
                recordStart: finding.recordStart,
                recordEnd: finding.recordEnd, recordLine: finding.recordLine, isEnd: finding.isFatal)
            faults.append((finding.recordStart, finding.recordEnd, problem))
        }
        var end: TableProblem? = fatal ? faults.last?.problem : nil
        if var builders {
            self.builders = nil
            let bad = builders.check(stream.batch, columnCount: columnCount, window: stream.bytes)
            var leftOut: [Bool] = []
            if !bad.isEmpty {
                leftOut = [Bool](repeating: false, count: stream.batch.rowCount)
                for cell in bad {
                    leftOut[cell.row] = true
                    faults.append((stream.batch.starts[cell.row], stream.batch.ends[cell.row], problem(of: cell)))
                }
                badCellRows += bad.count
            }
            for row in 0..<stream.batch.rowCount where leftOut.isEmpty || !leftOut[row] {
                lines.append(line: stream.batch.lines[row])
                rowCount += 1
            }
            let tooMany = builders.append(
                stream.batch, columnCount: columnCount, window: stream.bytes, leavingOut: leftOut)
            if let tooMany {
                let start = stream.batch.starts[tooMany.row]
                let problem = self.problem(of: tooMany, isEnd: true)
                faults = faults.filter { $0.at < start } + [(start, nil, problem)]
                end = problem
            }
            self.builders = builders
        }
        faults.sort { $0.at < $1.at }
        for fault in faults {
            let record = UnsafeBufferPointer(
                start: stream.bytes + fault.at, count: fault.end.map { $0 - fault.at } ?? 0)
            try ledger.report(fault.problem, record: record, isEnd: fault.problem == end)
        }
    }

    /// Looks how the sound rows of this chunk end.
    private mutating func watchLineEnds() {
        for row in 0..<stream.batch.rowCount where stream.batch.ends[row] < stream.byteCount {
            if lineEnds.isSettled { return }
            let line = stream.batch.lines[row]
            lineEnds.note(isReturnAndFeed: stream.bytes[stream.batch.ends[row]] == 0x0D, line: line)
        }
    }

    private func problem(of cell: ColumnBuilders.BadCell, isEnd: Bool = false) -> TableProblem {
        let field = stream.batch.fields[cell.row * stream.columnCount + cell.field]
        return problem(
            cell.fault, at: field.rawOffset, length: field.length, recordStart: stream.batch.starts[cell.row],
            recordEnd: stream.batch.ends[cell.row], recordLine: stream.batch.lines[cell.row],
            isEnd: isEnd)
    }

    private func problem(
        _ fault: TableFault, at place: Int, length: Int, recordStart: Int, recordEnd: Int?, recordLine: Int,
        isEnd: Bool = false
    ) -> TableProblem {
        // Places are costly to find in long lines; beyond the limit nobody sees them.
        if !isEnd, !ledger.showsPlaces {
            return TableProblem(fault, at: SourceLocation(file: name, line: recordLine))
        }
        // The row of a sheet is known; where in its text a cell stands says nothing to those who see the sheet.
        if stream.workbookSheet != nil { return TableProblem(fault, at: SourceLocation(file: name, line: recordLine)) }
        let (line, column, excerpt) = Clipping.locate(
            place, length: length, window: stream.bytes, recordStart: recordStart, recordEnd: recordEnd,
            recordLine: recordLine)
        return TableProblem(fault, at: SourceLocation(file: name, line: line, column: column), excerpt: excerpt)
    }

    /// Which of several sheets was read, and what merged cells mean.
    private var sheetNotes: [Diagnostic] {
        guard let sheet = stream.workbookSheet else { return [] }
        var notes: [String] = []
        if !sheet.others.isEmpty {
            notes.append(
                "the sheet '\(sheet.name)' was read; there \(sheet.others.count == 1 ? "is" : "are") also "
                    + sheet.others.prefix(8).map { "'\($0)'" }.joined(separator: ", ")
                    + (sheet.others.count > 8 ? ", …" : ""))
        }
        if sheet.mergedCount > 0 {
            notes.append(
                "\(sheet.mergedCount.grouped) groups of cells are merged: only the first cell of each has the value")
        }
        return notes.map {
            Diagnostic(TableFault.sheetReadCode, severity: .note, at: SourceLocation(file: name), $0)
        }
    }

    private func table() -> Table {
        var accounting = stream.accounting
        accounting.refused += badCellRows
        accounting.used = rowCount
        precondition(accounting.isBalanced, "a record was neither used nor refused nor blank")
        return Table(
            name: name, sha256: stream.digest(), byteCount: stream.fileByteCount, header: header, rowCount: rowCount,
            accounting: accounting, notes: lineEnds.notes(file: name) + sheetNotes, refusedRows: ledger.refused,
            columns: builders?.columns() ?? Table.Columns(), lines: lines, path: path, format: .delimited,
            encoding: options.encoding, delimiter: delimiter, limits: options.limits)
    }
}
