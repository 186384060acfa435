import Foundation
import Localization
import Testing

@Suite("Reading numbers back")
struct RenderedNumberTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let language: String, place: String?, numbering: String, text: String, expected: [String]
        var testDescription: String { "\(language) \(text)" }

        init(_ language: String, _ place: String?, _ numbering: String, _ text: String, _ expected: [String]) {
            (self.language, self.place, self.numbering, self.text, self.expected) = (
                language, place, numbering, text, expected
            )
        }
    }

    @Test(
        "Marks, isolates, separators and digits of each script are undone",
        arguments: [
            Example("en", nil, "latn", "Of 100 people, 17 to 30 (12.5%).", ["100", "17", "30", "12.5%"]),
            Example("en", nil, "latn", "\u{2068}1,234,567.89\u{2069}\u{2068}5\u{2069}", ["1234567.89", "5"]),
            Example("en", nil, "latn", "groups 1,2 and 3, 4.", ["1", "2", "3", "4"]),
            Example("en", nil, "latn", "-0.05, from 2026-11-21, ne-5", ["-0.05", "2026", "11", "21", "5"]),
            Example("en", nil, "latn", "6b1f00ab F1 v2 3.", ["3"]),
            Example("sw", "KE", "latn", "Kati ya \u{2068}1,000\u{2069}: 23.5%", ["1000", "23.5%"]),
            Example("pt-BR", nil, "latn", "1.234,5 e 12,3%", ["1234.5", "12.3%"]),
            Example("fr", nil, "latn", "1\u{202F}234\u{202F}567,8 et 12,3\u{00A0}%", ["1234567.8", "12.3%"]),
            Example("hi", nil, "latn", "12,34,567.89", ["1234567.89"]),
            Example("bn", nil, "beng", "১২,৩৪,৫৬৭.৮", ["1234567.8"]),
            Example("ar", "EG", "arab", "١٬٢٣٤٫٥ و ١٢٫٣٪\u{061C} و \u{061C}-٥", ["1234.5", "12.3%", "-5"]),
        ])
    func reads(example: Example) throws {
        let formats = try #require(
            LocaleFormats(language: example.language, place: example.place, numbering: example.numbering))
        #expect(formats.numbers(in: example.text).map(\.description) == example.expected)
    }

    @Test("Two renderings are compared number by number, with repeats")
    func differences() {
        let first = ["1", "2", "2", "5"].map { RenderedNumber($0) }
        let second = ["2", "1", "6"].map { RenderedNumber($0) } + [RenderedNumber("5", isPercent: true)]
        let (onlyFirst, onlySecond) = RenderedNumber.differences(between: first, and: second)
        #expect(onlyFirst.map(\.description) == ["2", "5"])
        #expect(onlySecond.map(\.description) == ["5%", "6"])
    }

    @Test(
        "What is formatted is read back digit by digit",
        arguments: [
            ("en", nil, "latn"), ("sw", "KE", "latn"), ("fr", "SN", "latn"), ("pt-BR", nil, "latn"),
            ("hi", nil, "latn"),
            ("bn", "BD", "beng"), ("ar", "EG", "arab"), ("am", "ET", "latn"), ("id", nil, "latn"), ("my", nil, "mymr"),
        ] as [(String, String?, String)])
    func roundTrip(language: String, place: String?, numbering: String) throws {
        let formats = try #require(LocaleFormats(language: language, place: place, numbering: numbering))
        for value in [0, 0.5, 7.25, 12.5, 999.75, 1_000, 1_234.5, 12_345.25, 1_234_567.5, -3.5, -1_234.5] {
            let plain = String(format: "%.2f", value)
            #expect(formats.numbers(in: "a \(formats.number(value, digits: 2)) b").map(\.text) == [plain], "\(value)")
        }
        #expect(formats.numbers(in: formats.percent(0.235, digits: 1)) == [RenderedNumber("23.5", isPercent: true)])
    }
}
