package import Diagnostics

/// Why a command line could not be understood: the fact, and the place in the line.
package struct LanguageError: Error, Hashable, Sendable {
    /// The fact.
    package let problem: Problem
    /// The line as typed; for process arguments, the line they make up when joined again.
    package let line: String
    /// The place in the line.
    package let span: TextSpan
    /// The script and line it was read from, if it was.
    package let origin: SourceLocation?

    /// What can be wrong with a line.
    package enum Problem: Hashable, Sendable {
        case lineTooLong(limit: Int)
        case unexpectedCharacter(String)
        case shellEscape
        case typographicQuote(String)
        case unclosedQuote(String)
        case unknownCommand(String, known: [String])
        case unknownClause(String, command: String, known: [String])
        case unknownOption(String, command: String, known: [String])
        case unknownFilter(String, known: [String])
        case missingParameter(String, command: String)
        case missingClause(String, command: String)
        case missingValue(after: String, hint: String)
        case missingCommand
        case surplusWord(String, command: String, known: [String])
        case missingComma(String)
        case repeatedClause(String, firstColumn: Int)
        case flagWithValue(String)
        case notANumber(String)
        case notAWholeNumber(String)
        case decimalComma(String)
        case notADate(String)
        case notOneOf(String, of: String, known: [String])
        case expectedInExpression(String)
        case unexpectedSymbol(String)
        case expressionTooDeep(limit: Int)
        case expressionTooLarge(limit: Int)
        case listTooLong(limit: Int)
        case patternTooLong(limit: Int)
    }

    /// An error about `span` of `line`.
    package init(_ problem: Problem, in line: String, at span: TextSpan, origin: SourceLocation? = nil) {
        self.problem = problem
        self.line = line
        self.span = span
        self.origin = origin
    }
}
