import Evidence
package import Statistics

/// What an interval is for: shown to a reader, or deciding a gate.
package enum IntervalPurpose: Sendable {
    case display, gate
}

/// Two independent groups of one model, compared.
package struct Contrast: Sendable {
    package internal(set) var group: Estimator
    package internal(set) var reference: Estimator
    /// Whether intervals are made that need draws of cells.
    private var drawsCells = true

    /// - Precondition: the two share no row.
    package init(_ group: Estimator, against reference: Estimator) {
        let members = Estimator.overCommonClasses([group, reference])
        self.group = members[0]
        self.reference = members[1]
    }

    /// The metric in the group less that in the reference.
    ///
    /// Intervals: Newcombe (shown) or Miettinen–Nurminen (gates) for proportions; Welch for means; added DeLong or
    /// influence variances for score functionals, or MOVER from the single intervals where a variance cannot be
    /// trusted; quantiles of independent Dirichlet–Jeffreys draws for composites.
    ///
    /// - Returns: n is the rows in both denominators; the group's reason comes before the reference's.
    /// - Source: METHODS §3.2–3.3; Zou and Donner 2008 (MOVER).
    package mutating func difference(_ metric: Metric, level: Double, for purpose: IntervalPurpose) -> Estimate {
        if let own = group.versusRest(metric), let other = reference.versusRest(metric) {
            var contrast = Contrast(own.estimator, against: other.estimator)
            return contrast.difference(own.metric, level: level, for: purpose)
        }
        guard isClustered else {
            return independentDifference(metric, level: level, for: purpose).adding(commonClassesFlag(metric))
        }
        drawsCells = false
        let estimate = independentDifference(metric, level: level, for: purpose)
        drawsCells = true
        let found =
            clusteredDifference(estimate, metric, level: level, for: purpose)
            ?? independentDifference(metric, level: level, for: purpose).flaggedAsIndependent
        return found.adding(commonClassesFlag(metric))
    }

    private mutating func independentDifference(
        _ metric: Metric, level: Double, for purpose: IntervalPurpose
    ) -> Estimate {
        switch (group.sampled(metric), reference.sampled(metric)) {
        case (.undefined(let reason, let n), _), (_, .undefined(let reason, let n)):
            return Estimate(notEstimable: reason, n: n)
        case (.proportion(let first), .proportion(let second)):
            let pair = TwoProportions(
                successes1: first.successes, trials1: first.trials, successes0: second.successes,
                trials0: second.trials)
            return Estimate(
                first.value - second.value, n: first.n + second.n,
                interval: purpose == .gate
                    ? pair.miettinenNurminenDifference(level: level) : pair.newcombeDifference(level: level))
        case (.mean(let first), .mean(let second)):
            // Where neither side varies, nothing was observed of how far the difference could be off.
            let spread = min(first.count, second.count) >= 2 && first.sampleVariance + second.sampleVariance > 0
            return Estimate(
                first.mean - second.mean, n: Int(first.count + second.count),
                interval: spread ? MeanInterval.welchDifference(first, second, level: level) : nil)
        case (.area(let first, let p1, let n1), .area(let second, let p0, let n0)):
            let (group, reference) = (group, reference)
            let pair = AreaPair(
                first: Area(result: first, positives: p1, negatives: n1) {
                    group.areaInterval(first, positives: p1, negatives: n1, level: $0)
                },
                second: Area(result: second, positives: p0, negatives: n0) {
                    reference.areaInterval(second, positives: p0, negatives: n0, level: $0)
                })
            return Self.difference(first, second, n: p1 + n1 + p0 + n0, interval: pair.interval(level: level))
        case (.averagePrecision(let first, _, let n1), .averagePrecision(let second, _, let n0)):
            let inside = [first.value, second.value].allSatisfy { $0 > 0 && $0 < 1 }
            return Self.difference(
                first, second, n: n1 + n0,
                interval: inside ? Self.normalDifference(first, second, level: level) : nil)
        case (.calibration(let first), .calibration(let second)):
            let interval = Self.mover(
                (first.value, group.interval(first, level: level, for: purpose)),
                (second.value, reference.interval(second, level: level, for: purpose)), level: level)
            return Self.difference(
                .init(value: first.value, variance: nil, bounds: first.bounds),
                .init(value: second.value, variance: nil, bounds: second.bounds), n: first.rows + second.rows,
                // Limits of the terms reach as far as bins leave them open already.
                interval: interval, isWidened: true)
        case (.composite(let first), .composite(let second)):
            return Estimate(
                first - second, n: group.counts.judged + reference.counts.judged,
                interval: compositeInterval(metric, first - second, level: level, for: purpose) { $0 - $1 })
        case (.linearised(let first), .linearised(let second)):
            return linearisedDifference(metric, first, second, level: level)
        case (.figure(let first), .figure(let second)):
            return Self.figureDifference(metric, first, second, level: level)
        case (.count(let first), .count(let second)):
            return Estimate(Double(first - second), n: first + second, interval: nil)
        default:
            preconditionFailure("one metric has one shape")
        }
    }

    /// The metric in the group over that in the reference.
    ///
    /// Intervals: score interval for proportions (the upper limit is ∞ over an observed zero), delta method on the log
    /// scale for means and score functionals, quantiles of draws for composites that cannot be negative.
    ///
    /// - Returns: `zeroReference` for x/0, with the interval where one exists; `bothZero` for 0/0.
    /// - Source: METHODS §2.8, §3.2.
    package mutating func ratio(_ metric: Metric, level: Double, for purpose: IntervalPurpose) -> Estimate {
        if let own = group.versusRest(metric), let other = reference.versusRest(metric) {
            var contrast = Contrast(own.estimator, against: other.estimator)
            return contrast.ratio(own.metric, level: level, for: purpose)
        }
        guard isClustered else {
            return independentRatio(metric, level: level, for: purpose).adding(commonClassesFlag(metric))
        }
        drawsCells = false
        let estimate = independentRatio(metric, level: level, for: purpose)
        drawsCells = true
        let found =
            clusteredRatio(estimate, metric, level: level)
            ?? independentRatio(metric, level: level, for: purpose).flaggedAsIndependent
        return found.adding(commonClassesFlag(metric))
    }

    private mutating func independentRatio(_ metric: Metric, level: Double, for purpose: IntervalPurpose) -> Estimate {
        switch (group.sampled(metric), reference.sampled(metric)) {
        case (.undefined(let reason, let n), _), (_, .undefined(let reason, let n)):
            return Estimate(notEstimable: reason, n: n)
        case (.proportion(let first), .proportion(let second)):
            let pair = TwoProportions(
                successes1: first.successes, trials1: first.trials, successes0: second.successes,
                trials0: second.trials)
            let interval = pair.scoreRatio(level: level)
            if second.value == 0 {
                return Estimate(
                    notEstimable: first.value == 0 ? .bothZero : .zeroReference, n: first.n + second.n,
                    interval: first.value == 0 ? nil : interval)
            }
            return Estimate(first.value / second.value, n: first.n + second.n, interval: interval)
        case (.mean(let first), .mean(let second)):
            // A ratio of what may have either sign has no logarithm, and one row shows no spread.
            let hasLimits = metric.range.lowerBound >= 0 && min(first.count, second.count) >= 2
            return Self.logRatio(
                (first.mean, hasLimits ? first.sampleVariance / first.count : nil),
                (second.mean, hasLimits ? second.sampleVariance / second.count : nil),
                n: Int(first.count + second.count), level: level)
        case (.linearised(let first), .linearised(let second)):
            let hasLimits = metric.range.lowerBound >= 0 && min(first.count, second.count) >= 2
            return Self.logRatio(
                (first.value, hasLimits ? first.variance : nil), (second.value, hasLimits ? second.variance : nil),
                n: first.count + second.count, level: level)
        case (.figure(let first), .figure(let second)):
            let signed = metric.range.lowerBound < 0
            return Self.logRatio(
                (first.value, signed ? nil : first.variance), (second.value, signed ? nil : second.variance),
                n: first.rows + second.rows, level: level)
        case (.area(let first, let p1, let n1), .area(let second, let p0, let n0)):
            return Self.logRatio(
                (first.value, first.variance), (second.value, second.variance), n: p1 + n1 + p0 + n0, level: level)
        case (.averagePrecision(let first, _, let n1), .averagePrecision(let second, _, let n0)):
            return Self.logRatio(
                (first.value, first.variance), (second.value, second.variance), n: n1 + n0, level: level)
        case (.calibration(let first), .calibration(let second)):
            guard second.value != 0 else {
                return Estimate(
                    notEstimable: first.value == 0 ? .bothZero : .zeroReference, n: first.rows + second.rows)
            }
            return Estimate(first.value / second.value, n: first.rows + second.rows, interval: nil)
        case (.composite(let first), .composite(let second)):
            let n = group.counts.judged + reference.counts.judged
            guard second != 0 else { return Estimate(notEstimable: first == 0 ? .bothZero : .zeroReference, n: n) }
            let signed = metric.range.lowerBound < 0
            return Estimate(
                first / second, n: n,
                interval: signed
                    ? nil : compositeInterval(metric, first / second, level: level, for: purpose) { $0 / $1 })
        case (.count(let first), .count(let second)):
            guard second != 0 else {
                return Estimate(notEstimable: first == 0 ? .bothZero : .zeroReference, n: first)
            }
            return Estimate(Double(first) / Double(second), n: first + second, interval: nil)
        default:
            preconditionFailure("one metric has one shape")
        }
    }

    /// A difference of ranking figures; where bins hide the order of scores, its limits reach as far as both may be off.
    private static func difference(
        _ first: RankedScores.Result, _ second: RankedScores.Result, n: Int, interval: Interval?,
        isWidened: Bool = false
    ) -> Estimate {
        let value = first.value - second.value
        guard first.bounds != nil || second.bounds != nil else { return Estimate(value, n: n, interval: interval) }
        let one = first.bounds ?? first.value...first.value
        let two = second.bounds ?? second.value...second.value
        let (low, high) = (one.lowerBound - two.upperBound, one.upperBound - two.lowerBound)
        return Estimate(
            value, n: n,
            interval: interval.map {
                isWidened
                    ? $0
                    : Interval(
                        lower: max(-1, $0.lower - (value - low)), upper: min(1, $0.upper + (high - value)),
                        level: $0.level, method: $0.method)
            }, exactness: .bounded(lower: low, upper: high))
    }

    /// An area under the curve with what its limits need.
    struct Area {
        let result: RankedScores.Result
        let positives: Int
        let negatives: Int
        /// Its own limits at a level.
        let limits: (Double) -> Interval?
    }

    /// Two areas of different rows.
    struct AreaPair {
        let first: Area
        let second: Area

        /// How much larger the first is.
        var value: Double { first.result.value - second.result.value }

        /// Limits of the difference: variances added, or square-and-add limits where a variance cannot be trusted.
        func interval(level: Double) -> Interval? {
            let rows = [first.positives, first.negatives, second.positives, second.negatives]
            let isTrusted =
                rows.allSatisfy { $0 >= 10 }
                && [first, second].allSatisfy { $0.result.value > 0 && $0.result.value < 1 }
            guard !isTrusted else { return normalDifference(first.result, second.result, level: level) }
            return mover(
                (first.result.value, first.limits(level)), (second.result.value, second.limits(level)), level: level)
        }
    }

    private static func normalDifference(
        _ first: RankedScores.Result, _ second: RankedScores.Result, level: Double
    ) -> Interval? {
        guard let v1 = first.variance, let v0 = second.variance else { return nil }
        let reach = NormalDistribution.twoSidedQuantile(level: level) * (v1 + v0).squareRoot()
        let value = first.value - second.value
        return Interval(
            lower: max(-1, value - reach), upper: min(1, value + reach), level: level, method: .influenceDifference)
    }

    /// Square-and-add limits of a difference from the limits of its terms.
    ///
    /// - Parameter reach: how large a difference can be.
    /// - Source: Zou and Donner 2008, method of variance estimates recovery; Newcombe's hybrid is its case for proportions.
    package static func mover(
        _ first: (value: Double, interval: Interval?), _ second: (value: Double, interval: Interval?),
        reach: Double = 1, level: Double
    ) -> Interval? {
        guard let one = first.interval, let two = second.interval else { return nil }
        let value = first.value - second.value
        func length(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
        return Interval(
            lower: max(-reach, value - length(first.value - one.lower, two.upper - second.value)),
            upper: min(reach, value + length(one.upper - first.value, second.value - two.lower)), level: level,
            method: .mover)
    }

    /// Welch's limits where the figure's own limits are symmetric, square-and-add limits of both where they are not.
    private func linearisedDifference(
        _ metric: Metric, _ first: Linearised, _ second: Linearised, level: Double
    ) -> Estimate {
        let (value, n) = (first.value - second.value, first.count + second.count)
        let spread = min(first.count, second.count) >= 2 && first.variance + second.variance > 0
        let interval =
            first.scale == .identity
            ? (spread ? MeanInterval.welchDifference(first.sample, second.sample, level: level) : nil)
            : Self.mover(
                (first.value, first.interval(level: level, range: metric.range)),
                (second.value, second.interval(level: level, range: metric.range)),
                reach: metric.range.upperBound - metric.range.lowerBound, level: level)
        return Estimate(value, n: n, interval: interval)
    }

    /// Square-and-add limits from those of both figures, which reach as far as bins leave them open already.
    private static func figureDifference(
        _ metric: Metric, _ first: ScoreFigure, _ second: ScoreFigure, level: Double
    ) -> Estimate {
        let (value, n) = (first.value - second.value, first.rows + second.rows)
        let interval = mover(
            (first.value, first.limits(level)), (second.value, second.limits(level)),
            reach: metric.range.upperBound - metric.range.lowerBound, level: level)
        if first.bounds == nil, second.bounds == nil, first.isApproximate || second.isApproximate {
            return Estimate(value, n: n, interval: interval, exactness: .approximate)
        }
        return difference(
            .init(value: first.value, variance: nil, bounds: first.bounds),
            .init(value: second.value, variance: nil, bounds: second.bounds), n: n, interval: interval,
            isWidened: true)
    }

    private static func logRatio(
        _ first: (value: Double, variance: Double?), _ second: (value: Double, variance: Double?), n: Int, level: Double
    ) -> Estimate {
        guard second.value != 0 else {
            return Estimate(notEstimable: first.value == 0 ? .bothZero : .zeroReference, n: n)
        }
        let ratio = first.value / second.value
        guard let v1 = first.variance, let v0 = second.variance, ratio > 0 else {
            return Estimate(ratio, n: n, interval: nil)
        }
        let relative = v1 / (first.value * first.value) + v0 / (second.value * second.value)
        // Labels of one class leave a variance without limit.
        guard relative > 0, relative.isFinite else { return Estimate(ratio, n: n, interval: nil) }
        let factor = LogScale.exponential(NormalDistribution.twoSidedQuantile(level: level) * relative.squareRoot())
        guard factor.isFinite else { return Estimate(ratio, n: n, interval: nil) }
        return Estimate(
            ratio, n: n,
            interval: Interval(lower: ratio / factor, upper: ratio * factor, level: level, method: .influenceRatio))
    }

    private mutating func compositeInterval(
        _ metric: Metric, _ value: Double, level: Double, for purpose: IntervalPurpose,
        combine: (Double, Double) -> Double
    ) -> Interval? {
        guard drawsCells else { return nil }
        let replicates = group.context.replicates(for: purpose)
        let first = group.drawn(metric, replicates: replicates)
        let second = reference.drawn(metric, replicates: replicates)
        let values = zip(first, second).map(combine)
        guard values.count == replicates, values.allSatisfy({ !$0.isNaN }),
            let interval = DirichletJeffreys.quantileInterval(values: values, level: level)
        else { return nil }
        return interval.holding(value)
    }
}
