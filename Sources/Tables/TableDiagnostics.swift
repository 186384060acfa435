import Diagnostics

/// What can be wrong with a table. Each case carries the facts; code, sentence and remedy are made here and nowhere
/// else.
package enum TableFault: Sendable, Hashable {
    case fieldCount(found: Int, header: Int)
    case quoteInsideField
    case textAfterQuote
    case openQuote
    case loneCarriageReturn
    case nul(offset: Int)
    case invalidUTF8(bytes: [UInt8], offset: Int)
    case wideEncoding(String)
    case noHeader
    case duplicateColumn(String, first: Int, second: Int)
    case emptyColumnName(position: Int)
    case unknownColumn(String, known: [String])
    case emptyIdentifier(column: String)
    case notANumber(String, column: String, hint: NumberHint)
    case numberTooLarge(String, column: String)
    case fieldTooLong(limit: Int)
    case recordTooLong(limit: Int)
    case tooManyColumns(found: Int, limit: Int)
    case tooManyLevels(column: String, limit: Int)
    case damagedGzip(String)
    case truncatedGzip
    case gzipBomb(ratio: Int, floor: Int)
    case trailingBytes
    case tooManyRefused(limit: Int)
    case duplicateIdentifier(String, column: String, firstLine: Int)
    case badDelimiter(UInt8)

    /// Why a text is not a number, where that is plain to see.
    package enum NumberHint: Sendable, Hashable {
        case unclear, decimalComma, decimalPoint, groupedThousands, spaces, missingWord, notFinite, otherDigits,
            hexadecimal
        case emptyQuoted
    }

    /// The stable code; `explain CODE` tells more.
    package var code: String {
        switch self {
        case .fieldCount: "E201"
        case .quoteInsideField: "E202"
        case .textAfterQuote: "E203"
        case .openQuote: "E204"
        case .loneCarriageReturn: "E205"
        case .nul: "E206"
        case .invalidUTF8: "E207"
        case .wideEncoding: "E208"
        case .noHeader: "E209"
        case .duplicateColumn: "E210"
        case .emptyColumnName: "E211"
        case .unknownColumn: "E212"
        case .emptyIdentifier: "E213"
        case .notANumber: "E214"
        case .numberTooLarge: "E215"
        case .fieldTooLong: "E216"
        case .recordTooLong: "E217"
        case .tooManyColumns: "E218"
        case .tooManyLevels: "E219"
        case .damagedGzip: "E220"
        case .truncatedGzip: "E221"
        case .gzipBomb: "E222"
        case .trailingBytes: "E223"
        case .tooManyRefused: "E224"
        case .duplicateIdentifier: "E225"
        case .badDelimiter: "E226"
        }
    }

    /// The code of the note that counts the errors beyond the limit.
    package static let moreCode = "E230"

    /// Every code a table error can carry, with the name of its case; for the catalogue of errors.
    package static let catalogue: [(code: String, name: String)] = [
        ("E201", "field-count"), ("E202", "quote-inside-field"), ("E203", "text-after-quote"), ("E204", "open-quote"),
        ("E205", "lone-carriage-return"), ("E206", "nul"), ("E207", "invalid-utf8"), ("E208", "wide-encoding"),
        ("E209", "no-header"), ("E210", "duplicate-column"), ("E211", "empty-column-name"), ("E212", "unknown-column"),
        ("E213", "empty-identifier"), ("E214", "not-a-number"), ("E215", "number-too-large"),
        ("E216", "field-too-long"), ("E217", "record-too-long"), ("E218", "too-many-columns"),
        ("E219", "too-many-levels"), ("E220", "damaged-gzip"), ("E221", "truncated-gzip"), ("E222", "gzip-bomb"),
        ("E223", "trailing-bytes"), ("E224", "too-many-refused"), ("E225", "duplicate-identifier"),
        ("E226", "bad-delimiter"), ("E230", "more-errors"),
    ]

    /// One sentence without a full stop.
    package var message: String {
        switch self {
        case .fieldCount(let found, let header):
            "row has \(found.grouped) \(found == 1 ? "field" : "fields"), the header has \(header.grouped)"
        case .quoteInsideField: "a quote stands inside a field that does not start with one"
        case .textAfterQuote: "a quote closed before the field ended"
        case .openQuote: "the quote opened here is never closed"
        case .loneCarriageReturn: "a carriage return stands alone, without a line feed after it"
        case .nul(let offset): "a NUL byte (00) at byte offset \(offset.grouped)"
        case .invalidUTF8(let bytes, let offset):
            "not valid UTF-8: \(bytes.count == 1 ? "byte" : "bytes") \(Self.hexadecimal(bytes)) at byte offset \(offset.grouped)"
        case .wideEncoding(let name): "the file is in \(name), not in UTF-8"
        case .noHeader: "the file is empty: there is no header"
        case .duplicateColumn(let name, let first, let second):
            "columns \(first) and \(second) are both named '\(name)'"
        case .emptyColumnName(let position): "column \(position) has no name"
        case .unknownColumn(let name, _): "no column named '\(name)'"
        case .emptyIdentifier(let column): "the id in column '\(column)' is empty"
        case .notANumber(let text, let column, _): "'\(text)' in column '\(column)' is not a number"
        case .numberTooLarge(let text, let column): "'\(text)' in column '\(column)' is too large for a number"
        case .fieldTooLong(let limit): "the field that starts here is longer than \(limit.grouped) bytes"
        case .recordTooLong(let limit): "the row that starts here is longer than \(limit.grouped) bytes"
        case .tooManyColumns(let found, let limit):
            "the header has \(found.grouped) columns, the limit is \(limit.grouped)"
        case .tooManyLevels(let column, let limit):
            "column '\(column)' has more than \(limit.grouped) different values"
        case .damagedGzip(let what): "the compressed file is damaged: \(what)"
        case .truncatedGzip: "the compressed file ends too early: its last part is missing"
        case .gzipBomb(let ratio, let floor):
            "the compressed file grows more than \(ratio.grouped) times, beyond \(floor.grouped) bytes"
        case .trailingBytes: "the compressed file goes on after its end with bytes that are no gzip member"
        case .tooManyRefused(let limit): "more than \(limit.grouped) rows would have to be refused"
        case .duplicateIdentifier(let id, let column, let firstLine):
            "the id '\(id)' in column '\(column)' stands on line \(firstLine.grouped) already"
        case .badDelimiter(let byte): "byte \(Self.hexadecimal([byte])) cannot stand between fields"
        }
    }

    /// What to try.
    package var help: [String] {
        switch self {
        case .fieldCount: [Self.setAside]
        case .nul: ["if every second byte is NUL the file is UTF-16: iconv -f UTF-16 -t UTF-8 old.csv > new.csv"]
        case .quoteInsideField:
            ["put the whole field in quotes and double the quotes inside it: \"say \"\"yes\"\"\"", Self.setAside]
        case .textAfterQuote:
            ["a quote inside a quoted field is written twice; spaces stand inside the quotes", Self.setAside]
        case .openQuote: ["close the quote, or double it if it belongs to the text"]
        case .loneCarriageReturn:
            ["convert the line ends: tr '\\r' '\\n' < old.csv > new.csv; inside a field, put the field in quotes"]
        case .invalidUTF8: ["convert the file, for example: iconv -f WINDOWS-1252 -t UTF-8 old.csv > new.csv"]
        case .wideEncoding(let name): ["convert it: iconv -f \(name) -t UTF-8 old.csv > new.csv"]
        case .noHeader: ["the first line names the columns"]
        case .duplicateColumn: ["rename one of them, or add: --rename-duplicates"]
        case .emptyColumnName: ["give the column a name in the header"]
        case .unknownColumn(let name, let known):
            (NearMatch.nearest(to: name, among: known).map { ["did you mean '\($0)'?"] } ?? [])
                + ["columns: \(Self.list(known))"]
        case .emptyIdentifier: ["give each row an id; without one a row cannot be matched or named"]
        case .notANumber(_, _, let hint): Self.help(for: hint)
        case .numberTooLarge: ["numbers go up to about 1.8e308"]
        case .fieldTooLong: ["look for a quote that is opened here and never closed"]
        case .recordTooLong: ["look for line ends that are missing, or a quote that is never closed"]
        case .tooManyColumns: ["a table has one row a person or case, and a column a property"]
        case .tooManyLevels: ["if it names rows, use it as the id column; if it is text, do not group by it"]
        case .damagedGzip, .truncatedGzip:
            ["the file may still be being written; copy it again, and check it with: gzip -t"]
        case .gzipBomb: ["if the file is sound, decompress it first with: gzip -d"]
        case .trailingBytes: ["check it with: gzip -t"]
        case .tooManyRefused: ["check the delimiter and the header; this may be another kind of file"]
        case .duplicateIdentifier: ["each id may stand once; remove the repeated row, or choose another id column"]
        case .badDelimiter: ["use one byte such as , ; | or a tab"]
        }
    }

    private static let setAside = "to set such rows aside and list them, add: --refuse-rows"

    private static func help(for hint: NumberHint) -> [String] {
        switch hint {
        case .unclear: ["numbers are written like 0.85, -3 or 1e-4"]
        case .decimalComma: ["decimal comma? add: --decimal ,"]
        case .decimalPoint: ["numbers were declared to have a decimal comma; leave out: --decimal ,"]
        case .groupedThousands: ["write the number without separators between thousands"]
        case .spaces: ["remove the spaces around the number"]
        case .missingWord: ["leave the field empty where a value is missing"]
        case .notFinite: ["only finite numbers can be counted; leave the field empty where there is none"]
        case .otherDigits: ["write numbers with the digits 0 to 9"]
        case .hexadecimal: ["write the number in decimal digits"]
        case .emptyQuoted: ["leave the field empty without quotes where a value is missing"]
        }
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", … (\(names.count.grouped) in all)" : "")
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined(separator: " ")
    }
}
