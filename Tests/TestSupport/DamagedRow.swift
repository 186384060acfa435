/// A row damaged in one named way, and where a reader must find the fault.
package struct DamagedRow: Sendable {
    /// The row without a line end.
    package let bytes: [UInt8]
    /// The code of the fault.
    package let code: String
    /// What stands in the row before the fault.
    package let before: String

    /// Lines below the first line of the row, and the column in characters from 1.
    package var place: (lines: Int, column: Int) {
        let last = before.lastIndex { $0 == "\n" || $0 == "\r\n" }
        return (
            before.utf8.count { $0 == 0x0A },
            before[(last.map { before.index(after: $0) } ?? before.startIndex)...].count + 1
        )
    }

    /// - Parameters:
    ///   - cells: the identifier, region, score and note of a good row, as they are written.
    ///   - damage: one of a row; `nil` comes of those of a whole file.
    /// - Precondition: where the damage is one of `Polluter.Damage.ofShape`, no cell but the first is quoted.
    package init?(_ cells: [String], by damage: Polluter.Damage, delimiter: String = ",") {
        let line = cells.joined(separator: delimiter)
        /// All up to cell `cell`.
        func before(_ cell: Int) -> String { cells[..<cell].map { $0 + delimiter }.joined() }
        func replacing(_ cell: Int, _ text: String, _ code: String, _ start: String = "") -> DamagedRow {
            var changed = cells
            changed[cell] = text
            return DamagedRow(changed.joined(separator: delimiter), code, before(cell) + start)
        }
        func raw(_ insert: [UInt8], _ code: String) -> DamagedRow {
            let start = before(1) + cells[1].prefix(1)
            let rest = cells[1].dropFirst() + delimiter + cells[2] + delimiter + cells[3]
            return DamagedRow(bytes: Array(start.utf8) + insert + Array(rest.utf8), code: code, before: start)
        }
        let short = cells.dropLast().joined(separator: delimiter)
        let shorter = cells[0] + delimiter + cells[1]
        let otherwise = cells.joined(separator: delimiter == ";" ? "," : ";")
        let header = ["id", "region", "score", "note"].joined(separator: delimiter)
        switch damage {
        case .extraField: self.init(line + delimiter + "ተጨማሪ", "E201", line + delimiter)
        case .missingField: self.init(short, "E201", short)
        case .strayQuote: self = replacing(1, "ab\"c", "E202", "ab")
        case .textAfterQuote: self = replacing(1, "\"ሀለ\" ", "E203", "\"ሀለ\"")
        case .openQuote: self = replacing(1, "\"" + cells[1], "E204")
        case .loneReturn: self = raw([0x0D], "E205")
        case .nul: self = raw([0], "E206")
        case .invalidByte: self = raw([0xFF], "E207")
        case .overlong: self = raw([0xC0, 0xAF], "E207")
        case .surrogate: self = raw([0xED, 0xA0, 0x80], "E207")
        case .lateText: self = replacing(2, "oops", "E214")
        case .decimalComma: self = replacing(2, "\"0,85\"", "E214")
        case .spacedNumber: self = replacing(2, " 0.85", "E214")
        case .underscoreNumber: self = replacing(2, "1_000", "E214")
        case .notANumberWord: self = replacing(2, "NaN", "E214")
        case .localDigits: self = replacing(2, "١٢٣", "E214")
        case .hugeNumber: self = replacing(2, "1e400", "E215")
        case .emptyIdentifier: self = replacing(0, "", "E213")
        case .delimiterChange: self.init(otherwise, "E201", otherwise)
        case .cutLastLine: self.init(shorter, "E201", shorter)
        case .repeatedHeader:
            self.init(header, "E214", ["id", "region", ""].joined(separator: delimiter))
        case .duplicateColumn, .emptyColumnName, .emptied, .wideEncoding: return nil
        }
    }

    private init(_ text: String, _ code: String, _ before: String) {
        self.init(bytes: Array(text.utf8), code: code, before: before)
    }

    private init(bytes: [UInt8], code: String, before: String) {
        self.bytes = bytes
        self.code = code
        self.before = before
    }
}

extension Polluter.Damage {
    /// Damages after which a quote in the rest of the line means something else than it did.
    package static let ofShape: Set<Self> = [
        .strayQuote, .textAfterQuote, .openQuote, .loneReturn, .nul, .invalidByte, .overlong, .surrogate,
        .delimiterChange,
    ]
}
