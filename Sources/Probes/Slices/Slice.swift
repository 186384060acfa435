package import Statistics

/// Rows that share some levels, and how a figure among them differs from that of all other rows.
package struct Slice: Sendable, Hashable {
    /// The levels, in the order of the columns searched.
    package let group: GroupKey
    /// Rows of the slice, and their share of all rows.
    package let rows: Int
    package let support: Double
    /// The figure in the slice, of its own denominator, with its interval; or the reason why there is none.
    package let estimate: Estimate
    /// The figure less that of all rows (Pastor et al. 2021).
    package let divergence: Double?
    /// The figure less that of all other rows, with its interval.
    package let difference: Estimate
    /// Two-sided, of equal figures inside and outside; `nil` where that cannot be tested.
    package let pValue: Double?
    /// The same, adjusted for all slices searched (Benjamini and Hochberg).
    package let adjustedPValue: Double?
    /// |m₁ − m₀| / √(v₁ + v₀) of Beta(1 + k, 1 + n − k) for slice and all rows, as DivExplorer has it; of rates only.
    package let welchT: Double?
    /// How much worse on average, weighed against how small: SliceLine's score; `nil` where no error is made at all, or
    /// nothing says what is worse.
    package let score: Double?
    /// By item of the slice, its Shapley value: how much of the divergence comes with it; `nil` where some part of the
    /// slice has no value.
    package let contributions: [Double]?
    /// Whether leaving out one item changes the divergence by no more than was asked for.
    package let isRedundant: Bool
    /// In the other half of the clusters; `nil` where rows were not searched by halves, or nothing was found.
    package let confirmation: Confirmation?

    /// What the half of the clusters that was not searched says of a slice.
    package struct Confirmation: Sendable, Hashable {
        package let estimate: Estimate
        package let difference: Estimate
        /// Adjusted for all slices found (Holm 1979).
        package let adjustedPValue: Double?
        /// Whether it is significant there, too, on the same side.
        package let isConfirmed: Bool
    }

    /// The same with what other rows say of it.
    func confirmed(_ confirmation: Confirmation) -> Slice {
        Slice(
            group: group, rows: rows, support: support, estimate: estimate, divergence: divergence,
            difference: difference, pValue: pValue, adjustedPValue: adjustedPValue, welchT: welchT, score: score,
            contributions: contributions, isRedundant: isRedundant, confirmation: confirmation)
    }
}
