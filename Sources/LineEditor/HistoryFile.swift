#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A text file of entries that is only ever added to: one entry a line, one `write` an entry at what is then the end, so
/// that a session that is killed loses nothing and two at once do not disturb each other.
///
/// A history nobody can read or write is no reason to refuse work: then there is none.
package struct HistoryFile: Sendable {
    /// The bytes at the end of a file that are read.
    static let readLimit = 4 << 20
    /// The longest line that is kept.
    static let lineLimit = 1 << 16

    package let path: String

    package init(path: String) { self.path = path }

    /// The entries, the oldest first; those before the last four MiB of the file are passed over.
    package func entries() -> [String] {
        guard let descriptor = Self.open(path, O_RDONLY) else { return [] }
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        let start = max(0, size - off_t(Self.readLimit))
        guard size > 0, lseek(descriptor, start, SEEK_SET) == start else { return [] }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < Self.readLimit + Self.lineLimit {
            let count = read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        // The first line of a piece may be the end of one.
        if start > 0, let feed = bytes.firstIndex(of: HistoryText.lineFeed) { bytes.removeSubrange(...feed) }
        return HistoryText.entries(of: bytes)
    }

    /// Adds an entry; one that is too long is not kept.
    ///
    /// - Returns: whether it was written.
    @discardableResult
    package func append(_ entry: String) -> Bool {
        var line = HistoryText.line(of: entry)
        guard line.count <= Self.lineLimit, let descriptor = Self.open(path, O_RDWR | O_APPEND | O_CREAT) else {
            return false
        }
        defer { close(descriptor) }
        var last: UInt8 = HistoryText.lineFeed
        let size = lseek(descriptor, 0, SEEK_END)
        if size > 0, pread(descriptor, &last, 1, size - 1) == 1, last != HistoryText.lineFeed {
            line = [HistoryText.cut, HistoryText.lineFeed] + line
        }
        while true {
            let count = write(descriptor, line, line.count)
            if count < 0, errno == EINTR { continue }
            return count == line.count
        }
    }

    /// Opens the file if it is one of this user's own: not a link, a pipe or a device that somebody put there.
    private static func open(_ path: String, _ flags: Int32) -> Int32? {
        guard !path.isEmpty, !path.utf8.contains(0) else { return nil }
        #if canImport(Glibc)
            let descriptor = Glibc.open(path, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
        #elseif canImport(Musl)
            let descriptor = Musl.open(path, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
        #else
            let descriptor = Darwin.open(path, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
        #endif
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
            status.st_nlink == 1
        else {
            close(descriptor)
            return nil
        }
        return descriptor
    }
}
