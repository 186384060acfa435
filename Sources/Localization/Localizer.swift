internal import Diagnostics

/// The words, numbers and dates of one language in one place.
///
/// A message that the language lacks comes from the next in its chain (`sw-KE`, `sw`, `en`), and `record` says so. All
/// numbers go into messages already formatted, together with the number that decides on the plural.
package struct Localizer: Sendable {
    /// The tag of the first pack: `sw` when `sw-KE` was asked for and has no pack of its own.
    package let tag: String
    /// The packs that messages are looked up in, in order; the first is the reader's language.
    package let chain: [LanguagePack]
    package let place: PlacePack?
    package let formats: LocaleFormats
    /// What had to be made up for so far.
    package let record = LocalizationRecord()
    /// The copies inside the program, where no English pack was found.
    private let embeddedFiles: [LocaleFile]

    // MARK: Making one

    /// Loads a language, with its fallbacks, and a place.
    ///
    /// - Parameters:
    ///   - language: a tag such as `sw` or `sw-KE`; case does not matter.
    ///   - place: an ISO 3166 code with a pack, or `nil`.
    ///   - folder: where the packs are; without one there is English from inside the program, and nothing else.
    ///   - digest: SHA-256 of some bytes, as text.
    ///   - isStrict: whether a syntax error in a message file is thrown, rather than skipped and told.
    package init(
        language: String, place: String? = nil, folder: LocaleFolder?, digest: @escaping Digest, isStrict: Bool = false
    ) throws(LocalizationError) {
        let knownLanguages = try folder?.languageTags() ?? ["en"]
        var packs: [LanguagePack] = []
        var queue = try Self.packTags(for: language, known: knownLanguages, folder: folder)
        while !queue.isEmpty {
            let tag = queue.removeFirst()
            guard !packs.contains(where: { $0.tag == tag }), let folder, knownLanguages.contains(tag) else { continue }
            let pack = try LanguagePack.load(tag, from: folder, digest: digest, isStrict: isStrict)
            packs.append(pack)
            queue += pack.description.fallback
        }
        if !packs.contains(where: { $0.tag == "en" }), let folder, knownLanguages.contains("en") {
            packs.append(try LanguagePack.load("en", from: folder, digest: digest, isStrict: isStrict))
        }
        let hasEnglish = packs.contains { $0.tag == "en" }
        embeddedFiles =
            hasEnglish
            ? []
            : EmbeddedEnglish.files.map {
                LocaleFile(path: "embedded:languages/en/\($0.name)", digest: digest(Array($0.text.utf8)))
            }
        // Last resort, behind whatever was found: a broken or partial folder cannot silence the program.
        packs.append(.embeddedEnglish)

        if let place {
            let known = try folder?.placeCodes() ?? []
            guard let folder, let code = LocaleFolder.match(place, among: known) else {
                throw .unknownPlace(place, near: NearMatch.nearest(to: place, among: known), known: known)
            }
            self.place = try PlacePack.load(code, from: folder, digest: digest)
        } else {
            self.place = nil
        }

        let description = packs[0].description
        let numbering = self.place?.description.numbering ?? description.numbering
        let calendar = self.place?.description.calendars.first.flatMap(DateCalendar.init(rawValue:)) ?? .gregorian
        let base = description.formats ?? description.tag
        let region = Self.subtags(of: language).dropFirst().last { $0.count == 2 }
        guard
            let formats = LocaleFormats(
                language: base, place: self.place?.code ?? region?.uppercased(), numbering: numbering,
                calendar: calendar)
        else { throw .noFormats(base) }
        self.formats = formats
        chain = packs
        tag = packs[0].tag
    }

    /// The packs for a tag: itself and its parents, as far as they exist; else the pack that lists it as an alias.
    private static func packTags(
        for language: String, known: [String], folder: LocaleFolder?
    ) throws(LocalizationError) -> [String] {
        var parts = subtags(of: language)
        var tags: [String] = []
        while !parts.isEmpty {
            if let tag = LocaleFolder.match(parts.joined(separator: "-"), among: known) { tags.append(tag) }
            parts.removeLast()
        }
        if tags.isEmpty, let folder {
            for tag in known {
                var reader = PackReader(folder: folder, digest: { _ in "" })
                let description = try reader.json("languages/\(tag)/language.json", as: LanguageDescription.self)
                if LocaleFolder.match(language, among: description.aliases ?? []) != nil { tags.append(tag) }
            }
        }
        guard !tags.isEmpty else {
            throw .unknownLanguage(language, near: NearMatch.nearest(to: language, among: known), known: known)
        }
        return tags
    }

    private static func subtags(of tag: String) -> [String] {
        tag.replacing("_", with: "-").split(separator: "-").map(String.init)
    }

    // MARK: What it is

    package var language: LanguageDescription { chain[0].description }
    package var direction: TextDirection { language.direction }
    package var translationStatus: TranslationStatus { language.translation }

    /// Every file the texts were made from, with its digest, sorted by path and without repeats.
    package var files: [LocaleFile] { Set(chain.flatMap(\.files) + (place?.files ?? []) + embeddedFiles).sorted() }

    /// What was skipped in the message files, in the order of the chain.
    package var syntaxErrors: [FluentSyntaxError] { chain.flatMap(\.errors) }

    // MARK: Messages

    /// Whether any language of the chain has the message or attribute (`name` or `name.attribute`).
    package func has(_ id: String) -> Bool { find(id) != nil }

    /// The message as pieces, for renderers that wrap and escape each value themselves.
    ///
    /// A message that no language has is a defect: its identifier comes back in brackets ⟦ ⟧ and is recorded.
    package func pieces(_ id: String, _ arguments: [String: FluentValue] = [:]) -> [FluentPiece] {
        guard let (pattern, index) = find(id) else {
            record.noteMissing(id)
            return [.text("⟦\(id)⟧")]
        }
        if chain[index].tag != chain[0].tag { record.noteFallback(id, to: chain[index].tag) }
        let scope = Scope(localizer: self, first: index)
        let (pieces, issues) = FluentFormatter.format(pattern, of: id, arguments: arguments, scope: scope)
        record.note(issues)
        return pieces
    }

    /// The message as text.
    ///
    /// - Parameter isolating: whether values are wrapped in U+2068 and U+2069, as text, Markdown and terminals need it.
    package func text(_ id: String, _ arguments: [String: FluentValue] = [:], isolating: Bool = true) -> String {
        pieces(id, arguments).joined(isolating: isolating)
    }

    private func find(_ id: String) -> (FluentPattern, index: Int)? {
        let parts = id.split(separator: ".", maxSplits: 1).map(String.init)
        guard let name = parts.first else { return nil }
        for (index, pack) in chain.enumerated() {
            guard let entry = pack.entries[name], !entry.isTerm else { continue }
            let pattern = parts.count > 1 ? entry.attribute(parts[1]) : entry.value
            if let pattern { return (pattern, index) }
        }
        return nil
    }

    /// Looks references up from the pack that holds the message on; plurals and lists are those of that pack.
    private struct Scope: FluentScope {
        let localizer: Localizer
        let first: Int

        func entry(_ reference: String) -> FluentEntry? {
            for pack in localizer.chain[first...] {
                if let entry = pack.entries[reference] { return entry }
            }
            return nil
        }

        func category(of number: Double) -> PluralCategory { localizer.chain[first].plurals.category(of: number) }
        func list(_ items: [String]) -> String { localizer.formats.list(items) }
    }

    // MARK: Values

    /// A whole number, grouped, as an argument.
    package func count(_ value: Int) -> FluentValue { .number(Double(value), formatted: formats.integer(value)) }

    /// A number with exactly `digits` fraction digits, as an argument.
    package func argument(_ value: Double, digits: Int) -> FluentValue {
        .number(value, formatted: formats.number(value, digits: digits))
    }

    package func integer(_ value: Int) -> String { formats.integer(value) }
    package func number(_ value: Double, digits: Int, rounding: DecimalRounding = .nearest) -> String {
        formats.number(value, digits: digits, rounding: rounding)
    }
    package func percent(_ share: Double, digits: Int, rounding: DecimalRounding = .nearest) -> String {
        formats.percent(share, digits: digits, rounding: rounding)
    }
    package func date(_ text: String) -> String { formats.date(text) }
    package func list(_ items: [String]) -> String { formats.list(items) }

    /// The name for this reader out of names by language: the first of the chain that is there.
    package func name(from names: [String: String]) -> String? {
        for pack in chain {
            if let name = names[pack.tag] { return name }
        }
        return names.sorted { $0.key < $1.key }.first?.value
    }

    /// The name of the region that `text` names by code or spelling; `text` itself if the place does not know it.
    package func regionName(_ text: String) -> String {
        place?.region(text).flatMap { name(from: $0.names) } ?? text
    }

    // MARK: Glossary

    /// A word with its meaning.
    package struct GlossaryItem: Hashable, Sendable {
        /// The message's identifier, such as `term-threshold`.
        package let id: String
        package let name: String
        package let meaning: String
    }

    /// All words of the glossary (`term-…` messages with a `.meaning`), in the order of the English file.
    package var glossary: [GlossaryItem] {
        let source = chain.last { $0.tag == "en" && !$0.order.isEmpty } ?? chain[0]
        return source.order.filter { $0.hasPrefix("term-") && has("\($0).meaning") }.map {
            GlossaryItem(id: $0, name: text($0), meaning: text("\($0).meaning"))
        }
    }
}
