/// Names of other scripts spelt roughly in Latin letters, to find out which of them a person means who types ASCII.
///
/// The spelling comes from the names that Unicode gives to letters and syllables. It is no transliteration anybody would
/// print; it only has to lie near what people type: `አማራ` becomes `amara`, near `Amhara`.
package enum Romanization {
    /// The text in Latin letters; `nil` if it has none of a script that can be spelt so.
    ///
    /// Ethiopic and the scripts of India are spelt with their vowels, Arabic and Hebrew without most of them.
    ///
    /// - Complexity: O(scalars), each with a look into the names of Unicode.
    package static func latin(_ text: String) -> String? {
        var output = ""
        var isSpelt = false
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                output.unicodeScalars.append(scalar)
                continue
            }
            guard let name = scalar.properties.name else { continue }
            let words = name.split(separator: " ").map(String.init)
            guard let script = words.first, words.count >= 3 else { continue }
            let last = words[words.count - 1]
            switch (script, words[1]) {
            case ("ETHIOPIC", "SYLLABLE"):
                output += syllable(last)
                isSpelt = true
            case ("ARABIC", "LETTER"), ("HEBREW", "LETTER"):
                output += consonants[words[2]] ?? ""
                isSpelt = true
            case _ where indic.contains(script):
                append(words, to: &output)
                isSpelt = true
            default: continue
            }
        }
        return isSpelt ? output.lowercased() : nil
    }

    /// The consonants of a word in lower case, doubled ones once: what is left alike when vowels are spelt differently.
    package static func skeleton(_ word: String) -> String {
        var output = ""
        for character in word.lowercased() where !"aeiouyw".contains(character) && character.isLetter {
            if output.last != character { output.append(character) }
        }
        return output
    }

    // MARK: Ethiopic

    /// A syllable by its name: `MAA` is ma, `ME` a bare m.
    private static func syllable(_ name: String) -> String {
        let consonant = name.prefix { !"AEIOU".contains($0) }
        let vowel: String
        switch name.dropFirst(consonant.count) {
        // The sixth order is a short vowel or none.
        case "E": vowel = consonant.isEmpty ? "i" : ""
        case "AA", "A": vowel = "a"
        case "EE": vowel = "e"
        case let other: vowel = other.lowercased()
        }
        let letters =
            switch consonant {
            case "HH", "X": "h"
            case "SZ": "s"
            case "TH": "t"
            case "TZ": "ts"
            case "C": "ch"
            case "PH": "p"
            case "QH": "q"
            default: consonant.lowercased()
            }
        return letters + vowel
    }

    // MARK: India

    private static let indic: Set<String> = [
        "DEVANAGARI", "BENGALI", "GUJARATI", "GURMUKHI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM",
    ]

    /// Adds a letter or sign: a letter brings an `a` that a vowel sign or a virama takes away.
    private static func append(_ words: [String], to output: inout String) {
        let sound = words[words.count - 1].lowercased().reduce(into: "") { if $0.last != $1 { $0.append($1) } }
        func endWithoutVowel() { if output.last == "a" { output.removeLast() } }
        switch (words[1], words[2]) {
        case ("LETTER", _): output += sound
        case ("VOWEL", "SIGN"):
            endWithoutVowel()
            output += sound
        case ("SIGN", "VIRAMA"): endWithoutVowel()
        case ("SIGN", "ANUSVARA"), ("SIGN", "CANDRABINDU"): output += "n"
        case ("SIGN", "VISARGA"): output += "h"
        default: break
        }
    }

    // MARK: Arabic and Hebrew

    /// What letters sound like, by their names.
    private static let consonants: [String: String] = [
        "ALEF": "a", "BEH": "b", "TEH": "t", "THEH": "th", "JEEM": "j", "HAH": "h", "KHAH": "kh", "DAL": "d",
        "THAL": "dh", "REH": "r", "ZAIN": "z", "SEEN": "s", "SHEEN": "sh", "SAD": "s", "DAD": "d", "TAH": "t",
        "ZAH": "z", "AIN": "a", "GHAIN": "gh", "FEH": "f", "QAF": "q", "KAF": "k", "LAM": "l", "MEEM": "m",
        "NOON": "n", "HEH": "h", "WAW": "w", "YEH": "y", "PEH": "p", "TCHEH": "ch", "GAF": "g", "BET": "b",
        "GIMEL": "g", "DALET": "d", "HE": "h", "VAV": "w", "ZAYIN": "z", "HET": "h", "TET": "t", "YOD": "y",
        "LAMED": "l", "MEM": "m", "NUN": "n", "SAMEKH": "s", "AYIN": "a", "PE": "p", "TSADI": "ts", "QOF": "q",
        "RESH": "r", "SHIN": "sh", "TAV": "t",
    ]
}
