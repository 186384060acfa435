import Diagnostics
import Evidence

extension CubeCommand {
    /// Prints the statement that counts rows where they live.
    static func sql(_ call: Call) throws(CommandFailure) -> Report {
        guard let dialect = call.text("dialect").flatMap({ SQLDialect(rawValue: $0.value) }) else {
            throw CommandFailure(
                "E750", call, at: nil, "which engine is to count?",
                help: ["add dialect " + SQLDialect.allCases.map(\.rawValue).joined(separator: " or dialect ")])
        }
        let (source, declaration) = (try source(call, dialect), try declaration(call))
        var condition: CubeQuery.Condition?
        if let expression = call.expression("where") {
            do { condition = try PredicateSQL.condition(expression.value, dialect) } catch {
                throw failure(error, call, at: expression.span)
            }
        }
        let query = CubeQuery(declaration, from: source, dialect: dialect, condition: condition)
        do { return Report(try query.sql()) } catch { throw failure(error, call, at: nil) }
    }

    /// Reads the answer of an engine and writes its cube.
    static func importing(_ path: Located<String>, _ call: Call) throws(CommandFailure) -> Report {
        let (cube, notes) = try CountsTable.read(path.value).cube()
        var report = try write(cube, call, inputs: path.value == "-" ? [] : [path.value])
        report.notes = notes + warnings(cube) + report.notes
        return report
    }

    /// The window that a line declares.
    static func window(_ call: Call) throws(CommandFailure) -> CubeWindow? {
        guard let text = call.text("window") else { return nil }
        guard let window = CubeWindow(text.value) else {
            throw CommandFailure(
                "E746", call, at: text.span, "'\(text.value)' is no span of days",
                help: ["write FIRST..END, the end excluded: 2026-01-01..2026-02-01"])
        }
        return window
    }

    // MARK: Words

    /// What the counts mean, as `cube build` would take the same words.
    static func declaration(_ call: Call) throws(CommandFailure) -> CountsDeclaration {
        let roles = Roles(call)
        let measured = try MeasuredRoles(roles, call)
        try Question.checkPair(call, roles)
        let classScores = try Question.classScoreColumns(call)
        guard let label = measured?.label ?? roles.label else {
            throw CommandFailure(
                "E601", call, at: nil, "no label column is declared",
                help: ["add label COL: the column that holds what really happened"])
        }
        let told = try ToldColumns(call)
        let margins = try ScoreMargins(call, told.groupings(call), told)
        var dimensions: [String] = told.dimensions.map(\.name)
        for grouping in call.lists("by") {
            for (index, column) in grouping.enumerated() {
                if grouping[..<index].contains(where: { same($0.value, column.value) }) {
                    throw CommandFailure("E604", call, at: column.span, "a column stands twice in one grouping")
                }
                if !dimensions.contains(where: { same($0, column.value) }) { dimensions.append(column.value) }
            }
        }
        guard dimensions.count <= CubeLimits.dimensions else {
            throw CommandFailure(
                "E735", call, at: call.span(of: "by"), "a cube may have at most \(CubeLimits.dimensions) dimensions")
        }
        var errors: CountsDeclaration.Errors?
        var scale: NumberScale?
        if case .number(_, _, let own) = measured { scale = own }
        if case .errors(let columns, _, let unit) = measured { errors = .init(columns: columns, unit: unit) }
        let provenance = CubeProvenance(
            site: call.text("site")?.value, window: try window(call),
            filter: call.expression("where")?.value.description, sha256: try digest(call))
        return CountsDeclaration(
            model: call.text("model")?.value ?? roles.modelName, label: label, positive: roles.positive,
            prediction: roles.prediction, threshold: roles.prediction == nil ? roles.threshold : nil,
            score: roles.score, favourable: roles.favourable, dimensions: dimensions,
            scoreMargins: margins.margins,
            scoreGrid: roles.score == nil ? nil : margins.grid, weight: roles.weight,
            weights: roles.weightKind, told: told.dimensions, timeZone: call.text("zone")?.value,
            asOf: call.text("as-of")?.value, provenance: provenance, errors: errors, scale: scale,
            stages: try Question.stages(call),
            againstScore: call.has("against") ? roles.againstScore : nil,
            classScores: classScores.map { .init(name: $0.name.value, column: $0.value.value) })
    }

    private static func same(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

    /// The SHA-256 of the file that the rows were loaded from, as the line states it.
    private static func digest(_ call: Call) throws(CommandFailure) -> String? {
        guard let text = call.text("sha256") else { return nil }
        let digits = text.value.lowercased()
        guard digits.utf8.count == 64, digits.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else {
            throw CommandFailure(
                "E753", call, at: text.span, "a SHA-256 has 64 hexadecimal digits",
                help: ["it is that of the file that the table was loaded from"])
        }
        return digits
    }

    private static func source(_ call: Call, _ dialect: SQLDialect) throws(CommandFailure) -> CubeQuery.Source {
        switch (call.text("from"), call.text("in")) {
        case (let table?, nil): return .table(try tableName(table, call))
        case (nil, let file?):
            guard dialect == .duckdb else {
                throw CommandFailure(
                    "E750", call, at: file.span, "only DuckDB reads a file of rows itself",
                    help: ["load it into a table and say from TABLE"])
            }
            return .csv(file.value)
        case (nil, nil):
            throw CommandFailure(
                "E750", call, at: nil, "which rows are to be counted?",
                help: ["add from TABLE, or for DuckDB in FILE"])
        case (_, let file?):
            throw CommandFailure("E750", call, at: file.span, "rows come from a table or from a file, not from both")
        }
    }

    /// The parts of `schema.table`; a part between double quotes may hold full stops, and quotes that are doubled.
    private static func tableName(_ name: Located<String>, _ call: Call) throws(CommandFailure) -> [String] {
        var parts: [String.UnicodeScalarView] = [.init()]
        var isQuoted = false
        var scalars = Array(name.value.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            if isQuoted, scalar == "\"", scalars.first == "\"" {
                parts[parts.count - 1].append(scalars.removeFirst())
            } else if scalar == "\"" {
                isQuoted.toggle()
            } else if scalar == ".", !isQuoted {
                parts.append(.init())
            } else {
                parts[parts.count - 1].append(scalar)
            }
        }
        guard !isQuoted, parts.count <= 3, parts.allSatisfy({ !$0.isEmpty }) else {
            throw CommandFailure(
                "E750", call, at: name.span, "'\(name.value)' is no name of a table",
                help: [
                    "write TABLE, SCHEMA.TABLE or CATALOGUE.SCHEMA.TABLE; names with full stops between double quotes"
                ])
        }
        return parts.map { String($0) }
    }

    private static func failure(_ error: SQLError, _ call: Call, at span: TextSpan?) -> CommandFailure {
        CommandFailure(
            error.diagnostics.map {
                call.diagnostic($0.code, at: span ?? call.commandSpan, $0.message, help: $0.help)
            }, exitStatus: error.exitStatus)
    }
}
