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
