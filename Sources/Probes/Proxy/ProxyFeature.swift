package import Statistics

/// How much of a protected attribute a feature carries, and how much of it the decisions follow.
package struct ProxyFeature: Sendable, Hashable {
    /// The feature's column.
    package let feature: String
    /// Whether it was read as numbers, and binned by deciles where levels are needed.
    package let isNumeric: Bool
    /// Levels counted, missing ones among them; of numbers, their bins.
    package let levels: Int
    /// Rows counted.
    package let rows: Int
    /// Of attribute by level.
    package let association: ContingencyTable
    /// Of attribute by every distinct value, for numbers; `nil` for others.
    package let unbinned: ContingencyTable?
    /// The area under the curve of guessing the attribute from the level alone, the order of levels taken from other
    /// rows; of more than two values of the attribute the mean of each against all others.
    package let guessingArea: Double?
    /// 2 |area − ½|, 0…1: what features are ranked by.
    package let availability: Double?
    /// P(value of one attribute > value of the other) + ½ P(equal), in the order of the attribute's two values; `nil` for
    /// features that are no numbers, or more than two values.
    package let numericArea: Double?
    /// Pearson's correlation of the number with the attribute coded 0 and 1; `nil` likewise.
    package let correlation: Double?
    /// U(decision | feature, given label and the legitimate columns), corrected for chance; `nil` without decisions, or
    /// where decisions do not vary within strata.
    package let use: Double?
    /// Availability × use, 0…1.
    package let score: Double?
    /// Whether it goes with the attribute at all, at equal legitimate columns; `nil` where nothing varies.
    package let test: IndependenceTest?
    /// What it transmits of the gap between groups; empty without decisions, or where none was named as selected.
    package let transmissions: [Transmission]
    /// Adjusted for all features (Benjamini and Hochberg).
    package var adjustedPValue: Double?
    /// Where it stands between available and used.
    package var place = Place.unknown

    /// Of no association at all.
    package var pValue: Double? { test?.pValue }

    /// The gap in the rate of selected rows between a group and another, and what goes with the feature of it.
    package struct Transmission: Sendable, Hashable {
        /// The attribute's code of the group.
        package let group: UInt32
        /// That of the other; `nil` for all others together.
        package let against: UInt32?
        package let parts: RateDecomposition.Estimates
    }

    /// The four corners of availability against use.
    package enum Place: String, Sendable, Hashable, CaseIterable {
        case availableAndUsed = "available-and-used"
        case availableUnused = "available-unused"
        case usedNotTied = "used-not-tied"
        case neither
        /// It carries the attribute; whether decisions follow it cannot be told without them.
        case available
        /// It does not, likewise.
        case notAvailable = "not-available"
        /// No availability could be had.
        case unknown
    }

    func placed(_ options: ProxySearch.Options) -> Place {
        guard let availability else { return .unknown }
        let isAvailable = availability >= options.availableFrom && (adjustedPValue ?? 1) <= 0.05
        guard let use else { return isAvailable ? .available : .notAvailable }
        let isUsed = use >= options.usedFrom
        return isAvailable ? (isUsed ? .availableAndUsed : .availableUnused) : isUsed ? .usedNotTied : .neither
    }
}
