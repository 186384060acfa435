extension CommandRegistry {
    /// Whether an entry goes on in the next line: a quote or a bracket is open, or it ends with `,`, `|`, an operator or
    /// a backslash. Lines of one entry are joined by line feeds, which the parser takes for spaces.
    ///
    /// - Complexity: O(characters).
    package static func needsMore(_ entry: String) -> Bool {
        let tokens: [Token]
        do throws(LanguageError) {
            var lexer = try Lexer(line: entry)
            tokens = try lexer.tokens()
        } catch {
            switch error.problem {
            case .unclosedQuote: return true
            case .unexpectedCharacter("\\"): return entry.hasSuffix("\\") && error.span.column == entry.count
            default: return false
            }
        }
        // Only the last command can go on; a bracket left open before a `;` is an error there.
        let last = tokens.split(omittingEmptySubsequences: false) { $0.isSymbol(";") }.last ?? []
        let open = ["(", "["].map { sign in last.count { $0.isSymbol(sign) } }.reduce(0, +)
        let closed = [")", "]"].map { sign in last.count { $0.isSymbol(sign) } }.reduce(0, +)
        guard let end = last.last else { return false }
        return open > closed || (end.kind == .symbol && ![")", "]"].contains(end.text))
    }
}
