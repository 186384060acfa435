import Evidence
package import Statistics

/// Rates of many small groups, moved towards that of all (METHODS §3.7).
package enum Shrinkage {
    /// Whether a metric is a rate that can be moved: a share of the rows of its own group.
    package static func concerns(_ metric: Metric) -> Bool {
        guard case .proportion(_, let whole, _) = metric.definition else { return false }
        return whole as AnyKeyPath != \Counts.allRows
    }

    /// The rate of each group moved towards that of all groups, in their order.
    ///
    /// Weighted and clustered rows count as many as their effective number. A group without a value keeps its reason: the
    /// others tell nothing of whether it has any.
    ///
    /// - Returns: `nil` for a metric that this does not concern, and where fewer than two groups have a value.
    package static func estimates(_ metric: Metric, _ groups: [Estimator]) -> [Estimate]? {
        guard concerns(metric), let first = groups.first else { return nil }
        let level = first.context.level
        let samples = groups.enumerated().map { place, group in
            group.groupSample(metric, group: place).map { group.clustered($0, metric, level: level) }
        }
        let included = samples.indices.filter { samples[$0] != nil }
        let rates = included.compactMap { samples[$0]?.0 }
        guard
            let shrunken = ShrunkenRates(
                successes: rates.map(\.successes), trials: rates.map(\.trials), level: level, seed: first.context.seed,
                stream: metric.name + first.context.model
                    + first.evidence.group.dimensions.joined(separator: "\u{0}"))
        else { return nil }
        var result = groups.map { Estimate(notEstimable: $0.reason(metric) ?? .emptyGroup) }
        for (index, place) in included.enumerated() {
            result[place] = Estimate(
                shrunken.values[index], n: Int(rates[index].mass), interval: shrunken.intervals[index],
                flags: (shrunken.fit.isPooled ? [.groupsPooled] : []) + (samples[place]?.flag.map { [$0] } ?? []))
        }
        return result
    }
}
