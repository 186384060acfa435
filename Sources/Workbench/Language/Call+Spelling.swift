extension Call: CustomStringConvertible {
    /// The command in canonical spelling; parsing it gives a call with the same values.
    package var description: String {
        var words: [String] = []
        if let assignment { words += [Spelling.name(assignment.value), "="] }
        words.append(command)
        for parameter in parameters {
            let text = Self.text(of: parameter.value)
            // Only the first word of a parameter can be taken for a clause.
            let first = text.prefix { $0 != "," }
            words.append(clauseWords.contains(String(first)) ? "\"\(first)\"" + text.dropFirst(first.count) : text)
        }
        for clause in clauses {
            words.append(clause.name)
            if clause.value != .flag { words.append(Self.text(of: clause.value)) }
        }
        for filter in filters { words += ["|", Self.text(of: filter.value)] }
        return words.joined(separator: " ")
    }

    private static func text(of value: Value) -> String {
        switch value {
        case .flag: ""
        case .text(let text): Spelling.word(text)
        case .list(let names): names.map { Spelling.word($0.value) }.joined(separator: ", ")
        case .words(let words): words.map { Spelling.word($0.value) }.joined(separator: " ")
        case .number(let number): Spelling.number(number)
        case .integer(let number): String(number)
        case .format(let format): format.rawValue
        case .numbers(let numbers): "[" + numbers.map { Spelling.number($0.value) }.joined(separator: ", ") + "]"
        case .expression(let expression): expression.description
        case .definition(let definition): "\(Spelling.word(definition.name.value)) = \(definition.formula)"
        case .cell(let entries):
            entries.map { "\(Spelling.word($0.name.value))=\(Spelling.word($0.value.value))" }.joined(separator: ", ")
        }
    }

    private static func text(of filter: Filter) -> String {
        switch filter {
        case .sort(let column, let descending): "sort \(Spelling.word(column.value))\(descending ? " desc" : "")"
        case .head(let count): "head \(count)"
        case .columns(let columns): "cols " + columns.map { Spelling.word($0.value) }.joined(separator: ", ")
        case .where(let expression): "where \(expression)"
        case .to(let format): "to \(format.rawValue)"
        case .save(let path): "save \(Spelling.word(path))"
        case .plot(let kind): "plot" + (kind.map { " " + $0.rawValue } ?? "")
        }
    }
}
