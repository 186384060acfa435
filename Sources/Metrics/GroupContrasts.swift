import Evidence
package import Statistics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Gaps between groups whose reference is no independent group that somebody named: everybody, the best group, or every
/// other group.
///
/// A best group is chosen from the data and pairs are many, so their limits hold for all pairs at once: max-T bands for
/// proportions, Bonferroni for other metrics (METHODS §2.8, §3.5).
package struct GroupContrasts: Sendable {
    private var groups: [Estimator]

    package init(_ groups: [Estimator]) { self.groups = Estimator.overCommonClasses(groups) }

    /// A gap between two of the groups, by their places.
    package struct Gap: Sendable {
        package let group: Int
        package let reference: Int
        package let estimate: Estimate
    }

    /// The place of the group that is best off; the first in order among equals.
    ///
    /// - Parameter worse: on which side groups are worse off.
    /// - Returns: `nil` where no group has a value.
    package func best(_ metric: Metric, worse: Metric.Side) -> Int? {
        let values = groups.map { $0.value(metric) }
        let known = values.compactMap(\.self)
        guard let best = worse == .lower ? known.max() : known.min() else { return nil }
        return values.firstIndex { $0 == best }
    }

    /// Gaps between groups, with limits that hold for all pairs at once.
    ///
    /// - Parameter reference: only gaps to this group; every pair once when absent.
    /// - Complexity: O(groups² × draws) for proportions.
    package mutating func gaps(
        _ metric: Metric, to reference: Int? = nil, asRatio: Bool, level: Double, for purpose: IntervalPurpose
    ) -> [Gap] {
        let pairs: [(Int, Int)] =
            reference.map { reference in groups.indices.filter { $0 != reference }.map { ($0, reference) } }
            ?? groups.indices.flatMap { i in groups.indices.filter { $0 > i }.map { (i, $0) } }
        let included = groups.indices.filter { groups[$0].value(metric) != nil }
        let samples = included.compactMap { groups[$0].groupSample(metric, group: $0) }
        let comparisons = max(1, included.count * (included.count - 1) / 2)
        // Blocks of clusters tell how far a pair is off, not how far draws of cells are.
        let isIndependent = groups.allSatisfy { !$0.isClustered }
        let bands = bands(samples.count == included.count && isIndependent ? samples : [], asRatio, level, purpose)
        return pairs.map { i, j in
            var contrast = Contrast(groups[i], against: groups[j])
            // Bands replace these limits; their level costs nothing for proportions.
            let pairLevel = Multiplicity.bonferroniLevel(level, comparisons: comparisons)
            let estimate =
                asRatio
                ? contrast.ratio(metric, level: pairLevel, for: purpose)
                : contrast.difference(metric, level: pairLevel, for: purpose)
            groups[i] = contrast.group
            groups[j] = contrast.reference
            let own = estimate.interval.map {
                Interval(
                    lower: $0.lower, upper: $0.upper, level: level,
                    method: comparisons > 1 ? .bonferroniPairs : $0.method)
            }
            let limits = bands.map { self.limits($0, i, j, asRatio, estimate.number) } ?? own
            return Gap(group: i, reference: j, estimate: estimate.with(interval: limits))
        }
    }

    /// Bands of all pairs; `nil` for a single pair, which needs none, and for what is no proportion.
    private func bands(
        _ samples: [GroupSample], _ asRatio: Bool, _ level: Double, _ purpose: IntervalPurpose
    ) -> SimultaneousBands? {
        guard samples.count > 2, let context = groups.first?.context else { return nil }
        return SimultaneousBands(
            [samples], contrasts: .allPairs, scale: asRatio ? .logarithm : .identity, level: level,
            replicates: context.replicates(for: purpose), seed: context.seed)
    }

    private func limits(
        _ bands: SimultaneousBands, _ i: Int, _ j: Int, _ asRatio: Bool, _ value: Double?
    ) -> Interval? {
        guard let contrast = bands.contrast(i, to: j) else { return nil }
        var (lower, upper) = bands.limits(contrast)
        if asRatio {
            (lower, upper) = (exp(lower), exp(upper))
        } else {
            (lower, upper) = (max(-1, lower), min(1, upper))
        }
        // Smoothed cells put a ratio over an observed zero at some number; the figure itself has none.
        guard let value else { return nil }
        return Interval(
            lower: min(lower, value), upper: max(upper, value), level: bands.level,
            method: asRatio ? .maxTRatio : .maxT)
    }
}

extension Contrast {
    /// The metric in the group less that in everybody, or over it, by the identity m_g − m_all = (1 − π_g)(m_g − m_rest)
    /// of what is a mean over rows; other metrics have no interval.
    ///
    /// - Parameter everybody: the group and the reference together.
    /// - Source: METHODS §2.8.
    package mutating func againstEverybody(
        _ metric: Metric, everybody: Estimator, asRatio: Bool, level: Double, for purpose: IntervalPurpose
    ) -> Estimate {
        guard let own = group.value(metric), let all = everybody.value(metric) else {
            return Estimate(
                notEstimable: group.reason(metric) ?? everybody.reason(metric) ?? .emptyGroup,
                n: group.denominator(metric))
        }
        let n = everybody.denominator(metric)
        if asRatio, all == 0 { return Estimate(notEstimable: own == 0 ? .bothZero : .zeroReference, n: n) }
        let value = asRatio ? own / all : own - all
        guard metric.isMeanOverRows, let rest = reference.value(metric) else {
            return Estimate(value, n: n, interval: nil)
        }
        // π_g by what the metric counts, rows or weights; where both are equal the gap is 0 whatever it is.
        let share = own == rest ? 0 : min(1, max(0, 1 - (own - all) / (own - rest)))
        let apart = asRatio ? ratio(metric, level: level, for: purpose) : difference(metric, level: level, for: purpose)
        let interval = apart.interval.map { limits -> Interval in
            func moved(_ limit: Double) -> Double {
                guard asRatio else { return (1 - share) * limit }
                if limit.isInfinite { return share > 0 ? 1 / share : .infinity }
                return limit > 0 ? 1 / (share + (1 - share) / limit) : 0
            }
            return Interval(
                lower: min(value, moved(limits.lower)), upper: max(value, moved(limits.upper)), level: level,
                method: limits.method)
        }
        return Estimate(value, n: n, interval: interval, flags: apart.flags)
    }
}

extension Metric {
    /// Whether the figure of everybody is the mean of the figures of groups, weighted by what they count.
    fileprivate var isMeanOverRows: Bool {
        switch definition {
        case .proportion(_, let whole, _): whole as AnyKeyPath != \Counts.allRows
        case .moment: true
        default: false
        }
    }
}
