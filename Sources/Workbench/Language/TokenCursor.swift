import Diagnostics

/// A position in the tokens of one line, and the errors that can be made from there.
struct TokenCursor {
    let tokens: [Token]
    let line: String
    let origin: SourceLocation?
    private(set) var index = 0

    init(_ tokens: [Token], line: String, origin: SourceLocation? = nil) {
        self.tokens = tokens
        self.line = line
        self.origin = origin
    }

    /// The next token, if there is one.
    var current: Token? { peek(0) }

    /// The token `offset` places ahead.
    func peek(_ offset: Int) -> Token? {
        let place = index + offset
        return place < tokens.count ? tokens[place] : nil
    }

    mutating func advance() { index += 1 }

    /// Takes the next token if it is `symbol`.
    mutating func take(symbol: String) -> Bool {
        guard let current, current.isSymbol(symbol) else { return false }
        advance()
        return true
    }

    /// Takes the next token if it is the bare word `keyword`, whatever its case.
    mutating func take(keyword: String) -> Bool {
        guard isKeyword(keyword) else { return false }
        advance()
        return true
    }

    func isKeyword(_ keyword: String, ahead offset: Int = 0) -> Bool {
        guard let token = peek(offset), token.kind == .word else { return false }
        return token.text.lowercased() == keyword
    }

    /// The current token's place; just behind the last token at the end.
    var here: TextSpan {
        if let current { return current.span }
        guard let last = tokens.last else { return TextSpan(column: 1, length: 1) }
        return TextSpan(column: last.span.column + last.span.length, length: 1)
    }

    func error(_ problem: LanguageError.Problem, at span: TextSpan? = nil) -> LanguageError {
        LanguageError(problem, in: line, at: span ?? here, origin: origin)
    }
}
