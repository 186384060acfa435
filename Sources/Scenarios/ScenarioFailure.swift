package import Diagnostics

/// Why a scenario could not be assessed; nothing has been written then.
package struct ScenarioFailure: Diagnosable {
    package let diagnostics: [Diagnostic]
    package let exitStatus: ExitStatus

    package init(_ error: some Diagnosable) {
        diagnostics = error.diagnostics
        exitStatus = error.exitStatus
    }

    package init(_ diagnostics: [Diagnostic], exitStatus: ExitStatus = .input) {
        self.diagnostics = diagnostics
        self.exitStatus = exitStatus
    }
}
