import Storage

/// The lines of standard input. Unlike the standard library's way of reading them, waiting for one can be stopped.
final class LineInput {
    private let reader: FileReader
    private let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    private var bytes: [UInt8] = []
    /// The first byte of the next line, and the first that was not searched for its end.
    private var start = 0
    private var searched = 0
    private var isAtEnd = false

    /// - Parameter supervisor: who may stop the wait.
    init(supervisor: any Supervisor) throws(StorageError) {
        let made = Supervision.$current.withValue(supervisor) {
            Result { () throws(StorageError) in try FileReader(path: "-", as: "standard input") }
        }
        reader = try made.get()
    }

    deinit { piece.deallocate() }

    /// The next line without its line end; `nil` at the end of input.
    func next() throws(StorageError) -> String? {
        while true {
            if let feed = bytes[searched...].firstIndex(of: 0x0A) {
                let end = feed > start && bytes[feed - 1] == 0x0D ? feed - 1 : feed
                defer { (start, searched) = (feed + 1, feed + 1) }
                return String(decoding: bytes[start..<end], as: UTF8.self)
            }
            searched = bytes.count
            guard !isAtEnd else { break }
            bytes.removeFirst(start)
            (start, searched) = (0, bytes.count)
            let count = try reader.read(into: piece)
            isAtEnd = count == 0
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece[..<count]))
        }
        guard start < bytes.count else {
            return nil
        }
        defer { (start, searched) = (bytes.count, bytes.count) }
        return String(decoding: bytes[start...], as: UTF8.self)
    }

    /// Forgets what was typed of a line.
    func forgetLine() {
        bytes.removeAll()
        (start, searched) = (0, 0)
    }
}
