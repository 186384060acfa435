import Diagnostics
import Evidence
import Storage
import Tables

/// `describe`: columns, their values, and what is missing.
enum DescribeCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let named = call.text("dataset") else { return try ListCommands.datasets(call, &state, environment) }
        if let dataset = state.dataset(named.value) {
            try RowReading.refuseClauses(call)
            return try describe(dataset.table, call, environment)
        }
        if CubeUse.isCube(named.value) {
            let cube: EvidenceCube
            do { cube = try CubeFile.read(named.value) } catch { throw CommandFailure(error) }
            return try CubeCommand.show(cube, call, environment)
        }
        let table: Table
        let notes: [String]
        do { (table, notes) = try RowReading(call).read(named.value, columns: .all) } catch {
            let names = state.datasets.map(\.name)
            // What cannot be opened may have been meant for a name.
            guard FileKind.at(named.value) == nil, let near = NearMatch.nearest(to: named.value, among: names) else {
                throw error
            }
            throw CommandFailure(
                error.diagnostics.map {
                    Diagnostic($0.code, at: $0.location, $0.message, help: ["did you mean '\(near)'?"] + $0.help)
                }, exitStatus: error.exitStatus)
        }
        return try describe(table, call, environment, notes: notes)
    }

    private static func describe(
        _ table: Table, _ call: Call, _ environment: Session.Environment, notes: [String] = []
    ) throws(CommandFailure) -> Report {
        let rows = table.header.map { name -> [ResultTable.Cell] in
            if let column = table.category(name) {
                let counts = column.counts()
                let order = column.levels.indices.sorted {
                    counts.ofLevels[$0] == counts.ofLevels[$1]
                        ? column.levels[$0].utf8.lexicographicallyPrecedes(column.levels[$1].utf8)
                        : counts.ofLevels[$0] > counts.ofLevels[$1]
                }
                let commonest = order.prefix(4).map { "\(clipped(column.levels[$0])) \(counts.ofLevels[$0])" }
                return [
                    .text(name), .integer(column.levels.count), .integer(counts.missing),
                    .text(commonest.joined(separator: ", ") + (order.count > 4 ? ", …" : "")),
                ]
            }
            if let column = table.number(name) {
                let values = column.values.filter { !$0.isNaN }
                let span =
                    values.min().map { "\(NumberText.rounded($0)) to \(NumberText.rounded(values.max() ?? $0))" } ?? ""
                return [.text(name), .integer(Set(values).count), .integer(column.missingCount), .text(span)]
            }
            return [.text(name), .integer(table.rowCount), .integer(0), .text("names each row")]
        }
        let result = ResultTable(
            columns: [
                .init("column"), .init("distinct", .number), .init("missing", .number),
                .init("values", title: "commonest values and their rows"),
            ], rows: rows, footers: [table.accounting.sentence])
        return try Answer(table: result).report(call, environment, notes: notes + warnings(table))
    }

    private static func clipped(_ text: String) -> String {
        text.count > 24 ? text.prefix(23) + "…" : text
    }

    /// Values that look alike, and values that other programs take for missing.
    static func warnings(_ table: Table) -> [String] {
        table.categories.filter { $0.levels.count <= 1000 }.flatMap { column -> [String] in
            let alike = LookAlikes.groups(among: column.levels).map { group in
                "\(TerminalText.safe(column.name)): values look alike and are counted apart: "
                    + group.map { "'\(TerminalText.safe($0))'" }.joined(separator: ", ")
            }
            let missingLike = LookAlikes.missingLike(among: column.levels)
            let words =
                missingLike.isEmpty
                ? []
                : [
                    "\(TerminalText.safe(column.name)): \(missingLike.map { "'\(TerminalText.safe($0))'" }.joined(separator: ", ")) "
                        + (missingLike.count == 1 ? "is a value" : "are values")
                        + " here; only empty fields are missing"
                ]
            return alike + words
        }
    }
}
