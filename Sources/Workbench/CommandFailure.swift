package import Diagnostics

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

    /// A fault of the line itself, with the caret under it.
    init(_ code: String, _ call: Call, at span: TextSpan?, _ message: String, help: [String] = []) {
        self.init([call.diagnostic(code, at: span ?? call.commandSpan, message, help: help)])
    }
}
