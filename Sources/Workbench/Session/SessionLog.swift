import Diagnostics
import Storage

/// What was done in a session, so that it can be written down and done again.
struct SessionLog: Sendable {
    /// One command that worked.
    struct Entry: Sendable {
        let call: Call
        /// In canonical spelling, without filters that write files.
        let line: String
        /// The SHA-256 of the whole result in its machine-readable form; `nil` if the command answers with none.
        let result: AnswerDigest?
        /// The files it read, as the line named them, and their digests where they are known.
        let inputs: [(path: String, sha256: String?)]
    }

    private(set) var entries: [Entry] = []
    /// Commands that were left out because doing them again would write files, in their spelling.
    private(set) var skipped: [String] = []

    /// Commands whose work is the session's own: no file is written, and nothing outside is changed.
    static let replayed: Set<String> = [
        "load", "import", "regions", "derive", "band", "reference", "drop", "undo", "redo", "set", "describe",
        "datasets",
        "models",
        "metrics", "compare", "fairness", "calibration", "agreement", "probe", "plan", "last", "explain",
    ]
    /// Commands that are about the program or the log itself.
    private static let unlogged: Set<String> = ["help", "version", "quit", "history", "save", "replay", "language"]

    /// Takes a command that worked.
    ///
    /// - Parameter known: the digests of files that were taken when they were loaded, by path.
    mutating func note(_ call: Call, answer: Answer?, known: [String: String], names: Set<String>) {
        guard !Self.unlogged.contains(call.command) else { return }
        let line = call.withoutWriting.description
        guard Self.replayed.contains(call.command) else { return skipped.append(line) }
        entries.append(
            Entry(
                call: call, line: line,
                result: call.command == CommandDeclaration.explain.name ? nil : answer.map(AnswerDigest.init),
                inputs: call.paths.filter { !names.contains($0) }.map { ($0, known[$0]) }))
        // Answers are not kept for ever: those of long ago give way to their digests, while nobody waits.
        guard entries.count > Self.answerLimit, let old = entries[entries.count - 1 - Self.answerLimit].result else {
            return
        }
        Task.detached(priority: .utility) { _ = old.text }
    }

    /// So many of the last answers are kept whole.
    private static let answerLimit = 32
}

extension Answer {
    /// The SHA-256 of all it holds, in its machine-readable form, in hexadecimal.
    var digest: String { SHA256.hexadecimal(SHA256.digest(of: Array(machineText.utf8))) }
}

extension Call {
    /// The same without filters and clauses that write files.
    var withoutWriting: Call {
        let writing: Set<String> = ["refuse-rows", "force"]
        return Call(
            command: command, commandSpan: commandSpan, assignment: nil, parameters: parameters,
            clauses: clauses.filter { !writing.contains($0.name) },
            filters: filters.filter { if case .save = $0.value { false } else { true } }, line: line, origin: origin,
            clauseWords: clauseWords)
    }

    /// The files that the line names to be read.
    fileprivate var paths: [String] {
        let words: Set<String> = [
            "file", "in", "predictions", "against-predictions", "pairs", "original", "changed", "dataset", "scenario",
        ]
        // `import` has a column of predictions.
        return (parameters + clauses).compactMap { entry in
            guard words.contains(entry.name), case .text(let path) = entry.value,
                !(command == CommandDeclaration.importing.name && entry.name == "predictions"), path != "-"
            else { return nil }
            return command == CommandDeclaration.drop.name ? nil : path
        }
    }
}
