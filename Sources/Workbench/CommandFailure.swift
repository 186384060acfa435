package import Diagnostics
import Storage
import Tables

/// Why a command did nothing.
package struct CommandFailure: Diagnosable {
    package let diagnostics: [Diagnostic]
    package let exitStatus: ExitStatus

    package init(_ error: some Diagnosable) {
        diagnostics = error.diagnostics
        exitStatus = error.exitStatus
    }

    package init(_ diagnostics: [Diagnostic], exitStatus: ExitStatus = .usage) {
        self.diagnostics = diagnostics
        self.exitStatus = exitStatus
    }

    /// Stops a command between two of its steps, if it is to stop.
    static func throwIfStopped() throws(CommandFailure) {
        do { try Supervision.check() } catch { throw CommandFailure(error) }
    }

    /// A fault of the line itself, with the caret under it.
    init(_ code: String, _ call: Call, at span: TextSpan?, _ message: String, help: [String] = []) {
        self.init([call.diagnostic(code, at: span ?? call.commandSpan, message, help: help)])
    }

    /// A column that the rows do not have, with the caret under its name.
    static func unknownColumn(
        _ name: String, of known: [String], in table: String, _ call: Call, at span: TextSpan?
    ) -> CommandFailure {
        CommandFailure(
            "E102", call, at: span, "no column '\(name)' in '\(table)'",
            help: (NearMatch.nearest(to: name, among: known).map { ["did you mean '\($0)'?"] } ?? [])
                + ["columns: " + known.prefix(12).joined(separator: ", ") + (known.count > 12 ? ", …" : "")])
    }

    /// A table that could not be read; columns that the line asks for and the file lacks get the caret under them.
    init(_ error: TableError, columnsOf call: Call) {
        var diagnostics: [Diagnostic] = []
        for problem in error.problems {
            guard case .unknownColumn(let name, let known) = problem.fault, let span = call.span(ofColumn: name) else {
                self.init(error)
                return
            }
            let failure = Self.unknownColumn(name, of: known, in: problem.location.file, call, at: span)
            diagnostics += failure.diagnostics
        }
        guard !diagnostics.isEmpty else {
            self.init(error)
            return
        }
        self.init(diagnostics)
    }
}

extension Call {
    /// Where the line names a column, in any of the clauses that do.
    fileprivate func span(ofColumn name: String) -> TextSpan? {
        let measured = ["errors"] + MeasuredRoles.edits + ["length"]
        let others = [
            "of", "time", "cluster", "on", "predictions", "original-id", "changed-prediction", "changed-score",
            "match", "flip", "text", "expected",
        ]
        let paired = ["against", "against-score"]
        for clause in ["label", "prediction", "score", "id"] + paired + others + measured {
            if let text = text(clause), text.value == name { return text.span }
        }
        if let cell = cells("stages").first(where: { $0.value.value == name }) { return cell.value.span }
        return (list("by") + list("given") + list("features")).first { $0.value == name }?.span
            ?? expression("where")?.value.columns.first { $0.value == name }?.span
    }
}
