import Diagnostics
import Metrics
import Tables

/// Says what could stand at a place of a line: made from the declarations of the commands, so that it offers what the
/// parser takes, and from the names of a session.
package struct Completer: Sendable {
    let registry: CommandRegistry
    let vocabulary: Vocabulary

    package init(registry: CommandRegistry = .standard, vocabulary: Vocabulary) {
        self.registry = registry
        self.vocabulary = vocabulary
    }

    /// The word being typed, and what stands before it.
    struct Place {
        let outline: LineOutline
        /// The names there are when the commands before it have run.
        let vocabulary: Vocabulary
        /// What is typed of the word, without its quote.
        let typed: String
        /// The quote it starts with.
        let quote: Token.Kind?
        /// Whether it starts with the dashes of an option.
        let isOption: Bool
        let range: Range<Int>
    }

    /// What could stand before the cursor.
    ///
    /// - Parameter cursor: an offset in characters.
    /// - Returns: `nil` where nothing is known: in comments, behind closed quotes, in place of free text.
    package func suggestions(for line: String, at cursor: Int) -> Suggestions? {
        guard let place = place(in: line, at: cursor) else { return nil }
        var seen: Set<String> = []
        let entries = NameMatching.matching(place.typed, among: offers(at: place)).map { offer in
            Suggestion(
                text: offer.text ?? offer.name, title: offer.name, detail: offer.detail, kind: offer.kind,
                isWhole: offer.isWhole)
        }.filter { seen.insert($0.text).inserted }
        return entries.isEmpty ? nil : Suggestions(range: place.range, entries: entries)
    }

    private func place(in line: String, at cursor: Int) -> Place? {
        let before = String(line.prefix(cursor))
        let pieces: Lexer.Pieces
        do {
            var lexer = try Lexer(line: before)
            pieces = lexer.pieces()
        } catch { return nil }
        let count = before.count
        // A comment that reaches the cursor is text.
        if let comment = pieces.comments.last, comment.column - 1 + comment.length == count { return nil }
        if let fault = pieces.faults.last, fault.column - 1 + fault.length == count { return nil }
        var tokens = pieces.tokens
        var partial: Token?
        if let open = pieces.open {
            partial = open
        } else if let last = tokens.last, last.span.column - 1 + last.span.length == count, last.kind != .symbol {
            guard last.kind == .word else { return nil }
            partial = tokens.removeLast()
        }
        let statements = tokens.split(omittingEmptySubsequences: false) { $0.isSymbol(";") }
        let known = statements.dropLast().reduce(vocabulary) { $0.following(LineOutline($1, registry: registry)) }
        let outline = LineOutline(statements.last ?? [], registry: registry)
        let isOption = partial.map { $0.kind == .word && $0.text.hasPrefix("-") } ?? false
        return Place(
            outline: outline, vocabulary: known, typed: partial?.text ?? "",
            quote: partial.flatMap { $0.kind == .word ? nil : $0.kind },
            isOption: isOption, range: (partial.map { $0.span.column - 1 } ?? count)..<count)
    }

    private func offers(at place: Place) -> [NameOffer] {
        switch place.outline.expectation {
        case .nothing: return []
        case .command:
            return bare(
                registry.declarations.map { NameOffer(name: $0.name, detail: $0.summary, kind: .command) }
                    + place.vocabulary.shortcuts.names.map {
                        NameOffer(name: $0, detail: place.vocabulary.shortcuts[$0] ?? "", kind: .command)
                    }, place)
        case .item(let slot): return items(slot, place)
        case .value(let slot): return values(of: slot, place)
        case .operand(let slot):
            let columns = spelt(
                slot.isOfFilter ? resultColumns(place.outline) : columns(place), place, Spelling.name)
            return columns + (place.typed.isEmpty ? [] : words(["not"], place))
        case .comparison:
            return words(
                ["=", "!=", "<", "<=", ">", ">=", "in", "not in", "between", "like", "is null", "is not null"], place)
        case .columnValue(let column): return columnValues(column, place)
        case .words(let words, let items): return self.words(words, place) + (items ? clauses(place) : [])
        case .filter: return words(Filter.names, place)
        }
    }

    /// Values of a parameter that is due, and clauses.
    private func items(_ slot: LineOutline.Slot?, _ place: Place) -> [NameOffer] {
        guard let slot, !place.isOption else { return clauses(place) }
        let values = values(of: slot, place)
        let parameter = place.outline.declaration?.parameters.first { $0.name == slot.word }
        let isDue = parameter?.isRequired == true && !place.outline.parameters.contains { $0.name == slot.word }
        return isDue ? values : values + clauses(place)
    }

    /// The clauses that are not given yet, required ones first.
    private func clauses(_ place: Place) -> [NameOffer] {
        guard let declaration = place.outline.declaration else { return [] }
        let given = Set(place.outline.clauses.map(\.word))
        let free = declaration.clauses.filter { $0.isRepeatable || !given.contains($0.word) }
        let dashes = place.isOption ? "--" : ""
        return bare(
            (free.filter(\.isRequired) + free.filter { !$0.isRequired }).map {
                NameOffer(name: dashes + $0.word, detail: $0.summary, kind: .clause)
            }, place)
    }

    func words(_ words: [String], _ place: Place) -> [NameOffer] {
        bare(words.map { NameOffer(name: $0, kind: .word) }, place)
    }

    /// Names that stand without quotes: none where one was typed.
    func bare(_ offers: [NameOffer], _ place: Place) -> [NameOffer] { place.quote == nil ? offers : [] }

    /// Names with the quotes that they need there, or those that were typed.
    func spelt(_ offers: [NameOffer], _ place: Place, _ spell: (String) -> String) -> [NameOffer] {
        offers.map { offer in
            var offer = offer
            let text =
                switch place.quote {
                case .quotedName: Spelling.quotedName(offer.name)
                case .string: Spelling.string(offer.name)
                default: spell(offer.name)
                }
            // What goes on inside its quotes does not close them.
            let isOpen = !offer.isWhole && (text.hasSuffix("\"") || text.hasSuffix("'"))
            offer.text = isOpen ? String(text.dropLast()) : text
            return offer
        }
    }
}
