#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What is left to do when the program finds itself in a state that cannot be: say so, in words without any data, and
/// end with the status of a defect instead of a signal that a build takes for anything.
enum DefectReport {
    /// Takes over the signals that a failed check of the language or the library raises; one that is handled already,
    /// by a debugger or by Swift's own backtraces, stays as it is.
    static func install() {
        for number in [SIGILL, SIGTRAP, SIGFPE, SIGABRT] {
            let former = signal(number, endWithDefect)
            if unsafeBitCast(former, to: Int.self) != 0 { _ = signal(number, former) }
        }
    }
}

private let words: StaticString = """

    error[E799] kigezo met a defect of its own and stopped; no file was left half written
      the input is not to blame: please report the command and the version (`kigezo version`), without any data
      SWIFT_BACKTRACE=enable=yes in the environment shows where it happened

    """

/// Only what is safe on any thread and in the middle of anything.
private func endWithDefect(_ signal: Int32) {
    _ = write(STDERR_FILENO, words.utf8Start, words.utf8CodeUnitCount)
    _exit(70)
}
