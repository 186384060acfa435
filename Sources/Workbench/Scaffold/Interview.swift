import Diagnostics

/// Settles what a file does not say: by clauses, else by asking, else by what is proposed, else not at all.
struct Interview {
    let call: Call
    /// Shows a question and hands back what was typed; nil at the end of input. Without it nobody is asked.
    let ask: (@Sendable (String) -> String?)?
    /// What has to be said by clauses, because nobody can be asked.
    private(set) var missing: [String] = []

    private let remark: ((String) -> Void)?

    init(_ call: Call, _ environment: Session.Environment) {
        self.call = call
        if let emit = environment.emit {
            remark = { text in emit(text, .error) }
        } else {
            remark = nil
        }
        ask = call.has("yes") ? nil : environment.ask
    }

    /// One of `options`.
    ///
    /// - Parameters:
    ///   - clause: the clause that answers without a question, with its hint: `label COL`.
    ///   - proposed: taken where nobody is asked, and on an empty answer.
    ///   - canBeNone: whether `-` is an answer.
    /// - Returns: nil if it stays open; then it is noted as missing unless it may be none.
    mutating func choice(
        _ question: String, clause: String, options: [String], proposed: String?, canBeNone: Bool = false
    ) throws(CommandFailure) -> String? {
        guard let ask else {
            if proposed == nil, !canBeNone { missing.append(clause) }
            return proposed
        }
        let shown =
            options.prefix(12).map { TerminalText.safe($0) }.joined(separator: ", ") + (options.count > 12 ? ", …" : "")
        let standard = proposed.map { " [\(TerminalText.safe($0))]" } ?? (canBeNone ? " [-]" : "")
        for _ in 0..<5 {
            guard
                let typed = ask(
                    "\(question)\n  \(shown)\(canBeNone ? ", or - for none" : "")\n  \(clause)\(standard): ")
            else {
                throw try unanswered()
            }
            let answer = Self.trimmed(typed)
            if answer.isEmpty {
                if proposed != nil || canBeNone { return proposed }
                continue
            }
            if canBeNone, answer == "-" { return nil }
            if options.contains(answer) { return answer }
            if let near = NearMatch.nearest(to: answer, among: options) {
                note("no '\(answer)' here; did you mean '\(near)'?")
            } else {
                note("no '\(answer)' here")
            }
        }
        throw CommandFailure([Diagnostic("E805", "'\(clause)' was not answered, so nothing was written")])
    }

    /// Some of `options`, separated by commas.
    mutating func choices(
        _ question: String, clause: String, options: [String], proposed: [String]
    ) throws(CommandFailure) -> [String] {
        guard let ask else { return proposed }
        let shown =
            options.prefix(20).map { TerminalText.safe($0) }.joined(separator: ", ") + (options.count > 20 ? ", …" : "")
        let standard = proposed.isEmpty ? "-" : proposed.map { TerminalText.safe($0) }.joined(separator: ", ")
        for _ in 0..<5 {
            guard let typed = ask("\(question)\n  \(shown), or - for none\n  \(clause) [\(standard)]: ") else {
                throw try unanswered()
            }
            let answer = Self.trimmed(typed)
            if answer.isEmpty { return proposed }
            if answer == "-" { return [] }
            let names = answer.split(separator: ",").map { Self.trimmed(String($0)) }
            guard let unknown = names.first(where: { !options.contains($0) }) else { return names }
            let near = NearMatch.nearest(to: unknown, among: options).map { "; did you mean '\($0)'?" } ?? ""
            note("no '\(unknown)' here\(near)")
        }
        throw CommandFailure([Diagnostic("E805", "'\(clause)' was not answered, so nothing was written")])
    }

    /// Why input ended: somebody said stop, or there is no more of it.
    private func unanswered() throws(CommandFailure) -> CommandFailure {
        try CommandFailure.throwIfStopped()
        return CommandFailure([Diagnostic("E805", "the questions were not answered, so nothing was written")])
    }

    /// Shows a remark between questions.
    private func note(_ text: String) { remark?("  \(TerminalText.safe(text))\n") }

    private static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
