import Diagnostics

extension Vocabulary {
    /// What stands before a line: the datasets loaded, so that nobody forgets which they are, and `> `.
    package var prompt: String {
        guard !rows.isEmpty else { return "> " }
        // The last one loaded is the one most likely to be worked with.
        var names: [String] = []
        for known in rows.reversed() {
            let name = DisplayWidth.truncated(TerminalText.safe(known.name), to: 24)
            guard names.count < 3 else { break }
            names.insert(name, at: 0)
        }
        let hidden = rows.count - names.count
        return (hidden > 0 ? "+\(hidden), " : "") + names.joined(separator: ", ") + " > "
    }
}
