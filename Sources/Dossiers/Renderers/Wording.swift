import Localization
import Scenarios
import Statistics

/// Turns the parts of a document into words and numbers of one language; what they are wrapped in is the renderer's.
///
/// One is made for each rendering, because it remembers which messages had to come from another language.
final class Wording {
    let localizer: Localizer
    /// Messages that came from another language than the reader's, by id.
    private(set) var fallbacks: Set<String> = []

    /// Texts of the scenario and names of groups as the scenario's author wants them said in this language.
    private let vocabulary: [String: String]
    /// What kind of group a column holds, by its name.
    private let kinds: [String: String]

    init(_ localizer: Localizer, scenario: Scenario? = nil) {
        self.localizer = localizer
        var vocabulary: [String: String] = [:]
        // The reader's own language wins over its fallbacks.
        for pack in localizer.chain.reversed() {
            vocabulary.merge(scenario?.translations[pack.tag] ?? [:]) { _, nearer in nearer }
        }
        self.vocabulary = vocabulary
        kinds = Dictionary(
            (scenario?.data.groups ?? []).compactMap { group in group.kind.map { (group.column.value, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// A text of the scenario in the reader's language, if its author gave one.
    func say(_ text: String) -> String { vocabulary[text] ?? text }

    var isRightToLeft: Bool { localizer.direction == .rightToLeft }

    /// A message as the translator's words and the values between them.
    func pieces(_ phrase: Phrase) -> [FluentPiece] {
        note(phrase.id)
        return localizer.pieces(phrase.id, phrase.arguments.mapValues(argument))
    }

    /// Remembers where a message comes from.
    private func note(_ id: String) {
        if foreignLanguage(of: id) != nil { fallbacks.insert(id) }
    }

    /// The language a message has to be taken from, if it is not the reader's.
    func foreignLanguage(of id: String) -> LanguageDescription? {
        let name = String(id.prefix { $0 != "." })
        guard let source = localizer.chain.first(where: { $0.entries[name] != nil }),
            source.tag != localizer.chain.first?.tag
        else { return nil }
        return source.description
    }

    private func argument(_ inline: Inline) -> FluentValue {
        switch inline {
        case .quantity(let quantity): .number(quantity.shown, formatted: number(quantity))
        case .integer(let value): localizer.count(value)
        case .list(let items): .list(items.map(plain))
        default: .text(plain(inline))
        }
    }

    /// A quantity with the locale's digits and signs.
    func number(_ quantity: Quantity) -> String {
        let shown = quantity.shown
        let text =
            quantity.unit == .rate
            ? localizer.percent(shown / quantity.unit.scale, digits: quantity.places)
            : localizer.number(shown, digits: quantity.places)
        return quantity.signed && shown > 0 ? "+" + text : text
    }

    /// What stands before, between and after the items of an enumeration of `count` items.
    func listSeparators(_ count: Int) -> [String] {
        let mark = "\u{E000}"
        let text = localizer.list(Array(repeating: mark, count: count))
        let parts = text.split(separator: mark, omittingEmptySubsequences: false).map(String.init)
        return parts.count == count + 1 ? parts : [""] + Array(repeating: ", ", count: max(count - 1, 0)) + [""]
    }

    /// The name of a metric in the locale, with the class that is held against all others behind it.
    private func metric(_ name: String) -> Inline {
        guard let reference = words(of: name) else { return .code(name) }
        let label = name.drop { $0 != ":" }.dropFirst()
        return label.isEmpty ? .words(reference) : .sequence([.words(reference), .data("(\(say(String(label))))")])
    }

    /// The message of a metric's name, or of an attribute of it; `nil` if there is none.
    ///
    /// A point in a name is a hyphen there, and a class is left out.
    private func words(of metric: String, _ attribute: String? = nil) -> String? {
        let id = "metric-" + metric.prefix { $0 != ":" }.map { $0 == "." ? "-" : String($0) }.joined()
        let reference = id + (attribute.map { "." + $0 } ?? "")
        return localizer.has(reference) ? reference : nil
    }

    /// The parts of something that is said with words around it; `nil` for what is a value itself.
    func expansion(_ inline: Inline) -> Inline? {
        switch inline {
        case .metric(let name): metric(name)
        case .topic(let name): localizer.has("law-topic-\(name)") ? .words("law-topic-\(name)") : .code(name)
        case .metricMeaning(let name): words(of: name, "meaning").map { .words($0) } ?? .code(name)
        case .verdict(.pass): .words("verdict-pass")
        case .verdict(.fail): .words("verdict-fail")
        case .verdict(.inconclusive): .words("verdict-inconclusive")
        case .group(let key) where key.isOverall: .words("everybody")
        case .place(let code): .data(localizer.territoryName(code) ?? code)
        case .localized(let names): .data(localizer.name(from: names) ?? "")
        default: nil
        }
    }

    /// A level's name as data; the missing level in words.
    ///
    /// The scenario's own words come first; codes of languages and countries are shown with their name, so that they
    /// can still be found in the data; names of regions are those of the place.
    func level(_ level: GroupLevel) -> Inline {
        guard let value = level.value else { return .words("missing-level") }
        if vocabulary[value] != nil { return .data(value) }
        switch kinds[level.dimension] {
        case "language": return .data(localizer.languageName(value).map { "\($0) (\(value))" } ?? value)
        case "country", "place": return .data(localizer.territoryName(value).map { "\($0) (\(value))" } ?? value)
        case "region": return .data(localizer.regionName(value))
        default: return .data(value)
        }
    }

    /// What stands between the levels of an intersection.
    static let levelSeparator = " · "

    /// Text without any markup, for attributes, titles and message arguments; still to be escaped.
    func plain(_ inline: Inline) -> String {
        if let expansion = expansion(inline) { return plain(expansion) }
        switch inline {
        case .phrase(let phrase): return pieces(phrase).joined(isolating: false)
        case .data(let text): return say(text)
        case .code(let text): return text
        case .group(let key): return key.levels.map { plain(level($0)) }.joined(separator: Self.levelSeparator)
        case .quantity(let quantity): return number(quantity)
        case .integer(let value): return localizer.integer(value)
        case .date(let text): return localizer.date(text)
        case .list(let items): return localizer.list(items.map(plain))
        case .sequence(let parts), .lines(let parts): return parts.map(plain).joined(separator: " ")
        case .strong(let inner), .muted(let inner), .link(let inner, _): return plain(inner)
        case .sign, .metric, .metricMeaning, .topic, .place, .verdict, .localized: return ""
        }
    }

    /// The signs of verdicts in text: shapes that differ without colour.
    static func sign(_ verdict: Verdict) -> String {
        switch verdict {
        case .pass: "✓"
        case .fail: "✗"
        case .inconclusive: "?"
        }
    }

    /// What is known about the state of the words, once everything else has been rendered.
    func translationStatus() -> [Inline] {
        let status = localizer.translationStatus
        // What these lines themselves borrow counts too.
        for id in ["translation-status", "translation-fallbacks", "translation-numbers"] { note(id) }
        var lines: [Inline] = [
            .words(
                "translation-status",
                [
                    "state": .data(status.state.rawValue), "language": .data(localizer.language.name),
                    "reviewers": .list(status.reviewers.map { .data($0) }),
                ]), .words("translation-fallbacks", ["n": .integer(fallbacks.count)]),
        ]
        if !fallbacks.isEmpty {
            let ids = fallbacks.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            lines.append(.muted(.list(ids.map { .code($0) })))
        }
        return lines
    }
}
