import Interchange
import Diagnostics
import Metrics
import Tables

/// What the parts of a line are, for their colours; names nobody knows are told before the line is run.
package struct Highlighter: Sendable {
    /// A part of a line.
    package struct Span: Hashable, Sendable {
        /// Offsets of characters.
        package let range: Range<Int>
        package let kind: Kind
    }

    package enum Kind: Hashable, Sendable {
        case command, clause, text, number, comment, unknown
    }

    private let completer: Completer

    package init(registry: CommandRegistry = .standard, vocabulary: Vocabulary) {
        completer = Completer(registry: registry, vocabulary: vocabulary)
    }

    /// The parts that have a kind.
    ///
    /// - Parameter cursor: where a word may still be typed, an offset in characters: it is unknown only once no name
    ///   begins like it; `nil` if all are complete.
    /// - Complexity: O(characters + names).
    package func spans(of line: String, cursor: Int?) -> [Span] {
        let pieces: Lexer.Pieces
        do {
            var lexer = try Lexer(line: line)
            pieces = lexer.pieces()
        } catch { return [] }
        var spans = pieces.comments.map { Span(range: Self.range($0), kind: .comment) }
        spans += pieces.faults.map { Span(range: Self.range($0), kind: .unknown) }
        var vocabulary = completer.vocabulary
        for statement in pieces.tokens.split(whereSeparator: { $0.isSymbol(";") }) {
            let outline = LineOutline(statement, registry: completer.registry)
            for (token, meaning) in zip(statement, outline.meanings) {
                let range = Self.range(token.span)
                let isTyped = cursor.map { $0 == range.upperBound } ?? false
                if let kind = kind(token, meaning, outline, vocabulary, isTyped: isTyped) {
                    spans.append(Span(range: range, kind: kind))
                }
            }
            vocabulary = vocabulary.following(outline)
        }
        if let open = pieces.open { spans.append(Span(range: Self.range(open.span), kind: .text)) }
        return spans
    }

    private static func range(_ span: TextSpan) -> Range<Int> { (span.column - 1)..<(span.column - 1 + span.length) }

    private func kind(
        _ token: Token, _ meaning: LineOutline.Meaning, _ outline: LineOutline, _ vocabulary: Vocabulary,
        isTyped: Bool
    ) -> Kind? {
        switch meaning {
        case .command(let isKnown):
            let shortcuts = vocabulary.shortcuts.names
            if isKnown || shortcuts.contains(token.text) { return .command }
            let names = completer.registry.names + shortcuts
            return isTyped && names.contains { $0.hasPrefix(token.text) } ? nil : .unknown
        case .clause, .keyword: return .clause
        case .sign: return nil
        case .surplus:
            // Words behind an unknown command are not to blame.
            guard let declaration = outline.declaration, token.kind != .symbol else { return nil }
            let words = declaration.clauses.map(\.word) + ["and", "or"]
            return isTyped && words.contains { $0.hasPrefix(token.text.drop { $0 == "-" }) } ? nil : .unknown
        case .columnValue: return token.kind == .string ? .text : Self.literal(token)
        case .value(let slot):
            if isUnknown(token.text, slot, outline, vocabulary, isTyped: isTyped) { return .unknown }
            return token.kind == .string ? .text : Self.literal(token)
        }
    }

    private static func literal(_ token: Token) -> Kind? {
        token.kind == .word && PlainNumber.value(of: token.text) != nil ? .number : nil
    }

    private func isUnknown(
        _ name: String, _ slot: LineOutline.Slot, _ outline: LineOutline, _ vocabulary: Vocabulary, isTyped: Bool
    ) -> Bool {
        let known: [String]
        switch NameSource(slot, of: outline.declaration?.name ?? "") {
        case .columns:
            let tables = vocabulary.tables(for: outline)
            if !tables.isAll { return false }
            // Spans of time are columns too.
            known = tables.known.flatMap(\.header) + outline.values(of: "per")
        case .datasets: known = vocabulary.rows.map(\.name)
        case .kept: known = vocabulary.rows.map(\.name) + vocabulary.results
        case .metrics:
            if name == "all" || Catalogue.metric(named: name) != nil { return false }
            // `compare A vs B` names two models.
            if outline.declaration?.name == "compare", vocabulary.rows.contains(where: { $0.name == name }) {
                return false
            }
            known = Catalogue.names
        case .measures:
            if name == "all" || FairnessMeasure.names.contains(name) { return false }
            known = FairnessMeasure.names
        default: return false
        }
        if known.contains(name) { return false }
        return !(isTyped && known.contains { $0.hasPrefix(name) })
    }
}
