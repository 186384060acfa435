package import Diagnostics

/// One message or term of a Fluent file: an identifier, its text and its attributes.
package struct FluentEntry: Hashable, Sendable {
    /// The identifier, for a term without its leading hyphen.
    package let id: String
    /// Terms are words shared between messages; they are never shown by themselves.
    package let isTerm: Bool
    /// `nil` for a message that has attributes only.
    package let value: FluentPattern?
    /// In the order of the file; names do not repeat.
    package let attributes: [FluentAttribute]
    /// Where the identifier stands.
    package let location: SourceLocation

    /// The text of the attribute `name`, if there is one.
    package func attribute(_ name: String) -> FluentPattern? { attributes.first { $0.name == name }?.value }

    /// The identifier as messages write it: terms with their hyphen.
    package var reference: String { isTerm ? "-" + id : id }
}

/// A named side text of a message or term.
package struct FluentAttribute: Hashable, Sendable {
    package let name: String
    package let value: FluentPattern
}

/// Text with placeables in it.
package struct FluentPattern: Hashable, Sendable {
    package let elements: [FluentElement]
}

/// A run of text or a placeable.
package enum FluentElement: Hashable, Sendable {
    case text(String)
    case placeable(FluentExpression)
}

/// What may stand between braces in our subset of Fluent.
package indirect enum FluentExpression: Hashable, Sendable {
    case string(String)
    /// A number literal: shown exactly as it was written.
    case number(Double, String)
    case variable(String)
    /// `LIST($name)`
    case list(String)
    case message(String, attribute: String?)
    /// A term without its hyphen, with the named arguments it is given.
    case term(String, arguments: [String: FluentLiteral])
    case select(FluentSelector, variants: [FluentVariant])
}

/// A literal argument of a term.
package enum FluentLiteral: Hashable, Sendable {
    case string(String)
    case number(Double, String)
}

/// What a select expression chooses by.
package enum FluentSelector: Hashable, Sendable {
    /// `$name` or `NUMBER($name)`
    case variable(String)
    /// `-term.attribute`, with the named arguments it is given.
    case termAttribute(String, attribute: String, arguments: [String: FluentLiteral])
}

/// One line of a select expression.
package struct FluentVariant: Hashable, Sendable {
    /// `[one]` and `[none]` are names, `[0]` is a number.
    package enum Key: Hashable, Sendable {
        case name(String)
        case number(Double)
    }

    package let key: Key
    /// Whether the variant is marked with `*`.
    package let isDefault: Bool
    package let value: FluentPattern
}

/// A parsed file: what could be read, and what could not.
package struct FluentResource: Hashable, Sendable {
    /// In the order of the file, identifiers unique (a repeated one is an error and its first form is kept).
    package let entries: [FluentEntry]
    /// What was skipped and why, in the order of the file.
    package let errors: [FluentSyntaxError]
}

extension FluentPattern {
    /// Calls `visit` with every expression, those inside the variants of a select expression included.
    package func forEachExpression(_ visit: (FluentExpression) -> Void) {
        for case .placeable(let expression) in elements {
            visit(expression)
            if case .select(_, let variants) = expression {
                for variant in variants { variant.value.forEachExpression(visit) }
            }
        }
    }

    /// Calls `visit` with every run of text, those inside the variants of a select expression included.
    package func forEachText(_ visit: (String) -> Void) {
        for element in elements {
            switch element {
            case .text(let text): visit(text)
            case .placeable(.select(_, let variants)):
                for variant in variants { variant.value.forEachText(visit) }
            case .placeable: break
            }
        }
    }
}
