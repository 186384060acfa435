import Evidence
import Storage
import Tables

extension Benchmark {
    /// Two files brought together by id and counted, without keeping rows.
    static let joining = [
        Benchmark(name: "join-same-order", summary: "predictions of a second file in the order of the rows, counted") {
            try join($0, isShuffled: false)
        },
        Benchmark(name: "join-shuffled", summary: "the same with the second file in any order") {
            try join($0, isShuffled: true)
        },
    ]

    private static func join(_ bench: Bench, isShuffled: Bool) throws -> Work {
        let path = try bench.predictionsFile()
        let other = bench.path(isShuffled ? "shuffled.csv" : "same-order.csv")
        let count = max(1, bench.rows)
        // A step without a common divisor goes through all rows, each once.
        var step = isShuffled ? count * 5 / 8 | 1 : 1
        while greatestCommonDivisor(step, count) != 1 { step += 2 }
        var bytes = Array("id,decision\n".utf8)
        for row in 0..<count { bytes += "\(row * step % count + 1),\(row & 1)\n".utf8 }
        try AtomicFile.write(bytes, to: other)
        let base = ["label", "region", "language", "gender"].map { ColumnRequest($0, .category) }
        let decision = [ColumnRequest("decision", .category)]
        let options = ReadingOptions(takesDigest: false)
        let files = (
            KeyedFile(path: path, identifier: "id", columns: base, options: options),
            KeyedFile(path: other, identifier: "id", columns: decision, options: options)
        )
        let byteCount = try FileReader.contents(of: path).count + bytes.count
        return Work(rows: count, bytes: byteCount) {
            var counter = RowCounter(groups: [.init(categories: Array(0..<base.count + 1))])
            let joined = try TableReader.stream(
                joining: files.0, with: [files.1], columns: base + decision, into: &counter)
            guard counter.isComplete, joined.partners[0].meeting.matchedCount == count else {
                throw BenchmarkFailure(message: "a row has no partner")
            }
            return counter.entries(0).count
        }
    }

    private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
        b == 0 ? a : greatestCommonDivisor(b, a % b)
    }
}
