import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("A session is saved and done again")
struct SavedSessionTests {
    let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        try folder.write(try FileReader.contents(of: KigezoProcess.loans), as: "loans.csv")
    }

    private static let load =
        "load @/loans.csv as loans label repaid positive yes prediction approved score p_repay id application_id"
    private static let work = [
        load, "import model @/loans.csv as strict on application_id score p_repay threshold 0.7",
        "derive young = age < 30 and gender = 'female'", "band age into [18, 30, 45, 60]", "reference region=Nairobi",
        "metrics tpr, fpr of loans by region minimum-group 20 seed 3",
        "compare tpr of loans by region as ratio | sort value | head 2",
        "compare strict vs loans by gender", "metrics accuracy of strict by young where age_band != '[18, 30)' | plot",
        "calibration of loans bins 4", "drop strict", "undo", "fairness of loans by gender | save @/table.txt",
        "last | to markdown", "describe loans",
    ]

    private func run(_ line: String, _ session: Session) async -> (output: String, failure: CommandFailure?) {
        let (reports, failure) = await session.run(line: line.replacing("@", with: folder.path))
        return (reports.map(\.output).joined(), failure)
    }

    private func worked() async -> Session {
        let session = Session()
        for line in Self.work {
            let failure = await run(line, session).failure
            if let failure { Issue.record("\(line): \(DiagnosticRenderer().text(of: failure))") }
        }
        return session
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try FileReader.contents(of: folder.file(name)), as: UTF8.self)
    }

    @Test("A script holds every command, the digests of what was read and of what came of it, and checks")
    func checks() async throws {
        let session = await worked()
        #expect(await run("save @/s.kigezo", session).output.contains("\(Self.work.count) commands"))
        let script = try text("s.kigezo")
        #expect(script.contains("language 1\n"))
        #expect(
            script.contains(
                "#= input \"\(folder.path)/loans.csv\" sha256 \(try SessionScript.sha256(of: folder.file("loans.csv")))"
            ))
        // Nothing that writes is written down.
        #expect(!script.contains("save "))
        let checked = await run("replay @/s.kigezo check", Session())
        #expect(
            checked.failure == nil && checked.output.contains("same: 8 results of \(Self.work.count) commands, 1 input")
        )
        // In the shell as well, and by the program itself.
        #expect(try KigezoProcess.run(["replay", folder.file("s.kigezo"), "--check"]).status == 0)
        // Not taken back: the replay has a session of its own.
        #expect(await run("models to csv", session).output.contains("strict"))
    }

    @Test("Replaying gives the same text as the first time, and a session that can go on")
    func replays() async throws {
        let session = await worked()
        var first = ""
        let other = Session()
        for line in Self.work { first += await run(line.replacing(" | save @/table.txt", with: ""), other).output }
        _ = await run("save @/s.kigezo", session)
        let again = Session()
        let replayed = await run("replay @/s.kigezo", again)
        #expect(replayed.failure == nil)
        #expect(replayed.output == first)
        // What was replayed is part of the session.
        #expect(await run("save @/t.kigezo", again).failure == nil)
        #expect(try text("t.kigezo") == text("s.kigezo"))
    }

    @Test("A changed file, a changed promise or a command that fails now ends with 7 and is named")
    func differs() async throws {
        let session = await worked()
        _ = await run("save @/s.kigezo", session)
        let script = try text("s.kigezo")
        let lines = script.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let promise = try #require(lines.firstIndex { $0.hasPrefix("#= result") })
        var wrong = lines
        wrong[promise] = "#= result sha256 " + String(repeating: "0", count: 64)
        try folder.write(wrong.joined(separator: "\n"), as: "wrong.kigezo")
        let failed = await run("replay @/wrong.kigezo check", Session()).failure
        #expect(failed?.exitStatus == .verificationFailed && failed?.diagnostics.first?.code == "E852")
        #expect(failed?.diagnostics.first?.location?.line == promise + 2)
        #expect(failed?.diagnostics.first?.message.contains(lines[promise + 1].prefix(20)) == true)
        try folder.write(
            lines.map { $0.replacing("by region", with: "by nowhere") }.joined(separator: "\n"), as: "n.kigezo")
        let unable = await run("replay @/n.kigezo check", Session()).failure
        #expect(unable?.exitStatus == .verificationFailed && unable?.diagnostics.contains { $0.code == "E102" } == true)
        let rows = String(decoding: try FileReader.contents(of: folder.file("loans.csv")), as: UTF8.self)
        try AtomicFile.write(rows.replacing("L001", with: "L999"), to: folder.file("loans.csv"), replaceExisting: true)
        let changed = await run("replay @/s.kigezo check", Session()).failure
        #expect(changed?.exitStatus == .verificationFailed)
        #expect(changed?.diagnostics.first?.message.contains("is not the one that was read") == true)
        #expect(try KigezoProcess.run(["replay", folder.file("s.kigezo"), "--check"]).status == 7)
    }

    @Test("A scenario of the session runs, and tells what it leaves out")
    func scenario() async throws {
        let session = await worked()
        #expect(await run("save @/scenario.yaml", session).failure == nil)
        let text = try text("scenario.yaml")
        #expect(
            text.contains("reference: \"Nairobi\"")
                && text.contains("metrics: [true-positive-rate, false-positive-rate"))
        #expect(text.contains("#   calibration of loans bins 4") && text.contains("#   derive young"))
        #expect(text.contains("predictions: loans.csv") && text.contains("threshold: 0.7"))
        let outcome = try KigezoProcess.run(["run", folder.path, "--out", folder.file("out")])
        #expect(outcome.status == 0, "\(outcome.errors)\n\(text)")
        let assessment = String(
            decoding: try FileReader.contents(of: folder.file("out/loans/assessment.json")), as: UTF8.self)
        #expect(assessment.contains("true-positive-rate") && assessment.contains("strict"))
    }

    @Test(
        "What cannot be saved or replayed is told",
        arguments: [
            ("save @/x.kigezo", "E851"), ("\(load); save @/x.txt", "E851"),
            ("load @/loans.csv as a; load @/loans.csv as b; save @/x.yaml", "E854"),
            ("load @/loans.csv as a; save @/x.yaml", "E854"),
            ("load @/loans.csv as a label repaid; save @/x.yaml", "E854"),
            ("\(load); save @/deeper/x.yaml", "E854"), ("replay @/nothing.kigezo", "E251"),
            ("replay @/loans.csv", "E101"),
            ("language 2", "E853"), ("replay @/odd.kigezo", "E850"), ("replay @/self.kigezo", "E850"),
        ])
    func refused(line: String, code: String) async throws {
        try folder.write("#= result md5 123\nversion\n", as: "odd.kigezo")
        try folder.write("language 1\nreplay \(folder.file("self.kigezo"))\n", as: "self.kigezo")
        let failure = await run(line, Session()).failure
        #expect(failure?.diagnostics.first?.code == code, "\(line): \(failure?.diagnostics.first?.message ?? "")")
    }
}
