import Interchange

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What timing one benchmark gave.
struct Measurement {
    let benchmark: Benchmark
    let work: Benchmark.Work
    /// Seconds of wall time of each run, ascending.
    let seconds: [Double]
    /// Seconds of processor time of each run, all threads together, ascending; other programs hardly stretch it.
    let processorSeconds: [Double]
    /// The most memory the process held while it ran, in bytes; with what was prepared for it.
    let peakByteCount: Int

    var best: Double { seconds.first ?? 0 }
    var median: Double { Self.median(seconds) }
    /// What rates are made of and aims are held against.
    var processorMedian: Double { Self.median(processorSeconds) }
    /// The slowest run less the fastest, as a share of the median.
    var spread: Double { median > 0 ? ((seconds.last ?? 0) - best) / median : 0 }

    private static func median(_ sorted: [Double]) -> Double {
        sorted.isEmpty ? 0 : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    /// Runs a benchmark once to warm up and then as often as it wants.
    init(_ benchmark: Benchmark, in bench: Bench) throws {
        self.benchmark = benchmark
        let work = try benchmark.prepare(bench)
        self.work = work
        Self.forgetPeak()
        var check = try work.run()
        var seconds: [Double] = []
        var processorSeconds: [Double] = []
        for _ in 0..<max(5, benchmark.runs) {
            let start = (Self.now, Self.processorTime)
            check &+= try work.run()
            let end = (Self.now, Self.processorTime)
            seconds.append(end.0 - start.0)
            processorSeconds.append(end.1 - start.1)
        }
        // A result that nobody looks at could be optimised away.
        precondition(check != .min, "work has a result")
        self.seconds = seconds.sorted()
        self.processorSeconds = processorSeconds.sorted()
        peakByteCount = Self.peak
    }

    /// Seconds on a clock that never goes back.
    static var now: Double { read(CLOCK_MONOTONIC) }

    /// Seconds that all threads of this process have computed.
    private static var processorTime: Double { read(CLOCK_PROCESS_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// The peak of resident memory in bytes since `forgetPeak`, or since the start where the system cannot forget.
    private static var peak: Int {
        for line in SystemText.of("/proc/self/status").split(separator: "\n") where line.hasPrefix("VmHWM:") {
            if let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) {
                return kilobytes << 10
            }
        }
        var usage = rusage()
        #if canImport(Darwin)
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss
        #elseif canImport(Musl)
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss << 10
        #else
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            return usage.ru_maxrss << 10
        #endif
    }

    private static func forgetPeak() {
        let descriptor = open("/proc/self/clear_refs", O_WRONLY)
        guard descriptor >= 0 else { return }
        _ = write(descriptor, "5", 1)
        close(descriptor)
    }

    // MARK: Telling

    /// One line for a person.
    var line: String {
        let rows = work.rows > 0 ? "\((Double(work.rows) / processorMedian / 1e6).rounded(to: 2)) M" : ""
        let bytes = work.bytes > 0 ? "\((Double(work.bytes) / processorMedian / 1e6).rounded(to: 1))" : ""
        var parts = [
            benchmark.name.padded(to: 24), Self.text(median).padded(to: 10), Self.text(best).padded(to: 10),
            "\(Int((spread * 100).rounded())) %".padded(to: 7), Self.text(processorMedian).padded(to: 10),
            rows.padded(to: 8), bytes.padded(to: 7), "\(peakByteCount >> 20)".padded(to: 5),
        ]
        if let budget = benchmark.budget {
            parts.append("\(processorMedian <= budget ? "within" : "OVER") \(Self.text(budget))")
        }
        if !work.note.isEmpty { parts.append(work.note) }
        return parts.joined(separator: " ")
    }

    static let heading = [
        "benchmark".padded(to: 24), "median".padded(to: 10), "min".padded(to: 10), "spread".padded(to: 7),
        "processor".padded(to: 10), "rows/s".padded(to: 8), "MB/s".padded(to: 7), "MiB",
    ].joined(separator: " ")

    var json: JSONValue {
        .object([
            .init("name", .string(benchmark.name)), .init("summary", .string(benchmark.summary)),
            .init("seconds", .array(seconds.map { .number($0) })), .init("median", .number(median)),
            .init("processor-seconds", .array(processorSeconds.map { .number($0) })),
            .init("processor-median", .number(processorMedian)),
            .init("min", .number(best)), .init("spread", .number(spread)), .init("rows", .integer(work.rows)),
            .init("bytes", .integer(work.bytes)), .init("peak-bytes", .integer(peakByteCount)),
            .init("budget", benchmark.budget.map { .number($0) } ?? .null), .init("note", .string(work.note)),
        ])
    }

    static func text(_ seconds: Double) -> String {
        seconds >= 1
            ? "\(seconds.rounded(to: 2)) s"
            : seconds >= 1e-3 ? "\((seconds * 1e3).rounded(to: 2)) ms" : "\((seconds * 1e6).rounded(to: 1)) µs"
    }
}

extension String {
    /// The text with spaces behind it up to a width.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}

extension Double {
    /// The number with so many decimals at most.
    func rounded(to digits: Int) -> Double {
        let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
        return (self * scale).rounded() / scale
    }
}
