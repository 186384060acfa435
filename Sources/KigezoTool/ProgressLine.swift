import Storage
import Synchronization
import Workbench

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One line on the terminal behind standard error that tells how far reading is: from half a second on, about five times
/// a second. Nothing at all where standard error is no terminal, or a dumb one.
final class ProgressLine: Sendable {
    private struct State {
        /// How far the file was when it was first told of, and when that was.
        var start: ReadingProgress?
        var startTime = 0.0
        var shownTime = 0.0
        var isShown = false
    }

    private let state = Mutex(State())
    private let isWanted: Bool

    init() {
        let terminal = getenv("TERM").map { String(cString: $0) } ?? "dumb"
        isWanted = isatty(STDERR_FILENO) == 1 && !["", "dumb"].contains(terminal)
    }

    func show(_ progress: ReadingProgress) {
        guard isWanted else { return }
        let now = Self.seconds
        state.withLock { state in
            guard let start = state.start, start.name == progress.name, start.byteCount <= progress.byteCount else {
                state.start = progress
                state.startTime = now
                return
            }
            guard now - state.startTime >= 0.5, now - state.shownTime >= 0.2 else { return }
            let text = ProgressText.line(
                progress, since: start, seconds: now - state.startTime,
                width: (Output.width(of: STDERR_FILENO) ?? 80) - 1)
            Output.write("\r" + text + "\u{1B}[K", to: STDERR_FILENO)
            state.shownTime = now
            state.isShown = true
        }
    }

    /// Takes the line away.
    func end() {
        guard isWanted else { return }
        state.withLock { state in
            if state.isShown { Output.write("\r\u{1B}[K", to: STDERR_FILENO) }
            state = State()
        }
    }

    private static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
