import Foundation
import Localization
import Testing

@Suite("Numbers, dates and lists", .serialized)
struct LocaleFormatsTests {
    static func formats(_ language: String, _ place: String? = nil, numbering: String = "latn") throws -> LocaleFormats
    {
        try #require(LocaleFormats(language: language, place: place, numbering: numbering))
    }

    @Test("Numbers follow the place's separators and digits")
    func numbers() throws {
        let sw = try Self.formats("sw", "KE")
        #expect(sw.tag == "sw-KE-u-nu-latn")
        #expect(sw.integer(1_234_567) == "1,234,567")
        #expect(sw.number(0.5, digits: 3) == "0.500")
        #expect(sw.percent(0.235, digits: 1) == "23.5%")
        #expect(try Self.formats("pt-BR").number(1234.5, digits: 1) == "1.234,5")
        #expect(try Self.formats("hi").integer(1_234_567) == "12,34,567")
        #expect(try Self.formats("bn", numbering: "beng").integer(42) == "৪২")
        #expect(try Self.formats("ar", "EG", numbering: "arab").integer(42) == "٤٢")
        #expect(try Self.formats("ar", "EG", numbering: "latn").integer(42) == "42")
    }

    @Test("What rounds to nothing has no sign")
    func negativeZero() throws {
        let en = try Self.formats("en")
        #expect(en.number(-0.001, digits: 2) == "0.00")
        #expect(en.number(-0.0, digits: 1) == "0.0")
        #expect(en.percent(-0.0001, digits: 1) == "0.0%")
        #expect(en.number(-0.01, digits: 2) == "-0.01")
    }

    @Test("Limits are rounded outward, and a limit that needs no rounding stays")
    func outward() throws {
        let en = try Self.formats("en")
        #expect(en.limits(lower: 0.6789, upper: 0.7411, digits: 2) == ("0.67", "0.75"))
        #expect(en.limits(lower: 0.3, upper: 0.7, digits: 1) == ("0.3", "0.7"))
        #expect(en.limits(lower: -0.0789, upper: -0.0011, digits: 2) == ("-0.08", "0.00"))
        #expect(en.percentLimits(lower: 0.17, upper: 0.29, digits: 0) == ("17%", "29%"))
        #expect(en.percentLimits(lower: 0.1701, upper: 0.2901, digits: 0) == ("17%", "30%"))
        #expect(en.number(.infinity, digits: 2) == "∞")
    }

    struct Beside: Sendable, CustomTestStringConvertible {
        let value: Double, limit: Double, rounding: DecimalRounding, expected: String
        var testDescription: String { "\(value) beside \(limit)" }
    }

    @Test(
        "Digits are added until the number does not contradict its limit",
        arguments: [
            Beside(value: 0.7996, limit: 0.80, rounding: .nearest, expected: "0.7996"),
            Beside(value: 0.7951, limit: 0.80, rounding: .nearest, expected: "0.795"),
            Beside(value: 0.81, limit: 0.80, rounding: .nearest, expected: "0.81"),
            Beside(value: 0.80, limit: 0.80, rounding: .nearest, expected: "0.80"),
            Beside(value: 0.8004, limit: 0.80, rounding: .down, expected: "0.8004"),
            Beside(value: 0.0999, limit: 0.1, rounding: .up, expected: "0.0999"),
            Beside(value: 0.1, limit: 0.125, rounding: .nearest, expected: "0.10"),
            Beside(value: 0.1249, limit: 0.125, rounding: .nearest, expected: "0.12"),
            Beside(value: -0.0996, limit: -0.1, rounding: .nearest, expected: "-0.0996"),
        ])
    func beside(example: Beside) throws {
        let en = try Self.formats("en")
        #expect(
            en.number(example.value, beside: example.limit, digits: 2, rounding: example.rounding) == example.expected)
    }

    @Test("Percentages get their digits on their own scale")
    func percentBeside() throws {
        let en = try Self.formats("en")
        #expect(en.percent(0.7996, beside: 0.8, digits: 0) == "79.96%")
        #expect(en.percent(0.81, beside: 0.8, digits: 0) == "81%")
        #expect(en.percentLimit(0.8, digits: 0) == "80%")
        #expect(en.percentLimit(0.125, digits: 0) == "12.5%")
        #expect(en.limit(0.125, digits: 2) == "0.125")
        #expect(en.limit(0.1, digits: 2) == "0.10")
    }

    @Test("Values that no digits tell apart end at the most digits, and what is not finite asks for none")
    func besideEnds() {
        #expect(LocaleFormats.digits(showing: 0.1, beside: 0.1 + 1e-17, from: 2) == 2)
        #expect(LocaleFormats.digits(showing: 1e-20, beside: 0, from: 2) == LocaleFormats.maximumDigits)
        #expect(LocaleFormats.digits(showing: .nan, beside: 0, from: 2) == 2)
        #expect(LocaleFormats.digits(showing: .infinity, beside: 0, from: 3) == 3)
        #expect(LocaleFormats.digits(showing: 1e300, beside: 0, from: 3) == 3)
        #expect(
            LocaleFormats.digits(showing: 0.5, beside: 0.5, from: -4)
                == LocaleFormats.digits(showing: 0.5, beside: 0.5, from: 0))
    }

    @Test(
        "Dates and months are told in the language, and what is neither stays as it is",
        arguments: [
            ("en", "2026-11-21", "November 21, 2026"), ("en", "2025-11", "November 2025"),
            ("sw", "2026-11-21", "21 Novemba 2026"), ("sw", "2025-11", "Novemba 2025"),
            ("sw", "2026-Q1", "2026-Q1"), ("sw", "2026-02-30", "2026-02-30"), ("sw", "2026-13", "2026-13"),
            ("sw", "", ""),
            ("sw", "2026-1-1", "2026-1-1"), ("sw", "２０２６-11", "２０２６-11"), ("en", "2024-02-29", "February 29, 2024"),
        ])
    func dates(language: String, text: String, expected: String) throws {
        #expect(try Self.formats(language).date(text) == expected)
    }

    @Test("Another calendar is used when it is named")
    func calendars() throws {
        let amharic = try #require(LocaleFormats(language: "am", place: "ET", numbering: "latn", calendar: .ethiopic))
        let parts = amharic.numbers(in: amharic.date("2026-11-21")).map(\.text)
        #expect(parts == ["12", "2019"])
    }

    @Test("Lists are joined by the language's word", arguments: [("en", "A, B, and C"), ("sw", "A, B na C")])
    func lists(language: String, expected: String) throws {
        #expect(try Self.formats(language).list(["A", "B", "C"]) == expected)
    }

    @Test("A language without formats is refused, not written as root", arguments: ["tw", "xx", "", "../en", "sw_KE"])
    func unknown(language: String) {
        #expect(LocaleFormats(language: language, place: nil, numbering: "latn") == nil)
    }

    @Test("The process's own time zone makes no difference", arguments: ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
    func timeZone(identifier: String) throws {
        let old = NSTimeZone.default
        defer { NSTimeZone.default = old }
        NSTimeZone.default = try #require(TimeZone(identifier: identifier))
        let sw = try Self.formats("sw", "KE")
        #expect(sw.date("2026-11-21") == "21 Novemba 2026")
        #expect(sw.date("2026-01-01") == "1 Januari 2026")
        #expect(sw.date("2026-12") == "Desemba 2026")
    }
}
