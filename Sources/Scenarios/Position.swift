import Diagnostics

/// A place in a scenario file: line and column from 1, columns in characters.
struct Position: Hashable, Comparable, Sendable {
    let line: Int
    let column: Int

    static func < (a: Position, b: Position) -> Bool { (a.line, a.column) < (b.line, b.column) }

    /// The place as part of a diagnostic.
    func location(in file: String) -> SourceLocation { SourceLocation(file: file, line: line, column: column) }
}
