import Interchange

extension ValueReader {
    /// The value a single text writes.
    func converted(_ text: String, to kind: ValueKind, at span: TextSpan) throws(LanguageError) -> Call.Value {
        switch kind {
        case .flag: return .flag
        case .name, .string, .path, .list, .numbers, .expression, .definition, .cell, .words: return .text(text)
        case .number:
            if PlainNumber.hasDecimalComma(text) { throw cursor.error(.decimalComma(text), at: span) }
            guard let value = PlainNumber.value(of: text) else { throw cursor.error(.notANumber(text), at: span) }
            return .number(value)
        case .integer:
            guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(text) else {
                throw cursor.error(.notAWholeNumber(text), at: span)
            }
            return .integer(value)
        case .format:
            guard let format = OutputFormat(name: text) else {
                throw cursor.error(
                    .notOneOf(text, of: "format", known: OutputFormat.allCases.map(\.rawValue)), at: span)
            }
            return .format(format)
        case .date:
            guard Self.isDate(text) else { throw cursor.error(.notADate(text), at: span) }
            return .text(text)
        case .choice(let words):
            guard words.contains(text) else {
                throw cursor.error(.notOneOf(text, of: hint.isEmpty ? "choice" : hint, known: words), at: span)
            }
            return .text(text)
        }
    }

    /// Whether `text` is a day of the Gregorian calendar, `YYYY-MM-DD`.
    static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
        else { return false }
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        return (1...days).contains(day)
    }
}
