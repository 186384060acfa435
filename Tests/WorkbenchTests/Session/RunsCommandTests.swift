import Diagnostics
import Interchange
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("metrics runs: one model run several times")
struct RunsCommandTests {
    private static let rows = (0..<240).map { row -> String in
        let (run, item) = (row % 4, row / 4)
        let label = item % 2
        let right = (item * 7 + run * 3) % 10 < 7
        return "\(item),\(item % 3 == 0 ? "a" : "b"),r\(run),\(label),\(right ? label : 1 - label)"
    }

    private func run(_ line: String) async throws -> JSONValue {
        let (reports, failure) = await Session().run(line: line)
        try #require(failure == nil, "\(String(describing: failure?.diagnostics))")
        return try JSONValue.parse(Array(reports.map(\.output).joined().utf8), from: "output")
    }

    @Test("The figure is the mean of the runs' own, with each of them beside it")
    func mean() async throws {
        let scratch = try ScratchFolder()
        try scratch.write("item,g,run,y,p\n" + Self.rows.joined(separator: "\n") + "\n", as: "runs.csv")
        let base = "accuracy, tpr in '\(scratch.file("runs.csv"))' label y positive 1 prediction p"
        let document = try await run("metrics \(base) by g runs run to json")
        let single = try await run("metrics \(base) by g, run to json")
        let records = try #require(document["estimates"]?.elements)
        #expect(records.count == 4)
        for record in records {
            let own = (single["estimates"]?.elements ?? []).filter {
                $0["metric"] == record["metric"] && $0["group"]?["g"] == record["group"]?["g"]
            }.compactMap { $0["value"]?.double }
            #expect(own.count == 4)
            let value = try #require(record["value"]?.double)
            #expect(abs(own.reduce(0, +) / 4 - value) < 1e-12)
            #expect(record["runs"]?.elements?.compactMap(\.double) == own)
            let (lower, upper) = (record["interval"]?["lower"]?.double ?? 1, record["interval"]?["upper"]?.double ?? 0)
            #expect(lower < value && value < upper)
        }
    }

    @Test(
        "What cannot be answered is refused with its place",
        arguments: [
            ("runs run unlabelled all", "E682"), ("runs run units g", "E682"), ("by run runs run", "E604"),
            ("runs run where run = 'r1'", "E682"), ("runs run stages human=y", "E682"),
            ("by g shrunken stages human=y", "E627"), ("by g shrunken unlabelled all", "E627"),
            ("units g stages human=y", "E628"),
        ])
    func refused(clauses: String, code: String) async throws {
        let scratch = try ScratchFolder()
        try scratch.write("item,g,run,y,p\n" + Self.rows.joined(separator: "\n") + "\n", as: "runs.csv")
        let (_, failure) = await Session().run(
            line: "metrics accuracy in '\(scratch.file("runs.csv"))' label y positive 1 prediction p \(clauses)")
        #expect(failure?.diagnostics.first?.code == code)
    }
}
