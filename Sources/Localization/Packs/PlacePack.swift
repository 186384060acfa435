/// How sure a fact of a place pack is; dossiers print it with the fact.
package enum FactStatus: String, Hashable, Sendable, Codable, CaseIterable {
    /// From memory or a weak source: must be confirmed.
    case unverified
    /// Read in a secondary source.
    case secondary
    /// Read in the text itself: a statute, a constitution, a regulator's page.
    case text
    /// Checked by a lawyer of the place.
    case lawyerReviewed = "lawyer_reviewed"
}

/// What `place.json` says.
package struct PlaceDescription: Hashable, Sendable, Codable {
    /// ISO 3166-1, two letters, equal to the folder's name.
    package let code: String
    /// By language tag.
    package let names: [String: String]
    /// ISO 4217.
    package let currency: String
    /// In the order of use; the first is the one dates are told in.
    package let calendars: [String]
    /// CLDR's name of the digits.
    package let numbering: String
    package let languages: [LanguageUse]

    /// A language used in the place.
    package struct LanguageUse: Hashable, Sendable, Codable {
        package let tag: String
        /// Such as `official` or `national, official`.
        package let role: String
        package let status: FactStatus
        package let source: String
    }
}

/// One fact of `law.json`, with its source and how sure it is.
package struct LawFact: Hashable, Sendable, Codable {
    package let id: String
    /// Such as `automated-decisions`, `breach`, `regulator`.
    package let topic: String
    /// Where it stands: the act and section.
    package let reference: String
    /// The fact in one sentence, by language tag.
    package let text: [String: String]
    package let source: String
    /// ISO date on which the source was read; `nil` where nothing was.
    package let readOn: String?
    package let status: FactStatus

    enum CodingKeys: String, CodingKey {
        case id, topic, reference, text, source, status
        case readOn = "read_on"
    }
}

/// One attribute of `attributes.json`: what the law of the place says of it.
package struct ProtectedAttribute: Hashable, Sendable, Codable {
    package let id: String
    /// By language tag.
    package let names: [String: String]
    /// Whether the constitution names it as a ground on which nobody may be discriminated against.
    package let constitutionalGround: Claim
    /// Whether the data protection law counts it as sensitive.
    package let sensitive: Claim
    /// A warning for testers, by language tag.
    package let note: [String: String]?

    /// Yes or no, with where it stands and how sure it is.
    package struct Claim: Hashable, Sendable, Codable {
        package let holds: Bool
        package let reference: String
        package let source: String
        package let status: FactStatus
    }

    enum CodingKeys: String, CodingKey {
        case id, names, sensitive, note
        case constitutionalGround = "constitutional_ground"
    }
}

/// One region of `regions.json`.
package struct Region: Hashable, Sendable, Codable {
    /// The official code, or for a former unit a name that is unique in the file.
    package let code: String
    /// Such as `county`.
    package let level: String
    /// The code of the region that holds it; `nil` for the highest.
    package let parent: String?
    /// By language tag; `en` is always there.
    package let names: [String: String]
    /// Other spellings found in data.
    package let alsoWritten: [String]?

    enum CodingKeys: String, CodingKey {
        case code, level, parent, names
        case alsoWritten = "also_written"
    }
}

/// A place: its currency, calendars, regions, law and protected attributes.
package struct PlacePack: Sendable {
    package let description: PlaceDescription
    /// The date on which the state of the law was read, ISO; `nil` without `law.json`.
    package let lawAsOf: String?
    package let law: [LawFact]
    package let attributes: [ProtectedAttribute]
    package let regions: [Region]
    /// The files it was read from, sorted.
    package let files: [LocaleFile]

    package var code: String { description.code }

    private struct Law: Decodable {
        let asOf: String
        let facts: [LawFact]

        enum CodingKeys: String, CodingKey {
            case facts
            case asOf = "as_of"
        }
    }
    private struct Attributes: Decodable { let attributes: [ProtectedAttribute] }
    private struct Regions: Decodable { let regions: [Region] }

    /// Reads the pack `code`; only `place.json` must be there.
    package static func load(
        _ code: String, from folder: LocaleFolder, digest: @escaping Digest
    ) throws(LocalizationError) -> PlacePack {
        var reader = PackReader(folder: folder, digest: digest)
        let base = "places/\(code)"
        let description = try reader.json("\(base)/place.json", as: PlaceDescription.self)
        guard description.code == code else {
            throw .malformedFile(
                "\(base)/place.json", at: "code", reason: "is '\(description.code)' in the folder '\(code)'")
        }
        let law = folder.has("\(base)/law.json") ? try reader.json("\(base)/law.json", as: Law.self) : nil
        let attributes =
            folder.has("\(base)/attributes.json")
            ? try reader.json("\(base)/attributes.json", as: Attributes.self).attributes : []
        let regions =
            folder.has("\(base)/regions.json") ? try reader.json("\(base)/regions.json", as: Regions.self).regions : []
        return PlacePack(
            description: description, lawAsOf: law?.asOf, law: law?.facts ?? [], attributes: attributes,
            regions: regions,
            files: reader.files.sorted())
    }

    /// The region that `text` names: by code, name in any language or other spelling, without regard to case.
    ///
    /// - Complexity: O(regions).
    package func region(_ text: String) -> Region? {
        let folded = text.lowercased()
        return regions.first { region in
            region.code.lowercased() == folded || region.names.values.contains { $0.lowercased() == folded }
                || (region.alsoWritten ?? []).contains { $0.lowercased() == folded }
        }
    }
}
