/// The entries of this and earlier sessions, the oldest first.
package struct History: Sendable {
    package private(set) var entries: [String] = []
    /// The entries in lower case, for searching.
    private var folded: [String] = []
    /// How many are remembered.
    private let limit: Int

    package init(_ entries: [String] = [], limit: Int = 10_000) {
        self.limit = limit
        for entry in entries { add(entry) }
    }

    /// Whether an entry is for the history: not if it starts with a space, nor if there is nothing in it.
    package static func takes(_ entry: String) -> Bool {
        guard let first = entry.first, first != " ", first != "\t" else { return false }
        return !entry.allSatisfy(\.isWhitespace)
    }

    /// Remembers an entry unless it is for nobody's eyes, or the last one again.
    ///
    /// - Returns: whether it was remembered.
    @discardableResult
    package mutating func add(_ entry: String) -> Bool {
        guard Self.takes(entry), entry != entries.last else { return false }
        entries.append(entry)
        folded.append(entry.lowercased())
        // Not one by one: taking the first away moves all others.
        if entries.count > limit + limit / 8 {
            entries.removeFirst(entries.count - limit)
            folded.removeFirst(folded.count - limit)
        }
        return true
    }

    /// The entries in which `query` stands, the latest first, each once; then those that have its characters in this
    /// order but not side by side.
    ///
    /// - Complexity: O(characters of all entries).
    package func matches(_ query: String) -> [String] {
        let query = query.lowercased()
        var seen: Set<String> = []
        var whole: [String] = []
        var scattered: [String] = []
        for (entry, folded) in zip(entries, folded).reversed() where seen.insert(entry).inserted {
            if query.isEmpty || folded.contains(query) {
                whole.append(entry)
            } else if Self.hasInOrder(query, in: folded) {
                scattered.append(entry)
            }
        }
        return whole + scattered
    }

    private static func hasInOrder(_ query: String, in text: String) -> Bool {
        var rest = query.unicodeScalars[...]
        for scalar in text.unicodeScalars where scalar == rest.first { rest.removeFirst() }
        return rest.isEmpty
    }
}

/// A walk through the entries that begin like what was typed.
struct HistoryWalk {
    /// What was typed before the walk; it is where the walk comes back to.
    let typed: EditBuffer
    private let prefix: String
    /// The entry shown; the number of entries is what was typed.
    private var index: Int
    /// What the walk shows; once it is edited the walk has ended.
    private(set) var shown: String

    init(from buffer: EditBuffer, in history: History) {
        typed = buffer
        prefix = buffer.text
        index = history.entries.count
        shown = prefix
    }

    /// Goes to the next entry that begins like what was typed and is not the one shown.
    ///
    /// - Returns: whether there is one.
    mutating func move(older: Bool, in history: History) -> Bool {
        var place = index
        while true {
            place += older ? -1 : 1
            guard place >= 0, place <= history.entries.count else { return false }
            if place == history.entries.count {
                index = place
                shown = prefix
                return true
            }
            let entry = history.entries[place]
            if entry != shown, entry.hasPrefix(prefix) {
                index = place
                shown = entry
                return true
            }
        }
    }

    /// Whether the walk is back where it came from.
    func isHome(in history: History) -> Bool { index == history.entries.count }
}
