package import Diagnostics

extension CommandRegistry {
    /// Understands a line of the REPL, a script or a notebook cell.
    ///
    ///     line     = [ name "=" ] command { "|" filter } [ "#" comment ]
    ///     command  = verb { parameter | clause }        clause = word value | "--" word value | "--" word "=" value
    ///
    /// - Parameter origin: the script and line, if it comes from one.
    /// - Returns: one call for each command between `;`; none for an empty line or a comment.
    /// - Throws: the first error; then no command of the line should be carried out.
    package func parse(line: String, origin: SourceLocation? = nil) throws(LanguageError) -> [Call] {
        var lexer = try Lexer(line: line, origin: origin)
        let tokens = try lexer.tokens()
        var calls: [Call] = []
        for statement in tokens.split(whereSeparator: { $0.isSymbol(";") }) {
            var parser = CallParser(
                registry: self, cursor: TokenCursor(Array(statement), line: line, origin: origin), inShell: false)
            calls.append(try parser.call())
        }
        return calls
    }

    /// Understands the arguments of a process, without the program's own name: the same commands, the same clauses.
    ///
    /// Each argument is one value as the shell handed it over; `--` ends the options. Errors show the arguments joined
    /// again, quoted where a shell needs it.
    ///
    /// - Throws: the first error; `missingCommand` when there are no arguments.
    package func parse(arguments: [String]) throws(LanguageError) -> Call {
        let joined = ArgumentLine(arguments)
        guard joined.text.utf8.count <= Lexer.lengthLimit * 16, joined.text.count <= Lexer.lengthLimit else {
            throw LanguageError(.lineTooLong(limit: Lexer.lengthLimit), in: "", at: TextSpan(column: 1, length: 1))
        }
        var parser = CallParser(
            registry: self, cursor: TokenCursor(joined.tokens, line: joined.text), inShell: true)
        return try parser.call()
    }
}

/// Reads one command: verb, parameters, clauses, filters.
struct CallParser {
    let registry: CommandRegistry
    var cursor: TokenCursor
    /// Whether the tokens are process arguments.
    let inShell: Bool
    private var parameters: [Call.Entry] = []
    private var clauses: [Call.Entry] = []
    private var optionsEnded = false

    init(registry: CommandRegistry, cursor: TokenCursor, inShell: Bool) {
        self.registry = registry
        self.cursor = cursor
        self.inShell = inShell
    }

    mutating func call() throws(LanguageError) -> Call {
        let assignment = takeAssignment()
        guard let verb = cursor.current, verb.kind == .word || verb.kind == .argument else {
            throw cursor.error(.missingCommand)
        }
        // `kigezo --help` and `kigezo --version` are what everyone tries first.
        let word = inShell && verb.text.hasPrefix("--") ? String(verb.text.dropFirst(2)) : verb.text
        guard let declaration = registry[word] else {
            throw cursor.error(.unknownCommand(verb.text, known: registry.names))
        }
        cursor.advance()
        if let help = helpCall(verb: verb, of: declaration, assignment: assignment) { return help }
        while let token = cursor.current, !token.isSymbol("|") { try takeItem(token, of: declaration) }
        try requireAll(of: declaration)
        let filters = try FilterParser.filters(&cursor)
        return makeCall(declaration, at: verb.span, assignment: assignment, filters: filters)
    }

    private func makeCall(
        _ declaration: CommandDeclaration, at span: TextSpan, assignment: Located<String>?,
        filters: [Located<Filter>] = []
    ) -> Call {
        Call(
            command: declaration.name, commandSpan: span, assignment: assignment, parameters: parameters,
            clauses: clauses,
            filters: filters, line: cursor.line, origin: cursor.origin,
            clauseWords: declaration.clauses.flatMap { [$0.word] + $0.aliases })
    }

    private mutating func takeAssignment() -> Located<String>? {
        guard !inShell, let name = cursor.current, name.kind == .word || name.kind == .quotedName, !name.isOption,
            let equals = cursor.peek(1), equals.isSymbol("=")
        else { return nil }
        cursor.advance()
        cursor.advance()
        return Located(name.text, at: name.span)
    }

    /// `metrics ?`, `metrics --help` and `metrics -h` ask for the help of `metrics`.
    private mutating func helpCall(
        verb: Token, of declaration: CommandDeclaration, assignment: Located<String>?
    ) -> Call? {
        guard let help = registry["help"], let parameter = help.parameters.first, declaration.name != help.name else {
            return nil
        }
        let rest = cursor.tokens.dropFirst(cursor.index)
        let isAsked =
            (rest.count == 1 && [.word, .argument].contains(rest.first?.kind) && rest.first?.text == "?")
            || rest.prefix { $0.text != "--" }.contains { $0.isOption && ["--help", "-h"].contains($0.text) }
        guard isAsked else { return nil }
        parameters = [Call.Entry(name: parameter.name, value: .text(declaration.name), span: verb.span)]
        return makeCall(help, at: verb.span, assignment: assignment)
    }

    /// Takes one clause or one parameter.
    private mutating func takeItem(_ token: Token, of declaration: CommandDeclaration) throws(LanguageError) {
        if inShell, !optionsEnded, token.text == "--" {
            optionsEnded = true
            cursor.advance()
        } else if let (clause, attached) = try clause(at: token, of: declaration) {
            try take(clause, written: token, attached: attached)
        } else {
            try takeParameter(token, of: declaration)
        }
    }

    /// The clause that `token` announces, with the value attached to it by `=` in a process argument.
    private func clause(
        at token: Token, of declaration: CommandDeclaration
    ) throws(LanguageError) -> (CommandDeclaration.Clause, attached: Token?)? {
        guard !optionsEnded, token.kind == .word || token.kind == .argument else { return nil }
        guard token.isOption else { return declaration.clause(named: token.text).map { ($0, nil) } }
        var text = token.text
        var attached: Token?
        if token.kind == .argument, text.hasPrefix("--"), let equals = text.firstIndex(of: "=") {
            let offset = text.distance(from: text.startIndex, to: equals)
            attached = ArgumentLine.tail(of: token, from: offset + 1)
            text = String(text[..<equals])
        }
        let word = String(text.drop { $0 == "-" })
        if text.hasPrefix("--"), let clause = declaration.clause(named: word) { return (clause, attached) }
        if !text.hasPrefix("--"), word.count == 1,
            let clause = declaration.clauses.first(where: { $0.short == word.first })
        {
            return (clause, attached)
        }
        let known = declaration.clauses.map { "--" + $0.word }
        throw cursor.error(.unknownOption(text, command: declaration.name, known: known))
    }

    private mutating func take(
        _ clause: CommandDeclaration.Clause, written token: Token, attached: Token?
    ) throws(LanguageError) {
        if !clause.isRepeatable, let first = clauses.first(where: { $0.name == clause.word }) {
            throw cursor.error(.repeatedClause(clause.word, firstColumn: first.span.column), at: token.span)
        }
        cursor.advance()
        let hasEquals = token.isOption && cursor.take(symbol: "=")
        if clause.kind == .flag {
            guard attached == nil, !hasEquals else { throw cursor.error(.flagWithValue(clause.word), at: token.span) }
            clauses.append(Call.Entry(name: clause.word, value: .flag, span: token.span))
            return
        }
        var reader = ValueReader(cursor: cursor, name: token.text, hint: clause.hint, isAttached: hasEquals)
        let entry: Call.Entry
        if let attached {
            let (value, span) = try reader.value(of: clause.kind, in: attached)
            entry = Call.Entry(name: clause.word, value: value, span: span)
        } else {
            let (value, span) = try reader.value(of: clause.kind)
            entry = Call.Entry(name: clause.word, value: value, span: span)
        }
        cursor = reader.cursor
        clauses.append(entry)
    }

    private mutating func takeParameter(_ token: Token, of declaration: CommandDeclaration) throws(LanguageError) {
        let free = declaration.parameters.first { parameter in
            parameter.isRepeated || !parameters.contains { $0.name == parameter.name }
        }
        guard let free else { throw surplus(token, of: declaration) }
        var reader = ValueReader(cursor: cursor, name: declaration.name, hint: free.hint, isAttached: optionsEnded)
        let (value, span) = try reader.value(of: free.kind)
        cursor = reader.cursor
        parameters.append(Call.Entry(name: free.name, value: value, span: span))
    }

    /// Why a word has no place: a misspelt clause, a forgotten comma, or one too many.
    private func surplus(_ token: Token, of declaration: CommandDeclaration) -> LanguageError {
        guard token.kind != .symbol else { return cursor.error(.unexpectedSymbol(token.text)) }
        let words = declaration.clauses.flatMap { [$0.word] + $0.aliases }
        if token.kind == .word || token.kind == .argument, NearMatch.nearest(to: token.text, among: words) != nil {
            return cursor.error(.unknownClause(token.text, command: declaration.name, known: words))
        }
        if parameters.last?.span.column ?? 0 > clauses.last?.span.column ?? 0, case .list? = parameters.last?.value {
            return cursor.error(.missingComma(token.text))
        }
        if clauses.last?.span.column ?? 0 > parameters.last?.span.column ?? 0, case .list? = clauses.last?.value {
            return cursor.error(.missingComma(token.text))
        }
        return cursor.error(.surplusWord(token.text, command: declaration.name, known: words))
    }

    private func requireAll(of declaration: CommandDeclaration) throws(LanguageError) {
        for parameter in declaration.parameters where parameter.isRequired {
            guard parameters.contains(where: { $0.name == parameter.name }) else {
                throw cursor.error(.missingParameter(parameter.hint, command: declaration.name))
            }
        }
        for clause in declaration.clauses where clause.isRequired {
            guard clauses.contains(where: { $0.name == clause.word }) else {
                throw cursor.error(.missingClause("\(clause.word) \(clause.hint)", command: declaration.name))
            }
        }
    }
}
