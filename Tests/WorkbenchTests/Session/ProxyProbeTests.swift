import Diagnostics
import Interchange
import TestSupport
import Testing

@testable import Workbench

@Suite("probe proxy")
struct ProxyProbeTests {
    private func run(_ line: String) async throws -> (output: String, failure: CommandFailure?) {
        let scratch = try ScratchFolder()
        var random = SeededRandom(seed: 2)
        var text = "who,sex,device,amount,ward,repaid,decided\n"
        for row in 0..<400 {
            let sex = Bool.random(using: &random) ? "f" : "m"
            let device = Int.random(in: 0..<5, using: &random) == 0 ? "" : sex == "f" ? "basic" : "smart"
            let amount = Int.random(in: 100..<900, using: &random)
            let repaid = Bool.random(using: &random) ? "yes" : "no"
            text += "p\(row / 2),\(sex),\(device),\(amount),w\(row % 7),\(repaid),\(device == "smart" ? "yes" : "no")\n"
        }
        try scratch.write(text, as: "rows.csv")
        let (reports, failure) = await Session().run(line: line.replacing("@", with: scratch.path + "/"))
        return (reports.map(\.output).joined(), failure)
    }

    @Test("Features are ranked, numbers are told apart from levels, and loaded rows answer alike")
    func answers() async throws {
        let question = "of sex features ward, amount, device prediction decided label repaid cluster who seed 3"
        let (text, failure) = try await run("probe proxy in @rows.csv \(question) to json")
        #expect(failure == nil)
        let answer = try JSONValue.parse(Array(text.utf8))
        let features = try #require(answer["features"]?.elements)
        #expect(features.first?["feature"]?.text == "device" && answer["kind"]?.text == "proxy")
        #expect(features.map { $0["numeric"] } == features.map { .bool($0["feature"]?.text == "amount") })
        let availability = features.compactMap { $0["availability"]?.double }
        #expect(availability == availability.sorted(by: >) && availability.count == 3)
        let (loaded, _) = try await run("load @rows.csv as r; probe proxy \(question) to json")
        #expect(loaded.hasSuffix(text))
        let (declared, _) = try await run("probe proxy in @rows.csv \(question) numbers amount to json")
        #expect(declared == text)
        let (table, _) = try await run("probe proxy in @rows.csv \(question) where ward != 'w3'")
        #expect(table.contains("read as numbers, in bins between deciles: amount") && table.contains("proxy score"))
    }

    @Test(
        "What cannot be asked is refused",
        arguments: [
            ("features ward", "E677"), ("of sex", "E677"), ("of sex features sex", "E604"),
            ("of sex features ward, ward", "E604"), ("of gender features ward", "E102"),
            ("of sex features ward numbers amount", "E677"), ("of sex features ward numbers ward", "E214"),
            ("of sex features ward by device", "E676"), ("of sex features ward where repaid = 'x'", "E678"),
        ])
    func refusals(rest: String, code: String) async throws {
        let (_, failure) = try await run("probe proxy in @rows.csv \(rest)")
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? "nothing")")
    }
}
