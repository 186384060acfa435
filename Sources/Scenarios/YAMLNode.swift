import Yams

/// A value of a scenario file with its place; what it means is for the schema to say.
struct YAMLNode: Sendable {
    enum Content: Sendable {
        /// The text, and whether it stands without quotes.
        case scalar(String, isPlain: Bool)
        case list([YAMLNode])
        case mapping([(key: YAMLNode, value: YAMLNode)])
    }

    let content: Content
    let position: Position
    /// Characters to mark in an excerpt.
    let length: Int
}

extension YAMLNode {
    /// Builds the tree of `source`, which has passed `YAMLSubsetScanner`.
    ///
    /// - Throws: one problem with its place: the library stops at the first.
    static func composing(_ source: SourceText) throws(ScenarioProblem) -> YAMLNode? {
        do {
            // The library keeps a pointer to the text's bytes, which very short strings do not have.
            let text = source.text + String(repeating: "\n", count: 16)
            let parser = try Yams.Parser(yaml: text, encoding: .utf8)
            // Anchors live as long as the parser does.
            return try withExtendedLifetime(parser) {
                guard let root = try parser.singleRoot() else { return nil }
                return try YAMLNode(root, in: source)
            }
        } catch let error as YamlError {
            throw problem(of: error, in: source)
        } catch let problem as ScenarioProblem {
            throw problem
        } catch {
            throw ScenarioProblem(.syntax("it cannot be read"), at: Position(line: 1, column: 1))
        }
    }

    private init(_ node: Yams.Node, in source: SourceText) throws(ScenarioProblem) {
        let mark = node.mark
        let position = source.position(line: mark?.line ?? 1, scalarColumn: mark?.column ?? 1)
        // The scanner has refused these; if it ever misses one, nothing is read.
        if let anchor = node.anchor { throw ScenarioProblem(.anchor("&\(anchor)"), at: position) }
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            content = .scalar(scalar.string, isPlain: isPlain)
            let isBlock = scalar.style == .literal || scalar.style == .folded
            length = isBlock ? 1 : max(1, scalar.string.count + (isPlain ? 0 : 2))
        case .sequence(let elements):
            var nodes: [YAMLNode] = []
            for element in elements { nodes.append(try YAMLNode(element, in: source)) }
            content = .list(nodes)
            length = 1
        case .mapping(let members):
            var pairs: [(key: YAMLNode, value: YAMLNode)] = []
            for member in members {
                pairs.append((try YAMLNode(member.key, in: source), try YAMLNode(member.value, in: source)))
            }
            content = .mapping(pairs)
            length = 1
        case .alias: throw ScenarioProblem(.alias("*"), at: position)
        }
        self.position = position
    }

    private static func problem(of error: YamlError, in source: SourceText) -> ScenarioProblem {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let position = source.position(line: mark.line, scalarColumn: mark.column)
            guard let context else { return ScenarioProblem(.syntax(problem), at: position) }
            return ScenarioProblem(
                .syntax("\(problem) \(context.text), begun in line \(context.mark.line)"), at: position)
        case .duplicatedKeysInMapping(let duplicates, let context):
            let mark = context.mark
            return ScenarioProblem(
                .duplicateKey(duplicates.first ?? "", firstLine: mark.line),
                at: source.position(line: mark.line, scalarColumn: mark.column))
        default:
            return ScenarioProblem(.syntax("it cannot be read"), at: Position(line: 1, column: 1))
        }
    }
}
