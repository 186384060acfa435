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

@Suite("A person at the line editor")
struct EditorSessionTests {
    let home: ScratchFolder
    let folder: ScratchFolder

    init() throws {
        home = try ScratchFolder()
        folder = try ScratchFolder()
        try folder.write(try FileReader.contents(of: KigezoProcess.loans), as: "loans.csv")
    }

    private func start(
        columns: Int = 80, rows: Int = 24, _ environment: [String: String] = [:]
    ) throws -> TerminalProcess {
        let terminal = try TerminalProcess(
            home: home, folder: folder.path, columns: columns, rows: rows, environment: environment)
        try #require(terminal.waits(forLine: ">"), "\(terminal.screen.text)")
        return terminal
    }

    private func history() throws -> [String] {
        let bytes = try FileReader.contents(of: home.file(".local/state/kigezo/history"))
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test("What is typed can be edited before it runs; Ctrl-D leaves with 0 and the terminal as it was")
    func typing() throws {
        let terminal = try start()
        #expect(terminal.screen.text.hasPrefix("kigezo \(ProgramVersion.current) · help or ?"))
        #expect(!terminal.isCooked && terminal.screen.modes == ["2004"])
        terminal.type("versoin\u{1B}[D\u{1B}[D\u{14}x\u{7F}")
        #expect(terminal.waits(forLine: "> version"))
        terminal.type("\r")
        #expect(terminal.waits(for: "\nkigezo \(ProgramVersion.current)\n>"))
        terminal.type("metrics acuracy\r")
        #expect(terminal.waits(for: "error[") && terminal.waits(forLine: ">"))
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
        #expect(terminal.isCooked && terminal.screen.modes.isEmpty)
        #expect(terminal.screen.questions.isEmpty && terminal.screen.unknownSequences.isEmpty)
    }

    @Test("Two hundred pasted lines run in order, once each; the line behind them waits; tabs complete nothing")
    func paste() throws {
        let terminal = try start()
        let lines = (1...200).map { "version\t# \($0)" }
        terminal.paste(lines.joined(separator: "\r") + "\rversion # rest")
        #expect(terminal.waits(forLine: "> version # rest"), "\(terminal.screen.text.suffix(400))")
        let shown = terminal.screen.text.split(separator: "\n").filter { $0.hasPrefix("> version") }
        #expect(shown.map(String.init) == lines.map { "> " + $0.replacing("\t", with: "⇥") } + ["> version # rest"])
        let answers = terminal.screen.text.split(separator: "\n").count { $0 == "kigezo \(ProgramVersion.current)" }
        #expect(answers == 200)
        terminal.type("\u{3}quit\r")
        #expect(terminal.end() == 0)
        #expect(try history().count == 201)
    }

    @Test("Lines that come all at once without marks run too, in order")
    func unmarked() throws {
        let terminal = try start()
        for number in 1...30 { terminal.type("version # \(number)\r") }
        terminal.type("quit\r")
        #expect(terminal.end() == 0)
        let answers = terminal.screen.text.split(separator: "\n").count { $0 == "kigezo \(ProgramVersion.current)" }
        #expect(answers == 30)
    }

    @Test("Tab completes commands, files, columns of a file that is not loaded, values and datasets")
    func completion() throws {
        let terminal = try start(columns: 100)
        terminal.type("loa\t")
        #expect(terminal.waits(forLine: "> load"))
        terminal.type("lo\t")
        #expect(terminal.waits(forLine: "> load loans.csv"))
        terminal.type("as 'my loans' label re\t")
        #expect(terminal.waits(for: "region") && terminal.waits(forLine: "> load loans.csv as 'my loans' label re"))
        terminal.type("p\tpositive y\tprediction appr\t\r")
        #expect(terminal.waits(for: "200 rows read"))
        #expect(terminal.waits(forLine: "my loans >"), "\(terminal.screen.text)")
        terminal.type("metrics selection-r\tof \t where re\t")
        #expect(terminal.waits(for: "region  repaid") || terminal.waits(for: "repaid"))
        terminal.type("g\t= 'K\t")
        #expect(
            terminal.waits(
                forLine: "my loans > metrics selection-rate of \"my loans\" where region = 'Kisumu'"),
            "\(terminal.screen.text)")
        terminal.type("\r")
        #expect(terminal.waits(for: "54") && terminal.waits(forLine: "my loans >"))
        terminal.type("compare tpr by \t")
        #expect(terminal.waits(for: "gender") && terminal.waits(for: "application_id"))
        terminal.type("\t\u{1B}")
        #expect(
            terminal.waits { $0.cursorLine == "my loans > compare tpr by" && !$0.text.contains("application_id\n") })
    }

    @Test("An unknown name is red before Enter, and a known one is not")
    func highlighting() throws {
        let terminal = try start()
        terminal.type("metrisc")
        #expect(terminal.waits { $0.texts(inStyle: "31") == ["metrisc"] })
        terminal.type("\u{15}metrics tpr in loans.csv by regoin")
        #expect(terminal.waits { $0.texts(inStyle: "31") == ["regoin"] })
        #expect(terminal.screen.texts(inStyle: "1") == ["metrics"])
        terminal.type("\u{7F}\u{7F}\u{7F}ion")
        #expect(terminal.waits { $0.texts(inStyle: "31").isEmpty && $0.cursorLine.hasSuffix("region") })
    }

    @Test("Entries survive a kill, and those of two sessions at once are all kept")
    func history() async throws {
        var first: TerminalProcess? = try start()
        let second = try start()
        first?.type("version # one\r")
        #expect(first?.waits(for: "\nkigezo") == true && first?.waits(forLine: ">") == true)
        second.type("version # two\r")
        #expect(second.waits(for: "\nkigezo") && second.waits(forLine: ">"))
        first?.type(" version # secret\r")
        #expect(first?.waits { $0.text.split(separator: "\n").count { $0.hasPrefix("kigezo") } == 3 } == true)
        first?.type("version # three\r")
        #expect(first?.waits { $0.text.split(separator: "\n").count { $0.hasPrefix("kigezo") } == 4 } == true)
        first?.send(SIGKILL)
        #expect(first?.end() == -SIGKILL)
        first = nil
        second.type("metrics (\rx)\r")
        #expect(second.waits(for: "error["))
        second.send(SIGKILL)
        #expect(try history() == ["version # one", "version # two", "version # three", #"metrics (\nx)"#])
        let third = try start()
        third.type("\u{1B}[A")
        #expect(third.waits { $0.lines.contains("> metrics (") && $0.cursorLine == "… x)" })
        third.type("\u{3}")
        #expect(third.waits(forLine: ">"))
        third.type("version\u{1B}[A")
        #expect(third.waits(forLine: "> version # three"))
        third.type("\u{1B}[A\u{1B}[A")
        #expect(third.waits(forLine: "> version # one"))
        third.type("\u{3}\u{12}two")
        #expect(third.waits { $0.lines.contains("version # two") })
        third.type("\r")
        #expect(third.waits(for: "> version # two\nkigezo \(ProgramVersion.current)\n"))
    }

    @Test("A folder with .kigezo keeps a history of its own beside the common one")
    func workspace() throws {
        mkdir(folder.file(".kigezo"), 0o700)
        let terminal = try start()
        terminal.type("version # here\rquit\r")
        #expect(terminal.end() == 0)
        #expect(try history() == ["version # here", "quit"])
        let own = try FileReader.contents(of: folder.file(".kigezo/history"))
        #expect(String(decoding: own, as: UTF8.self) == "version # here\nquit\n")
    }

    @Test("An open entry goes on in the next line; an empty line and Ctrl-C always leave it")
    func lines() throws {
        let terminal = try start()
        terminal.type("describe loans.csv |\r")
        #expect(terminal.waits(forLine: "…"))
        terminal.type("head 2\r")
        #expect(terminal.waits(for: "5 more rows not shown") && terminal.waits(forLine: ">"))
        terminal.type("describe 'open\r")
        #expect(terminal.waits(forLine: "…"))
        terminal.type("\r")
        #expect(terminal.waits(for: "error[") && terminal.waits(forLine: ">"))
        terminal.type("describe (\r")
        #expect(terminal.waits(forLine: "…"))
        terminal.type("\u{3}")
        #expect(terminal.waits(forLine: ">"))
        terminal.type("describe \\\rloans.csv | head 1\r")
        #expect(terminal.waits(for: "6 more rows not shown"))
    }

    @Test("Ctrl-C stops a long command and nothing has changed; at the prompt it clears the line")
    func interruption() throws {
        let block = (0..<2_000).map { "\($0 % 997),\($0 % 2),0.\($0 % 89)\n" }.joined()
        _ = try LongWork.file(header: "id,label,score\n", block: block, in: folder)
        let terminal = try start()
        terminal.type("load big.csv as big\r")
        #expect(terminal.waits(for: " rows/s"))
        #expect(terminal.isCooked)
        terminal.type("\u{3}")
        #expect(terminal.waits(for: "error[E258]") && terminal.waits(forLine: ">"), "\(terminal.screen.text)")
        terminal.type("describe\r")
        #expect(terminal.waits(for: "nothing is loaded") && terminal.waits(forLine: ">"))
        terminal.type("unfinished\u{3}")
        #expect(terminal.waits(for: "> unfinished^C\n>"))
        terminal.type("\u{3}")
        #expect(terminal.waits(for: "quit or Ctrl-D leaves"))
        terminal.type("version\r")
        #expect(terminal.waits(for: "> version\nkigezo"))
    }

    @Test("Ctrl-C gives up what was pasted behind the command it stops")
    func interruptedPaste() throws {
        let terminal = try start()
        // Waits for rows from the terminal itself.
        terminal.paste("version\nmetrics accuracy in - input-format csv label a prediction a\nversion\nversion\n")
        #expect(terminal.waits(for: "prediction a") && terminal.waits(untilCooked: true))
        terminal.type("\u{3}")
        #expect(terminal.waits(for: "2 pasted entries were not run") && terminal.waits(forLine: ">"))
        let answers = terminal.screen.text.split(separator: "\n").count { $0 == "kigezo \(ProgramVersion.current)" }
        #expect(answers == 1)
    }

    @Test("A signal that ends the program finds the terminal set back", arguments: [SIGTERM, SIGHUP])
    func signals(signal: Int32) throws {
        let terminal = try start()
        terminal.type("half a line")
        #expect(terminal.waits(forLine: "> half a line"))
        terminal.send(signal)
        #expect(terminal.end() == 143)
        #expect(terminal.isCooked && terminal.screen.modes.isEmpty)
        #expect(terminal.screen.text.contains("> half a line\nerror[E258]"))
    }

    @Test("Two interrupts from outside end the program at once, and the terminal is set back")
    func interrupts() throws {
        let terminal = try start()
        terminal.send(SIGINT)
        #expect(terminal.waits { $0.text.hasSuffix("\n>\n>") })
        #expect(terminal.endAfterInterrupts() == 130)
        #expect(terminal.isCooked && terminal.screen.modes.isEmpty)
    }

    @Test("Another width breaks the line anew and leaves what is above it")
    func resize() throws {
        let terminal = try start(columns: 60)
        let line = "metrics " + (1...12).map { "metric\($0)" }.joined(separator: ", ")
        terminal.type(line)
        #expect(terminal.waits { $0.lines.joined().hasSuffix(">" + " " + line) || $0.text.hasSuffix("metric12") })
        terminal.resize(columns: 100, rows: 30)
        #expect(terminal.waits { $0.lines[1].count > 90 && $0.text.hasSuffix("metric12") }, "\(terminal.screen.text)")
        #expect(terminal.screen.lines[0].hasPrefix("kigezo"))
        #expect(terminal.screen.lines[1...2].joined() == "> " + line)
        #expect(terminal.screen.lines[3].isEmpty)
        terminal.type("\u{1}x")
        #expect(terminal.waits { $0.lines[1].hasPrefix("> xmetrics") })
    }

    @Test("Twelve scripts in one table stand in straight columns")
    func scripts() throws {
        let names = [
            "አማርኛ", "काठमाडौं", "क्षेत्र", "العربية", "مُحَمَّد", "ไทยน้ำ", "日本", "தமிழ்", "മലയാളം", "Ελλάς", "Қазақ", "বাংলা",
        ]
        let rows = names.map { String(repeating: "\($0),1\n\($0),0\n", count: 20) }.joined()
        try folder.write("region,decision\n" + rows, as: "scripts.csv")
        let terminal = try start(columns: 100, rows: 30)
        terminal.type("metrics selection-rate in scripts.csv label decision positive 1 prediction decision by region\r")
        #expect(terminal.waits(for: "no filter") && terminal.waits(forLine: ">"))
        let table = terminal.screen.lines.indices.filter { row in
            names.contains { terminal.screen.lines[row].contains($0) }
        }
        #expect(table.count == 12, "\(terminal.screen.text)")
        let points = table.map { terminal.screen.columns(of: ".", inRow: $0) }
        #expect(Set(points).count == 1 && points.first?.isEmpty == false, "\(terminal.screen.text)")
        let brackets = table.map { terminal.screen.columns(of: "]", inRow: $0) }
        #expect(Set(brackets).count == 1 && brackets.first?.count == 1)
        // And in the line itself: the cursor is behind what is typed.
        for name in names {
            terminal.type("\u{15}" + name)
            #expect(terminal.waits { $0.cursorColumn == 2 + DisplayWidth.of(name) && $0.cursorLine == "> " + name })
        }
    }

    @Test("NO_COLOR has no colours; they would be there")
    func colours() throws {
        let plain = try start(["NO_COLOR": "1"])
        plain.type("metrics xyz\t\u{3}quit\r")
        #expect(plain.end() == 0)
        #expect(!String(decoding: plain.bytes, as: UTF8.self).contains(#/\x1B\[[0-9;]*m/#))
        let coloured = try start(["NO_COLOR": ""])
        coloured.type("metrics xyz\t\u{3}quit\r")
        #expect(coloured.end() == 0)
        #expect(String(decoding: coloured.bytes, as: UTF8.self).contains(#/\x1B\[[0-9;]*m/#))
    }

    @Test(
        "A terminal that knows no sequences gets none, and lines are read as the system edits them",
        arguments: ["dumb", ""])
    func dumb(kind: String) throws {
        let terminal = try start(["TERM": kind])
        #expect(terminal.isCooked)
        terminal.type("describe loans.csv |\n")
        #expect(terminal.waits(forLine: "…"))
        terminal.type("head 2\n")
        #expect(terminal.waits(for: "5 more rows not shown") && terminal.waits(forLine: ">"))
        terminal.type("quit\n")
        #expect(terminal.end() == 0)
        #expect(!terminal.bytes.contains(0x1B))
    }

    @Test("Ctrl-Z stops the program as a job of its shell; it goes on with the line as it was")
    func suspension() throws {
        let terminal = try TerminalProcess(
            ["/bin/sh", "-i"], home: home, folder: folder.path, environment: ["PS1": "shell$ ", "ENV": ""])
        try #require(terminal.waits(forLine: "shell$"))
        terminal.type("'\(KigezoProcess.path)'\n")
        #expect(terminal.waits(forLine: ">"))
        terminal.type("vers")
        #expect(terminal.waits(forLine: "> vers"))
        terminal.type("\u{1A}")
        #expect(terminal.waits(forLine: "shell$"), "\(terminal.screen.text)")
        #expect(terminal.screen.modes.isEmpty)
        terminal.type("echo $((40 + 2))\n")
        #expect(terminal.waits(for: "\n42\n") && terminal.waits(forLine: "shell$"))
        terminal.type("fg\n")
        #expect(terminal.waits(forLine: "> vers"))
        #expect(terminal.waits(untilCooked: false))
        terminal.type("ion\r")
        #expect(terminal.waits(for: "> version\nkigezo \(ProgramVersion.current)\n>"))
        terminal.type("quit\r")
        #expect(terminal.waits(forLine: "shell$"))
        #expect(terminal.waits(untilCooked: true))
        terminal.type("exit\n")
        #expect(terminal.end() != nil)
    }
}
