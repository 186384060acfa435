/// A search through the history while its words are being typed.
struct HistorySearch {
    /// What stood in the line before; giving up brings it back.
    let typed: EditBuffer
    var query = ""
    var matches: [String] = []
    /// The match shown.
    var index = 0

    init(from buffer: EditBuffer, in history: History) {
        typed = buffer
        look(in: history)
    }

    mutating func look(in history: History) {
        matches = query.isEmpty ? [] : history.matches(query)
        index = 0
    }

    /// The entry found.
    var found: String? { index < matches.count ? matches[index] : nil }

    /// The characters of the entry found that match, where they stand side by side.
    var foundRange: Range<Int>? {
        guard let found, !query.isEmpty else { return nil }
        let text = Array(found).map { $0.lowercased() }
        let wanted = Array(query).map { $0.lowercased() }
        guard wanted.count <= text.count else { return nil }
        for start in 0...(text.count - wanted.count) where Array(text[start..<start + wanted.count]) == wanted {
            return start..<start + wanted.count
        }
        return nil
    }
}

extension Editor {
    /// Takes a key while the history is searched.
    ///
    /// - Returns: the key, if it ends the search and is still to be taken.
    mutating func handleInSearch(_ key: Key) -> Key? {
        guard var search else { return key }
        switch key {
        case .text(let text):
            search.query += text
            search.look(in: history)
        case .paste(let text):
            search.query += text.prefix { !$0.isNewline }
            search.look(in: history)
        case .backspace, .control("h"):
            if !search.query.isEmpty { search.query.removeLast() }
            search.look(in: history)
        case .control("r"), .up: search.index = min(search.index + 1, max(0, search.matches.count - 1))
        case .control("s"), .down: search.index = max(0, search.index - 1)
        case .control("c"), .control("g"):
            buffer = search.typed
            self.search = nil
            return nil
        case .escape, .tab:
            end(search)
            return nil
        default:
            end(search)
            return key
        }
        self.search = search
        return nil
    }

    /// Leaves the entry found in the line.
    private mutating func end(_ search: HistorySearch) {
        buffer = search.found.map { EditBuffer($0) } ?? search.typed
        self.search = nil
    }
}
