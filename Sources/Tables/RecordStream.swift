import Diagnostics
import Storage

/// The records of a file, chunk by chunk: source, window and tokenizer brought together.
///
///     try stream.skipMark()
///     repeat {
///         try stream.readChunk()
///         let fatal = stream.scan()      // stops once after the header; call it again then
///         …                              // use `batch` and `takeFindings()`
///         stream.release()
///     } while !stream.ended
struct RecordStream {
    let name: String
    private let source: TextSource
    private let window: ByteWindow
    private var tokenizer: RecordTokenizer
    private let plain: PlainScanner
    private let limits: ReadingOptions.Limits
    /// The sound rows of this chunk; after the header was found, the header alone.
    private(set) var batch = RecordBatch()
    /// Whether all bytes have been read.
    private(set) var ended = false
    /// Whether more of the file follows what is read here, so that its end ends no record.
    private var isPart = false

    init(_ origin: ByteSource.Origin, name: String, delimiter: UInt8, options: ReadingOptions) throws(TableError) {
        self.name = name
        do { source = try TextSource(origin, as: name, delimiter: delimiter, options: options) } catch {
            throw .storage(error)
        }
        window = ByteWindow(chunkByteCount: min(max(1, options.chunkByteCount), 1 << 28))
        tokenizer = RecordTokenizer(delimiter: delimiter, limits: options.limits)
        plain = PlainScanner(delimiter: delimiter)
        limits = options.limits
    }

    /// The bytes that `batch` and the findings point into; good until the next chunk.
    var bytes: UnsafePointer<UInt8> { window.start }
    var byteCount: Int { window.count }
    /// The number of columns; 0 until the header is found.
    var columnCount: Int { tokenizer.columnCount }
    var accounting: RowAccounting { tokenizer.accounting }
    var fileByteCount: Int { source.fileByteCount }
    /// The size of the file when it was opened; `nil` for the standard input.
    var expectedByteCount: Int? { source.expectedByteCount }
    func digest() -> String? { source.digest() }
    /// The sheet that is read, if the file is a workbook.
    var workbookSheet: Workbook.Sheet? { source.workbookSheet }

    /// The open file, if parts of it can be read by themselves.
    var partsReader: FileReader? { source.partsReader }
    /// The byte of the file, and the line, at which the record being read starts.
    var recordPlace: (offset: Int, line: Int) { tokenizer.recordPlace }
    /// Whether all that was scanned is whole records.
    var isBetweenRecords: Bool { tokenizer.isBetweenRecords }

    /// A stream over parts of the same file, once its header is known; it starts nowhere before `go` was called.
    func forked(_ reader: FileReader, delimiter: UInt8, options: ReadingOptions) throws(TableError) -> RecordStream {
        var part = try RecordStream(.parts(of: reader), name: name, delimiter: delimiter, options: options)
        part.tokenizer = tokenizer
        part.isPart = true
        part.ended = true
        return part
    }

    /// Goes to a byte of the file where a record starts, with the counts of what stands before it; whatever is in the
    /// window is forgotten.
    ///
    /// - Parameters:
    ///   - end: the byte before which to end; `nil` for the end of the file.
    ///   - line: the line that starts there, from 1.
    mutating func go(to offset: Int, end: Int?, line: Int, accounting: RowAccounting) {
        source.seek(to: offset, end: end)
        window.drop(window.count)
        batch = RecordBatch()
        tokenizer.go(to: offset, line: line, accounting: accounting)
        ended = false
    }

    mutating func takeFindings() -> [RecordTokenizer.Finding] { tokenizer.takeFindings() }

    /// What a fault found in the text means in the file's own encoding.
    func explained(_ fault: TableFault) -> TableFault { source.explained(fault) }

    /// Looks at the first bytes for a byte-order mark: that of UTF-8 is left out, others are an error.
    mutating func skipMark() throws(TableError) {
        while window.count < 4, !ended { try readChunk() }
        let first = (0..<min(4, window.count)).map { window.start[$0] }
        guard let mark = ByteOrderMark(startOf: first) else { return }
        guard mark == .utf8 else {
            throw .malformed([TableProblem(.wideEncoding(mark.rawValue), at: SourceLocation(file: name))], more: 0)
        }
        tokenizer.skipMark(byteCount: 3)
    }

    /// Reads one chunk more into the window, or finds the end.
    mutating func readChunk() throws(TableError) {
        guard !ended else { return }
        ended = try !source.fill(window, as: name)
        // A row of a sheet is one line, whatever line ends its cells hold.
        if source.workbookSheet != nil { tokenizer.countsLinesInQuotes = false }
    }

    /// The plain rows that the chunk starts with: complete, of the right shape, in well-formed text, without quotes.
    ///
    /// They are found many bytes at a time. What follows them, sound or not, is for `scan`.
    ///
    /// - Returns: `nil` where there is none. The rows count only once they are accepted.
    mutating func plainRows() -> PlainRows? {
        // Within these bounds no field and no record of the window can pass a limit.
        guard window.count <= min(limits.fieldByteCount, limits.recordByteCount), tokenizer.columnCount > 1,
            let start = tokenizer.restart(within: window.count, in: &batch)
        else { return nil }
        return plain.rows(
            in: window.start, from: start.offset, to: window.count, columnCount: tokenizer.columnCount,
            firstLine: start.line)
    }

    /// Counts plain rows as read, so that `scan` goes on behind them.
    mutating func accept(_ rows: PlainRows) {
        tokenizer.advance(to: rows.end, rows: rows.count)
    }

    /// Finds the records in what was read.
    ///
    /// - Returns: whether the last finding makes it impossible to go on.
    mutating func scan() -> Bool {
        tokenizer.scan(window.start, count: window.count, ended: ended && !isPart, into: &batch)
    }

    /// Forgets the header once it has been used, so that only rows follow in the batch.
    mutating func forgetHeader() {
        batch = RecordBatch()
    }

    /// Lets go of the rows of this chunk and of their bytes.
    mutating func release() {
        let needed = tokenizer.neededFrom
        batch.dropRows(columnCount: tokenizer.columnCount, movedBack: needed)
        window.drop(needed)
        tokenizer.moved(back: needed)
    }
}
