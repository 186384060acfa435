import Diagnostics
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
        return bare ? name : name.quoted(by: "\"")
    }

    /// The text bare if it can be read back as one word, else between double quotes: for values of clauses, where a
    /// number may stand bare too.
    static func word(_ text: String) -> String { PlainNumber.value(of: text) != nil ? text : name(text) }

    /// The name between double quotes.
    static func quotedName(_ name: String) -> String { name.quoted(by: "\"") }

    static func string(_ text: String) -> String { text.quoted(by: "'") }

    static func number(_ value: Double) -> String { JSONValue.text(of: value) }
}
