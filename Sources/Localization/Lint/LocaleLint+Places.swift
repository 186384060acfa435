internal import Diagnostics
internal import Foundation

extension LocaleLint {
    /// Everything that is wrong with the place pack `code`: facts without source or date, regions without parent.
    ///
    /// - Returns: findings in the order of the files; empty when the pack is sound.
    package static func check(place code: String, in folder: LocaleFolder) -> [LocaleLintFinding] {
        let base = "places/\(code)"
        let pack: PlacePack
        do {
            pack = try PlacePack.load(code, from: folder, digest: { _ in "" })
        } catch {
            return [unreadable(error, at: base)]
        }
        var findings: [LocaleLintFinding] = []
        func add(_ file: String, _ id: String?, _ reason: String) {
            let place = SourceLocation(file: "\(base)/\(file)")
            findings.append(LocaleLintFinding(rule: .badFact(reason), location: place, id: id))
        }

        let description = pack.description
        if description.names["en"] == nil { add("place.json", nil, "the place has no English name") }
        if !Locale.commonISOCurrencyCodes.contains(description.currency) {
            add("place.json", nil, "'\(description.currency)' is no current ISO 4217 code")
        }
        for calendar in description.calendars where DateCalendar(rawValue: calendar) == nil {
            add("place.json", nil, "there is no calendar '\(calendar)'")
        }
        if let date = pack.lawAsOf, ISODate(date) == nil { add("law.json", nil, "'\(date)' is no date") }

        var seen: Set<String> = []
        for fact in pack.law {
            if !seen.insert("law " + fact.id).inserted { add("law.json", fact.id, "stands here twice") }
            if fact.text["en"]?.isEmpty ?? true { add("law.json", fact.id, "has no English text") }
            if let date = fact.readOn, ISODate(date) == nil { add("law.json", fact.id, "'\(date)' is no date") }
            if fact.status != .unverified, fact.readOn == nil {
                add("law.json", fact.id, "is marked as read, but says not when")
            }
            if fact.status != .unverified, fact.source.isEmpty || fact.source == "none" {
                add("law.json", fact.id, "is marked as read, but names no source")
            }
        }
        for attribute in pack.attributes {
            if !seen.insert("attribute " + attribute.id).inserted {
                add("attributes.json", attribute.id, "stands here twice")
            }
            if attribute.names["en"] == nil { add("attributes.json", attribute.id, "has no English name") }
            for claim in [attribute.constitutionalGround, attribute.sensitive] where claim.status != .unverified {
                if claim.source.isEmpty {
                    add("attributes.json", attribute.id, "is marked as read, but names no source")
                }
            }
        }
        let codes = Set(pack.regions.map(\.code))
        for region in pack.regions {
            if !seen.insert("region " + region.code).inserted { add("regions.json", region.code, "stands here twice") }
            if region.names["en"] == nil { add("regions.json", region.code, "has no English name") }
            if let parent = region.parent, !codes.contains(parent) {
                add("regions.json", region.code, "its parent '\(parent)' is not in the file")
            }
        }
        return findings
    }
}
