import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("What a person's terminal and settings say of drawings")
struct SettingsAtTerminalTests {
    let home: ScratchFolder
    let folder: ScratchFolder

    init() throws {
        home = try ScratchFolder()
        folder = try ScratchFolder()
        try folder.write(try FileReader.contents(of: KigezoProcess.loans), as: "loans.csv")
    }

    private static let line =
        "metrics accuracy in loans.csv label repaid positive yes prediction approved by gender | plot"

    private func start(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> TerminalProcess {
        let terminal = try TerminalProcess(
            [KigezoProcess.path] + arguments, home: home, folder: folder.path, columns: 100, rows: 40,
            environment: environment)
        try #require(terminal.waits(forLine: ">"), "\(terminal.screen.text)")
        return terminal
    }

    private func draws(_ terminal: TerminalProcess) -> (blocks: Bool, ascii: Bool) {
        terminal.type(Self.line + "\r")
        #expect(terminal.waits { $0.text.contains("everybody") && $0.cursorLine == ">" })
        let text = terminal.screen.text
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
        return (text.contains("├") && text.contains("●"), text.contains(": everybody"))
    }

    @Test("A locale of UTF-8 is drawn for with blocks, any other with ASCII")
    func locale() throws {
        #expect(draws(try start()) == (true, false))
        #expect(draws(try start([], ["LANG": "C"])) == (false, true))
        #expect(draws(try start([], ["LANG": "C", "LC_ALL": "en_US.UTF-8"])) == (true, false))
    }

    @Test("The user's settings hold from the start, other lines in their file do not run, and --no-rc leaves it out")
    func startFile() throws {
        try home.write("# how I like it\nset ascii on\nset timing on\nversion\n", as: ".config/kigezo/rc.kigezo")
        let terminal = try start()
        #expect(terminal.screen.text.contains("error[E855] ") && terminal.screen.text.contains("rc.kigezo:4:1"))
        #expect(draws(terminal) == (false, true))
        #expect(draws(try start(["--no-rc"])) == (true, false))
        // A script does not read it.
        let script = try KigezoProcess.run(
            ["-c", "set ascii"], environment: ["HOME": home.path, "XDG_CONFIG_HOME": ""])
        #expect(script.output == "  ascii is auto\n")
    }

    @Test("Timing is told after each line where it is wanted")
    func timing() throws {
        let terminal = try start()
        terminal.type("set timing on\rversion\r")
        #expect(
            terminal.waits { $0.text.contains("kigezo \(ProgramVersion.current)\n  0.") && $0.cursorLine == ">" })
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
    }

    @Test(
        "What is taller than the screen is shown a screenful at a time; what fits, and what was typed ahead of, is not")
    func pager() throws {
        let terminal = try TerminalProcess(home: home, folder: folder.path, columns: 100, rows: 12)
        #expect(terminal.waits(forLine: ">"))
        terminal.type("describe loans.csv\r")
        #expect(terminal.waits(for: "200 rows read, 200 used, 0 refused\n>"))
        terminal.type("help\r")
        #expect(terminal.waits { $0.cursorLine.hasPrefix("-- 11 of ") }, "\(terminal.screen.text)")
        #expect(terminal.screen.lines.first == "Commands:")
        terminal.type(" ")
        #expect(terminal.waits { $0.cursorLine.hasPrefix("-- 22 of ") })
        terminal.type("\r")
        #expect(terminal.waits { $0.cursorLine.hasPrefix("-- 23 of ") })
        terminal.type("q")
        #expect(terminal.waits { $0.text.contains("more lines") && $0.cursorLine == ">" })
        terminal.type("help\rversion # behind it\r")
        #expect(terminal.waits { $0.text.contains("\nkigezo \(ProgramVersion.current)\n>") && $0.cursorLine == ">" })
        terminal.type("\u{4}")
        #expect(terminal.end() == 0 && terminal.isCooked)
    }
}
