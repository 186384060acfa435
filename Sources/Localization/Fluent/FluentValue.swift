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
            case .value(_, let value):
                result += isolating && pieces.count > 1 ? "\u{2068}\(value.closedForIsolation)\u{2069}" : value
            }
        }
        return result
    }
}

extension String {
    /// The text without controls of direction that could reach out of an isolate around it: embeddings and overrides, and
    /// isolates that do not close within it.
    fileprivate var closedForIsolation: String {
        var depth = 0
        var isBalanced = true
        var hasControls = false
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x2066...0x2068: (depth, hasControls) = (depth + 1, true)
            case 0x2069: (depth, hasControls) = (depth - 1, true)
            case 0x202A...0x202E: hasControls = true
            default: break
            }
            if depth < 0 { isBalanced = false }
        }
        guard hasControls else { return self }
        let keepsIsolates = isBalanced && depth == 0
        return String(
            String.UnicodeScalarView(
                unicodeScalars.filter { scalar in
                    switch scalar.value {
                    case 0x202A...0x202E: false
                    case 0x2066...0x2069: keepsIsolates
                    default: true
                    }
                }))
    }
}
