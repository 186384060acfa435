import Interchange

/// Values that are written with signs of their own: new columns, and lists of numbers.
extension ValueReader {
    /// `NAME = EXPR`.
    mutating func definition() throws(LanguageError) -> Result {
        let name = try takeWord()
        guard cursor.take(symbol: "=") else { throw cursor.error(.expectedInExpression("'=' behind the new column")) }
        let formula = try PredicateParser.formula(&cursor)
        let end = cursor.peek(-1)?.span ?? name.span
        return (
            .definition(ColumnDefinition(name: Located(name.text, at: name.span), formula: formula)),
            name.span.union(end)
        )
    }

    /// The same from the arguments of a process up to the next option: `adult = 'age >= 18'` is three of them.
    mutating func definitionOfArguments() throws(LanguageError) -> Result {
        var tokens: [Token] = []
        while let argument = cursor.current, argument.kind == .argument,
            isAttached || !argument.isOption || tokens.last?.isSymbol("=") == true
        {
            var lexer = Lexer(argument: argument, in: cursor.line)
            tokens += try lexer.tokens()
            cursor.advance()
        }
        var inner = ValueReader(
            cursor: TokenCursor(tokens, line: cursor.line), name: name, hint: hint, isAttached: true)
        let value = try inner.definition()
        if let rest = inner.cursor.current { throw inner.cursor.error(.unexpectedSymbol(rest.text)) }
        return value
    }

    /// Numbers separated by commas, in square brackets or not.
    mutating func numberList() throws(LanguageError) -> Result {
        let start = cursor.here
        let hasBracket = cursor.take(symbol: "[")
        var numbers: [Located<Double>] = []
        repeat {
            guard let token = cursor.current, token.kind == .word else { throw missing() }
            guard let value = PlainNumber.value(of: token.text) else { throw cursor.error(.notANumber(token.text)) }
            numbers.append(Located(value, at: token.span))
            cursor.advance()
            if numbers.count > Self.listLimit {
                throw cursor.error(.listTooLong(limit: Self.listLimit), at: token.span)
            }
        } while cursor.take(symbol: ",")
        if hasBracket, !cursor.take(symbol: "]") { throw cursor.error(.expectedInExpression("',' or ']'")) }
        return (.numbers(numbers), start.union(cursor.peek(-1)?.span ?? start))
    }
}
