#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A program that scores rows, and its arguments as they are: no shell ever sees them.
package struct ScorerCommand: Sendable, Hashable {
    /// The program as it was named: a path if it holds a slash, else a name that is looked for in `folders`.
    package let program: String
    package let arguments: [String]

    package init(_ program: String, arguments: [String] = []) {
        self.program = program
        self.arguments = arguments
    }

    /// Where programs without a slash are looked for.
    package static let folders = ["/usr/local/bin", "/usr/bin", "/bin"]

    /// All that a scorer finds in its environment: nothing of ours, so nothing of ours can leak.
    package static let environment = ["LANG=C.UTF-8", "PATH=" + folders.joined(separator: ":"), "TZ=UTC"]

    /// The file to execute; `nil` if there is none that may be.
    package var executable: String? {
        func mayRun(_ path: String) -> Bool {
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
            return access(path, X_OK) == 0
        }
        // A nought would end the path for the system and not for a reader.
        guard !program.isEmpty, !([program] + arguments).contains(where: { $0.utf8.contains(0) }) else { return nil }
        if program.utf8.contains(UInt8(ascii: "/")) { return mayRun(program) ? program : nil }
        return Self.folders.map { $0 + "/" + program }.first(where: mayRun)
    }
}

/// What a scorer may use before it is ended.
package struct ScorerLimits: Sendable, Hashable {
    /// Seconds without an answer, and without a byte of the input being taken.
    package var rowSeconds = 30.0
    /// Seconds from start to end.
    package var totalSeconds = 3_600.0
    /// Seconds between asking it to end and ending it.
    package var graceSeconds = 0.3
    /// Processor seconds of each process.
    package var cpuSeconds = 3_600
    /// Bytes of address space of each process.
    package var memoryBytes = 16 << 30
    package var openFiles = 256
    /// Bytes of the longest answer.
    package var lineBytes = 1 << 20
    /// Answers that cannot be used, after which nothing more is expected of it.
    package var wrongLines = 100
    /// Bytes on its standard error.
    package var errorBytes = 16 << 20

    package init() {}
}
