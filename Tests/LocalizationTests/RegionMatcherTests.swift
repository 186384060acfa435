import Foundation
import Testing

@testable import Localization

@Suite("Names of regions")
struct RegionMatcherTests {
    private static let place = Result {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        return try PlacePack.load("KE", from: LocaleFolder(path: root + "/locales"), digest: { _ in "" })
    }

    private static func match(_ text: String, level: String? = "county") throws -> RegionMatcher.Match {
        RegionMatcher(try place.get(), level: level).match(text)
    }

    @Test(
        "A name is read by code, by name, by another spelling, then without case, accents and what joins words",
        arguments: [
            ("001", "001", RegionMatcher.Reading.code), ("Mombasa", "001", .name), ("Taita Taveta", "006", .alias),
            ("taita–taveta", "006", .spelling), ("MOMBASA", "001", .spelling), ("  Tana\u{A0}River ", "004", .spelling),
            ("Mómbasa", "001", .spelling),
        ])
    func read(text: String, code: String, reading: RegionMatcher.Reading) throws {
        guard case .matched(let region, let found) = try Self.match(text) else {
            Issue.record("\(text) is not matched")
            return
        }
        #expect(region.code == code && found == reading)
    }

    @Test("What is near is not taken", arguments: ["Mombassa", "Oromia", "", "-", "Tana", "00", "ሞምባሳ"])
    func unmatched(text: String) throws {
        #expect(try Self.match(text) == .unmatched)
    }

    @Test("Every code and name of every region means that region, or says that another one is called the same")
    func everyName() throws {
        let place = try Self.place.get()
        for level in RegionMatcher.levels(of: place) {
            for region in place.regions where region.level == level {
                for name in [region.code] + Array(region.names.values) + (region.alsoWritten ?? []) {
                    switch try Self.match(name, level: level) {
                    case .matched(let found, _): #expect(found == region, "\(name)")
                    case .ambiguous(let several): #expect(several.contains(region), "\(name)")
                    case .unmatched: Issue.record("\(name) of \(region.code) is not matched")
                    }
                }
            }
        }
    }

    @Test("Two regions of one name are ambiguous until a level is said")
    func ambiguous() throws {
        // The province of old and the county that is also written so.
        guard case .ambiguous(let both) = try Self.match("Nairobi", level: nil) else {
            Issue.record("Nairobi is not ambiguous")
            return
        }
        #expect(both.map(\.code) == ["047", "former-nairobi"])
        let place = try Self.place.get()
        let names = Dictionary(grouping: place.regions, by: { RegionMatcher.folded($0.names["en"] ?? "") })
        let twice = names.values.filter { Set($0.map(\.level)).count > 1 }
        for regions in twice {
            let name = regions[0].names["en"] ?? ""
            guard case .ambiguous(let found) = try Self.match(name, level: nil) else {
                Issue.record("\(name) is not ambiguous")
                continue
            }
            #expect(Set(found.map(\.code)).isSuperset(of: regions.map(\.code)))
        }
    }

    @Test("Marks that tell letters apart stay", arguments: [("अमरा", "अमारा"), ("مصر", "مصير"), ("አማራ", "አመራ")])
    func marks(one: String, other: String) {
        #expect(RegionMatcher.folded(one) != RegionMatcher.folded(other))
    }
}
