import Diagnostics
import Storage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The lines of a file, chunk by chunk.
///
///     try stream.skipMark()
///     repeat {
///         try stream.readChunk()
///         while let line = stream.nextLine() { … }    // use the bytes it names
///         stream.release()
///     } while !stream.ended
struct JSONLinesStream {
    /// One line, as places in the window.
    struct Line {
        let start: Int
        /// The byte after its last, its line end not counted.
        let end: Int
        /// From 1.
        let number: Int
        /// Whether the file ends here without a line end.
        let isUnended: Bool
        /// Whether it ends with CR LF.
        let endsWithReturn: Bool
    }

    let name: String
    private let source: TextSource
    private let window: ByteWindow
    private let recordLimit: Int
    /// The byte in the text of the window's first byte.
    private(set) var windowOffset = 0
    /// The first byte of the next line.
    private var position = 0
    /// The bytes before this one hold no line end after `position`.
    private var searched = 0
    private var line = 1
    private(set) var ended = false

    init(_ origin: ByteSource.Origin, name: String, options: ReadingOptions) throws(TableError) {
        self.name = name
        do { source = try TextSource(origin, as: name, options: options) } catch { throw .storage(error) }
        window = ByteWindow(chunkByteCount: min(max(1, options.chunkByteCount), 1 << 28))
        // Places in the window are kept in 32 bits, lengths of values in 30.
        recordLimit = min(options.limits.recordByteCount, 1 << 30 - 1)
    }

    /// The bytes that lines point into; good until the next chunk.
    var bytes: UnsafePointer<UInt8> { window.start }
    var fileByteCount: Int { source.fileByteCount }
    /// The size of the file when it was opened; `nil` for the standard input.
    var expectedByteCount: Int? { source.expectedByteCount }
    func digest() -> String? { source.digest() }

    /// What a fault found in the text means in the file's own encoding.
    func explained(_ fault: TableFault) -> TableFault { source.explained(fault) }

    /// Looks at the first bytes for a byte-order mark: that of UTF-8 is left out, others are an error.
    mutating func skipMark() throws(TableError) {
        while window.count < 4, !ended { try readChunk() }
        guard let mark = ByteOrderMark(startOf: (0..<min(4, window.count)).map { window.start[$0] }) else { return }
        guard mark == .utf8 else {
            throw .malformed([TableProblem(.wideEncoding(mark.rawValue), at: SourceLocation(file: name))], more: 0)
        }
        position = 3
        searched = 3
    }

    /// Reads one chunk more into the window, or finds the end.
    mutating func readChunk() throws(TableError) {
        guard !ended else { return }
        ended = try !source.fill(window, as: name)
    }

    /// The next line that is in the window as a whole; `nil` when more must be read.
    mutating func nextLine() -> Line? {
        let bytes = window.start
        let found = memchr(bytes + searched, 0x0A, window.count - searched)
        let i = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(bytes) } ?? window.count
        searched = i
        let isUnended = i == window.count
        guard !isUnended || (ended && i > position) else { return nil }
        let endsWithReturn = !isUnended && i > position && bytes[i - 1] == 0x0D
        let next = Line(
            start: position, end: endsWithReturn ? i - 1 : i, number: line, isUnended: isUnended,
            endsWithReturn: endsWithReturn)
        position = isUnended ? i : i + 1
        searched = position
        line += 1
        return next
    }

    /// Whether `line` is too long to be read.
    func exceeds(_ line: Line) -> Bool { line.end - line.start > recordLimit }

    /// The line whose end has not been read, if it is too long already.
    var longLine: Line? {
        var end = window.count
        // A return at the end may belong to the line end.
        if end > position, window.start[end - 1] == 0x0D { end -= 1 }
        guard end - position > recordLimit else { return nil }
        return Line(start: position, end: end, number: line, isUnended: true, endsWithReturn: false)
    }

    /// Lets go of the lines that were taken.
    mutating func release() {
        let taken = position
        window.drop(taken)
        windowOffset += taken
        searched -= taken
        position = 0
    }
}
