/// An argument of a message.
package enum FluentValue: Hashable, Sendable {
    case text(String)
    /// A number for choosing a variant by, and its form as it shall be read: messages style no numbers.
    case number(Double, formatted: String)
    case list([String])
}

/// A part of a formatted message, for renderers that must wrap and escape each value themselves.
package enum FluentPiece: Hashable, Sendable {
    /// The translator's words.
    case text(String)
    /// A value put into them, with the name of its variable.
    case value(name: String, String)
}

extension Sequence where Element == FluentPiece {
    /// The pieces as one string.
    ///
    /// - Parameter isolating: whether each value stands between U+2068 and U+2069, so that a name or number of another
    ///   direction cannot reorder the words around it. A message that is nothing but one value is never wrapped.
    package func joined(isolating: Bool) -> String {
        let pieces = Array(self)
        var result = ""
        for piece in pieces {
            switch piece {
            case .text(let text): result += text
            case .value(_, let value): result += isolating && pieces.count > 1 ? "\u{2068}\(value)\u{2069}" : value
            }
        }
        return result
    }
}
