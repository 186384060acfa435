import Interchange
import Testing

@Suite("Text in HTML and XML stays text")
struct HTMLTextTests {
    /// Reads the entities this writer makes.
    private func unescaped(_ text: String) -> String {
        var text = text
        for (entity, sign) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#96;", "`"), ("&#9;", "\t"),
            ("&#10;", "\n"),
            ("&#13;", "\r"), ("&amp;", "&"),
        ] {
            text = text.replacing(entity, with: sign)
        }
        return text
    }

    @Test("No hostile text leaves a sign that could end its place, and legal text reads back")
    func hostile() {
        for text in hostileStrings {
            for (escaped, isAttribute) in [(HTMLText.text(text), false), (HTMLText.attribute(text), true)] {
                #expect(!escaped.unicodeScalars.contains { "<>\"'`".unicodeScalars.contains($0) })
                #expect(escaped.unicodeScalars.allSatisfy(XMLText.isLegal))
                #expect(!escaped.unicodeScalars.contains("\r"))
                if isAttribute { #expect(!escaped.unicodeScalars.contains { $0 == "\n" || $0 == "\t" }) }
                let hasControls = text.unicodeScalars.contains {
                    !XMLText.isLegal($0) || ("\u{202A}"..."\u{202E}").contains($0)
                        || ("\u{2066}"..."\u{2069}").contains($0)
                }
                if !hasControls, !text.unicodeScalars.contains("\u{301}") { #expect(unescaped(escaped) == text) }
            }
        }
    }

    @Test(
        "Signs become entities and forbidden characters become visible",
        arguments: [
            ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"), ("a\u{1B}b", "a\\u{1B}b"), ("\u{0}", "\\u{0}"),
            ("\u{FFFE}", "\\u{FFFE}"),
            ("\u{202E}x", "‹U+202E›x"), ("አማርኛ", "አማርኛ"), ("<\u{301}", "&lt;\u{301}"), ("a\nb", "a\nb"),
        ])
    func escapes(text: String, html: String) { #expect(HTMLText.text(text) == html) }

    @Test("What XML allows is left and what it forbids is written out")
    func xml() {
        for text in hostileStrings {
            let legal = XMLText.legal(text)
            #expect(legal.unicodeScalars.allSatisfy(XMLText.isLegal))
            if text.unicodeScalars.allSatisfy(XMLText.isLegal) { #expect(legal == text) }
        }
        #expect(XMLText.legal("a\u{8}b\u{9B}") == "a\\u{8}b\\u{9B}")
        #expect(XMLText.attribute("a\n<") == "a&#10;&lt;" && XMLText.text("]]>") == "]]&gt;")
    }
}
