import Evidence
import TestSupport
import Testing

@Suite("Names and texts in SQL")
struct SQLDialectTests {
    static let texts: [String] =
        [
            "", "plain", "O'Brien", "''", "'", "\"", "`", "``", "\\", "\\'", "'\\", "\\\\'; DROP TABLE x; --", "-- x",
            "/* x */",
            "*/", ";", "$$", "${HOME}", "$tag$", "E'x'", "a\nb", "a\rb", "\t", "\u{1B}[31m", "\u{7F}", "\u{85}",
            "\u{2028}",
            "\u{202E}abc", "\u{FEFF}", "\u{200D}", "\u{301}", "'\u{301}", "\"\u{301}", "\\\u{301}", "ቆላ", "👨‍👩‍👧",
            "\u{E0041}", "%_!",
            String(repeating: "'", count: 101), String(repeating: "\\", count: 33),
        ] + (0..<40).map { random(seed: $0) }

    /// A text of what statements are broken with.
    private static func random(seed: UInt64) -> String {
        var random = SeededRandom(seed: seed)
        let pieces = [
            "'", "\"", "`", "\\", ";", "--", "/*", "$", "{", "}", "\n", "a", "é", "\u{301}", "\u{202E}", " ", "E", "X",
        ]
        return (0..<12).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }

    @Test("A literal means its text and ends where it ends", arguments: SQLDialect.allCases)
    func literals(dialect: SQLDialect) throws {
        for text in Self.texts {
            let literal = try dialect.literal(text)
            var reader = LiteralReader(dialect, literal)
            #expect(reader.expression().map { Array($0.utf8) } == Array(text.utf8), "\(dialect) \(literal)")
            #expect(reader.isAtEnd, "\(dialect) \(literal)")
            let shown = literal.unicodeScalars.allSatisfy {
                ![.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
            }
            #expect(shown, "\(dialect) \(literal)")
        }
        #expect(throws: SQLError.unwritable("a\0", reason: "it holds the character U+0000")) {
            try dialect.literal("a\0")
        }
    }

    @Test("An identifier is one name between its marks, or refused", arguments: SQLDialect.allCases)
    func identifiers(dialect: SQLDialect) throws {
        let mark: Unicode.Scalar = dialect == .spark ? "`" : "\""
        for text in Self.texts {
            let isHidden = text.unicodeScalars.contains {
                [.control, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
                    || $0.value == 0x202E
            }
            let scalars = Array(text.unicodeScalars)
            let isVariable = zip(scalars, scalars.dropFirst()).contains { $0 == "$" && $1 == "{" }
            guard !text.isEmpty, !isHidden, dialect != .spark || !isVariable else {
                #expect(throws: SQLError.self) { try dialect.identifier(text) }
                continue
            }
            var reader = LiteralReader(dialect, try dialect.identifier(text))
            #expect(reader.quoted(mark).map { Array($0.utf8) } == Array(text.utf8))
            #expect(reader.isAtEnd)
        }
    }
}

/// Reads literals as the engines' own lexers do, in the settings that are hardest on them.
private struct LiteralReader {
    private let dialect: SQLDialect
    private var rest: ArraySlice<Unicode.Scalar>

    init(_ dialect: SQLDialect, _ text: String) {
        self.dialect = dialect
        rest = Array(text.unicodeScalars)[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    private mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard rest.starts(with: wanted) else { return false }
        rest = rest.dropFirst(wanted.count)
        return true
    }

    /// What stands between two marks; a mark is doubled. Nothing else is an escape.
    mutating func quoted(_ mark: Unicode.Scalar) -> String? {
        guard rest.popFirst() == mark else { return nil }
        var text = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            if scalar != mark {
                text.append(scalar)
            } else if rest.first == mark {
                text.append(rest.removeFirst())
            } else {
                return String(text)
            }
        }
        return nil
    }

    /// A literal or, in DuckDB, literals put together.
    mutating func expression() -> String? {
        guard dialect == .duckdb, take("(") else { return literal() }
        var text = ""
        repeat {
            guard let part = literal() else { return nil }
            text.unicodeScalars.append(contentsOf: part.unicodeScalars)
        } while take(" || ")
        return take(")") ? text : nil
    }

    private mutating func literal() -> String? {
        switch dialect {
        case .duckdb:
            guard take("chr(") else { return quoted("'") }
            guard let scalar = number(radix: 10, digits: nil), take(")") else { return nil }
            return scalar
        case .postgres:
            if rest.first == "E" { return escaped() }
            // A backslash in a plain literal would be an escape in old settings.
            return quoted("'").flatMap { $0.unicodeScalars.contains("\\") ? nil : $0 }
        case .spark:
            guard take("CAST(X'") else {
                // Backslashes escape, and `''` is two literals side by side; dollars start variables.
                return quoted("'").flatMap { text in
                    text.unicodeScalars.contains { "\\'$".unicodeScalars.contains($0) } ? nil : text
                }
            }
            var bytes: [UInt8] = []
            while let high = rest.first?.hexadecimal, let low = rest.dropFirst().first?.hexadecimal {
                bytes.append(high << 4 | low)
                rest = rest.dropFirst(2)
            }
            return take("' AS STRING)") ? String(validating: bytes, as: UTF8.self) : nil
        }
    }

    /// A literal of PostgreSQL with escapes.
    private mutating func escaped() -> String? {
        guard take("E'") else { return nil }
        var text = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            switch scalar {
            case "'":
                guard rest.first == "'" else { return String(text) }
                text.append(rest.removeFirst())
            case "\\":
                switch rest.popFirst() {
                case "\\": text.append("\\")
                case "u": text.append(contentsOf: (number(radix: 16, digits: 4) ?? "?").unicodeScalars)
                case "U": text.append(contentsOf: (number(radix: 16, digits: 8) ?? "?").unicodeScalars)
                default: return nil
                }
            default: text.append(scalar)
            }
        }
        return nil
    }

    private mutating func number(radix: Int, digits count: Int?) -> String? {
        let digits = rest.prefix(count ?? rest.count).prefix { $0.hexadecimal != nil }
        guard count.map({ digits.count == $0 }) ?? true else { return nil }
        rest = rest.dropFirst(digits.count)
        return UInt32(digits.map { String($0) }.joined(), radix: radix).flatMap(Unicode.Scalar.init).map { String($0) }
    }
}

extension Unicode.Scalar {
    /// The value of an ASCII digit of base 16.
    fileprivate var hexadecimal: UInt8? { isASCII ? UInt8(String(self), radix: 16) : nil }
}
