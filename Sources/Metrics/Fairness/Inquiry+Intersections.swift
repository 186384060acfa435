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
    // MARK: Differential fairness

    /// ε, the largest log ratio of a smoothed rate, or of what it leaves over, between two groups.
    ///
    /// A largest one of noisy groups is too large on average: beside it stand limits of max-T bands, and the median and
    /// quantiles of Dirichlet–Jeffreys draws.
    ///
    /// - Source: Foulds et al. 2020; METHODS §2.9.
    func differentialFairness(_ metric: Metric, labels: Metric?) -> FairnessResult {
        let (included, excluded) = samples(metric)
        let n = rows([metric])
        guard included.count >= 2, let model = epsilon(metric, included) else { return missing(excluded, n: n) }
        var parts: [FairnessResult.Part] = []
        if let posterior = posterior(included) {
            parts.append(.init("posterior-median", Estimate(posterior.median, n: n, interval: posterior.interval)))
        }
        if let labels {
            let (own, _) = samples(labels)
            if let epsilon = epsilon(labels, own) {
                parts.append(
                    .init(
                        "of-labels", Estimate(epsilon.value, n: rows([labels]), interval: epsilon.interval),
                        group: key(epsilon.group), reference: key(epsilon.reference)))
                parts.append(
                    .init("bias-amplification", Estimate(model.value - epsilon.value, n: n, interval: nil)))
            }
        }
        return FairnessResult(
            Estimate(model.value, n: n, interval: model.interval), group: key(model.group),
            reference: key(model.reference), excluded: excluded, expected: model.expected, parts: parts)
    }

    /// The plug-in ε of smoothed rates; the first group has the lower rate.
    private func epsilon(
        _ metric: Metric, _ samples: [GroupSample]
    ) -> (value: Double, group: Int, reference: Int, interval: Interval?, expected: Double?)? {
        // Both outcomes of one row come from one draw: their samples have the names of the same streams.
        let rates = [
            samples,
            samples.map {
                GroupSample(
                    group: $0.group, successes: $0.trials - $0.successes, trials: $0.trials, mass: $0.mass,
                    stream: $0.stream)
            },
        ]
        guard
            let bands = SimultaneousBands(
                rates, contrasts: .allPairs, scale: .logarithm, level: level, replicates: replicates,
                seed: context.seed),
            // The figure is of the rows as they are; where they depend on each other, limits take fewer.
            let figure = widest(samples.compactMap { groups[$0.group].groupSample(metric, group: $0.group) })
        else { return nil }
        let limits = bands.largestAbsolute()
        let value = figure.value
        let expected = NoDisparity.mean([samples], replicates: replicates, seed: context.seed) { values in
            let smooth = zip(values[0], samples).map { ($0 * $1.trials + 0.5) / ($1.trials + 1) }
            guard let low = smooth.min(), let high = smooth.max() else { return nil }
            return max(log(high / low), log((1 - low) / (1 - high)))
        }
        return (
            value, figure.low, figure.high,
            Interval(
                lower: min(value, limits.lower), upper: max(value, limits.upper), level: level, method: .maxTRatio),
            expected
        )
    }

    /// The largest log ratio of smoothed rates, or of what they leave over, and the groups with the lowest and the highest.
    private func widest(_ samples: [GroupSample]) -> (value: Double, low: Int, high: Int)? {
        let rates = samples.map { ($0.successes + 0.5) / ($0.trials + 1) }
        guard let low = rates.indices.min(by: { rates[$0] < rates[$1] }),
            let high = rates.indices.max(by: { rates[$0] < rates[$1] })
        else { return nil }
        return (
            max(log(rates[high] / rates[low]), log((1 - rates[low]) / (1 - rates[high]))), samples[low].group,
            samples[high].group
        )
    }

    private func posterior(_ samples: [GroupSample]) -> (median: Double, interval: Interval)? {
        var lowest = [[Double]](repeating: [1, 1], count: replicates)
        var highest = [[Double]](repeating: [0, 0], count: replicates)
        for sample in samples {
            let draws = DirichletJeffreys(
                counts: [sample.successes, sample.trials - sample.successes], seed: context.seed,
                stream: "differential fairness:" + sample.stream)
            draws.forEachDraw(0..<replicates) { replicate, probabilities in
                for outcome in 0..<2 {
                    lowest[replicate][outcome] = min(lowest[replicate][outcome], probabilities[outcome])
                    highest[replicate][outcome] = max(highest[replicate][outcome], probabilities[outcome])
                }
            }
        }
        let values = zip(lowest, highest).map { low, high in
            max(log(high[0] / low[0]), log(high[1] / low[1]))
        }.filter(\.isFinite).sorted()
        guard values.count == replicates, let median = Quantile.type7(sorted: values, probability: 0.5),
            let interval = DirichletJeffreys.quantileInterval(values: values, level: level)
        else { return nil }
        return (median, interval)
    }

    // MARK: Subgroup fairness

    /// γ, the largest gap of a group's rate to everybody's times the group's share of all rows; the gap itself stands
    /// beside it, because the weight makes small groups unable to violate.
    ///
    /// - Source: Kearns et al. 2018; METHODS §2.9.
    func subgroup(_ metric: Metric, weight path: any KeyPath<Counts, Int> & Sendable) -> FairnessResult {
        let (included, excluded) = samples(metric)
        let n = rows([metric])
        // Rows that could be in a group at all: all with a decision, or all judged where labels matter.
        let all = groups.reduce(0) { $0 + $1.mass(metric.usesLabels ? \.judged : \.predicted) }
        guard included.count >= 2, all > 0,
            let bands = SimultaneousBands(
                [included], contrasts: .complement, scale: .identity, level: level, replicates: replicates,
                seed: context.seed)
        else { return missing(excluded, n: n) }
        let mass = included.reduce(0) { $0 + $1.mass }
        let rate = included.reduce(0) { $0 + $1.mass * $1.value } / mass
        let shares = groups.map { $0.mass(path) / all }
        func share(_ group: Int) -> Double { shares[group] }
        /// m_g − m_all = (1 − π_g)(m_g − m_rest).
        func rest(_ group: Int) -> Double {
            1 - (included.first { $0.group == group }?.mass ?? 0) / mass
        }
        let gaps = included.map { share($0.group) * abs($0.value - rate) }
        guard let value = gaps.max(), let place = gaps.firstIndex(where: { $0 >= value - 1e-12 }) else {
            return missing(excluded, n: n)
        }
        let limits = bands.largestAbsolute(weight: { share($0.group) * rest($0.group) })
        let worst = included[place].group
        let alone = bands.largestAbsolute(where: { $0.group == worst }, weight: { rest($0.group) })
        let gap = abs(included[place].value - rate)
        let expected = NoDisparity.mean([included], replicates: replicates, seed: context.seed) { values in
            let all = zip(values[0], included).reduce(0) { $0 + $1.0 * $1.1.mass } / mass
            return zip(values[0], included).map { share($1.group) * abs($0 - all) }.max()
        }
        return FairnessResult(
            Estimate(
                value, n: n,
                interval: Interval(
                    lower: min(value, limits.lower), upper: max(value, limits.upper), level: level, method: .maxT)),
            group: key(worst), excluded: excluded, expected: expected,
            parts: [
                .init(
                    "unweighted-gap",
                    Estimate(
                        gap, n: n,
                        interval: Interval(
                            lower: min(gap, alone.lower), upper: max(gap, alone.upper), level: level, method: .maxT)),
                    group: key(worst))
            ])
    }
}
