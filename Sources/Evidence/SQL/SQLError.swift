package import Diagnostics

/// Why no SQL was written.
package enum SQLError: Diagnosable, Hashable {
    /// A name or text that no statement can hold safely.
    case unwritable(String, reason: String)
    /// A condition that the engine would not take as this program does.
    case inexact(String)
    /// Something that this dialect cannot do.
    case unsupported(String, dialect: SQLDialect)

    package var exitStatus: ExitStatus { .usage }

    package var diagnostics: [Diagnostic] {
        switch self {
        case .unwritable(let name, let reason):
            [
                Diagnostic(
                    "E751", "'\(TerminalText.safe(name))' cannot be written into SQL: \(reason)",
                    help: ["give it another name in the database, by a view for example"])
            ]
        case .inexact(let what):
            [
                Diagnostic(
                    "E752", "the condition cannot be told to the engine exactly: \(what)",
                    help: [
                        "make the condition a column or a view in the database, or count the rows with cube build"
                    ])
            ]
        case .unsupported(let what, let dialect):
            [Diagnostic("E750", "\(what) cannot be written for \(dialect.rawValue)")]
        }
    }
}
