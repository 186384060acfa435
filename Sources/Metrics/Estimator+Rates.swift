import Evidence
package import Statistics

extension Estimator {
    /// The share that a proportion is, as bands take it; `nil` where it has none, or is none.
    ///
    /// - Parameter group: the place of the group in the caller's list.
    func groupSample(_ metric: Metric, group: Int) -> GroupSample? {
        guard case .proportion(let proportion) = sampled(metric), proportion.trials > 0 else { return nil }
        var mass = Double(proportion.n)
        if case .proportion(_, let whole, _) = metric.definition { mass = self.mass(whole) }
        return GroupSample(
            group: group, successes: min(max(0, proportion.successes), proportion.trials), trials: proportion.trials,
            mass: mass, stream: metric.name + stream)
    }

    /// The share with as many rows as count where they depend on each other, by blocks of clusters (METHODS §3.6).
    ///
    /// - Returns: `tooFewClusters` where blocks are too few to tell, `assumesIndependence` where they do not tell.
    func clustered(_ sample: GroupSample, _ metric: Metric, level: Double) -> (GroupSample, flag: EstimateFlag?) {
        guard isClustered else { return (sample, nil) }
        var copy = self
        guard let blocks = copy.blockValues(metric) else { return (sample, .assumesIndependence) }
        guard blocks.areEnough else { return (sample, .tooFewClusters) }
        let independent = sample.value * (1 - sample.value) / sample.trials
        guard let share = blocks.jackknife.share(independent: independent, rows: sample.trials, level: level) else {
            return (sample, .assumesIndependence)
        }
        let own = GroupSample(
            group: sample.group, successes: sample.successes * share, trials: sample.trials * share,
            mass: sample.mass, stream: sample.stream, expected: sample.expected)
        return (own, nil)
    }

    /// The rows that a count counts, or their weight.
    func mass(_ count: any KeyPath<Counts, Int> & Sendable) -> Double {
        guard let weighted, count as AnyKeyPath != \Counts.allRows else { return Double(counts[keyPath: count]) }
        return weighted.part(favourablePositive: context.favourablePositive ?? true) { $0[keyPath: count] }.weight
    }

    /// Why a metric has no value here.
    package func reason(_ metric: Metric) -> NotEstimable? {
        if case .undefined(let reason, _) = sampled(metric) { reason } else { nil }
    }
}
