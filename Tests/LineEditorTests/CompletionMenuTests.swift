import LineEditor
import TestSupport
import Testing

@Suite("Completing words")
struct CompletionMenuTests {
    /// Completes the last word from a list.
    static func hooks(_ words: [String]) -> Editor.Hooks {
        Editor.Hooks(completions: { text, cursor in
            let before = Array(text.prefix(cursor))
            let start = before.lastIndex(of: " ").map { $0 + 1 } ?? 0
            let typed = String(before[start...])
            let beginning = words.filter { $0.hasPrefix(typed) }
            let fitting = beginning.isEmpty ? words.filter { $0.contains(typed) } : beginning
            return CompletionList(
                replacing: start..<cursor,
                fitting.map { CompletionList.Candidate($0, isWhole: !$0.hasSuffix("/")) })
        })
    }

    static let words = ["region", "residence", "gender", "data/"]

    @Test("The only candidate is put in, with a space that gives way to a comma")
    func one() {
        var harness = TypingHarness(hooks: Self.hooks(Self.words))
        harness.type(.text("by g"), .tab)
        #expect(harness.line == "by gender |")
        harness.type(", reg")
        #expect(harness.line == "by gender, reg|")
        harness.type(.tab)
        #expect(harness.line == "by gender, region |")
        harness.type(" ")
        harness.type("x")
        #expect(harness.line == "by gender, region x|")
    }

    @Test("A space that was typed is not taken away")
    func ownSpace() {
        var harness = TypingHarness(hooks: Self.hooks(Self.words))
        harness.type(.text("g"), .tab)
        harness.type(.left, .right)
        harness.type(",")
        #expect(harness.line == "gender ,|")
    }

    @Test("A folder gets no space, and in the middle of a line one that is there is used")
    func spaces() {
        var harness = TypingHarness(hooks: Self.hooks(Self.words))
        harness.type(.text("d"), .tab)
        #expect(harness.line == "data/|")
        harness = TypingHarness(hooks: Self.hooks(Self.words))
        harness.type(.text("g x"), .left, .left, .tab)
        #expect(harness.line == "gender |x")
    }

    @Test("Several have their common beginning put in and are listed; Tab goes through them, Esc goes back")
    func several() {
        var harness = TypingHarness(hooks: Self.hooks(Self.words))
        harness.type(.text("r"), .tab)
        #expect(harness.line == "re|")
        #expect(harness.screen.lines[0...1] == ["> re", " region     residence"])
        harness.type(.tab)
        #expect(harness.line == "region|" && harness.screen.lines[1] == ">region     residence")
        harness.type(.tab)
        #expect(harness.line == "residence|" && harness.screen.lines[1] == " region    >residence")
        harness.type(.tab)
        #expect(harness.line == "region|")
        harness.type(.backTab)
        #expect(harness.line == "residence|")
        harness.type(.escape)
        #expect(harness.line == "re|" && harness.screen.lines[1].isEmpty)
    }

    @Test("Enter takes what is chosen and runs nothing; with nothing chosen it runs the line")
    func enter() {
        var harness = TypingHarness(hooks: Self.hooks(Self.words))
        harness.type(.text("r"), .tab, .tab)
        #expect(harness.type(.enter) == .none)
        #expect(harness.line == "region |" && harness.screen.lines[1].isEmpty)
        harness.type(.control("u"))
        harness.type(.text("r"), .tab)
        #expect(harness.type(.enter) == .entry("re"))
    }

    @Test("Any other key closes the list and does what it does")
    func others() {
        var harness = TypingHarness(hooks: Self.hooks(Self.words))
        harness.type(.text("r"), .tab, .tab)
        harness.type(",")
        #expect(harness.line == "region,|" && harness.screen.lines[1].isEmpty)
        harness.type(.text(" r"), .tab)
        harness.type(.control("a"))
        #expect(harness.line == "|region, re" && harness.screen.lines[1].isEmpty)
    }

    @Test("Candidates that begin otherwise are listed and nothing is taken from what was typed")
    func otherwise() {
        var harness = TypingHarness(hooks: Self.hooks(["true-positive-rate", "selection-rate"]))
        harness.type(.text("rate"), .tab)
        #expect(harness.line == "rate|")
        #expect(
            harness.screen.lines[1].contains("selection-rate") || harness.screen.lines[2].contains("selection-rate"))
    }

    @Test(
        "A long list takes half of the screen at most, tells how much is hidden and turns its pages",
        arguments: [3, 5, 10, 24])
    func long(rows: Int) {
        let words = (1...300).map { "word\($0)" }
        var harness = TypingHarness(rows: rows, hooks: Self.hooks(words))
        harness.type(.text("w"), .tab)
        #expect(harness.screen.text.split(separator: "\n").count <= max(2, 1 + rows / 2))
        #expect(harness.screen.lines[0] == "> word")
        if rows > 3 { #expect(harness.screen.text.contains(" more")) }
        for _ in 0..<250 { harness.type(.tab) }
        #expect(harness.line == "word250|")
        #expect(harness.screen.text.contains(">word250"))
    }

    @Test("Hostile candidates are shown safely and never wider than the screen")
    func hostile() {
        let names = ["\u{1B}[2Jx", "y\nz", String(repeating: "አማራ", count: 40), "\u{202E}abc", "काठमाडौं"]
        var harness = TypingHarness(
            hooks: Editor.Hooks(completions: { _, cursor in
                CompletionList(replacing: cursor..<cursor, names.map { CompletionList.Candidate($0, detail: $0 + $0) })
            }))
        harness.type(.tab)
        #expect(harness.screen.unknownSequences.isEmpty)
        #expect(harness.screen.text.contains(#"\x1b[2Jx"#) && harness.screen.text.contains("‹U+202E›abc"))
        for _ in names { harness.type(.tab) }
        #expect(harness.screen.lines[0].hasPrefix("> "))
    }
}
