import Interchange

/// Reads an expression from tokens and stops at the first one that cannot belong to it.
///
///     expr        = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation    = "not" negation | condition
///     condition   = sum [ compare sum | ["not"] "in" "(" sum { "," sum } ")"
///                 | ["not"] "between" sum "and" sum | ["not"] "like" string | "is" ["not"] "null" ]
///     sum         = product { ("+" | "-") product }
///     product     = operand { ("*" | "/") operand }
///     operand     = name | string | number | "(" expr ")"
///
/// Signs of arithmetic stand between spaces: names, paths and dates hold the same characters.
struct PredicateParser {
    /// How deeply parentheses and `not` may nest, and how many signs of arithmetic may follow each other.
    static let depthLimit = 64
    /// How many conditions and list entries an expression may have.
    static let sizeLimit = 2_000

    private var cursor: TokenCursor
    private var columns: [Located<String>] = []
    private var columnIndices: [String: Int] = [:]
    private var size = 0

    private init(_ cursor: TokenCursor) { self.cursor = cursor }

    /// A piece of an expression, and where it stands.
    private struct Part {
        let body: ColumnFormula.Body
        let span: TextSpan
    }

    /// Parses the longest condition at the cursor and leaves the cursor behind it.
    static func parse(_ cursor: inout TokenCursor) throws(LanguageError) -> WhereExpression {
        var parser = PredicateParser(cursor)
        let part = try parser.disjunction(depth: 0)
        guard case .condition(let predicate) = part.body else {
            throw parser.cursor.error(.expectedInExpression("a comparison: = != < <= > >= in between like is"))
        }
        cursor = parser.cursor
        return WhereExpression(predicate, columns: parser.columns)
    }

    /// Parses the longest value or condition at the cursor and leaves the cursor behind it.
    static func formula(_ cursor: inout TokenCursor) throws(LanguageError) -> ColumnFormula {
        var parser = PredicateParser(cursor)
        let part = try parser.disjunction(depth: 0)
        cursor = parser.cursor
        return ColumnFormula(part.body, columns: parser.columns)
    }

    private mutating func disjunction(depth: Int) throws(LanguageError) -> Part {
        try joined(by: "or", { (parser) throws(LanguageError) in try parser.conjunction(depth: depth) }) { .any($0) }
    }

    private mutating func conjunction(depth: Int) throws(LanguageError) -> Part {
        try joined(by: "and", { (parser) throws(LanguageError) in try parser.negation(depth: depth) }) { .all($0) }
    }

    private mutating func joined(
        by word: String, _ next: (inout PredicateParser) throws(LanguageError) -> Part,
        _ join: ([Predicate]) -> Predicate
    ) throws(LanguageError) -> Part {
        let first = try next(&self)
        guard cursor.isKeyword(word) else { return first }
        var parts = [try condition(of: first)]
        var span = first.span
        while cursor.take(keyword: word) {
            let part = try next(&self)
            parts.append(try condition(of: part))
            span = span.union(part.span)
        }
        return Part(body: .condition(join(parts)), span: span)
    }

    private mutating func negation(depth: Int) throws(LanguageError) -> Part {
        guard depth < Self.depthLimit else { throw cursor.error(.expressionTooDeep(limit: Self.depthLimit)) }
        let start = cursor.here
        guard cursor.take(keyword: "not") else { return try comparison(depth: depth) }
        let inner = try negation(depth: depth + 1)
        return Part(body: .condition(.not(try condition(of: inner))), span: start.union(inner.span))
    }

    private mutating func comparison(depth: Int) throws(LanguageError) -> Part {
        let left = try sum(depth: depth)
        if let token = cursor.current, token.kind == .symbol,
            let comparison = Predicate.Comparison(rawValue: token.text == "<>" ? "!=" : token.text)
        {
            let value = try operand(of: left)
            cursor.advance()
            let right = try sum(depth: depth)
            return try grown(.comparison(value, comparison, try operand(of: right)), from: left)
        }
        if cursor.isKeyword("is") {
            let value = try operand(of: left)
            cursor.advance()
            let negated = cursor.take(keyword: "not")
            guard cursor.take(keyword: "null") else { throw cursor.error(.expectedInExpression("null")) }
            return try grown(.isNull(value, negated: negated), from: left)
        }
        // What stands alone may be the whole, or a condition that goes on with `and`.
        guard ["not", "in", "between", "like"].contains(where: { cursor.isKeyword($0) }) else {
            guard case .value = left.body, cursor.isKeyword("and") || cursor.isKeyword("or") else { return left }
            throw cursor.error(.expectedInExpression("a comparison: = != < <= > >= in between like is"))
        }
        let value = try operand(of: left)
        let negated = cursor.take(keyword: "not")
        if cursor.take(keyword: "in") {
            return try grown(.isIn(value, try list(depth: depth), negated: negated), from: left)
        }
        if cursor.take(keyword: "between") {
            let lower = try operand(of: try sum(depth: depth))
            guard cursor.take(keyword: "and") else { throw cursor.error(.expectedInExpression("'and'")) }
            let upper = try operand(of: try sum(depth: depth))
            return try grown(.between(value, lower, upper, negated: negated), from: left)
        }
        guard cursor.take(keyword: "like") else {
            throw cursor.error(.expectedInExpression("a comparison: = != < <= > >= in between like is"))
        }
        guard let token = cursor.current, token.kind == .string else {
            throw cursor.error(.expectedInExpression("a pattern in single quotes"))
        }
        guard let pattern = LikePattern(token.text) else {
            throw cursor.error(.patternTooLong(limit: LikePattern.lengthLimit))
        }
        cursor.advance()
        return try grown(.like(value, pattern, negated: negated), from: left)
    }

    private mutating func grown(_ predicate: Predicate, from start: Part) throws(LanguageError) -> Part {
        try grow()
        return Part(body: .condition(predicate), span: start.span.union(cursor.peek(-1)?.span ?? start.span))
    }

    private mutating func list(depth: Int) throws(LanguageError) -> [Predicate.Operand] {
        guard cursor.take(symbol: "(") else { throw cursor.error(.expectedInExpression("'('")) }
        var entries: [Predicate.Operand] = []
        repeat {
            try grow()
            // Inside a list a comma separates, so `0,5` is two entries here and nowhere else.
            entries.append(try operand(of: try sum(depth: depth, inList: true)))
        } while cursor.take(symbol: ",")
        guard cursor.take(symbol: ")") else { throw cursor.error(.expectedInExpression("',' or ')'")) }
        return entries
    }

    // MARK: Values

    private mutating func sum(depth: Int, inList: Bool = false) throws(LanguageError) -> Part {
        try reckoned([.add, .subtract]) { (parser) throws(LanguageError) in
            try parser.reckoned([.multiply, .divide]) { (parser) throws(LanguageError) in
                try parser.primary(depth: depth, inList: inList)
            }
        }
    }

    private mutating func reckoned(
        _ signs: [Predicate.Arithmetic], _ next: (inout PredicateParser) throws(LanguageError) -> Part
    ) throws(LanguageError) -> Part {
        var result = try next(&self)
        var length = 0
        while let token = cursor.current, token.kind == .word,
            let sign = signs.first(where: { $0.rawValue == token.text })
        {
            let left = try number(of: result)
            cursor.advance()
            let right = try next(&self)
            try grow()
            length += 1
            guard length <= Self.depthLimit else { throw cursor.error(.expressionTooDeep(limit: Self.depthLimit)) }
            result = Part(
                body: .value(.arithmetic(left, sign, try number(of: right))), span: result.span.union(right.span))
        }
        return result
    }

    private mutating func primary(depth: Int, inList: Bool) throws(LanguageError) -> Part {
        guard let token = cursor.current else { throw cursor.error(.expectedInExpression("a column, text or number")) }
        switch token.kind {
        case .string:
            cursor.advance()
            return Part(body: .value(.text(token.text)), span: token.span)
        case .quotedName:
            cursor.advance()
            return Part(body: .value(.column(index(of: token))), span: token.span)
        case .word where PlainNumber.value(of: token.text) != nil:
            if !inList, let comma = cursor.decimalComma() { throw comma }
            cursor.advance()
            return Part(body: .value(.number(PlainNumber.value(of: token.text) ?? 0)), span: token.span)
        case .word where !token.isOption && !Spelling.reserved.contains(token.text.lowercased()) && !Self.isSign(token):
            if let first = token.text.unicodeScalars.first, first.properties.numericType != nil {
                throw cursor.error(.notANumber(token.text))
            }
            cursor.advance()
            return Part(body: .value(.column(index(of: token))), span: token.span)
        case .symbol where token.text == "(":
            guard depth < Self.depthLimit else { throw cursor.error(.expressionTooDeep(limit: Self.depthLimit)) }
            cursor.advance()
            let inner = try disjunction(depth: depth + 1)
            guard let end = cursor.current, cursor.take(symbol: ")") else {
                throw cursor.error(.expectedInExpression("')'"))
            }
            return Part(body: inner.body, span: token.span.union(end.span))
        default: throw cursor.error(.expectedInExpression("a column, text or number"))
        }
    }

    private static func isSign(_ token: Token) -> Bool { Predicate.Arithmetic(rawValue: token.text) != nil }

    // MARK: Kinds

    private func condition(of part: Part) throws(LanguageError) -> Predicate {
        guard case .condition(let predicate) = part.body else {
            throw cursor.error(.expectedInExpression("a condition, such as age >= 18"), at: part.span)
        }
        return predicate
    }

    private func operand(of part: Part) throws(LanguageError) -> Predicate.Operand {
        guard case .value(let operand) = part.body else {
            throw cursor.error(.expectedInExpression("a column, text or number in place of a condition"), at: part.span)
        }
        return operand
    }

    /// What can be reckoned with: no text.
    private func number(of part: Part) throws(LanguageError) -> Predicate.Operand {
        let operand = try operand(of: part)
        if case .text = operand {
            throw cursor.error(.expectedInExpression("a column or number: texts are not reckoned with"), at: part.span)
        }
        return operand
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
