import Foundation
import Interchange

/// Times what the program is made of: `swift run -c release Benchmarks [--json] [--rows N] [NAME…]`.
///
/// A name may be the beginning of several. Figures are medians of at least five runs after one to warm up. Wall time
/// depends on what else the machine is doing, so rates are made of processor time and aims are held against it; compare
/// figures of one run with each other.
@main
struct Benchmarks {
    private var rows = 1_000_000
    private var isJSON = false
    private var names: [String] = []

    static func main() {
        do {
            var program = Benchmarks()
            try program.take(Array(CommandLine.arguments.dropFirst()))
            try program.run()
        } catch let failure as BenchmarkFailure {
            say(failure.message)
            exit(2)
        } catch {
            say("\(error)")
            exit(1)
        }
    }

    private static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    private mutating func take(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            switch word {
            case "--json": isJSON = true
            case "--rows":
                guard let number = rest.popFirst().flatMap({ Int($0) }), number > 0 else {
                    throw BenchmarkFailure(message: "--rows takes a number above 0")
                }
                rows = number
            case "--list":
                for benchmark in Benchmark.all { print("\(benchmark.name.padded(to: 26)) \(benchmark.summary)") }
                for start in StartMeasurement.starts {
                    print("\(start.name.padded(to: 26)) the program from start to end")
                }
                exit(0)
            default:
                guard
                    (Benchmark.all.map(\.name) + StartMeasurement.starts.map(\.name)).contains(where: {
                        $0.hasPrefix(word)
                    })
                else { throw BenchmarkFailure(message: "no benchmark begins with '\(word)'; --list names them") }
                names.append(word)
            }
        }
    }

    private func isWanted(_ name: String) -> Bool { names.isEmpty || names.contains { name.hasPrefix($0) } }

    private func run() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kigezo-benchmarks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let bench = Bench(rows: rows, folder: folder.path)
        var results: [JSONValue] = []
        if !isJSON {
            print("\(rows) rows, \(ProcessInfo.processInfo.activeProcessorCount) cores\n")
            print(Measurement.heading)
        }
        for benchmark in Benchmark.all where isWanted(benchmark.name) {
            let measurement = try Measurement(benchmark, in: bench)
            results.append(measurement.json)
            if !isJSON { print(measurement.line) }
        }
        for measurement in try starts(bench) {
            results.append(measurement.json)
            if !isJSON { print(measurement.line) }
        }
        if isJSON {
            let document = JSONValue.object([
                .init("rows", .integer(rows)), .init("cores", .integer(ProcessInfo.processInfo.activeProcessorCount)),
                .init("date", .string(Date().formatted(.iso8601))), .init("benchmarks", .array(results)),
            ])
            print(document.canonicalText())
        }
    }

    private func starts(_ bench: Bench) throws -> [StartMeasurement] {
        let wanted = StartMeasurement.starts.filter { isWanted($0.name) }
        guard !wanted.isEmpty else { return [] }
        let program = (Bundle.main.executableURL?.deletingLastPathComponent() ?? URL(filePath: "."))
            .appending(path: "kigezo").path
        guard FileManager.default.isExecutableFile(atPath: program) else {
            Self.say("start-up left out: there is no \(program); swift build -c release --product kigezo makes it")
            return []
        }
        let bare = try StartMeasurement.bareProgram(bench)
        return try wanted.map {
            try StartMeasurement(
                name: $0.name, program: program, arguments: $0.arguments, bare: bare, budget: $0.budget)
        }
    }
}
