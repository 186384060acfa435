import Diagnostics
import Testing

@Suite("Text has a width in columns")
struct DisplayWidthTests {
    @Test(
        "A terminal that counts characters gives marks no column of their own, and wide ones two",
        arguments: [
            ("አማርኛ", 4), ("काठमाडौं", 4), ("العربية", 7), ("ไทยน้ำ", 4), ("日本", 4), ("👨‍👩‍👧", 2), ("🇰🇪", 2),
            ("மலை", 2), ("abc", 3), ("❤️", 2), ("e\u{301}", 1), ("한글", 4), ("", 0),
        ])
    func graphemes(text: String, width: Int) {
        DisplayWidth.$rule.withValue(.graphemes) {
            #expect(DisplayWidth.of(text) == width)
            #expect(DisplayWidth.of(DisplayWidth.truncated(text + text + "xxx", to: 3)) <= 3)
        }
    }

    @Test(
        "Words of many scripts take the columns that were measured on terminals",
        arguments: [
            ("አማርኛ", 4), ("काठमाडौं", 7), ("क्षेत्र", 4), ("العربية", 7), ("مُحَمَّد", 4), ("ไทยน้ำ", 5), ("日本", 4),
            ("👨‍👩‍👧", 2), ("🇪🇹", 2), ("தமிழ்", 4), ("മലയാളം", 6), ("", 0), ("plain", 5), ("🇪🇹🇰🇪", 4), ("❤️", 2), ("❤", 1),
            ("👍🏽", 2), ("1️⃣", 2), ("e\u{301}", 1), ("가", 2), ("ｆｕｌｌ", 8), ("ﾊﾝｶｸ", 4), ("‹U+202E›", 8),
        ])
    func measured(text: String, width: Int) { #expect(DisplayWidth.of(text) == width) }

    @Test("Every string of the oracle takes the columns that independent implementations give it")
    func oracle() {
        #expect(displayWidthOracle.count > 250)
        for entry in displayWidthOracle {
            let codes = entry.text.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " ")
            #expect(DisplayWidth.of(entry.text) == entry.width, "\(entry.text): \(codes)")
        }
    }

    @Test("The table agrees with the general categories that the standard library knows")
    func categories() {
        // Exceptions of wcwidth: a soft hyphen and the signs that enclose digits are visible.
        let visibleFormats: Set<UInt32> = [
            0xAD, 0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD,
        ]
        var marks = 0
        for code in UInt32(0x20)...0x10FFFF {
            guard let scalar = Unicode.Scalar(code) else { continue }
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark:
                marks += 1
                #expect(DisplayWidth.of(scalar) == 0, "\(String(code, radix: 16))")
            case .spacingMark: #expect(DisplayWidth.of(scalar) == 1, "\(String(code, radix: 16))")
            case .format where !visibleFormats.contains(code) && !(0x13430...0x1343F).contains(code):
                #expect(DisplayWidth.of(scalar) == 0, "\(String(code, radix: 16))")
            default: continue
            }
        }
        #expect(marks > 1_900)
    }

    @Test("A text is cut between characters and the cut is shown", arguments: displayWidthOracle.map(\.text))
    func truncation(text: String) {
        for width in 0...8 {
            let cut = DisplayWidth.truncated(text, to: width)
            #expect(DisplayWidth.of(cut) <= width)
            if DisplayWidth.of(text) <= width {
                #expect(cut == text)
            } else if width > 0 {
                #expect(cut.hasSuffix("…"))
                #expect(text.hasPrefix(String(cut.dropLast())))
                #expect(text.starts(with: cut.dropLast()), "characters were torn apart")
            }
        }
    }

    @Test("Padding fills to the width on either side and never cuts")
    func padding() {
        #expect(DisplayWidth.padded("日本", to: 6) == "日本  ")
        #expect(DisplayWidth.padded("काठमाडौं", to: 9, .right) == "  काठमाडौं")
        #expect(DisplayWidth.padded("abc", to: 2) == "abc")
        #expect(DisplayWidth.truncated("abcdef", to: 4) == "abc…")
        #expect(DisplayWidth.truncated("日本語", to: 4) == "日…")
        #expect(DisplayWidth.truncated("abc", to: 0) == "")
        #expect(DisplayWidth.truncated("abc", to: -3) == "")
    }
}
