package import Diagnostics

/// What a command answers.
package struct Report: Sendable {
    /// For standard output, ended by a line feed if not empty.
    package var output: String
    /// For standard error: row accounting, warnings.
    package var notes: [String]
    package var exitStatus: ExitStatus
    /// Whether the program should end.
    package var quits: Bool

    package init(_ output: String = "", notes: [String] = [], exitStatus: ExitStatus = .success, quits: Bool = false) {
        self.output = output.isEmpty || output.hasSuffix("\n") ? output : output + "\n"
        self.notes = notes
        self.exitStatus = exitStatus
        self.quits = quits
    }
}

extension ExitStatus {
    /// Whether a script stops here: a gate that fails or is undecided is an answer, not an error.
    package var isError: Bool {
        switch self {
        case .success, .gateFailed, .undecided: false
        default: true
        }
    }
}
