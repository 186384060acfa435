import Diagnostics

/// What can be wrong with a table. Each case carries the facts; code, sentence and remedy are made here and nowhere
/// else.
package enum TableFault: Error, Sendable, Hashable {
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
    case notAMoment(String, column: String)
    case momentNeedsZone(String, column: String)
    case nameTaken(String, column: String)
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
    case notInEncoding(EncodingFault, encoding: String)
    case markConflict(mark: String, encoding: String)
    case missingMark
    case notAnObject(isArray: Bool)
    case jsonExpected(String)
    case objectCut
    case objectUnfinished(expected: String)
    case textAfterObject(isObject: Bool)
    case badValue(String, isNumber: Bool)
    case badString(StringFault)
    case tooDeep(limit: Int)
    case duplicateMember(String)
    case unexpectedMember(String, known: [String])
    case nestedValue(column: String)
    case quotedNumber(String, column: String)
    case noObjects
    case notForJSONLines(ReadingChoice)
    case tooManyMembers(limit: Int)
    case alikeMember(String)
    case damagedWorkbook(String)
    case oldWorkbook
    case lockedWorkbook
    case workbookTooLarge(limit: Int)
    case unknownSheet(String, known: [String])
    case cellError(String, cell: String)
    case formulaWithoutValue(cell: String)
    case notForWorkbook(WorkbookChoice)
    case noWorkbook(sheet: String)

    /// Choices that mean nothing for a workbook, which says these things itself.
    package enum WorkbookChoice: Sendable, Hashable {
        case encoding, decimalComma
    }

    /// Why a text is not a number, where that is plain to see.
    package enum NumberHint: Sendable, Hashable {
        case unclear, decimalComma, decimalPoint, groupedThousands, spaces, missingWord, notFinite, otherDigits,
            hexadecimal
        case emptyQuoted
        case boolean
    }

    /// Why bytes are no character of the declared encoding.
    package enum EncodingFault: Sendable, Hashable {
        case undefinedByte(UInt8), loneSurrogate, cutCharacter, nul
    }

    /// What is wrong inside the quotes of a JSON string.
    package enum StringFault: Sendable, Hashable {
        case badEscape, controlCharacter, loneSurrogate
    }

    /// Choices that mean something for delimited rows only.
    package enum ReadingChoice: Sendable, Hashable {
        case delimiter, decimalComma, renamesDuplicates
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
        case .notInEncoding: "E227"
        case .markConflict: "E228"
        case .missingMark: "E229"
        case .notAnObject: "E232"
        case .jsonExpected: "E233"
        case .objectCut: "E234"
        case .objectUnfinished: "E235"
        case .textAfterObject: "E236"
        case .badValue: "E237"
        case .badString: "E238"
        case .tooDeep: "E239"
        case .duplicateMember: "E241"
        case .unexpectedMember: "E242"
        case .nestedValue: "E243"
        case .quotedNumber: "E244"
        case .noObjects: "E245"
        case .notForJSONLines: "E246"
        case .tooManyMembers: "E247"
        case .alikeMember: "E248"
        case .notAMoment: "E249"
        case .momentNeedsZone: "E250"
        case .nameTaken: "E259"
        case .damagedWorkbook: "E260"
        case .oldWorkbook: "E261"
        case .lockedWorkbook: "E262"
        case .workbookTooLarge: "E263"
        case .unknownSheet: "E264"
        case .cellError: "E265"
        case .formulaWithoutValue: "E266"
        case .notForWorkbook: "E267"
        case .noWorkbook: "E268"
        }
    }

    /// The code of the note about mixed line ends.
    package static let mixedLineEndsCode = "E231"

    /// The code of the note that says which sheet of a workbook was read.
    package static let sheetReadCode = "E269"

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
        ("E226", "bad-delimiter"), ("E227", "not-in-encoding"), ("E228", "mark-conflict"), ("E229", "missing-mark"),
        ("E230", "more-errors"), ("E231", "mixed-line-ends"), ("E232", "not-an-object"), ("E233", "json-expected"),
        ("E234", "object-cut"), ("E235", "object-unfinished"), ("E236", "text-after-object"), ("E237", "bad-value"),
        ("E238", "bad-string"), ("E239", "too-deep"), ("E241", "duplicate-member"), ("E242", "unexpected-member"),
        ("E243", "nested-value"), ("E244", "quoted-number"), ("E245", "no-objects"), ("E246", "not-for-json-lines"),
        ("E247", "too-many-members"), ("E248", "alike-member"),
        ("E249", "not-a-moment"), ("E250", "moment-needs-zone"), ("E259", "name-taken"),
        ("E260", "damaged-workbook"), ("E261", "old-workbook"), ("E262", "locked-workbook"),
        ("E263", "workbook-too-large"), ("E264", "unknown-sheet"), ("E265", "cell-error"),
        ("E266", "formula-without-value"), ("E267", "not-for-workbook"), ("E268", "no-workbook"),
        ("E269", "sheet-read"),
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
        case .notAMoment(let text, let column): "'\(text)' in column '\(column)' is no day and no moment"
        case .momentNeedsZone(let text, let column):
            "'\(text)' in column '\(column)' has an offset, but the zone of the data is not declared"
        case .nameTaken(let name, let column):
            "'\(name)' is to be told from '\(column)', but a column of the file is named so already"
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
        case .notInEncoding(let reason, let encoding):
            switch reason {
            case .undefinedByte(let byte): "byte \(Self.hexadecimal([byte])) is no character of \(encoding)"
            case .loneSurrogate: "half of a surrogate pair stands alone: this is not valid \(encoding)"
            case .cutCharacter: "the file ends in the middle of a character of \(encoding)"
            case .nul: "a NUL character stands here, reading the file as \(encoding)"
            }
        case .markConflict(let mark, let encoding):
            "the file begins with the byte-order mark of \(mark), but was declared to be in \(encoding)"
        case .missingMark: "the file has no byte-order mark, so its byte order is not known"
        case .notAnObject(let isArray):
            isArray ? "the line is a JSON array, not an object" : "the line is no JSON object: { is expected here"
        case .jsonExpected(let expected): "\(expected) is expected here"
        case .objectCut: "the last line ends in the middle of its object"
        case .objectUnfinished(let expected): "the line ends where \(expected) is expected"
        case .textAfterObject(let isObject):
            isObject ? "a second object starts on the same line" : "text goes on after the end of the object"
        case .badValue(let text, let isNumber): "'\(text)' is no JSON \(isNumber ? "number" : "value")"
        case .badString(let reason):
            switch reason {
            case .badEscape: "there is no such escape in JSON"
            case .controlCharacter: "a control character in a string must be escaped"
            case .loneSurrogate: "half of a surrogate pair stands alone"
            }
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .duplicateMember(let name): "the name '\(name)' stands twice in one object"
        case .unexpectedMember(let name, _): "the name '\(name)' does not stand in the first object"
        case .nestedValue(let column): "column '\(column)' holds an object or array here, not one value"
        case .quotedNumber(let text, let column): "'\(text)' in column '\(column)' is a text in quotes, not a number"
        case .noObjects: "the file holds no JSON object that can be read"
        case .notForJSONLines(let choice):
            switch choice {
            case .delimiter: "JSON Lines have no delimiter to choose"
            case .decimalComma: "numbers in JSON have a decimal point, never a comma"
            case .renamesDuplicates: "a name that stands twice in a JSON object cannot be renamed"
            }
        case .alikeMember(let name): "the name '\(name)' is written in other code points elsewhere"
        case .damagedWorkbook(let what): "the workbook cannot be read: \(what)"
        case .oldWorkbook: "this is a workbook of an older format, or one locked with a password"
        case .lockedWorkbook: "the workbook is locked with a password"
        case .workbookTooLarge(let limit): "the workbook grows to more than \(limit.grouped) bytes"
        case .unknownSheet(let name, _): "the workbook has no sheet named '\(name)'"
        case .cellError(let text, let cell): "the cell \(cell) holds the error '\(text)', not a value"
        case .formulaWithoutValue(let cell): "the formula of the cell \(cell) was stored without its value"
        case .notForWorkbook(let choice):
            switch choice {
            case .encoding: "a workbook says itself how its text is written"
            case .decimalComma: "numbers of a workbook have no decimal comma, however they are shown"
            }
        case .noWorkbook(let sheet): "the sheet '\(sheet)' is asked for, but this file is no workbook"
        case .tooManyMembers(let limit): "the objects have more than \(limit.grouped) different names"
        }
    }

    /// What to try.
    package var help: [String] {
        switch self {
        case .fieldCount: [Self.setAside]
        case .nul: ["if every second byte is NUL the file is in UTF-16: --encoding utf-16le or utf-16be"]
        case .quoteInsideField:
            ["put the whole field in quotes and double the quotes inside it: \"say \"\"yes\"\"\"", Self.setAside]
        case .textAfterQuote:
            ["a quote inside a quoted field is written twice; spaces stand inside the quotes", Self.setAside]
        case .openQuote: ["close the quote, or double it if it belongs to the text"]
        case .loneCarriageReturn:
            ["convert the line ends: tr '\\r' '\\n' < old.csv > new.csv; inside a field, put the field in quotes"]
        case .invalidUTF8:
            ["if you know that the file is in another encoding, say so: --encoding windows-1252 or latin1"]
        case .wideEncoding(let name):
            name.hasPrefix("UTF-16")
                ? ["say so: --encoding utf-16"] : ["convert it: iconv -f \(name) -t UTF-8 old.csv > new.csv"]
        case .noHeader: ["the first line names the columns"]
        case .duplicateColumn: ["rename one of them, or add: --rename-duplicates"]
        case .emptyColumnName: ["give the column a name in the header"]
        case .unknownColumn(let name, let known):
            (NearMatch.nearest(to: name, among: known).map { ["did you mean '\($0)'?"] } ?? [])
                + ["columns: \(Self.list(known))"]
        case .emptyIdentifier: ["give each row an id; without one a row cannot be matched or named"]
        case .notANumber(_, _, let hint): Self.help(for: hint)
        case .numberTooLarge: ["numbers go up to about 1.8e308"]
        case .notAMoment:
            ["days and moments are written like 2026-01-31 or 2026-01-31T06:30:15+03:00", Self.setAside]
        case .momentNeedsZone: ["say where the day begins: --zone Africa/Nairobi"]
        case .nameTaken: ["rename that column in the file"]
        case .fieldTooLong(let limit):
            ["look for a quote that is opened here and never closed", Self.raise("field", limit)]
        case .recordTooLong(let limit):
            ["look for line ends that are missing, or a quote that is never closed", Self.raise("line", limit)]
        case .tooManyColumns(_, let limit), .tooManyMembers(let limit):
            ["a table has one row a person or case, and a column a property", Self.raise("columns", limit)]
        case .tooManyLevels(_, let limit):
            [
                "if it names rows, use it as the id column; if it is text, do not group by it",
                Self.raise("groups", limit),
            ]
        case .damagedGzip, .truncatedGzip:
            ["the file may still be being written; copy it again, and check it with: gzip -t"]
        case .gzipBomb: ["if the file is sound, decompress it first with: gzip -d"]
        case .trailingBytes: ["check it with: gzip -t"]
        case .tooManyRefused(let limit):
            ["check the delimiter and the header; this may be another kind of file", Self.raise("refused", limit)]
        case .duplicateIdentifier: ["each id may stand once; remove the repeated row, or choose another id column"]
        case .badDelimiter: ["use one byte such as , ; | or a tab"]
        case .notInEncoding(let reason, _):
            switch reason {
            case .undefinedByte: ["the file may be damaged, or in another encoding", Self.setAside]
            case .cutCharacter: ["the file may still be being written, or was cut off"]
            case .loneSurrogate: ["the file may be damaged, or in another encoding", Self.setAside]
            case .nul: ["check the encoding: \(TextEncoding.allCases.map(\.rawValue).joined(separator: ", "))"]
            }
        case .markConflict(let mark, _):
            mark.hasPrefix("UTF-32")
                ? ["convert it: iconv -f \(mark) -t UTF-8 old.csv > new.csv"]
                : ["declare what the mark says: --encoding \(mark.hasPrefix("UTF-16") ? "utf-16" : "utf-8")"]
        case .missingMark: ["say which byte comes first: --encoding utf-16le or utf-16be"]
        case .notAnObject(let isArray):
            isArray
                ? ["one object a line is read; for one array of objects: jq -c '.[]' old.json > new.jsonl"]
                : ["each line holds one object such as {\"region\": \"Oromia\", \"score\": 0.85}", Self.setAside]
        case .jsonExpected:
            ["each line holds one object such as {\"region\": \"Oromia\", \"score\": 0.85}", Self.setAside]
        case .objectCut: ["the file may still be being written, or was cut off; read it again when it is complete"]
        case .objectUnfinished: ["an object stands on one line; to bring it there: jq -c . old.json > new.jsonl"]
        case .textAfterObject: ["write one object a line, with nothing between lines", Self.setAside]
        case .badValue(_, let isNumber):
            isNumber
                ? ["numbers are written like 0.85, -3 or 1e-4; what has leading zeros is text: put it in quotes"]
                : ["values are texts in quotes, numbers, true, false and null; null is for a missing value"]
        case .badString(let reason):
            switch reason {
            case .badEscape:
                ["write a backslash as \\\\; escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits"]
            case .controlCharacter: ["write a tab as \\t and a line end as \\n"]
            case .loneSurrogate: ["write the character itself, or both halves of its pair"]
            }
        case .tooDeep: ["write each value the assessment needs as a member of its own"]
        case .duplicateMember: ["keep one of them: programs disagree on which one counts", Self.setAside]
        case .unexpectedMember(let name, let known):
            (NearMatch.nearest(to: name, among: known).map { ["did you mean '\($0)'?"] } ?? [])
                + ["where all columns are read, the first object names them: \(Self.list(known))"]
        case .nestedValue: ["write the parts that are needed as members of their own", Self.setAside]
        case .alikeMember: ["write the name in the same way everywhere, in Unicode's form NFC", Self.setAside]
        case .damagedWorkbook: ["open it in a spreadsheet program, save it anew, and check that it is complete"]
        case .oldWorkbook, .lockedWorkbook: ["open it in a spreadsheet program and save it as .xlsx without a password"]
        case .workbookTooLarge: ["save the sheet as CSV: such a file is read piece by piece"]
        case .unknownSheet(let name, let known):
            (NearMatch.nearest(to: name, among: known).map { ["did you mean '\($0)'?"] } ?? [])
                + ["sheets: \(Self.list(known))"]
        case .cellError: ["mend the formula, or leave the cell empty where a value is missing"]
        case .formulaWithoutValue: ["open it in a spreadsheet program and save it, so that formulas have their values"]
        case .notForWorkbook(let choice):
            switch choice {
            case .encoding: ["leave out: --encoding"]
            case .decimalComma: ["leave out: --decimal ,"]
            }
        case .noWorkbook: ["leave out: --sheet"]
        case .quotedNumber: ["write the number without quotes, and null where a value is missing", Self.setAside]
        case .noObjects: ["each line holds one object such as {\"region\": \"Oromia\", \"score\": 0.85}"]
        case .notForJSONLines(let choice):
            switch choice {
            case .delimiter: ["leave the delimiter out"]
            case .decimalComma: ["leave out: --decimal ,"]
            case .renamesDuplicates: ["leave out: --rename-duplicates"]
            }
        }
    }

    private static func raise(_ name: String, _ limit: Int) -> String {
        "if it is meant to be so, raise the limit: --limit \(name)=\(limit.multipliedReportingOverflow(by: 2).partialValue)"
    }

    private static let setAside = "to set such rows aside and list them, add: --refuse-rows FILE"

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
        case .boolean: ["write a number, or null where a value is missing"]
        }
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", … (\(names.count.grouped) in all)" : "")
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined(separator: " ")
    }

    /// How many bytes an excerpt marks.
    var markedByteCount: Int {
        if case .invalidUTF8(let bytes, _) = self { bytes.count } else { 1 }
    }
}
