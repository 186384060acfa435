import Diagnostics
import TestSupport
import Testing

@testable import Workbench

@Suite("What a session remembers")
struct StateCommandTests {
    private static let load = "load '\(KigezoProcess.loans)' as"

    /// The output of the last command of each line; the session is the same for all.
    private func run(_ session: Session, _ line: String) async -> (output: String, failure: CommandFailure?) {
        let (reports, failure) = await session.run(line: line)
        return (reports.last?.output ?? "", failure)
    }

    @Test("The last result is printed again, filtered and in another format, as it would have been at once")
    func last() async throws {
        let session = Session()
        let question =
            "metrics tpr, selection-rate in '\(KigezoProcess.loans)' label repaid positive yes prediction approved by region"
        let table = await run(session, question)
        #expect(table.failure == nil && table.output.contains("Kisumu"))
        #expect(await run(session, "last").output == table.output)
        for format in OutputFormat.allCases {
            let again = await run(session, "last to \(format.rawValue)").output
            #expect(await run(Session(), question + " to \(format.rawValue)").output == again, "\(format)")
        }
        let sorted = await run(session, "last to csv | sort value desc | head 2").output
        #expect(await run(Session(), question + " to csv | sort value desc | head 2").output == sorted)
        // What prints no result leaves it, and so does an error.
        _ = await run(session, "version")
        #expect(await run(session, "describe /nowhere.csv").failure != nil)
        #expect(await run(session, "last").output == table.output)
        #expect(await run(session, "last | sort nowhere").failure != nil)
        _ = await run(session, "describe '\(KigezoProcess.loans)'")
        #expect(await run(session, "last").output.contains("commonest values"))
    }

    @Test("Without a result there is nothing to print again")
    func noLast() async {
        let failure = await run(Session(), "last").failure
        #expect(failure?.diagnostics.first?.code == "E644" && failure?.exitStatus == .usage)
    }

    @Test("Loading and dropping are taken back and made again, one or several at once")
    func undo() async {
        let session = Session()
        func loaded() async -> [String] { await session.vocabulary.rows.map(\.name) }
        _ = await run(session, "\(Self.load) a; \(Self.load) b")
        #expect(await run(session, "drop a").output == "  loaded: b\n")
        #expect(await loaded() == ["b"])
        #expect(await run(session, "undo").output == "  took back: drop a\n  loaded: a, b\n")
        #expect(await loaded() == ["a", "b"])
        #expect(
            await run(session, "undo 2").output == "  took back: load b\n  took back: load a\n  nothing is loaded\n")
        #expect(await loaded().isEmpty)
        #expect(await run(session, "redo 3").output.hasSuffix("  made again: drop a\n  loaded: b\n"))
        #expect(await loaded() == ["b"])
        // A dataset of the same name comes back as it was.
        _ = await run(session, "\(Self.load) b label repaid positive yes prediction approved")
        #expect(await run(session, "metrics tpr").failure == nil)
        _ = await run(session, "undo")
        #expect(await run(session, "metrics tpr").failure != nil)
        // A new change ends what could be made again.
        _ = await run(session, "drop b")
        #expect(await run(session, "redo").failure?.diagnostics.first?.code == "E646")
    }

    @Test("Too many steps change nothing, and neither does a line that fails before")
    func tooMany() async {
        let session = Session()
        #expect(await run(session, "undo").failure?.diagnostics.first?.message == "there is nothing to take back")
        _ = await run(session, "\(Self.load) a")
        for line in ["undo 2", "undo 0", "redo", "drop b", "load /nowhere.csv as c"] {
            #expect(await run(session, line).failure != nil, "\(line)")
            #expect(await session.vocabulary.rows.map(\.name) == ["a"])
        }
        #expect(await run(session, "drop aa").failure?.diagnostics.first?.help.first == "did you mean 'a'?")
    }

    @Test("Only so many changes are kept")
    func limit() async {
        let session = Session()
        for _ in 0..<(SessionState.changeLimit + 5) { _ = await run(session, "\(Self.load) a") }
        #expect(await run(session, "undo \(SessionState.changeLimit + 1)").failure != nil)
        #expect(await run(session, "undo \(SessionState.changeLimit)").failure == nil)
        #expect(await session.vocabulary.rows.map(\.name) == ["a"])
        #expect(await run(session, "undo").failure != nil)
    }
}
