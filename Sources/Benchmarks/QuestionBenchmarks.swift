import Dispatch
import Evidence
import Tables
import Workbench

extension Benchmark {
    /// What a person waits for who asks about rows that are loaded; the aim of 20 ms is for 10,000,000 rows.
    static let questions = [
        Benchmark(
            name: "count-loaded", summary: "counting the five loaded columns of task A: a first question", budget: 0.02
        ) { bench in
            let columns = ["label", "prediction", "region", "language", "gender"]
            let table = try TableReader.read(
                path: bench.predictionsFile(), columns: .only(columns.map { ColumnRequest($0, .category) }),
                options: ReadingOptions(takesDigest: false))
            let narrow = columns.compactMap { table.category($0).flatMap { NarrowColumn($0) } }
            return Work(rows: table.rowCount) {
                guard let counts = NarrowCounter.counts(narrow, rowCount: table.rowCount),
                    counts.multiplicities.reduce(0, +) == table.rowCount
                else { throw BenchmarkFailure(message: "a row was not counted") }
                return counts.count
            }
        },
        question(
            "question-again", "seven rates by region × language × gender of loaded rows, asked before",
            "region,language,gender"),
        question("question-fewer", "the same by region, of what was counted for the one above", "region"),
    ]

    private static func question(_ name: String, _ summary: String, _ groups: String) -> Benchmark {
        Benchmark(name: name, summary: summary, budget: 0.02) { bench in
            let session = Session()
            let rates = "accuracy,selection-rate,tpr,fpr,fnr,precision,count"
            let path = try bench.predictionsFile()
            _ = try answer(
                "load '\(path)' as rows label label positive 1 prediction prediction id id limit groups=100000000",
                session)
            _ = try answer("metrics \(rates) by region,language,gender", session)
            return Work(rows: bench.rows) { try answer("metrics \(rates) by \(groups)", session) }
        }
    }

    /// The length of what a line answers.
    private static func answer(_ line: String, _ session: Session) throws -> Int {
        let reply = Reply()
        let isDone = DispatchSemaphore(value: 0)
        Task.detached {
            let (reports, failure) = await session.run(line: line)
            reply.count = failure == nil ? reports.reduce(0) { $0 + $1.output.utf8.count } : nil
            isDone.signal()
        }
        isDone.wait()
        guard let count = reply.count else { throw BenchmarkFailure(message: "'\(line)' failed") }
        return count
    }

    /// Written before the semaphore is signalled, read after.
    private final class Reply: @unchecked Sendable {
        var count: Int?
    }
}
