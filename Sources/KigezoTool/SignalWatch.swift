import LineEditor
import Storage
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The signals that ask the program to stop. The first one stops the work at the next chunk; a second one before that,
/// or within a second, ends the process at once.
final class SignalWatch: Supervisor {
    private let progress = ProgressLine()
    let wakeDescriptor: Int32

    /// Takes over SIGINT, SIGTERM and SIGHUP; a signal that the parent process had ignored stays ignored.
    init() {
        // Touched here, so that the handler never is the first to do so.
        RawMode.restore()
        received.store(0, ordering: .relaxed)
        lastInterrupt.store(0, ordering: .relaxed)
        var ends: [Int32] = [-1, -1]
        if pipe(&ends) == 0 {
            for end in ends {
                _ = fcntl(end, F_SETFD, FD_CLOEXEC)
                _ = fcntl(end, F_SETFL, O_NONBLOCK)
            }
        }
        wakeDescriptor = ends[0]
        wakeWriter.store(ends[1], ordering: .relaxed)
        for signal in [SIGINT, SIGTERM, SIGHUP] { Self.handle(signal) }
    }

    var stopRequest: StopRequest? {
        switch received.load(ordering: .relaxed) {
        case 0: nil
        case SIGINT: .interrupted
        default: .terminated
        }
    }

    /// Forgets what was asked, once the work has stopped.
    func clear() {
        received.store(0, ordering: .relaxed)
        var bytes: [UInt8] = Array(repeating: 0, count: 64)
        while read(wakeDescriptor, &bytes, bytes.count) > 0 {}
    }

    func note(_ progress: ReadingProgress) { self.progress.show(progress) }

    /// Takes the line of progress away.
    func endProgress() { progress.end() }

    private static func handle(_ signal: Int32) {
        var former = sigaction()
        var action = sigaction()
        // No SA_RESTART: a wait ends, and whoever waited looks why.
        #if canImport(Glibc)
            guard sigaction(signal, nil, &former) == 0,
                unsafeBitCast(former.__sigaction_handler.sa_handler, to: Int.self) != ignored
            else { return }
            action.__sigaction_handler.sa_handler = take
        #elseif canImport(Musl)
            guard sigaction(signal, nil, &former) == 0,
                unsafeBitCast(former.__sa_handler.sa_handler, to: Int.self) != ignored
            else { return }
            action.__sa_handler.sa_handler = take
        #else
            guard sigaction(signal, nil, &former) == 0,
                unsafeBitCast(former.__sigaction_u.__sa_handler, to: Int.self) != ignored
            else { return }
            action.__sigaction_u.__sa_handler = take
        #endif
        sigaction(signal, &action, nil)
    }

    /// `SIG_IGN` as a number.
    private static let ignored = 1
}

/// The signal that came, 0 for none.
private let received = Atomic<Int32>(0)
/// When the last SIGINT came, in nanoseconds of the monotonic clock.
private let lastInterrupt = Atomic<Int64>(0)
/// The end of the pipe that wakes who waits for input.
private let wakeWriter = Atomic<Int32>(-1)

/// What the system calls when a signal comes, on any thread and in the middle of anything: only atomics and system calls
/// that are safe there.
private func take(_ signal: Int32) {
    let formerErrno = errno
    let former = received.exchange(signal, ordering: .relaxed)
    var isLast = former == signal
    if signal == SIGINT {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let now = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        let last = lastInterrupt.exchange(now, ordering: .relaxed)
        isLast = isLast || (last > 0 && now - last < 1_000_000_000)
    }
    var byte: UInt8 = 0x0A
    if isLast {
        RawMode.restore()
        if isatty(STDERR_FILENO) == 1 { _ = write(STDERR_FILENO, &byte, 1) }
        _exit(signal == SIGINT ? 130 : 143)
    }
    _ = write(wakeWriter.load(ordering: .relaxed), &byte, 1)
    errno = formerErrno
}
