package import Storage
import Synchronization

/// Lets work go on for some asks and stops it then; keeps what it is told.
package final class StoppingSupervisor: Supervisor {
    private struct State {
        var asksLeft: Int
        var notes: [ReadingProgress] = []
    }

    private let state: Mutex<State>
    package let wakeDescriptor: Int32 = -1

    /// - Parameter asks: how often the work may go on; for ever by default.
    package init(after asks: Int = .max) { state = Mutex(State(asksLeft: asks)) }

    package var stopRequest: StopRequest? {
        state.withLock { state in
            guard state.asksLeft > 0 else { return .interrupted }
            state.asksLeft -= 1
            return nil
        }
    }

    package func note(_ progress: ReadingProgress) { state.withLock { $0.notes.append(progress) } }

    /// Whether the work was told to stop, or would be at its next ask.
    package var isUsedUp: Bool { state.withLock { $0.asksLeft == 0 } }

    package var notes: [ReadingProgress] { state.withLock { $0.notes } }
}
