import CChildProcess

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A program under way with the three pipes to it; ending it ends everything that it started.
///
/// Linux: also what has left its process group. Elsewhere a process that makes itself a session of its own stays.
struct ChildProcess: ~Copyable {
    /// How it ended.
    enum End: Hashable {
        case exited(Int32)
        case signalled(Int32)
        /// The system would not execute it, with the number of its error.
        case notStarted(Int32)
    }

    /// What a pipe gives.
    enum Reading {
        case bytes(Int)
        /// Nothing now.
        case nothing
        case end
    }

    private var child: CChild
    private(set) var end: End?
    /// Whether its guardian has ended too.
    private var isOver = false

    /// Starts a program.
    ///
    /// - Returns: `nil` if the system has no processes or files left.
    init?(
        path: String, arguments: [String], environment: [String], cpuSeconds: Int, memoryBytes: Int, openFiles: Int
    ) {
        var limits = CChildLimits(
            cpuSeconds: UInt64(max(0, cpuSeconds)), memoryBytes: UInt64(max(0, memoryBytes)),
            openFiles: UInt64(max(0, openFiles)))
        var child = CChild(guardian: -1, input: -1, output: -1, errors: -1, control: -1, status: -1)
        let status = Self.withPointers(arguments) { arguments in
            Self.withPointers(environment) { environment in
                cChildStart(path, arguments, environment, &limits, &child)
            }
        }
        guard status == 0 else { return nil }
        self.child = child
    }

    deinit {
        close(child.control)
        for file in [child.input, child.output, child.errors] where file >= 0 { close(file) }
        if !isOver { _ = cChildWait(child.guardian, 4_000) }
        close(child.status)
    }

    /// Waits until nothing is left of it; only once it has ended.
    ///
    /// - Returns: whether it left processes behind.
    mutating func conclude() -> Bool {
        guard !isOver else { return false }
        isOver = true
        return Int(cChildWait(child.guardian, 4_000)) != Int(cChildGuardianDone)
    }

    private static func withPointers<Result>(
        _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("it holds its end") }
            return body(base)
        }
    }

    /// What can be done now, waited for at most so long.
    struct Readiness {
        var canWrite = false
        var hasOutput = false
        var hasErrors = false
        var hasEnded = false
    }

    /// Waits until a pipe is ready, or `seconds` are over, or `wake` can be read from.
    func wait(seconds: Double, forWriting: Bool, wake: Int32) -> Readiness {
        var files = [
            pollfd(fd: forWriting ? child.input : -1, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: child.output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: child.errors, events: Int16(POLLIN), revents: 0),
            pollfd(fd: end == nil ? child.status : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
        ]
        let count = poll(&files, nfds_t(files.count), Int32(min(60_000, max(0, (seconds * 1_000).rounded(.up)))))
        guard count > 0 else { return Readiness() }
        return Readiness(
            canWrite: files[0].revents != 0, hasOutput: files[1].revents != 0, hasErrors: files[2].revents != 0,
            hasEnded: files[3].revents != 0)
    }

    /// Sends bytes.
    ///
    /// - Returns: how many it took; `nil` if it reads no more.
    mutating func send(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard child.input >= 0 else { return nil }
        let count = bytes.withUnsafeBytes { cChildWrite(child.input, $0.baseAddress, $0.count) }
        if count >= 0 { return count }
        if [EAGAIN, EWOULDBLOCK, EINTR].contains(Int32(-count)) { return 0 }
        closeInput()
        return nil
    }

    /// Tells it that there is no more to come.
    mutating func closeInput() {
        if child.input >= 0 { close(child.input) }
        child.input = -1
    }

    /// Reads what it has printed.
    mutating func readOutput(into buffer: inout [UInt8]) -> Reading { Self.read(&child.output, &buffer) }

    /// Reads what it has printed to its standard error.
    mutating func readErrors(into buffer: inout [UInt8]) -> Reading { Self.read(&child.errors, &buffer) }

    var outputIsOpen: Bool { child.output >= 0 }
    var errorsAreOpen: Bool { child.errors >= 0 }

    private static func read(_ file: inout Int32, _ buffer: inout [UInt8]) -> Reading {
        guard file >= 0 else { return .end }
        #if canImport(Glibc)
            let count = Glibc.read(file, &buffer, buffer.count)
        #elseif canImport(Musl)
            let count = Musl.read(file, &buffer, buffer.count)
        #else
            let count = Darwin.read(file, &buffer, buffer.count)
        #endif
        if count > 0 { return .bytes(count) }
        if count < 0, [EAGAIN, EWOULDBLOCK, EINTR].contains(errno) { return .nothing }
        close(file)
        file = -1
        return .end
    }

    /// Looks whether it has ended.
    mutating func takeEnd() {
        var record = CChildEnd(kind: 0, value: 0)
        let size = MemoryLayout<CChildEnd>.size
        #if canImport(Glibc)
            let count = Glibc.read(child.status, &record, size)
        #elseif canImport(Musl)
            let count = Musl.read(child.status, &record, size)
        #else
            let count = Darwin.read(child.status, &record, size)
        #endif
        if count == size {
            // That it could not be executed says more than the exit that follows.
            end =
                switch Int(record.kind) {
                case Int(cChildExited): .exited(record.value)
                case Int(cChildSignalled): .signalled(record.value)
                default: .notStarted(record.value)
                }
        } else if count == 0 {
            // Only if the guardian was killed by somebody else.
            end = .signalled(SIGKILL)
        }
    }

    /// Asks its group to end.
    func askToEnd() { order("T") }

    /// Ends it and all that it started.
    func kill() { order("K") }

    private func order(_ letter: Unicode.Scalar) {
        var byte = UInt8(ascii: letter)
        _ = cChildWrite(child.control, &byte, 1)
    }
}
