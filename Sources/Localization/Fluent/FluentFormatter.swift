/// Something that went wrong while a message was formatted; what could not be resolved stays visible in braces.
package enum FluentIssue: Hashable, Sendable {
    case missingVariable(String, in: String)
    case missingMessage(String, in: String)
    case missingTerm(String, in: String)
    /// The message refers to itself, through others or directly.
    case cycle(String)
    /// More references within references, or more of them, than the limits allow.
    case tooManyReferences(in: String)
}

/// Where a formatter finds messages and terms.
package protocol FluentScope {
    /// The message or term, written as in a file (`-name` for a term).
    func entry(_ reference: String) -> FluentEntry?
    /// The plural category of `number` in the language of the message.
    func category(of number: Double) -> PluralCategory
    /// The items as an enumeration in the language of the message.
    func list(_ items: [String]) -> String
}

/// Puts arguments into messages.
///
/// - Complexity: O(length of the result); at most `maximumDepth` references within each other and `maximumReferences`
///   in all, so that a hostile file cannot blow up.
package struct FluentFormatter<Scope: FluentScope> {
    package static var maximumDepth: Int { 16 }
    package static var maximumReferences: Int { 1_000 }

    private let scope: Scope
    private let root: String
    private var pieces: [FluentPiece] = []
    private var open: [String]
    private var references = 0
    /// In the order in which they were met.
    package private(set) var issues: [FluentIssue] = []

    /// Formats one pattern.
    ///
    /// - Parameters:
    ///   - reference: the message's identifier, for issues and the detection of cycles.
    package static func format(
        _ pattern: FluentPattern, of reference: String, arguments: [String: FluentValue], scope: Scope
    ) -> (pieces: [FluentPiece], issues: [FluentIssue]) {
        var formatter = FluentFormatter(scope: scope, root: reference)
        formatter.write(pattern, arguments: arguments, isTerm: false)
        return (formatter.pieces, formatter.issues)
    }

    private init(scope: Scope, root: String) {
        self.scope = scope
        self.root = root
        open = [root]
    }

    private mutating func write(_ text: String) {
        if case .text(let before)? = pieces.last {
            pieces[pieces.count - 1] = .text(before + text)
        } else {
            pieces.append(.text(text))
        }
    }

    private mutating func write(_ pattern: FluentPattern, arguments: [String: FluentValue], isTerm: Bool) {
        for element in pattern.elements {
            switch element {
            case .text(let text): write(text)
            case .placeable(let expression): write(expression, arguments: arguments, isTerm: isTerm)
            }
        }
    }

    private mutating func write(_ expression: FluentExpression, arguments: [String: FluentValue], isTerm: Bool) {
        switch expression {
        case .string(let text), .number(_, let text): write(text)
        case .variable(let name), .list(let name):
            guard let value = arguments[name] else {
                issues.append(.missingVariable(name, in: root))
                write("{$\(name)}")
                return
            }
            let text = text(of: value)
            // A term's parameters are literals of the translator: they need no isolation.
            if isTerm { write(text) } else { pieces.append(.value(name: name, text)) }
        case .message(let id, let attribute):
            let full = id + (attribute.map { "." + $0 } ?? "")
            guard let entry = scope.entry(id), let pattern = attribute.map({ entry.attribute($0) }) ?? entry.value
            else {
                issues.append(.missingMessage(full, in: root))
                write("{\(full)}")
                return
            }
            enter(full) { $0.write(pattern, arguments: arguments, isTerm: isTerm) }
        case .term(let id, let literals):
            guard let pattern = scope.entry("-" + id)?.value else {
                issues.append(.missingTerm("-" + id, in: root))
                write("{-\(id)}")
                return
            }
            enter("-" + id) { $0.write(pattern, arguments: literals.mapValues(\.value), isTerm: true) }
        case .select(let selector, let variants):
            let value = value(of: selector, arguments: arguments, isTerm: isTerm)
            guard let variant = choose(among: variants, for: value) else { return }
            write(variant.value, arguments: arguments, isTerm: isTerm)
        }
    }

    /// Runs `body` within a reference, unless that would not end.
    private mutating func enter(_ reference: String, _ body: (inout FluentFormatter) -> Void) {
        guard !open.contains(reference) else {
            issues.append(.cycle(reference))
            write("{\(reference)}")
            return
        }
        guard open.count < Self.maximumDepth, references < Self.maximumReferences else {
            issues.append(.tooManyReferences(in: root))
            write("{\(reference)}")
            return
        }
        references += 1
        open.append(reference)
        body(&self)
        open.removeLast()
    }

    private func text(of value: FluentValue) -> String {
        switch value {
        case .text(let text), .number(_, let text): text
        case .list(let items): scope.list(items)
        }
    }

    private mutating func value(
        of selector: FluentSelector, arguments: [String: FluentValue], isTerm: Bool
    ) -> FluentValue? {
        switch selector {
        case .variable(let name):
            // A term without its parameter takes its default form; a message must be given what it names.
            if arguments[name] == nil, !isTerm { issues.append(.missingVariable(name, in: root)) }
            return arguments[name]
        case .termAttribute(let id, let attribute, let literals):
            guard let pattern = scope.entry("-" + id)?.attribute(attribute) else {
                issues.append(.missingTerm("-\(id).\(attribute)", in: root))
                return nil
            }
            let outer = pieces
            pieces = []
            enter("-\(id).\(attribute)") { $0.write(pattern, arguments: literals.mapValues(\.value), isTerm: true) }
            defer { pieces = outer }
            return .text(pieces.joined(isolating: false))
        }
    }

    private func choose(among variants: [FluentVariant], for value: FluentValue?) -> FluentVariant? {
        let chosen: FluentVariant? =
            switch value {
            case .text(let text): variants.first { $0.key == .name(text) }
            case .number(let number, _):
                variants.first { $0.key == .number(number) }
                    ?? variants.first { $0.key == .name(scope.category(of: number).rawValue) }
            case .list, nil: nil
            }
        return chosen ?? variants.first(where: \.isDefault)
    }
}

extension FluentLiteral {
    fileprivate var value: FluentValue {
        switch self {
        case .string(let text): .text(text)
        case .number(let number, let text): .number(number, formatted: text)
        }
    }
}
