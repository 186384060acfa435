/// The text being edited and the place in it, counted in characters (extended grapheme clusters).
///
/// What is typed beside a character may join it (a combining mark, the second half of a flag), so every change cuts the
/// text into characters anew. Line ends are line feeds.
package struct EditBuffer: Hashable, Sendable {
    package private(set) var characters: [Character]
    /// The character before which the next one is typed, in 0...characters.count.
    package private(set) var cursor: Int

    /// A text with the cursor at its end.
    package init(_ text: String = "") {
        characters = Array(Self.normalized(text))
        cursor = characters.count
    }

    package var text: String { String(characters) }
    package var isEmpty: Bool { characters.isEmpty }
    package var isAtEnd: Bool { cursor == characters.count }

    /// Puts a text in place of some characters, and the cursor behind it.
    ///
    /// - Complexity: O(characters).
    package mutating func replace(_ range: Range<Int>, with text: String) {
        let range = range.clamped(to: 0..<characters.count)
        let before = String(characters[..<range.lowerBound]) + Self.normalized(text)
        let length = before.utf8.count
        characters = Array(before + String(characters[range.upperBound...]))
        var bytes = 0
        cursor = 0
        // Where the text ends inside a character that it made with the next one, the cursor stands behind that one.
        while cursor < characters.count, bytes < length {
            bytes += characters[cursor].utf8.count
            cursor += 1
        }
    }

    package mutating func insert(_ text: String) { replace(cursor..<cursor, with: text) }

    /// Takes the characters out.
    ///
    /// - Returns: what they were.
    @discardableResult
    package mutating func remove(_ range: Range<Int>) -> String {
        let range = range.clamped(to: 0..<characters.count)
        let removed = String(characters[range])
        replace(range, with: "")
        return removed
    }

    package mutating func deleteBackward() { if cursor > 0 { remove(cursor - 1..<cursor) } }

    package mutating func deleteForward() { if !isAtEnd { remove(cursor..<cursor + 1) } }

    /// Puts the cursor before a character; what lies outside the text is moved to its ends.
    package mutating func move(to place: Int) { cursor = min(max(place, 0), characters.count) }

    /// Swaps the characters on both sides of the cursor, at the end of a line the last two, and goes on by one.
    package mutating func transpose() {
        let end = isAtEnd || characters[cursor] == "\n" ? cursor : cursor + 1
        guard end - lineStart >= 2 else { return }
        replace(end - 2..<end, with: String([characters[end - 1], characters[end - 2]]))
    }

    /// The text with every line end made a line feed.
    static func normalized(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        var output = String.UnicodeScalarView()
        var followsReturn = false
        for scalar in text.unicodeScalars {
            if scalar != "\n" || !followsReturn { output.append(scalar == "\r" ? "\n" : scalar) }
            followsReturn = scalar == "\r"
        }
        return String(output)
    }
}

/// Lines and words.
extension EditBuffer {
    /// Where the line of the cursor starts.
    package var lineStart: Int { characters[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0 }

    /// The line feed that ends the line of the cursor, or the end of the text.
    package var lineEnd: Int { characters[cursor...].firstIndex(of: "\n") ?? characters.count }

    /// The same place in the line above; `nil` in the first.
    package var above: Int? {
        let start = lineStart
        guard start > 0 else { return nil }
        let former = characters[..<(start - 1)].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        return min(former + cursor - start, start - 1)
    }

    /// The same place in the line below; `nil` in the last.
    package var below: Int? {
        let end = lineEnd
        guard end < characters.count else { return nil }
        let next = characters[(end + 1)...].firstIndex(of: "\n") ?? characters.count
        return min(end + 1 + cursor - lineStart, next)
    }

    /// Where the word before the cursor starts: letters, digits and `_` make words.
    package var wordStart: Int { start { !Self.isOfWord($0) } }

    /// Where what white space separates starts before the cursor.
    package var blankSeparatedStart: Int { start(\.isWhitespace) }

    private func start(_ separates: (Character) -> Bool) -> Int {
        var place = cursor
        while place > 0, separates(characters[place - 1]) { place -= 1 }
        while place > 0, !separates(characters[place - 1]) { place -= 1 }
        return place
    }

    /// Where the word at or behind the cursor ends.
    package var wordEnd: Int {
        var place = cursor
        while place < characters.count, !Self.isOfWord(characters[place]) { place += 1 }
        while place < characters.count, Self.isOfWord(characters[place]) { place += 1 }
        return place
    }

    private static func isOfWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
