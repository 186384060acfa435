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
        package let text: String
    }

    /// The other forms of a text; none if it holds nothing that could be written otherwise.
    ///
    /// - Complexity: O(characters).
    package func forms(of text: String) -> [Written] {
        let forms: [(from: String, to: String, text: String)] =
            switch self {
            case .diacritics: [("marked", "plain", Self.withoutMarks(text))]
            case .numbers:
                [
                    ("1,234.5", "1.234,5", Self.rewriting(text) { Self.number($0, group: ".", decimal: ",") }),
                    ("1,234.5", "1 234,5", Self.rewriting(text) { Self.number($0, group: "\u{202F}", decimal: ",") }),
                ]
            case .dates:
                [
                    ("year-month-day", "day/month/year", Self.rewriting(text) { Self.date($0, dayFirst: true) }),
                    ("year-month-day", "month/day/year", Self.rewriting(text) { Self.date($0, dayFirst: false) }),
                ]
            }
        return forms.filter { !$0.text.unicodeScalars.elementsEqual(text.unicodeScalars) }
            .map { Written(from: $0.from, to: $0.to, text: $0.text) }
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

    /// The text with each run of digits, points, commas and hyphens that stands alone rewritten where it can be.
    private static func rewriting(_ text: String, _ rewrite: ([Character]) -> String?) -> String {
        func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
        func isOfRun(_ character: Character) -> Bool { isDigit(character) || [".", ",", "-"].contains(character) }
        let characters = Array(text)
        var output = ""
        var place = 0
        while place < characters.count {
            guard isDigit(characters[place]) else {
                output.append(characters[place])
                place += 1
                continue
            }
            var end = place
            while end < characters.count, isOfRun(characters[end]) { end += 1 }
            // A full stop behind the number is the sentence's.
            while !isDigit(characters[end - 1]) { end -= 1 }
            let joinsBefore = place > 0 && (WordSpans.isOfWord(characters[place - 1]) || isOfRun(characters[place - 1]))
            let joinsBehind = end < characters.count && WordSpans.isOfWord(characters[end])
            let run = Array(characters[place..<end])
            output += (joinsBefore || joinsBehind ? nil : rewrite(run)) ?? String(run)
            place = end
        }
        return output
    }

    /// A number in the English form with other signs; `nil` if it is none, or has no sign to be changed.
    private static func number(_ run: [Character], group: String, decimal: String) -> String? {
        let parts = run.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, !run.contains("-") else { return nil }
        let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
        guard let first = groups.first, (1...3).contains(first.count) || groups.count == 1, !first.isEmpty,
            groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.count > 1 || parts.count == 2,
            parts.count < 2 || (!parts[1].isEmpty && !parts[1].contains(","))
        else { return nil }
        return groups.map { String($0) }.joined(separator: group) + (parts.count == 2 ? decimal + String(parts[1]) : "")
    }

    /// A day of the form year-month-day in another order; `nil` if it is none.
    private static func date(_ run: [Character], dayFirst: Bool) -> String? {
        let parts = run.split(separator: "-", omittingEmptySubsequences: false).map { String($0) }
        guard parts.map(\.count) == [4, 2, 2], let month = Int(parts[1]), let day = Int(parts[2]),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        return (dayFirst ? [parts[2], parts[1]] : [parts[1], parts[2]]).joined(separator: "/") + "/" + parts[0]
    }

    /// The changes that other forms make of one column of originals, and how many of these have none.
    package func changes(
        of originals: [CounterfactualBatch.Original], column: Int
    ) -> (changes: [CounterfactualBatch.Change], untouched: Int) {
        var changes: [CounterfactualBatch.Change] = []
        var untouched = 0
        for (index, original) in originals.enumerated() {
            let own = original.cells[column].map { forms(of: $0) } ?? []
            if own.isEmpty { untouched += 1 }
            for form in own {
                var cells = original.cells
                cells[column] = form.text
                changes.append(
                    .init(
                        id: "c\(changes.count + 1)", original: index, kind: rawValue, from: form.from, to: form.to,
                        cells: cells))
            }
        }
        return (changes, untouched)
    }
}
