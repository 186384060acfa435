/// Forms of a text that say the same and are written otherwise.
package enum TextForm: String, Sendable, Hashable, CaseIterable {
    /// Letters without their marks, as many keyboards leave them: `Ọlá` as `Ola`, `ɓarna` as `barna`.
    case diacritics
    /// `1,234.50` as `1.234,50` and as `1 234,50`.
    case numbers
    /// `2026-11-22` as `22/11/2026` and as `11/22/2026`.
    case dates

    /// A text in another form.
    package struct Written: Sendable, Hashable {
        package let from: String
        package let to: String
        /// The words that were changed and what they became, where they are single ones.
        package let fromText: String?
        package let toText: String?
        package let text: String

        package init(from: String, to: String, fromText: String? = nil, toText: String? = nil, text: String) {
            (self.from, self.to, self.text) = (from, to, text)
            (self.fromText, self.toText) = (fromText, toText)
        }
    }

    /// The other forms of a text; none if it holds nothing that could be written otherwise.
    ///
    /// - Complexity: O(characters).
    package func forms(of text: String) -> [Written] {
        let forms: [Written] =
            switch self {
            case .diacritics: [Written(from: "marked", to: "plain", text: Self.withoutMarks(text))]
            case .numbers: PlaceFormats.numbers(text, [.english] + NumberWriting.otherwise)
            case .dates: Self.days(text)
            }
        return forms.filter { !$0.text.unicodeScalars.elementsEqual(text.unicodeScalars) }
    }

    /// Days of the form that nobody mistakes, with the day or the month first.
    private static func days(_ text: String) -> [Written] {
        guard let own = DateWriting("yyyy-mm-dd") else { return [] }
        return [("day/month/year", "dd/mm/yyyy"), ("month/day/year", "mm/dd/yyyy")].compactMap { name, pattern in
            guard let writing = DateWriting(pattern) else { return nil }
            return Written(
                from: "year-month-day", to: name,
                text: rewriting(text, signs: "-.,") { run in
                    let characters = Array(run)
                    guard let day = own.found(in: characters, at: 0, months: []), day.length == characters.count else {
                        return nil
                    }
                    return writing.written(day.year, day.month, day.day)
                })
        }
    }

    /// The text with Latin letters bare. The name of a letter tells what it is made of: LATIN SMALL LETTER O WITH DOT
    /// BELOW; marks of other scripts are letters of theirs and stay.
    static func withoutMarks(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        var followsLatin = false
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                plain.append(scalar)
                followsLatin = scalar.properties.isAlphabetic
            } else if scalar.properties.generalCategory == .nonspacingMark, followsLatin {
                continue
            } else if let base = latinBase(scalar) {
                plain.append(base)
                followsLatin = true
            } else {
                plain.append(scalar)
                followsLatin = scalar.properties.name?.hasPrefix("LATIN ") ?? false
            }
        }
        return String(plain)
    }

    private static func latinBase(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard let name = scalar.properties.name else { return nil }
        let words = name.split(separator: " ")
        guard words.count > 5, words[0] == "LATIN", words[2] == "LETTER", words[4] == "WITH", words[3].utf8.count == 1,
            let letter = words[3].unicodeScalars.first
        else { return nil }
        switch words[1] {
        case "CAPITAL": return letter
        case "SMALL": return Unicode.Scalar(letter.value + 0x20)
        default: return nil
        }
    }

    /// A digit of ASCII as a number.
    static func digit(_ character: Character) -> Int? {
        character.isASCII ? character.wholeNumberValue : nil
    }

    /// The text with each run of digits and signs that stands alone rewritten where it can be.
    static func rewriting(_ text: String, signs: String, _ rewrite: (String) -> String?) -> String {
        func isOfRun(_ character: Character) -> Bool { digit(character) != nil || signs.contains(character) }
        let characters = Array(text)
        var output = ""
        var place = 0
        while place < characters.count {
            guard digit(characters[place]) != nil else {
                output.append(characters[place])
                place += 1
                continue
            }
            var end = place
            while end < characters.count, isOfRun(characters[end]) { end += 1 }
            // A full stop behind the number is the sentence's.
            while digit(characters[end - 1]) == nil { end -= 1 }
            let joinsBefore = place > 0 && (WordSpans.isOfWord(characters[place - 1]) || isOfRun(characters[place - 1]))
            let joinsBehind = end < characters.count && WordSpans.isOfWord(characters[end])
            let run = String(characters[place..<end])
            output += (joinsBefore || joinsBehind ? nil : rewrite(run)) ?? run
            place = end
        }
        return output
    }

    /// The text with what is found at each place replaced.
    ///
    /// - Parameter find: what is written in place of how many characters, at least one; no text to leave them as they
    ///   are, `nil` where nothing begins.
    static func replacing(
        in text: String, _ find: ([Character], Int) -> (text: String?, length: Int)?
    ) -> String {
        let characters = Array(text)
        var output = ""
        var place = 0
        while place < characters.count {
            guard let found = find(characters, place) else {
                output.append(characters[place])
                place += 1
                continue
            }
            output += found.text ?? String(characters[place..<place + found.length])
            place += found.length
        }
        return output
    }

    /// The changes that other forms make of one column of originals, and how many of these have none.
    package func changes(
        of originals: [CounterfactualBatch.Original], column: Int
    ) -> (changes: [CounterfactualBatch.Change], untouched: Int) {
        CounterfactualBatch.changes(of: originals, column: column, kind: rawValue) { forms(of: $0) }
    }
}
