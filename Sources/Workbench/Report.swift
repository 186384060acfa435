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
    /// The result that was printed, to be printed again.
    let answer: Answer?

    package init(_ output: String = "", notes: [String] = [], exitStatus: ExitStatus = .success, quits: Bool = false) {
        self.init(output, notes: notes, exitStatus: exitStatus, quits: quits, answer: nil)
    }

    init(
        _ output: String, notes: [String], exitStatus: ExitStatus = .success, quits: Bool = false, answer: Answer?
    ) {
        self.output = output.isEmpty || output.hasSuffix("\n") ? output : output + "\n"
        self.notes = notes
        self.exitStatus = exitStatus
        self.quits = quits
        self.answer = answer
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
