package import Diagnostics

/// One command as understood: which, with what values, and where each of them was written.
///
/// The same value comes from a line of the REPL and from the arguments of a process.
package struct Call: Hashable, Sendable {
    /// The command's declared name, also when an alias was written.
    package let command: String
    /// The place of the verb.
    package let commandSpan: TextSpan
    /// The name the result is kept under, for `name = command …`.
    package let assignment: Located<String>?
    /// Values behind the verb, by parameter name, in the order given.
    package let parameters: [Entry]
    /// Clauses, by their declared word, in the order given.
    package let clauses: [Entry]
    /// What happens to the result, in order.
    package let filters: [Located<Filter>]
    /// The line all spans refer to.
    package let line: String
    /// The script and line it was read from, if it was.
    package let origin: SourceLocation?
    /// The clause words of the command: a parameter spelled like one needs quotes.
    let clauseWords: [String]

    /// One value with the name it was declared under.
    package struct Entry: Hashable, Sendable {
        /// The declared name of the parameter or word of the clause.
        package let name: String
        /// What was written.
        package let value: Value
        /// The place of the value; for a switch, of its word.
        package let span: TextSpan
    }

    /// What can be written as a value.
    package enum Value: Hashable, Sendable {
        case flag
        /// A name, string, path, date or choice.
        case text(String)
        case list([Located<String>])
        case number(Double)
        case integer(Int)
        case format(OutputFormat)
        case numbers([Located<Double>])
        case expression(WhereExpression)
        case definition(ColumnDefinition)
        case cell([CellEntry])
        case words([Located<String>])
    }

    /// One `NAME=VALUE` of a cell.
    package struct CellEntry: Hashable, Sendable {
        /// The column.
        package let name: Located<String>
        /// The value in that column.
        package let value: Located<String>

        /// One `NAME=VALUE`.
        package init(name: Located<String>, value: Located<String>) {
            self.name = name
            self.value = value
        }
    }

    /// An error about a part of this call, with the caret under it.
    package func diagnostic(
        _ code: String, severity: Diagnostic.Severity = .error, at span: TextSpan, _ message: String,
        help: [String] = []
    ) -> Diagnostic {
        Diagnostic(
            code, severity: severity,
            at: origin.map { SourceLocation(file: $0.file, line: $0.line, column: span.column) }, message, help: help,
            excerpt: Diagnostic.Excerpt(line: line, column: span.column, length: span.length))
    }
}

extension Call {
    /// The same with another text under a clause.
    func with(_ clause: String, text: Located<String>) -> Call {
        Call(
            command: command, commandSpan: commandSpan, assignment: assignment, parameters: parameters,
            clauses: clauses.filter { $0.name != clause } + [
                Entry(name: clause, value: .text(text.value), span: text.span)
            ],
            filters: filters, line: line, origin: origin, clauseWords: clauseWords)
    }

    /// The same with another list under a clause, and nothing else under it.
    func with(_ clause: String, list: [Located<String>]) -> Call {
        guard let span = list.first?.span else { return self }
        return Call(
            command: command, commandSpan: commandSpan, assignment: assignment,
            parameters: parameters.filter { $0.name != clause },
            clauses: clauses.filter { $0.name != clause } + [Entry(name: clause, value: .list(list), span: span)],
            filters: filters, line: line, origin: origin, clauseWords: clauseWords)
    }

    /// The same with other clauses.
    func with(clauses: [Entry]) -> Call {
        Call(
            command: command, commandSpan: commandSpan, assignment: assignment, parameters: parameters,
            clauses: clauses, filters: filters, line: line, origin: origin, clauseWords: clauseWords)
    }

    /// The same with a value under a clause that the line does not have.
    func with(_ clause: String, value: Value) -> Call {
        with(clauses: clauses + [Entry(name: clause, value: value, span: commandSpan)])
    }

    private func entry(_ name: String) -> Entry? {
        clauses.last { $0.name == name } ?? parameters.first { $0.name == name }
    }

    /// Whether the switch or clause `name` was given.
    package func has(_ name: String) -> Bool { entry(name) != nil }

    /// The place of the value of `name`.
    package func span(of name: String) -> TextSpan? { entry(name)?.span }

    /// A name, string, path, date or choice given under `name`; of a repeated parameter, the first.
    package func text(_ name: String) -> Located<String>? {
        guard let entry = entry(name), case .text(let text) = entry.value else { return nil }
        return Located(text, at: entry.span)
    }

    /// All texts given under `name`, for what may be repeated.
    package func texts(_ name: String) -> [Located<String>] {
        (parameters + clauses).compactMap {
            guard $0.name == name, case .text(let text) = $0.value else { return nil }
            return Located(text, at: $0.span)
        }
    }

    /// A program and its arguments given under `name`; empty if they were not.
    package func words(_ name: String) -> [Located<String>] {
        guard let entry = entry(name), case .words(let words) = entry.value else { return [] }
        return words
    }

    /// A list given under `name`; lists of a repeated parameter are joined. Empty if it was not given.
    package func list(_ name: String) -> [Located<String>] { lists(name).flatMap { $0 } }

    /// Each list given under `name`: of a repeated `by`, one list for each grouping.
    package func lists(_ name: String) -> [[Located<String>]] {
        (parameters + clauses).compactMap {
            guard $0.name == name, case .list(let list) = $0.value else { return nil }
            return list
        }
    }

    /// The `NAME=VALUE` pairs given under `name`, all together if it was repeated.
    package func cells(_ name: String) -> [CellEntry] {
        clauses.flatMap { entry -> [CellEntry] in
            guard entry.name == name, case .cell(let cell) = entry.value else { return [] }
            return cell
        }
    }

    /// A number given under `name`, whole or not.
    package func number(_ name: String) -> Located<Double>? {
        guard let entry = entry(name) else { return nil }
        switch entry.value {
        case .number(let value): return Located(value, at: entry.span)
        case .integer(let value): return Located(Double(value), at: entry.span)
        default: return nil
        }
    }

    /// A whole number given under `name`.
    package func integer(_ name: String) -> Located<Int>? {
        guard let entry = entry(name), case .integer(let value) = entry.value else { return nil }
        return Located(value, at: entry.span)
    }

    /// An output format given under `name`.
    package func format(_ name: String) -> OutputFormat? {
        guard let entry = entry(name), case .format(let format) = entry.value else { return nil }
        return format
    }

    /// Numbers given under `name`; empty if it was not given.
    package func numbers(_ name: String) -> [Located<Double>] {
        guard let entry = entry(name), case .numbers(let numbers) = entry.value else { return [] }
        return numbers
    }

    /// A new column given under `name`.
    package func definition(_ name: String) -> ColumnDefinition? {
        guard let entry = entry(name), case .definition(let definition) = entry.value else { return nil }
        return definition
    }

    /// An expression given under `name`.
    package func expression(_ name: String) -> Located<WhereExpression>? {
        guard let entry = entry(name), case .expression(let expression) = entry.value else { return nil }
        return Located(expression, at: entry.span)
    }

    /// The `NAME=VALUE` pairs given under `name`; `nil` if it was not given or is a word, which `text` then has.
    package func cell(_ name: String) -> [CellEntry]? {
        guard let entry = entry(name), case .cell(let cell) = entry.value else { return nil }
        return cell
    }
}
