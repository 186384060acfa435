import Diagnostics
import Evidence
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Errors of texts counted where the rows live")
struct ErrorCountsTests {
    private let scratch: ScratchFolder
    private let rows:
        [(language: String, substitutions: Int?, deletions: Int?, insertions: Int?, words: Int?, times: Int)]

    init() throws {
        scratch = try ScratchFolder()
        var random = SeededRandom(seed: 12)
        rows = (0..<200).map { _ in
            let isCounted = Int.random(in: 0..<8, using: &random) > 0
            func count(_ limit: Int) -> Int? { isCounted ? Int.random(in: 0...limit, using: &random) : nil }
            return (
                ["am", "", "ha", "om"][Int.random(in: 0..<4, using: &random)], count(5), count(3), count(4_000_000_000),
                Int.random(in: 0..<9, using: &random) == 0 ? nil : Int.random(in: 0...40, using: &random),
                Int.random(in: 0...3, using: &random)
            )
        }
        func text(_ value: Int?) -> String { value.map { "\($0)" } ?? "" }
        let lines = rows.map {
            "\($0.language),\(text($0.substitutions)),\(text($0.deletions)),\(text($0.insertions)),\(text($0.words)),\($0.times)"
        }
        try scratch.write("language,s,d,i,words,times\n" + lines.joined(separator: "\n") + "\n", as: "rows.csv")
    }

    private func run(_ line: String) async -> (output: String, codes: [String]) {
        let (reports, failure) = await Session().run(line: line.replacing("@", with: scratch.path + "/"))
        return (reports.map(\.output).joined(), failure?.diagnostics.map(\.code) ?? [])
    }

    /// What an engine answers: the slow twin of the statement.
    private func answer(_ specification: String, isWeighted: Bool, faulty: Int = 0) -> String {
        var cells: [String: [Int128]] = [:]
        for row in rows {
            let times = Int128(isWeighted ? row.times : 1)
            let edits = [row.substitutions, row.deletions, row.insertions].compactMap { $0.map { Int128($0) } }
            let (e, n) = (edits.reduce(0, +), Int128(row.words ?? 0))
            let isJudged = !edits.isEmpty && row.words != nil
            let sums = (edits.isEmpty ? [0, 0, 0] : edits) + [e, n] + (isJudged ? [e * e, e * n, n * n] : [0, 0, 0])
            let states =
                (row.language.isEmpty ? "m" : "v") + (row.words == nil ? "m" : "v") + (edits.isEmpty ? "m" : "v") + "."
            let key =
                "\(states),\(row.language),\(row.words == nil ? "" : "errors"),\(edits.isEmpty ? "" : "errors"),"
            let own = cells[key] ?? Array(repeating: 0, count: 9)
            cells[key] = zip(own, [1] + sums).map { $0 + times * $1 }
        }
        func line(_ part: String, _ key: String, _ sums: [Int128], _ spec: String = "") -> String {
            "\(part),\(key),\(sums.map { "\($0)" }.joined(separator: ",")),\(spec)"
        }
        let total = cells.values.reduce(Array(repeating: 0, count: 9)) { zip($0, $1).map { $0 + $1 } }
        let none: [Int128] = Array(repeating: 0, count: 8)
        let header =
            "part,states,key1,label,prediction,score,n,substitutions,deletions,insertions,errors,reference_length,"
            + "squared_errors,errors_by_length,squared_length,spec"
        let quoted = "\"" + specification.replacing("\"", with: "\"\"") + "\""
        return
            ([header, line("total", ",,,,", total, quoted)]
            + cells.map { line("decision", $0.key, $0.value) }
            + (isWeighted ? [line("bad-weight", ",,,,", [0] + none)] : [])
            + [line("bad-count", ",,,,", [Int128(faulty)] + none)]).joined(separator: "\n") + "\n"
    }

    @Test(
        "The answer imported is the cube of the rows, byte for byte", arguments: ["", "weight times weights frequency"])
    func sameBytes(weights: String) async throws {
        let roles = "substitutions s deletions d insertions i length words by language \(weights)"
        #expect(await run("cube build in @rows.csv \(roles) out @rows.cube").codes.isEmpty)
        let rows = try FileReader.contents(of: scratch.file("rows.cube"))
        let digest = SHA256.hexadecimal(SHA256.digest(of: try FileReader.contents(of: scratch.file("rows.csv"))))
        let statement = await run("cube sql dialect duckdb from texts \(roles) sha256 \(digest)").output
        let start = try #require(statement.firstRange(of: "'{"))
        let end = try #require(statement.firstRange(of: "}' AS spec"))
        let specification = String(statement[statement.index(after: start.lowerBound)...end.lowerBound])
        try scratch.write(answer(specification, isWeighted: !weights.isEmpty), as: "counts.csv")
        #expect(await run("cube import @counts.csv out @engine.cube").codes.isEmpty)
        #expect(try FileReader.contents(of: scratch.file("engine.cube")) == rows)
        // Rows without good counts, sums that were changed, and an answer without its last row.
        try scratch.write(answer(specification, isWeighted: !weights.isEmpty, faulty: 2), as: "bad.csv")
        #expect(await run("cube import @bad.csv out @bad.cube").codes == ["E694"])
        let good = answer(specification, isWeighted: !weights.isEmpty)
        try scratch.write(good.split(separator: "\n").dropLast().joined(separator: "\n") + "\n", as: "bad.csv")
        #expect(await run("cube import @bad.csv out @bad.cube").codes == ["E754"])
        let place = try #require(good.firstRange(of: "decision,vvv.,am,errors,errors,,"))
        try scratch.write(good.replacingCharacters(in: place, with: "decision,vvv.,am,errors,errors,,1"), as: "bad.csv")
        #expect(await run("cube import @bad.csv out @bad.cube").codes == ["E758"])
    }
}

extension String {
    /// The text with a part of it replaced.
    fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
        String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
    }
}
