/// The arguments of a process, joined into one line to show in errors.
struct ArgumentLine {
    /// The arguments with single spaces between them, quoted where a shell needs quotes.
    let text: String
    /// One token for each argument, placed in `text`.
    let tokens: [Token]

    init(_ arguments: [String]) {
        var text = ""
        var column = 1
        var tokens: [Token] = []
        for argument in arguments {
            if !tokens.isEmpty {
                text += " "
                column += 1
            }
            let start = column
            var columns: [Int] = []
            if Self.isPlain(argument) {
                columns = Array(start...(start + argument.count))
                text += argument
                column = start + argument.count
            } else {
                text += "'"
                column += 1
                for character in argument {
                    columns.append(column)
                    // A quote inside leaves the quotes, is escaped, and enters them again.
                    let written = character == "'" ? "'\\''" : String(character)
                    text += written
                    column += written.count
                }
                columns.append(column)
                text += "'"
                column += 1
            }
            tokens.append(
                Token(
                    .argument, argument, at: TextSpan(column: start, length: column - start), followsSpace: true,
                    columns: columns))
        }
        self.text = text
        self.tokens = tokens
    }

    /// The characters of an argument token from `offset` on, as a token of its own.
    static func tail(of token: Token, from offset: Int) -> Token {
        let characters = Array(token.text)
        return part(of: token, characters: characters, min(offset, characters.count)..<characters.count)
    }

    /// The characters of an argument token in `range`, as a token of its own.
    ///
    /// - Parameter characters: those of the token's text.
    static func part(of token: Token, characters: [Character], _ range: Range<Int>) -> Token {
        guard range.upperBound <= characters.count, range.upperBound < token.columns.count else { return token }
        let columns = Array(token.columns[range.lowerBound...range.upperBound])
        let start = token.columns[range.lowerBound]
        return Token(
            .argument, String(characters[range]),
            at: TextSpan(column: start, length: token.columns[range.upperBound] - start), followsSpace: true,
            columns: columns)
    }

    private static func isPlain(_ argument: String) -> Bool {
        !argument.isEmpty
            && argument.allSatisfy { Lexer.isWordCharacter($0) && $0 != "*" && $0 != "?" || $0 == "," || $0 == "=" }
    }
}
