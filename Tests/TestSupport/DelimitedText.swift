/// Writing delimited text for tests: the obvious way, with every liberty RFC 4180 leaves.
package struct DelimitedText: Sendable {
    package var delimiter: Character = ","
    package var lineEnd = "\n"
    package var endsWithLineEnd = true
    /// Whether fields are put in quotes that do not need them.
    package var quotesAll = false

    package init() {}

    /// One row; `nil` is a missing value, an empty text is written with quotes.
    package func row(_ cells: [String?]) -> String {
        cells.map(field).joined(separator: String(delimiter))
    }

    /// A table with its header in the first row.
    package func table(_ rows: [[String?]]) -> String {
        rows.map(row).joined(separator: lineEnd) + (endsWithLineEnd ? lineEnd : "")
    }

    private func field(_ cell: String?) -> String {
        guard let cell else { return "" }
        let needsQuotes =
            cell.isEmpty
            || cell.unicodeScalars.contains {
                $0 == "\"" || $0 == "\n" || $0 == "\r" || String($0) == String(delimiter)
            }
        guard needsQuotes || quotesAll else { return cell }
        var text = "\""
        for scalar in cell.unicodeScalars {
            if scalar == "\"" { text += "\"" }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }

    /// A random table with awkward values: its header, then its rows. No cell of the first column is missing, so that
    /// no row is a blank line.
    package static func randomRows(
        seed: UInt64, maximumRows: Int = 12, maximumColumns: Int = 5
    ) -> [[String?]] {
        var random = SeededRandom(seed: seed)
        let pieces = [
            "a", "Z", "7", "0", ",", ";", "\t", "\"", "\"\"", "\n", "\r\n", "\r", " ", "NA", "null", "ሰላም", "é",
            "e\u{301}",
            "👩🏽‍🌾", "नमस्ते", "\u{200B}", "\u{A0}", "'", "\\", "=1+1", "\u{FEFF}", "\u{FFFD}",
        ]
        let columns = Int.random(in: 1...maximumColumns, using: &random)
        let header = (0..<columns).map { "c\($0)" as String? }
        let rows = (0..<Int.random(in: 0...maximumRows, using: &random)).map { _ in
            (0..<columns).map { column -> String? in
                let length = Int.random(in: 0...4, using: &random)
                if length == 0, column > 0, Bool.random(using: &random) { return nil }
                return (0..<length).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
            }
        }
        return [header] + rows
    }
}
