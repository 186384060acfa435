import Foundation
import Interchange
import Storage
import TestSupport
import Testing

@testable import Workbench

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Locks of scenarios, and watching them")
struct LockTests {
    private func kigezo(_ scratch: ScratchFolder, _ arguments: String...) throws -> KigezoProcess.Outcome {
        try KigezoProcess.run(arguments, folder: scratch.path, environment: ["XDG_CACHE_HOME": scratch.file("cache")])
    }

    private func edit(_ scratch: ScratchFolder, _ path: String, _ old: String, _ new: String) throws {
        let text = String(decoding: try FileReader.contents(of: scratch.file(path)), as: UTF8.self)
        #expect(text.contains(old))
        try AtomicFile.write(text.replacing(old, with: new), to: scratch.file(path), replaceExisting: true)
    }

    @Test("A lock names inputs, rows, versions, seed and result, and a locked run holds to it")
    func locks() throws {
        let scratch = try ScratchFolder()
        try SmallScenario(gate: SuiteTests.kept).write(into: scratch)
        let missing = try kigezo(scratch, "run", "small", "--out", "results", "--locked")
        #expect(missing.status == 3 && missing.errors.contains("E798") && missing.errors.contains("there is no lock"))
        let written = try kigezo(scratch, "lock", "small")
        #expect(written.status == 0 && written.output == "small/kigezo.lock: written\n", "\(written.errors)")
        let bytes = try FileReader.contents(of: scratch.file("small/kigezo.lock"))
        let lock = try JSONValue.parse(bytes)
        #expect(lock["inputs"]?.elements?.map { $0["path"]?.text } == ["scenario.yaml", "rows.csv", "model.csv"])
        #expect(lock["inputs"]?.elements?[1]["rows"]?.integerValue == 100 && lock["seed"]?.text == "7")
        #expect(lock["program"]?["version"]?.text == ProgramVersion.current && lock["result"]?.text?.count == 64)
        #expect(String(decoding: bytes, as: UTF8.self) == lock.canonicalText() + "\n")
        let locked = try kigezo(scratch, "run", "small", "--out", "results", "--locked")
        #expect(locked.status == 0, "\(locked.errors)")
        #expect(try kigezo(scratch, "lock", "small").output == "small/kigezo.lock: nothing changed\n")
    }

    @Test(
        "A changed input is status 3 and named; update shows the difference",
        arguments: ["rows.csv", "model.csv", "scenario.yaml"])
    func changed(file: String) throws {
        let scratch = try ScratchFolder()
        try SmallScenario(gate: SuiteTests.kept).write(into: scratch)
        _ = try kigezo(scratch, "lock", "small")
        let before = try FileReader.contents(of: scratch.file("small/kigezo.lock"))
        switch file {
        case "rows.csv": try edit(scratch, "small/rows.csv", "r0-1,Coast,0", "r0-1,Coast,1")
        case "model.csv": try edit(scratch, "small/model.csv", "r0-0,0", "r0-0,1")
        default: try edit(scratch, "small/scenario.yaml", "seed: 7", "seed: 8")
        }
        let refused = try kigezo(scratch, "run", "small", "--out", "results", "--locked")
        #expect(refused.status == 3 && refused.errors.contains("error[E798] small/\(file): "), "\(refused.errors)")
        #expect(!FileKind.isFolder(scratch.file("results")))
        let told = try kigezo(scratch, "lock", "small")
        #expect(told.status == 7 && told.output.contains("  \(file): "), "\(told.output)")
        #expect(try FileReader.contents(of: scratch.file("small/kigezo.lock")) == before)
        let updated = try kigezo(scratch, "lock", "small", "--update")
        #expect(
            updated.status == 0 && updated.output.contains("small/kigezo.lock: updated\n")
                && updated.output.contains("  \(file): "))
        #expect(try kigezo(scratch, "run", "small", "--out", "results", "--locked").status == 0)
    }

    @Test("The same files with other figures than locked are status 7; a lock of somebody else is refused")
    func figures() throws {
        let scratch = try ScratchFolder()
        try SmallScenario(gate: SuiteTests.kept).write(into: scratch)
        _ = try kigezo(scratch, "lock", "small")
        let lock = try JSONValue.parse(try FileReader.contents(of: scratch.file("small/kigezo.lock")))
        let result = try #require(lock["result"]?.text)
        try edit(scratch, "small/kigezo.lock", result, String(repeating: "0", count: 64))
        let other = try kigezo(scratch, "run", "small", "--out", "results", "--locked")
        #expect(other.status == 7 && other.errors.contains("E808"), "\(other.errors)")
        #expect(!FileKind.isFolder(scratch.file("results")))
        try scratch.write("{}", as: "small/kigezo.lock")
        #expect(try kigezo(scratch, "run", "small", "--out", "results", "--locked").status == 3)
        #expect(try kigezo(scratch, "lock", "small").status == 3)
        #expect(try kigezo(scratch, "lock", "small", "--update").status == 0)
    }

    @Test("watch is for a terminal only")
    func noTerminal() throws {
        let scratch = try ScratchFolder()
        try SmallScenario(gate: SuiteTests.kept).write(into: scratch)
        let outcome = try kigezo(scratch, "run", "small", "--out", "results", "--watch")
        #expect(outcome.status == 2 && outcome.errors.contains("E809"))
    }

    @Test(
        "On a terminal a change of a file runs the suite again; Ctrl-C ends with the last status",
        .enabled(if: PseudoTerminal.isKnown))
    func watches() throws {
        let scratch = try ScratchFolder()
        try SmallScenario(gate: SuiteTests.kept).write(into: scratch)
        let terminal = try #require(PseudoTerminal(columns: 100))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: KigezoProcess.path)
        process.arguments = ["run", "small", "--out", "results", "--watch"]
        process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
        process.environment = ["TERM": "xterm", "XDG_CACHE_HOME": scratch.file("cache")]
        process.standardInput = terminal.slave
        process.standardOutput = terminal.slave
        process.standardError = terminal.slave
        try process.run()
        #expect(terminal.shown(until: "Ctrl-C ends").contains("pass   small: gates: 1 pass"))
        // Same bytes: nothing happens.
        let path = scratch.file("small/rows.csv")
        try AtomicFile.write(try FileReader.contents(of: path), to: path, replaceExisting: true)
        try edit(scratch, "small/scenario.yaml", "floor: 0.01", "floor: 0.99")
        let failed = terminal.shown(until: "Ctrl-C ends")
        #expect(failed.contains("changed: small/scenario.yaml\r\n") && failed.contains("FAIL   small"), "\(failed)")
        try edit(scratch, "small/scenario.yaml", "kigezo: 1", "kgezo: 1")
        #expect(terminal.shown(until: "Ctrl-C ends").contains("did you mean 'kigezo'"))
        try edit(scratch, "small/scenario.yaml", "kgezo: 1", "kigezo: 1")
        #expect(terminal.shown(until: "Ctrl-C ends").contains("FAIL   small"))
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 1)
        close(terminal.master)
    }
}
