#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ScenarioFile {
    /// The bytes of the scenario file at `path`, and the file's name if `path` is a folder.
    ///
    /// A pipe or a device is refused without waiting for it, and no more than the limit is read.
    static func contents(_ path: String) throws(ScenarioError) -> (file: String, bytes: [UInt8]) {
        // The system would end the name at the NUL and open another file.
        guard !path.isEmpty, !path.utf8.contains(0) else { throw failure(.missingFile, path) }
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            let folder = path.utf8.last == UInt8(ascii: "/") ? path : path + "/"
            return (folder + fileName, try bytes(of: folder + fileName))
        }
        return (path, try bytes(of: path))
    }

    private static func failure(_ kind: ScenarioProblem.Kind, _ file: String) -> ScenarioError {
        ScenarioError([ScenarioProblem(kind, at: nil)], file: file, source: nil)
    }

    private static func bytes(of file: String) throws(ScenarioError) -> [UInt8] {
        let descriptor = open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            let reason = errno
            if reason == ENOENT || reason == ENOTDIR { throw failure(.missingFile, file) }
            throw failure(.unreadable(reason: String(cString: strerror(reason))), file)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw failure(.notAFile, file)
        }
        guard status.st_size <= sizeLimit else { throw failure(.tooLarge(limit: sizeLimit), file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        // One byte over the limit is enough to know that a growing file is too large.
        while bytes.count <= sizeLimit {
            let count = readChunk(descriptor, &buffer)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure(.unreadable(reason: String(cString: strerror(errno))), file)
            }
            bytes += buffer[..<count]
        }
        throw failure(.tooLarge(limit: sizeLimit), file)
    }

    // `read` alone would name the function that reads a scenario.
    private static func readChunk(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
        buffer.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, $0.count) }
    }
}

private func systemRead(_ descriptor: Int32, _ address: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, address, count)
}
