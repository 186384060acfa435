/// A LIKE pattern: `%` stands for any characters, `_` for one, `\` makes the next character plain.
///
/// The pattern is cut at its `%` into pieces, and each piece is looked for once from left to right: nothing is ever
/// retried. The cost is therefore at most text length × pattern length, and pattern length is bounded.
package struct LikePattern: Hashable, Sendable {
    /// The longest pattern taken, in characters.
    package static let lengthLimit = 256

    /// The pattern as written.
    package let source: String
    /// Pieces between `%` signs; one piece means that there is no `%`.
    private let pieces: [[Element]]

    private enum Element: Hashable, Sendable {
        case any
        case character(Character)
    }

    /// - Returns: `nil` if the pattern is longer than `lengthLimit`.
    package init?(_ source: String) {
        guard source.utf8.count <= Self.lengthLimit * 16, source.count <= Self.lengthLimit else { return nil }
        var pieces: [[Element]] = [[]]
        var escaped = false
        for character in source {
            if !escaped, character == "\\" {
                escaped = true
            } else if !escaped, character == "%" {
                pieces.append([])
            } else {
                pieces[pieces.count - 1].append(!escaped && character == "_" ? .any : .character(character))
                escaped = false
            }
        }
        if escaped { pieces[pieces.count - 1].append(.character("\\")) }
        self.source = source
        self.pieces = pieces
    }

    /// Whether the whole of `text` fits the pattern; letters match themselves only, composed or decomposed.
    package func matches(_ text: String) -> Bool {
        let characters = Array(text)
        guard let first = pieces.first, let last = pieces.last else { return characters.isEmpty }
        guard pieces.count > 1 else {
            return characters.count == first.count && Self.matches(first, in: characters, at: 0)
        }
        guard first.count + last.count <= characters.count, Self.matches(first, in: characters, at: 0) else {
            return false
        }
        let end = characters.count - last.count
        var position = first.count
        for piece in pieces.dropFirst().dropLast() {
            while position + piece.count <= end, !Self.matches(piece, in: characters, at: position) { position += 1 }
            guard position + piece.count <= end else { return false }
            position += piece.count
        }
        return Self.matches(last, in: characters, at: end)
    }

    /// Whether `piece` fits at `position`; the caller has made sure that there is room.
    private static func matches(_ piece: [Element], in characters: [Character], at position: Int) -> Bool {
        for (offset, element) in piece.enumerated() {
            if case .character(let character) = element, characters[position + offset] != character { return false }
        }
        return true
    }
}
