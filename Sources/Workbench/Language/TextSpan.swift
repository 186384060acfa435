/// A run of characters in a command line: where something was written.
package struct TextSpan: Hashable, Sendable {
    /// The first character, from 1, counted in extended grapheme clusters.
    package let column: Int
    /// How many characters; at least 1, so that a caret always has something to point at.
    package let length: Int

    /// A span of at least one character; smaller numbers are made 1.
    package init(column: Int, length: Int) {
        self.column = max(1, column)
        self.length = max(1, length)
    }

    /// The shortest span that holds both.
    package func union(_ other: TextSpan) -> TextSpan {
        let start = min(column, other.column)
        let end = max(column + length, other.column + other.length)
        return TextSpan(column: start, length: end - start)
    }
}

/// A value together with the place it was written at.
package struct Located<Value: Hashable & Sendable>: Hashable, Sendable {
    /// What was written.
    package let value: Value
    /// Where.
    package let span: TextSpan

    /// `value`, written at `span`.
    package init(_ value: Value, at span: TextSpan) {
        self.value = value
        self.span = span
    }
}
