import Localization
import Testing

@Suite("Plural rules")
struct PluralRulesTests {
    static let languages = [
        "en", "sw", "ha", "yo", "ig", "am", "zu", "fr", "pt", "pt-PT", "ar", "hi", "bn", "ur", "id", "es", "ak", "ee",
        "om", "so",
        "rw", "lg", "wo", "vi", "fil", "th", "km", "ti", "xh", "ru", "pl", "lt", "lv", "cy", "ga", "he", "sl", "mt",
        "br", "gv",
        "si", "mk", "da", "is", "ro", "shi", "ksh", "kw", "sw-KE", "en-NG",
    ]
    static let numbers: [Double] =
        (0...200).map(Double.init) + [
            0.1, 0.5, 1.1, 1.5, 2.5, 1.25, 10.5, 100.1, 1_000, 1_001, 10_000, 100_000, 1_000_000, 2_000_000,
            1_000_001, 3_000_000, 1e15, -1, -2, -1.5,
        ]

    #if canImport(_FoundationICU)
        @Test("Our table says what the toolchain's ICU says", arguments: languages)
        func agree(language: String) throws {
            let icu = try #require(ICUPluralRules(language: language))
            let table = TablePluralRules(language: language)
            for number in Self.numbers {
                #expect(icu.category(of: number) == table.category(of: number), "\(language) \(number)")
            }
            #expect(icu.categories == table.categories)
        }
    #endif

    @Test("Rules that are known by heart hold in the table")
    func known() {
        #expect(TablePluralRules(language: "sw").category(of: 1) == .one)
        #expect(TablePluralRules(language: "sw").category(of: 0) == .other)
        #expect(TablePluralRules(language: "fr").category(of: 0) == .one)
        #expect(TablePluralRules(language: "fr").category(of: 1_000_000) == .many)
        #expect(TablePluralRules(language: "am").category(of: 0.5) == .one)
        #expect(TablePluralRules(language: "ak").category(of: 0) == .one)
        #expect(TablePluralRules(language: "pl").category(of: 22) == .few)
        #expect(TablePluralRules(language: "yo").categories == [.other])
    }

    @Test(
        "A region takes the rules of its language, an unknown language has one form",
        arguments: [("sw-KE", PluralCategory.one), ("qq", .other)])
    func parents(language: String, expected: PluralCategory) {
        #expect(TablePluralRules(language: language).category(of: 1) == expected)
        #expect(Plurals.rules(for: language).category(of: 1) == expected)
    }

    @Test("Numbers that are none count as other", arguments: [Double.nan, .infinity, -.infinity])
    func odd(number: Double) {
        #expect(TablePluralRules(language: "ar").category(of: number) == .other)
    }
}
