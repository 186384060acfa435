/// The state of an entry being typed, and what keys make of it. Knows of no terminal: what it shows is a `Frame`.
package struct Editor {
    /// What the editor asks its host.
    package struct Hooks: Sendable {
        /// Whether an entry goes on in the next line.
        package var needsMore: @Sendable (String) -> Bool
        /// What could stand before the cursor, an offset of characters.
        package var completions: @Sendable (_ text: String, _ cursor: Int) -> CompletionList?
        /// The styles of a text; `cursor` tells which word is still being typed, `nil` if none is.
        package var highlights: @Sendable (_ text: String, _ cursor: Int?) -> [StyledSpan]

        package init(
            needsMore: @escaping @Sendable (String) -> Bool = { _ in false },
            completions: @escaping @Sendable (String, Int) -> CompletionList? = { _, _ in nil },
            highlights: @escaping @Sendable (String, Int?) -> [StyledSpan] = { _, _ in [] }
        ) {
            self.needsMore = needsMore
            self.completions = completions
            self.highlights = highlights
        }
    }

    /// What is to happen after a key.
    package enum Event: Hashable, Sendable {
        /// The entry goes on being typed.
        case none
        /// An entry is complete.
        case entry(String)
        /// The entry is given up.
        case interrupt
        /// Nothing more will be typed.
        case endOfInput
        case suspend
        case clearScreen
    }

    package var hooks: Hooks
    package var prompt = "> "
    package var continuationPrompt = "… "
    package private(set) var history: History
    package internal(set) var buffer = EditBuffer()

    /// Entries that were pasted behind the one that runs, and what was pasted behind the last of them.
    var queue: ArraySlice<String> = []
    var unfinished: EditBuffer?
    var walk: HistoryWalk?
    var search: HistorySearch?
    var menu: CompletionMenu?
    var killed = ""
    var killedLast = false
    /// Whether the character before the cursor is a space that a completion put there.
    var hasOwnSpace = false

    package init(history: History = History(), hooks: Hooks = Hooks()) {
        self.history = history
        self.hooks = hooks
    }

    /// Whether an entry that was pasted waits.
    package var hasPastedEntries: Bool { !queue.isEmpty }

    /// The next of the pasted entries, as if it had been typed.
    package mutating func takePastedEntry() -> String? {
        guard let entry = queue.popFirst() else { return nil }
        buffer = EditBuffer(entry)
        return entry
    }

    /// Gives up what was pasted and has not run.
    ///
    /// - Returns: how many entries.
    package mutating func forgetPaste() -> Int {
        defer { (queue, unfinished) = ([], nil) }
        return queue.count
    }

    /// Makes ready for a new entry.
    package mutating func begin() {
        buffer = EditBuffer()
        (walk, search, menu) = (nil, nil, nil)
        (killedLast, hasOwnSpace) = (false, false)
        guard queue.isEmpty, let rest = unfinished else { return }
        buffer = rest
        unfinished = nil
    }

    /// Remembers an entry.
    ///
    /// - Returns: whether it is to be kept: not if it starts with a space.
    @discardableResult
    package mutating func remember(_ entry: String) -> Bool { history.add(entry) }

    /// Takes one key.
    package mutating func handle(_ key: Key) -> Event {
        if search != nil {
            guard let next = handleInSearch(key) else { return .none }
            return handle(next)
        }
        if menu != nil, handleInMenu(key) { return .none }
        let followsKill = killedLast
        killedLast = false
        if !isTyping(key) { hasOwnSpace = false }
        switch key {
        case .text(let text): type(text)
        case .paste(let text): return paste(text)
        case .enter: return enter()
        case .tab: complete()
        case .control("c"): return .interrupt
        case .control("d"):
            if buffer.isEmpty { return .endOfInput }
            buffer.deleteForward()
        case .control("z"): return .suspend
        case .control("l"): return .clearScreen
        case .control("r"): search = HistorySearch(from: buffer, in: history)
        case .alt("\n"): buffer.insert("\n")
        case .up, .control("p"): goUp()
        case .down, .control("n"): goDown()
        default:
            if let kill = killedRange(key) {
                self.kill(kill, isBackward: kill.upperBound == buffer.cursor, appends: followsKill)
            } else {
                edit(key)
            }
        }
        return .none
    }

    private func isTyping(_ key: Key) -> Bool {
        if case .text = key { return true }
        return false
    }

    private mutating func type(_ text: String) {
        // `region ,` is what nobody wants to see.
        var text = text
        if hasOwnSpace, let first = text.first {
            if ",;)".contains(first) { buffer.deleteBackward() }
            if first == " " { text.removeFirst() }
        }
        hasOwnSpace = false
        buffer.insert(text)
    }

    private mutating func edit(_ key: Key) {
        switch key {
        case .left, .control("b"): buffer.move(to: buffer.cursor - 1)
        case .right, .control("f"): buffer.move(to: buffer.cursor + 1)
        case .home, .control("a"): buffer.move(to: buffer.lineStart)
        case .end, .control("e"): buffer.move(to: buffer.lineEnd)
        case .wordLeft, .alt("b"): buffer.move(to: buffer.wordStart)
        case .wordRight, .alt("f"): buffer.move(to: buffer.wordEnd)
        case .pageUp, .alt("<"): buffer.move(to: 0)
        case .pageDown, .alt(">"): buffer.move(to: buffer.characters.count)
        case .backspace, .control("h"): buffer.deleteBackward()
        case .delete: buffer.deleteForward()
        case .control("t"): buffer.transpose()
        case .control("y"): buffer.insert(killed)
        default: break
        }
    }

    /// The characters a key cuts out.
    private func killedRange(_ key: Key) -> Range<Int>? {
        let cursor = buffer.cursor
        switch key {
        case .control("k"):
            // At the end of a line its end goes.
            let end = buffer.lineEnd
            return cursor..<(end == cursor && !buffer.isAtEnd ? end + 1 : end)
        case .control("u"): return buffer.lineStart..<cursor
        case .control("w"): return buffer.blankSeparatedStart..<cursor
        case .alt("\u{7F}"): return buffer.wordStart..<cursor
        case .alt("d"): return cursor..<buffer.wordEnd
        default: return nil
        }
    }

    private mutating func kill(_ range: Range<Int>, isBackward: Bool, appends: Bool) {
        killedLast = true
        guard !range.isEmpty else { return }
        let text = buffer.remove(range)
        killed = appends ? (isBackward ? text + killed : killed + text) : text
    }

    private mutating func enter() -> Event {
        let text = buffer.text
        let isBlankLine =
            buffer.isAtEnd && buffer.characters[buffer.lineStart...].allSatisfy(\.isWhitespace)
        // An empty line ends every entry, so that an open quote holds nobody.
        if buffer.lineStart > 0, isBlankLine {
            buffer.remove((buffer.lineStart - 1)..<buffer.characters.count)
            return .entry(buffer.text)
        }
        if hooks.needsMore(text) {
            buffer.insert("\n")
            return .none
        }
        return .entry(text)
    }

    private mutating func goUp() {
        if !isWalking, let place = buffer.above { return buffer.move(to: place) }
        walkHistory(older: true)
    }

    private mutating func goDown() {
        if !isWalking, let place = buffer.below { return buffer.move(to: place) }
        walkHistory(older: false)
    }

    /// Whether the entry shown is where a walk through the history led, and nothing was done to it.
    private var isWalking: Bool { buffer.isAtEnd && walk.map { $0.shown == buffer.text } ?? false }

    private mutating func walkHistory(older: Bool) {
        var walk = self.walk.flatMap { $0.shown == buffer.text ? $0 : nil } ?? HistoryWalk(from: buffer, in: history)
        defer { self.walk = walk }
        guard walk.move(older: older, in: history) else { return }
        buffer = walk.isHome(in: history) ? walk.typed : EditBuffer(walk.shown)
    }
}
