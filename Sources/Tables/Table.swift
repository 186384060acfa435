package import Diagnostics

/// A file of rows in memory: the columns that were asked for, and where each row went.
package struct Table: Sendable, Hashable {
    /// The file as the user named it.
    package let name: String
    /// The SHA-256 of the file as it is stored, in hexadecimal; `nil` if it was not asked for.
    package let sha256: String?
    /// The size of the file as it is stored, in bytes.
    package let byteCount: Int
    /// All column names in the order of the file; of JSON Lines, the names of its members in the order they first appear.
    package let header: [String]
    package let rowCount: Int
    package let accounting: RowAccounting
    /// What is worth knowing though nothing is wrong, such as mixed line ends.
    package let notes: [Diagnostic]
    /// The rows set aside, in the order of the file; empty unless that was asked for.
    package let refusedRows: [RefusedRow]

    let columns: Columns
    let lines: LineMap
    /// How to read the file again, to find a place in it.
    let path: String
    let format: RowFormat
    let encoding: TextEncoding
    let delimiter: UInt8
    let limits: ReadingOptions.Limits

    /// The columns by kind, in the order of the request.
    struct Columns: Sendable, Hashable {
        var categories: [CategoryColumn] = []
        var identifiers: [IdentifierColumn] = []
        var numbers: [NumberColumn] = []
        var texts: [TextColumn] = []
    }

    /// The category column `name`, if it was asked for and is there.
    package func category(_ name: String) -> CategoryColumn? { columns.categories.first { $0.name == name } }

    /// The identifier column `name`, if it was asked for and is there.
    package func identifier(_ name: String) -> IdentifierColumn? { columns.identifiers.first { $0.name == name } }

    /// The number column `name`, if it was asked for and is there.
    package func number(_ name: String) -> NumberColumn? { columns.numbers.first { $0.name == name } }

    /// The text column `name`, if it was asked for and is there.
    package func text(_ name: String) -> TextColumn? { columns.texts.first { $0.name == name } }

    /// All category columns, in the order of the request.
    package var categories: [CategoryColumn] { columns.categories }

    /// Where row `row`, from 0, starts; the whole line is meant.
    package func location(row: Int) -> SourceLocation {
        SourceLocation(file: name, line: lines.line(ofRow: row))
    }
}
