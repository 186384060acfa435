import Diagnostics

/// An engine whose SQL is written.
///
/// The raw value is the name in commands.
package enum SQLDialect: String, Hashable, Sendable, CaseIterable {
    case duckdb, postgres, spark

    /// The type of texts.
    package var textType: String {
        switch self {
        case .duckdb: "VARCHAR"
        case .postgres: "text"
        case .spark: "STRING"
        }
    }

    /// The type of IEEE 754 doubles.
    package var doubleType: String { self == .postgres ? "double precision" : "DOUBLE" }

    /// A name of a column, table or schema between the marks of the dialect.
    ///
    /// Nothing inside the marks can end them: they are doubled. What would not be seen, or not be taken as it stands, is
    /// refused.
    package func identifier(_ name: String) throws(SQLError) -> String {
        guard !name.isEmpty else { throw .unwritable(name, reason: "it is empty") }
        if name.unicodeScalars.contains(where: Self.isControl) {
            throw .unwritable(name, reason: "it holds a control character")
        }
        // Spark replaces `${…}` before it reads a statement, quoted or not.
        if self == .spark, Self.holdsVariable(name) { throw .unwritable(name, reason: "it holds '${'") }
        return name.quoted(by: self == .spark ? "`" : "\"")
    }

    /// A text as a literal, or as an expression of literals, that means these bytes whatever the settings of the engine.
    ///
    /// What cannot be seen (control and format characters) is written by its number. Backslashes, which some settings
    /// take for escapes, are written where they mean themselves in any case.
    package func literal(_ text: String) throws(SQLError) -> String {
        if text.unicodeScalars.contains("\0") { throw .unwritable(text, reason: "it holds the character U+0000") }
        switch self {
        case .duckdb: return Self.duckdbLiteral(text)
        case .postgres:
            let isPlain = !text.unicodeScalars.contains { $0 == "\\" || Self.isUnseen($0) }
            return isPlain ? text.quoted(by: "'") : Self.postgresEscaped(text)
        case .spark:
            let isPlain = !text.unicodeScalars.contains {
                $0 == "\\" || $0 == "'" || $0 == "$" || Self.isUnseen($0)
            }
            if isPlain { return text.quoted(by: "'") }
            return "CAST(X'" + text.utf8.map(Self.hexadecimal).joined() + "' AS STRING)"
        }
    }

    // MARK: Patterns

    /// Whether a part of a text fits a regular expression.
    ///
    /// - Parameter text: an expression.
    package func holds(_ text: String, _ pattern: String) throws(SQLError) -> String {
        let literal = try literal(pattern)
        return switch self {
        case .duckdb: "regexp_matches(\(text), \(literal))"
        case .postgres: "\(text) ~ \(literal)"
        case .spark: "\(text) RLIKE \(literal)"
        }
    }

    /// Whether the whole of a text fits a regular expression.
    package func isWhole(_ text: String, _ pattern: String) throws(SQLError) -> String {
        switch self {
        case .duckdb: "regexp_full_match(\(text), \(try literal(pattern)))"
        case .postgres: try holds(text, "^(\(pattern))$")
        // In Java `$` also stands before a last line end.
        case .spark: try holds(text, "^(\(pattern))$(?![0-9]|[^0-9])")
        }
    }

    // MARK: Texts

    private static func duckdbLiteral(_ text: String) -> String {
        var parts: [String] = []
        var run = String.UnicodeScalarView()
        func close() {
            if !run.isEmpty { parts.append(String(run).quoted(by: "'")) }
            run = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            if isUnseen(scalar) {
                close()
                parts.append("chr(\(scalar.value))")
            } else {
                run.append(scalar)
            }
        }
        close()
        return parts.isEmpty ? "''" : parts.count == 1 ? parts[0] : "(" + parts.joined(separator: " || ") + ")"
    }

    private static func postgresEscaped(_ text: String) -> String {
        var result = "E'"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "'": result += "''"
            case _ where isUnseen(scalar):
                let digits = String(scalar.value, radix: 16)
                let width = scalar.value > 0xFFFF ? 8 : 4
                result += (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "'"
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
    }

    /// Whether a scalar shows nothing of its own, or changes what is shown around it.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: true
        default: false
        }
    }

    /// Whether a scalar ends a line, moves a cursor, or turns the direction of writing.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        }
    }

    private static func holdsVariable(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return zip(bytes, bytes.dropFirst()).contains { $0 == UInt8(ascii: "$") && $1 == UInt8(ascii: "{") }
    }
}
