/// Words that a name has to hold, joined by `and`, `or`, `not` and parentheses: `credit and not (slow or kenya*)`.
///
/// A word with `*` or `?` has to fit the whole name, any other only a part of it; upper and lower case are one.
struct NameExpression: Sendable {
    /// The most words and signs of one expression.
    static let tokenLimit = 200

    /// Why a text is no such expression.
    enum Problem: Error, Hashable {
        case tooLong
        /// What was expected before this word, or before the end.
        case expected(String, before: String?)
    }

    private indirect enum Node: Sendable {
        case part(String)
        case whole(LikePattern)
        case not(Node)
        case all([Node])
        case any([Node])
    }

    private let root: Node

    /// - Throws: `Problem`.
    init(_ source: String) throws(Problem) {
        var tokens = Self.tokens(source)[...]
        guard tokens.count <= Self.tokenLimit, source.utf8.count <= 8_192 else { throw .tooLong }
        root = try Self.alternatives(&tokens)
        if let left = tokens.first { throw .expected("'and' or 'or'", before: left) }
    }

    /// Whether the name has what the expression asks for.
    func matches(_ name: String) -> Bool { Self.holds(root, name.lowercased()) }

    private static func holds(_ node: Node, _ name: String) -> Bool {
        switch node {
        case .part(let text): name.contains(text)
        case .whole(let pattern): pattern.matches(name)
        case .not(let inner): !holds(inner, name)
        case .all(let nodes): nodes.allSatisfy { holds($0, name) }
        case .any(let nodes): nodes.contains { holds($0, name) }
        }
    }

    private static func tokens(_ source: String) -> [String] {
        var tokens: [String] = []
        var word = ""
        func end() {
            if !word.isEmpty { tokens.append(word) }
            word = ""
        }
        for character in source {
            if character.isWhitespace {
                end()
            } else if character == "(" || character == ")" {
                end()
                tokens.append(String(character))
            } else {
                word.append(character)
            }
        }
        end()
        return tokens
    }

    private static func alternatives(_ tokens: inout ArraySlice<String>) throws(Problem) -> Node {
        var nodes = [try conjunction(&tokens)]
        while tokens.first == "or" {
            tokens.removeFirst()
            nodes.append(try conjunction(&tokens))
        }
        return nodes.count == 1 ? nodes[0] : .any(nodes)
    }

    private static func conjunction(_ tokens: inout ArraySlice<String>) throws(Problem) -> Node {
        var nodes = [try operand(&tokens)]
        while tokens.first == "and" {
            tokens.removeFirst()
            nodes.append(try operand(&tokens))
        }
        return nodes.count == 1 ? nodes[0] : .all(nodes)
    }

    private static func operand(_ tokens: inout ArraySlice<String>) throws(Problem) -> Node {
        guard let token = tokens.popFirst() else { throw .expected("a word", before: nil) }
        switch token {
        case "not": return .not(try operand(&tokens))
        case "(":
            let inner = try alternatives(&tokens)
            guard tokens.popFirst() == ")" else { throw .expected("')'", before: tokens.first) }
            return inner
        case ")", "and", "or": throw .expected("a word", before: token)
        default:
            guard token.contains(where: { $0 == "*" || $0 == "?" }) else { return .part(token.lowercased()) }
            guard let pattern = LikePattern(wildcards: token.lowercased()) else { throw .tooLong }
            return .whole(pattern)
        }
    }
}
