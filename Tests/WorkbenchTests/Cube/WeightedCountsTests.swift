import Diagnostics
import Evidence
import Interchange
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Weighted numbers and errors counted where the rows live")
struct WeightedCountsTests {
    private let scratch: ScratchFolder
    private static let quantum = 0x1p-30

    init() throws { scratch = try ScratchFolder() }

    private func run(_ line: String) async -> [String] {
        let (_, failure) = await Session().run(line: line.replacing("@", with: scratch.path + "/"))
        return failure?.diagnostics.map { "\($0.code) \($0.message)" } ?? []
    }

    private func check(_ roles: String, _ header: String, _ lines: [String], _ rows: [MeasuredTwin.Row]) async throws {
        try scratch.write(([header] + lines).joined(separator: "\n") + "\n", as: "rows.csv")
        #expect(await run("cube build in @rows.csv \(roles) out @rows.cube force") == [])
        let digest = SHA256.hexadecimal(SHA256.digest(of: try FileReader.contents(of: scratch.file("rows.csv"))))
        let call = try #require(
            try CommandRegistry.standard.parse(line: "cube sql dialect duckdb from t \(roles) sha256 \(digest)").first)
        let answer = MeasuredTwin(declaration: try CubeCommand.declaration(call)).csv(rows)
        try scratch.write(answer, as: "counts.csv")
        #expect(await run("cube import @counts.csv out @engine.cube force") == [])
        let built = try FileReader.contents(of: scratch.file("rows.cube"))
        #expect(try FileReader.contents(of: scratch.file("engine.cube")) == built)
        // A weight that was changed in one row of the answer.
        let odd = answer.split(separator: "\n").map { line -> String in
            guard line.hasPrefix("decision,vvv.,a,") else { return String(line) }
            var fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            fields[7] = "\((Int128(fields[7]) ?? 0) + 1)"
            return fields.joined(separator: ",")
        }
        try scratch.write(odd.joined(separator: "\n") + "\n", as: "odd.csv")
        #expect(await run("cube import @odd.csv out @odd.cube force").first?.hasPrefix("E758") ?? false)
    }

    @Test("Numbers imported are the cube of the rows, byte for byte", arguments: ["sampling", "importance"])
    func numbers(kind: String) async throws {
        var random = SeededRandom(seed: 5)
        // Small enough for fourth powers to fit what the twin reckons with.
        func number() -> Int128? {
            Int.random(in: 0..<9, using: &random) == 0
                ? nil : Int128(Int.random(in: -(1 << 29)...1 << 29, using: &random))
        }
        let rows = (0..<150).map { _ in
            MeasuredTwin.Row(
                region: ["a", "b", nil].randomElement(using: &random) ?? nil, label: number(), prediction: number(),
                weight: [0, 0.1, 1, 2.5, 1e-9, 60_000_000].randomElement(using: &random) ?? 1)
        }
        func text(_ value: Int128?) -> String { value.map { "\(Double($0) * Self.quantum)" } ?? "" }
        try await check(
            "label paid prediction forecast outcome number by region weight w weights \(kind)",
            "region,paid,forecast,w",
            rows.map { "\($0.region ?? ""),\(text($0.label)),\(text($0.prediction)),\($0.weight)" }, rows)
    }

    @Test("Errors imported are the cube of the rows, byte for byte", arguments: [1, 3])
    func errors(kinds: Int) async throws {
        var random = SeededRandom(seed: 6)
        let rows = (0..<150).map { _ in
            MeasuredTwin.Row(
                region: ["a", "b", nil].randomElement(using: &random) ?? nil,
                label: Int.random(in: 0..<9, using: &random) == 0
                    ? nil : Int128(Int.random(in: 0...4_294_967_295, using: &random)),
                edits: Int.random(in: 0..<8, using: &random) == 0
                    ? [] : (0..<kinds).map { _ in Int128(Int.random(in: 0...4_294_967_295, using: &random)) },
                weight: [0, 0.3, 1, 7, 12_345.678].randomElement(using: &random) ?? 1)
        }
        let names = kinds == 1 ? ["e"] : ["s", "d", "i"]
        let roles = kinds == 1 ? "errors e" : "substitutions s deletions d insertions i"
        try await check(
            "\(roles) length words by region weight w", "region,words,\(names.joined(separator: ",")),w",
            rows.map { row in
                let edits = row.edits.isEmpty ? Array(repeating: "", count: kinds) : row.edits.map { "\($0)" }
                return ([row.region ?? "", row.label.map { "\($0)" } ?? ""] + edits + ["\(row.weight)"])
                    .joined(separator: ",")
            }, rows)
    }

    @Test("Sums that no cube holds are refused, however many rows they are spread over")
    func tooLarge() async throws {
        let roles = "errors e length words by region weight w"
        let call = try #require(
            try CommandRegistry.standard.parse(line: "cube sql dialect duckdb from t \(roles)").first)
        let declaration = try CubeCommand.declaration(call)
        let columns = CountsForm.columns(of: declaration)
        let rows = (0..<9).map { index in
            columns.map { column -> String in
                switch column {
                case "part": "decision"
                case "states": "vvv."
                case "key1": "r\(index)"
                case "label", "prediction": "errors"
                case "score", "spec": ""
                case "n": "1"
                case "w", "w2": "1"
                default: "\(Int128(1) << 125)"
                }
            }.joined(separator: ",")
        }
        let total = CSVText(isRaw: true).field(declaration.json.canonicalText(.compact))
        let none = Array(repeating: "0", count: columns.count - 7).joined(separator: ",")
        try scratch.write(
            ([columns.joined(separator: ","), "total,,,,,,\(none),\(total)"] + rows).joined(separator: "\n") + "\n",
            as: "counts.csv")
        #expect(await run("cube import @counts.csv out @x.cube").first?.hasPrefix("E758") ?? false)
    }
}
