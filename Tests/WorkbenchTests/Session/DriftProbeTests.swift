import Diagnostics
import Interchange
import Probes
import Tables
import TestSupport
import Testing

@testable import Workbench

@Suite("probe drift")
struct DriftProbeTests {
    private func run(_ line: String) async throws -> (output: String, notes: [String], failure: CommandFailure?) {
        let scratch = try ScratchFolder()
        var random = SeededRandom(seed: 4)
        var text = "decided,phase,region,y,p,s\n"
        for row in 0..<900 {
            let day = 20_454 + row / 5
            let score = Int.random(in: 1..<100, using: &random)
            let phase = row < 450 ? "2" : row < 700 ? "9" : "10"
            let decided = row % 50 == 7 ? "" : TimeUnit.day.text(of: day)
            text += "\(decided),\(phase),\(["A", "B", "C"].randomElement(using: &random) ?? "")"
            text +=
                ",\(Int.random(in: 0..<100, using: &random) < score ? 1 : 0),\(score >= 50 ? 1 : 0),0.\(score + 100)\n"
        }
        try scratch.write(text, as: "rows.csv")
        let (reports, failure) = await Session().run(line: line.replacing("@", with: scratch.path + "/"))
        return (reports.map(\.output).joined(), reports.flatMap(\.notes), failure)
    }

    private static let roles = "label y positive 1 prediction p score s"

    @Test(
        "Rows, loaded rows and cubes answer alike, by spans of time and by windows of their own",
        arguments: [
            ("time decided per month", "2026-01..2026-02"), ("time phase", "2"),
        ])
    func everyWay(time: String, baseline: String) async throws {
        let question = "probe drift metric accuracy baseline \(baseline) \(time) by region"
        let (rows, notes, failure) = try await run("\(question) in @rows.csv \(Self.roles) to json")
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        let answer = try JSONValue.parse(Array(rows.utf8))
        #expect(answer["kind"]?.text == "drift" && (answer["windows"]?.elements?.count ?? 0) >= 4)
        #expect(notes.contains { $0.contains("without a time") } == (time != "time phase"))
        let (loaded, _, _) = try await run("load @rows.csv as r \(Self.roles); \(question) to json")
        func same(_ text: String) -> String {
            text.drop { $0 != "{" }.split(separator: "\n").filter { !$0.contains("\"model\"") }.joined(separator: "\n")
        }
        #expect(same(loaded) == same(rows))
        let counted = time == "time phase" ? "by region, phase" : "by region \(time)"
        let (built, _, broken) = try await run(
            "cube build in @rows.csv \(Self.roles) \(counted) out @c.cube; \(question) in @c.cube to json")
        #expect(broken == nil && same(built) == same(rows))
    }

    @Test("Windows that are numbers are in their order")
    func order() {
        #expect(DriftSearch.ordered(["10", "9", "2"]) == ["2", "9", "10"])
        #expect(DriftSearch.ordered(["2026-W10", "2026-W09", "2025-W52"]) == ["2025-W52", "2026-W09", "2026-W10"])
    }

    @Test(
        "What cannot be asked is refused",
        arguments: [
            ("time phase", "E679"), ("baseline 2", "E679"), ("time phase baseline 3", "E679"),
            ("time phase baseline 9..2", "E679"), ("time phase baseline 2..7", "E679"),
            ("time phase baseline 2 metric nothing", "E610"), ("time phase baseline 2 support 0.1", "E676"),
            ("time phaze baseline 2", "E102"), ("time phase per month baseline 2", "E249"),
        ])
    func refusals(rest: String, code: String) async throws {
        let (_, _, failure) = try await run("probe drift in @rows.csv \(Self.roles) \(rest)")
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? "nothing")")
    }
}
