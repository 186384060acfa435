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
        let header = "decided,phase,region,y,p,s\n"
        var (text, byPhase) = (header, ["2": header, "9": header, "10": header])
        for row in 0..<900 {
            let day = 20_454 + row / 5
            let score = Int.random(in: 1..<100, using: &random)
            let phase = row < 450 ? "2" : row < 700 ? "9" : "10"
            let decided = row % 50 == 7 ? "" : TimeUnit.day.text(of: day)
            var line = "\(decided),\(phase),\(["A", "B", "C"].randomElement(using: &random) ?? "")"
            line +=
                ",\(Int.random(in: 0..<100, using: &random) < score ? 1 : 0),\(score >= 50 ? 1 : 0),0.\(score + 100)\n"
            text += line
            byPhase[phase, default: ""] += line
        }
        for (phase, rows) in byPhase { try scratch.write(rows, as: "\(phase).csv") }
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

    @Test("One cube a window answers as the rows do, in the order of windows, by name or by pattern")
    func cubes() async throws {
        let built = ["10", "2", "9"].map {
            "cube build in @\($0).csv \(Self.roles) by region out @\($0).cube"
        }.joined(separator: "; ")
        func windows(_ text: String) throws -> [[JSONValue?]] {
            let from = try #require(text.firstIndex(of: "{"))
            return try #require(JSONValue.parse(Array(text[from...].utf8))["windows"]?.elements).map {
                [$0["windows"], $0["estimate"], $0["change"], $0["mix"], $0["groups"], $0["sequence"]]
            }
        }
        let question = "probe drift metric accuracy baseline 2 by region"
        let (rows, _, _) = try await run("\(question) time phase in @rows.csv \(Self.roles) to json")
        for files in ["@10.cube, @2.cube, @9.cube", "@*.cube"] {
            let (text, _, failure) = try await run("\(built); \(question) cubes \(files) to json")
            #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
            let (own, expected) = (try windows(text), try windows(rows))
            #expect(own == expected && own.count == 4)
        }
        let (_, _, twice) = try await run("\(built); \(question) cubes @2.cube, @2.cube")
        #expect(twice?.diagnostics.first?.code == "E861")
        let (_, _, both) = try await run("\(built); \(question) cubes @2.cube time phase")
        #expect(both?.diagnostics.first?.code == "E861")
    }

    @Test("Monitors are logged look by look with what they had to reach, and said in words")
    func monitors() async throws {
        let question = "probe drift metric selection-rate baseline 2 time phase by region in @rows.csv \(Self.roles)"
        let (text, _, failure) = try await run("\(question) tolerance 0.05 matured 0.9 to json")
        #expect(failure == nil)
        let answer = try JSONValue.parse(Array(text.utf8))
        let monitors = try #require(answer["monitors"]?.elements)
        #expect(monitors.map { $0["kind"]?.text } == ["rise", "fall", "gap", "gap", "gap"])
        #expect(monitors.allSatisfy { $0["looks"]?.elements?.count == 2 })
        #expect(answer["schedule"]?["monitors"]?.integerValue == 5 && answer["schedule"]?["tolerance"]?.double == 0.05)
        let (table, _, _) = try await run(question)
        #expect(table.contains("5 monitors share α 0.05"))
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
            ("time phase baseline 2 matured 2", "E862"), ("time phase baseline 2 tolerance 1.5", "E862"),
            ("time phaze baseline 2", "E102"), ("time phase per month baseline 2", "E249"),
        ])
    func refusals(rest: String, code: String) async throws {
        let (_, _, failure) = try await run("probe drift in @rows.csv \(Self.roles) \(rest)")
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? "nothing")")
    }
}
