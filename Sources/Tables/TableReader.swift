import Diagnostics
import Storage

/// Reads CSV and TSV files (RFC 4180, UTF-8, plain or gzip) into tables.
///
/// Nothing is guessed and nothing is dropped: a file is read as a whole or refused as a whole, with every fault up to a
/// limit; with `refuseBadRows`, malformed rows are set aside and listed. Line ends may be LF or CR LF, also mixed.
/// Quoted fields may hold line ends and doubled quotes. Values are kept as they stand, spaces included. Only an empty
/// field without quotes is a missing value; `NA`, `null` and `007` are values.
package enum TableReader {
    /// Reads the table at `path`; `-` is the standard input.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - name: how messages call it, as the user named it; the path by default.
    ///   - columns: what to keep; the other columns are only checked for form.
    ///   - options: delimiter, limits and what to do with malformed rows.
    /// - Complexity: O(bytes), in the memory of the columns kept and one chunk.
    package static func read(
        path: String, as name: String? = nil, columns: ColumnSelection, options: ReadingOptions = ReadingOptions()
    ) throws(TableError) -> Table {
        let name = name ?? path
        var reading = try TableReading(path: path, name: name, selection: columns, options: options)
        return try reading.run()
    }
}

/// One reading of one file: moves the window, and brings tokenizer and column builders together chunk by chunk.
private struct TableReading {
    private let name: String
    private let options: ReadingOptions
    private let selection: ColumnSelection
    private let source: ByteSource
    private let window: ByteWindow
    private var tokenizer: RecordTokenizer
    private var batch = RecordBatch()
    private var builders: ColumnBuilders?
    private var header: [String] = []
    private var lines = LineMap()
    private var rowCount = 0
    private var badCellRows = 0
    private var refused: [RefusedRow] = []
    private var problems: [TableProblem] = []
    private var problemCount = 0

    init(path: String, name: String, selection: ColumnSelection, options: ReadingOptions) throws(TableError) {
        self.name = name
        self.options = options
        self.selection = selection
        let delimiter = options.delimiter(forName: name == "-" ? "" : path)
        guard delimiter < 0x80, ![0x00, 0x0A, 0x0D, 0x22].contains(delimiter) else {
            throw .malformed([TableProblem(.badDelimiter(delimiter), at: SourceLocation(file: name))], more: 0)
        }
        do { source = try ByteSource(path: path, as: name, options: options) } catch { throw .storage(error) }
        window = ByteWindow(chunkByteCount: max(1, options.chunkByteCount))
        tokenizer = RecordTokenizer(delimiter: delimiter, limits: options.limits)
    }

    mutating func run() throws(TableError) -> Table {
        try skipMark()
        var ended = false
        repeat {
            ended = try fill() == 0
            var fatal = scan(ended: ended)
            if builders == nil, tokenizer.columnCount > 0 {
                try takeHeader()
                fatal = scan(ended: ended)
            }
            try takeRows(fatal: fatal)
            let needed = tokenizer.neededFrom
            batch.dropRows(columnCount: tokenizer.columnCount, movedBack: needed)
            window.drop(needed)
            tokenizer.moved(back: needed)
        } while !ended
        guard builders != nil else { throw stopped(.noHeader, at: SourceLocation(file: name)) }
        if problemCount > 0 { throw .malformed(problems, more: problemCount - problems.count) }
        return finishedTable()
    }

    private mutating func scan(ended: Bool) -> Bool {
        tokenizer.scan(window.start, count: window.count, ended: ended, into: &batch)
    }

    /// Reads one chunk more into the window.
    private func fill() throws(TableError) -> Int {
        let piece: ByteSource.Piece
        do { piece = try source.read(into: window.room()) } catch { throw .storage(error) }
        switch piece {
        case .bytes(let count):
            window.grew(by: count)
            return count
        // What was found before depends on how much was decompressed; the broken file is the news.
        case .failed(let fault): throw stopped(fault, at: SourceLocation(file: name))
        }
    }

    private func stopped(_ fault: TableFault, at location: SourceLocation) -> TableError {
        .malformed([TableProblem(fault, at: location)], more: 0)
    }

    /// Looks at the first bytes for a byte-order mark.
    private mutating func skipMark() throws(TableError) {
        while window.count < 4, try fill() > 0 {}
        let first = (0..<min(4, window.count)).map { window.start[$0] }
        let encoding: String? =
            switch first {
            case _ where first.starts(with: [0xFF, 0xFE, 0x00, 0x00]): "UTF-32LE"
            case _ where first.starts(with: [0x00, 0x00, 0xFE, 0xFF]): "UTF-32BE"
            case _ where first.starts(with: [0xFF, 0xFE]): "UTF-16LE"
            case _ where first.starts(with: [0xFE, 0xFF]): "UTF-16BE"
            default: nil
            }
        if let encoding { throw stopped(.wideEncoding(encoding), at: SourceLocation(file: name)) }
        if first.starts(with: [0xEF, 0xBB, 0xBF]) { tokenizer.skipMark(byteCount: 3) }
    }

    // MARK: Header

    private mutating func takeHeader() throws(TableError) {
        let unescaping = UnescapingBuffer()
        let fields = batch.fields
        var found: [TableProblem] = []
        var seen: [String: Int] = [:]
        for (index, field) in fields.enumerated() {
            var column = String(decoding: unescaping.text(of: field, in: window.start), as: UTF8.self)
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
        // The header is no row: only what follows it stays in the batch, and nothing does yet.
        batch = RecordBatch()
    }

    private func limited(_ found: [TableProblem]) -> TableError {
        .malformed(
            Array(found.prefix(max(1, options.errorLimit))), more: max(0, found.count - max(1, options.errorLimit)))
    }

    private func headerProblem(_ fault: TableFault, _ field: FieldSpan) -> TableProblem {
        problem(
            fault, at: field.rawOffset, length: field.length, recordStart: batch.starts[0], recordEnd: batch.ends[0],
            recordLine: batch.lines[0])
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
            if let place = places[request.name] {
                if !found.contains(where: { $0.field == place && $0.request.kind == request.kind }) {
                    found.append((request, place))
                }
            } else if request.required {
                let location = SourceLocation(file: name, line: batch.lines[0])
                unknown.append(TableProblem(.unknownColumn(request.name, known: header), at: location))
            }
        }
        guard unknown.isEmpty else { throw limited(unknown) }
        if let otherwise {
            let exceptions = Set(found.map(\.field))
            for (index, column) in header.enumerated() where !exceptions.contains(index) {
                found.append((ColumnRequest(column, otherwise), index))
            }
        }
        return found
    }

    // MARK: Rows

    /// Judges the rows of the batch, keeps the good ones, and reports the faults in the order of the file.
    private mutating func takeRows(fatal: Bool) throws(TableError) {
        let columnCount = tokenizer.columnCount
        var faults: [(at: Int, problem: TableProblem)] = []
        for finding in tokenizer.takeFindings() {
            let problem = self.problem(
                finding.fault, at: finding.at, length: finding.fault.markedByteCount, recordStart: finding.recordStart,
                recordEnd: finding.recordEnd, recordLine: finding.recordLine)
            faults.append((finding.recordStart, problem))
        }
        var end: TableProblem? = fatal ? faults.last?.problem : nil
        if var builders {
            self.builders = nil
            let bad = builders.check(batch, columnCount: columnCount, window: window.start)
            var leftOut: [Bool] = []
            if !bad.isEmpty {
                leftOut = [Bool](repeating: false, count: batch.rowCount)
                for cell in bad {
                    leftOut[cell.row] = true
                    faults.append((batch.starts[cell.row], problem(of: cell)))
                }
                badCellRows += bad.count
            }
            for row in 0..<batch.rowCount where leftOut.isEmpty || !leftOut[row] {
                lines.append(line: batch.lines[row])
                rowCount += 1
            }
            let tooMany = builders.append(
                batch, columnCount: columnCount, window: window.start, leavingOut: leftOut)
            if let tooMany {
                let start = batch.starts[tooMany.row]
                let problem = self.problem(of: tooMany)
                faults = faults.filter { $0.at < start } + [(start, problem)]
                end = problem
            }
            self.builders = builders
        }
        faults.sort { $0.at < $1.at }
        for fault in faults { try report(fault.problem, isEnd: fault.problem == end) }
    }

    private mutating func report(_ problem: TableProblem, isEnd: Bool) throws(TableError) {
        if options.refuseBadRows {
            if isEnd { throw .malformed([problem], more: 0) }
            guard refused.count < options.limits.refusedRowCount else {
                throw stopped(.tooManyRefused(limit: options.limits.refusedRowCount), at: problem.location)
            }
            refused.append(
                RefusedRow(
                    line: problem.location.line ?? 0, column: problem.location.column, code: problem.fault.code,
                    reason: problem.fault.message))
            return
        }
        problemCount += 1
        // What ends the reading is always told, whatever was counted before.
        if problems.count < max(1, options.errorLimit) || isEnd { problems.append(problem) }
        if isEnd { throw .malformed(problems, more: problemCount - problems.count) }
    }

    private func problem(of cell: ColumnBuilders.BadCell) -> TableProblem {
        let field = batch.fields[cell.row * tokenizer.columnCount + cell.field]
        return problem(
            cell.fault, at: field.rawOffset, length: field.length, recordStart: batch.starts[cell.row],
            recordEnd: batch.ends[cell.row], recordLine: batch.lines[cell.row])
    }

    private func problem(
        _ fault: TableFault, at place: Int, length: Int, recordStart: Int, recordEnd: Int?, recordLine: Int
    ) -> TableProblem {
        // Places are costly to find in long lines; beyond the limit nobody sees them.
        if !options.refuseBadRows, problems.count >= max(1, options.errorLimit) {
            return TableProblem(fault, at: SourceLocation(file: name, line: recordLine))
        }
        let (line, column, excerpt) = Clipping.locate(
            place, length: length, window: window.start, recordStart: recordStart, recordEnd: recordEnd,
            recordLine: recordLine)
        return TableProblem(fault, at: SourceLocation(file: name, line: line, column: column), excerpt: excerpt)
    }

    private func finishedTable() -> Table {
        var accounting = tokenizer.accounting
        accounting.refused += badCellRows
        accounting.used = rowCount
        precondition(accounting.isBalanced, "a record was neither used nor refused nor blank")
        return Table(
            name: name, sha256: source.digest(), byteCount: source.fileByteCount, header: header, rowCount: rowCount,
            accounting: accounting, refusedRows: refused, columns: builders?.columns() ?? Table.Columns(), lines: lines)
    }
}

extension TableFault {
    /// How many bytes an excerpt marks.
    fileprivate var markedByteCount: Int {
        if case .invalidUTF8(let bytes, _) = self { bytes.count } else { 1 }
    }
}
