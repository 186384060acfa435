import Interchange
import Testing

@Suite("Comma-separated text reads back and runs nothing")
struct CSVTextTests {
    /// An obvious reader of RFC 4180: the fields of all rows, scalar by scalar.
    private func read(_ text: String, separator: Unicode.Scalar) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = String.UnicodeScalarView()
        var inQuotes = false
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            if inQuotes {
                if scalar == "\"", scalars.first == "\"" {
                    field.append(scalar)
                    scalars.removeFirst()
                } else if scalar == "\"" {
                    inQuotes = false
                } else {
                    field.append(scalar)
                }
            } else if scalar == "\"" {
                inQuotes = true
            } else if scalar == separator || scalar == "\n" {
                row.append(String(field))
                field = String.UnicodeScalarView()
                if scalar == "\n" {
                    rows.append(row)
                    row = []
                }
            } else {
                field.append(scalar)
            }
        }
        return rows
    }

    @Test("Every hostile text comes back as it was, in both separators, guarded or raw", arguments: [true, false])
    func roundTrip(isRaw: Bool) {
        for separator in [CSVText.Separator.comma, .tab] {
            let writer = CSVText(separator: separator, isRaw: isRaw)
            for text in hostileStrings {
                let row = writer.row([.text(text), .number("-0.5"), .empty, .text("x")])
                let rows = read(row, separator: separator == .comma ? "," : "\t")
                guard rows.count == 1, rows[0].count == 4 else {
                    Issue.record("\(text.debugDescription) broke the row: \(row)")
                    continue
                }
                let back = isRaw ? rows[0][0] : CSVText.unguarded(rows[0][0])
                #expect(Array(back.unicodeScalars) == Array(text.unicodeScalars))
                #expect(rows[0][1] == "-0.5" && rows[0][2].isEmpty && rows[0][3] == "x")
            }
        }
    }

    @Test("No guarded field begins like a formula")
    func guarded() {
        let beginnings: [Unicode.Scalar] = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
        for text in hostileStrings {
            let field = CSVText().field(text).unicodeScalars.drop { $0 == "\"" }
            if let first = field.first { #expect(!beginnings.contains(first), "\(text.debugDescription)") }
        }
    }

    @Test(
        "Quotes stand only where they are needed",
        arguments: [
            ("a", "a"), ("a b", "a b"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("", "\"\""), (" a", "\" a\""),
            ("=1", "'=1"), ("=1,2", "\"'=1,2\""), ("አማርኛ", "አማርኛ"), ("a\nb", "\"a\nb\""), ("-5", "'-5"),
            ("'=1", "''=1"),
        ])
    func fields(text: String, field: String) { #expect(CSVText().field(text) == field) }

    @Test("A row keeps numbers as they are and never is a blank line")
    func rows() {
        #expect(CSVText().row([.text("a"), .number("-1"), .empty]) == "a,-1,\n")
        #expect(CSVText().row([.empty]) == "\"\"\n")
        #expect(CSVText(separator: .tab).row([.text("a"), .text("b c")]) == "a\tb c\n")
        #expect(CSVText(isRaw: true).field("=1") == "=1")
    }
}
