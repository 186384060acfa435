import Diagnostics
import Storage

/// One reading of a file of JSON Lines: one object a line, its members the columns.
///
/// Where columns are named, those are read and all other members are only checked for form. Where every column is
/// wanted, the first sound object names them, and a name that comes later is an error. A member that is absent or `null`
/// is a missing value; a text that is empty is a value. Numbers, `true` and `false` are kept as they are written in
/// columns of text, and no text in quotes is taken for a number. Lines of white space are blank.
struct JSONLinesReading: ChunkedReading {
    private let name: String
    private let options: ReadingOptions
    private let selection: ColumnSelection
    private let path: String
    private var stream: JSONLinesStream
    private let arena = ByteArena()
    private var names: JSONMemberNames
    private var scanner: JSONLineScanner
    var builders: ColumnBuilders?
    private var columnCount = 0
    private var requests: [ColumnRequest] = []
    private var hasSoundObject = false
    private var ledger: FaultLedger
    private var lineEnds = LineEndWatch()
    private var accounting = RowAccounting()
    private var lines = LineMap()
    private(set) var rowCount = 0

    private var batch = RecordBatch()
    /// Where the values of the batch are written, and the starts and ends of its rows, all in the window.
    private var places: [JSONLineScanner.Value] = []
    private var row: [JSONLineScanner.Value] = []
    private var faults: [(at: Int, end: Int?, problem: TableProblem)] = []

    init(
        _ origin: ByteSource.Origin, path: String, name: String, selection: ColumnSelection, options: ReadingOptions
    ) throws(TableError) {
        let choices: [(isMade: Bool, choice: TableFault.ReadingChoice)] = [
            (options.delimiter != nil, .delimiter), (options.decimalComma, .decimalComma),
            (options.renamesDuplicates, .renamesDuplicates),
        ]
        if let wrong = choices.first(where: \.isMade) {
            throw .malformed([TableProblem(.notForJSONLines(wrong.choice), at: SourceLocation(file: name))], more: 0)
        }
        var options = options
        options.limits.fieldByteCount = min(options.limits.fieldByteCount, 1 << 30 - 1)
        self.name = name
        self.options = options
        self.selection = selection
        self.path = path
        stream = try JSONLinesStream(origin, name: name, options: options)
        names = JSONMemberNames(limit: options.limits.columnCount)
        scanner = JSONLineScanner(columns: [], limits: options.limits, arena: arena)
        ledger = FaultLedger(options: options)
        if case .only(let requests) = selection { take(requests) }
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
        try takeLines()
        stream.release()
    }

    mutating func finishedTable() throws(TableError) -> Table {
        try ledger.settle()
        guard hasSoundObject else {
            throw .malformed([TableProblem(.noObjects, at: SourceLocation(file: name))], more: 0)
        }
        return try table()
    }

    // MARK: Columns

    /// Makes columns of the requests: one for each name, in their order.
    private mutating func take(_ requests: [ColumnRequest]) {
        var columns: [(name: String, wantsNumber: Bool)] = []
        var places: [(request: ColumnRequest, field: Int)] = []
        for request in requests {
            // Names are told apart by their bytes.
            var column = columns.firstIndex { $0.name.utf8.elementsEqual(request.source.utf8) }
            if column == nil {
                names.ask(request.source, column: columns.count)
                column = columns.count
                columns.append((request.source, false))
            }
            guard let column, !places.contains(where: { $0.field == column && $0.request.isSameColumn(as: request) })
            else {
                continue
            }
            if request.kind == .number { columns[column].wantsNumber = true }
            places.append((request, column))
        }
        self.requests = requests
        columnCount = columns.count
        row = Array(repeating: JSONLineScanner.Value(), count: columnCount)
        scanner = JSONLineScanner(columns: columns, limits: options.limits, arena: arena)
        builders = ColumnBuilders(places, options: options)
    }

    /// Makes columns of the first sound object's names and of those named beside them.
    private mutating func takeFirstNames() {
        guard case .every(let otherwise, let except) = selection else { return }
        var requests: [ColumnRequest] = []
        let seen = names.seen
        for name in seen {
            let named = except.filter { $0.source.utf8.elementsEqual(name.utf8) }
            requests += named.contains { !$0.isTold } ? named : [ColumnRequest(name, otherwise)] + named
        }
        requests += except.filter { request in
            !seen.contains { $0.utf8.elementsEqual(request.source.utf8) }
        }
        take(requests)
        names.fix()
    }

    // MARK: Lines

    private mutating func takeLines() throws(TableError) {
        batch = RecordBatch()
        places.removeAll(keepingCapacity: true)
        faults.removeAll(keepingCapacity: true)
        arena.removeAll()
        var end: TableProblem?
        while end == nil, let line = stream.nextLine() {
            accounting.physicalRecords += 1
            if !line.isUnended, !lineEnds.isSettled {
                lineEnds.note(isReturnAndFeed: line.endsWithReturn, line: line.number)
            }
            if stream.exceeds(line) {
                end = note(.recordTooLong(limit: options.limits.recordByteCount), line, at: line.start, isEnd: true)
            } else if isBlank(line) {
                accounting.blank += 1
            } else {
                end = take(line)
            }
        }
        if end == nil, let line = stream.longLine {
            end = note(.recordTooLong(limit: options.limits.recordByteCount), line, at: line.start, isEnd: true)
        }
        if let tooMany = takeRows() { end = tooMany }
        faults.sort { $0.at < $1.at }
        for fault in faults {
            let record = UnsafeBufferPointer(start: stream.bytes + fault.at, count: (fault.end ?? fault.at) - fault.at)
            try ledger.report(fault.problem, record: record, isEnd: fault.problem == end)
        }
    }

    private func isBlank(_ line: JSONLinesStream.Line) -> Bool {
        (line.start..<line.end).allSatisfy { JSONLineScanner.isSpace(stream.bytes[$0]) }
    }

    /// Reads the object of a line into the batch.
    ///
    /// - Returns: the problem that ends the reading, if there is one.
    private mutating func take(_ line: JSONLinesStream.Line) -> TableProblem? {
        var bad: JSONLineScanner.Fault?
        if let place = UTF8Check.firstFault(stream.bytes + line.start, count: line.end - line.start) {
            let at = line.start + place.offset
            let bytes = (0..<place.length).map { stream.bytes[at + $0] }
            bad = JSONLineScanner.Fault(fault: .invalidUTF8(bytes: bytes, offset: stream.windowOffset + at), at: at)
        }
        let mark = arena.count
        var found = scan(line)
        // The names are known only after one object; then it is read again for its values.
        if found == nil, bad == nil, builders == nil {
            names.commit()
            takeFirstNames()
            hasSoundObject = true
            found = scan(line)
        }
        // The first fault of a row is the one told; but a last line that is cut is cut wherever its bytes end.
        if let byte = bad, let other = found {
            let isCut = other.fault == .objectCut && byte.at + byte.fault.markedByteCount >= line.end
            if !isCut, byte.at <= other.at { found = byte }
        } else if let bad {
            found = bad
        }
        if let found {
            arena.cut(to: mark)
            let problem = note(found.fault, line, at: found.at, isEnd: found.isFatal)
            if found.isFatal { return problem }
            accounting.refused += 1
            return nil
        }
        names.commit()
        hasSoundObject = true
        for value in row {
            batch.fields.append(value.field)
            places.append(value)
        }
        batch.starts.append(line.start)
        batch.ends.append(line.end)
        batch.lines.append(line.number)
        return nil
    }

    private mutating func scan(_ line: JSONLinesStream.Line) -> JSONLineScanner.Fault? {
        for column in row.indices { row[column] = JSONLineScanner.Value(place: line.start, length: 1) }
        do throws(JSONLineScanner.Fault) {
            try scanner.scan(line, in: stream.bytes, names: &names, row: &row)
            return nil
        } catch {
            guard case .nul(let place) = error.fault else { return error }
            return JSONLineScanner.Fault(fault: .nul(offset: stream.windowOffset + place), at: error.at)
        }
    }

    /// Takes note of a faulty line.
    @discardableResult
    private mutating func note(
        _ fault: TableFault, _ line: JSONLinesStream.Line, at place: Int, isEnd: Bool
    ) -> TableProblem {
        let length: Int = if case .recordTooLong = fault { 1 } else { fault.markedByteCount }
        let problem = problem(
            stream.explained(fault), at: place, length: length, start: line.start, end: isEnd ? nil : line.end,
            number: line.number, isEnd: isEnd)
        faults.append((line.start, isEnd ? nil : line.end, problem))
        return problem
    }

    /// Judges the values of the batch, and keeps the good rows.
    ///
    /// - Returns: the problem that ends the reading, if there is one.
    private mutating func takeRows() -> TableProblem? {
        guard var builders else { return nil }
        self.builders = nil
        defer { self.builders = builders }
        let bad = builders.check(batch, columnCount: columnCount, window: arena.start)
        var leftOut: [Bool] = []
        if !bad.isEmpty {
            leftOut = Array(repeating: false, count: batch.rowCount)
            for cell in bad {
                leftOut[cell.row] = true
                faults.append((batch.starts[cell.row], batch.ends[cell.row], problem(of: cell)))
            }
            accounting.refused += bad.count
        }
        for row in 0..<batch.rowCount where leftOut.isEmpty || !leftOut[row] {
            lines.append(line: batch.lines[row])
            rowCount += 1
        }
        let tooMany = builders.append(batch, columnCount: columnCount, window: arena.start, leavingOut: leftOut)
        guard let tooMany else { return nil }
        let start = batch.starts[tooMany.row]
        let problem = problem(of: tooMany, isEnd: true)
        faults = faults.filter { $0.at < start } + [(start, nil, problem)]
        return problem
    }

    private func problem(of cell: ColumnBuilders.BadCell, isEnd: Bool = false) -> TableProblem {
        let value = places[cell.row * columnCount + cell.field]
        return problem(
            cell.fault, at: value.place, length: value.length, start: batch.starts[cell.row],
            end: batch.ends[cell.row], number: batch.lines[cell.row], isEnd: isEnd)
    }

    private func problem(
        _ fault: TableFault, at place: Int, length: Int, start: Int, end: Int?, number: Int, isEnd: Bool
    ) -> TableProblem {
        // Places are costly to find in long lines; beyond the limit nobody sees them.
        if !isEnd, !ledger.showsPlaces { return TableProblem(fault, at: SourceLocation(file: name, line: number)) }
        let (line, column, excerpt) = Clipping.locate(
            place, length: length, window: stream.bytes, recordStart: start, recordEnd: end, recordLine: number)
        return TableProblem(fault, at: SourceLocation(file: name, line: line, column: column), excerpt: excerpt)
    }

    // MARK: Table

    private mutating func table() throws(TableError) -> Table {
        let header = names.seen
        func isThere(_ name: String) -> Bool { header.contains { $0.utf8.elementsEqual(name.utf8) } }
        let absent = requests.filter { !isThere($0.source) }
        let missing = absent.filter(\.required).map {
            TableProblem(.unknownColumn($0.source, known: header), at: SourceLocation(file: name))
        }
        let taken = requests.filter { $0.isTold && isThere($0.name) }.map {
            TableProblem(.nameTaken($0.name, column: $0.source), at: SourceLocation(file: name))
        }
        guard missing.isEmpty, taken.isEmpty else { throw .malformed(missing + taken, more: 0) }
        var columns = builders?.columns() ?? Table.Columns()
        for request in absent { columns.remove(request.name) }
        accounting.used = rowCount
        precondition(accounting.isBalanced, "a line was neither used nor refused nor blank")
        return Table(
            name: name, sha256: stream.digest(), byteCount: stream.fileByteCount, header: header, rowCount: rowCount,
            accounting: accounting, notes: lineEnds.notes(file: name), refusedRows: ledger.refused, columns: columns,
            lines: lines, path: path, format: .jsonLines, encoding: options.encoding,
            delimiter: UInt8(ascii: ","), limits: options.limits)
    }
}

extension Table.Columns {
    /// Leaves out the columns called `name`.
    fileprivate mutating func remove(_ name: String) {
        func isCalled(_ other: String) -> Bool { other.utf8.elementsEqual(name.utf8) }
        categories.removeAll { isCalled($0.name) }
        identifiers.removeAll { isCalled($0.name) }
        numbers.removeAll { isCalled($0.name) }
        texts.removeAll { isCalled($0.name) }
    }
}

extension Table {
    /// The place of a cell of a file of JSON Lines: the file is read again up to the line.
    ///
    /// - Returns: `nil` where the file has changed, or the member is absent.
    func jsonPlace(line number: Int, column: String, options: ReadingOptions) -> CellPlace? {
        do {
            var stream = try JSONLinesStream(.file(path), name: name, options: options)
            guard stream.expectedByteCount == byteCount else { return nil }
            try stream.skipMark()
            repeat {
                try stream.readChunk()
                while let line = stream.nextLine() {
                    guard line.number == number else { continue }
                    var names = JSONMemberNames(limit: limits.columnCount)
                    names.ask(column, column: 0)
                    var row = [JSONLineScanner.Value()]
                    var scanner = JSONLineScanner(columns: [(column, false)], limits: limits, arena: ByteArena())
                    do throws(JSONLineScanner.Fault) {
                        try scanner.scan(line, in: stream.bytes, names: &names, row: &row)
                    } catch { return nil }
                    guard row[0].length > 0 else { return nil }
                    let (line, place, excerpt) = Clipping.locate(
                        row[0].place, length: row[0].length, window: stream.bytes, recordStart: line.start,
                        recordEnd: line.end, recordLine: number)
                    return CellPlace(
                        location: SourceLocation(file: name, line: line, column: place), excerpt: excerpt)
                }
                if stream.longLine != nil { return nil }
                stream.release()
            } while !stream.ended
        } catch {
            return nil
        }
        return nil
    }
}
