import Diagnostics
import Testing

@Suite("A diagnostic is printed in one shape")
struct DiagnosticRendererTests {
    private let renderer = DiagnosticRenderer()

    @Test("Code, place, sentence, line with caret, help")
    func shape() {
        let diagnostic = Diagnostic(
            "E102", at: SourceLocation(file: "loans.csv", line: 1, column: 14), "no column 'regoin' in 'taiwan'",
            help: ["did you mean 'region'?", "columns: region, residence"],
            excerpt: Diagnostic.Excerpt(line: "metrics tpr by regoin", column: 16, length: 6))
        #expect(
            renderer.text(of: diagnostic) == """
                error[E102] loans.csv:1:14: no column 'regoin' in 'taiwan'
                  metrics tpr by regoin
                                 ^^^^^^
                  did you mean 'region'?
                  columns: region, residence
                """)
        #expect(
            renderer.compactText(of: diagnostic) == "loans.csv:1:14: error: no column 'regoin' in 'taiwan' [E102]")
        #expect(renderer.text(of: Diagnostic("W001", severity: .warning, "odd")) == "warning[W001] odd")
        #expect(renderer.compactText(of: Diagnostic("W001", severity: .warning, "odd")) == "warning: odd [W001]")
    }

    @Test(
        "The caret stands in the column where the character is shown, as wide as it is shown",
        arguments: [
            ("ab x", 4, 3, 1), ("አማ x", 4, 3, 1), ("काठ x", 4, 4, 1), ("日本 x", 4, 5, 1), ("مُحَ x", 4, 3, 1),
            ("日x", 1, 0, 2),
            ("e\u{301}e\u{301} x", 4, 3, 1), ("a\u{1B}x", 3, 5, 1), ("a\u{202E}x", 2, 1, 8), ("👨‍👩‍👧x", 2, 2, 1),
            ("a\tx", 3, 2, 1),
            ("x", 2, 1, 1), ("", 1, 0, 1), ("x", 900, 1, 1),
        ])
    func carets(line: String, column: Int, spaces: Int, carets: Int) {
        let diagnostic = Diagnostic("E1", "x", excerpt: Diagnostic.Excerpt(line: line, column: column))
        let lines = renderer.text(of: diagnostic).split(separator: "\n").map(String.init)
        #expect(lines.last == "  " + String(repeating: " ", count: spaces) + String(repeating: "^", count: carets))
    }

    @Test(
        "A long line is cut to a window around the caret", arguments: [1, 2, 50, 99, 150, 2_500, 4_999, 5_000, 5_001])
    func window(column: Int) throws {
        let line = String((0..<5_000).map { Character(String($0 % 10)) })
        let diagnostic = Diagnostic("E1", "x", excerpt: Diagnostic.Excerpt(line: line, column: column))
        let lines = renderer.text(of: diagnostic).split(separator: "\n").map(Array.init)
        try #require(lines.count == 3)
        #expect(lines[1].count <= renderer.width && lines[2].count <= renderer.width + 1)
        let caret = try #require(lines[2].firstIndex(of: "^"))
        if column <= 5_000 {
            #expect(lines[1][caret] == Character(String((column - 1) % 10)))
        } else {
            #expect(caret == lines[1].count)
        }
    }

    @Test("At most eight lines, however much help there is", arguments: 0...20)
    func lineLimit(count: Int) {
        let diagnostic = Diagnostic(
            "E1", "x", help: (0..<count).map { "hint \($0)" }, excerpt: Diagnostic.Excerpt(line: "x", column: 1))
        let lines = renderer.text(of: diagnostic).split(separator: "\n")
        #expect(lines.count == min(8, 3 + count))
        if count > 5 { #expect(lines.last == "  … and \(count - 4) more hints") }
    }

    @Test("Values from outside cannot act on the terminal or add lines, wherever they stand")
    func hostile() {
        let evil = "a\u{1B}[2J\n::error::x\r\u{202E}\u{9B}1m"
        let diagnostic = Diagnostic(
            "E1", at: SourceLocation(file: evil, line: 1), evil, help: [evil],
            excerpt: Diagnostic.Excerpt(line: evil + evil, column: 3, length: 400))
        let text = renderer.text(of: diagnostic)
        #expect(text.split(separator: "\n").count == 4)
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7F..<0xA0).contains($0.value) })
        #expect(!text.unicodeScalars.contains("\u{202E}"))
        #expect(!renderer.compactText(of: diagnostic).contains("\n"))
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("::") })
    }

    @Test("A message of a megabyte is cut")
    func longMessage() {
        let text = renderer.text(of: Diagnostic("E1", String(repeating: "é", count: 1_000_000)))
        #expect(text.count < 5_000)
    }

    @Test("All diagnostics of an error are printed in order")
    func several() {
        struct Both: Diagnosable {
            let diagnostics = [Diagnostic("E1", "one"), Diagnostic("E2", "two")]
            let exitStatus = ExitStatus.input
        }
        #expect(renderer.text(of: Both()) == "error[E1] one\nerror[E2] two")
    }
}
