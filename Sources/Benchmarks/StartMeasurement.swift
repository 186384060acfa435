import Interchange
import Storage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How long the program takes to start, told as a ratio to the smallest C program started in turn with it.
struct StartMeasurement {
    let name: String
    /// Seconds of wall time from start to end, ascending.
    let seconds: [Double]
    let bareSeconds: [Double]
    let budget: Double

    static let runs = 41
    /// What is started, and the aim in seconds.
    static let starts: [(name: String, arguments: [String], budget: Double)] = [
        ("start-version", ["version"], 0.03), ("start-help", ["help"], 0.02),
    ]

    private static func median(_ sorted: [Double]) -> Double { sorted.isEmpty ? 0 : sorted[sorted.count / 2] }
    var median: Double { Self.median(seconds) }
    var ratio: Double { Self.median(bareSeconds) > 0 ? median / Self.median(bareSeconds) : 0 }

    /// Starts `program` and the bare program in turn.
    init(name: String, program: String, arguments: [String], bare: String, budget: Double) throws {
        self.name = name
        self.budget = budget
        var seconds: [Double] = []
        var bareSeconds: [Double] = []
        for run in 0...Self.runs {
            let own = try Self.time(program, arguments)
            let other = try Self.time(bare, [])
            // The first of each fills the page cache.
            if run > 0 {
                seconds.append(own)
                bareSeconds.append(other)
            }
        }
        self.seconds = seconds.sorted()
        self.bareSeconds = bareSeconds.sorted()
    }

    var line: String {
        let spread = median > 0 ? ((seconds.last ?? 0) - (seconds.first ?? 0)) / median : 0
        return [
            name.padded(to: 24), Measurement.text(median).padded(to: 10),
            Measurement.text(seconds.first ?? 0).padded(to: 10), "\(Int((spread * 100).rounded())) %".padded(to: 7),
            "".padded(to: 33),
            "\((seconds.first ?? 0) <= budget ? "within" : "OVER") \(Measurement.text(budget)) at best,",
            "\(ratio.rounded(to: 1)) × a C program that says hello (\(Measurement.text(Self.median(bareSeconds))))",
        ].joined(separator: " ")
    }

    var json: JSONValue {
        .object([
            .init("name", .string(name)), .init("seconds", .array(seconds.map { .number($0) })),
            .init("median", .number(median)), .init("min", .number(seconds.first ?? 0)),
            .init("ratio-to-c", .number(ratio)), .init("budget", .number(budget)),
        ])
    }

    /// Compiles the smallest C program.
    ///
    /// - Returns: its path.
    static func bareProgram(_ bench: Bench) throws -> String {
        let source = bench.path("hello.c")
        let program = bench.path("hello")
        try AtomicFile.write("#include <stdio.h>\nint main(void) { puts(\"hello\"); return 0; }\n", to: source)
        for compiler in ["/usr/bin/cc", "/usr/bin/clang", "/usr/local/bin/clang"] where access(compiler, X_OK) == 0 {
            _ = try time(compiler, ["-O2", "-o", program, source])
            if access(program, X_OK) == 0 { return program }
        }
        throw BenchmarkFailure(message: "no C compiler at /usr/bin/cc or /usr/bin/clang")
    }

    /// Seconds from starting a program to its end; what it prints is thrown away.
    private static func time(_ program: String, _ arguments: [String]) throws -> Double {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let start = Measurement.now
        guard posix_spawn(&child, program, &actions, nil, &words, environ) == 0 else {
            throw BenchmarkFailure(message: "cannot start \(program)")
        }
        var status: Int32 = 0
        guard waitpid(child, &status, 0) == child, status == 0 else {
            throw BenchmarkFailure(message: "\(program) \(arguments.joined(separator: " ")) failed")
        }
        return Measurement.now - start
    }
}
