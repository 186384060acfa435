import Interchange

/// The one statement that counts rows where they live, for `cube import`.
///
/// One GROUP BY makes the cells, and sums over these cells make the tables of a cube: every part of the answer tells of
/// the same rows. Texts are compared by their bytes. Scores are texts that read back to the same double.
package struct CubeQuery: Hashable, Sendable {
    /// Where the rows are.
    package enum Source: Hashable, Sendable {
        /// A table or view, its schema and catalogue before it.
        case table([String])
        /// A CSV file that the engine reads: every field a text, empty ones without quotes NULL.
        case csv(String)
    }

    package let dialect: SQLDialect
    package let source: Source
    package let declaration: CountsDeclaration
    /// Which rows count; `nil` if all do.
    package let condition: Condition?

    /// A condition in the dialect.
    package struct Condition: Hashable, Sendable {
        /// The columns it looks at.
        package let columns: [String]
        /// A boolean expression over the texts of the columns, called `CubeQuery.name(ofConditionColumn:)`.
        package let text: String

        package init(columns: [String], text: String) {
            self.columns = columns
            self.text = text
        }
    }

    package init(
        _ declaration: CountsDeclaration, from source: Source, dialect: SQLDialect, condition: Condition? = nil
    ) {
        self.declaration = declaration
        self.source = source
        self.dialect = dialect
        self.condition = condition
    }

    /// What a condition calls its columns.
    package static func name(ofConditionColumn index: Int) -> String { "c\(index + 1)" }

    /// The statement, ended by a semicolon and a line feed.
    ///
    /// - Throws: `unwritable` for a name that no statement can hold; `unsupported` for a file where only tables are.
    package func sql() throws(SQLError) -> String {
        let prefix = tablePrefix
        let columns = columns
        // What rows have before their errors are told.
        let texts = errors?.texts ?? (declaration.scale == nil ? nil : SQLNumbers.texts)
        let carried = texts.map { keys + $0 } ?? columns + otherScore
        var tables = [("\(prefix)_rows", try rows())]
        func latest() -> String { tables[tables.count - 1].0 }
        func add(_ name: String, _ selected: [String], _ rest: String = "") {
            tables.append(("\(prefix)_\(name)", "SELECT \(selected.joined(separator: ", "))\nFROM \(latest())" + rest))
        }
        if let condition {
            let kept = "CASE\n    WHEN \(condition.text)\n    THEN 1 ELSE 0 END AS kept"
            add("chosen", carried + (declaration.weight == nil ? [] : ["w"]) + [kept])
            // Rows left out are told apart by nothing that is not needed of them.
            let whole = texts ?? ["y", "d"]
            let shown = carried.map { whole.contains($0) ? $0 : "CASE WHEN kept = 1 THEN \($0) END AS \($0)" }
            add("kept", ["kept"] + shown + (declaration.weight == nil ? [] : ["w"]))
        }
        let told = ["kept"] + columns
        let before = ["kept"] + carried
        if declaration.weight != nil {
            for (name, selected) in try SQLWeights(dialect: dialect, kind: declaration.weights).stages {
                add(name, before + selected)
            }
        }
        // What is told of weights, beside what they are multiplied with.
        let isSummed = declaration.weights.isSummed
        let passed = declaration.weight == nil ? [] : (isSummed ? SQLWeights.sums : ["n"]) + ["bad"]
        let isCounted = declaration.weights == .frequency
        if let errors {
            for (name, selected) in try errors.stages(passed, isCounted: isCounted) {
                add(name, ["kept"] + keys + selected)
            }
        }
        if let numbers {
            for (name, selected) in try numbers.stages(isCounted: isCounted) {
                add(name, selected.first == "*" ? selected : ["kept"] + keys + selected + passed)
            }
        }
        if declaration.againstScore != nil {
            for (name, selected) in try SQLShifts(dialect: dialect).stages(columns + passed, isCounted: isCounted) {
                add(name, ["kept"] + selected)
            }
        }
        add("cells", told + cellSums, "\nGROUP BY \(told.joined(separator: ", "))")
        // An engine that puts the steps of sums into one another writes out every product many times over.
        let way = isMeasured && dialect != .spark ? "MATERIALIZED " : ""
        let definitions = tables.map { name, text in
            "\(name) AS \(way)(\n" + text.split(separator: "\n").map { "    \($0)\n" }.joined() + ")"
        }
        let specification = try dialect.literal(declaration.json.canonicalText(.compact))
        let parts = parts.map { part, told, column in
            let outputs = outputs(part, by: told, column, specification: part == .total ? specification : "''")
            return "SELECT\n    " + outputs.joined(separator: ",\n    ") + "\nFROM \(latest())"
                + ([.all, .badWeight, .badCount].contains(part)
                    ? "" : "\nWHERE kept = \(part == .leftOut ? 0 : 1)\(part == .sketch ? " AND s IS NOT NULL" : "")")
                + (told.isEmpty ? "" : "\nGROUP BY \(told.joined(separator: ", "))")
        }
        return "-- Counts for kigezo cube import: run this once and save the result as CSV with a header line.\n"
            + "WITH " + definitions.joined(separator: ", ") + "\n" + parts.joined(separator: "\nUNION ALL\n") + ";\n"
    }

    private var keys: [String] { declaration.dimensions.indices.map { "k\($0 + 1)" } }

    /// What keys, label, decision and score are called.
    private var columns: [String] {
        keys + ["y"] + (hasDecisions ? ["d"] : []) + scores
    }

    /// What scores are called: one, or one a class; sizes of errors stand as one.
    private var scores: [String] {
        if !declaration.classScores.isEmpty { return declaration.classScores.indices.map { "s\($0 + 1)" } }
        return declaration.score == nil && declaration.scale == nil ? [] : ["s"]
    }

    private var otherScore: [String] { declaration.againstScore == nil ? [] : ["o"] }

    private var hasDecisions: Bool { declaration.prediction != nil || declaration.errors != nil }

    /// Whether what rows have is read as numbers before it is summed.
    private var isMeasured: Bool { !declaration.measures.isEmpty }

    /// What is summed in cells: rows, weights, and rows without a good weight.
    private var cellSums: [String] {
        var sums = declaration.weights == .frequency ? ["n"] : []
        if declaration.weight != nil { sums.append("bad") }
        if declaration.weights.isSummed { sums += SQLWeights.sums }
        if isMeasured { sums += ["faulty"] + measuredSums }
        return (declaration.weights == .frequency ? [] : ["COUNT(*) AS n"]) + sums.map { "SUM(\($0)) AS \($0)" }
    }

    private var measuredSums: [String] {
        numbers?.sums ?? errors?.sums ?? (declaration.againstScore == nil ? [] : SQLShifts.sums)
    }

    private var numbers: SQLNumbers? {
        declaration.scale.map { SQLNumbers(dialect: dialect, scale: $0, isWeighted: declaration.weights.isSummed) }
    }

    private var errors: SQLErrors? {
        declaration.errors.map {
            SQLErrors(dialect: dialect, kinds: $0.columns.count, isWeighted: declaration.weights.isSummed)
        }
    }

    /// The rows as texts.
    private func rows() throws(SQLError) -> String {
        let alias = "kigezo_row"
        let texts = errors?.texts ?? (declaration.scale == nil ? nil : SQLNumbers.texts)
        let sources =
            declaration.dimensions + [declaration.label]
            + (declaration.errors?.columns ?? [declaration.prediction, declaration.score].compactMap { $0 })
            + declaration.classScores.map(\.column) + [declaration.againstScore].compactMap { $0 }
        var names = zip(sources, texts.map { keys + $0 } ?? columns + otherScore).map { ($0, $1) }
        if let weight = declaration.weight { names.append((weight, "w")) }
        for (index, name) in (condition?.columns ?? []).enumerated() {
            names.append((name, Self.name(ofConditionColumn: index)))
        }
        var selected: [String] = []
        for (name, column) in names {
            // Told with the name of their table, columns cannot be taken for anything else.
            let told = declaration.told.first { $0.name == name }
            let cell = "\(alias).\(try dialect.identifier(told?.column ?? name))"
            let text = told.map { dialect.level(of: cell, by: $0.rule) } ?? "CAST(\(cell) AS \(dialect.textType))"
            selected.append((dialect == .postgres ? "\(text) COLLATE \"C\"" : text) + " AS \(column)")
        }
        if condition == nil { selected.append("1 AS kept") }
        return "SELECT\n    " + selected.joined(separator: ",\n    ") + "\nFROM \(try sourceText()) AS \(alias)"
    }

    /// One part of the answer: the columns that tell its rows apart, and which column of scores it is about.
    private typealias Part = (part: CountsForm.Part, told: [String], column: Int?)

    /// The parts of the answer.
    private var parts: [Part] {
        let decision = hasDecisions ? ["d"] : declaration.decidesByScore ? ["s"] : []
        var parts: [Part] = [(.total, [], nil), (.decision, keys + ["y"] + decision, nil)]
        for margin in declaration.scoreMargins {
            let own = margin.map { keys[$0] }
            for column in scores.indices {
                parts.append(
                    declaration.scale != nil
                        ? (.sketch, own + ["s"], nil)
                        : declaration.classScores.isEmpty
                            ? (.score, own + ["y", "s"], nil) : (.score, own + ["y", "d", scores[column]], column))
            }
        }
        if condition != nil {
            parts.append((.leftOut, ["y"] + (hasDecisions ? ["d"] : []), nil))
            parts.append((.all, [], nil))
        }
        if declaration.weight != nil { parts.append((.badWeight, [], nil)) }
        if isMeasured { parts.append((.badCount, [], nil)) }
        return parts
    }

    /// The columns of one part of the answer.
    ///
    /// - Parameters:
    ///   - told: the columns that tell its rows apart.
    ///   - column: of scores of classes, which one.
    ///   - specification: the text that says what the counts mean.
    private func outputs(
        _ part: CountsForm.Part, by told: [String], _ column: Int?, specification: String
    ) -> [String] {
        let inner = keys + ["y", "d", column.map { scores[$0] } ?? "s"]
        let states = inner.map { column in
            told.contains(column) ? "CASE WHEN \(column) IS NULL THEN 'm' ELSE 'v' END" : "'.'"
        }
        var values = ["'\(part.rawValue)'", told.isEmpty ? "''" : states.joined(separator: " || ")]
        values += inner.map { told.contains($0) ? "COALESCE(\($0), '')" : "''" }
        if !declaration.classScores.isEmpty { values.append("'\(column.map { "\($0 + 1)" } ?? "")'") }
        values.append(
            "CAST(COALESCE(SUM(\(part == .badWeight ? "bad" : part == .badCount ? "faulty" : "n")), 0) AS BIGINT)")
        if declaration.weights.isSummed { values += ["w", "w2"].map { SQLWeights.total($0, dialect) } }
        // Sizes of errors, and scores, are counted and weighed only.
        let isCounted = part == .sketch || part == .score
        values += measuredSums.map { isCounted ? "'0'" : "CAST(COALESCE(SUM(\($0)), 0) AS \(dialect.textType))" }
        values.append(specification)
        let names = CountsForm.columns(of: declaration)
        return zip(values, names).map { "\($0) AS \($1)" }
    }

    /// What the names of the statement's own tables start with: not with the name of the table of rows.
    private var tablePrefix: String {
        var prefix = "kigezo"
        guard case .table(let names) = source, let name = names.last?.lowercased() else { return prefix }
        while name.hasPrefix(prefix) { prefix += "_" }
        return prefix
    }

    private func sourceText() throws(SQLError) -> String {
        switch source {
        case .table(let names):
            var parts: [String] = []
            for name in names { parts.append(try dialect.identifier(name)) }
            return parts.joined(separator: ".")
        case .csv(let path):
            guard dialect == .duckdb else { throw .unsupported("a file of rows", dialect: dialect) }
            if path.utf8.contains(where: { "*?[]{}".utf8.contains($0) }) {
                throw .unwritable(path, reason: "DuckDB takes * ? [ ] { } in it for any characters")
            }
            // Only an empty field without quotes is missing, no value is guessed, and no row is skipped.
            return """
                read_csv(\(try dialect.literal(path)), header = true, all_varchar = true, delim = ',', \
                quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, skip = 0, comment = '', \
                strict_mode = true, null_padding = false, ignore_errors = false)
                """
        }
    }
}
