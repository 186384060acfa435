import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Commands that are stopped")
struct SupervisedSessionTests {
    @Test("A load that is stopped loads nothing, wherever it is stopped, and a line stops with it")
    func load() async throws {
        let folder = try ScratchFolder()
        let path = try folder.write(SmallScenario().rows, as: "rows.csv")
        for asks in 0..<1_000 {
            let supervisor = StoppingSupervisor(after: asks)
            let session = Session(environment: .init(supervisor: supervisor))
            let (reports, failure) = await session.run(line: "version; load '\(path)' as rows; version")
            guard supervisor.isUsedUp else {
                #expect(failure == nil && reports.count == 3)
                #expect(asks > 3)
                return
            }
            if let failure {
                #expect(failure.diagnostics.map(\.code) == ["E258"] && failure.exitStatus == .interrupted)
                #expect(reports.count < 3)
            }
        }
        Issue.record("no load gets through")
    }

    @Test("A run that is stopped writes whole scenarios or nothing of them, and begins no other")
    func run() async throws {
        let data = try ScratchFolder()
        try SmallScenario().write(into: data)
        var outcomes: Set<Int> = []
        for asks in 0..<1_000 {
            let out = try ScratchFolder()
            let supervisor = StoppingSupervisor(after: asks)
            let session = Session(environment: .init(supervisor: supervisor))
            let arguments = ["run", data.file("small"), data.file("nothing"), "--out", out.path]
            let files: [String]
            do throws(CommandFailure) {
                let report = try await session.run(arguments: arguments)
                files = (try? FolderListing.names(in: out.file("small"))) ?? []
                if report.exitStatus == .interrupted {
                    #expect(report.notes.contains { $0.contains("E258") })
                } else {
                    #expect(files.contains("assessment.json"))
                    #expect(outcomes.contains(0))
                    return
                }
            } catch {
                // Before anything was begun: at the start, and at each of the two scenario files.
                #expect(error.exitStatus == .interrupted && asks < 4)
                files = []
            }
            #expect(files.isEmpty || files.contains("assessment.json"))
            #expect(!files.contains { $0.hasSuffix(".tmp") })
            outcomes.insert(files.count)
        }
        Issue.record("no run gets through")
    }
}
