import Interchange
import Testing

@Suite("Text in Markdown stays text")
struct MarkdownTextTests {
    @Test("No hostile text leaves an unescaped sign, a line break or a control character")
    func hostile() {
        let special: Set<Unicode.Scalar> = [
            "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "!", "|", "~", "$", "<", ">", "@",
        ]
        for text in hostileStrings {
            let cell = MarkdownText.cell(text)
            var escaped = false
            var scalars = Array(cell.unicodeScalars)[...]
            while let scalar = scalars.popFirst() {
                if escaped {
                    escaped = false
                    continue
                }
                if scalar == "\\" {
                    escaped = true
                    // A backslash at the end would escape the bar behind the cell.
                    #expect(!scalars.isEmpty, "\(text.debugDescription)")
                    continue
                }
                if scalar == "&" {
                    let entity = String(String.UnicodeScalarView(scalars.prefix { $0 != ";" }))
                    #expect(["amp", "lt", "gt", "#58", "#64"].contains(entity), "\(text.debugDescription)")
                    scalars = scalars.drop { $0 != ";" }
                    continue
                }
                #expect(!special.contains(scalar), "\(scalar) in \(text.debugDescription)")
                #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value))
                #expect(!("\u{2028}"..."\u{202E}").contains(scalar) && !("\u{2066}"..."\u{2069}").contains(scalar))
            }
            #expect(!cell.contains("::") && !cell.contains("://"))
            #expect(!cell.hasPrefix(" ") && !cell.hasSuffix(" "))
            #expect(!["-", "+", "="].contains(cell.first.map(String.init) ?? ""))
        }
    }

    @Test(
        "Signs are escaped and the rest is left",
        arguments: [
            ("plain text, 0.5", "plain text, 0.5"), ("a|b", "a\\|b"), ("`x`", "\\`x\\`"), ("<b>", "&lt;b&gt;"),
            ("# x", "\\# x"),
            ("::error::x", "&#58;&#58;error&#58;&#58;x"), ("a: b", "a: b"), ("a\nb", "a b"), ("a\r\nb", "a b"),
            ("1. x", "1\\. x"),
            ("1.5", "1.5"), ("- x", "\\- x"), ("a-b", "a-b"), ("\\", "\\\\"), ("አማርኛ", "አማርኛ"),
            ("\u{1B}", "\\\\u\\{1B\\}"),
        ])
    func escapes(text: String, markdown: String) {
        #expect(MarkdownText.inline(text) == markdown)
    }
}
