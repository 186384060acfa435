import Diagnostics
import TestSupport
import Testing

@testable import LineEditor

@Suite("What the terminal shows")
struct FrameTests {
    static let scripts = [
        "አማርኛ", "काठमाडौं", "क्षेत्र", "العربية", "مُحَمَّد", "ไทยน้ำ", "日本", "👨‍👩‍👧", "🇰🇪", "தமிழ்", "മലയാളം", "Ελλάς",
    ]

    @Test("The cursor stands where the next character goes, in every script", arguments: scripts)
    func cursor(script: String) {
        var harness = TypingHarness()
        harness.type(script)
        #expect(harness.screen.cursorColumn == 2 + DisplayWidth.of(script))
        harness.type("¦")
        #expect(harness.screen.lines[0] == "> \(script)¦")
        #expect(harness.screen.columns(of: "¦", inRow: 0) == [2 + DisplayWidth.of(script)])
        harness.type(.left)
        for _ in script { harness.type(.left) }
        #expect(harness.screen.cursorColumn == 2)
        harness.type(.control("k"))
        #expect(harness.screen.lines[0] == ">")
    }

    @Test(
        "A line longer than the screen is broken before it is full, and each row stays one", arguments: [5, 10, 17, 40])
    func wrapping(columns: Int) {
        var harness = TypingHarness(columns: columns, rows: 30)
        let text = String((0..<60).map { Character(Unicode.Scalar(UInt8(0x41 + $0 % 26))) })
        for character in text { harness.type(String(character)) }
        #expect(harness.screen.lines.joined().hasPrefix("> " + text))
        #expect(harness.screen.lines.allSatisfy { $0.count <= columns - 1 })
        harness.type(.home)
        #expect(harness.screen.cursorRow == 0 && harness.screen.cursorColumn == 2)
        harness.type(.delete)
        #expect(harness.screen.lines.joined().hasPrefix("> " + text.dropFirst()))
    }

    @Test("An entry taller than the screen shows the rows around the cursor")
    func tall() {
        var harness = TypingHarness(columns: 20, rows: 5)
        harness.type(.text((1...30).map { "line \($0)" }.joined(separator: "\n")))
        #expect(harness.screen.lines == ["… line 26", "… line 27", "… line 28", "… line 29", "… line 30"])
        for _ in 0..<29 { harness.type(.up) }
        #expect(harness.screen.lines.first == "> line 1")
        #expect(harness.screen.cursorRow == 0)
        #expect(harness.screen.scrolledOff.isEmpty)
    }

    @Test("After any keys on any screen, painting step by step shows what painting anew shows")
    func steps() {
        var state: UInt64 = 11
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let keys: [Key] =
            [
                .left, .right, .up, .down, .home, .end, .backspace, .delete, .control("k"), .control("y"),
                .control("t"),
                .control("w"), .tab, .tab, .escape, .control("r"), .alt("\n"), .alt("b"), .text("\u{202E}"),
                .text("\u{1B}"),
            ]
            + Self.scripts.map { .text($0) } + Self.scripts.map { .text(String($0.prefix(1))) }
        let hooks = CompletionMenuTests.hooks(["አማራ", "काठ", "region", "residence"])
        for round in 0..<60 {
            var harness = TypingHarness(
                ["metrics अ by region", "日本\n中国"], columns: 4 + next(40), rows: 2 + next(9), hooks: hooks)
            for _ in 0..<40 {
                harness.type(keys[next(keys.count)])
                var anew = VirtualScreen(columns: harness.screen.columns, rows: harness.screen.rows)
                var painter = FramePainter(coloured: false)
                let frame = harness.editor.frame(
                    TypingHarness.appearance, width: anew.columns, height: anew.rows)
                anew.show(painter.paint(frame).utf8)
                #expect(
                    harness.screen.lines.filter { !$0.isEmpty } == anew.lines.filter { !$0.isEmpty }, "round \(round)")
                #expect(harness.screen.cursorColumn == anew.cursorColumn)
                #expect(harness.screen.cursorLine == anew.cursorLine)
                #expect(frame.rows.allSatisfy { $0.width < max(2, anew.columns) })
                #expect(harness.screen.unknownSequences.isEmpty && harness.screen.questions.isEmpty)
            }
        }
    }

    @Test("Only rows that changed are painted")
    func sparing() {
        var painter = FramePainter(coloured: false)
        var editor = Editor()
        _ = editor.handle(.text(String(repeating: "x", count: 100)))
        let first = painter.paint(editor.frame(TypingHarness.appearance, width: 30, height: 10))
        _ = editor.handle(.text("y"))
        let second = painter.paint(editor.frame(TypingHarness.appearance, width: 30, height: 10))
        #expect(first.utf8.count > 100 && second.utf8.count < 50)
    }

    @Test("Styles are shown where colours are, and are undone behind each piece")
    func styles() {
        let hooks = Editor.Hooks(highlights: { text, _ in [StyledSpan(0..<3, .command), StyledSpan(4..<99, .unknown)] })
        var editor = Editor(hooks: hooks)
        _ = editor.handle(.text("abc def"))
        let frame = editor.frame(TypingHarness.appearance, width: 40, height: 5)
        var coloured = FramePainter(coloured: true)
        var screen = VirtualScreen(columns: 40, rows: 5)
        screen.show(coloured.paint(frame).utf8)
        #expect(screen.lines[0] == "> abc def")
        #expect(screen.texts(inStyle: "1") == ["abc"] && screen.texts(inStyle: "31") == ["def"])
        var plain = FramePainter(coloured: false)
        #expect(!plain.paint(frame).contains("m"))
    }

    @Test("A terminal that got narrower broke the rows: the start of the prompt is found again")
    func narrower() {
        var harness = TypingHarness(columns: 40, rows: 12)
        harness.screen.show("\rbefore\r\n".utf8)
        harness.painter.forget()
        harness.type(String(repeating: "abcdefghij", count: 6))
        #expect(harness.screen.cursorRow == 2)
        // Rows of 39 and 23 columns: at 20 columns two rows each, and the cursor in the last of them.
        var reflowed = VirtualScreen(columns: 20, rows: 12)
        reflowed.show(("before\r\n> " + String(repeating: "abcdefghij", count: 6).prefix(37)).utf8)
        reflowed.show(("\r\n" + String(repeating: "abcdefghij", count: 6).dropFirst(37)).utf8)
        harness.screen = reflowed
        harness.screen.show(harness.painter.resize(to: 20).utf8)
        harness.paint()
        #expect(harness.screen.lines[0] == "before")
        #expect(harness.screen.lines[1].hasPrefix("> abcdefghij"))
        #expect(harness.screen.text.filter { $0 == "a" }.count == 6)
    }

    @Test("A wider one has the rows as they were")
    func wider() {
        var harness = TypingHarness(columns: 20, rows: 12)
        harness.screen.show("\rbefore\r\n".utf8)
        harness.painter.forget()
        harness.type(String(repeating: "abcdefghij", count: 6))
        harness.screen.resize(columns: 50, rows: 12)
        harness.screen.show(harness.painter.resize(to: 50).utf8)
        harness.paint()
        #expect(harness.screen.lines[0] == "before")
        #expect(harness.screen.lines[1].count == 49)
        #expect(harness.screen.text.filter { $0 == "a" }.count == 6)
    }

    @Test("Leaving an entry puts the cursor on a new line below all of it")
    func leaving() {
        var harness = TypingHarness()
        harness.type("ab\ncd\nef")
        harness.type(.up, .up)
        harness.screen.show(harness.painter.leave(saying: "^C").utf8)
        harness.screen.show("next".utf8)
        #expect(harness.screen.lines[0...3] == ["> ab", "… cd", "… ef^C", "next"])
    }
}
