import Diagnostics
import Foundation
import Scenarios
import Testing

@Suite("Scenario files: opening them")
struct ScenarioFileLoadTests {
    private static let text = """
        {kigezo: 1, name: a, title: A, risk: low, models: {m: {prediction: p}},
         data: {file: a.csv, label: y, provenance: {retain-until: 2999-12-31}}}
        """

    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "scenario-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    private func load(_ path: String, today: String? = nil) throws(ScenarioError) -> Scenario {
        try ScenarioFile.load(path, today: today, metricNamed: ScenarioFileFixtures.metric)
    }

    private func codes(_ path: String) -> [String] {
        do {
            _ = try load(path)
            return []
        } catch {
            return error.diagnostics.map(\.code)
        }
    }

    @Test("A file and its folder load the same scenario")
    func folderOrFile() throws {
        try inFolder { folder in
            try Self.text.write(toFile: folder + "/scenario.yaml", atomically: true, encoding: .utf8)
            for path in [folder, folder + "/", folder + "/scenario.yaml"] {
                let scenario = try load(path)
                #expect(scenario.folder == folder)
                #expect(scenario.file == folder + "/scenario.yaml")
            }
        }
    }

    @Test("What is no scenario file is told of, not opened")
    func refused() throws {
        try inFolder { folder in
            #expect(codes(folder) == ["E401"])
            #expect(codes(folder + "/nothing.yaml") == ["E401"])
            #expect(codes("") == ["E401"])
            #expect(codes(folder + "/a\0b") == ["E401"])
            #expect(codes("/dev/null") == ["E401"])
            #expect(mkfifo(folder + "/pipe", 0o600) == 0)
            #expect(codes(folder + "/pipe") == ["E401"])
            try FileManager.default.createDirectory(
                atPath: folder + "/scenario.yaml", withIntermediateDirectories: true)
            #expect(codes(folder) == ["E401"])
        }
    }

    @Test("A file of a mebibyte is read, and one byte more is refused", arguments: [0, 1])
    func size(excess: Int) throws {
        try inFolder { folder in
            let filler = String(repeating: "#", count: ScenarioFile.sizeLimit - Self.text.utf8.count - 1 + excess)
            try (Self.text + "\n" + filler).write(toFile: folder + "/scenario.yaml", atomically: true, encoding: .utf8)
            #expect(codes(folder) == (excess == 0 ? [] : ["E401"]))
        }
    }

    @Test(
        "Data may be used through the last day of their retention",
        arguments: [("2999-12-31", true), ("3000-01-01", false), (nil, true)] as [(String?, Bool)])
    func retention(today: String?, isRead: Bool) throws {
        try inFolder { folder in
            try Self.text.write(toFile: folder + "/scenario.yaml", atomically: true, encoding: .utf8)
            if isRead {
                _ = try load(folder, today: today)
            } else {
                let error = try #require(throws: ScenarioError.self) { try load(folder, today: today) }
                #expect(error.diagnostics.map(\.code) == ["E415"])
            }
        }
    }

    @Test("A byte order mark is dropped, and columns do not count it")
    func byteOrderMark() throws {
        #expect(ScenarioFileFixtures.problems(Array(("\u{FEFF}" + Self.text).utf8)).isEmpty)
        let problems = ScenarioFileFixtures.problems(Array("\u{FEFF}{zzzz: 1}".utf8))
        #expect(problems.contains { $0.code == "E407" && $0.location?.column == 2 })
    }

    @Test("More problems than anyone reads are counted")
    func limit() {
        let problems = ScenarioFileFixtures.problems((0..<80).map { "key\($0): 1\n" }.joined())
        #expect(problems.count == ScenarioError.reportLimit + 1)
        // 80 unknown keys and six that are missing.
        #expect(problems.last?.message == "and 36 more")
        #expect(problems.last?.severity == .note)
    }
}
