package import Interchange

/// Words of one kind in one place, for swaps: names, places, languages, or words of varieties of a language.
///
/// What is in it is data of a locale pack, with its source and review; nothing here says who bears a name.
package struct SwapLexicon: Sendable, Hashable {
    /// One word or phrase, and what it signals.
    package struct Entry: Sendable, Hashable {
        package let text: String
        /// Such as `part`: given, `sex`: female, `group`: Kamba; `concept` and `variety` of a word.
        package let signals: [String: String]
    }

    /// What swaps hold fixed and what they change.
    package struct Axis: Sendable, Hashable {
        /// The signal that is changed.
        package let changed: String
        /// Those that stay.
        package let held: [String]
    }

    package let place: String
    package let kind: String
    package let source: PackSource
    /// Whether a purpose must be stated: the signal can endanger people.
    package let isRestricted: Bool
    /// What can be changed, the first if nothing is said.
    package let axes: [Axis]
    package let entries: [Entry]
    /// Whether every word that can be swapped is, and not the first one alone: a text in another language or spelling.
    package let swapsEvery: Bool

    /// Reads a lexicon; one without source, licence, date, review state or reviewers is refused, with the place of what
    /// is wrong.
    package init(_ document: PlacedJSON) throws(PackError) {
        try document.only(PackSource.members + ["place", "kind", "restricted", "axes", "every", "entries"])
        place = try document.required("place")
        kind = try document.required("kind")
        source = try PackSource(document, name: "\(place)/\(kind)")
        isRestricted = document["restricted"]?.value.boolean ?? false
        swapsEvery = document["every"]?.value.boolean ?? false
        var axes: [Axis] = []
        for axis in document["axes"]?.elements ?? [] {
            try axis.only(["changed", "held"])
            axes.append(
                Axis(
                    changed: try axis.required("changed"), held: axis["held"]?.elements?.compactMap(\.string) ?? []))
        }
        guard !axes.isEmpty else { throw (document["axes"] ?? document).error("'axes' is missing") }
        self.axes = axes
        var entries: [Entry] = []
        var seen: Set<Entry> = []
        for value in document["entries"]?.elements ?? [] {
            let word = try value.required("text")
            var signals: [String: String] = [:]
            for member in value.members ?? [] where member.name != "text" {
                guard let signal = member.value.string else {
                    throw member.value.error("'\(word)': \(member.name) is no text")
                }
                signals[member.name] = signal
            }
            let entry = Entry(text: word, signals: signals)
            guard !WordSpans.words(of: word).isEmpty else { throw value.error("'\(word)' holds no word") }
            guard seen.insert(entry).inserted else { throw value.error("'\(word)' stands here twice") }
            for axis in axes where signals[axis.changed] == nil && axis.held.allSatisfy({ signals[$0] != nil }) {
                throw value.error("'\(word)' has no '\(axis.changed)'")
            }
            entries.append(entry)
        }
        guard entries.count > 1 else { throw (document["entries"] ?? document).error("there is nothing to swap") }
        self.entries = entries
    }

    /// What is to be said of it wherever its swaps are used.
    package var provenance: String { "\(kind) of \(place): \(source.provenance)" }
}

/// Where the words of a text begin and end.
///
/// A word is a run of letters, marks and digits of any script, with apostrophes between letters.
package enum WordSpans {
    /// Whether a character is part of a word.
    static func isOfWord(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
            return true
        default: return false
        }
    }

    private static func isApostrophe(_ character: Character) -> Bool {
        character == "'" || character == "’" || character == "ʼ"
    }

    /// - Complexity: O(characters).
    package static func spans(of characters: [Character]) -> [Range<Int>] {
        var spans: [Range<Int>] = []
        var start: Int?
        for (index, character) in characters.enumerated() {
            // Of English: the s behind an apostrophe is no part of the name.
            let isPossessive =
                index + 1 < characters.count && ["s", "S"].contains(characters[index + 1])
                && (index + 2 == characters.count || !isOfWord(characters[index + 2]))
            let joins =
                isApostrophe(character) && start != nil && index + 1 < characters.count
                && isOfWord(characters[index + 1]) && !isPossessive
            if isOfWord(character) || joins {
                start = start ?? index
            } else if let begun = start {
                spans.append(begun..<index)
                start = nil
            }
        }
        if let start { spans.append(start..<characters.count) }
        return spans
    }

    /// The words of a text in lower case.
    static func words(of text: String) -> [String] {
        let characters = Array(text)
        return spans(of: characters).map { String(characters[$0]).lowercased() }
    }

    /// A replacement in the case of what it replaces: all capitals, a capital first, or small letters.
    static func inCase(of original: String, _ replacement: String) -> String {
        let letters = original.filter { $0.isLetter && ($0.isUppercase || $0.isLowercase) }
        guard let first = letters.first else { return replacement }
        if letters.count > 1, letters.allSatisfy(\.isUppercase) { return replacement.uppercased() }
        if letters.allSatisfy(\.isLowercase) { return replacement.lowercased() }
        guard first.isUppercase, let start = replacement.first else { return replacement }
        return start.uppercased() + replacement.dropFirst()
    }
}
