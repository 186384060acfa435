import Foundation
import Testing

@testable import Workbench

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("A person at a terminal", .enabled(if: PseudoTerminal.isKnown, "the pseudo-terminal is opened in Linux's way"))
struct TerminalSessionTests {
    @Test("The prompt greets, a slip does not end the session, an open line is continued, quit leaves with 0")
    func session() throws {
        let terminal = try #require(PseudoTerminal(columns: 60))
        let process = Process()
        // Read as lines; what the line editor does stands in `EditorSessionTests`.
        process.environment = ["TERM": "dumb"]
        process.executableURL = URL(fileURLWithPath: KigezoProcess.path)
        process.standardInput = terminal.slave
        process.standardOutput = terminal.slave
        process.standardError = terminal.slave
        try process.run()
        let greeting = terminal.shown(until: "> ")
        #expect(greeting.contains("kigezo \(ProgramVersion.current) · help or ?"))
        terminal.type("metrisc tpr\n")
        #expect(terminal.shown(until: "commands:").contains("did you mean 'metrics'?"))
        terminal.type("describe '\(KigezoProcess.loans)' |\n")
        #expect(terminal.shown(until: "… ").contains("… "))
        terminal.type("head 2\n")
        let table = terminal.shown(until: "not shown")
        #expect(table.contains("application_id"))
        // The table fits the terminal.
        for line in table.split(whereSeparator: \.isNewline) where line.hasPrefix("  ") { #expect(line.count <= 60) }
        terminal.type("version; quit\n")
        _ = terminal.shown(until: "kigezo 0.1.0\r\n")
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0)
        close(terminal.master)
    }

    @Test("The end of input leaves with 0")
    func endOfInput() throws {
        let terminal = try #require(PseudoTerminal(columns: 80))
        let process = Process()
        // Read as lines; what the line editor does stands in `EditorSessionTests`.
        process.environment = ["TERM": "dumb"]
        process.executableURL = URL(fileURLWithPath: KigezoProcess.path)
        process.standardInput = terminal.slave
        process.standardOutput = terminal.slave
        process.standardError = terminal.slave
        try process.run()
        _ = terminal.shown(until: "> ")
        terminal.type("\u{4}")
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        close(terminal.master)
    }
}
