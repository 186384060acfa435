import Statistics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How far some rates lie apart between groups, with limits that hold for all comparisons at once (METHODS §3.5).
struct RateGaps {
    /// What each group is compared with.
    enum Comparison: Hashable {
        case pairs
        case against(Int)
        case complement
        /// Everybody, the group included.
        case overall

        var contrasts: SimultaneousBands.Contrasts {
            switch self {
            case .pairs: .allPairs
            case .against(let group): .against(group: group)
            case .complement, .overall: .complement
            }
        }
    }

    /// How the gaps of several rates become one figure.
    enum Combination: Hashable { case largest, mean }

    /// For each rate, the shares of the groups that have it.
    let rates: [[GroupSample]]
    let comparison: Comparison
    let scale: SimultaneousBands.Scale
    var combination = Combination.largest

    /// The widest gap of one rate.
    struct Widest {
        let value: Double
        let group: Int
        let reference: Int?
    }

    /// What was found; a difference is 0 where groups are equal, a ratio 1.
    struct Finding {
        let value: Double
        /// The groups of the widest gap.
        let group: Int
        let reference: Int?
        let interval: Interval?
        /// The widest gap of each rate alone, with its share of the joint limits.
        let parts: [(widest: Widest, interval: Interval?)]
    }

    private var isRatio: Bool { scale != .identity }

    /// A ratio, or a difference, of two shares; `nil` for 0/0.
    private func gap(_ own: Double, _ other: Double) -> Double? {
        switch scale {
        case .identity: return abs(own - other)
        case .logarithm:
            let (low, high) = (min(own, other), max(own, other))
            return high > 0 ? low / high : nil
        case .logit:
            let (first, second) = (own * (1 - other), other * (1 - own))
            return max(first, second) > 0 ? min(first, second) / max(first, second) : nil
        }
    }

    /// By more than rounding, so that the first of equal gaps is told.
    private func isWider(_ a: Double, _ b: Double) -> Bool { isRatio ? a < b - 1e-12 : a > b + 1e-12 }

    /// The widest gap among the shares of one rate; the first in order among equals.
    private func widest(_ samples: [GroupSample], _ values: [Double]) -> Widest? {
        var best: Widest?
        func consider(_ value: Double?, _ group: Int, _ reference: Int?) {
            guard let value else { return }
            if let best, !isWider(value, best.value) { return }
            best = Widest(value: value, group: group, reference: reference)
        }
        switch comparison {
        case .pairs:
            guard samples.count >= 2, let low = values.min(), let high = values.max(),
                let lowest = values.firstIndex(of: low),
                let highest = values.indices.first(where: { values[$0] == high && $0 != lowest })
            else { return nil }
            consider(gap(low, high), samples[lowest].group, samples[highest].group)
        case .against(let reference):
            guard let place = samples.firstIndex(where: { $0.group == reference }) else { return nil }
            for index in samples.indices where index != place {
                consider(gap(values[index], values[place]), samples[index].group, reference)
            }
        case .complement, .overall:
            let mass = samples.reduce(0) { $0 + $1.mass }
            let sum = zip(samples, values).reduce(0) { $0 + $1.0.mass * $1.1 }
            for index in samples.indices where mass > samples[index].mass {
                let own = samples[index].mass
                let other =
                    comparison == .overall ? sum / mass : min(1, max(0, sum - own * values[index]) / (mass - own))
                consider(gap(values[index], other), samples[index].group, nil)
            }
        }
        return best
    }

    /// The figure of shares that may be observed or drawn.
    private func figure(_ values: [[Double]]) -> Double? {
        let found = zip(rates, values).map { widest($0, $1)?.value }
        guard !found.contains(where: { $0 == nil }) else { return nil }
        return combined(found.compactMap(\.self))
    }

    private func combined(_ values: [Double]) -> Double {
        switch combination {
        case .mean: values.reduce(0, +) / Double(values.count)
        case .largest: (isRatio ? values.min() : values.max()) ?? 0
        }
    }

    /// The figure that a model without disparity would show on average.
    func expected(replicates: Int, seed: UInt64) -> Double? {
        NoDisparity.mean(rates, replicates: replicates, seed: seed) { figure($0) }
    }

    /// - Returns: `nil` where some rate has no two groups to compare, or nothing but 0/0.
    func finding(level: Double, replicates: Int, seed: UInt64, for purpose: IntervalPurpose) -> Finding? {
        let widest = rates.map { self.widest($0, $0.map(\.value)) }
        guard !rates.isEmpty, !widest.contains(where: { $0 == nil }) else { return nil }
        let known = widest.compactMap(\.self)
        let value = combined(known.map(\.value))
        guard let chosen = known.first(where: { $0.value == value }) ?? known.first else { return nil }
        if let single = singlePair, let interval = closedForm(single, level: level, for: purpose) {
            return Finding(
                value: value, group: chosen.group, reference: chosen.reference, interval: interval,
                parts: known.map { ($0, interval) })
        }
        let limits = self.limits(level: level, replicates: replicates, seed: seed, for: purpose)
        let parts = known.enumerated().map { rate, widest in
            (widest: widest, interval: limits.map { interval([$0[rate]], widest.value, level: level) })
        }
        return Finding(
            value: value, group: chosen.group, reference: chosen.reference,
            interval: limits.map { interval($0, value, level: level) }, parts: parts)
    }

    // MARK: Limits

    /// The two groups where there are no more, and one rate: a single comparison, which needs no correction.
    private var singlePair: (low: GroupSample, high: GroupSample)? {
        guard rates.count == 1, rates[0].count == 2, comparison != .overall, scale != .logit else { return nil }
        let (first, second) = (rates[0][0], rates[0][1])
        return first.value <= second.value ? (first, second) : (second, first)
    }

    /// Newcombe's (shown) or Miettinen and Nurminen's limits (gates) of the difference, or score limits of the ratio.
    private func closedForm(
        _ pair: (low: GroupSample, high: GroupSample), level: Double, for purpose: IntervalPurpose
    ) -> Interval? {
        let two = TwoProportions(
            successes1: pair.low.successes, trials1: pair.low.trials, successes0: pair.high.successes,
            trials0: pair.high.trials)
        if isRatio {
            guard let found = two.scoreRatio(level: level), let value = gap(pair.low.value, pair.high.value) else {
                return nil
            }
            // Turned round where the other group may be the lower one.
            let isOpen = found.contains(1)
            return Interval(
                lower: min(value, found.lower, found.upper.isFinite ? 1 / found.upper : 0),
                upper: isOpen ? 1 : max(value, min(1, found.upper)), level: level, method: found.method)
        }
        guard
            let found = purpose == .gate
                ? two.miettinenNurminenDifference(level: level) : two.newcombeDifference(level: level)
        else { return nil }
        let value = abs(pair.low.value - pair.high.value)
        return Interval(
            lower: min(value, max(0, found.lower, -found.upper)),
            upper: max(value, abs(found.lower), abs(found.upper)), level: level, method: found.method)
    }

    /// Limits of the absolute gaps of some rates, on the scale, as limits of one figure.
    private func interval(_ limits: [(lower: Double, upper: Double)], _ value: Double, level: Double) -> Interval {
        let natural = limits.map { limit -> (lower: Double, upper: Double) in
            isRatio ? (exp(-limit.upper), exp(-limit.lower)) : (limit.lower, min(1, limit.upper))
        }
        let lower = combined(natural.map(\.lower))
        let upper = combined(natural.map(\.upper))
        return Interval(
            lower: min(lower, value), upper: max(upper, value), level: level, method: isRatio ? .maxTRatio : .maxT)
    }

    /// For each rate, limits of its widest absolute gap on the scale.
    ///
    /// The lower limit is that of the bands. So is the upper one, unless Newcombe's, Miettinen and Nurminen's or score
    /// limits of every comparison at Bonferroni's level stay nearer, as they do where groups are small: whatever the
    /// gap, only the upper limit of the one pair that is widest in truth can be too low.
    private func limits(
        level: Double, replicates: Int, seed: UInt64, for purpose: IntervalPurpose
    ) -> [(lower: Double, upper: Double)]? {
        guard
            let bands = SimultaneousBands(
                rates, contrasts: comparison.contrasts, scale: scale, level: level, replicates: replicates, seed: seed)
        else { return nil }
        let single = Multiplicity.bonferroniLevel(level, comparisons: bands.count)
        let places = rates.map { samples in
            Dictionary(samples.enumerated().map { ($1.group, $0) }, uniquingKeysWith: { first, _ in first })
        }
        let masses = rates.map { $0.reduce(0) { $0 + $1.mass } }
        var found = [(lower: Double, upper: Double, apart: Double)](repeating: (0, 0, 0), count: rates.count)
        bands.forEach { contrast in
            let rate = contrast.rate
            guard let place = places[rate][contrast.group] else { return }
            let share = rates[rate][place].mass / masses[rate]
            let own = moved(bands.limits(contrast), share: share)
            found[rate].lower = max(found[rate].lower, own.lower, -own.upper)
            found[rate].upper = max(found[rate].upper, abs(own.lower), abs(own.upper))
            guard bands.count <= Self.closedFormLimit else {
                found[rate].apart = .infinity
                return
            }
            let other = contrast.reference.flatMap { places[rate][$0] }
            if let limits = alone(place, other, rates[rate], level: single, for: purpose) {
                let own = moved(limits, share: share)
                found[rate].apart = max(found[rate].apart, abs(own.lower), abs(own.upper))
            } else {
                found[rate].apart = .infinity
            }
        }
        return found.map { ($0.lower, min($0.upper, $0.apart)) }
    }

    /// More comparisons than this are left to the bands: limits of each cost much more than a draw of it.
    private static let closedFormLimit = 100_000

    /// Limits of one comparison by itself, on the scale; `nil` where there is no closed form.
    private func alone(
        _ place: Int, _ other: Int?, _ samples: [GroupSample], level: Double, for purpose: IntervalPurpose
    ) -> (lower: Double, upper: Double)? {
        let own = samples[place]
        let others = other.map { [samples[$0]] } ?? samples.indices.filter { $0 != place }.map { samples[$0] }
        guard let rest = GroupSample.together(others) else { return nil }
        let two = TwoProportions(
            successes1: own.successes, trials1: own.trials, successes0: rest.successes, trials0: rest.trials)
        switch scale {
        case .identity:
            let found =
                purpose == .gate
                ? two.miettinenNurminenDifference(level: level) : two.newcombeDifference(level: level)
            return found.map { ($0.lower, $0.upper) }
        case .logarithm: return two.scoreRatio(level: level).map { (log($0.lower), log($0.upper)) }
        case .logit: return nil
        }
    }

    /// Limits of a gap as this comparison takes them.
    private func moved(_ limits: (lower: Double, upper: Double), share: Double) -> (lower: Double, upper: Double) {
        comparison == .overall ? withinEverybody(limits, share: share) : limits
    }

    /// Limits of a gap to everybody from those of the gap to everybody else (METHODS §2.8).
    private func withinEverybody(
        _ limits: (lower: Double, upper: Double), share: Double
    ) -> (lower: Double, upper: Double) {
        switch scale {
        case .identity: return ((1 - share) * limits.lower, (1 - share) * limits.upper)
        case .logarithm, .logit:
            // m_all = π m_g + (1 − π) m_rest, so the ratio to it rises with the ratio to the rest.
            func moved(_ limit: Double) -> Double { -log(share + (1 - share) * exp(-limit)) }
            return (moved(limits.lower), moved(limits.upper))
        }
    }
}
