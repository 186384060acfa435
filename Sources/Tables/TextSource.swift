import Diagnostics
import Storage

/// The text of a file in UTF-8, whatever encoding it is declared to be in.
///
/// UTF-8 passes through as it is, ill-formed bytes too. A byte-order mark is passed on as the one of UTF-8, for the
/// reader to leave out.
final class TextSource {
    private let source: ByteSource
    private let encoding: TextEncoding
    private var transcoder: Transcoder?
    private let input: UnsafeMutableRawBufferPointer
    private let output: UnsafeMutableRawBufferPointer
    private var outputStart = 0
    private var outputEnd = 0
    private var ended = false

    init(
        _ origin: ByteSource.Origin, as name: String, delimiter: UInt8 = UInt8(ascii: ","), options: ReadingOptions
    ) throws(StorageError) {
        source = try ByteSource(origin, as: name, delimiter: delimiter, options: options)
        encoding = options.encoding
        // Room for a byte-order mark at least; nothing at all where bytes pass through.
        let count = encoding == .utf8 ? 0 : min(max(4, options.chunkByteCount), 1 << 28)
        input = .allocate(byteCount: count, alignment: 16)
        output = .allocate(byteCount: count * Transcoder.growth + 8, alignment: 16)
    }

    deinit {
        input.deallocate()
        output.deallocate()
    }

    var fileByteCount: Int { source.fileByteCount }
    var expectedByteCount: Int? { source.expectedByteCount }
    func digest() -> String? { source.digest() }
    var workbookSheet: Workbook.Sheet? { source.workbookSheet }

    /// The open file, if any part of it can be read at any time and its bytes are the text.
    var partsReader: FileReader? { encoding == .utf8 ? source.partsReader : nil }

    /// Goes to a byte of the file; see `ByteSource`.
    func seek(to start: Int, end: Int?) { source.seek(to: start, end: end) }

    /// Reads the next bytes of text into the start of `buffer`.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> ByteSource.Piece {
        guard encoding != .utf8 else { return try source.read(into: buffer) }
        while outputStart == outputEnd, !ended {
            if let fault = try convertMore() { return .failed(fault) }
        }
        let count = min(buffer.count, outputEnd - outputStart)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: output[outputStart..<outputStart + count]))
        outputStart += count
        return .bytes(count)
    }

    private func convertMore() throws(StorageError) -> TableFault? {
        var count = 0
        // The mark must be seen as a whole before anything is turned.
        let needed = transcoder == nil ? 4 : 1
        while count < needed, !ended {
            switch try source.read(into: UnsafeMutableRawBufferPointer(rebasing: input[count...])) {
            case .failed(let fault): return fault
            case .bytes(0): ended = true
            case .bytes(let more): count += more
            }
        }
        let bytes = UnsafeRawBufferPointer(rebasing: input[..<count])
        if transcoder == nil {
            if let fault = settle(Array(bytes.prefix(4))) { return fault }
        }
        outputStart = 0
        outputEnd = transcoder?.convert(bytes, into: output) ?? 0
        if ended {
            let rest = UnsafeMutableRawBufferPointer(rebasing: output[outputEnd...])
            outputEnd += transcoder?.finish(into: rest) ?? 0
        }
        return nil
    }

    /// Chooses the transcoder by the declared encoding and holds the byte-order mark against it.
    private func settle(_ first: [UInt8]) -> TableFault? {
        let mark = ByteOrderMark(startOf: first)
        var declared = encoding
        switch (encoding, mark) {
        case (.utf16, .utf16LittleEndian): declared = .utf16LittleEndian
        case (.utf16, .utf16BigEndian): declared = .utf16BigEndian
        case (.utf16LittleEndian, .utf16LittleEndian), (.utf16BigEndian, .utf16BigEndian), (_, nil): break
        case (_, let mark?): return .markConflict(mark: mark.rawValue, encoding: encoding.rawValue)
        }
        if declared == .utf16, !first.isEmpty { return .missingMark }
        transcoder = Transcoder(declared)
        return nil
    }

    /// What a fault found in the text in UTF-8 means in the file's own encoding.
    func explained(_ fault: TableFault) -> TableFault {
        guard encoding != .utf8 else { return fault }
        switch fault {
        case .nul: return .notInEncoding(.nul, encoding: encoding.rawValue)
        case .invalidUTF8(let bytes, _):
            let byte = bytes.first ?? 0
            let reason: TableFault.EncodingFault =
                encoding == .windows1252 ? .undefinedByte(byte) : byte == 0xED ? .loneSurrogate : .cutCharacter
            return .notInEncoding(reason, encoding: encoding.rawValue)
        default: return fault
        }
    }
}

extension TextSource {
    /// Reads one chunk more into `window`.
    ///
    /// - Parameter name: how messages call the file.
    /// - Returns: whether there was one; not at the end.
    func fill(_ window: ByteWindow, as name: String) throws(TableError) -> Bool {
        let piece: ByteSource.Piece
        do { piece = try read(into: window.room()) } catch { throw .storage(error) }
        switch piece {
        case .bytes(let count):
            window.grew(by: count)
            return count > 0
        // What was found before depends on how much was decompressed; the broken file is the news.
        case .failed(let fault): throw .malformed([TableProblem(fault, at: SourceLocation(file: name))], more: 0)
        }
    }
}
