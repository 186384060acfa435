/// Reads what stands behind the `|` signs of a line.
enum FilterParser {
    /// The filters from the cursor to the end of the tokens.
    static func filters(_ cursor: inout TokenCursor) throws(LanguageError) -> [Located<Filter>] {
        var filters: [Located<Filter>] = []
        while cursor.current != nil {
            guard cursor.take(symbol: "|") else {
                throw cursor.error(.unexpectedSymbol(cursor.current?.text ?? ""))
            }
            guard let word = cursor.current else { throw cursor.error(.missingValue(after: "|", hint: "a filter")) }
            let filter = try filter(word, &cursor)
            let end = cursor.peek(-1)?.span ?? word.span
            filters.append(Located(filter, at: word.span.union(end)))
        }
        return filters
    }

    private static func filter(_ word: Token, _ cursor: inout TokenCursor) throws(LanguageError) -> Filter {
        guard word.kind == .word else { throw cursor.error(.unknownFilter(word.text, known: Filter.names)) }
        cursor.advance()
        switch word.text {
        case "sort":
            let column = try text(.name, "COL", word, &cursor)
            if cursor.take(keyword: "desc") { return .sort(column: column, descending: true) }
            _ = cursor.take(keyword: "asc")
            return .sort(column: column, descending: false)
        case "head":
            guard case .integer(let count) = try read(.integer, "N", word, &cursor).value else { break }
            return .head(count)
        case "cols":
            guard case .list(let columns) = try read(.list, "COLS", word, &cursor).value else { break }
            return .columns(columns)
        case "where":
            guard case .expression(let expression) = try read(.expression, "EXPR", word, &cursor).value else { break }
            return .where(expression)
        case "to":
            guard case .format(let format) = try read(.format, "FORMAT", word, &cursor).value else { break }
            return .to(format)
        case "save": return .save(try text(.path, "FILE", word, &cursor).value)
        case "plot":
            guard let kind = cursor.current, !kind.isSymbol("|") else { return .plot(nil) }
            return .plot(PlotKind(rawValue: try text(.choice(PlotKind.names), "plot", word, &cursor).value))
        default: break
        }
        throw cursor.error(.unknownFilter(word.text, known: Filter.names), at: word.span)
    }

    private static func read(
        _ kind: ValueKind, _ hint: String, _ word: Token, _ cursor: inout TokenCursor
    ) throws(LanguageError) -> ValueReader.Result {
        var reader = ValueReader(cursor: cursor, name: word.text, hint: hint, isAttached: false)
        let result = try reader.value(of: kind)
        cursor = reader.cursor
        return result
    }

    private static func text(
        _ kind: ValueKind, _ hint: String, _ word: Token, _ cursor: inout TokenCursor
    ) throws(LanguageError) -> Located<String> {
        let (value, span) = try read(kind, hint, word, &cursor)
        guard case .text(let text) = value else { throw cursor.error(.missingValue(after: word.text, hint: hint)) }
        return Located(text, at: span)
    }
}
