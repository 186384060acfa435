import Tables
import Workbench

extension Benchmark {
    /// What a person waits for at the prompt.
    static let completion = [
        Benchmark(
            name: "complete-commonest",
            summary: "Tab where a value is expected: 100,000 distinct values, nothing typed",
            budget: 0.02
        ) { try complete("metrics tpr where place = ", $0) },
        Benchmark(
            name: "complete-beginning", summary: "the same with the beginning of a value typed", budget: 0.02
        ) { try complete("metrics tpr where place = 'Place 12", $0) },
        Benchmark(
            name: "complete-holding", summary: "the same with what no value begins with", budget: 0.02
        ) { try complete("metrics tpr where place = 'ace 12", $0) },
        Benchmark(
            name: "colour-line", summary: "the colours of a line of 1,000 names of which half are columns", budget: 0.02
        ) { bench in
            let highlighter = Highlighter(vocabulary: try vocabulary(bench))
            let line =
                "metrics tpr by " + (0..<1_000).map { $0 % 2 == 0 ? "place" : "plaze\($0)" }.joined(separator: ", ")
            return Work { highlighter.spans(of: line, cursor: line.count).count }
        },
    ]

    private static func complete(_ line: String, _ bench: Bench) throws -> Work {
        let completer = Completer(vocabulary: try vocabulary(bench))
        return Work(rows: bench.rows) {
            guard let found = completer.suggestions(for: line, at: line.count), found.entries.count == 50 else {
                throw BenchmarkFailure(message: "not fifty values were offered")
            }
            return found.range.count
        }
    }

    private static func vocabulary(_ bench: Bench) throws -> Vocabulary {
        let distinct = 100_000
        var text = "place\n"
        for row in 0..<max(bench.rows, distinct) { text += "Place \(row &* 7919 % distinct)\n" }
        let table = try TableReader.read(
            bytes: Array(text.utf8), as: "places.csv", columns: .all, options: ReadingOptions(takesDigest: false))
        return Vocabulary(rows: [(name: "places", table: table)])
    }
}
