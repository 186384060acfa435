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
    /// Of no association at all: by permutation of the attribute where cells are small, else by χ².
    package let pValue: Double?
    /// Adjusted for all features (Benjamini and Hochberg).
    package var adjustedPValue: Double?
}
