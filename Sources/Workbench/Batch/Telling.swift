import Diagnostics
import Synchronization

/// Tells what becomes of scenarios while a run goes on: at once where somebody listens, else all at its end.
final class Telling: Sendable {
    private struct State {
        var lines: [String] = []
        var notes: [String] = []
    }

    private let state = Mutex(State())
    private let environment: Session.Environment
    private let isSuite: Bool

    /// - Parameter isSuite: whether there are several scenarios, each of which gets a line.
    init(_ environment: Session.Environment, isSuite: Bool) {
        self.environment = environment
        self.isSuite = isSuite
    }

    /// Lines for standard output that were not told yet.
    var lines: [String] { state.withLock { $0.lines } }
    /// Texts for standard error that were not told yet.
    var notes: [String] { state.withLock { $0.notes } }

    /// Tells of one scenario, in the order of the run.
    func tell(_ result: ScenarioResult) {
        var notes = isSuite ? [] : result.assessed?.notes ?? []
        // What is wrong with this one is told and decides the status; the others still run.
        if let failure = result.failure {
            notes.append(DiagnosticRenderer(width: environment.width ?? 100).text(of: failure))
        }
        let line = isSuite ? SuiteText.line(result) : ""
        guard let emit = environment.emit else {
            state.withLock { state in
                state.notes += notes
                if !line.isEmpty { state.lines.append(String(line.dropLast())) }
            }
            return
        }
        for note in notes { emit(note + "\n", .error) }
        if !line.isEmpty { emit(line, .output) }
    }
}
