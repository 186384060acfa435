import Evidence

/// A condition in the SQL of an engine, with exactly the meaning it has here.
///
/// Three things differ between engines and the command language: a text is compared with a number by the number it
/// writes; texts are equal if they are canonically equivalent, and ordered by their scalars after composition; and one
/// sign of a pattern is one character as people see it. What cannot be told exactly is refused; a text of the database for
/// which the answer would not be certain ends the statement with an error.
struct PredicateSQL {
    let dialect: SQLDialect
    /// The columns of the condition as texts, by index.
    private let columns: [String]

    private init(_ expression: WhereExpression, _ dialect: SQLDialect) {
        self.dialect = dialect
        columns = expression.columns.indices.map(CubeQuery.name(ofConditionColumn:))
    }

    /// The condition for a statement of a dialect.
    ///
    /// - Throws: `inexact` for what the dialect has no exact words for; `unwritable` for texts.
    static func condition(
        _ expression: WhereExpression, _ dialect: SQLDialect
    ) throws(SQLError) -> CubeQuery.Condition {
        guard !expression.predicate.reckons else {
            throw .inexact("columns hold texts, and engines reckon with the numbers these write in ways of their own")
        }
        return CubeQuery.Condition(
            columns: expression.columns.map(\.value),
            text: try PredicateSQL(expression, dialect).text(of: expression.predicate))
    }

    private func text(of predicate: Predicate) throws(SQLError) -> String {
        switch predicate {
        case .comparison(let left, let comparison, let right): return try text(left, comparison, right)
        case .isNull(let operand, let negated):
            guard case .column(let index) = operand else { return Self.constant(negated) }
            return "(\(columns[index]) IS \(negated ? "NOT " : "")NULL)"
        case .isIn(let operand, let list, let negated): return try text(operand, in: list, negated: negated)
        case .between(let operand, let lower, let upper, let negated):
            let inside =
                "(\(try text(operand, .greaterOrEqual, lower)) AND \(try text(operand, .lessOrEqual, upper)))"
            return negated ? "(NOT \(inside))" : inside
        case .like(let operand, let pattern, let negated):
            guard case .column(let index) = operand else { return constant(predicate) }
            return try text(columns[index], like: pattern.source, negated: negated)
        case .not(let inner): return "(NOT \(try text(of: inner)))"
        case .all(let parts): return try join(parts, "AND")
        case .any(let parts): return try join(parts, "OR")
        }
    }

    private func join(_ parts: [Predicate], _ word: String) throws(SQLError) -> String {
        var texts: [String] = []
        for part in parts { texts.append(try text(of: part)) }
        return "(" + texts.joined(separator: " \(word) ") + ")"
    }

    // MARK: Constants

    /// A condition that no row changes.
    private func constant(_ predicate: Predicate) -> String {
        Self.constant(WhereExpression(predicate, columns: []).holds(for: NoRow()))
    }

    private static func constant(_ value: Bool?) -> String {
        value.map { $0 ? "TRUE" : "FALSE" } ?? "CAST(NULL AS BOOLEAN)"
    }

    private struct NoRow: PredicateRow {
        func cell(_ column: Int) -> PredicateCell { .missing }
    }

    // MARK: Comparisons

    private func text(
        _ left: Predicate.Operand, _ comparison: Predicate.Comparison, _ right: Predicate.Operand
    ) throws(SQLError) -> String {
        switch (left, right) {
        case (.column(let a), .column(let b)):
            return "(\(try composed(columns[a])) \(comparison.sql) \(try composed(columns[b])))"
        case (.column(let index), .text(let text)): return try compare(columns[index], comparison, with: text)
        case (.text(let text), .column(let index)): return try compare(columns[index], comparison.flipped, with: text)
        case (.column(let index), .number(let number)): return try compare(columns[index], comparison, with: number)
        case (.number(let number), .column(let index)):
            return try compare(columns[index], comparison.flipped, with: number)
        default: return constant(.comparison(left, comparison, right))
        }
    }

    private func text(
        _ operand: Predicate.Operand, in list: [Predicate.Operand], negated: Bool
    ) throws(SQLError) -> String {
        let texts = list.compactMap { entry -> String? in
            if case .text(let text) = entry, Self.isOnlyItself(text) { text } else { nil }
        }
        if case .column(let index) = operand, texts.count == list.count {
            var literals: [String] = []
            for text in texts { literals.append(try dialect.literal(text)) }
            return "(\(columns[index]) \(negated ? "NOT " : "")IN (\(literals.joined(separator: ", "))))"
        }
        var equalities: [String] = []
        for entry in list { equalities.append(try text(operand, .equal, entry)) }
        let any = "(" + equalities.joined(separator: " OR ") + ")"
        return negated ? "(NOT \(any))" : any
    }

    private func compare(
        _ column: String, _ comparison: Predicate.Comparison, with text: String
    ) throws(SQLError) -> String {
        let literal = try dialect.literal(text)
        let isEquality = comparison == .equal || comparison == .notEqual
        if isEquality, Self.isOnlyItself(text) { return "(\(column) \(comparison.sql) \(literal))" }
        if dialect == .spark {
            if isEquality, text.utf8.allSatisfy({ $0 < 0x80 }) {
                // What composes to ASCII is ASCII, but for three signs that stand for another.
                let twins = try dialect.literal("\u{212A}\u{37E}\u{1FEF}")
                return "(translate(\(column), \(twins), \(try dialect.literal("K;`"))) \(comparison.sql) \(literal))"
            }
            guard Self.isComposed(text) else {
                throw .inexact("Spark does not compose texts, and '\(text)' has characters from U+0300 up")
            }
            return "(\(try composed(column)) \(comparison.sql) \(literal))"
        }
        return "(\(try composed(column)) \(comparison.sql) \(try composed(literal)))"
    }

    /// Compares by the number a text writes; a text that writes none differs from all numbers and has no order.
    private func compare(
        _ column: String, _ comparison: Predicate.Comparison, with number: Double
    ) throws(SQLError) -> String {
        let unlike =
            switch comparison {
            case .equal: "FALSE"
            case .notEqual: "TRUE"
            default: "CAST(NULL AS BOOLEAN)"
            }
        // Numbers far inside the range of doubles; the engines differ in what they do at its ends.
        let digits = "-?[0-9]{1,200}([.][0-9]{1,200})?([eE][-+]?0*[0-9]{1,2})?"
        let any = "-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?"
        let value = "CAST(\(try dialect.literal(Spelling.number(number))) AS \(dialect.doubleType))"
        return """
            (CASE WHEN \(column) IS NULL THEN CAST(NULL AS BOOLEAN) \
            WHEN \(try dialect.isWhole(column, digits)) THEN CAST(\(column) AS \(dialect.doubleType)) \(comparison.sql) \(value) \
            WHEN \(try dialect.isWhole(column, any)) THEN \(try stop(column, "a number is too long to be compared")) \
            ELSE \(unlike) END)
            """
    }

    /// A text after canonical composition.
    private func composed(_ text: String) throws(SQLError) -> String {
        switch dialect {
        case .duckdb: "nfc_normalize(\(text))"
        case .postgres: "normalize(\(text), NFC)"
        case .spark:
            // Below U+0300 nothing composes.
            """
            (CASE WHEN \(try dialect.holds(text, "[^\\x{0}-\\x{2FF}]")) \
            THEN raise_error('kigezo: a text with characters from U+0300 up cannot be compared') ELSE \(text) END)
            """
        }
    }

    /// Whether no other text is canonically equivalent: ASCII without the signs that others stand for.
    private static func isOnlyItself(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 && !"K;`".utf8.contains($0) }
    }

    /// Whether a text is composed whatever stands beside it.
    private static func isComposed(_ text: String) -> Bool { text.unicodeScalars.allSatisfy { $0.value < 0x300 } }

    // MARK: Patterns

    private func text(_ column: String, like source: String, negated: Bool) throws(SQLError) -> String {
        guard Self.isComposed(source), !source.unicodeScalars.contains("\r") else {
            throw .inexact(
                "a pattern with characters from U+0300 up, or a carriage return, is not matched by characters")
        }
        var pattern = ""
        var isPlain = false
        for scalar in source.unicodeScalars {
            if !isPlain, scalar == "\\" {
                isPlain = true
                continue
            }
            if scalar == "!" || (isPlain && (scalar == "%" || scalar == "_")) { pattern += "!" }
            pattern.unicodeScalars.append(scalar)
            isPlain = false
        }
        if isPlain { pattern += "\\" }
        // Below U+0300 every scalar but CR LF is a character of its own.
        let unclear = dialect == .postgres ? "[^\\u0001-\\u02FF]|\\r" : "[^\\x{0}-\\x{2FF}]|\\r"
        return """
            (CASE WHEN \(try dialect.holds(column, unclear)) \
            THEN \(try stop(column, "a text has characters that a pattern does not count as one")) \
            ELSE \(column) \(negated ? "NOT " : "")LIKE \(try dialect.literal(pattern)) ESCAPE '!' END)
            """
    }

    /// A boolean that ends the statement with an error if it is asked for; it depends on the column, so that no engine
    /// works it out beforehand, and does not show it.
    private func stop(_ column: String, _ message: StaticString) throws(SQLError) -> String {
        let text = try dialect.literal("kigezo: \(message)")
        if dialect == .spark { return "CAST(raise_error(\(text)) AS BOOLEAN)" }
        return "(CAST(substr(\(column), 1, 0) || \(text) AS \(dialect.doubleType)) = 0)"
    }
}

extension Predicate.Comparison {
    fileprivate var sql: String { self == .notEqual ? "<>" : rawValue }

    /// The comparison with its sides changed.
    fileprivate var flipped: Predicate.Comparison {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}
