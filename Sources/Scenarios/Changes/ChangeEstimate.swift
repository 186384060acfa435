import Metrics
import Statistics

/// How a figure of one sample differs from that of an earlier, independent one (METHODS §4d): variances add.
enum ChangeEstimate {
    /// The figure now less the figure then.
    ///
    /// Rates of independent rows have the limits of two independent proportions: Newcombe's where they are shown,
    /// Miettinen and Nurminen's where they decide. Anything else has square-and-add limits from those of both figures (Zou
    /// and Donner 2008); the earlier ones were kept at one level and are moved to another as normal limits would be.
    ///
    /// - Parameters:
    ///   - now: with limits at `level`.
    ///   - isRate: whether both are shares of rows.
    static func value(
        now: Estimate, then: EarlierAssessment.Figure?, isRate: Bool, level: Double, for purpose: IntervalPurpose
    ) -> Estimate {
        guard let then else { return Estimate(notEstimable: .emptyGroup, n: now.n) }
        guard let value = now.number else { return Estimate(notEstimable: now.reason ?? .emptyGroup, n: now.n) }
        let flags = Set(now.flags).union(then.flags).sorted()
        let interval: Interval?
        if isRate, let own = count(value, now.n, now.interval), let old = count(then.value, then.n, then.interval) {
            let pair = TwoProportions(
                successes1: own, trials1: Double(now.n), successes0: old, trials0: Double(then.n))
            interval =
                purpose == .gate
                ? pair.miettinenNurminenDifference(level: level) : pair.newcombeDifference(level: level)
        } else {
            interval = added(
                value - then.value, (value, now.interval), (then.value, moved(then, to: level)), level: level)
        }
        return Estimate(value - then.value, n: now.n + then.n, interval: interval, flags: flags)
    }

    /// The gap between a group and its reference now, less that gap then: four samples, whose variances add.
    static func gap(
        now: Estimate, then: EarlierAssessment.Gap?, groupRowsThen: Int?, isRate: Bool, level: Double,
        for purpose: IntervalPurpose
    ) -> Estimate {
        guard let then else { return Estimate(notEstimable: .emptyGroup, n: now.n) }
        guard let value = now.number else { return Estimate(notEstimable: now.reason ?? .emptyGroup, n: now.n) }
        var before = moved(then.figure, to: level)
        if isRate, purpose == .gate, then.figure.interval?.method == .newcombe, let rows = groupRowsThen,
            let own = then.groupValue.flatMap({ count($0, rows) }), rows < then.figure.n,
            let other = then.referenceValue.flatMap({ count($0, then.figure.n - rows) })
        {
            let pair = TwoProportions(
                successes1: own, trials1: Double(rows), successes0: other, trials0: Double(then.figure.n - rows))
            before = pair.miettinenNurminenDifference(level: level)
        }
        let change = value - then.figure.value
        return Estimate(
            change, n: now.n + then.figure.n,
            interval: added(change, (value, now.interval), (then.figure.value, before), level: level),
            flags: Set(now.flags).union(then.figure.flags).sorted())
    }

    /// The rows in the numerator of a rate; `nil` where it is none of so many rows, or where rows depend on each other.
    private static func count(_ value: Double, _ n: Int, _ interval: Interval?) -> Double? {
        switch interval?.method {
        case .wilson?, .clopperPearson?, .jeffreys?: count(value, n)
        default: nil
        }
    }

    private static func count(_ value: Double, _ n: Int) -> Double? {
        guard n > 0, (0...1).contains(value) else { return nil }
        let count = (value * Double(n)).rounded()
        return abs(count - value * Double(n)) <= 1e-6 ? count : nil
    }

    /// Limits of another level, their distance from the value as normal limits have it.
    private static func moved(_ figure: EarlierAssessment.Figure, to level: Double) -> Interval? {
        guard let interval = figure.interval, interval.contains(figure.value) else { return nil }
        if interval.level == level { return interval }
        let factor =
            NormalDistribution.twoSidedQuantile(level: level)
            / NormalDistribution.twoSidedQuantile(level: interval.level)
        return Interval(
            lower: figure.value - (figure.value - interval.lower) * factor,
            upper: figure.value + (interval.upper - figure.value) * factor, level: level, method: interval.method)
    }

    /// Square-and-add limits of a change between two independent samples.
    static func added(
        _ change: Double, _ now: (value: Double, interval: Interval?), _ then: (value: Double, interval: Interval?),
        level: Double
    ) -> Interval? {
        guard let own = now.interval, let old = then.interval else { return nil }
        func length(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
        return Interval(
            lower: change - length(now.value - own.lower, old.upper - then.value),
            upper: change + length(own.upper - now.value, then.value - old.lower), level: level, method: .mover)
    }
}
