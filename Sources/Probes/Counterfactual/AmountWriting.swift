/// A way to write an amount of money: `KSh {}`, `{}/=`.
struct AmountWriting: Sendable, Hashable {
    let pattern: String
    let before: String
    let after: String
    private let hasSpaceBefore: Bool
    private let hasSpaceAfter: Bool

    /// - Returns: `nil` for a pattern without one place for the number, or without anything beside it.
    init?(_ pattern: String) {
        let parts = pattern.split(separator: "{}", omittingEmptySubsequences: false).map { String($0) }
        guard parts.count == 2, pattern != "{}" else { return nil }
        self.pattern = pattern
        hasSpaceBefore = parts[0].last == " "
        hasSpaceAfter = parts[1].first == " "
        before = hasSpaceBefore ? String(parts[0].dropLast()) : parts[0]
        after = hasSpaceAfter ? String(parts[1].dropFirst()) : parts[1]
    }

    /// Whether amounts in one cannot be told from those in the other: they differ in spaces or capitals alone.
    func isRead(as other: AmountWriting) -> Bool {
        before.lowercased() == other.before.lowercased() && after.lowercased() == other.after.lowercased()
    }

    func written(_ number: String) -> String {
        before + (hasSpaceBefore ? " " : "") + number + (hasSpaceAfter ? " " : "") + after
    }

    /// An amount that begins at a place: its number, and how many characters it takes.
    ///
    /// One space or none may stand beside the number, and letters in either case.
    func found(in characters: [Character], at start: Int) -> (number: String, length: Int)? {
        func isSpace(_ character: Character) -> Bool { [" ", "\u{A0}", "\u{202F}"].contains(character) }
        func skips(_ text: String, from place: Int) -> Int? {
            let end = place + text.count
            guard end <= characters.count else { return nil }
            let own = String(characters[place..<end])
            // A single letter in another case is another one: N, and n.
            return own == text || (text.count > 1 && own.lowercased() == text.lowercased()) ? end : nil
        }
        guard var place = skips(before, from: start) else { return nil }
        if let first = before.first, WordSpans.isOfWord(first), start > 0, WordSpans.isOfWord(characters[start - 1]) {
            return nil
        }
        if !before.isEmpty, place < characters.count, isSpace(characters[place]) { place += 1 }
        let digits = place
        while place < characters.count,
            TextForm.digit(characters[place]) != nil
                || ((characters[place] == "," || characters[place] == ".") && place > digits)
        {
            place += 1
        }
        // A full stop behind the number is the sentence's.
        while place > digits, TextForm.digit(characters[place - 1]) == nil { place -= 1 }
        guard place > digits, before.isEmpty ? start == 0 || !isPartOfNumber(characters, start - 1) : true else {
            return nil
        }
        let number = String(characters[digits..<place])
        guard !after.isEmpty else {
            guard place == characters.count || !WordSpans.isOfWord(characters[place]) else { return nil }
            return (number, place - start)
        }
        if place < characters.count, isSpace(characters[place]) { place += 1 }
        guard let end = skips(after, from: place) else { return nil }
        if let last = after.last, WordSpans.isOfWord(last), end < characters.count,
            WordSpans.isOfWord(characters[end])
        {
            return nil
        }
        return (number, end - start)
    }

    private func isPartOfNumber(_ characters: [Character], _ place: Int) -> Bool {
        WordSpans.isOfWord(characters[place]) || [".", ",", "-", "/"].contains(characters[place])
    }
}
