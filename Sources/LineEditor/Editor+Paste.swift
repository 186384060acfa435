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
        var rest = String(buffer.characters[..<buffer.cursor]) + EditBuffer.normalized(text)
        var entries: [String] = []
        var entry: String?
        while let feed = rest.firstIndex(of: "\n") {
            let line = String(rest[..<feed])
            rest = String(rest[rest.index(after: feed)...])
            let isBlank = line.allSatisfy(\.isWhitespace)
            let whole = entry.map { isBlank ? $0 : $0 + "\n" + line } ?? line
            if !isBlank, hooks.needsMore(whole) {
                entry = whole
            } else {
                entry = nil
                if !whole.allSatisfy(\.isWhitespace) { entries.append(whole) }
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
