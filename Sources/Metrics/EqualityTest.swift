import Evidence
import Statistics

extension Metric {
    /// Whether it can be tested that two groups have the same value of it, so well that many groups can be.
    ///
    /// Rates have exact or score tests, and means of what lies between −1 and 1 Welch's. What is not here fails where slices
    /// of some dozen rows are tested by the hundred, far out in the tails: with errors spread to one side, or areas near 1,
    /// the variance of a lucky slice is as small as its figure (simulated: with no difference at all, some slice is found in
    /// 22 % of searches for mean absolute errors, 65 % for their root mean square and 80 % for areas under the curve).
    package var hasEqualityTest: Bool {
        switch definition {
        case .proportion(_, let whole, _): whole as AnyKeyPath != \Counts.allRows
        case .scoreFunctional(.outcomeRate): true
        case .moment(let moment):
            switch moment {
            case .squaredError, .score, .scoreOfClass, .residual: true
            // It has no upper end.
            case .negativeLogLikelihood: false
            }
        case .scoreFunctional, .number, .errorRate, .count, .ratioOfSums, .confusionFunctional, .smooth, .ranking,
            .neighbours:
            false
        }
    }
}

extension Contrast {
    /// The two-sided p-value of one value of the metric in both groups.
    ///
    /// Rates by the score test, or Fisher's exact test with mid-p; means by Welch's t test, with the degrees of freedom that
    /// their kurtosis leaves. Where rows were counted by blocks of clusters, by the variance of the delete-a-group jackknife
    /// with Student's t (METHODS §3.6).
    ///
    /// - Returns: `nil` for a metric without `hasEqualityTest`, and where either side has no value or nothing was observed of
    ///   how it varies.
    package mutating func equalityPValue(_ metric: Metric) -> Double? {
        guard metric.hasEqualityTest else { return nil }
        if let own = group.versusRest(metric), let other = reference.versusRest(metric) {
            var contrast = Contrast(own.estimator, against: other.estimator)
            return contrast.equalityPValue(own.metric)
        }
        guard isClustered else { return independentPValue(metric) }
        return clusteredPValue(metric)
    }

    private func independentPValue(_ metric: Metric) -> Double? {
        switch (group.sampled(metric), reference.sampled(metric)) {
        case (.proportion(let first), .proportion(let second)):
            return TwoProportions(
                successes1: first.successes, trials1: first.trials, successes0: second.successes,
                trials0: second.trials
            ).equalityPValue
        case (.mean(let first), .mean(let second)):
            return MeanInterval.welchPValue(first, second)
        default:
            return nil
        }
    }

    private mutating func clusteredPValue(_ metric: Metric) -> Double? {
        guard !metric.growsWithNoise, let blocks = blockValues(metric, -), blocks.areEnough,
            let value = group.value(metric), let other = reference.value(metric)
        else { return nil }
        return blocks.jackknife.equalityPValue(ratesOf: rates(metric), difference: value - other)
    }

    /// Both figures as rates of rows that are taken for independent; `nil` for what is no rate.
    private func rates(_ metric: Metric) -> TwoProportions? {
        guard case .proportion(let first) = group.sampled(metric),
            case .proportion(let second) = reference.sampled(metric)
        else { return nil }
        return TwoProportions(
            successes1: first.successes, trials1: first.trials, successes0: second.successes, trials0: second.trials)
    }
}
