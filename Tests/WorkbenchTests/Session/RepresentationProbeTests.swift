import Diagnostics
import Interchange
import TestSupport
import Testing

@testable import Workbench

@Suite("probe representation")
struct RepresentationProbeTests {
    private func run(_ line: String) async throws -> (output: String, failure: CommandFailure?) {
        let scratch = try ScratchFolder()
        var random = SeededRandom(seed: 7)
        var text = "place,sex,y,p\n"
        for row in 0..<500 {
            let place = row % 25 == 3 ? "" : ["A", "A", "B", "Z"].randomElement(using: &random) ?? ""
            text += "\(place),\(Int.random(in: 0..<3, using: &random) == 0 ? "f" : "m")"
            text += ",\(Int.random(in: 0..<2, using: &random)),\(Int.random(in: 0..<2, using: &random))\n"
        }
        try scratch.write(text, as: "rows.csv")
        try scratch.write(
            "dimension,level,persons\nplace,A,500\nplace,B,300\nplace,C,200\nsex,f,510\nsex,m,490\n", as: "census.csv")
        try scratch.write("dimension,level,persons\nplace,A,500\nplace,A,300\n", as: "twice.csv")
        try scratch.write("dimension,level,persons\nplace,A,-1\n", as: "negative.csv")
        let (reports, failure) = await Session().run(line: line.replacing("@", with: scratch.path + "/"))
        return (reports.map(\.output).joined(), failure)
    }

    @Test("Rows, loaded rows and counted figures tell the same shares")
    func answers() async throws {
        let (text, failure) = try await run(
            "probe representation in @rows.csv by place by sex census @census.csv rake to json")
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        let answer = try JSONValue.parse(Array(text.utf8))
        let places = try #require(answer["by"]?["place"])
        #expect(places["absent"]?.elements == [["place": "C"]])
        #expect(places["unlisted"]?.elements?.compactMap { $0["group"]?["place"]?.text } == ["Z", "(missing)"])
        let weights = try #require(answer["raking"]?["cells"]?.elements)
        #expect(weights.count == 4 && answer["raking"]?["unreachable"]?.elements == [["place": "C"]])
        let (loaded, _) = try await run(
            "load @rows.csv as r; probe representation of r by place by sex census @census.csv rake to json")
        #expect(loaded.hasSuffix(text))
        let (figured, broken) = try await run(
            "probe representation in @rows.csv by place by sex census @census.csv rake label y positive 1 prediction p metric accuracy to json"
        )
        #expect(broken == nil, "\(broken?.diagnostics.map(\.message) ?? [])")
        let second = try JSONValue.parse(Array(figured.utf8))
        #expect(second["raking"] == answer["raking"])
        func ratios(_ value: JSONValue) -> [JSONValue?]? {
            value["by"]?["place"]?["groups"]?.elements?.map { $0["representation-ratio"] }
        }
        #expect(ratios(second) == ratios(answer))
        #expect(second["by"]?["place"]?["coverage"]?["unmeasured"]?.elements == [["place": "C"]])
        let (table, _) = try await run(
            "probe representation in @rows.csv by place shares A=0.5, B=0.5 label y positive 1 prediction p metric accuracy"
        )
        #expect(table.contains("weighed by people") && table.contains("the population does not list: Z, (missing)"))
    }

    @Test(
        "What cannot be asked is refused",
        arguments: [
            ("census @census.csv", "E899"), ("by place", "E899"), ("by place, sex census @census.csv", "E899"),
            ("by p census @census.csv", "E899"), ("by place by sex shares A=1", "E899"),
            ("by place shares A=none", "E899"), ("by place shares A=0", "E899"), ("by place shares A=1, A=2", "E604"),
            ("by place by place census @census.csv", "E604"), ("by plaze shares A=1", "E102"),
            ("by place census @twice.csv", "E900"), ("by place census @negative.csv", "E900"),
            ("by place census @rows.csv", "E212"), ("by place shares A=1 gap 0", "E673"),
            ("by place shares A=1 cap 3", "E899"), ("by place shares A=1 persons 5", "E899"),
            ("by place shares B=1 rake cap 1", "E673"), ("by place shares Q=1 rake", "E899"),
            ("by place shares A=1 metric fpr label y positive 1 prediction p", "E899"),
            ("by place shares A=1 depth 2", "E676"),
        ])
    func refusals(rest: String, code: String) async throws {
        let (_, failure) = try await run("probe representation in @rows.csv \(rest)")
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? "nothing")")
    }
}
