import Foundation

/// Finds the regions of a place that names in data mean. Nothing is guessed: a name means the regions that are written
/// so, in one of several ways of reading that are tried in turn, and more than one region is ambiguous.
package struct RegionMatcher: Sendable {
    /// How a name was read when it was found, the closest first.
    package enum Reading: String, Sendable, CaseIterable {
        /// The official code.
        case code
        /// A name of the pack in any of its languages, letter by letter.
        case name
        /// Another spelling that the pack lists.
        case alias
        /// One of these without regard to case, accents, apostrophes, hyphens, slashes and spaces.
        case spelling
    }

    /// What a name means.
    package enum Match: Sendable, Hashable {
        case matched(Region, Reading)
        /// More than one region is written so.
        case ambiguous([Region])
        /// None is.
        case unmatched
    }

    private let regions: [Region]
    private let byReading: [Reading: [String: [Int]]]

    /// - Parameter level: of the regions that are meant, such as `county`; all if `nil`.
    package init(_ place: PlacePack, level: String? = nil) {
        regions = place.regions.filter { level == nil || $0.level == level }
        var byReading: [Reading: [String: [Int]]] = [:]
        func add(_ reading: Reading, _ text: String, _ region: Int) {
            var found = byReading[reading, default: [:]][text, default: []]
            if !found.contains(region) { found.append(region) }
            byReading[reading, default: [:]][text] = found
        }
        for (number, region) in regions.enumerated() {
            add(.code, region.code, number)
            for name in region.names.values { add(.name, name, number) }
            for name in region.alsoWritten ?? [] { add(.alias, name, number) }
            for name in Array(region.names.values) + (region.alsoWritten ?? []) + [region.code] {
                add(.spelling, Self.folded(name), number)
            }
        }
        self.byReading = byReading
    }

    /// The levels that a place's regions have, in the order of the pack.
    package static func levels(of place: PlacePack) -> [String] {
        var seen: Set<String> = []
        return place.regions.map(\.level).filter { seen.insert($0).inserted }
    }

    /// What `text` means.
    ///
    /// - Complexity: O(length).
    package func match(_ text: String) -> Match {
        // What is one region's name and another one's alias is as ambiguous as a name that two have.
        for readings in [[Reading.code, .name, .alias], [.spelling]] {
            let key = readings == [.spelling] ? Self.folded(text) : text
            guard !key.isEmpty else { continue }
            let found = readings.map { byReading[$0]?[key] ?? [] }
            let all = Set(found.flatMap { $0 }).sorted()
            guard let first = all.first else { continue }
            guard all.count == 1 else { return .ambiguous(all.map { regions[$0] }) }
            let reading = zip(readings, found).first { !$0.1.isEmpty }?.0
            return .matched(regions[first], reading ?? .spelling)
        }
        return .unmatched
    }

    /// Every name of every region, for telling the nearest one to what is unmatched; it is never taken.
    package var names: [String] {
        regions.flatMap { Array($0.names.values).sorted() + ($0.alsoWritten ?? []) }
    }

    /// A name without regard to case, accents and what stands between its words.
    static func folded(_ text: String) -> String {
        var folded = ""
        for scalar in text.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
            switch scalar.properties.generalCategory {
            // Marks of scripts that need them to tell letters apart are kept: only the Latin accents go.
            case .nonspacingMark where (0x0300...0x036F).contains(scalar.value): continue
            case .dashPunctuation, .spaceSeparator, .otherPunctuation, .initialPunctuation, .finalPunctuation,
                .modifierLetter, .modifierSymbol, .format, .control:
                continue
            default: folded.unicodeScalars.append(scalar)
            }
        }
        return folded
    }
}
