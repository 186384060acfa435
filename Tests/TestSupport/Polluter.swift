/// Damages a good table in one named way and knows what a reader must answer.
///
/// The good table has the columns `id` (identifier), `region` (category), `score` (number) and `note` (text), with
/// Ethiopic and emoji in it, so that places in characters and in bytes differ.
package struct Polluter: Sendable {
    /// One way to damage a table.
    package enum Damage: String, CaseIterable, Sendable {
        case extraField, missingField, strayQuote, textAfterQuote, openQuote, loneReturn, nul, invalidByte, overlong
        case surrogate, lateText, decimalComma, spacedNumber, underscoreNumber, notANumberWord, hugeNumber, localDigits
        case emptyIdentifier, delimiterChange, cutLastLine, repeatedHeader
        case duplicateColumn, emptyColumnName, emptied, wideEncoding
    }

    /// A damaged table and the right answer to it.
    package struct Polluted: Sendable {
        package let bytes: [UInt8]
        package let code: String
        /// The line from 1; `nil` where the whole file is meant.
        package let line: Int?
        /// The column in characters from 1; `nil` where the whole line or file is meant.
        package let column: Int?
        /// Whether setting rows aside leaves all other rows to be read.
        package let isOneRow: Bool
    }

    private let rows: [[String]]
    private let seed: UInt64

    /// A table of `rowCount` rows.
    package init(seed: UInt64, rowCount: Int = 9) {
        var random = SeededRandom(seed: seed)
        let regions = ["Oromia", "ኦሮሚያ", "NA", "Côte d'Ivoire", "🇰🇪 Nairobi"]
        let notes = ["", "ሰላም", "fine", "👩🏽‍🌾", "a b"]
        self.seed = seed
        rows =
            [["id", "region", "score", "note"]]
            + (0..<rowCount).map { row in
                [
                    "00\(row)", regions[Int.random(in: 0..<regions.count, using: &random)],
                    "0.\(Int.random(in: 10...99, using: &random))",
                    notes[Int.random(in: 0..<notes.count, using: &random)],
                ]
            }
    }

    /// The table undamaged.
    package var good: String { text(rows.map { $0.joined(separator: ",") }) }

    package var rowCount: Int { rows.count - 1 }

    private func text(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

    /// The table damaged in one way, in a row the seed chooses.
    package func polluted(by damage: Damage) -> Polluted {
        var random = SeededRandom(seed: seed &+ 1)
        let row = Int.random(in: 1..<rows.count, using: &random)
        let cells = rows[row]
        /// The column at which cell `cell` of the row starts.
        func column(_ cell: Int) -> Int { cells[..<cell].reduce(1) { $0 + $1.count + 1 } }
        func replacing(_ cell: Int, _ text: String) -> String {
            var changed = cells
            changed[cell] = text
            return changed.joined(separator: ",")
        }
        func result(_ line: String, _ code: String, _ column: Int?) -> Polluted {
            Polluted(
                bytes: bytes(row: row, line: Array(line.utf8)), code: code, line: row + 1, column: column,
                isOneRow: true)
        }
        func raw(_ insert: [UInt8], _ code: String) -> Polluted {
            let before = cells[0] + "," + cells[1].prefix(1)
            let after = cells[1].dropFirst() + "," + cells[2] + "," + cells[3]
            let line = Array(before.utf8) + insert + Array(after.utf8)
            return Polluted(
                bytes: bytes(row: row, line: line), code: code, line: row + 1, column: before.count + 1, isOneRow: true)
        }
        let line = cells.joined(separator: ",")
        switch damage {
        case .extraField: return result(line + ",ተጨማሪ", "E201", line.count + 2)
        case .missingField:
            let short = cells.dropLast().joined(separator: ",")
            return result(short, "E201", short.count + 1)
        case .strayQuote: return result(replacing(1, "ab\"c"), "E202", column(1) + 2)
        case .textAfterQuote: return result(replacing(1, "\"ሀለ\" "), "E203", column(1) + 4)
        case .openQuote:
            let polluted = result(replacing(1, "\"" + cells[1]), "E204", column(1))
            return Polluted(bytes: polluted.bytes, code: "E204", line: row + 1, column: column(1), isOneRow: false)
        case .loneReturn: return raw([0x0D], "E205")
        case .nul: return raw([0], "E206")
        case .invalidByte: return raw([0xFF], "E207")
        case .overlong: return raw([0xC0, 0xAF], "E207")
        case .surrogate: return raw([0xED, 0xA0, 0x80], "E207")
        case .lateText: return result(replacing(2, "oops"), "E214", column(2))
        case .decimalComma: return result(replacing(2, "\"0,85\""), "E214", column(2))
        case .spacedNumber: return result(replacing(2, " 0.85"), "E214", column(2))
        case .underscoreNumber: return result(replacing(2, "1_000"), "E214", column(2))
        case .notANumberWord: return result(replacing(2, "NaN"), "E214", column(2))
        case .localDigits: return result(replacing(2, "١٢٣"), "E214", column(2))
        case .hugeNumber: return result(replacing(2, "1e400"), "E215", column(2))
        case .emptyIdentifier: return result(replacing(0, ""), "E213", 1)
        case .delimiterChange:
            let changed = cells.joined(separator: ";")
            return result(changed, "E201", changed.count + 1)
        case .cutLastLine:
            let last = rows[rows.count - 1]
            let kept = last[0] + "," + last[1]
            let whole = text(rows.dropLast().map { $0.joined(separator: ",") }) + kept
            return Polluted(
                bytes: Array(whole.utf8), code: "E201", line: rows.count, column: kept.count + 1, isOneRow: true)
        case .repeatedHeader:
            let header = rows[0].joined(separator: ",")
            return result(header, "E214", "id,region,".count + 1)
        case .duplicateColumn: return headerChanged(to: "id,region,id,note", code: "E210", column: 11)
        case .emptyColumnName: return headerChanged(to: "id,,score,note", code: "E211", column: 4)
        case .emptied: return Polluted(bytes: [], code: "E209", line: nil, column: nil, isOneRow: false)
        case .wideEncoding:
            let units: [UInt8] = good.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
            let wide: [UInt8] = [0xFF, 0xFE] + units
            return Polluted(bytes: wide, code: "E208", line: nil, column: nil, isOneRow: false)
        }
    }

    private func headerChanged(to header: String, code: String, column: Int) -> Polluted {
        let lines = [header] + rows.dropFirst().map { $0.joined(separator: ",") }
        return Polluted(bytes: Array(text(lines).utf8), code: code, line: 1, column: column, isOneRow: false)
    }

    private func bytes(row: Int, line: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, cells) in rows.enumerated() {
            bytes += index == row ? line : Array(cells.joined(separator: ",").utf8)
            bytes.append(0x0A)
        }
        return bytes
    }
}
