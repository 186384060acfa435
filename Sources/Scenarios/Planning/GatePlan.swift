package import Statistics

/// What the rows at hand can decide of one gate in one group, before any label is read.
package struct GatePlan: Sendable, Hashable {
    /// What the true figure may be for a gate to be decided.
    package enum Scale: String, Sendable, Hashable {
        /// How much worse off the group is than its reference.
        case gap
        /// The group's rate over that of its reference.
        case ratio
        /// The figure itself, or its lead over the no-skill reference.
        case value
    }

    /// Whether the gate can be decided here.
    package enum State: Sendable, Hashable {
        /// It passes with the power asked for where all is well: no gap, a ratio of 1, a perfect value.
        case decidable
        /// It cannot pass, whatever the labels are: so many rows of the group would do, with its reference as it is
        /// where that can be, else grown alike.
        case tooFewRows(needed: Int?)
        /// Nothing can be said, and why.
        case notPlanned(Reason)
    }

    package enum Reason: String, Sendable, Hashable {
        /// Only rates and areas under the curve have a variance that is known beforehand.
        case notARate = "not-a-rate"
        /// The declared reference has no row.
        case emptyReference = "empty-reference"
        /// There is no other group to compare with.
        case oneGroup = "one-group"
        /// Rows are not told apart by windows of time before labels are read.
        case windows
    }

    /// The gate's name.
    package let gate: String
    /// The metric's canonical name.
    package let metric: String
    /// The name of the comparison.
    package let comparison: String
    /// The columns the groups are of; a column of regions may be rolled up.
    package let by: [String]
    /// The level of the region tree where groups were rolled up; `nil` for the groups as they stand in the data.
    package let level: String?
    package let group: GroupKey
    /// Rows of the group.
    package let rows: Int
    /// Rows expected in the denominator of the metric, in the group and in its reference.
    package let expected: Double?
    package let expectedInReference: Double?
    package let scale: Scale
    /// The smallest true difference from the reference that would be seen (METHODS §3.8); `nil` without one.
    package let detectable: Double?
    /// The true figure from which the gate passes with the power asked for: gaps up to it, ratios and values from it on.
    package let passes: Double?
    /// The true figure from which it fails with that power.
    package let fails: Double?
    package let state: State
    /// For two models on the same rows: the largest share of them that may be decided differently for the gate to pass
    /// with the power asked for where there is no difference; `nil` for other gates.
    package var discordance: Double?
}

/// What has to be assumed where labels and decisions are not read.
package struct PlanningAssumptions: Sendable, Hashable {
    /// The share of positive labels, strictly between 0 and 1.
    package var baseRate: Double
    /// The rate that groups have in common, strictly between 0 and 1; a half is the least favourable for differences.
    package var rate: Double
    /// The chance to decide what is true, strictly between 0 and 1.
    package var power: Double
    /// How alike two rows of one cluster are, 0…1 (intraclass correlation).
    package var correlation: Double
    /// The share of rows whose label will be known, above 0 and at most 1.
    package var labelCoverage: Double
    /// The share of rows that two models decide differently, strictly between 0 and 1.
    package var discordance: Double

    package init(
        baseRate: Double = 0.5, rate: Double = 0.5, power: Double = 0.8, correlation: Double = 0.1,
        labelCoverage: Double = 1, discordance: Double = 0.2
    ) {
        self.discordance = discordance
        self.baseRate = baseRate
        self.rate = rate
        self.power = power
        self.correlation = correlation
        self.labelCoverage = labelCoverage
    }

    /// The variance of a figure of rows of clusters, over that of as many independent rows: 1 + (m − 1) ρ.
    ///
    /// - Parameter rowsPerCluster: m, 1 or more.
    /// - Source: Kish 1965, §5.4.
    package func designEffect(rowsPerCluster: Double) -> Double { 1 + max(0, rowsPerCluster - 1) * correlation }
}
