import LineEditor
import TestSupport
import Testing

@Suite("Keys in the line")
struct EditorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let keys: [Key]
        let line: String
        var testDescription: String { name }

        init(_ name: String, _ line: String, _ keys: Key...) {
            self.name = name
            self.keys = keys
            self.line = line
        }
    }

    static let cases = [
        Case("arrows", "a|bc", .text("abc"), .left, .left),
        Case("arrows stop at the ends", "abc|", .text("abc"), .right),
        Case("Ctrl-B and Ctrl-F", "ab|c", .text("abc"), .control("b"), .control("b"), .control("f")),
        Case("Home and End", "|abc", .text("abc"), .home),
        Case("Ctrl-A", "x|abc", .text("abc"), .control("a"), .text("x")),
        Case("Ctrl-E", "abc|", .text("abc"), .home, .control("e")), Case("End", "abc|", .text("abc"), .home, .end),
        Case(
            "Ctrl-K and Ctrl-Y", "abcbc|", .text("abc"), .home, .right, .control("k"), .end, .control("y"),
            .control("y")),
        Case("Ctrl-K at a line's end takes the end", "ab|cd", .text("ab\ncd"), .home, .left, .control("k")),
        Case("Ctrl-U", "|c", .text("abc"), .left, .control("u")),
        Case("Ctrl-W", "by |", .text("by region-x"), .control("w")),
        Case(
            "two kills are one text", "x ab cd|", .text("ab cd"), .control("w"), .control("w"), .text("x "),
            .control("y")),
        Case("kills with something between are two", "ab |", .text("ab cd"), .control("w"), .text("x"), .backspace),
        Case("Alt-Backspace", "by region-|", .text("by region-x"), .alt("\u{7F}")),
        Case("Alt-D", "by |-x", .text("by region-x"), .alt("b"), .alt("b"), .alt("d")),
        Case("Alt-B and Alt-F", "ab cd| ef", .text("ab cd ef"), .alt("b"), .alt("b"), .alt("f")),
        Case("Ctrl-arrows", "ab| cd", .text("ab cd"), .home, .wordRight),
        Case("Ctrl-T", "ba|", .text("ab"), .control("t")),
        Case("Ctrl-D", "ab|d", .text("abcd"), .left, .left, .control("d")),
        Case("Delete", "|b", .text("ab"), .home, .delete),
        Case("Ctrl-H", "a|", .text("ab"), .control("h")),
        Case("unknown keys do nothing", "ab|", .text("ab"), .alt("x"), .control("\\"), .control("_")),
        Case("Home is that of the line", "ab\n|cd", .text("ab\ncd"), .home),
        Case("Up goes up in an entry", "a|b\ncd", .text("ab\ncd"), .left, .up),
        Case("Down goes down in an entry", "ab\nc|d", .text("ab\ncd"), .left, .up, .down),
        Case("first and last place", "|ab\ncd", .text("ab\ncd"), .alt("<")),
        Case("a paste of one line is typed", "a b\tc|d", .text("ad"), .left, .paste(" b\tc")),
        Case("Alt-Enter breaks the line", "a\n|", .text("a"), .alt("\n")),
        Case("Esc does nothing", "a|", .text("a"), .escape),
    ]

    @Test("A key does what it is for", arguments: cases)
    func key(_ test: Case) {
        var harness = TypingHarness()
        for key in test.keys { harness.type(key) }
        #expect(harness.line == test.line)
        #expect(harness.events.isEmpty)
        #expect(harness.screen.unknownSequences.isEmpty && harness.screen.questions.isEmpty)
    }

    @Test("Enter, Ctrl-C, Ctrl-D, Ctrl-Z and Ctrl-L are for the host")
    func events() {
        var harness = TypingHarness()
        #expect(harness.type(.control("d")) == .endOfInput)
        harness.type("abc")
        #expect(harness.type(.control("z")) == .suspend)
        #expect(harness.type(.control("l")) == .clearScreen)
        #expect(harness.type(.enter) == .entry("abc"))
        #expect(harness.type(.control("c")) == .interrupt)
    }

    @Test("An entry that is open goes on in the next line, until it is closed or a line is empty")
    func lines() {
        let hooks = Editor.Hooks(needsMore: { $0.hasSuffix("|") || $0.count { $0 == "(" } > $0.count { $0 == ")" } })
        var harness = TypingHarness(hooks: hooks)
        harness.type(.text("metrics |"), .enter)
        #expect(harness.line == "metrics |\n|")
        #expect(harness.screen.lines[0...1] == ["> metrics |", "…"])
        #expect(harness.type(.text("head 2"), .enter) == .entry("metrics |\nhead 2"))
        harness = TypingHarness(hooks: hooks)
        harness.type(.text("a (b"), .enter)
        harness.type("  ")
        #expect(harness.type(.enter) == .entry("a (b"))
        // In the middle of an entry that is complete, Enter runs all of it.
        harness = TypingHarness(hooks: hooks)
        harness.type(.text("a |"), .enter)
        harness.type(.text("b"), .up)
        #expect(harness.type(.enter) == .entry("a |\nb"))
    }

    @Test("Up and Down walk through what begins like the line, each once, and come back to it")
    func walk() {
        var harness = TypingHarness(["load a", "metrics x", "load b", "load b", "metrics y"])
        harness.type("load")
        harness.type(.up)
        #expect(harness.line == "load b|")
        harness.type(.up)
        #expect(harness.line == "load a|")
        harness.type(.up)
        #expect(harness.line == "load a|")
        harness.type(.down, .down)
        #expect(harness.line == "load|")
        harness.type(.down)
        #expect(harness.line == "load|")
        harness.type(.control("u"))
        harness.type(.control("p"), .control("p"))
        #expect(harness.line == "load b|")
        // Once it is edited, it is what is looked for.
        harness.type(.backspace)
        harness.type(.up)
        #expect(harness.line == "load b|")
        harness.type(.control("n"))
        #expect(harness.line == "load |")
    }

    @Test("An entry of several lines is recalled as one, and walking goes on past it")
    func recalled() {
        var harness = TypingHarness(["first", "a |\nb", "last"])
        harness.type(.up, .up)
        #expect(harness.line == "a |\nb|")
        #expect(harness.screen.lines[0...1] == ["> a |", "… b"])
        harness.type(.up)
        #expect(harness.line == "first|")
        harness.type(.down)
        harness.type(.left, .up)
        #expect(harness.line == "|a |\nb")
    }

    @Test("Ctrl-R finds entries by what stands in them, the latest first, then by letters in order")
    func search() {
        var harness = TypingHarness(["metrics tpr by region", "load x", "Metrics fpr by region", "help"])
        harness.type(.text("typed"), .control("r"))
        harness.type("by reg")
        #expect(harness.screen.lines[0...1] == ["history: by reg", "Metrics fpr by region"])
        #expect(harness.screen.cursorRow == 0 && harness.screen.cursorColumn == 15)
        harness.type(.control("r"))
        #expect(harness.screen.lines[1] == "metrics tpr by region")
        harness.type(.control("r"), .control("s"))
        harness.type(.escape)
        #expect(harness.line == "Metrics fpr by region|")
        // Letters in order.
        harness.type(.control("r"))
        harness.type("mttp")
        #expect(harness.screen.lines[1] == "metrics tpr by region")
        harness.type("zzz")
        #expect(harness.screen.lines[0] == "nothing in the history has mttpzzz")
        harness.type(.backspace, .backspace, .backspace)
        #expect(harness.type(.enter) == .entry("metrics tpr by region"))
        // Given up, the line is as it was.
        harness = TypingHarness(["abc"])
        harness.type(.text("typed"), .control("r"))
        harness.type("b")
        #expect(harness.type(.control("c")) == .none)
        #expect(harness.line == "typed|")
        // Another key leaves the entry in the line and does what it does.
        harness.type(.control("r"))
        harness.type("b")
        harness.type(.control("a"))
        #expect(harness.line == "|abc")
    }

    @Test("A line that starts with a space is not remembered, nor the last one again")
    func remembering() {
        var history = History()
        for entry in ["a", " secret", "\tsecret", "a", "", "  ", "b", "a"] { history.add(entry) }
        #expect(history.entries == ["a", "b", "a"])
        var small = History(limit: 8)
        for number in 0..<100 { small.add("\(number)") }
        #expect(small.entries.last == "99" && small.entries.count <= 9 && small.entries.count >= 8)
        #expect(small.matches("9").first == "99")
    }
}

@Suite("Pasting")
struct PasteTests {
    static let hooks = Editor.Hooks(
        needsMore: { $0.hasSuffix("|") },
        completions: { _, _ in
            Issue.record("a paste completes nothing")
            return nil
        })

    private func run(_ harness: inout TypingHarness, _ first: Editor.Event) -> [String] {
        guard case .entry(let entry) = first else { return [] }
        var entries = [entry]
        harness.editor.begin()
        while let next = harness.editor.takePastedEntry() {
            entries.append(next)
            harness.editor.begin()
        }
        harness.paint()
        return entries
    }

    @Test("Two hundred lines are two hundred entries, in order")
    func many() {
        var harness = TypingHarness(hooks: Self.hooks)
        let lines = (1...200).map { "metrics\tm\($0)" }
        let event = harness.type(.paste(lines.joined(separator: "\n") + "\n"))
        #expect(run(&harness, event) == lines)
        #expect(harness.editor.buffer.isEmpty)
    }

    @Test("A paste of very many lines costs no more than its length")
    func veryMany() {
        var harness = TypingHarness(hooks: Self.hooks)
        let event = harness.type(.paste(String(repeating: "version\n", count: 50_000) + "rest"))
        #expect(run(&harness, event).count == 50_000)
        #expect(harness.line == "rest|")
    }

    @Test("What is behind the last line end waits in the line, between what stood there")
    func rest() {
        var harness = TypingHarness(hooks: Self.hooks)
        harness.type(.text("load  x"), .left, .left)
        let event = harness.type(.paste("a.csv\r\n\r\nb\r\nc"))
        #expect(run(&harness, event) == ["load a.csv", "b"])
        #expect(harness.line == "c| x")
    }

    @Test("Lines that belong together are one entry; one that stays open is not run")
    func open() {
        var harness = TypingHarness(hooks: Self.hooks)
        let event = harness.type(.paste("a |\nb\nc |\n\nd |\n"))
        #expect(run(&harness, event) == ["a |\nb", "c |"])
        #expect(harness.line == "d |\n|")
        harness = TypingHarness(hooks: Self.hooks)
        #expect(harness.type(.paste("d |\ne |\n")) == .none)
        #expect(harness.line == "d |\ne |\n|")
    }

    @Test("What has not run can be given up, and then nothing of it is left")
    func givenUp() {
        var harness = TypingHarness(hooks: Self.hooks)
        harness.type(.paste("a\nb\nc\nrest"))
        #expect(harness.editor.forgetPaste() == 2)
        harness.editor.begin()
        #expect(harness.editor.buffer.isEmpty && !harness.editor.hasPastedEntries)
    }

    @Test("Controls in a paste are text that is shown, not keys")
    func controls() {
        var harness = TypingHarness(hooks: Self.hooks)
        harness.type(.paste("a\u{1B}[2J\u{3}\u{202E}b"))
        #expect(harness.screen.lines[0] == #"> a\x1b[2J\x03‹U+202E›b"#)
        #expect(harness.editor.buffer.text == "a\u{1B}[2J\u{3}\u{202E}b")
    }
}
