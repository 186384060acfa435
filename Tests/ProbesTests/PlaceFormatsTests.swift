import Diagnostics
import Foundation
import Interchange
import TestSupport
import Testing

@testable import Probes

@Suite("Numbers, amounts and days as a place writes them")
struct PlaceFormatsTests {
    private func formats(_ place: String) throws -> PlaceFormats {
        try PlaceFormats(PlacePacks.document(place + "/formats.json"))
    }

    @Test(
        "The same is said otherwise, and nothing else is touched",
        arguments: [
            (
                "KE", .numbers, "pay 1,250.50 now, by 2026",
                ["pay 1250.50 now, by 2026", "pay 1\u{202F}250.50 now, by 2026"]
            ),
            ("KE", .numbers, "call 0712345678", []),
            ("BR", .numbers, "R$ 1.200,00 e 3.5", ["R$ 1200,00 e 3.5", "R$ 1\u{202F}200,00 e 3.5"]),
            ("IN", .numbers, "₹12,34,567", ["₹1,234,567", "₹1234567"]),
            ("IN", .numbers, "कुल 500 और 1,200", ["कुल 500 और 1200", "कुल ५०० और १,२००"]),
            (
                "KE", .currency, "I paid ksh 1,500.",
                [
                    "I paid KES 1,500.", "I paid Kshs. 1,500.", "I paid Sh 1,500.", "I paid 1,500/=.",
                    "I paid 1,500 bob.",
                ]
            ),
            ("KE", .currency, "ships 500", []), ("KE", .currency, "cash 500", []),
            ("NG", .currency, "N15,000 kawai", ["₦15,000 kawai", "NGN 15,000 kawai", "15,000 naira kawai"]),
            ("NG", .currency, "n 5", []),
            ("ET", .currency, "ብር 1,200 ወደ", ["ETB 1,200 ወደ", "Br 1,200 ወደ", "1,200 birr ወደ", "1,200 ብር ወደ"]),
            ("ET", .currency, "300 birr", ["ETB 300", "Br 300"]),
            ("KE", .dates, "on 22/11/2026.", ["on 2026-11-22.", "on 22-11-2026.", "on 22.11.2026."]),
            (
                "KE", .dates, "22 November 2026 and 1 januari 2025",
                [
                    "2026-11-22 and 2025-01-01", "22/11/2026 and 01/01/2025", "22-11-2026 and 01-01-2025",
                    "22.11.2026 and 01.01.2025",
                ]
            ),
            ("KE", .dates, "31/02/2026 22/11/20267 5.22/11/2026", []),
            (
                "BR", .dates, "em 7 de setembro de 2026",
                ["em 2026-09-07", "em 07/09/2026", "em 07-09-2026", "em 07.09.2026"]
            ),
            ("ET", .dates, "ከ 2026-11-22", ["ከ 22/11/2026", "ከ 22-11-2026", "ከ 22.11.2026", "ከ 13/03/2019 ዓ.ም."]),
            ("ET", .dates, "by 2026-11-22", ["by 22/11/2026", "by 22-11-2026", "by 22.11.2026", "by 13/03/2019 E.C."]),
        ] as [(String, PlaceFormats.Kind, String, [String])])
    func forms(place: String, kind: PlaceFormats.Kind, text: String, expected: [String]) throws {
        let forms = try formats(place).forms(of: text, kind).map(\.text)
        #expect(forms.map { Array($0.unicodeScalars) } == expected.map { Array($0.unicodeScalars) }, "\(forms)")
    }

    @Test("Every pack of formats is sound, and each of its ways to write can be read back")
    func packs() throws {
        let files = PlacePacks.files(["formats"])
        #expect(files.count >= 8)
        for file in files {
            let formats = try PlaceFormats(PlacePacks.document(file))
            #expect(file == formats.source.name + ".json" && !formats.source.isReviewed)
            for kind in PlaceFormats.Kind.allCases { #expect(formats.has(kind)) }
            for amount in formats.amounts where amount.script == nil {
                let others = formats.forms(of: "x \(amount.writing.written("1,500")) y", .currency)
                #expect(others.count >= 2 && others.allSatisfy { $0.text.contains("1,500") }, "\(file) \(others)")
                #expect(others.allSatisfy { $0.from == amount.writing.pattern && $0.to != $0.from })
            }
        }
    }

    @Test("Ethiopian days are those of the calendar of ICU, over two centuries")
    func ethiopic() throws {
        var calendar = Calendar(identifier: .ethiopicAmeteMihret)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        var gregorian = Calendar(identifier: .gregorian)
        gregorian.timeZone = calendar.timeZone
        for number in stride(from: -25_567, to: 47_000, by: 83) {
            let date = Date(timeIntervalSince1970: Double(number) * 86_400)
            let own = gregorian.dateComponents([.year, .month, .day], from: date)
            let wanted = calendar.dateComponents([.year, .month, .day], from: date)
            let day = try #require(
                EthiopicCalendar.day(ofGregorian: own.year ?? 0, own.month ?? 0, own.day ?? 0), "\(own)")
            #expect(day.year == wanted.year && day.month == wanted.month && day.day == wanted.day, "\(own) \(day)")
        }
        // The leap day at the end of an Ethiopian year, and what is no day.
        #expect(EthiopicCalendar.day(ofGregorian: 2023, 9, 11).map { [$0.year, $0.month, $0.day] } == [2015, 13, 6])
        #expect(
            EthiopicCalendar.day(ofGregorian: 2023, 2, 29) == nil && EthiopicCalendar.day(ofGregorian: 5, 1, 1) == nil)
    }

    @Test(
        "Damaged formats are refused with the place of the fault",
        arguments: [
            (#""numbers": [{"group": ",", "decimal": "."}]"#, "one way to write numbers is no change", 12),
            (#""numbers": [{"group": ",", "decimal": ","}, {"group": "", "decimal": "."}]"#, "is another one", 13),
            (#""numbers": [{"group": "12", "decimal": "."}]"#, "one sign or none", 23),
            (#""currency": {"code": "KES", "writings": ["KES {}", "KES"]}"#, "with {} where its number goes", 52),
            (#""currency": {"code": "KES", "writings": ["{}", "KES {}"]}"#, "with {} where its number goes", 42),
            (#""dates": {"writings": ["dd/mm/yyyy", "mm/dd/yyyy"]}"#, "can be taken for", 10),
            (#""currency": {"code": "KES", "writings": ["KES {}", "kes{}"]}"#, "read as one that stands here", 52),
            (#""dates": {"writings": ["dd/mm/yy"]}"#, "a day is written with yyyy", 24),
            (#""dates": {"writings": [], "months": {"en": ["May"]}}"#, "a year has twelve months", 44),
            (#""dats": {}"#, "'dats' means nothing here", 9),
        ])
    func damaged(members: String, reason: String, column: Int) throws {
        let text = """
            {"place": "XX", "kind": "formats", "source": "s", "licence": "l", "date": "2026-11-22", "review": "draft",
            "reviewers": [],
            \(members)}
            """
        let error = #expect(throws: PackError.self) { try PlaceFormats(PlacedJSON.parse(Array(text.utf8), from: "f")) }
        #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
        #expect(error?.location == .init(file: "f", line: 3, column: column), "\(error?.location.description ?? "")")
    }
}
