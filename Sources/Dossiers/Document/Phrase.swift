package import Statistics

/// A message of the locale with what stands in it: a key and values, never a sentence.
package struct Phrase: Hashable, Sendable {
    /// The message's id in `dossier.ftl` or `terms.ftl`.
    package let id: String
    /// The values by the name of their place in the message.
    package let arguments: [String: Inline]

    package init(_ id: String, _ arguments: [String: Inline] = [:]) {
        self.id = id
        self.arguments = arguments
    }
}

/// Something that stands in a line of text. What it looks like is the renderer's business.
package indirect enum Inline: Hashable, Sendable {
    /// Words of the locale.
    case phrase(Phrase)
    /// A value from a file: raw, and hostile until a renderer has made it safe for its context.
    case data(String)
    /// A name that is never translated (a metric, a command, a digest), from us or from a file; as hostile as `data`.
    case code(String)
    /// A topic of law by its name in the place pack, shown by its name in the locale where it has one.
    case topic(String)
    /// A country by its ISO 3166 code, shown by its name where the locale knows it.
    case place(String)
    /// The same name in several languages, by tag: the reader's is shown.
    case localized([String: String])
    /// A group by the names of its levels.
    case group(GroupKey)
    /// A metric by its canonical name, shown by its name in the locale where it has one.
    case metric(String)
    /// What a metric means in plain words, where the locale says so; else its canonical name.
    case metricMeaning(String)
    case quantity(Quantity)
    case integer(Int)
    /// An ISO date as declared; shown as declared if it is not one.
    case date(String)
    /// A verdict's sign with its word.
    case verdict(Verdict)
    /// A verdict's sign alone, for places that hold the word already.
    case sign(Verdict)
    /// Several things as a list in the locale's manner.
    case list([Inline])
    /// Several things one after the other, with a space between.
    case sequence([Inline])
    /// Several things, each on its own line.
    case lines([Inline])
    case strong(Inline)
    /// Something said more quietly.
    case muted(Inline)
    /// A reference to a place in this document.
    case link(Inline, to: String)

    /// Words without values.
    package static func words(_ id: String) -> Inline { .phrase(Phrase(id)) }

    /// Words with values in them.
    package static func words(_ id: String, _ arguments: [String: Inline]) -> Inline { .phrase(Phrase(id, arguments)) }
}
