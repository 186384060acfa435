internal import Synchronization

/// What a localizer had to make up for while it worked, collected as texts are asked for.
package final class LocalizationRecord: Sendable {
    private struct State {
        var fallbacks: [String: String] = [:]
        var missing: Set<String> = []
        var issues: Set<FluentIssue> = []
    }

    private let state = Mutex(State())

    init() {}

    /// Messages that came from another language than the one asked for: identifier and the tag it came from.
    package var fallbacks: [String: String] { state.withLock { $0.fallbacks } }

    /// Identifiers that no language has, sorted: defects of ours.
    package var missing: [String] { state.withLock { $0.missing.sorted() } }

    /// What went wrong within messages: defects of ours or of a translation.
    package var issues: Set<FluentIssue> { state.withLock { $0.issues } }

    func noteFallback(_ id: String, to tag: String) { state.withLock { $0.fallbacks[id] = tag } }
    func noteMissing(_ id: String) { state.withLock { _ = $0.missing.insert(id) } }
    func note(_ issues: [FluentIssue]) {
        guard !issues.isEmpty else { return }
        state.withLock { $0.issues.formUnion(issues) }
    }
}
