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
        /// What it answered with, for a notebook to show; `nil` if with words alone.
        let answer: Answer?
        /// What it printed and told beside that.
        let told: (output: String, notes: [String])
    }

    /// A comment on lines of its own.
    struct Remark: Sendable {
        /// How many commands stand before it.
        let position: Int
        /// Its text without the mark.
        var text: String
    }

    private(set) var entries: [Entry] = []
    private(set) var remarks: [Remark] = []
    /// Commands that were left out because doing them again would write files, in their spelling.
    private(set) var skipped: [String] = []

    /// Commands whose work is the session's own: no file is written, and nothing outside is changed.
    static let replayed: Set<String> = [
        "load", "import", "regions", "derive", "band", "reference", "drop", "undo", "redo", "set", "describe",
        "datasets", "models", "show",
        "metrics", "compare", "fairness", "calibration", "agreement", "probe", "plan", "last", "explain",
    ]
    /// Commands whose answer is a table of figures.
    static let answering: Set<String> = [
        "describe", "regions", "datasets", "models", "metrics", "compare", "fairness", "calibration", "agreement",
        "ranking", "consistency", "probe", "plan", "show", "last", "cube",
    ]
    /// Commands that are about the program or the log itself.
    private static let unlogged: Set<String> = [
        "help", "version", "quit", "history", "save", "replay", "language", "alias",
    ]

    /// Takes a command that worked.
    ///
    /// - Parameter known: the digests of files that were taken when they were loaded, by path.
    mutating func note(_ call: Call, _ report: Report, known: [String: String], names: Set<String>) {
        let answer = report.answer
        guard !Self.unlogged.contains(call.command) else { return }
        let line = call.withoutWriting.description
        guard Self.replayed.contains(call.command) else { return skipped.append(line) }
        entries.append(
            Entry(
                call: call, line: line,
                result: call.command == CommandDeclaration.explain.name ? nil : answer.map(AnswerDigest.init),
                inputs: call.paths.filter { !names.contains($0) }.map { ($0, known[$0]) }, answer: answer,
                // Rows of people are shown and not written down.
                told: (answer == nil && call.command != CommandDeclaration.show.name ? report.output : "", report.notes)
            ))
    }

    /// Takes a line that is a comment; lines that follow each other are one remark.
    ///
    /// What `save` itself writes into scripts, and the line that tells a shell what runs a script, are none.
    mutating func note(comment line: String) {
        guard line.hasPrefix("#"), !["#=", "#!"].contains(where: line.hasPrefix),
            !SessionScript.ownComments.contains(where: line.contains)
        else { return }
        let text = line.dropFirst()
        let words = String(text.hasPrefix(" ") ? text.dropFirst() : text)
        if let last = remarks.last, last.position == entries.count {
            remarks[remarks.count - 1].text += "\n" + words
        } else {
            remarks.append(Remark(position: entries.count, text: words))
        }
    }

    /// The remarks that stand before the command of this place; behind the last one for their number.
    func remarks(before position: Int) -> [Remark] { remarks.filter { $0.position == position } }
}

extension Answer {
    /// The SHA-256 of all it holds, in its machine-readable form, in hexadecimal: the same whatever language is set.
    var digest: String {
        TerminalWords.$own.withValue(nil) { SHA256.hexadecimal(SHA256.digest(of: Array(machineText.utf8))) }
    }
}

extension Call {
    /// The same without filters and clauses that write files.
    var withoutWriting: Call {
        let writing: Set<String> = ["refuse-rows", "force"]
        return Call(
            command: command, commandSpan: commandSpan, assignment: assignment, parameters: parameters,
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
