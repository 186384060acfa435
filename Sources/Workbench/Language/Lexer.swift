import Diagnostics

/// Cuts a command line into tokens.
///
/// Works on characters (extended grapheme clusters), so that the columns of errors are those a reader counts, in every
/// script. Comments run from a `#` that starts a word to the end of the line. Nothing here can call out of the program.
struct Lexer {
    /// The longest line taken, in characters.
    static let lengthLimit = 65_536

    private let characters: [Character]
    /// The column of each character, and of the end.
    private let columns: [Int]
    /// The whole line, for errors.
    private let line: String
    private let origin: SourceLocation?
    private var position = 0

    /// A lexer over a whole line.
    ///
    /// - Throws: `lineTooLong`.
    init(line: String, origin: SourceLocation? = nil) throws(LanguageError) {
        // Counting bytes first keeps a hostile megabyte from being split into characters at all.
        guard line.utf8.count <= Self.lengthLimit * 16, line.count <= Self.lengthLimit else {
            throw LanguageError(
                .lineTooLong(limit: Self.lengthLimit), in: "", at: TextSpan(column: 1, length: 1), origin: origin)
        }
        let characters = Array(line)
        (self.characters, self.columns) = Self.separated(characters, columns: Array(1...(characters.count + 1)))
        self.line = line
        self.origin = origin
    }

    /// A lexer over one argument of a process, whose characters stand at `columns` of `line`.
    init(argument: Token, in line: String) {
        let characters = Array(argument.text)
        let missing = max(0, characters.count + 1 - argument.columns.count)
        (self.characters, self.columns) = Self.separated(
            characters, columns: argument.columns + Array(repeating: argument.span.column, count: missing))
        self.line = line
        self.origin = nil
    }

    /// All tokens, comments left out.
    ///
    /// - Complexity: O(characters).
    mutating func tokens() throws(LanguageError) -> [Token] {
        var pieces = Pieces()
        try takeAll(into: &pieces)
        return pieces.tokens
    }

    /// What a line is cut into, though it may be wrong or not finished.
    struct Pieces {
        var tokens: [Token] = []
        var comments: [TextSpan] = []
        /// What is no token.
        var faults: [TextSpan] = []
        /// The name or text whose quotes are still open; it goes to the end of the line.
        var open: Token?
    }

    /// All pieces, up to the end of the line.
    ///
    /// - Complexity: O(characters).
    mutating func pieces() -> Pieces {
        var pieces = Pieces()
        while position < characters.count {
            do { try takeAll(into: &pieces) } catch {
                guard case .unclosedQuote(let mark) = error.problem else {
                    pieces.faults.append(error.span)
                    continue
                }
                let rest = String(characters[position...]).replacing(mark + mark, with: mark)
                let start = position - 1
                let followsSpace = start == 0 || characters[start - 1].isWhitespace
                position = characters.count
                pieces.open = Token(
                    mark == "'" ? .string : .quotedName, rest, at: span(from: start), followsSpace: followsSpace)
            }
        }
        return pieces
    }

    private mutating func takeAll(into pieces: inout Pieces) throws(LanguageError) {
        var followsSpace = position == 0 || characters[position - 1].isWhitespace
        while position < characters.count {
            let character = characters[position]
            // A backslash at the end of a line goes on in the next one.
            if character.isWhitespace
                || character == "\\" && position + 1 < characters.count && characters[position + 1].isNewline
            {
                position += 1
                followsSpace = true
                continue
            }
            if character == "#", followsSpace {
                let start = position
                while position < characters.count, !characters[position].isNewline { position += 1 }
                pieces.comments.append(span(from: start))
                continue
            }
            pieces.tokens.append(try token(startingWith: character, followsSpace: followsSpace))
            followsSpace = false
        }
    }

    private mutating func token(
        startingWith character: Character, followsSpace: Bool
    ) throws(LanguageError) -> Token {
        let start = position
        switch character {
        case "\"": return try quoted(by: "\"", as: .quotedName, followsSpace: followsSpace)
        case "'": return try quoted(by: "'", as: .string, followsSpace: followsSpace)
        case ",", ";", "|", "(", ")", "[", "]", "=":
            position += 1
            return Token(.symbol, String(character), at: span(from: start), followsSpace: followsSpace)
        case "<", ">", "!":
            position += 1
            if position < characters.count {
                let two = String(character) + String(characters[position])
                if ["<=", "<>", ">=", "!="].contains(two) {
                    position += 1
                    return Token(.symbol, two, at: span(from: start), followsSpace: followsSpace)
                }
            }
            if character == "!" { throw error(.shellEscape, from: start) }
            return Token(.symbol, String(character), at: span(from: start), followsSpace: followsSpace)
        case "“", "”", "‘", "’", "„", "«", "»":
            position += 1
            throw error(.typographicQuote(String(character)), from: start)
        default:
            while position < characters.count, Self.isWordCharacter(characters[position]) { position += 1 }
            guard position > start else {
                position += 1
                throw error(.unexpectedCharacter(String(character)), from: start)
            }
            return Token(
                .word, String(characters[start..<position]), at: span(from: start), followsSpace: followsSpace)
        }
    }

    private mutating func quoted(
        by mark: Character, as kind: Token.Kind, followsSpace: Bool
    ) throws(LanguageError) -> Token {
        let start = position
        var text = ""
        position += 1
        while position < characters.count {
            let character = characters[position]
            position += 1
            if character != mark {
                text.append(character)
            } else if position < characters.count, characters[position] == mark {
                text.append(mark)
                position += 1
            } else {
                return Token(kind, text, at: span(from: start), followsSpace: followsSpace)
            }
        }
        position = start + 1
        throw error(.unclosedQuote(String(mark)), from: start)
    }

    /// Letters, marks and digits of any script, and the signs that names, numbers, paths, dates and globs need.
    static func isWordCharacter(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        switch scalar {
        case "_", ".", "-", "/", "~", "*", "?", ":", "@", "+", "%": return character.unicodeScalars.count == 1
        default: break
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
            return true
        default: return false
        }
    }

    /// The characters with every sign of the language on its own, and the column of each and of the end.
    ///
    /// A combining mark makes one character with the quote, comma or space before it, and some marks with what follows
    /// them. Names may start and end with any mark, so the sign must still be seen; both parts keep the column.
    private static func separated(_ characters: [Character], columns: [Int]) -> ([Character], [Int]) {
        guard characters.contains(where: { $0.unicodeScalars.count > 1 && $0.unicodeScalars.contains(where: isSign) })
        else { return (characters, columns) }
        var parts: [Character] = []
        var places: [Int] = []
        for (character, column) in zip(characters, columns) {
            // What no sign has joined, CR LF included, stays one.
            var rest = String.UnicodeScalarView()
            let hasSign = character != "\r\n" && character.unicodeScalars.contains(where: isSign)
            for scalar in character.unicodeScalars {
                if hasSign, isSign(scalar) {
                    parts += Array(String(rest))
                    rest = String.UnicodeScalarView()
                    parts.append(Character(scalar))
                } else {
                    rest.append(scalar)
                }
            }
            parts += Array(String(rest))
            places += Array(repeating: column, count: parts.count - places.count)
        }
        return (parts, places + columns.suffix(from: characters.count).prefix(1))
    }

    /// Whether a scalar has a meaning of its own wherever it stands.
    private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "'", ",", ";", "|", "(", ")", "[", "]", "=", "<", ">", "!", "#": true
        default: scalar.properties.isWhitespace
        }
    }

    private func span(from start: Int) -> TextSpan {
        TextSpan(column: columns[start], length: columns[position] - columns[start])
    }

    private func error(_ problem: LanguageError.Problem, from start: Int) -> LanguageError {
        LanguageError(problem, in: line, at: span(from: start), origin: origin)
    }
}
