import Interchange

/// The smallest piece of a command line that means something.
struct Token: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// A bare word: a name, a number, a path or an option; which one, the place it stands in decides.
        case word
        /// A name between double quotes.
        case quotedName
        /// A string between single quotes.
        case string
        /// One of `, ; | ( ) [ ] = != <> < <= > >=`.
        case symbol
        /// One argument of a process, taken as the shell handed it over.
        case argument
    }

    let kind: Kind
    /// What it says, without quotes and with doubled quotes made single.
    let text: String
    let span: TextSpan
    /// Whether white space, or the start of the line, comes before it.
    let followsSpace: Bool
    /// For an argument, the column of each of its characters and of its end; empty for the other kinds.
    let columns: [Int]

    init(_ kind: Kind, _ text: String, at span: TextSpan, followsSpace: Bool, columns: [Int] = []) {
        self.kind = kind
        self.text = text
        self.span = span
        self.followsSpace = followsSpace
        self.columns = columns
    }

    func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }

    /// Whether it is written like an option: `--word` or `-w`, but not a negative number.
    var isOption: Bool {
        guard kind == .word || kind == .argument, text.hasPrefix("-"), text.utf8.count > 1 else { return false }
        return PlainNumber.value(of: text) == nil
    }
}
