#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A regular file, or the standard input, read from its start to its end in pieces.
///
/// Folders, pipes, sockets and devices are refused without waiting for them; only `-`, the standard input, may be a
/// pipe or a terminal. The file is closed when the reader is released. Only one thread at a time may use
/// `read(into:)`; `read(into:at:)` is for all.
package final class FileReader: @unchecked Sendable {
    /// The path as the user named it, for messages.
    package let name: String
    /// The bytes delivered so far.
    package private(set) var byteCount = 0
    /// The size when the file was opened, in bytes; `nil` for the standard input.
    package let expectedByteCount: Int?
    private let descriptor: Int32
    private let closes: Bool
    private let supervisor = Supervision.current

    /// Opens `path`; `-` is the standard input.
    ///
    /// - Parameters:
    ///   - path: the file to open.
    ///   - name: how messages call it; the path itself by default.
    ///   - followingLinks: whether the last part of the path may be a symbolic link.
    package init(path: String, as name: String? = nil, followingLinks: Bool = true) throws(StorageError) {
        self.name = name ?? path
        if path == "-" {
            descriptor = 0
            closes = false
            expectedByteCount = nil
            return
        }
        guard !path.utf8.contains(0) else {
            throw .cannotRead(path: self.name, errorNumber: EILSEQ)
        }
        // Without O_NONBLOCK, opening a pipe nobody writes to would wait for ever.
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (followingLinks ? 0 : O_NOFOLLOW)
        let opened = retryingWhenInterrupted { open(path, flags) }
        guard opened >= 0 else {
            throw errno == ENXIO
                ? .notRegular(path: self.name, kind: "a socket or device")
                : .cannotRead(path: self.name, errorNumber: errno)
        }
        var status = stat()
        guard fstat(opened, &status) == 0 else {
            let number = errno
            close(opened)
            throw .cannotRead(path: self.name, errorNumber: number)
        }
        let kind = FileKind(mode: status.st_mode)
        guard kind == .regular else {
            close(opened)
            throw .notRegular(path: self.name, kind: kind.words)
        }
        descriptor = opened
        closes = true
        expectedByteCount = Int(status.st_size)
    }

    deinit {
        if closes { close(descriptor) }
    }

    /// Reads the next bytes into the start of `buffer`.
    ///
    /// - Returns: how many bytes came, at least 1 unless the end is reached or `buffer` is empty; 0 at the end.
    /// - Throws: also when the work is to stop, even while it waits for input.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
        guard let base = buffer.baseAddress, buffer.count > 0 else { return 0 }
        while true {
            if let request = supervisor?.stopRequest { throw .stopped(request, path: name) }
            if !closes, !isReady() { continue }
            let count = platformRead(descriptor, base, buffer.count)
            if count >= 0 {
                byteCount += count
                return count
            }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                _ = poll(&wanted, 1, -1)
            default: throw .failed(path: name, while: "reading", errorNumber: errno)
            }
        }
    }

    /// Waits until the standard input can be read from.
    ///
    /// - Returns: whether it can; not if something else ended the wait. A signal need not interrupt the thread that
    ///   waits, so the supervisor's descriptor is waited for as well.
    private func isReady() -> Bool {
        guard let wake = supervisor?.wakeDescriptor, wake >= 0 else { return true }
        var awaited = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
        ]
        return poll(&awaited, 2, -1) > 0 && awaited[0].revents != 0
    }

    /// Reads bytes of a regular file from the byte `offset` on into the start of `buffer`; several threads may do so at
    /// once. What `read(into:)` delivers and counts stays as it is.
    ///
    /// - Returns: how many bytes came, at least 1 unless the file ends at `offset` or `buffer` is empty.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(StorageError) -> Int {
        guard let base = buffer.baseAddress, buffer.count > 0 else { return 0 }
        while true {
            let count = pread(descriptor, base, buffer.count, off_t(offset))
            if count >= 0 { return count }
            if errno != EINTR { throw .failed(path: name, while: "reading", errorNumber: errno) }
        }
    }

    /// The whole content of `path`; `-` is the standard input.
    ///
    /// - Parameter limit: more bytes than this are an error.
    package static func contents(
        of path: String, as name: String? = nil, followingLinks: Bool = true, limit: Int = 1 << 30
    ) throws(StorageError) -> [UInt8] {
        let reader = try FileReader(path: path, as: name, followingLinks: followingLinks)
        var content: [UInt8] = []
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { piece.deallocate() }
        while true {
            let count = try reader.read(into: piece)
            if count == 0 { return content }
            guard content.count + count <= limit else { throw .tooLarge(path: reader.name, limit: limit) }
            content.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece[..<count]))
        }
    }
}

/// `read` under a name that a method called `read` does not hide.
private func platformRead(_ descriptor: Int32, _ base: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, base, count)
}

/// Calls again what a signal interrupted.
func retryingWhenInterrupted(_ call: () -> Int32) -> Int32 {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}
