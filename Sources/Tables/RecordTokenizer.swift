/// Finds records and fields in a window of bytes that holds all of the record it is in.
///
/// A state machine over single bytes, so that a window may end anywhere: scanning goes on where it stopped. Rows of the
/// wrong shape or with ill-formed text are reported and left out of the batch; scanning then starts again at the next
/// physical line. It knows nothing of columns' names, kinds and values.
struct RecordTokenizer {
    /// A fault and the byte in the window it stands at.
    struct Finding {
        let fault: TableFault
        let at: Int
        let recordStart: Int
        /// The byte after the record's last; `nil` when it is not known where the record ends.
        let recordEnd: Int?
        /// The physical line the record starts on, from 1.
        let recordLine: Int
        /// Whether reading cannot go on.
        let isFatal: Bool
    }

    private enum State {
        case recordStart, fieldStart, unquoted, quoted, afterQuote, afterReturn, skipping
    }

    private let delimiter: UInt8
    private let limits: ReadingOptions.Limits
    /// 1 for the bytes that end a run of ordinary ones outside quotes.
    private let special: [UInt8]
    /// The number of columns; 0 until the header is read.
    private(set) var columnCount = 0
    private(set) var accounting = RowAccounting()
    private(set) var findings: [Finding] = []
    /// The byte in the file of the window's first byte.
    private var windowOffset = 0

    private var state = State.recordStart
    private var position = 0
    private var line = 1
    /// Whether line ends within quotes begin a line of the file.
    var countsLinesInQuotes = true
    private var recordStart = 0
    private var recordLine = 1
    private var fieldStart = 0
    /// Fields of the record so far, those beyond the expected number too.
    private var fieldCount = 0
    private var surplusAt = 0
    private var isEscaped = false
    private var returnAt = 0
    private var closedQuote = false
    private var pending: (fault: TableFault, at: Int)?

    init(delimiter: UInt8, limits: ReadingOptions.Limits) {
        self.delimiter = delimiter
        // Places in the window are kept in 32 bits, lengths of fields in 30.
        var limits = limits
        limits.fieldByteCount = min(limits.fieldByteCount, 1 << 30 - 1)
        limits.recordByteCount = min(limits.recordByteCount, 1 << 31)
        self.limits = limits
        var special = [UInt8](repeating: 0, count: 256)
        for byte in [delimiter, 0, 0x0A, 0x0D, 0x22] { special[Int(byte)] = 1 }
        self.special = special
    }

    /// The first byte of the window that is still needed.
    var neededFrom: Int { state == .recordStart ? position : recordStart }

    /// Takes the findings, in the order of the file.
    mutating func takeFindings() -> [Finding] {
        defer { findings.removeAll(keepingCapacity: true) }
        return findings
    }

    /// Says that the window's bytes have moved towards its start.
    mutating func moved(back distance: Int) {
        windowOffset += distance
        position -= distance
        recordStart -= distance
        fieldStart -= distance
        surplusAt -= distance
        returnAt -= distance
        if let waiting = pending { pending = (waiting.fault, waiting.at - distance) }
    }

    // MARK: Parts of a file

    /// The byte of the file, and the line, at which the record being read starts.
    var recordPlace: (offset: Int, line: Int) {
        state == .recordStart ? (windowOffset + position, line) : (windowOffset + recordStart, recordLine)
    }

    /// Whether all that was scanned is whole records.
    var isBetweenRecords: Bool { state == .recordStart }

    /// Starts again with an empty window at a byte of the file where a record starts.
    mutating func go(to offset: Int, line: Int, accounting: RowAccounting) {
        windowOffset = offset
        self.line = line
        self.accounting = accounting
        state = .recordStart
        position = 0
        pending = nil
        findings.removeAll(keepingCapacity: true)
    }

    // MARK: Rows found by other means

    /// The byte of the window at which the record being read starts, if scanning can start again there: nothing of it
    /// was judged yet, and what was scanned of it is no more than `limit` bytes.
    mutating func restart(within limit: Int, in batch: inout RecordBatch) -> (offset: Int, line: Int)? {
        guard columnCount > 0, pending == nil, state != .skipping else { return nil }
        if state != .recordStart {
            guard position - recordStart <= limit else { return nil }
            state = .recordStart
            position = recordStart
            line = recordLine
            batch.fields.removeLast(batch.fields.count - batch.rowCount &* columnCount)
        }
        return (position, line)
    }

    /// Says that `rows` sound rows of one line each were found from the record's start on and end before `offset`.
    mutating func advance(to offset: Int, rows: Int) {
        precondition(state == .recordStart, "rows start at a record")
        position = offset
        line += rows
        accounting.physicalRecords += rows
    }

    /// Leaves out a byte-order mark at the start of the file.
    mutating func skipMark(byteCount: Int) {
        position = byteCount
    }

    /// Scans on to the end of the window, or to the end of the header if it was not read yet.
    ///
    /// - Parameters:
    ///   - window: the bytes.
    ///   - count: how many there are.
    ///   - ended: whether no byte follows them.
    ///   - batch: gets the sound rows.
    /// - Returns: whether a finding makes it impossible to go on.
    mutating func scan(
        _ window: UnsafePointer<UInt8>, count: Int, ended: Bool, into batch: inout RecordBatch
    ) -> Bool {
        let stopped = special.withUnsafeBufferPointer { table in
            guard let table = table.baseAddress else { return false }
            return scanBytes(window, count: count, table: table, into: &batch)
        }
        if stopped { return findings.last?.isFatal ?? false }
        if state != .recordStart, exceedsLimits(at: state == .afterReturn ? returnAt : count) { return true }
        if ended { finishInput(window, count: count, into: &batch) }
        return findings.last?.isFatal ?? false
    }

    /// - Returns: whether it stopped before the end: at the end of the header or at a fatal finding.
    @inline(never)
    private mutating func scanBytes(
        _ window: UnsafePointer<UInt8>, count: Int, table: UnsafePointer<UInt8>, into batch: inout RecordBatch
    ) -> Bool {
        var i = position
        let delimiter = self.delimiter
        defer { position = i }
        while i < count {
            switch state {
            case .recordStart:
                recordStart = i
                recordLine = line
                fieldCount = 0
                pending = nil
                state = .fieldStart
                fieldStart = i
            case .fieldStart:
                fieldStart = i
                if window[i] == 0x22 {
                    state = .quoted
                    isEscaped = false
                    i &+= 1
                } else {
                    state = .unquoted
                }
            case .unquoted:
                while i < count, table[Int(window[i])] == 0 { i &+= 1 }
                guard i < count else { continue }
                let byte = window[i]
                if byte == delimiter {
                    if addField(from: fieldStart, to: i, kind: .plain, into: &batch) { return true }
                    i &+= 1
                    state = .fieldStart
                    fieldStart = i
                } else if byte == 0x0A {
                    if addField(from: fieldStart, to: i, kind: .plain, into: &batch) { return true }
                    let contentEnd = i
                    i &+= 1
                    line &+= 1
                    if finishRecord(window, contentEnd: contentEnd, into: &batch) { return true }
                } else if byte == 0x0D {
                    returnAt = i
                    closedQuote = false
                    state = .afterReturn
                    i &+= 1
                } else {
                    if byte == 0 {
                        note(.nul(offset: windowOffset + i), at: i)
                        i &+= 1
                    } else if fail(.quoteInsideField, at: i) {
                        return true
                    }
                }
            case .quoted:
                while i < count {
                    let byte = window[i]
                    if byte == 0x22 || byte == 0 { break }
                    if byte == 0x0A, countsLinesInQuotes { line &+= 1 }
                    i &+= 1
                }
                guard i < count else { continue }
                if window[i] == 0 {
                    note(.nul(offset: windowOffset + i), at: i)
                } else {
                    state = .afterQuote
                }
                i &+= 1
            case .afterQuote:
                let byte = window[i]
                if byte == 0x22 {
                    isEscaped = true
                    state = .quoted
                    i &+= 1
                } else if byte == delimiter {
                    if addQuotedField(closedBefore: i, into: &batch) { return true }
                    i &+= 1
                    state = .fieldStart
                    fieldStart = i
                } else if byte == 0x0A {
                    if addQuotedField(closedBefore: i, into: &batch) { return true }
                    let contentEnd = i
                    i &+= 1
                    line &+= 1
                    if finishRecord(window, contentEnd: contentEnd, into: &batch) { return true }
                } else if byte == 0x0D {
                    returnAt = i
                    closedQuote = true
                    state = .afterReturn
                    i &+= 1
                } else {
                    if fail(.textAfterQuote, at: i) { return true }
                }
            case .afterReturn:
                guard window[i] == 0x0A else {
                    if fail(.loneCarriageReturn, at: returnAt) { return true }
                    continue
                }
                let tooLong =
                    closedQuote
                    ? addQuotedField(closedBefore: returnAt, into: &batch)
                    : addField(from: fieldStart, to: returnAt, kind: .plain, into: &batch)
                if tooLong { return true }
                i &+= 1
                line &+= 1
                if finishRecord(window, contentEnd: returnAt, into: &batch) { return true }
            case .skipping:
                while i < count, window[i] != 0x0A { i &+= 1 }
                guard i < count else { continue }
                let contentEnd = i
                i &+= 1
                line &+= 1
                if finishRecord(window, contentEnd: contentEnd, into: &batch) { return true }
            }
        }
        return false
    }

    /// Ends the last record when the input ends without a line end, or in the middle of something.
    private mutating func finishInput(_ window: UnsafePointer<UInt8>, count: Int, into batch: inout RecordBatch) {
        switch state {
        case .recordStart: return
        case .fieldStart, .unquoted:
            if addField(from: fieldStart, to: count, kind: .plain, into: &batch) { return }
        case .quoted:
            if fail(.openQuote, at: fieldStart) { return }
        case .afterQuote:
            if addQuotedField(closedBefore: count, into: &batch) { return }
        case .afterReturn:
            if fail(.loneCarriageReturn, at: returnAt) { return }
        case .skipping: break
        }
        _ = finishRecord(window, contentEnd: count, into: &batch)
    }

    /// Adds a field in quotes.
    ///
    /// - Parameter end: the byte after the closing quote.
    private mutating func addQuotedField(closedBefore end: Int, into batch: inout RecordBatch) -> Bool {
        addField(from: fieldStart &+ 1, to: end &- 1, kind: isEscaped ? .escaped : .quoted, into: &batch)
    }

    /// - Returns: whether the field is too long to go on.
    @inline(__always)
    private mutating func addField(
        from start: Int, to end: Int, kind: FieldSpan.Kind, into batch: inout RecordBatch
    ) -> Bool {
        if exceedsLimits(at: kind == .plain ? end : end &+ 1) { return true }
        let expected = columnCount == 0 ? limits.columnCount : columnCount
        if fieldCount < expected {
            batch.fields.append(FieldSpan(start: start, length: end &- start, kind: kind))
        } else if fieldCount == expected {
            surplusAt = fieldStart
        }
        fieldCount &+= 1
        return false
    }

    /// Notes a fault if it is the record's first.
    private mutating func note(_ fault: TableFault, at place: Int) {
        if pending == nil { pending = (fault, place) }
    }

    /// Notes a fault and skips to the next line.
    ///
    /// - Returns: whether a limit was passed before, so that reading cannot go on.
    private mutating func fail(_ fault: TableFault, at place: Int) -> Bool {
        if exceedsLimits(at: place) { return true }
        note(fault, at: place)
        state = .skipping
        return false
    }

    /// Whether the field or the record that is open at `end` is too long; of both, the one that was so first, so that
    /// the answer does not depend on where a window ends.
    @inline(__always)
    private mutating func exceedsLimits(at end: Int) -> Bool {
        let fieldIsLong = state != .skipping && end &- fieldStart > limits.fieldByteCount
        let recordIsLong = end &- recordStart > limits.recordByteCount
        guard fieldIsLong || recordIsLong else { return false }
        if fieldIsLong, !recordIsLong || fieldStart + limits.fieldByteCount < recordStart + limits.recordByteCount {
            return stop(.fieldTooLong(limit: limits.fieldByteCount), at: fieldStart)
        }
        return stop(.recordTooLong(limit: limits.recordByteCount), at: recordStart)
    }

    private mutating func stop(_ fault: TableFault, at place: Int) -> Bool {
        findings.append(
            Finding(
                fault: fault, at: place, recordStart: recordStart, recordEnd: nil, recordLine: recordLine, isFatal: true
            ))
        return true
    }

    /// Judges the record that ends here and adds it to the batch if it is sound.
    ///
    /// - Returns: whether scanning stops: after the header, or at a record too long.
    private mutating func finishRecord(
        _ window: UnsafePointer<UInt8>, contentEnd: Int, into batch: inout RecordBatch
    ) -> Bool {
        if exceedsLimits(at: contentEnd) { return true }
        state = .recordStart
        accounting.physicalRecords += 1
        let kept = batch.rowCount &* columnCount
        if contentEnd == recordStart, pending == nil {
            accounting.blank += 1
            batch.fields.removeLast(batch.fields.count - kept)
            return false
        }
        var fault = pending
        let length = contentEnd - recordStart
        // Ill-formed text counts only before a fault of shape: the first fault of a row is the one told.
        if let bad = UTF8Check.firstFault(window + recordStart, count: length),
            bad.offset + recordStart < fault?.at ?? .max
        {
            let place = recordStart + bad.offset
            let bytes = (0..<bad.length).map { window[place + $0] }
            fault = (.invalidUTF8(bytes: bytes, offset: windowOffset + place), place)
        }
        if fault == nil {
            if columnCount == 0 {
                if fieldCount > limits.columnCount {
                    return stop(.tooManyColumns(found: fieldCount, limit: limits.columnCount), at: recordStart)
                }
            } else if fieldCount != columnCount {
                fault = (
                    .fieldCount(found: fieldCount, header: columnCount),
                    fieldCount > columnCount ? surplusAt : contentEnd
                )
            }
        }
        if let fault {
            batch.fields.removeLast(batch.fields.count - kept)
            findings.append(
                Finding(
                    fault: fault.fault, at: fault.at, recordStart: recordStart, recordEnd: contentEnd,
                    recordLine: recordLine, isFatal: columnCount == 0))
            accounting.refused += 1
            return columnCount == 0
        }
        batch.starts.append(recordStart)
        batch.ends.append(contentEnd)
        batch.lines.append(recordLine)
        if columnCount == 0 {
            columnCount = fieldCount
            accounting.header = 1
            return true
        }
        return false
    }
}
