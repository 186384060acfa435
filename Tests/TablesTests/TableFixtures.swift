import Diagnostics
import Storage
import Tables
import TestSupport

/// What reading gave: cells or faults, for comparing readings.
enum Reading: Equatable {
    case cells([[String?]])
    case errors([Diagnostic])

    /// Reads all columns as text.
    init(path: String, options: ReadingOptions = ReadingOptions()) throws {
        do {
            let table = try TableReader.read(
                path: path, as: "t.csv", columns: .every(otherwise: .text, except: []), options: options)
            self = .cells(table.cells)
        } catch {
            self = .errors(error.diagnostics)
        }
    }

    /// The faults as `CODE line:column`.
    var faults: [String]? {
        guard case .errors(let diagnostics) = self else { return nil }
        return diagnostics.map { diagnostic in
            let place = diagnostic.location?.description.dropFirst("t.csv:".count) ?? ""
            return place.isEmpty ? diagnostic.code : "\(diagnostic.code) \(place)"
        }
    }
}

extension Table {
    /// The header and the rows, of a table read as text.
    var cells: [[String?]] {
        let columns = header.compactMap { text($0) }
        return [header] + (0..<rowCount).map { row in columns.map { $0[row] } }
    }
}

/// The error of reading; `nil` when there is none.
func failure(_ read: () throws(TableError) -> Void) -> TableError? {
    do {
        try read()
        return nil
    } catch {
        return error
    }
}

/// The columns the polluter's tables have.
let pollutedColumns: ColumnSelection = [
    ColumnRequest("id", .identifier), ColumnRequest("region", .category), ColumnRequest("score", .number),
    ColumnRequest("note", .text),
]

/// The rows of a table of those columns.
func pollutedRows(_ table: Table) -> [PollutedTable.Row] {
    let (ids, regions) = (table.identifier("id"), table.category("region"))
    let (scores, notes) = (table.number("score"), table.text("note"))
    return (0..<table.rowCount).map { row in
        PollutedTable.Row(
            line: table.location(row: row).line ?? 0, id: ids?[row] ?? "", region: regions?.level(ofRow: row),
            score: scores?[row], note: notes?[row])
    }
}

/// The rows that were set aside.
func refusals(_ table: Table) -> [PollutedTable.Refusal] {
    table.refusedRows.map { .init(code: $0.code, line: $0.line, column: $0.column ?? 0) }
}

/// The faults that an error tells.
func refusals(_ error: TableError) -> [PollutedTable.Refusal] {
    error.problems.map { .init(code: $0.fault.code, line: $0.location.line ?? 0, column: $0.location.column ?? 0) }
}
