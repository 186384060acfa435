package import Diagnostics

/// Something in a Fluent file that is not in our subset, with its place.
package struct FluentSyntaxError: Error, Hashable, Sendable, Diagnosable {
    /// What is wrong.
    package enum Reason: Hashable, Sendable {
        case expectedEntry
        case expectedIdentifier
        case expectedEquals
        case expectedText
        case termWithoutText
        case expected(Character)
        case arrowNotAtLineEnd
        case noDefaultVariant
        case severalDefaultVariants
        case repeatedVariant(String)
        case repeatedAttribute(String)
        case repeatedIdentifier(String, first: Int)
        case variantNotOnOwnLine
        case badSelector
        case badPlaceable
        case badArgument
        case unknownFunction(String)
        case numberOutsideSelector
        case badEscape
        case unclosedString
        case badNumber
        case strayBrace
        case notIndented
        case tabIndent
        case nestedTooDeep(limit: Int)
        /// More variants or attributes than any language needs.
        case tooMany(limit: Int)
    }

    package let reason: Reason
    /// File, line and column.
    package let location: SourceLocation
    /// The line it stands on.
    package let line: String

    package var exitStatus: ExitStatus { .input }

    package var diagnostics: [Diagnostic] { [diagnostic] }

    /// The error as something to print.
    package var diagnostic: Diagnostic {
        let excerpt = location.column.map { Diagnostic.Excerpt(line: line, column: $0) }
        return Diagnostic(
            "E501", at: location, reason.sentence, help: reason.help.map { [$0] } ?? [], excerpt: excerpt)
    }
}

extension FluentSyntaxError.Reason {
    /// What is wrong, as one English sentence without a full stop.
    fileprivate var sentence: String {
        switch self {
        case .expectedEntry: "expected a message, a term or a comment at the start of the line"
        case .expectedIdentifier: "expected a name: a letter, then letters, digits, '-' or '_'"
        case .expectedEquals: "expected '=' after the name"
        case .expectedText: "expected text or an attribute after '='"
        case .termWithoutText: "a term needs text of its own, not attributes alone"
        case .expected(let character): "expected '\(character)'"
        case .arrowNotAtLineEnd: "'->' must be the last thing on its line; variants start on the next one"
        case .noDefaultVariant: "one variant must be marked with '*' as the one to use when no other fits"
        case .severalDefaultVariants: "only one variant may be marked with '*'"
        case .repeatedVariant(let key): "the variant [\(key)] stands here twice"
        case .repeatedAttribute(let name): "the attribute .\(name) stands here twice"
        case .repeatedIdentifier(let name, let first): "'\(name)' was already defined on line \(first)"
        case .variantNotOnOwnLine: "each variant stands on a line of its own"
        case .badSelector: "a choice can be made by $variable, NUMBER($variable) or -term.attribute only"
        case .badPlaceable: "expected $variable, -term, message, \"text\" or a number between braces"
        case .badArgument: "a term takes arguments of the form name: \"text\" or name: number only"
        case .unknownFunction(let name): "there is no function \(name)(); LIST() and NUMBER() are all there are"
        case .numberOutsideSelector: "NUMBER() may stand before '->' only; numbers arrive already formatted"
        case .badEscape: "in quoted text '\\' may be followed by '\\', '\"', u and 4 or U and 6 hexadecimal digits"
        case .unclosedString: "quoted text must end on its line"
        case .badNumber: "not a number that can be written here"
        case .strayBrace: "'}' without a '{' before it"
        case .notIndented: "text on a following line must be indented"
        case .tabIndent: "indent with spaces, not tabs"
        case .nestedTooDeep(let limit): "choices within choices go deeper than \(limit)"
        case .tooMany(let limit): "more than \(limit) variants or attributes stand here"
        }
    }

    fileprivate var help: String? {
        switch self {
        case .strayBrace: "to show a brace write { \"}\" }"
        case .noDefaultVariant: "for plurals mark [other]: *[other]"
        default: nil
        }
    }
}
