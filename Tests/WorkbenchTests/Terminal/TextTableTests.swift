import Diagnostics
import Testing

@testable import Workbench

@Suite("A table lines up on the screen")
struct TextTableTests {
    /// Words of twelve scripts with the columns they take on tmux 3.3a and by wcwidth 0.9.4.
    static let words: [(String, Int)] = [
        ("Oromia", 6), ("አማርኛ", 4), ("काठमाडौं", 7), ("العربية", 7), ("مُحَمَّد", 4), ("ไทยน้ำ", 5), ("日本", 4), ("தமிழ்", 4),
        ("മലയാളം", 6), ("Русский", 7), ("Ελλάδα", 6), ("한국어", 6), ("עברית", 5), ("👨‍👩‍👧", 2), ("🇪🇹", 2),
    ]

    @Test("Twelve scripts and emoji put the next column in the same place")
    func scripts() {
        let table = TextTable(
            columns: [TextTable.Column("region"), TextTable.Column("n", .number), TextTable.Column("end")],
            rows: Self.words.map { [$0.0, "1,234", "¦"] })
        let lines = table.text().split(separator: "\n").dropFirst()
        #expect(lines.count == Self.words.count)
        for (line, word) in zip(lines, Self.words) {
            // What is left of a line without its word and isolates is spaces, number and mark: their count is known.
            var rest = line.unicodeScalars.filter { $0 != "\u{2068}" && $0 != "\u{2069}" }
            rest.removeSubrange(
                rest.startIndex..<rest.index(rest.startIndex, offsetBy: 2 + word.0.unicodeScalars.count))
            #expect(2 + word.1 + rest.count == 2 + 7 + 2 + 5 + 2 + 1, "\(word.0)")
        }
    }

    @Test("Texts stand left, numbers with their points below each other, reasons at the right edge")
    func alignment() {
        let table = TextTable(
            columns: [
                TextTable.Column("region"), TextTable.Column("n", .number), TextTable.Column("TPR", .number),
                TextTable.Column("95 % interval"),
            ],
            rows: [
                ["Oromia", "4,812", "0.712", "0.682 to 0.741"], ["Amhara", "51", "-0.7", "0.747 to 0.799"],
                ["Afar", "6", "12", ""], ["Wajir", "0", "6 positives", ""],
            ],
            footers: ["3 of 4 groups"])
        #expect(
            table.text() == """
                  region      n          TPR  95 % interval
                  Oromia  4,812        0.712  0.682 to 0.741
                  Amhara     51       -0.7    0.747 to 0.799
                  Afar        6       12
                  Wajir       0  6 positives
                  3 of 4 groups

                """)
    }

    @Test("Right-to-left cells are isolated, others are not")
    func isolation() {
        let table = TextTable(columns: [TextTable.Column("a"), TextTable.Column("b")], rows: [["العربية", "x"]])
        #expect(table.text() == "  a        b\n  \u{2068}العربية\u{2069}  x\n")
    }

    @Test("A limit cuts texts, the widest first, and never a number", arguments: 10...60)
    func limit(width: Int) {
        let rows = Self.words.map { [String(repeating: $0.0, count: 5), $0.0, "123456.789"] }
        let table = TextTable(
            columns: [TextTable.Column("long"), TextTable.Column("short"), TextTable.Column("n", .number)], rows: rows)
        for line in table.text(width: width).split(separator: "\n").dropFirst() {
            #expect(line.hasSuffix("123456.789"))
            // Two columns of six at least, ten for the number, two spaces before each.
            #expect(DisplayWidth.of(String(line)) <= max(width, 28))
        }
    }

    @Test("An interval is never cut: columns go below, behind the names of their rows", arguments: 24...90)
    func below(width: Int) {
        let names = ["everybody", "Nairobi City County and surroundings", "Garissa"]
        let figures = ["0.912", "-0.051", "12"]
        let intervals = ["[0.871, 0.941]", "[-0.071, -0.031]", "too few rows to be shown here"]
        var columns = [TextTable.Column("region"), TextTable.Column("metric")]
        for title in ["value", "difference", "change"] {
            columns += [TextTable.Column(title, .number), TextTable.Column("interval", .interval)]
        }
        columns.append(TextTable.Column("n", .number))
        let rows = names.enumerated().map { row, name in
            [name, "tpr"] + (0..<3).flatMap { _ in [figures[row], intervals[row]] } + ["\(1000 + row)"]
        }
        let text = TextTable(columns: columns, rows: rows, footers: ["the end"]).text(width: width)
        for piece in figures + intervals.dropLast() {
            #expect(text.split(separator: piece, omittingEmptySubsequences: false).count >= 4, "\(piece)\n\(text)")
        }
        #expect(text.contains("1000") && text.contains("1002") && text.hasSuffix("  the end\n"))
        let parts = text.split(separator: "\n\n")
        for part in parts {
            let lines = part.split(separator: "\n")
            #expect(lines[0].hasPrefix("  region") && lines[1].hasPrefix("  everybo"))
            // Names of twelve and six columns, a number under a title of ten, an interval of 16, two spaces before each.
            for line in lines { #expect(DisplayWidth.of(String(line)) <= max(width, 52)) }
        }
        #expect(width < 90 || parts.count <= 2)
    }

    @Test("Hostile cells, titles and footers cannot act, add lines or move columns")
    func hostile() {
        let evil = "a\u{1B}[2J\n\u{202E}b\u{9B}m\r"
        let table = TextTable(
            columns: [TextTable.Column(evil), TextTable.Column("end")], rows: [[evil, "¦"], ["x", "¦"]], footers: [evil]
        )
        let lines = table.text().split(separator: "\n")
        #expect(lines.count == 4)
        #expect(
            !table.text().unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7F..<0xA0).contains($0.value) })
        #expect(DisplayWidth.of(String(lines[1])) == DisplayWidth.of(String(lines[2])))
    }

    @Test("Rows that are too short or too long, and no rows, are no trouble")
    func ragged() {
        let columns = [TextTable.Column("a"), TextTable.Column("b", .number)]
        #expect(TextTable(columns: columns, rows: [["x"], ["y", "1", "2"]]).text() == "  a  b\n  x\n  y  1\n")
        #expect(TextTable(columns: columns, rows: []).text(width: 1) == "  a  b\n")
        #expect(TextTable(columns: [], rows: []).text().isEmpty)
    }
}
