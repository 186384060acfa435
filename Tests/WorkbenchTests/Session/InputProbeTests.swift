import Diagnostics
import Interchange
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("probe inputs, probe legibility")
struct InputProbeTests {
    private func run(_ line: String) async throws -> (output: String, failure: CommandFailure?) {
        let scratch = try ScratchFolder()
        try scratch.write(try FileReader.contents(of: KigezoProcess.messages), as: "messages.csv")
        try scratch.write("id,text,device\n1,hello urgent help,smart\n2,where is the form,basic\n", as: "home.csv")
        var (rows, model) = ("id,device,lang\n", "id,p\n")
        for row in 0..<60 {
            rows += "\(row),\(["smart", "basic", "fax", ""][row % 4]),\(row < 20 ? "a" : "b")\n"
            model += "\(59 - row),0.\(row % 5 + 1)\n"
        }
        try scratch.write(rows, as: "rows.csv")
        try scratch.write(model, as: "model.csv")
        let (reports, failure) = await Session().run(line: line.replacing("@", with: scratch.path + "/"))
        return (reports.map(\.output).joined(), failure)
    }

    @Test("Faults and reasons are told by group, of files and of loaded rows")
    func inputs() async throws {
        let (text, failure) = try await run(
            "probe inputs in @rows.csv features device home @home.csv by lang to json")
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        let answer = try JSONValue.parse(Array(text.utf8))
        let estimates = try #require(answer["estimates"]?.elements)
        let values = estimates.filter { $0["group"] == .object([]) }.map { $0["value"]?.double }
        #expect(values == [0.25, 1 / 3.0] && estimates.count == 6)
        let (loaded, _) = try await run(
            "load @rows.csv as r; probe inputs of r features device home @home.csv by lang to json")
        #expect(loaded.hasSuffix(text))
        let (table, broken) = try await run(
            "probe inputs in @messages.csv text text script script longest 35 reasons reason by language")
        #expect(broken == nil, "\(broken?.diagnostics.map(\.message) ?? [])")
        for words in ["truncated", "unreadable", "reason says nothing", "gets other reasons than everybody else"] {
            #expect(table.contains(words), "\(words)")
        }
    }

    @Test("A model that cannot read says so in words")
    func legibility() async throws {
        let question = "text text label label prediction decision score score by language"
        let (table, failure) = try await run("probe legibility in @messages.csv \(question) home @home.csv")
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        #expect(table.contains("this model cannot read am:") && !table.contains("cannot read en"))
        let (text, _) = try await run("probe legibility in @messages.csv \(question) to json")
        let answer = try JSONValue.parse(Array(text.utf8))
        let finding = try #require(answer["findings"]?.elements?.first)
        #expect(finding["key"]?.text == "cannot-read" && finding["group"]?["language"]?.text == "am")
        #expect(answer["groups"]?.elements?.first?["unseen-characters"] == .null)
        // Scores in a file of their own are joined by ids, whatever their order.
        let (joined, broken) = try await run(
            "probe legibility in @rows.csv text device id id predictions @model.csv score p by lang to json")
        #expect(broken == nil, "\(broken?.diagnostics.map(\.message) ?? [])")
        let groups = try #require(try JSONValue.parse(Array(joined.utf8))["groups"]?.elements)
        #expect(groups.count == 3 && groups[0]["constant-score"]?["value"]?.double == 9 / 45.0)
    }

    @Test(
        "What cannot be asked is refused",
        arguments: [
            ("inputs", "by language", "E902"), ("inputs", "features script longest 3", "E902"),
            ("inputs", "features script, script", "E604"), ("inputs", "text text longest 0", "E673"),
            ("inputs", "features script other x", "E902"), ("inputs", "text text script label", "E902"),
            ("inputs", "features nowhere", "E102"), ("inputs", "features script tolerance 1", "E676"),
            ("inputs", "features script by language, language", "E604"), ("legibility", "score score", "E902"),
            ("legibility", "text text", "E902"), ("legibility", "text text score nowhere", "E102"),
            ("legibility", "text text score language", "E214"), ("legibility", "text text prediction id", "E902"),
        ])
    func refusals(kind: String, rest: String, code: String) async throws {
        let (_, failure) = try await run("probe \(kind) in @messages.csv \(rest)")
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? "nothing")")
    }
}
