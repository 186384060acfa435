/// Reads one value of a declared kind, from tokens of a line or from one process argument.
struct ValueReader {
    /// How many entries a list may have.
    static let listLimit = 1_000

    var cursor: TokenCursor
    /// The word the value belongs to, as written.
    let name: String
    /// What to write, for the error when it is missing.
    let hint: String
    /// Whether the value cannot be mistaken for an option: it follows `=` or `--`.
    let isAttached: Bool

    typealias Result = (value: Call.Value, span: TextSpan)

    /// Reads the value at the cursor and leaves the cursor behind it.
    mutating func value(of kind: ValueKind) throws(LanguageError) -> Result {
        guard let token = cursor.current, !token.isSymbol("|") else { throw missing() }
        if kind == .words {
            guard isAttached || !token.isOption else { throw missing() }
            return try words(from: token)
        }
        if token.kind == .argument {
            guard isAttached || !token.isOption else { throw missing() }
            if kind == .definition { return try definitionOfArguments() }
            cursor.advance()
            let first = try value(of: kind, in: token)
            guard kind == .list else { return first }
            return try continueList(first, after: token)
        }
        guard isAttached || !token.isOption else { throw missing() }
        switch kind {
        case .expression:
            let expression = try PredicateParser.parse(&cursor)
            let end = cursor.peek(-1)?.span ?? token.span
            return (.expression(expression), token.span.union(end))
        case .list:
            let list = try nameList()
            return (.list(list), list.reduce(token.span) { $0.union($1.span) })
        case .numbers: return try numberList()
        case .definition: return try definition()
        case .cell(let words): return try cell(words: words, from: token)
        case .choice(let words) where token.kind == .symbol && words.contains(token.text):
            cursor.advance()
            return (.text(token.text), token.span)
        case .number:
            if let comma = cursor.decimalComma() { throw comma }
            return try single(kind)
        default: return try single(kind)
        }
    }

    /// Reads the value that a whole process argument is.
    func value(of kind: ValueKind, in token: Token) throws(LanguageError) -> Result {
        switch kind {
        case .expression:
            var lexer = Lexer(argument: token, in: cursor.line)
            var inner = TokenCursor(try lexer.tokens(), line: cursor.line)
            guard inner.current != nil else { throw missing(at: token.span) }
            let expression = try PredicateParser.parse(&inner)
            if let rest = inner.current { throw inner.error(.expectedInExpression("'and' or 'or'"), at: rest.span) }
            return (.expression(expression), token.span)
        case .numbers, .definition:
            var lexer = Lexer(argument: token, in: cursor.line)
            var inner = ValueReader(
                cursor: TokenCursor(try lexer.tokens(), line: cursor.line), name: name, hint: hint, isAttached: true)
            let value = try kind == .numbers ? inner.numberList() : inner.definition()
            if let rest = inner.cursor.current { throw inner.cursor.error(.unexpectedSymbol(rest.text)) }
            return (value.value, token.span)
        case .list:
            let list = try splitList(token)
            guard !list.isEmpty else { throw missing(at: token.span) }
            return (.list(list), token.span)
        case .words: return (.words([Located(token.text, at: token.span)]), token.span)
        case .cell(let words):
            if words.contains(token.text) { return (.text(token.text), token.span) }
            return (.cell(try splitCell(token, words: words)), token.span)
        default: return (try converted(token.text, to: kind, at: token.span), token.span)
        }
    }

    private mutating func single(_ kind: ValueKind) throws(LanguageError) -> Result {
        let token = try takeWord()
        return (try converted(token.text, to: kind, at: token.span), token.span)
    }

    /// Takes a word, quoted name or string.
    mutating func takeWord() throws(LanguageError) -> Token {
        guard let token = cursor.current else { throw missing() }
        guard token.kind != .symbol else { throw cursor.error(.unexpectedSymbol(token.text)) }
        if token.kind == .word {
            // `by where …`: the value was forgotten. Words that columns may be called, such as `label`, stay usable.
            guard !Spelling.reserved.contains(token.text), isAttached || !token.isOption else { throw missing() }
        }
        cursor.advance()
        return token
    }

    /// All that is left of the command; what stands together without a space is one word: `--model=a,b`.
    private mutating func words(from first: Token) throws(LanguageError) -> Result {
        var words: [Located<String>] = []
        while let token = cursor.current, !token.isSymbol("|") {
            cursor.advance()
            if !token.followsSpace, let last = words.popLast() {
                words.append(Located(last.value + token.text, at: last.span.union(token.span)))
            } else {
                words.append(Located(token.text, at: token.span))
            }
            if words.count > Self.listLimit { throw cursor.error(.listTooLong(limit: Self.listLimit), at: token.span) }
        }
        return (.words(words), words.reduce(first.span) { $0.union($1.span) })
    }

    private mutating func nameList() throws(LanguageError) -> [Located<String>] {
        var names: [Located<String>] = []
        repeat {
            let token = try takeWord()
            names.append(Located(token.text, at: token.span))
            if names.count > Self.listLimit { throw cursor.error(.listTooLong(limit: Self.listLimit), at: token.span) }
        } while cursor.take(symbol: ",")
        return names
    }

    private mutating func cell(words: [String], from token: Token) throws(LanguageError) -> Result {
        if token.kind == .word, words.contains(token.text), cursor.peek(1)?.isSymbol("=") != true {
            cursor.advance()
            return (.text(token.text), token.span)
        }
        var entries: [Call.CellEntry] = []
        repeat {
            let name = try takeWord()
            guard cursor.take(symbol: "=") else {
                throw cursor.error(.notOneOf(name.text, of: hint, known: words), at: name.span)
            }
            let value = try takeWord()
            entries.append(
                Call.CellEntry(name: Located(name.text, at: name.span), value: Located(value.text, at: value.span)))
            if entries.count > Self.listLimit { throw cursor.error(.listTooLong(limit: Self.listLimit)) }
        } while cursor.take(symbol: ",")
        return (.cell(entries), entries.reduce(token.span) { $0.union($1.value.span) })
    }

    /// A list given as several arguments, `accuracy, tpr`, goes on after a comma at its end or before the next.
    private mutating func continueList(_ first: Result, after token: Token) throws(LanguageError) -> Result {
        guard case .list(var names) = first.value else { return first }
        var span = first.span
        var last = token
        while let next = cursor.current, next.kind == .argument,
            last.text.last == "," || next.text.first == ",", !next.isOption
        {
            cursor.advance()
            names += try splitList(next)
            span = span.union(next.span)
            last = next
            if names.count > Self.listLimit { throw cursor.error(.listTooLong(limit: Self.listLimit), at: span) }
        }
        return (.list(names), span)
    }

    /// The entries of a process argument between commas; a comma inside double quotes does not separate.
    private func splitList(_ token: Token) throws(LanguageError) -> [Located<String>] {
        var names: [Located<String>] = []
        for part in parts(of: token, by: ",") where !part.text.isEmpty {
            names.append(Located(Self.unquoted(part.text), at: part.span))
        }
        if names.count > Self.listLimit { throw cursor.error(.listTooLong(limit: Self.listLimit), at: token.span) }
        return names
    }

    private func splitCell(_ token: Token, words: [String]) throws(LanguageError) -> [Call.CellEntry] {
        var entries: [Call.CellEntry] = []
        let cells = parts(of: token, by: ",")
        guard cells.count <= Self.listLimit else {
            throw cursor.error(.listTooLong(limit: Self.listLimit), at: token.span)
        }
        for part in cells {
            let sides = parts(of: part, by: "=", limit: 2)
            guard sides.count == 2, !sides[0].text.isEmpty else {
                throw cursor.error(.notOneOf(part.text, of: hint, known: words), at: part.span)
            }
            entries.append(
                Call.CellEntry(
                    name: Located(Self.unquoted(sides[0].text), at: sides[0].span),
                    value: Located(Self.unquoted(sides[1].text), at: sides[1].span)))
        }
        return entries
    }

    /// The parts of an argument between `separator`s outside quotes, without white space at their ends; at most `limit`,
    /// the last of which then holds the rest.
    ///
    /// - Complexity: O(characters), so that a long hostile argument costs no more than reading it.
    private func parts(of token: Token, by separator: Character, limit: Int = Self.listLimit + 2) -> [Token] {
        let characters = Array(token.text)
        var ranges: [Range<Int>] = []
        var start = 0
        var isBlankSoFar = true
        var quote: Character?
        for (index, character) in characters.enumerated() {
            if let open = quote {
                if character == open { quote = nil }
            } else if isBlankSoFar, character == "\"" || character == "'" {
                // A quote opens only at the start of an entry: `Cote d'Ivoire` has none.
                quote = character
                isBlankSoFar = false
            } else if character == separator, ranges.count + 1 < limit {
                ranges.append(start..<index)
                start = index + 1
                isBlankSoFar = true
            } else if !character.isWhitespace {
                isBlankSoFar = false
            }
        }
        ranges.append(start..<characters.count)
        return ranges.map { range in
            var lower = range.lowerBound
            var upper = range.upperBound
            while lower < upper, characters[lower].isWhitespace { lower += 1 }
            while upper > lower, characters[upper - 1].isWhitespace { upper -= 1 }
            return ArgumentLine.part(of: token, characters: characters, lower..<upper)
        }
    }

    /// The text without the quotes around it, doubled quotes made single.
    private static func unquoted(_ text: String) -> String {
        for mark in ["\"", "'"] where text.count >= 2 && text.hasPrefix(mark) && text.hasSuffix(mark) {
            return String(text.dropFirst().dropLast()).replacing(mark + mark, with: mark)
        }
        return text
    }

    func missing(at span: TextSpan? = nil) -> LanguageError {
        cursor.error(.missingValue(after: name, hint: hint), at: span)
    }
}
