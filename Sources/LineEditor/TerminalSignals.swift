import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Tells that the terminal has a new size, or that the program goes on after it was stopped.
enum TerminalSignals {
    /// Can be read from after such a signal; -1 if there is no pipe.
    static let descriptor: Int32 = {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return -1 }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        writer.store(ends[1], ordering: .relaxed)
        for signal in [SIGWINCH, SIGCONT] { watch(signal) }
        return ends[0]
    }()

    /// Takes what the pipe holds.
    static func clear() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(descriptor, &bytes, bytes.count) > 0 {}
    }

    private static func watch(_ signal: Int32) {
        var action = sigaction()
        #if canImport(Glibc)
            action.__sigaction_handler.sa_handler = tell
        #elseif canImport(Musl)
            action.__sa_handler.sa_handler = tell
        #else
            action.__sigaction_u.__sa_handler = tell
        #endif
        // Reading of files need not be disturbed by these.
        action.sa_flags = SA_RESTART
        sigaction(signal, &action, nil)
    }
}

/// The end of the pipe that is written to.
private let writer = Atomic<Int32>(-1)

private func tell(_ signal: Int32) {
    let formerErrno = errno
    var byte = UInt8(truncatingIfNeeded: signal)
    _ = write(writer.load(ordering: .relaxed), &byte, 1)
    errno = formerErrno
}
