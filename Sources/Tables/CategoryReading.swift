/// How the level of a category is told from what stands in its cell.
package enum CategoryReading: Sendable, Hashable {
    /// The level is the text of the cell.
    case verbatim
    /// The level is the span of time of the Gregorian calendar that a day or moment lies in; moments with an offset need
    /// the zone, and days may be written in another calendar.
    case period(TimeUnit, zone: ZoneOffsets?, calendar: DateCalendar = .gregorian)
    /// The level is one of `ClusterBlock.count` blocks, told by a hash of the text: `00` to `63`.
    case block
}

/// Blocks of clusters: rows of one person, household or speaker share one (METHODS §3.6).
package enum ClusterBlock {
    /// How many blocks there are.
    package static let count = 64

    /// The block of a cluster: the first six bits of the SHA-256 of its name in UTF-8.
    ///
    /// The same in every file, on every machine, and in SQL, so that blocks of several sites can be merged.
    package static func number(ofDigest digest: [UInt8]) -> Int { digest.first.map { Int($0 >> 2) } ?? 0 }

    /// How a block is written: two digits.
    package static func text(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
