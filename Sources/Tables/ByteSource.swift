import Storage

/// The text of a file in pieces: read, digested on the way, and decompressed if it is gzip.
final class ByteSource {
    /// Where bytes come from.
    enum Origin {
        /// A path; `-` is the standard input.
        case file(String)
        case memory([UInt8])
        /// A file opened before, to read parts of it; known not to be compressed.
        case parts(of: FileReader)
    }

    private let reader: FileReader?
    private let memory: [UInt8]
    private let name: String
    private let limits: ReadingOptions.Limits
    private let supervisor = Supervision.current
    private var hash: SHA256?
    private var decoder: GzipDecoder?
    /// Compressed bytes not yet decompressed, or the first bytes of a plain file that were read to know its kind.
    private let input: UnsafeMutableRawBufferPointer
    private var inputStart = 0
    private var inputEnd = 0
    private var inputEnded = false
    private var kindKnown = false
    private let options: ReadingOptions
    private let delimiter: UInt8
    /// The sheet of a workbook as delimited text, how much of it was handed on, and what was read.
    private var sheet: Workbook.Sheet?
    private var sheetPlace = 0
    /// Why a workbook cannot be read, told with the first piece.
    private var sheetFault: TableFault?
    private var produced = 0
    /// The bytes of the file that are still to be read; `nil` where it is read as it comes.
    private var part: Range<Int>?

    /// The bytes of the file read so far, compressed if it is.
    private(set) var fileByteCount = 0

    /// Opens a file, or takes bytes that are there already.
    ///
    /// - Parameter delimiter: what stands between the fields of a sheet that is read as delimited text.
    init(
        _ origin: Origin, as name: String, delimiter: UInt8 = UInt8(ascii: ","), options: ReadingOptions
    ) throws(StorageError) {
        self.options = options
        self.delimiter = delimiter
        switch origin {
        case .file(let path):
            reader = try FileReader(path: path, as: name)
            memory = []
        case .memory(let bytes):
            reader = nil
            memory = bytes
        case .parts(let opened):
            reader = opened
            memory = []
            kindKnown = true
            part = 0..<0
        }
        self.name = name
        limits = options.limits
        let isPart = part != nil
        hash = options.takesDigest && !isPart ? SHA256() : nil
        input = .allocate(byteCount: isPart ? 0 : min(max(4, options.chunkByteCount), 1 << 28), alignment: 16)
    }

    deinit { input.deallocate() }

    /// The size of the file when it was opened; `nil` for the standard input.
    var expectedByteCount: Int? { reader?.expectedByteCount }

    /// The sheet that is read, if the file is a workbook; known once something was read.
    var workbookSheet: Workbook.Sheet? { sheet }

    /// The digest of all bytes of the file as they are stored; only after the end, and `nil` if it was not asked for.
    func digest() -> String? {
        guard let hash else { return nil }
        return SHA256.hexadecimal(hash.finalize())
    }

    /// The open file, if any part of it can be read at any time: a plain one whose digest is not wanted.
    var partsReader: FileReader? {
        guard let reader, reader.expectedByteCount != nil, kindKnown, decoder == nil, sheet == nil, hash == nil else {
            return nil
        }
        return reader
    }

    /// Goes to a byte of the file; the text ends before the byte `end`, or with the file.
    ///
    /// - Precondition: `partsReader` is there.
    func seek(to start: Int, end: Int?) {
        precondition(partsReader != nil, "bytes that come once cannot be gone back to")
        part = start..<max(start, end ?? .max)
        fileByteCount = start
        (inputStart, inputEnd) = (0, 0)
    }

    /// What one read brought.
    enum Piece {
        /// This many bytes of text; 0 at the end.
        case bytes(Int)
        case failed(TableFault)
    }

    /// Reads the next bytes of text into the start of `buffer`.
    ///
    /// - Throws: also when the work is to stop.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Piece {
        if let request = supervisor?.stopRequest { throw .stopped(request, path: name) }
        if !kindKnown { try findKind() }
        if let fault = sheetFault { return .failed(fault) }
        if let sheet {
            let count = min(buffer.count, sheet.text.count - sheetPlace)
            buffer.copyBytes(from: sheet.text[sheetPlace..<sheetPlace + count])
            sheetPlace += count
            return .bytes(count)
        }
        guard let decoder else {
            if inputStart < inputEnd {
                let count = min(inputEnd - inputStart, buffer.count)
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[inputStart..<inputStart + count]))
                inputStart += count
                return .bytes(count)
            }
            return .bytes(try take(into: buffer))
        }
        while true {
            if inputStart == inputEnd, !inputEnded {
                inputStart = 0
                inputEnd = try take(into: input)
                inputEnded = inputEnd == 0
            }
            if inputEnded, inputStart == inputEnd {
                return decoder.isAtMemberEnd ? .bytes(0) : .failed(.truncatedGzip)
            }
            let waiting = UnsafeRawBufferPointer(rebasing: input[inputStart..<inputEnd])
            switch decoder.step(waiting, into: buffer) {
            case .failed(let fault): return .failed(fault)
            case .progress(let consumed, let count):
                inputStart += consumed
                produced += count
                let (limit, overflow) = fileByteCount.multipliedReportingOverflow(by: limits.expansionRatio)
                if produced > limits.expansionFloor, !overflow, produced > limit {
                    return .failed(.gzipBomb(ratio: limits.expansionRatio, floor: limits.expansionFloor))
                }
                if count > 0 { return .bytes(count) }
                // zlib always moves on when there is input and room; should it not, this must not turn for ever.
                if consumed == 0 { return .failed(.damagedGzip("it cannot be decompressed any further")) }
            }
        }
    }

    /// Reads from the file and feeds the digest.
    private func take(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
        let count: Int
        if let part, let reader {
            count = try reader.read(
                into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, part.count)]),
                at: part.lowerBound)
            self.part = part.dropFirst(count)
        } else if let reader {
            count = try reader.read(into: buffer)
        } else {
            count = min(buffer.count, memory.count - fileByteCount)
            buffer.copyBytes(from: memory[fileByteCount..<fileByteCount + count])
        }
        fileByteCount += count
        hash?.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return count
    }

    /// Looks at the first bytes: gzip and workbooks are known by them, not by the file's name.
    private func findKind() throws(StorageError) {
        kindKnown = true
        while inputEnd < 4 {
            let count = try take(into: UnsafeMutableRawBufferPointer(rebasing: input[inputEnd...]))
            if count == 0 { break }
            inputEnd += count
        }
        if inputEnd >= 2, input[0] == 0x1F, input[1] == 0x8B { decoder = GzipDecoder() }
        let first = Array(input[..<min(4, inputEnd)])
        if first == Workbook.signature {
            try readWorkbook()
        } else if first == Workbook.oldSignature {
            sheetFault = .oldWorkbook
        } else if let wanted = options.sheet {
            sheetFault = .noWorkbook(sheet: wanted)
        }
    }

    /// Reads a workbook as a whole, which is the only way to read a ZIP archive, and its sheet as text.
    private func readWorkbook() throws(StorageError) {
        var bytes = Array(input[inputStart..<inputEnd])
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { piece.deallocate() }
        while true {
            if let request = supervisor?.stopRequest { throw .stopped(request, path: name) }
            let count = try take(into: piece)
            if count == 0 { break }
            bytes += piece[..<count]
            if bytes.count > limits.workbookByteCount {
                sheetFault = .workbookTooLarge(limit: limits.workbookByteCount)
                return
            }
        }
        guard options.encoding == .utf8 else {
            sheetFault = .notForWorkbook(.encoding)
            return
        }
        guard !options.decimalComma else {
            sheetFault = .notForWorkbook(.decimalComma)
            return
        }
        do throws(TableFault) {
            let book = try Workbook(bytes, limit: limits.workbookByteCount)
            sheet = try book.sheet(options.sheet, delimiter: delimiter)
        } catch {
            sheetFault = error
        }
    }
}
