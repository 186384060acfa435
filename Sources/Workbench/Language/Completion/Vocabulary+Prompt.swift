import Diagnostics

extension Vocabulary {
    /// What stands before a line: the datasets loaded, so that nobody forgets which they are, and `> `.
    package var prompt: String {
        guard !datasets.isEmpty else { return "> " }
        // The last one loaded is the one most likely to be worked with.
        var names: [String] = []
        for dataset in datasets.reversed() {
            let name = DisplayWidth.truncated(TerminalText.safe(dataset.name), to: 24)
            guard names.count < 3 else { break }
            names.insert(name, at: 0)
        }
        let hidden = datasets.count - names.count
        return (hidden > 0 ? "+\(hidden), " : "") + names.joined(separator: ", ") + " > "
    }
}
