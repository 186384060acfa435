/// What the process tells the script that started it.
package enum ExitStatus: Int32, Sendable, CaseIterable {
    /// All gates pass, or there was none.
    case success = 0
    /// At least one gate fails.
    case gateFailed = 1
    /// Unknown command, clause, column or metric.
    case usage = 2
    /// Unreadable or malformed input, a digest that differs, a schema violation.
    case input = 3
    /// A scorer or an engine failed.
    case childFailed = 4
    /// No gate fails and at least one is inconclusive.
    case undecided = 5
    /// Nothing was selected.
    case nothingSelected = 6
    /// A verification failed.
    case verificationFailed = 7
    /// A defect of ours.
    case defect = 70
    /// An output cannot be created.
    case cannotCreate = 73
    /// Reading or writing failed, or the disk is full.
    case inputOutput = 74
    /// Interrupted; can be resumed.
    case interrupted = 130
    /// Terminated; can be resumed.
    case terminated = 143

    /// The order in which statuses win when several apply, the strongest first.
    private static let priority: [ExitStatus] = [
        .defect, .verificationFailed, .terminated, .interrupted, .inputOutput, .cannotCreate, .childFailed, .input,
        .usage, .nothingSelected, .gateFailed, .undecided, .success,
    ]

    /// The status that wins when several apply.
    ///
    /// - Returns: the strongest of `statuses`; success when there is none.
    package static func strongest(of statuses: some Sequence<ExitStatus>) -> ExitStatus {
        let present = Set(statuses)
        return priority.first { present.contains($0) } ?? .success
    }
}
