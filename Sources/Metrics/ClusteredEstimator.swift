import Evidence
import Statistics

/// What a figure is without each block of clusters, block by block.
struct BlockValues {
    /// The figure without the block; the figure of all where the block has no row in it. NaN where there is none.
    let values: [Double]
    /// Which blocks have rows in the figure's denominator.
    let isIn: [Bool]
    /// How many blocks the smallest of the groups has rows in.
    let fewest: Int

    init(values: [Double], isIn: [Bool], fewest: Int? = nil) {
        self.values = values
        self.isIn = isIn
        self.fewest = fewest ?? isIn.count { $0 }
    }

    /// Whether the blocks of each group are enough to tell how far they differ.
    var areEnough: Bool { fewest >= BlockJackknife.fewestBlocks }

    /// The jackknife of the blocks that have rows.
    var jackknife: BlockJackknife {
        BlockJackknife(values.indices.filter { isIn[$0] }.map { values[$0] })
    }

    /// A figure of two groups; a block counts if it has rows in either.
    func combined(with other: BlockValues, _ function: (Double, Double) -> Double) -> BlockValues {
        BlockValues(
            values: zip(values, other.values).map { function($0, $1) }, isIn: zip(isIn, other.isIn).map { $0 || $1 },
            fewest: min(fewest, other.fewest))
    }
}

extension Estimator {
    /// Whether rows were counted by blocks of clusters.
    var isClustered: Bool { !evidence.blocks.isEmpty }

    /// A figure without each block.
    ///
    /// - Parameter figure: by default the metric's value.
    /// - Returns: `nil` where the figure cannot be told by blocks.
    mutating func blockValues(
        _ metric: Metric, count: Int? = nil, _ figure: (Estimator, Metric) -> Double? = { $0.value($1) }
    ) -> BlockValues? {
        guard let value = figure(self, metric) else { return nil }
        // Nobody of this group was counted in any block.
        guard isClustered else {
            return count.map {
                BlockValues(
                    values: Array(repeating: value, count: $0), isIn: Array(repeating: false, count: $0))
            }
        }
        let all = denominator(metric)
        var (values, isIn): ([Double], [Bool]) = ([], [])
        for rest in withoutEachBlock(metric) {
            guard let rest else {
                values.append(value)
                isIn.append(false)
                continue
            }
            if metric.needsScores, rest.evidence.scoresAreElsewhere { return nil }
            values.append(figure(rest, metric) ?? .nan)
            isIn.append(rest.denominator(metric) < all)
        }
        return BlockValues(values: values, isIn: isIn)
    }

    /// An estimate for rows that depend on each other, from one for rows that do not.
    ///
    /// - Returns: `nil` where blocks do not tell how much they depend.
    mutating func clustered(
        _ estimate: Estimate, _ metric: Metric, level: Double, for purpose: IntervalPurpose
    ) -> Estimate? {
        guard let value = estimate.number else { return estimate }
        if case .count = metric.definition { return estimate }
        // The share of a group among all rows is one of sizes, which blocks of the group alone do not tell.
        guard !isShareOfEverybody(metric), !metric.growsWithNoise, let blocks = blockValues(metric) else { return nil }
        let jackknife = blocks.jackknife
        guard blocks.areEnough else {
            return estimate.with(interval: nil).adding([.tooFewClusters])
        }
        if case .proportion(let sample) = sampled(metric) {
            let independent = value * (1 - value) / sample.trials
            guard let share = jackknife.share(independent: independent, rows: sample.trials, level: level) else {
                return nil
            }
            return estimate.with(
                interval: Proportion.interval(
                    successes: sample.successes * share, trials: sample.trials * share, level: level, for: purpose
                ).map { $0.by(purpose == .gate ? .clopperPearsonBlocks : .wilsonBlocks) }
            ).with(designEffect: jackknife.designEffect(independent: value * (1 - value) / Double(sample.n)))
        }
        if case .mean(let sample) = sampled(metric) {
            let own = sample.sampleVariance / sample.count
            return jackknife.interval(value, level: level, range: metric.range).map {
                estimate.with(interval: $0).with(designEffect: jackknife.designEffect(independent: own))
            }
        }
        return jackknife.interval(value, level: level, range: metric.range).map { own in
            // Where bins leave the value itself open, limits reach as far.
            guard case .bounded(let lower, let upper) = estimate.exactness else { return estimate.with(interval: own) }
            return estimate.with(
                interval: Interval(
                    lower: max(metric.range.lowerBound, own.lower - (value - lower)),
                    upper: min(metric.range.upperBound, own.upper + (upper - value)),
                    level: level, method: own.method))
        }
    }

    /// How much better than the no-skill reference, for rows that depend on each other.
    mutating func clusteredSkill(_ metric: Metric, gap: Double, better: Double, level: Double) -> Interval? {
        guard !metric.growsWithNoise else { return nil }
        let blocks = blockValues(metric) { rest, metric in
            guard let value = rest.value(metric), let reference = rest.noSkillValue(metric) else { return nil }
            return better * (value - reference)
        }
        let width = metric.range.upperBound - metric.range.lowerBound
        return blocks?.jackknife.interval(gap, level: level, range: -width...width)
    }

    private func isShareOfEverybody(_ metric: Metric) -> Bool {
        guard case .proportion(_, let whole, _) = metric.definition else { return false }
        return whole as AnyKeyPath == \Counts.allRows
    }
}

extension Contrast {
    /// A difference between groups whose rows depend on each other, within groups or across them.
    ///
    /// Both figures are taken without the same block, so that people with rows in both groups are allowed for.
    ///
    /// - Returns: `nil` where blocks do not tell how much rows depend on each other.
    mutating func clusteredDifference(
        _ estimate: Estimate, _ metric: Metric, level: Double, for purpose: IntervalPurpose
    ) -> Estimate? {
        clustered(estimate, metric, -) { contrast, value, jackknife in
            let width = metric.range.upperBound - metric.range.lowerBound
            guard let pair = contrast.effectivePair(metric, jackknife, level: level) else {
                return jackknife.interval(value, level: level, range: -width...width)
            }
            return purpose == .gate
                ? pair.miettinenNurminenDifference(level: level)?.by(.miettinenNurminenBlocks)
                : pair.newcombeDifference(level: level)?.by(.newcombeBlocks)
        }
    }

    /// A ratio of groups whose rows depend on each other.
    ///
    /// - Returns: as `clusteredDifference`.
    mutating func clusteredRatio(_ estimate: Estimate, _ metric: Metric, level: Double) -> Estimate? {
        // The design effect of a ratio of rates is that of their difference to first order, where they are equal.
        let differences = blockValues(metric, -)?.jackknife
        return clustered(estimate, metric, /) { contrast, value, jackknife in
            if let differences, let pair = contrast.effectivePair(metric, differences, level: level) {
                return pair.scoreRatio(level: level)?.by(.scoreRatioBlocks)
            }
            guard value > 0, metric.range.lowerBound >= 0,
                jackknife.replicates.allSatisfy({ $0 > 0 && $0.isFinite })
            else { return nil }
            let logs = BlockJackknife(jackknife.replicates.map { LogScale.logarithm($0) })
            let infinite = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
            return logs.interval(LogScale.logarithm(value), level: level, range: infinite).map {
                Interval(
                    lower: min(value, LogScale.exponential($0.lower)),
                    upper: max(value, LogScale.exponential($0.upper)),
                    level: level, method: $0.method)
            }
        }
    }

    /// Whether rows of either group were counted by blocks of clusters.
    var isClustered: Bool { group.isClustered || reference.isClustered }

    mutating func blockValues(_ metric: Metric, _ function: (Double, Double) -> Double) -> BlockValues? {
        let count = max(group.evidence.blocks.count, reference.evidence.blocks.count)
        guard let first = group.blockValues(metric, count: count),
            let second = reference.blockValues(metric, count: count)
        else { return nil }
        return first.combined(with: second, function)
    }

    private mutating func clustered(
        _ estimate: Estimate, _ metric: Metric, _ function: (Double, Double) -> Double,
        _ interval: (Contrast, Double, BlockJackknife) -> Interval?
    ) -> Estimate? {
        if case .count = metric.definition { return estimate }
        guard !metric.growsWithNoise, let blocks = blockValues(metric, function) else { return nil }
        let jackknife = blocks.jackknife
        guard blocks.areEnough else {
            return estimate.with(interval: nil).adding([.tooFewClusters])
        }
        return interval(self, estimate.number ?? .nan, jackknife).map { estimate.with(interval: $0) }
    }

    /// Two rates as those of fewer, independent rows; `nil` for figures that are no rates.
    private func effectivePair(_ metric: Metric, _ differences: BlockJackknife, level: Double) -> TwoProportions? {
        guard case .proportion(let first) = group.sampled(metric),
            case .proportion(let second) = reference.sampled(metric)
        else { return nil }
        func variance(_ sample: Estimator.SampledProportion) -> Double {
            sample.value * (1 - sample.value) / sample.trials
        }
        guard
            let share = differences.share(
                independent: variance(first) + variance(second), rows: min(first.trials, second.trials), level: level)
        else { return nil }
        return TwoProportions(
            successes1: first.successes * share, trials1: first.trials * share,
            successes0: second.successes * share, trials0: second.trials * share)
    }
}

extension Estimate {
    /// With the remark that its interval takes rows for independent, if it has one or could have one.
    var flaggedAsIndependent: Estimate { number == nil && interval == nil ? self : adding([.assumesIndependence]) }
}

extension Proportion {
    /// Wilson's limits where they are shown, and Clopper and Pearson's where they decide.
    ///
    /// Wilson's cover on average over rates: at 30 rows and a floor of .02 their lower 90 % limit lies at or above the floor in
    /// 12 % of cases at exactly that rate, and at 100 rows and a floor of .1 in 7 %; a gate promises 5 % (METHODS §3.1, §3.9).
    static func interval(
        successes: Double, trials: Double, level: Double, for purpose: IntervalPurpose
    ) -> Interval? {
        purpose == .gate
            ? clopperPearson(successes: successes, trials: trials, level: level)
            : wilson(successes: successes, trials: trials, level: level)
    }
}
