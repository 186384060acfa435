package import Statistics

/// What a fairness measure says of some groups.
package struct FairnessResult: Hashable, Sendable {
    /// The figure with its interval, or why there is none; flagged `partial` where a group is left out.
    package let estimate: Estimate
    /// The group that the figure is about: the lowest of a range, the one farthest from its reference.
    package let group: GroupKey?
    /// The group it is compared with: the highest of a range; `nil` for everybody else, and where there is no group.
    package let reference: GroupKey?
    /// Groups that are left out, and why.
    package let excluded: [Excluded]
    /// What a model without disparity would show on average, as groups are never equal in data.
    package let expected: Double?
    /// Figures that belong to it, such as the gap of each rate.
    package let parts: [Part]
    /// Whether the gap is the same in every stratum, where there are strata.
    package let homogeneity: MantelHaenszel.Homogeneity?

    package struct Excluded: Hashable, Sendable {
        package let group: GroupKey
        package let reason: NotEstimable
    }

    package struct Part: Hashable, Sendable {
        package let name: String
        package let estimate: Estimate
        package let group: GroupKey?
        package let reference: GroupKey?

        init(_ name: String, _ estimate: Estimate, group: GroupKey? = nil, reference: GroupKey? = nil) {
            self.name = name
            self.estimate = estimate
            self.group = group
            self.reference = reference
        }
    }

    init(
        _ estimate: Estimate, group: GroupKey? = nil, reference: GroupKey? = nil, excluded: [Excluded] = [],
        expected: Double? = nil, parts: [Part] = [], homogeneity: MantelHaenszel.Homogeneity? = nil
    ) {
        self.estimate = excluded.isEmpty ? estimate : estimate.adding([.partial])
        self.group = group
        self.reference = reference
        self.excluded = excluded
        self.expected = expected
        self.parts = parts
        self.homogeneity = homogeneity
    }

    /// The same for rows that depend on each other.
    ///
    /// - Parameter flags: what must be said; without enough blocks there are no limits.
    func allowing(for flags: Set<EstimateFlag>) -> FairnessResult {
        func allowed(_ estimate: Estimate) -> Estimate {
            guard !flags.contains(.tooFewClusters) else { return estimate.with(interval: nil) }
            return flags.isEmpty
                ? estimate.with(interval: estimate.interval.map { $0.by($0.method.ofBlocks) }) : estimate
        }
        return FairnessResult(
            allowed(estimate).adding(flags), group: group, reference: reference, excluded: excluded,
            expected: expected,
            parts: parts.map { Part($0.name, allowed($0.estimate), group: $0.group, reference: $0.reference) },
            homogeneity: homogeneity)
    }

    /// The same with more remarks.
    package func adding(_ flags: [EstimateFlag]) -> FairnessResult {
        FairnessResult(
            estimate.adding(flags), group: group, reference: reference, excluded: excluded, expected: expected,
            parts: parts, homogeneity: homogeneity)
    }
}

extension IntervalMethod {
    /// The method with the rows that blocks of clusters leave.
    fileprivate var ofBlocks: IntervalMethod {
        switch self {
        case .newcombe: .newcombeBlocks
        case .miettinenNurminen: .miettinenNurminenBlocks
        case .scoreRatio: .scoreRatioBlocks
        case .maxT: .maxTBlocks
        case .maxTRatio: .maxTRatioBlocks
        default: self
        }
    }
}
