import Interchange
import Statistics
import Storage
import TestSupport
import Testing

@testable import Probes

@Suite("Swaps of words and forms")
struct SwapTests {
    static let document: JSONValue = [
        "place": "XX", "kind": "names", "source": "a test", "licence": "none", "date": "2026-11-22", "review": "draft",
        "reviewers": [], "axes": [["changed": "group", "held": ["sex"]], ["changed": "sex", "held": ["group"]]],
        "entries": [
            ["text": "Abena", "group": "a", "sex": "f"], ["text": "Kofi", "group": "a", "sex": "m"],
            ["text": "Ngũgĩ wa Juma", "group": "b", "sex": "m"], ["text": "Achieng'", "group": "b", "sex": "f"],
            ["text": "አበበ", "group": "c", "sex": "m"], ["text": "Ali", "group": "b", "sex": "m"],
            ["text": "Ali", "group": "c", "sex": "m"],
        ],
    ]

    private static func lexicon(_ document: JSONValue) throws -> SwapLexicon {
        try SwapLexicon(PlacedJSON.parse(Array(document.canonicalText().utf8)))
    }

    private func swap(_ axis: Int = 0) throws -> LexiconSwap {
        let lexicon = try Self.lexicon(Self.document)
        return LexiconSwap(lexicon, axis: lexicon.axes[axis])
    }

    @Test(
        "The first word is replaced wherever it stands, in its own case, and only as a whole word",
        arguments: [
            ("Kofi came.", ["Ngũgĩ wa Juma came.|Ali came.", "አበበ came.|Ali came."]),
            ("KOFI, kofi!", ["NGŨGĨ WA JUMA, ngũgĩ wa juma!|ALI, ali!", "አበበ, አበበ!|ALI, ali!"]),
            ("Kofis and ofKofi", []), ("", []), ("nobody", []),
            ("Kofi's pen", ["Ngũgĩ wa Juma's pen|Ali's pen", "አበበ's pen|Ali's pen"]),
            ("ngũgĩ wa juma left", ["kofi left", "አበበ left|ali left"]),
            ("Ngũgĩ, wa Juma", []), ("Ali came", []), ("(አበበ)", ["(Kofi)", "(Ngũgĩ wa Juma)|(Ali)"]),
        ])
    func words(text: String, expected: [String]) throws {
        var random = RandomStream(seed: 1, name: "t")
        let swaps = try swap().swaps(of: text, random: &random)
        #expect(swaps.count == expected.count, "\(swaps.map(\.text))")
        for (own, allowed) in zip(swaps, expected) {
            #expect(allowed.split(separator: "|").contains { $0 == own.text }, "\(own.text)")
        }
    }

    @Test("Composed and decomposed spellings are one word")
    func composition() throws {
        var random = RandomStream(seed: 1, name: "t")
        let decomposed = String(
            String.UnicodeScalarView("Ngu\u{303}gi\u{303} wa Juma".unicodeScalars))
        #expect(try swap().swaps(of: decomposed, random: &random).count == 2)
    }

    @Test("Signals that are held stay, those that vary do not")
    func axes() throws {
        var random = RandomStream(seed: 1, name: "t")
        let swaps = try swap(1).swaps(of: "Abena sang", random: &random)
        #expect(swaps == [.init(from: "f", to: "m", fromText: "Abena", toText: "Kofi", text: "Kofi sang")])
    }

    @Test("Lexicons of languages and spellings swap every word that has a counterpart, names the first alone")
    func every() throws {
        var random = RandomStream(seed: 1, name: "t")
        func swaps(_ file: String, _ text: String) throws -> [TextForm.Written] {
            let lexicon = try SwapLexicon(PlacePacks.document(file))
            return LexiconSwap(lexicon, axis: lexicon.axes[0]).swaps(of: text, random: &random)
        }
        #expect(
            try swaps("KE/code-switch.json", "Water and FOOD cost money today, rafiki.").map(\.text)
                == ["Maji and CHAKULA cost pesa leo, rafiki."])
        #expect(try swaps("IN/code-switch.json", "no water").map(\.to) == ["hi", "hi-Latn"])
        #expect(try swaps("BR/spellings.json", "Voce nao vem amanha?").map(\.text) == ["Você não vem amanhã?"])
        #expect(
            try swaps("BR/spellings.json", "Não, ate já").map { [$0.from, $0.to, $0.text] } == [
                ["marked", "plain", "Nao, ate ja"]
            ])
        #expect(try swaps("NG/spellings.json", "omo naa wa ni ile iwe").map(\.text) == ["ọmọ naa wa ni ilé ìwé"])
        #expect(try swaps("KE/code-switch.json", "nothing of it").isEmpty)
    }

    @Test("What cannot be swapped is counted")
    func untouched() throws {
        let originals = ["Kofi", nil, "nothing"].enumerated().map {
            CounterfactualBatch.Original(id: "\($0.offset)", cells: [$0.element])
        }
        let made = try swap().changes(of: originals, column: 0, seed: 3)
        #expect(made.untouched == 2 && made.changes.count == 2 && made.changes.allSatisfy { $0.from == "a" })
        #expect(try swap().changes(of: originals, column: 0, seed: 3).changes == made.changes)
    }

    @Test("A column of people is told from texts")
    func bearers() throws {
        #expect(
            try swap().isListOfBearers(
                Array(repeating: "Kofi Mensah", count: 6) + ["a long text about Kofi and the sea"]))
        #expect(try !swap().isListOfBearers(Array(repeating: "a long text about Kofi and the sea", count: 6)))
        #expect(try !swap().isListOfBearers(["Kofi"]))
    }

    @Test("Templates are filled with each group's words, and are the units")
    func templates() throws {
        let batch = TemplateFills.batch(
            [.init(id: "t1", text: "{} ran."), .init(id: "t2", text: "no place"), .init(id: "t3", text: "See {}: {}")],
            try swap(), column: "text", turns: 2)
        // Women: two groups; men: three. Two templates, two turns.
        #expect(batch.originals.count == 8 && batch.changes.count == 2 * 2 * (1 + 2))
        #expect(Set(batch.units).count == 2)
        #expect(batch.originals.contains { $0.cells == ["See Kofi: Kofi"] })
        #expect(batch.changes.allSatisfy { $0.from == "a" && ["b", "c"].contains($0.to) })
    }

    @Test(
        "A lexicon without what it must say of itself is refused",
        arguments: ["place", "kind", "source", "licence", "date", "review", "reviewers", "axes", "entries"])
    func refused(missing: String) throws {
        let members = (Self.document.members ?? []).filter { $0.name != missing }
        #expect(throws: PackError.self) { try Self.lexicon(.object(members)) }
    }

    @Test("Nobody reviews a lexicon alone")
    func reviewers() {
        let members = (Self.document.members ?? []).map {
            $0.name == "review" ? JSONValue.Member("review", "reviewed") : $0
        }
        #expect(throws: PackError.self) { try Self.lexicon(.object(members)) }
    }

    static let files = PlacePacks.files(
        ["names", "place-names", "language-names", "words", "code-switch", "spellings"])

    @Test("Every lexicon of the packs is sound and says where it comes from", arguments: files)
    func packs(file: String) throws {
        let lexicon = try SwapLexicon(PlacePacks.document(file))
        #expect(file.hasPrefix(lexicon.place + "/") && file.hasSuffix("/\(lexicon.kind).json"))
        #expect(!lexicon.source.isReviewed && lexicon.source.acceptance == nil)
        #expect(lexicon.source.name + ".json" == file)
        #expect(lexicon.provenance.contains("validity unknown"))
        for axis in lexicon.axes { #expect(!LexiconSwap(lexicon, axis: axis).fillings.isEmpty) }
        // LOCALIZATION §5.3.
        if lexicon.place == "RW" { #expect(lexicon.entries.allSatisfy { $0.signals["group"] == nil }) }
        if ["KE", "NG", "ET", "UG"].contains(lexicon.place), lexicon.kind == "names" { #expect(lexicon.isRestricted) }
    }

    @Test("There are packs")
    func present() { #expect(Self.files.count >= 33) }

    @Test(
        "Forms that say the same are written, and nothing else is touched",
        arguments: [
            (TextForm.diacritics, "Ọlá ń lọ sí ilé ìwé", ["Ola n lo si ile iwe"]),
            (.diacritics, "Ɓarna ƙasa", ["Barna kasa"]),
            (.diacritics, "plain", []), (.diacritics, "नमस्ते ኢትዮጵያ", []), (.diacritics, "cafe\u{301}", ["cafe"]),
            (.numbers, "pay 1,234.50 now.", ["pay 1.234,50 now.", "pay 1\u{202F}234,50 now."]),
            (.numbers, "1,250,000.", ["1.250.000.", "1\u{202F}250\u{202F}000."]), (.numbers, "year 2026 A4 1,23", []),
            (.numbers, "0.5", ["0,5", "0,5"]), (.numbers, "v1.2.3 x1.5 1.5x", []), (.numbers, "2026-01-31", []),
            (.dates, "on 2026-01-31, ok", ["on 31/01/2026, ok", "on 01/31/2026, ok"]), (.dates, "2026-13-31", []),
        ])
    func forms(form: TextForm, text: String, expected: [String]) {
        let forms = form.forms(of: text).map(\.text)
        #expect(
            forms.count == expected.count
                && zip(forms, expected).allSatisfy { $0.unicodeScalars.elementsEqual($1.unicodeScalars) }, "\(forms)")
    }
}
