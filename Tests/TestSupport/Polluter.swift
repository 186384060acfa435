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
        var row = Int.random(in: 1..<rows.count, using: &random)
        switch damage {
        case .duplicateColumn: return headerChanged(to: "id,region,id,note", code: "E210", column: 11)
        case .emptyColumnName: return headerChanged(to: "id,,score,note", code: "E211", column: 4)
        case .wideEncoding:
            let units: [UInt8] = good.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
            let wide: [UInt8] = [0xFF, 0xFE] + units
            return Polluted(bytes: wide, code: "E208", line: nil, column: nil, isOneRow: false)
        case .cutLastLine: row = rows.count - 1
        default: break
        }
        guard let damaged = DamagedRow(rows[row], by: damage) else {
            return Polluted(bytes: [], code: "E209", line: nil, column: nil, isOneRow: false)
        }
        var bytes = bytes(row: row, line: damaged.bytes)
        if damage == .cutLastLine { bytes.removeLast() }
        // A quote that is never closed takes the rows after it away.
        return Polluted(
            bytes: bytes, code: damaged.code, line: row + 1, column: damaged.place.column,
            isOneRow: damage != .openQuote)
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
