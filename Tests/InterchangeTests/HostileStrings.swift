/// Texts that attack what they are written into, or that are merely odd; every writer must stand all of them.
let hostileStrings: [String] =
    [
        "", " ", "  lead", "trail  ", "a\nb", "a\r\nb", "a\rb", "\n", "\t", "a\tb", "a,b", "a;b", "\"", "\"\"", "a\"b",
        "'",
        "''", "\\", "\\\\",
        "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x", "'=1",
        "''=1", "'abc", "−1",
        "=HYPERLINK(\"http://x\",\"y\")", "<script>alert(1)</script>", "</script>", "<img src=x onerror=alert(1)>",
        "\"><svg onload=x>",
        "' onmouseover='x", "`x`", "&amp;", "&#60;", "&lt;script&gt;", "]]>", "<!--", "-->", "<![CDATA[",
        "javascript:alert(1)",
        "|", "a|b", "||", "```", "``", "# heading", "## h", "- item", "+ item", "* item", "1. item", "10. x", "1.5",
        "> quote", "===", "---",
        "    code", "[a](http://x)", "![a](http://x)", "<http://x>", "http://x.example", "**b**", "__b__", "~~s~~",
        "$x$",
        "^1", "[^1]: x",
        "::error file=a::b", "::set-output name=a::b", "a::b", "::add-mask::x", "@everyone", "{{x}}", "{%x%}", "\\|",
        "\\`",
        "\\<b>",
        "\u{0}", "\u{1}", "\u{8}", "\u{B}", "\u{C}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{9B}1m", "\u{FFFE}",
        "\u{FFFF}",

        "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FEFF}a", "\u{202E}abc", "\u{2066}a", "\u{200B}", "\u{E0041}",
        "e\u{301}",
        "\u{301}", "\"\u{301}",
        "<\u{301}", "&\u{301}", ",\u{301}", "=\u{301}", "አማርኛ", "العربية", "काठमाडौं", "日本", "👨‍👩‍👧", "NA", "null", "None",
        "NaN",
        "007", "1e400",
        String(repeating: "a", count: 10_000), String(repeating: "<", count: 1_000), "a\u{A0}", "\u{3000}a",
    ] + noncharacters.map { String(String.UnicodeScalarView([$0])) }

/// Characters that no text should hold and that the compiler takes in no literal.
private let noncharacters = [0xFDD0 as UInt32, 0xFFFE, 0x1FFFE, 0x10FFFF].compactMap(Unicode.Scalar.init)
