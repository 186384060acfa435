package import Statistics

/// Texts with the first word of a lexicon that they hold replaced by words that signal something else.
///
/// Grammar is not repaired: a prefix or an agreement that the new word would need is not made.
package struct LexiconSwap: Sendable {
    package let lexicon: SwapLexicon
    package let axis: SwapLexicon.Axis
    /// By first word in lower case, longest first: the words of entries, and which they are.
    private let index: [String: [(words: [String], entries: [Int])]]
    /// By what is held and then by what is changed: entries.
    private let slots: [String: [String: [Int]]]

    package init(_ lexicon: SwapLexicon, axis: SwapLexicon.Axis) {
        self.lexicon = lexicon
        self.axis = axis
        var phrases: [[String]: [Int]] = [:]
        var slots: [String: [String: [Int]]] = [:]
        for (number, entry) in lexicon.entries.enumerated() {
            guard let slot = Self.slot(entry, axis), let signal = entry.signals[axis.changed] else { continue }
            phrases[WordSpans.words(of: entry.text), default: []].append(number)
            slots[slot, default: [:]][signal, default: []].append(number)
        }
        var index: [String: [(words: [String], entries: [Int])]] = [:]
        for (words, entries) in phrases { index[words[0], default: []].append((words, entries)) }
        for key in index.keys { index[key]?.sort { $0.words.count > $1.words.count } }
        self.index = index
        self.slots = slots
    }

    private static func slot(_ entry: SwapLexicon.Entry, _ axis: SwapLexicon.Axis) -> String? {
        var parts: [String] = []
        for name in axis.held {
            guard let value = entry.signals[name] else { return nil }
            parts.append("\(value.utf8.count):\(value)")
        }
        return parts.joined()
    }

    /// The words of one signal that can stand in a place.
    package struct Choice: Sendable, Hashable {
        package let signal: String
        package let texts: [String]
    }

    /// What can stand in a place, by signal in byte order.
    private func choices(slot: String) -> [Choice] {
        (slots[slot] ?? [:]).sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { signal, entries in
            Choice(signal: signal, texts: entries.map { lexicon.entries[$0].text })
        }
    }

    /// What can stand in a place of a template, for each way to hold the rest, of two signals or more.
    package var fillings: [[Choice]] {
        slots.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { choices(slot: $0) }.filter {
            $0.count > 1
        }
    }

    /// The swaps of one text: one for each other signal, with a word drawn among its words. A word that signals more
    /// than one thing is left alone, as nobody knows which it signals here.
    ///
    /// Of lexicons that swap every word, the words that signal what the first one does and have a counterpart.
    ///
    /// - Complexity: O(characters), and O(entries) for each swap.
    package func swaps(of text: String, random: inout RandomStream) -> [TextForm.Written] {
        let characters = Array(text)
        let spans = WordSpans.spans(of: characters)
        let words = spans.map { String(characters[$0]).lowercased() }
        let found = standings(spans, words)
        guard let first = found.first else { return [] }
        guard lexicon.swapsEvery else {
            let own = String(
                characters[spans[first.words.lowerBound].lowerBound..<spans[first.words.upperBound - 1].upperBound])
            return choices(slot: first.slot).filter { $0.signal != first.signal }.map { choice in
                let word = choice.texts[Self.drawn(choice.texts.count, &random)]
                return TextForm.Written(
                    from: first.signal, to: choice.signal, fromText: own, toText: WordSpans.inCase(of: own, word),
                    text: replacing(Array(words[first.words]), with: word, in: characters, spans, words))
            }
        }
        let own = found.filter { $0.signal == first.signal }
        var others: Set<String> = []
        for standing in own { others.formUnion((slots[standing.slot] ?? [:]).keys) }
        return others.subtracting([first.signal]).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { signal in
            var output = ""
            var place = 0
            for standing in own {
                guard let entries = slots[standing.slot]?[signal] else { continue }
                let word = lexicon.entries[entries[Self.drawn(entries.count, &random)]].text
                let range =
                    spans[standing.words.lowerBound].lowerBound..<spans[standing.words.upperBound - 1].upperBound
                output += String(characters[place..<range.lowerBound])
                output += WordSpans.inCase(of: String(characters[range]), word)
                place = range.upperBound
            }
            return TextForm.Written(from: first.signal, to: signal, text: output + String(characters[place...]))
        }
    }

    private static func drawn(_ count: Int, _ random: inout RandomStream) -> Int {
        min(count - 1, Int(random.uniform() * Double(count)))
    }

    /// Where a word of the lexicon stands, what it signals, and what is held when it is swapped.
    private struct Standing {
        let words: Range<Int>
        let signal: String
        let slot: String
    }

    /// The words that can be swapped, in their order; of those that swap one alone, the first.
    private func standings(_ spans: [Range<Int>], _ words: [String]) -> [Standing] {
        var found: [Standing] = []
        var start = 0
        while start < words.count, found.isEmpty || lexicon.swapsEvery {
            let standing = standing(at: start, spans, words)
            if let standing { found.append(standing) }
            start = standing?.words.upperBound ?? start + 1
        }
        return found
    }

    private func standing(at start: Int, _ spans: [Range<Int>], _ words: [String]) -> Standing? {
        for phrase in index[words[start]] ?? [] {
            let end = start + phrase.words.count
            guard end <= words.count, Array(words[start..<end]) == phrase.words,
                (start + 1..<end).allSatisfy({ spans[$0].lowerBound - spans[$0 - 1].upperBound == 1 })
            else { continue }
            let signals = Set(phrase.entries.compactMap { lexicon.entries[$0].signals[axis.changed] })
            guard signals.count == 1, let signal = signals.first, let entry = phrase.entries.first,
                let slot = Self.slot(lexicon.entries[entry], axis)
            else { return nil }
            return Standing(words: start..<end, signal: signal, slot: slot)
        }
        return nil
    }

    /// Every standing of a phrase replaced, each in its own case.
    private func replacing(
        _ phrase: [String], with replacement: String, in characters: [Character], _ spans: [Range<Int>],
        _ words: [String]
    ) -> String {
        var text = ""
        var place = 0
        var start = 0
        while start + phrase.count <= words.count {
            guard Array(words[start..<start + phrase.count]) == phrase else {
                start += 1
                continue
            }
            let range = spans[start].lowerBound..<spans[start + phrase.count - 1].upperBound
            text += String(characters[place..<range.lowerBound])
            text += WordSpans.inCase(of: String(characters[range]), replacement)
            place = range.upperBound
            start += phrase.count
        }
        return text + String(characters[place...])
    }

    /// The changes that swaps make of one column of originals.
    ///
    /// - Returns: the changes, and how many originals hold no word that can be swapped.
    package func changes(
        of originals: [CounterfactualBatch.Original], column: Int, seed: UInt64
    ) -> (changes: [CounterfactualBatch.Change], untouched: Int) {
        var random = RandomStream(seed: seed, name: "swaps")
        return CounterfactualBatch.changes(
            of: originals, column: column, kind: lexicon.kind, madeWith: lexicon.source.mark
        ) { swaps(of: $0, random: &random) }
    }

    /// Whether a column is a list of people and not texts: most cells that hold a word of the lexicon hold little else.
    /// A lexicon is for texts made to probe a model, never to tell real people apart.
    package func isListOfBearers(_ cells: [String?]) -> Bool {
        var random = RandomStream(seed: 0, name: "bearers")
        var (hits, short) = (0, 0)
        for case let cell? in cells where !swaps(of: cell, random: &random).isEmpty {
            hits += 1
            if WordSpans.words(of: cell).count <= 3 { short += 1 }
        }
        return hits >= 5 && short * 2 > hits
    }
}

/// Texts made of templates: `{}` filled with words of a lexicon.
package struct TemplateFills: Sendable {
    /// A template and its name.
    package struct Template: Sendable, Hashable {
        package let id: String
        package let text: String

        package init(id: String, text: String) {
            self.id = id
            self.text = text
        }
    }

    /// Where words are put.
    package static let place = "{}"

    /// For each template, each way to hold the rest and each turn: the first signal is the original, the others are its
    /// changes. The units are templates, as texts of one template are not independent.
    ///
    /// - Parameter turns: how many words of each signal are tried in a template.
    package static func batch(
        _ templates: [Template], _ swap: LexiconSwap, column: String, turns: Int
    ) -> CounterfactualBatch {
        var originals: [CounterfactualBatch.Original] = []
        var changes: [CounterfactualBatch.Change] = []
        for template in templates where template.text.contains(place) {
            for filling in swap.fillings {
                for turn in 0..<turns {
                    let words = filling.map { $0.texts[turn % $0.texts.count] }
                    let texts = words.map { template.text.replacing(place, with: $0) }
                    originals.append(.init(id: "\(template.id)-\(originals.count + 1)", cells: [texts[0]]))
                    for index in filling.indices.dropFirst() {
                        changes.append(
                            .init(
                                id: "c\(changes.count + 1)", original: originals.count - 1, template: template.id,
                                kind: swap.lexicon.kind, from: filling[0].signal, to: filling[index].signal,
                                fromText: words[0], toText: words[index], madeWith: swap.lexicon.source.mark,
                                cells: [texts[index]]))
                    }
                }
            }
        }
        return CounterfactualBatch(columns: [column], originals: originals, changes: changes)
    }
}
