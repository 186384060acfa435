import Evidence
package import Statistics

/// Aggregates of a metric over groups: the largest gap and the worst group, with intervals that allow for the choice.
///
/// An interval around a chosen extreme must cover all that could have been chosen: limits are simultaneous over all
/// pairs (range) or all groups (worst), so that equal groups are covered (METHODS §3.5; never percentiles of a
/// maximum). The range of a proportion over three groups or more takes max-T bands, and Bonferroni's upper limit where that
/// is nearer; two groups are one pair and need no correction, and other metrics have no cell draws.
package struct GroupAggregate: Sendable {
    package private(set) var groups: [Estimator]

    package init(_ groups: [Estimator]) { self.groups = Estimator.overCommonClasses(groups) }

    package struct Range: Sendable {
        /// Largest less smallest value, with the folded simultaneous interval.
        package let estimate: Estimate
        package let lowest: GroupKey?
        package let highest: GroupKey?
        package let excluded: [GroupKey]
    }

    package struct Worst: Sendable {
        package let estimate: Estimate
        package let group: GroupKey?
        package let excluded: [GroupKey]
    }

    /// Largest less smallest over the estimable groups; flagged `partial` if some are not.
    ///
    /// - Parameter simultaneous: whether limits hold for all pairs at once; without it each pair keeps `level`, which is
    ///   right for showing that every pair lies within a tolerance (intersection–union, METHODS §3.9).
    /// - Complexity: O(groups²) intervals, or O(groups² × draws) for bands.
    package mutating func range(
        _ metric: Metric, level: Double, for purpose: IntervalPurpose, simultaneous: Bool = true
    ) -> Range {
        let (included, excluded) = split(metric)
        let values = included.compactMap { groups[$0].value(metric) }
        guard included.count >= 2, let low = values.min(), let high = values.max(),
            let lowest = values.firstIndex(of: low), let highest = values.firstIndex(of: high)
        else {
            return Range(
                estimate: Estimate(notEstimable: groups.isEmpty ? .emptyGroup : .tooFewRows, flags: flags(excluded)),
                lowest: nil, highest: nil, excluded: excluded)
        }
        // Blocks of clusters tell how far a pair is off, not how far draws of cells are.
        let isIndependent = included.allSatisfy { !groups[$0].isClustered }
        let bands =
            simultaneous && included.count > 2 && isIndependent
            ? self.bands(metric, included, scale: .identity, level: level, for: purpose) : nil
        let found =
            bands.map { (interval: $0, flags: []) }
            ?? pairs(
                metric, included, range: high - low, level: level, simultaneous: simultaneous, for: purpose)
        return Range(
            estimate: Estimate(
                high - low, n: included.reduce(0) { $0 + groups[$1].denominator(metric) }, interval: found.interval,
                flags: flags(excluded) + found.flags),
            lowest: groups[included[lowest]].evidence.group, highest: groups[included[highest]].evidence.group,
            excluded: excluded)
    }

    /// Limits that hold for all pairs at once by max-T bands; `nil` for what is no proportion.
    private func bands(
        _ metric: Metric, _ included: [Int], scale: SimultaneousBands.Scale, level: Double,
        for purpose: IntervalPurpose
    ) -> Interval? {
        guard let gaps = gaps(metric, included, scale: scale), let context = groups.first?.context else { return nil }
        return gaps.finding(
            level: level, replicates: context.replicates(for: purpose), seed: context.seed, for: purpose)?.interval
    }

    private func gaps(_ metric: Metric, _ included: [Int], scale: SimultaneousBands.Scale) -> RateGaps? {
        let samples = included.compactMap { groups[$0].groupSample(metric, group: $0) }
        guard samples.count == included.count else { return nil }
        return RateGaps(rates: [samples], comparison: .pairs, scale: scale)
    }

    /// Limits of every pair, each at a level at which all hold together by Bonferroni, or at `level` itself.
    private mutating func pairs(
        _ metric: Metric, _ included: [Int], range: Double, level: Double, simultaneous: Bool,
        for purpose: IntervalPurpose
    ) -> (interval: Interval?, flags: [EstimateFlag]) {
        let pairCount = included.count * (included.count - 1) / 2
        let pairLevel = simultaneous ? 1 - (1 - level) / Double(pairCount) : level
        var (lower, upper): (Double, Double?) = (0, 0)
        var found: Set<EstimateFlag> = []
        for i in included.indices {
            for j in included.indices where j < i {
                var contrast = Contrast(groups[included[i]], against: groups[included[j]])
                let difference = contrast.difference(metric, level: pairLevel, for: purpose)
                let interval = difference.interval
                found.formUnion(Self.passedOn.intersection(difference.flags))
                // Draws made for one pair serve the next.
                groups[included[i]] = contrast.group
                groups[included[j]] = contrast.reference
                guard let interval else {
                    upper = nil
                    continue
                }
                lower = max(lower, interval.lower, -interval.upper)
                upper = upper.map { max($0, abs(interval.lower), abs(interval.upper)) }
            }
        }
        let interval = upper.map {
            Interval(lower: min(lower, range), upper: max($0, range), level: level, method: .bonferroniPairs)
        }
        return (interval, found.sorted())
    }

    /// The range of a proportion that groups without any disparity would show on average; `nil` for what is no
    /// proportion or has fewer than two groups.
    package func expectedRange(_ metric: Metric, for purpose: IntervalPurpose) -> Double? {
        let (included, _) = split(metric)
        guard included.count >= 2, let context = groups.first?.context else { return nil }
        return gaps(metric, included, scale: .identity)?.expected(
            replicates: context.replicates(for: purpose), seed: context.seed)
    }

    /// The value of the group that is worst off; flagged `partial` if some groups are not estimable.
    ///
    /// - Parameter side: where worse lies.
    package mutating func worst(_ metric: Metric, side: Metric.Side, level: Double) -> Worst {
        let (included, excluded) = split(metric)
        let groupLevel = 1 - (1 - level) / Double(max(1, included.count))
        let estimates = included.map { groups[$0].estimate(metric, level: groupLevel) }
        let sign = side == .lower ? 1.0 : -1.0
        guard
            let worst = estimates.indices.min(by: {
                sign * (estimates[$0].number ?? 0) < sign * (estimates[$1].number ?? 0)
            }), let value = estimates[worst].number
        else {
            return Worst(
                estimate: Estimate(notEstimable: .emptyGroup, flags: flags(excluded)), group: nil, excluded: excluded)
        }
        let intervals = estimates.compactMap(\.interval)
        var interval: Interval?
        if intervals.count == estimates.count, !intervals.isEmpty {
            let lowers = intervals.map(\.lower)
            let uppers = intervals.map(\.upper)
            let limits =
                side == .lower
                ? (lowers.min() ?? value, uppers.min() ?? value) : (lowers.max() ?? value, uppers.max() ?? value)
            interval = Interval(
                lower: min(limits.0, value), upper: max(limits.1, value), level: level, method: .bonferroniGroups)
        }
        return Worst(
            estimate: Estimate(
                value, n: estimates[worst].n, interval: interval,
                flags: flags(excluded) + Self.passedOn.intersection(estimates.flatMap(\.flags)).sorted()),
            group: groups[included[worst]].evidence.group, excluded: excluded)
    }

    private func split(_ metric: Metric) -> (included: [Int], excluded: [GroupKey]) {
        var (included, excluded): ([Int], [GroupKey]) = ([], [])
        for index in groups.indices {
            if groups[index].value(metric) != nil {
                included.append(index)
            } else {
                excluded.append(groups[index].evidence.group)
            }
        }
        return (included, excluded)
    }

    /// What is wrong with an interval that others are made of is wrong with these.
    private static let passedOn: Set<EstimateFlag> = [.assumesIndependence, .tooFewClusters, .commonClasses]

    private func flags(_ excluded: [GroupKey]) -> [EstimateFlag] { excluded.isEmpty ? [] : [.partial] }
}
