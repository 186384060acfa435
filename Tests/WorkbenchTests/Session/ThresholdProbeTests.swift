import Diagnostics
import Interchange
import TestSupport
import Testing

@testable import Workbench

@Suite("probe thresholds")
struct ThresholdProbeTests {
    private func run(_ line: String) async throws -> (output: String, failure: CommandFailure?) {
        let scratch = try ScratchFolder()
        var random = SeededRandom(seed: 8)
        var text = "who,sex,y,s,kind\n"
        for row in 0..<600 {
            let (sex, score) = (row % 3 == 0 ? "f" : "m", Int.random(in: 10..<90, using: &random))
            let label = Int.random(in: 0..<100, using: &random) < score + (row % 3 == 0 ? 10 : 0) ? 1 : 0
            text += "p\(row / 2),\(sex),\(label),0.\(score),\(["a", "b", "c"][row % 3])\n"
        }
        try scratch.write(text, as: "rows.csv")
        let (reports, failure) = await Session().run(line: line.replacing("@", with: scratch.path + "/"))
        return (reports.map(\.output).joined(), failure)
    }

    private static let roles = "label y positive 1 score s"

    @Test("Rows, loaded rows and cubes answer alike, with clusters in one half each")
    func answers() async throws {
        let question = "by sex cost-false-negative 2 cost-abstention 0.2 cluster who seed 3"
        let (text, failure) = try await run("probe thresholds in @rows.csv \(Self.roles) \(question) to json")
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        let answer = try JSONValue.parse(Array(text.utf8))
        #expect(answer["kind"]?.text == "thresholds" && answer["use"]?.text == "diagnostic")
        #expect(answer["splits-clusters"] == true && answer["sweep"]?.elements?.count == 11)
        let rows = (answer["chosen-on-rows"]?.integerValue ?? 0) + (answer["told-of-rows"]?.integerValue ?? 0)
        #expect(rows == 600 && answer["abstention"] != .null)
        #expect(answer["equalised"]?["selection-rate"]?["groups"]?.elements?.count == 2)
        let (loaded, _) = try await run("load @rows.csv as r \(Self.roles); probe thresholds \(question) to json")
        func same(_ text: String) -> String {
            text.drop { $0 != "{" }.split(separator: "\n").filter { !$0.contains("\"model\"") }.joined(separator: "\n")
        }
        #expect(same(loaded) == same(text))
        let (counted, _) = try await run(
            "cube build in @rows.csv \(Self.roles) by sex out @c.cube; probe thresholds in @c.cube by sex to json")
        #expect(counted.contains("\"kind\": \"thresholds\"") && counted.contains("\"splits-clusters\": false"))
        let (table, _) = try await run("probe thresholds in @rows.csv \(Self.roles) \(question)")
        for words in ["diagnostic", "half of the clusters", "equalised odds", "least cost", "to somebody else"] {
            #expect(table.contains(words), "\(words)")
        }
    }

    @Test("All thresholds as rows of a table, with a threshold for nobody")
    func all() async throws {
        let (text, failure) = try await run("probe thresholds in @rows.csv \(Self.roles) metrics accuracy all to csv")
        #expect(failure == nil)
        let lines = text.split(separator: "\n")
        #expect(lines[0].hasPrefix("threshold,accuracy,accuracy-lower") && lines.count == 82)
    }

    @Test(
        "What cannot be asked is refused",
        arguments: [
            ("by sex by kind", "E901"), ("metrics mcc", "E901"), ("metrics nothing", "E610"),
            ("cost-false-positive -1", "E673"), ("cost-false-positive 0 cost-false-negative 0", "E673"),
            ("front accuracy", "E115"), ("weight s", "E676"), ("by sox", "E102"),
        ])
    func refusals(rest: String, code: String) async throws {
        let (_, failure) = try await run("probe thresholds in @rows.csv \(Self.roles) \(rest)")
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? "nothing")")
        let (_, several) = try await run("probe thresholds in @rows.csv label kind prediction kind")
        #expect(several?.diagnostics.first?.code == "E901")
    }
}
