import Interchange

/// Reads a `where` expression from tokens and stops at the first one that cannot belong to it.
///
///     expr       = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation   = "not" negation | "(" expr ")" | condition
///     condition  = operand ( compare operand | ["not"] "in" "(" operand { "," operand } ")"
///                | ["not"] "between" operand "and" operand | ["not"] "like" string | "is" ["not"] "null" )
///     operand    = name | string | number
struct PredicateParser {
    /// How deeply parentheses and `not` may nest.
    static let depthLimit = 64
    /// How many conditions and list entries an expression may have.
    static let sizeLimit = 2_000

    private var cursor: TokenCursor
    private var columns: [Located<String>] = []
    private var columnIndices: [String: Int] = [:]
    private var size = 0

    private init(_ cursor: TokenCursor) { self.cursor = cursor }

    /// Parses the longest expression at the cursor and leaves the cursor behind it.
    static func parse(_ cursor: inout TokenCursor) throws(LanguageError) -> WhereExpression {
        var parser = PredicateParser(cursor)
        let predicate = try parser.disjunction(depth: 0)
        cursor = parser.cursor
        return WhereExpression(predicate, columns: parser.columns)
    }

    private mutating func disjunction(depth: Int) throws(LanguageError) -> Predicate {
        var parts = [try conjunction(depth: depth)]
        while cursor.take(keyword: "or") { parts.append(try conjunction(depth: depth)) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction(depth: Int) throws(LanguageError) -> Predicate {
        var parts = [try negation(depth: depth)]
        while cursor.take(keyword: "and") { parts.append(try negation(depth: depth)) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func negation(depth: Int) throws(LanguageError) -> Predicate {
        guard depth < Self.depthLimit else { throw cursor.error(.expressionTooDeep(limit: Self.depthLimit)) }
        if cursor.take(keyword: "not") { return .not(try negation(depth: depth + 1)) }
        if cursor.take(symbol: "(") {
            let inner = try disjunction(depth: depth + 1)
            guard cursor.take(symbol: ")") else { throw cursor.error(.expectedInExpression("')'")) }
            return inner
        }
        return try condition()
    }

    private mutating func condition() throws(LanguageError) -> Predicate {
        try grow()
        let left = try operand()
        if let token = cursor.current, token.kind == .symbol,
            let comparison = Predicate.Comparison(rawValue: token.text == "<>" ? "!=" : token.text)
        {
            cursor.advance()
            return .comparison(left, comparison, try operand())
        }
        if cursor.take(keyword: "is") {
            let negated = cursor.take(keyword: "not")
            guard cursor.take(keyword: "null") else { throw cursor.error(.expectedInExpression("null")) }
            return .isNull(left, negated: negated)
        }
        let negated = cursor.take(keyword: "not")
        if cursor.take(keyword: "in") { return .isIn(left, try list(), negated: negated) }
        if cursor.take(keyword: "between") {
            let lower = try operand()
            guard cursor.take(keyword: "and") else { throw cursor.error(.expectedInExpression("'and'")) }
            return .between(left, lower, try operand(), negated: negated)
        }
        if cursor.take(keyword: "like") {
            guard let token = cursor.current, token.kind == .string else {
                throw cursor.error(.expectedInExpression("a pattern in single quotes"))
            }
            guard let pattern = LikePattern(token.text) else {
                throw cursor.error(.patternTooLong(limit: LikePattern.lengthLimit))
            }
            cursor.advance()
            return .like(left, pattern, negated: negated)
        }
        throw cursor.error(.expectedInExpression("a comparison: = != < <= > >= in between like is"))
    }

    private mutating func list() throws(LanguageError) -> [Predicate.Operand] {
        guard cursor.take(symbol: "(") else { throw cursor.error(.expectedInExpression("'('")) }
        var entries: [Predicate.Operand] = []
        repeat {
            try grow()
            // Inside a list a comma separates, so `0,5` is two entries here and nowhere else.
            entries.append(try operand(inList: true))
        } while cursor.take(symbol: ",")
        guard cursor.take(symbol: ")") else { throw cursor.error(.expectedInExpression("',' or ')'")) }
        return entries
    }

    private mutating func operand(inList: Bool = false) throws(LanguageError) -> Predicate.Operand {
        guard let token = cursor.current else { throw cursor.error(.expectedInExpression("a column, text or number")) }
        switch token.kind {
        case .string:
            cursor.advance()
            return .text(token.text)
        case .quotedName:
            cursor.advance()
            return .column(index(of: token))
        case .word where PlainNumber.value(of: token.text) != nil:
            if !inList, let comma = cursor.decimalComma() { throw comma }
            cursor.advance()
            return .number(PlainNumber.value(of: token.text) ?? 0)
        case .word where !token.isOption && !Spelling.reserved.contains(token.text.lowercased()):
            if let first = token.text.unicodeScalars.first, first.properties.numericType != nil {
                throw cursor.error(.notANumber(token.text))
            }
            cursor.advance()
            return .column(index(of: token))
        default: throw cursor.error(.expectedInExpression("a column, text or number"))
        }
    }

    private mutating func index(of token: Token) -> Int {
        if let index = columnIndices[token.text] { return index }
        columns.append(Located(token.text, at: token.span))
        columnIndices[token.text] = columns.count - 1
        return columns.count - 1
    }

    private mutating func grow() throws(LanguageError) {
        size += 1
        if size > Self.sizeLimit { throw cursor.error(.expressionTooLarge(limit: Self.sizeLimit)) }
    }
}

extension TokenCursor {
    /// The error for a number with a decimal comma at the cursor, such as `0,85`, if that is what stands here.
    func decimalComma() -> LanguageError? {
        guard let whole = current, let comma = peek(1), let decimals = peek(2), whole.kind == .word,
            comma.isSymbol(","), !comma.followsSpace, decimals.kind == .word, !decimals.followsSpace
        else { return nil }
        let text = whole.text + "," + decimals.text
        guard PlainNumber.hasDecimalComma(text) else { return nil }
        return error(.decimalComma(text), at: whole.span.union(decimals.span))
    }
}
