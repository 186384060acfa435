import Evidence
import Tables

extension Benchmark {
    /// From columns to cells.
    static let counting = [
        Benchmark(name: "cube-decisions", summary: "counting region × language × gender × label × prediction") {
            bench in
            let rows = try SampleRows(bench, withScores: false).rows
            return Work(rows: rows.count) { EvidenceCube(counting: rows).rows }
        },
        Benchmark(name: "cube-scores", summary: "the same with the exact table of scores") { bench in
            let rows = try SampleRows(bench, withScores: true).rows
            return Work(rows: rows.count) { EvidenceCube(counting: rows).rows }
        },
        Benchmark(name: "project-decisions", summary: "the decision cube of three dimensions down to one") { bench in
            let cube = EvidenceCube(counting: try SampleRows(bench, withScores: false).rows)
            return Work { cube.evidence(by: ["region"]).count }
        },
        Benchmark(name: "project-scores", summary: "the score cube of three dimensions down to one") { bench in
            let cube = EvidenceCube(counting: try SampleRows(bench, withScores: true).rows)
            return Work { cube.evidence(by: ["region"]).count }
        },
    ]
}

/// The generated predictions as rows to count, by region, language and gender.
struct SampleRows {
    let rows: EvidenceRows

    /// - Parameter shift: added to the scores before deciding; another model on the same people.
    init(_ bench: Bench, withScores: Bool, shift: Double = 0) throws {
        let dimensions = ["region", "language", "gender"]
        let table = try TableReader.read(
            path: bench.predictionsFile(),
            columns: .only(
                [ColumnRequest("score", .number)] + (["label"] + dimensions).map { ColumnRequest($0, .category) }),
            options: ReadingOptions(takesDigest: false))
        guard let label = table.category("label"), let score = table.number("score") else {
            throw BenchmarkFailure(message: "the generated file has other columns")
        }
        let codes = label.levels.map { UInt16($0 == "1" ? 1 : 0) }
        let scores = score.values.map { min(1, max(0, $0 + shift)) }
        rows = EvidenceRows(
            dimensions: dimensions.compactMap { name in
                table.category(name).map { .init(name: name, levels: $0.levels, codes: $0.codes) }
            }, classes: ["0", "1"], labels: label.codes.map { codes[Int($0)] },
            predictions: scores.map { $0 >= 0.5 ? 1 : 0 }, scores: withScores ? [scores] : [])
    }
}
