extension Editor {
    /// Takes a pasted text: lines that are whole become entries, one after another, as if typed; what stands behind the
    /// last line end waits in the line. Nothing in it is taken for a key.
    mutating func paste(_ text: String) -> Event {
        hasOwnSpace = false
        guard EditBuffer.normalized(text).contains("\n") else {
            buffer.insert(text)
            return .none
        }
        let after = String(buffer.characters[buffer.cursor...])
        let whole = String(buffer.characters[..<buffer.cursor]) + EditBuffer.normalized(text)
        var lines = whole.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        // Behind the last line end the line is not whole.
        let rest = lines.removeLast()
        var entries: [String] = []
        var entry: String?
        for line in lines {
            let isBlank = line.allSatisfy(\.isWhitespace)
            let joined = entry.map { isBlank ? $0 : $0 + "\n" + line } ?? line
            if !isBlank, hooks.needsMore(joined) {
                entry = joined
            } else {
                entry = nil
                if !joined.allSatisfy(\.isWhitespace) { entries.append(joined) }
            }
        }
        var last = EditBuffer((entry.map { $0 + "\n" } ?? "") + rest)
        let place = last.cursor
        last.insert(after)
        last.move(to: place)
        guard let first = entries.first else {
            buffer = last
            return .none
        }
        queue += entries.dropFirst()
        unfinished = last.isEmpty ? nil : last
        buffer = EditBuffer(first)
        return .entry(first)
    }
}
