import Diagnostics
import Testing

@Suite("Text from outside is safe on a terminal")
struct TerminalTextTests {
    @Test(
        "What could act or deceive is made visible",
        arguments: [
            ("\u{1B}[31mred", "\\x1b[31mred"), ("\u{9B}2J", "\\x9b2J"), ("a\rb", "a\\x0db"), ("a\u{7F}", "a\\x7f"),
            ("a\0b", "a\\x00b"), ("a\nb", "a\\x0ab"), ("a\tb", "a\\x09b"), ("a\r\nb", "a\\x0d\\x0ab"),
            ("\u{1B}]52;c;eA==\u{7}", "\\x1b]52;c;eA==\\x07"), ("\u{9D}8;;x\u{9C}", "\\x9d8;;x\\x9c"),
            ("x\u{202E}gpj.exe", "x‹U+202E›gpj.exe"), ("\u{2066}a\u{2069}", "‹U+2066›a‹U+2069›"),
            ("a\u{200B}b", "a‹U+200B›b"), ("a\u{FEFF}", "a‹U+FEFF›"), ("a\u{E0041}", "a‹U+E0041›"),
            ("a\u{2028}b", "a‹U+2028›b"), ("a\u{AD}b", "a‹U+00AD›b"), ("a\u{3164}b", "a‹U+3164›b"),
            ("a\u{200D}b", "a‹U+200D›b"), ("\u{200C}", "‹U+200C›"), ("\u{FFFE}", "‹U+FFFE›"),
            ("\u{301}x", "\u{25CC}\u{301}x"), ("\u{61C}x", "‹U+061C›x"),
        ])
    func hostile(text: String, safe: String) {
        #expect(TerminalText.safe(text) == safe)
        #expect(TerminalText.safeCharacters(Array(text)).joined() == safe)
    }

    @Test(
        "What people write stays as it is",
        arguments: [
            "plain", "አማርኛ", "می\u{200C}خواهم", "ക്\u{200D}ഷ", "श्री\u{200D}मान", "👨‍👩‍👧", "🏳️‍🌈", "❤️", "日本語", "e\u{301}",
            "‹U+202E›", "ᠮᠣᠩ\u{180B}",
        ])
    func harmless(text: String) {
        #expect(Array(TerminalText.safe(text).unicodeScalars) == Array(text.unicodeScalars))
        #expect(TerminalText.safeCharacters(Array(text)) == Array(text).map { String($0) })
    }

    @Test("No scalar leaves a control, a bidirectional control or a tag behind, alone or beside others")
    func everyScalar() {
        for code in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(code) else { continue }
            // Planes without characters are sampled.
            if (0x30000..<0xE0000).contains(code) || code > 0xE1000, !code.isMultiple(of: 97), code & 0xFFFF < 0xFFF0 {
                continue
            }
            let safe = TerminalText.safe("a\(scalar)b")
            let bad = safe.unicodeScalars.contains {
                switch $0.value {
                case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0x61C, 0xE0000...0xE0FFF:
                    true
                default: false
                }
            }
            if bad { Issue.record("U+\(String(code, radix: 16)) is left") }
        }
    }

    @Test("Newlines stay only if asked for; carriage returns never do")
    func newlines() {
        #expect(TerminalText.safe("a\nb\r\nc", keepsNewlines: true) == "a\nb\\x0d\nc")
    }

    @Test("Text written from right to left is isolated, other text is not")
    func isolation() {
        #expect(TerminalText.isolated("العربية") == "\u{2068}العربية\u{2069}")
        #expect(TerminalText.isolated("𞤆𞤵𞤤𞤢𞤪") == "\u{2068}𞤆𞤵𞤤𞤢𞤪\u{2069}")
        #expect(TerminalText.isolated("ߒߞߏ") == "\u{2068}ߒߞߏ\u{2069}")
        #expect(TerminalText.isolated("አማርኛ 1") == "አማርኛ 1")
        #expect(DisplayWidth.of(TerminalText.isolated("العربية")) == 7)
    }
}
