package import Interchange

/// A way to write the letters of one script in another, or in other letters of the same, by a table of a place pack.
///
/// Letter by letter: pronunciation that the letters do not show, such as doubled consonants of Amharic or the length of
/// Hausa vowels, is not made up. A text with a letter that the table lacks is left as it is, rather than half written.
package struct LetterTable: Sendable, Hashable {
    /// Such as `sera`.
    package let name: String
    /// Which languages it is of.
    package let languages: [String]
    /// The scripts by ISO 15924: `Ethi`, `Latn`.
    package let from: String
    package let to: String
    package let source: PackSource

    /// How letters of an abugida carry their vowel.
    struct Inherent: Sendable, Hashable {
        /// What a consonant without a sign is followed by.
        let vowel: String
        /// Whether it falls silent at the end of a word of more than one letter, unless consonants stand together there.
        let isSilentAtEnd: Bool
        let signs: [[Unicode.Scalar]: String]
        let consonants: Set<[Unicode.Scalar]>
    }

    private let letters: [[Unicode.Scalar]: String]
    /// What a letter is at the beginning of a word, where that differs.
    private let atStart: [[Unicode.Scalar]: String]
    private let inherent: Inherent?
    /// Whether letters that the table lacks stay, as the table changes only some of its script.
    private let isPartial: Bool
    private let longest: Int

    /// The scripts that a table can be of, and how Unicode's names of their letters begin.
    static let scripts = [
        "Arab": "ARABIC ", "Beng": "BENGALI ", "Deva": "DEVANAGARI ", "Ethi": "ETHIOPIC ", "Latn": "LATIN ",
        "Taml": "TAMIL ",
    ]

    /// The tables of a pack's `scripts.json`.
    ///
    /// - Throws: what is wrong and where; nothing is loaded by halves.
    package static func tables(of document: PlacedJSON) throws(PackError) -> [LetterTable] {
        try document.only(["place", "kind", "tables"])
        let place = try document.required("place")
        guard try document.required("kind") == "scripts" else {
            throw (document["kind"] ?? document).error("'kind' is scripts")
        }
        guard let own = document["tables"]?.elements, !own.isEmpty else {
            throw (document["tables"] ?? document).error("'tables' holds no table")
        }
        var tables: [LetterTable] = []
        for value in own {
            let table = try LetterTable(value, place: place)
            guard !tables.contains(where: { $0.name == table.name }) else {
                throw value.error("the table '\(table.name)' stands here twice")
            }
            tables.append(table)
        }
        return tables
    }

    private init(_ document: PlacedJSON, place: String) throws(PackError) {
        try document.only(
            PackSource.members + ["name", "languages", "from", "to", "letters", "partial", "inherent"])
        let name = try document.required("name")
        source = try PackSource(document, name: "\(place)/scripts/\(name)")
        guard let languages = document["languages"]?.elements?.compactMap(\.string), !languages.isEmpty else {
            throw (document["languages"] ?? document).error("'languages' names no language")
        }
        func script(_ key: String) throws(PackError) -> String {
            let code = try document.required(key)
            guard Self.scripts[code] != nil else {
                throw (document[key] ?? document).error(
                    "'\(code)' is none of the scripts " + Self.scripts.keys.sorted().joined(separator: ", "))
            }
            return code
        }
        let from = try script("from")
        isPartial = document["partial"]?.value.boolean ?? false
        let pairs = try Self.pairs(document, "letters", from: from)
        var (letters, atStart): ([[Unicode.Scalar]: String], [[Unicode.Scalar]: String]) = ([:], [:])
        for (key, text) in pairs {
            if key.first == "^" { atStart[Array(key.dropFirst())] = text } else { letters[key] = text }
        }
        var inherent: Inherent?
        if let own = document["inherent"] {
            try own.only(["vowel", "silent-at-end", "signs", "consonants"])
            let consonants = own["consonants"]?.string.map(Self.groups) ?? []
            for consonant in consonants where letters[consonant] == nil {
                throw (own["consonants"] ?? own).error("'\(Self.text(consonant))' is no letter of the table")
            }
            var signs: [[Unicode.Scalar]: String] = [:]
            for (key, text) in try Self.pairs(own, "signs", from: from) { signs[key] = text }
            inherent = Inherent(
                vowel: try own.required("vowel"), isSilentAtEnd: own["silent-at-end"]?.value.boolean ?? false,
                signs: signs, consonants: Set(consonants))
        }
        (self.name, self.languages, self.from, to) = (name, languages, from, try script("to"))
        (self.letters, self.atStart, self.inherent) = (letters, atStart, inherent)
        longest = (Array(letters.keys) + Array(atStart.keys)).map(\.count).max() ?? 1
    }

    /// Letters and what is written for them; a letter that stands twice would be written by chance.
    private static func pairs(
        _ document: PlacedJSON, _ name: String, from script: String
    ) throws(PackError) -> [([Unicode.Scalar], String)] {
        guard let members = document[name]?.members, !members.isEmpty else {
            throw (document[name] ?? document).error("'\(name)' holds no letter")
        }
        var pairs: [([Unicode.Scalar], String)] = []
        for member in members {
            guard let text = member.value.string else {
                throw member.value.error("what is written for '\(member.name)' is a text")
            }
            let letters = Array(member.name.unicodeScalars).filter { $0 != "^" }
            guard let first = letters.first, first == "'" || isOf(script, first) else {
                throw member.value.error("'\(member.name)' is no letter of \(script)")
            }
            pairs.append((Array(member.name.unicodeScalars), text))
        }
        return pairs
    }

    /// Letters apart by spaces.
    private static func groups(_ text: String) -> [[Unicode.Scalar]] {
        text.split(separator: " ").map { Array($0.unicodeScalars) }
    }

    private static func text(_ scalars: [Unicode.Scalar]) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    static func isOf(_ script: String, _ scalar: Unicode.Scalar) -> Bool {
        guard let start = scripts[script], let name = scalar.properties.name else { return false }
        return name.hasPrefix(start)
    }

    private static let apostrophes: Set<Unicode.Scalar> = ["'", "’", "ʼ"]

    /// Whether letters go on: a letter, or a mark on one.
    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || [.nonspacingMark, .spacingMark].contains(scalar.properties.generalCategory)
    }

    /// A text in the other letters.
    ///
    /// - Returns: `nil` if it holds none of the table's letters, or one of its script that the table lacks.
    /// - Complexity: O(characters).
    package func written(_ text: String) -> String? {
        let scalars = Array(text.unicodeScalars)
        var output = ""
        var (place, hasChanged, follows, lengthOfWord, isBound) = (0, false, false, 0, false)
        while place < scalars.count {
            guard let (key, own) = match(scalars, place, atStart: !follows) else {
                guard isPartial || !Self.isOf(from, scalars[place]) else { return nil }
                output.unicodeScalars.append(scalars[place])
                follows = Self.isOfWord(scalars[place]) || (follows && Self.apostrophes.contains(scalars[place]))
                lengthOfWord = follows ? lengthOfWord + 1 : 0
                isBound = false
                place += 1
                continue
            }
            hasChanged = true
            output += Self.inCase(of: scalars[place], own)
            place += key
            let letter = Array(scalars[place - key..<place])
            follows = Self.isOfWord(scalars[place - key])
            lengthOfWord = follows ? lengthOfWord + 1 : 0
            guard let inherent, inherent.consonants.contains(letter) else {
                isBound = false
                continue
            }
            if place < scalars.count, let sign = inherent.signs[[scalars[place]]] {
                output += sign
                place += 1
                isBound = sign.isEmpty
                continue
            }
            let isAtEnd = place == scalars.count || !Self.isOfWord(scalars[place])
            if !(isAtEnd && inherent.isSilentAtEnd && lengthOfWord > 1 && !isBound) { output += inherent.vowel }
            isBound = false
        }
        return hasChanged ? output : nil
    }

    /// The longest letter of the table that stands at a place, and what is written for it.
    private func match(
        _ scalars: [Unicode.Scalar], _ place: Int, atStart isAtStart: Bool
    ) -> (length: Int, text: String)? {
        for length in stride(from: min(longest, scalars.count - place), through: 1, by: -1) {
            let own = Array(scalars[place..<place + length])
            let key = own.map { letters[own] == nil && atStart[own] == nil ? Self.lowercase($0) : $0 }
            if isAtStart, let text = atStart[key] { return (length, text) }
            if let text = letters[key] { return (length, text) }
        }
        return nil
    }

    private static func lowercase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let lower = scalar.properties.lowercaseMapping.unicodeScalars
        return lower.count == 1 ? lower.first ?? scalar : scalar
    }

    /// A capital stays one where the other letters have capitals.
    private static func inCase(of scalar: Unicode.Scalar, _ text: String) -> String {
        guard scalar.properties.isUppercase, let first = text.first(where: \.isLetter) else { return text }
        guard let place = text.firstIndex(of: first) else { return text }
        return text[..<place] + first.uppercased() + text[text.index(after: place)...]
    }

    /// The changes that the table makes of one column of originals, and how many of these it cannot write.
    package func changes(
        of originals: [CounterfactualBatch.Original], column: Int
    ) -> (changes: [CounterfactualBatch.Change], untouched: Int) {
        CounterfactualBatch.changes(of: originals, column: column, kind: "script", madeWith: source.mark) { text in
            written(text).map { [TextForm.Written(from: from, to: name, text: $0)] } ?? []
        }
    }
}
