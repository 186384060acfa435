import TestSupport

/// Group names that attack what they are printed into, and names that only look odd.
enum HostileNames {
    static let script = "<script>alert(1)</script>"
    static let formula = "=cmd|' /C calc'!A0"
    static let amharic = "አማራ"
    static let quotes = "say \"hi\", it's"
    static let family = "👨‍👩‍👧"
    static let long = String(repeating: "x", count: 300)

    static let all = [
        script, "\u{1B}]0;x\u{7}evil", "ab\u{202E}dc", long, amharic, quotes, family, formula, "a|b`c`", "NA",
        "::set-output name=x::y", "##[error]y", "[a](javascript:alert(1))", "</td></tr></table>", "${x}{{y}}", "+1",
        "@x",
        "\u{9B}31m", "&lt;b&gt;", "{ $group }", "' onmouseover='x",
    ]

    /// What must reach a reader of any format as it is.
    static let readable = [amharic, family, "NA"]

    /// Rows with every name, as CSV: columns id, group, label, prediction.
    static var rows: String {
        var rows: [[String?]] = [["id", "group", "label", "prediction"]]
        for (group, name) in all.enumerated() {
            for row in 0..<12 {
                rows.append(["\(group)-\(row)", name, String(row % 2), String((row / 2 + group) % 2)])
            }
        }
        return DelimitedText().table(rows)
    }

    /// The scalars of a text that could drive a terminal or reorder what is read; line feeds are none.
    static func dangerous(in text: String) -> [String] {
        text.unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x0A: false
            case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2028, 0x2029, 0xE0000...0xE007F: true
            default: false
            }
        }.map { "U+" + String($0.value, radix: 16) }
    }
}
