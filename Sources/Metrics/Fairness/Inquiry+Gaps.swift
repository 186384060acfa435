import Evidence
import Statistics

extension FairnessAssessor.Inquiry {
    /// What rates are compared with; `nil` where the reference is a group that does not exist.
    private var comparison: RateGaps.Comparison? {
        switch assessor.reference {
        // The gap to a best group chosen from the data is the widest of all pairs.
        case .pairwise, .best: .pairs
        case .complement: .complement
        case .overall: .overall
        case .named, .largest: referencePlace.map { .against($0) }
        }
    }

    /// The widest gap, or the smallest ratio, of some rates.
    func gap(_ metrics: [Metric], scale: SimultaneousBands.Scale, mean: Bool) -> FairnessResult {
        var excluded: [FairnessResult.Excluded] = []
        var rates: [[GroupSample]] = []
        for metric in metrics {
            var (own, missing) = samples(metric)
            if scale == .logit {
                // Odds without a denominator: x/0 is no figure, and is not made one by smoothing.
                missing += own.filter { $0.successes == $0.trials }.map {
                    .init(group: groups[$0.group].evidence.group, reason: .zeroReference)
                }
                own.removeAll { $0.successes == $0.trials }
            }
            rates.append(own)
            for one in missing where !excluded.contains(where: { $0.group == one.group }) { excluded.append(one) }
        }
        excluded.sort { $0.group < $1.group }
        let n = rows(metrics)
        guard let comparison else { return missing([], n: n) }
        if case .against(let place) = comparison,
            let rate = rates.firstIndex(where: { !$0.contains { $0.group == place } })
        {
            // Nothing can be compared with a group that has no rate itself.
            let reason = groups[place].reason(metrics[rate]) ?? .zeroReference
            return FairnessResult(Estimate(notEstimable: reason, n: n), excluded: excluded)
        }
        guard !rates.contains(where: { $0.count < 2 }) else { return missing(excluded, n: n) }
        var gaps = RateGaps(rates: rates, comparison: comparison, scale: scale)
        gaps.combination = mean ? .mean : .largest
        guard let found = gaps.finding(level: level, replicates: replicates, seed: context.seed, for: purpose)
        else {
            return FairnessResult(Estimate(notEstimable: .bothZero, n: n), excluded: excluded)
        }
        let parts =
            metrics.count == 1
            ? []
            : zip(metrics, found.parts).map { metric, part in
                FairnessResult.Part(
                    metric.name, Estimate(part.widest.value, n: rows([metric]), interval: part.interval),
                    group: key(part.widest.group), reference: key(part.widest.reference))
            }
        // The lower of both is told first, unless less is better and the best is the reference.
        let worse = metrics[0].worseSide(favourablePositive: context.favourablePositive)
        let isTurned = assessor.reference == .best && worse == .higher
        return FairnessResult(
            Estimate(found.value, n: n, interval: found.interval),
            group: key(isTurned ? found.reference : found.group),
            reference: key(isTurned ? found.group : found.reference), excluded: excluded,
            expected: gaps.expected(replicates: replicates, seed: context.seed), parts: parts)
    }

    /// The double-corrected standard deviation of a rate between groups, with Q-profile limits.
    func deviation(_ metric: Metric) -> FairnessResult {
        let (included, excluded) = samples(metric)
        let n = rows([metric])
        // One row tells nothing of its own variance.
        let usable = included.filter { $0.trials > 1 }
        let thin = included.filter { $0.trials <= 1 }.map {
            FairnessResult.Excluded(group: groups[$0.group].evidence.group, reason: .tooFewRows)
        }
        let left = (excluded + thin).sorted { $0.group < $1.group }
        let corrected = BetweenGroupVariance(
            values: usable.map(\.value), variances: usable.map(\.estimatedVariance))
        let smooth = BetweenGroupVariance(values: usable.map(\.value), variances: usable.map(\.smoothedVariance))
        guard let value = corrected.standardDeviation, let low = usable.min(by: { $0.value < $1.value }),
            let high = usable.max(by: { $0.value < $1.value })
        else { return missing(left, n: n) }
        // No distribution on 0...1 has a larger deviation.
        let limits = smooth.interval(level: level, largest: 0.5)
        return FairnessResult(
            Estimate(
                value, n: n,
                interval: limits.map {
                    Interval(
                        lower: min($0.lower, value), upper: max($0.upper, value), level: level, method: $0.method)
                }),
            group: key(low.group), reference: key(high.group), excluded: left)
    }
}

extension GroupSample {
    /// p(1 − p)/(n − 1), or as much as a row that differs would give where none does.
    fileprivate var estimatedVariance: Double { max(value * (1 - value) / (trials - 1), 1e-300) }

    /// The squared standard error of cells smoothed by ½.
    var smoothedVariance: Double {
        let p = (successes + 0.5) / (trials + 1)
        return p * (1 - p) / trials
    }
}
