import CZlib
import Evidence
import Storage
import Tables

extension Benchmark {
    /// From bytes of a file to columns.
    static let reading = [
        csv("csv-tokenise", "finding and checking every record and field, keeping none", []),
        csv(
            "csv-counting-columns", "the five category columns that task A needs",
            ["label", "prediction", "region", "language", "gender"].map { ColumnRequest($0, .category) }),
        Benchmark(
            name: "csv-count-while-reading", summary: "the same, counted chunk by chunk without keeping a row",
            prepare: countWhileReading),
        csv(
            "csv-numbers", "two number columns",
            [ColumnRequest("score", .number), ColumnRequest("income", .number)]),
        csv(
            "csv-everything", "all twelve columns: identifiers, numbers and categories",
            [ColumnRequest("id", .identifier), ColumnRequest("score", .number), ColumnRequest("income", .number)]
                + ["label", "prediction", "region", "language", "gender", "age_band", "urban", "device", "month"].map {
                    ColumnRequest($0, .category)
                }),
        csv(
            "csv-digest", "the five columns of task A, and the SHA-256 of the file on the way",
            ["label", "prediction", "region", "language", "gender"].map { ColumnRequest($0, .category) },
            takesDigest: true),
        Benchmark(name: "gzip-counting-columns", summary: "the five columns of task A from a gzip file; MB/s of text") {
            bench in
            let text = try FileReader.contents(of: bench.predictionsFile())
            let path = bench.path("predictions.csv.gz")
            try compress(text, to: path)
            return work(
                path, bytes: text.count,
                ["label", "prediction", "region", "language", "gender"].map { ColumnRequest($0, .category) })
        },
    ]

    private static func csv(
        _ name: String, _ summary: String, _ columns: [ColumnRequest], takesDigest: Bool = false
    ) -> Benchmark {
        Benchmark(name: name, summary: summary) { bench in
            let path = try bench.predictionsFile()
            return work(path, bytes: try fileSize(path), columns, takesDigest: takesDigest)
        }
    }

    @Sendable private static func countWhileReading(_ bench: Bench) throws -> Work {
        let path = try bench.predictionsFile()
        let columns = ["label", "prediction", "region", "language", "gender"].map { ColumnRequest($0, .category) }
        return Work(rows: bench.rows, bytes: try fileSize(path)) {
            var counter = RowCounter(groups: [.init(categories: Array(columns.indices))])
            let options = ReadingOptions(takesDigest: false)
            let table = try TableReader.stream(path: path, columns: columns, options: options, into: &counter)
            guard counter.isComplete, counter.entries(0).multiplicities.reduce(0, +) == table.rowCount else {
                throw BenchmarkFailure(message: "a row was not counted")
            }
            return table.rowCount
        }
    }

    private static func work(
        _ path: String, bytes: Int, _ columns: [ColumnRequest], takesDigest: Bool = false
    ) -> Work {
        var options = ReadingOptions()
        options.takesDigest = takesDigest
        func read() throws -> Int {
            try TableReader.read(path: path, columns: .only(columns), options: options).rowCount
        }
        return Work(rows: (try? read()) ?? 0, bytes: bytes, run: read)
    }

    private static func fileSize(_ path: String) throws -> Int { try FileReader(path: path).expectedByteCount ?? 0 }

    private static func compress(_ bytes: [UInt8], to path: String) throws {
        guard let file = gzopen(path, "wb1") else { throw BenchmarkFailure(message: "cannot write \(path)") }
        // zlib takes at most 32 bits of length at a time.
        var written = 0
        while written < bytes.count {
            let count = min(1 << 20, bytes.count - written)
            let done = bytes[written..<written + count].withUnsafeBytes {
                gzwrite(file, $0.baseAddress, UInt32($0.count))
            }
            guard done == Int32(count) else { throw BenchmarkFailure(message: "cannot write \(path)") }
            written += count
        }
        guard gzclose(file) == Z_OK else { throw BenchmarkFailure(message: "cannot write \(path)") }
    }
}
