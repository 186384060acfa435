import Diagnostics
import Foundation
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

@Suite("Work that is stopped, and work that tells how far it is")
struct InterruptionTests {
    /// A process whose standard input stays open.
    private final class Waiting {
        let process = Process()
        private let input = Pipe()
        private let output = Pipe()
        private let errors = Pipe()

        init(_ arguments: [String], folder: String = "/") throws {
            process.executableURL = URL(fileURLWithPath: KigezoProcess.path)
            process.arguments = arguments
            process.currentDirectoryURL = URL(fileURLWithPath: folder)
            process.standardInput = input
            process.standardOutput = output
            process.standardError = errors
            try process.run()
        }

        func write(_ text: String) { input.fileHandleForWriting.write(Data(text.utf8)) }

        /// The next bytes of standard output, once there are some.
        func someOutput() -> String { String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) }

        /// Sends the signal and waits for the end.
        func stop(_ signal: Int32) -> (status: Int32, seconds: Double, errors: String) {
            let start = Date()
            kill(process.processIdentifier, signal)
            let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
            return (status, Date().timeIntervalSince(start), text)
        }
    }

    /// Far more than a busy machine and an unoptimised build need; what waits for input would wait for ever.
    private static let soon = 10.0

    @Test(
        "A wait for input is stopped, whatever waits", arguments: [SIGINT, SIGTERM, SIGHUP],
        [
            ["metrics", "accuracy", "--in", "-", "--label", "label", "--prediction", "label"],
            ["describe", "-", "--input-format", "jsonl"], [],
        ])
    func pipe(signal: Int32, arguments: [String]) throws {
        let waiting = try Waiting(arguments)
        // A script tells that the program is up; where the pipe is read, the wait for the rest is what must end.
        waiting.write(arguments.isEmpty ? "version\n" : "label\n1\n")
        if arguments.isEmpty { _ = waiting.someOutput() } else { usleep(500_000) }
        let end = waiting.stop(signal)
        #expect(end.status == (signal == SIGINT ? 130 : 143), "\(end.errors)")
        #expect(end.errors.contains("E258"))
        #expect(end.seconds < Self.soon)
    }

    /// A file that takes the program some seconds.
    private static func bigFile(in folder: ScratchFolder) throws -> String {
        let block = (0..<2_000).map { "\($0 % 997),\($0 % 2),\($0 % 3 / 2),0.\($0 % 89)\n" }.joined()
        return try LongWork.file(header: "id,label,decision,score\n", block: block, in: folder)
    }

    @Test("Reading is stopped and leaves nothing behind", arguments: ["1", "2"])
    func file(threads: String) throws {
        let folder = try ScratchFolder()
        let path = try Self.bigFile(in: folder)
        let waiting = try Waiting(
            [
                "metrics", "brier", "--in", path, "--label", "label", "--positive", "1", "--score", "score",
                "--threads", threads, "--refuse-rows", "refused.csv",
            ], folder: folder.path)
        usleep(400_000)
        let end = waiting.stop(SIGINT)
        #expect(end.status == 130, "\(end.errors)")
        #expect(end.errors.contains("\(path): stopped while reading"))
        #expect(end.seconds < Self.soon)
        #expect(try FolderListing.names(in: folder.path) == ["big.csv"])
    }

    @Test("A script stops between commands, told to go on or not; what is done stays done")
    func script() throws {
        let folder = try ScratchFolder()
        let path = try Self.bigFile(in: folder)
        let waiting = try Waiting(
            ["-c", "version\nload '\(path)' as big\nversion", "--keep-going"], folder: folder.path)
        #expect(waiting.someOutput() == "kigezo \(ProgramVersion.current)\n")
        usleep(200_000)
        let end = waiting.stop(SIGINT)
        #expect(end.status == 130, "\(end.errors)")
        #expect(waiting.someOutput() == "")
    }

    @Test("At the prompt a stopped command changes nothing and the prompt is back; twice within a second leaves")
    func prompt() throws {
        let folder = try ScratchFolder()
        let path = try Self.bigFile(in: folder)
        let terminal = try TerminalProcess(home: folder, columns: 70)
        #expect(terminal.waits(forLine: ">"))
        terminal.type("load '\(path)' as big\r")
        // The line of progress tells that it is under way, in rows and time, and is gone when the work is.
        #expect(terminal.waits(for: " left"))
        #expect(terminal.screen.cursorLine.contains(" % · ") && terminal.screen.cursorLine.contains(" rows/s"))
        terminal.send(SIGINT)
        #expect(terminal.waits(for: "error[E258]") && terminal.waits(forLine: ">"))
        #expect(!terminal.screen.text.contains("rows/s"))
        terminal.type("describe big\r")
        #expect(terminal.waits(for: "E251") && terminal.waits(forLine: ">"))
        // At the prompt itself a line is given up.
        usleep(1_100_000)
        terminal.type("given up")
        #expect(terminal.waits(forLine: "> given up"))
        terminal.send(SIGINT)
        #expect(terminal.waits { $0.text.hasSuffix("> given up\n>") })
        terminal.type("version\r")
        #expect(terminal.waits(for: "> version\nkigezo \(ProgramVersion.current)"))
        #expect(terminal.endAfterInterrupts() == 130)
    }

    @Test(
        "Progress of a pipe is told on a terminal without share and time left, and cleared at the end",
        .enabled(if: PseudoTerminal.isKnown), arguments: ["xterm", "dumb"])
    func progress(terminalKind: String) throws {
        let terminal = try #require(PseudoTerminal(columns: 80))
        let process = Process()
        let input = Pipe()
        process.executableURL = URL(fileURLWithPath: KigezoProcess.path)
        process.arguments = ["metrics", "accuracy", "--in", "-", "--label", "label", "--prediction", "label"]
        process.environment = ["TERM": terminalKind]
        process.standardInput = input
        process.standardOutput = Pipe()
        process.standardError = terminal.slave
        try process.run()
        input.fileHandleForWriting.write(Data("label\n".utf8))
        for _ in 0..<12 {
            input.fileHandleForWriting.write(Data(String(repeating: "1\n0\n", count: 50).utf8))
            usleep(100_000)
        }
        input.fileHandleForWriting.closeFile()
        let shown = terminal.shown(until: "refused")
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(shown)")
        let accounting = try #require(shown.range(of: "-: "))
        let before = shown[..<accounting.lowerBound]
        if terminalKind == "dumb" {
            #expect(before.isEmpty)
        } else {
            #expect(before.contains(" rows · ") && before.contains(" rows/s"))
            #expect(!before.contains("%") && !before.contains("left"))
            #expect(before.hasSuffix("\r\u{1B}[K"))
        }
        close(terminal.master)
    }

    @Test("What nobody reads any more ends quietly")
    func closedPipe() throws {
        let process = Process()
        let output = Pipe()
        let errors = Pipe()
        process.executableURL = URL(fileURLWithPath: KigezoProcess.path)
        process.arguments = ["-c", String(repeating: "help metrics;", count: 100)]
        process.standardOutput = output
        process.standardError = errors
        output.fileHandleForReading.closeFile()
        try process.run()
        output.fileHandleForWriting.closeFile()
        let text = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(text.isEmpty)
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGPIPE)
    }
}

@Suite("The line that tells how far reading is")
struct ProgressTextTests {
    private func progress(_ bytes: Int, _ rows: Int, of expected: Int? = 1_000, name: String = "loans.csv")
        -> ReadingProgress
    {
        ReadingProgress(name: name, byteCount: bytes, expectedByteCount: expected, rowCount: rows)
    }

    @Test("Share, rows, rows a second and time left")
    func whole() {
        let line = ProgressText.line(
            progress(430, 4_300_000), since: progress(100, 1_000_000), seconds: 2, width: 100)
        #expect(line == "loans.csv · 43 % · 4,300,000 rows · 1,650,000 rows/s · 4 s left")
        let slow = ProgressText.line(progress(2, 10), since: progress(1, 5), seconds: 7, width: 100)
        #expect(slow == "loans.csv · 0 % · 10 rows · 1 rows/s · 1 h 56 min left")
    }

    @Test("A pipe has no share, and nothing is divided by no time")
    func pipe() {
        #expect(
            ProgressText.line(progress(9, 10, of: nil), since: progress(0, 0, of: nil), seconds: 2, width: 100)
                == "loans.csv · 10 rows · 5 rows/s")
        #expect(
            ProgressText.line(progress(9, 10), since: progress(9, 10), seconds: 0, width: 100)
                == "loans.csv · 0 % · 10 rows")
    }

    @Test("Names are made safe and give way to figures", arguments: [10, 20, 35, 45, 60])
    func width(width: Int) {
        let line = ProgressText.line(
            progress(500, 10, name: "\u{1B}[2J\u{202E}አማራ-long-name.csv"), since: progress(0, 0), seconds: 1,
            width: width)
        #expect(DisplayWidth.of(line) <= width)
        #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
    }
}
