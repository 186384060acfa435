import Diagnostics
import Interchange
import Probes
import Statistics
import Tables

/// How many persons a population has in each level of some columns.
struct Census {
    /// By column, its levels and their persons or shares, in the order of the file or line.
    let margins: [Raking.Margin]

    /// From `census FILE`, with columns dimension, level and persons; or from `shares LEVEL=SHARE` for a single column.
    init(_ call: Call, columns: [Located<String>]) throws(CommandFailure) {
        if let file = call.text("census") {
            margins = try Self.margins(file, columns, call)
            return
        }
        let cells = call.cells("shares")
        guard let column = columns.first, columns.count == 1 else {
            throw CommandFailure(
                "E899", call, at: call.span(of: "shares"), "shares on the line are those of one column",
                help: ["add by COL, or census FILE for several: dimension,level,persons"])
        }
        var (levels, sizes): ([String], [Double]) = ([], [])
        for cell in cells {
            guard let size = PlainNumber.value(of: cell.value.value), size >= 0, size.isFinite else {
                throw CommandFailure(
                    "E899", call, at: cell.value.span, "'\(cell.value.value)' is no share or number of persons")
            }
            guard !levels.contains(where: { $0.utf8.elementsEqual(cell.name.value.utf8) }) else {
                throw CommandFailure(
                    "E604", call, at: cell.name.span, "'\(cell.name.value)' stands twice in one question")
            }
            levels.append(cell.name.value)
            sizes.append(size)
        }
        guard sizes.contains(where: { $0 > 0 }) else {
            throw CommandFailure("E899", call, at: call.span(of: "shares"), "a population has somebody in some level")
        }
        margins = [Raking.Margin(column: column.value, levels: levels, sizes: sizes)]
    }

    private static func margins(
        _ file: Located<String>, _ columns: [Located<String>], _ call: Call
    ) throws(CommandFailure) -> [Raking.Margin] {
        let table: Table
        do {
            table = try TableReader.read(
                path: file.value,
                columns: .only([
                    ColumnRequest("dimension", .category), ColumnRequest("level", .category),
                    ColumnRequest("persons", .number),
                ]))
        } catch { throw CommandFailure(error) }
        guard let dimension = table.category("dimension"), let level = table.category("level"),
            let persons = table.number("persons")
        else { preconditionFailure("columns that were read") }
        func refused(_ row: Int, _ message: String) -> CommandFailure {
            CommandFailure(
                [Diagnostic("E900", at: table.location(row: row), TerminalText.safe(message))], exitStatus: .input)
        }
        var margins: [Raking.Margin] = []
        for column in columns {
            var (levels, sizes): ([String], [Double]) = ([], [])
            var seen: Set<[UInt8]> = []
            for row in 0..<table.rowCount
            where dimension.level(ofRow: row)?.utf8.elementsEqual(column.value.utf8) ?? false {
                guard let name = level.level(ofRow: row) else { throw refused(row, "a level has a name") }
                let size = persons.values[row]
                guard size >= 0, size.isFinite else { throw refused(row, "'\(name)' has no number of persons") }
                guard seen.insert(Array(name.utf8)).inserted else {
                    throw refused(row, "'\(name)' stands twice among the levels of '\(column.value)'")
                }
                levels.append(name)
                sizes.append(size)
            }
            guard sizes.contains(where: { $0 > 0 }) else {
                let known = dimension.levels.prefix(8).joined(separator: ", ")
                throw CommandFailure(
                    "E899", call, at: column.span, "the census counts nobody by '\(column.value)'",
                    help: (NearMatch.nearest(to: column.value, among: dimension.levels).map {
                        ["did you mean '\($0)'?"]
                    }
                        ?? []) + ["it counts by: " + known])
            }
            margins.append(Raking.Margin(column: column.value, levels: levels, sizes: sizes))
        }
        return margins
    }
}
