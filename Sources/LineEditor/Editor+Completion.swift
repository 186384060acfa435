extension Editor {
    /// Asks what could stand at the cursor: one answer is put there, several have their common beginning put there and
    /// are listed.
    mutating func complete() {
        guard let list = hooks.completions(buffer.text, buffer.cursor), let first = list.candidates.first else {
            return
        }
        let range = list.range.clamped(to: 0..<buffer.characters.count)
        if list.candidates.count == 1 {
            put(first, in: range)
            return
        }
        let typed = String(buffer.characters[range])
        let common = list.commonPrefix
        var place = range
        if common.hasPrefix(typed), common.count > typed.count {
            buffer.replace(range, with: common)
            place = range.lowerBound..<buffer.cursor
        }
        menu = CompletionMenu(
            candidates: list.candidates, range: place, typed: String(buffer.characters[place]), chosen: nil)
    }

    private mutating func put(_ candidate: CompletionList.Candidate, in range: Range<Int>) {
        buffer.replace(range, with: candidate.text)
        guard candidate.isWhole else { return }
        if buffer.isAtEnd || buffer.characters[buffer.cursor] != " " {
            buffer.insert(" ")
        } else {
            buffer.move(to: buffer.cursor + 1)
        }
        hasOwnSpace = true
    }

    /// Takes a key while the list is open.
    ///
    /// - Returns: whether it is done with; every other key closes the list and means what it always does.
    mutating func handleInMenu(_ key: Key) -> Bool {
        guard var menu else { return false }
        let count = menu.candidates.count
        switch key {
        case .tab: menu.chosen = menu.chosen.map { ($0 + 1) % count } ?? 0
        case .backTab: menu.chosen = menu.chosen.map { ($0 + count - 1) % count } ?? count - 1
        case .escape, .control("g"):
            if menu.chosen != nil { buffer.replace(menu.range, with: menu.typed) }
            self.menu = nil
            return true
        case .enter:
            self.menu = nil
            guard let chosen = menu.chosen else { return false }
            put(menu.candidates[chosen], in: menu.range)
            return true
        case .text:
            self.menu = nil
            // What follows a chosen word is put behind it and its space.
            if let chosen = menu.chosen { put(menu.candidates[chosen], in: menu.range) }
            return false
        default:
            self.menu = nil
            return false
        }
        if let chosen = menu.chosen {
            buffer.replace(menu.range, with: menu.candidates[chosen].text)
            menu.range = menu.range.lowerBound..<buffer.cursor
        }
        self.menu = menu
        return true
    }
}
