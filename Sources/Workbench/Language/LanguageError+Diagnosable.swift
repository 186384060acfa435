package import Diagnostics

extension LanguageError: Diagnosable {
    /// Always the status of a usage error.
    package var exitStatus: ExitStatus { .usage }

    /// One diagnostic with the line and a caret below the mistake.
    package var diagnostics: [Diagnostic] {
        let (code, message, help) = sentence
        let location = origin.map { SourceLocation(file: $0.file, line: $0.line, column: span.column) }
        // A line over the limit is not shown: it would fill the screen and its end is not what is wrong with it.
        var excerpt: Diagnostic.Excerpt? = Diagnostic.Excerpt(line: line, column: span.column, length: span.length)
        if case .lineTooLong = problem { excerpt = nil }
        return [Diagnostic(code, at: location, message, help: help, excerpt: excerpt)]
    }

    /// Code, sentence and help of the problem.
    private var sentence: (code: String, message: String, help: [String]) {
        switch problem {
        case .unknownCommand(let word, let known):
            ("E101", "no command '\(word)'", Self.suggestion(for: word, among: known, label: "commands"))
        case .unknownClause(let word, let command, let known):
            (
                "E103", "'\(command)' has no clause '\(word)'",
                Self.suggestion(for: word, among: known, label: "clauses")
            )
        case .unknownOption(let word, let command, let known):
            (
                "E103", "'\(command)' has no option '\(word)'",
                Self.suggestion(for: word, among: known, label: "options")
            )
        case .unknownFilter(let word, let known):
            ("E116", "no filter '\(word)' after '|'", Self.suggestion(for: word, among: known, label: "filters"))
        case .missingParameter(let name, let command):
            ("E104", "'\(command)' needs \(name)", Self.usage(of: command))
        case .missingClause(let name, let command):
            ("E104", "'\(command)' needs the clause '\(name)'", Self.usage(of: command))
        case .missingValue(let clause, let hint):
            ("E106", "'\(clause)' needs \(hint)", ["a name that is also a clause word goes in double quotes"])
        case .missingCommand:
            ("E105", "a command is missing here", ["`help` lists the commands"])
        case .surplusWord(let word, let command, let known):
            (
                "E105", "'\(word)' is more than '\(command)' takes",
                Self.suggestion(for: word, among: known, label: "clauses")
            )
        case .missingComma(let word):
            ("E105", "a comma is missing before '\(word)'", ["lists are written with commas: tpr, fpr"])
        case .repeatedClause(let clause, let column):
            ("E109", "'\(clause)' is given twice", ["it was given first at column \(column)"])
        case .flagWithValue(let clause):
            ("E109", "'\(clause)' takes no value", [])
        default: valueSentence
        }
    }

    private var valueSentence: (code: String, message: String, help: [String]) {
        switch problem {
        case .notANumber(let text):
            ("E107", "'\(text)' is not a number", ["numbers are written with ASCII digits: 30, 0.05, 1e-3"])
        case .notAWholeNumber(let text):
            ("E107", "'\(text)' is not a whole number from 0", ["write digits only: 30"])
        case .decimalComma(let text):
            (
                "E108", "'\(text)' has a decimal comma",
                ["write \(text.replacing(",", with: ".")): numbers take a point in every locale"]
            )
        case .notADate(let text):
            ("E117", "'\(text)' is not a date", ["dates are written year-month-day: 2026-03-31"])
        case .notOneOf(let word, let what, let known):
            (
                "E115", "'\(word)' is \(what.contains("|") ? "none of" : "not a") \(what)",
                Self.suggestion(for: word, among: known, label: "choices")
            )
        case .expectedInExpression(let what):
            ("E113", "expected \(what)", ["for example: where age >= 18 and region in ('Afar', 'Oromia')"])
        default: syntaxSentence
        }
    }

    private var syntaxSentence: (code: String, message: String, help: [String]) {
        switch problem {
        case .lineTooLong(let limit): ("E112", "the line is longer than \(limit) characters", [])
        case .unexpectedCharacter(let character):
            ("E110", "'\(character)' cannot stand in a bare word", ["put the name in double quotes"])
        case .shellEscape:
            ("E110", "'!' does not call the shell", ["nothing in this language can start another program"])
        case .typographicQuote(let mark):
            ("E110", "\(mark) is a typographic quote", ["use \" for names and ' for text"])
        case .unclosedQuote(let mark): ("E111", "the quote \(mark) is never closed", ["inside it, write it twice"])
        case .unexpectedSymbol(let symbol):
            ("E105", "'\(symbol)' is not expected here", ["`help` shows how commands are written"])
        case .expressionTooDeep(let limit): ("E114", "the expression is nested deeper than \(limit) levels", [])
        case .expressionTooLarge(let limit): ("E114", "the expression has more than \(limit) parts", [])
        case .listTooLong(let limit): ("E114", "the list has more than \(limit) entries", [])
        case .patternTooLong(let limit): ("E114", "the pattern is longer than \(limit) characters", [])
        default: ("E100", "the line cannot be understood", [])
        }
    }

    /// How a command is used: its shortest example, and where there are more.
    private static func usage(of command: String) -> [String] {
        let lines = CommandRegistry.standard[command]?.examples.map(\.line) ?? []
        let own = lines.filter { $0.hasPrefix(command + " ") && !$0.contains(";") && $0 != command + " ?" }
        return (own.min { $0.count < $1.count }.map { ["such as: \($0)"] } ?? []) + ["see `help \(command)`"]
    }

    /// Did-you-mean if one is near, then the known words.
    private static func suggestion(for word: String, among known: [String], label: String) -> [String] {
        var help: [String] = []
        let bare = String(word.drop { $0 == "-" })
        if let near = NearMatch.nearest(to: bare, among: known.map { String($0.drop { $0 == "-" }) }) {
            help.append("did you mean '\(near)'?")
        }
        if !known.isEmpty { help.append("\(label): \(known.joined(separator: ", "))") }
        return help
    }
}
