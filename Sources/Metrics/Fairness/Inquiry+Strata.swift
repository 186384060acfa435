import Evidence
import Statistics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension FairnessAssessor.Inquiry {
    /// A group within the strata, beside what it is compared with.
    private struct Stratified {
        let group: Int
        let reference: Int?
        let pooled: MantelHaenszel
        let rows: Int
    }

    /// Each group beside its reference in every stratum where both have rows.
    private func stratifiedGroups(_ metric: Metric) -> [Stratified] {
        let reference = referencePlace
        return groups.indices.filter { $0 != reference }.map { place in
            var (strata, rows): ([TwoProportions], Int) = ([], 0)
            for stratum in assessor.strata {
                guard let own = stratum.groups[place]?.groupSample(metric, group: place) else { continue }
                let compared = stratum.groups.keys.sorted().filter { other in
                    reference.map { other == $0 } ?? (other != place)
                }
                let others = compared.compactMap { other -> (GroupSample, Int)? in
                    guard let estimator = stratum.groups[other] else { return nil }
                    return estimator.groupSample(metric, group: other).map { ($0, estimator.denominator(metric)) }
                }
                guard let rest = GroupSample.together(others.map(\.0)) else { continue }
                strata.append(
                    TwoProportions(
                        successes1: own.successes, trials1: own.trials,
                        successes0: rest.successes, trials0: rest.trials))
                rows += (stratum.groups[place]?.denominator(metric) ?? 0) + others.reduce(0) { $0 + $1.1 }
            }
            return Stratified(
                group: place, reference: reference, pooled: MantelHaenszel(strata), rows: rows)
        }
    }

    /// The widest Mantel–Haenszel difference, or the smallest ratio, of a group and its reference over strata.
    ///
    /// Limits hold for all groups at once by Bonferroni; of two groups compared with one another one comparison is made.
    func stratified(_ metric: Metric, ratio: Bool) -> FairnessResult {
        guard referencePlace != nil || !isNamed else { return missing([]) }
        let candidates = stratifiedGroups(metric)
        let found = candidates.filter { !$0.pooled.strata.isEmpty }
        let excluded = candidates.filter(\.pooled.strata.isEmpty).map {
            FairnessResult.Excluded(
                group: groups[$0.group].evidence.group,
                // A group that has a rate has nobody to be compared with in any of its strata.
                reason: groups[$0.group].reason(metric) ?? .positivity)
        }
        let n = found.map(\.rows).max() ?? 0
        let isMirrored = found.count == 2 && groups.count == 2
        let groupLevel = Multiplicity.bonferroniLevel(level, comparisons: isMirrored ? 1 : max(1, found.count))
        var parts: [FairnessResult.Part] = []
        var widest: (value: Double, index: Int)?
        var isLimited = true
        var (lower, upper): (Double, Double) = (0, 0)
        for (index, one) in found.enumerated() {
            let name = ratio ? "ratio" : "difference"
            let estimate =
                ratio
                ? Self.ratio(one.pooled, one.rows, groupLevel)
                : Self.difference(
                    one.pooled, one.rows, groupLevel)
            parts.append(.init(name, estimate, group: key(one.group), reference: key(one.reference)))
            guard let number = estimate.number else { continue }
            // How far from no gap, on the scale where that is 0.
            let gap = ratio ? (number == 0 ? Double.infinity : abs(log(number))) : abs(number)
            if let interval = estimate.interval {
                let (low, high) = ratio ? (log(interval.lower), log(interval.upper)) : (interval.lower, interval.upper)
                lower = max(lower, low, -high)
                upper = max(upper, abs(low), abs(high))
            } else {
                isLimited = false
            }
            if widest.map({ gap > $0.value }) ?? true { widest = (gap, index) }
        }
        guard let widest else {
            return found.isEmpty
                ? missing(excluded, n: n)
                : FairnessResult(Estimate(notEstimable: .bothZero, n: n), excluded: excluded, parts: parts)
        }
        let value = ratio ? exp(-widest.value) : widest.value
        let limits = ratio ? (exp(-upper), exp(-lower)) : (lower, min(1, upper))
        return FairnessResult(
            Estimate(
                value, n: n,
                interval: isLimited
                    ? Interval(
                        lower: min(value, limits.0), upper: max(value, limits.1), level: level,
                        method: .stratifiedNormal) : nil),
            group: key(found[widest.index].group), reference: key(found[widest.index].reference), excluded: excluded,
            parts: parts, homogeneity: found[widest.index].pooled.homogeneity(ofRatios: ratio))
    }

    private var isNamed: Bool { if case .named = assessor.reference { true } else { false } }

    private static func difference(_ pooled: MantelHaenszel, _ rows: Int, _ level: Double) -> Estimate {
        guard let value = pooled.difference else { return Estimate(notEstimable: .positivity, n: rows) }
        return Estimate(value, n: rows, interval: pooled.differenceInterval(level: level))
    }

    private static func ratio(_ pooled: MantelHaenszel, _ rows: Int, _ level: Double) -> Estimate {
        let (top, bottom) = pooled.ratioSums
        guard bottom > 0 else { return Estimate(notEstimable: top > 0 ? .zeroReference : .bothZero, n: rows) }
        return Estimate(top / bottom, n: rows, interval: pooled.ratioInterval(level: level))
    }

    // MARK: Conditional demographic disparity

    /// The largest over groups of Σ_l n_l DD_l/n, DD the group's share among those refused less that among those accepted.
    ///
    /// Given how many are refused and accepted in a stratum, both shares are independent proportions; limits are normal,
    /// with cells smoothed by ½, and hold for all groups at once by Bonferroni. Strata in which everybody is treated alike
    /// have no DD: they are left out, and the figure is flagged.
    ///
    /// - Source: Wachter, Mittelstadt and Russell 2021.
    func demographicDisparity() -> FairnessResult {
        guard let favoured = Catalogue.metric(named: "favourable-rate") else { return missing([]) }
        var (slices, isComplete): ([Slice], Bool) = ([], true)
        for stratum in assessor.strata {
            let samples = groups.indices.map { stratum.groups[$0]?.groupSample(favoured, group: $0) }
            let rows = groups.indices.reduce(0) { $0 + (stratum.groups[$1]?.denominator(favoured) ?? 0) }
            if let slice = Slice(samples, rows: rows) {
                slices.append(slice)
            } else if rows > 0 {
                isComplete = false
            }
        }
        let (included, excluded) = samples(favoured)
        let n = slices.reduce(0) { $0 + $1.rows }
        let total = slices.reduce(0) { $0 + $1.total }
        guard total > 0, included.count >= 2 else { return missing(excluded, n: n) }
        let isMirrored = included.count == 2
        let groupLevel = Multiplicity.bonferroniLevel(level, comparisons: isMirrored ? 1 : included.count)
        let q = NormalDistribution.twoSidedQuantile(level: groupLevel)
        var parts: [FairnessResult.Part] = []
        for place in included.map(\.group) {
            var (value, variance) = (0.0, 0.0)
            for slice in slices {
                let share = slice.total / total
                value += share * (slice.refused.shares[place] - slice.accepted.shares[place])
                variance += share * share * (slice.refused.variance(place) + slice.accepted.variance(place))
            }
            let reach = q * variance.squareRoot()
            parts.append(
                .init(
                    "disparity",
                    Estimate(
                        value, n: n,
                        interval: Interval(
                            lower: max(-1, value - reach), upper: min(1, value + reach), level: level,
                            method: .stratifiedNormal)), group: key(place)))
        }
        guard let worst = parts.max(by: { ($0.estimate.number ?? -2) < ($1.estimate.number ?? -2) }),
            let value = worst.estimate.number
        else { return missing(excluded, n: n) }
        let lower = parts.compactMap(\.estimate.interval?.lower).max() ?? value
        let upper = parts.compactMap(\.estimate.interval?.upper).max() ?? value
        return FairnessResult(
            Estimate(
                value, n: n,
                interval: Interval(
                    lower: min(value, lower), upper: max(value, upper), level: level, method: .stratifiedNormal),
                flags: isComplete ? [] : [.partial]),
            group: worst.group, excluded: excluded, parts: parts)
    }
}

/// The people of a stratum, by decision and group.
private struct Slice {
    /// Those with one decision.
    struct Side {
        /// Of each group among them.
        let shares: [Double]
        /// Their number, effective where rows have weights.
        let rows: Double

        /// - Returns: `nil` where there are none.
        init?(_ samples: [GroupSample?], _ share: (GroupSample) -> Double) {
            let masses = samples.map { $0.map { $0.mass * share($0) } ?? 0 }
            let mass = masses.reduce(0, +)
            guard mass > 0 else { return nil }
            shares = masses.map { $0 / mass }
            // (Σ mass)² / Σ(mass²/n), each group with as many rows as it has on this side.
            let squares = zip(samples, masses).reduce(0.0) { sum, part in
                guard let sample = part.0, part.1 > 0 else { return sum }
                return sum + part.1 * part.1 / (sample.trials * share(sample))
            }
            rows = mass * mass / squares
        }

        /// The squared standard error of a group's share, cells smoothed by ½.
        func variance(_ group: Int) -> Double {
            let p = (shares[group] * rows + 0.5) / (rows + 1)
            return p * (1 - p) / rows
        }
    }

    let accepted: Side
    let refused: Side
    /// Rows with a decision, or their weight.
    let total: Double
    let rows: Int

    /// - Returns: `nil` where all have one decision.
    init?(_ samples: [GroupSample?], rows: Int) {
        guard let accepted = Side(samples, \.value), let refused = Side(samples, { 1 - $0.value }) else { return nil }
        self.accepted = accepted
        self.refused = refused
        self.rows = rows
        total = samples.reduce(0) { $0 + ($1?.mass ?? 0) }
    }
}
