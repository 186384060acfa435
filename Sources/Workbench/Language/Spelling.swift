import Interchange

/// How names, texts and numbers are written so that the parser reads them back.
enum Spelling {
    /// Words with a meaning of their own wherever they stand; as names they need quotes.
    static let reserved: Set<String> = [
        "and", "or", "not", "in", "is", "null", "like", "between", "where", "by", "of", "?",
    ]

    /// The name bare if that is safe, else between double quotes.
    static func name(_ name: String) -> String {
        let bare =
            !name.isEmpty && !name.hasPrefix("-") && name.allSatisfy(Lexer.isWordCharacter)
            && !reserved.contains(name.lowercased()) && PlainNumber.value(of: name) == nil
        return bare ? name : quoted(name, by: "\"")
    }

    /// The text bare if it can be read back as one word, else between double quotes: for values of clauses, where a
    /// number may stand bare too.
    static func word(_ text: String) -> String { PlainNumber.value(of: text) != nil ? text : name(text) }

    /// The name between double quotes.
    static func quotedName(_ name: String) -> String { quoted(name, by: "\"") }

    static func string(_ text: String) -> String { quoted(text, by: "'") }

    /// The text between two marks, those inside it doubled; scalar by scalar, because a combining mark would hide one.
    private static func quoted(_ text: String, by mark: Unicode.Scalar) -> String {
        var result = String.UnicodeScalarView([mark])
        for scalar in text.unicodeScalars {
            if scalar == mark { result.append(mark) }
            result.append(scalar)
        }
        result.append(mark)
        return String(result)
    }

    static func number(_ value: Double) -> String { JSONValue.text(of: value) }
}
