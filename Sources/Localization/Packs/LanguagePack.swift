internal import Diagnostics

/// Which way a script runs.
package enum TextDirection: String, Hashable, Sendable, Codable {
    case leftToRight = "ltr"
    case rightToLeft = "rtl"
}

/// How far a translation has come; every dossier says it.
package struct TranslationStatus: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, Codable {
        /// The language the messages are written in first.
        case source
        /// Nobody has reviewed it yet.
        case draft
        /// Reviewed by the people named.
        case reviewed
    }

    package let state: State
    /// Names of people who translated; may be empty.
    package let translators: [String]
    /// Names of people who reviewed; empty unless reviewed.
    package let reviewers: [String]
}

/// What `language.json` says.
package struct LanguageDescription: Hashable, Sendable, Codable {
    /// The pack's tag (BCP 47), equal to its folder's name.
    package let tag: String
    /// The language's own name for itself.
    package let name: String
    package let englishName: String
    /// ISO 15924, such as `Latn`.
    package let script: String
    package let direction: TextDirection
    /// CLDR's name of the digits, unless the place says otherwise.
    package let numbering: String
    /// Where messages that lack are looked up next; `en` comes last without being named.
    package let fallback: [String]
    /// Tag for number and date formats, where CLDR does not know the pack's own.
    package let formats: String?
    /// Tag for plural rules, where they are those of a relative.
    package let plurals: String?
    /// Other tags that people use for the language.
    package let aliases: [String]?
    package let status: TranslationStatus.State
    package let translators: [String]
    package let reviewers: [String]

    enum CodingKeys: String, CodingKey {
        case tag, name, script, direction, numbering, fallback, formats, plurals, aliases, status, translators,
            reviewers
        case englishName = "english_name"
    }

    package var translation: TranslationStatus {
        TranslationStatus(state: status, translators: translators, reviewers: reviewers)
    }
}

/// The words of one language.
package struct LanguagePack: Sendable {
    package let description: LanguageDescription
    /// Messages and terms by reference (`-name` for terms).
    package let entries: [String: FluentEntry]
    /// References in the order of the files.
    package let order: [String]
    /// What could not be parsed and was skipped.
    package let errors: [FluentSyntaxError]
    /// The files it was read from, sorted.
    package let files: [LocaleFile]
    let plurals: any PluralRules

    package var tag: String { description.tag }

    /// The message files of a pack, in the order in which they are read.
    package static let messageFiles = ["terms.ftl", "dossier.ftl", "plain.ftl", "tool.ftl"]

    /// Reads the pack `tag`.
    ///
    /// - Parameters:
    ///   - tag: a folder below `languages`.
    ///   - isStrict: whether any syntax error is thrown; otherwise what is broken is skipped and told in `errors`.
    package static func load(
        _ tag: String, from folder: LocaleFolder, digest: @escaping Digest, isStrict: Bool
    ) throws(LocalizationError) -> LanguagePack {
        var reader = PackReader(folder: folder, digest: digest)
        let base = "languages/\(tag)"
        let description = try reader.json("\(base)/language.json", as: LanguageDescription.self)
        guard description.tag == tag else {
            throw .malformedFile(
                "\(base)/language.json", at: "tag", reason: "is '\(description.tag)' in the folder '\(tag)'")
        }
        var sources: [(path: String, text: String)] = []
        for file in messageFiles where folder.has("\(base)/\(file)") {
            sources.append(("\(base)/\(file)", try reader.text("\(base)/\(file)")))
        }
        let pack = LanguagePack(description: description, sources: sources, files: reader.files)
        if isStrict, !pack.errors.isEmpty { throw .syntax(pack.errors) }
        return pack
    }

    init(description: LanguageDescription, sources: [(path: String, text: String)], files: [LocaleFile]) {
        var entries: [String: FluentEntry] = [:]
        var order: [String] = []
        var errors: [FluentSyntaxError] = []
        for source in sources {
            let resource = FluentParser.parse(source.text, file: source.path)
            errors += resource.errors
            for entry in resource.entries {
                if let first = entries[entry.reference] {
                    let reason = FluentSyntaxError.Reason.repeatedIdentifier(
                        "\(entry.reference) (\(first.location.file))", first: first.location.line ?? 1)
                    errors.append(FluentSyntaxError(reason: reason, location: entry.location, line: entry.reference))
                } else {
                    entries[entry.reference] = entry
                    order.append(entry.reference)
                }
            }
        }
        self.description = description
        self.entries = entries
        self.order = order
        self.errors = errors
        self.files = files.sorted()
        plurals = Plurals.rules(for: description.plurals ?? description.tag)
    }

    /// The English pack from the copy inside the program.
    package static let embeddedEnglish = LanguagePack(
        description: LanguageDescription(
            tag: "en", name: "English", englishName: "English", script: "Latn", direction: .leftToRight,
            numbering: "latn",
            fallback: [], formats: nil, plurals: nil, aliases: nil, status: .source, translators: [], reviewers: []),
        sources: EmbeddedEnglish.files.map { ("embedded:languages/en/\($0.name)", $0.text) }, files: [])
}
