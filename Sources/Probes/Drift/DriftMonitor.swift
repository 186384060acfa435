import Evidence
import Metrics
package import Statistics

/// One thing watched window by window: every look that was taken, and every alarm.
///
/// All monitors of a search share α: each raises an alarm when its evidence reaches K/α, with K monitors.
package struct DriftMonitor: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The rate lies above what it may be after the baseline.
        case rise
        /// The rate lies below.
        case fall
        /// The rate of a group differs from that of all others of its grouping.
        case gap
    }

    /// What was seen at one window; looks are never taken back.
    package struct Look: Sendable, Hashable {
        package let window: String
        /// Whether the window counted: it has rows, and labels enough.
        package let isCounted: Bool
        /// ln of its evidence alone; 0 where it did not count.
        package let logFactor: Double
        /// ln of all evidence since the baseline: at 1/α or more the change is shown at any time with chance α at most, if
        /// this were the only monitor.
        package let logEvidence: Double
        /// ln of the evidence since a change began, where it began when that is largest: max(0, ·) is the Bernoulli CUSUM.
        package let logDetector: Double
        package let isAlarm: Bool
    }

    /// An alarm, after which watching starts anew and spends α once more.
    package struct Alarm: Sendable, Hashable {
        package let window: String
        /// The window with which the change seems to have begun.
        package let start: String
    }

    package let kind: Kind
    /// The group of a gap; `nil` for everybody.
    package let group: GroupKey?
    /// p₀: the rate that may be, as a rate of what the metric counts; `nil` for gaps.
    package let limit: Double?
    /// p₁: the rate that is bet on; `nil` for gaps, where it is learnt from earlier windows.
    package let target: Double?
    package let looks: [Look]
    package let alarms: [Alarm]
    /// Of a gap: the group's rate less that of all others over all counted windows behind the baseline, at every look.
    package let gap: Interval?
    /// Whether it is among those that the e-values of all monitors show with a false discovery rate of α.
    package fileprivate(set) var isDiscovery = false

    /// What all evidence since the baseline must reach in ln for an alarm of one among several monitors.
    package static func logThreshold(monitors: Int, alpha: Double) -> Double {
        Multiplicity.bonferroniLogEvidence(count: max(1, monitors), alpha: alpha)
    }
}

/// A monitor before it is known how many there are.
private struct Stream {
    let kind: DriftMonitor.Kind
    let group: GroupKey?
    var bet: RateBet?
    /// ln of the evidence of each later window; `nil` where it does not count.
    let logFactors: [Double?]
    var gap: Interval?

    func monitor(_ later: [String], alpha: Double) -> DriftMonitor {
        var detector = ChangeDetector(alpha: alpha)
        var offset = 0
        var sum = 0.0
        var looks: [DriftMonitor.Look] = []
        var alarms: [DriftMonitor.Alarm] = []
        // Windows that do not count take no part in where a change began.
        let counted = logFactors.indices.filter { logFactors[$0] != nil }
        for (index, window) in later.enumerated() {
            guard let factor = logFactors[index] else {
                looks.append(
                    .init(
                        window: window, isCounted: false, logFactor: 0, logEvidence: sum,
                        logDetector: max(0, detector.logEvidence), isAlarm: false))
                continue
            }
            sum += factor
            let isAlarm = detector.add(factor)
            looks.append(
                .init(
                    window: window, isCounted: true, logFactor: factor, logEvidence: sum,
                    logDetector: detector.logEvidence, isAlarm: isAlarm))
            if isAlarm {
                alarms.append(.init(window: window, start: later[counted[offset + detector.start]]))
                offset += detector.windows
                detector = ChangeDetector(alpha: alpha)
            }
        }
        return DriftMonitor(
            kind: kind, group: group, limit: bet.map { kind == .fall ? 1 - $0.limit : $0.limit },
            target: bet.map { kind == .fall ? 1 - $0.target : $0.target }, looks: looks, alarms: alarms, gap: gap)
    }
}

extension DriftMonitor {
    /// All monitors of a rate: above, below, and of each group against all others of its grouping.
    ///
    /// - Parameter baselineNames: mature windows of the baseline, in order; what gaps are first bet on.
    static func watching(
        _ counts: DriftCounts, baseline: DriftSearch.Window, baselineNames: [String], later: [String],
        isMature: (String) -> Bool, metric: Metric?, context: EstimationContext, options: DriftSearch.Options
    ) -> [DriftMonitor] {
        guard let metric, !counts.isWeighted, !later.isEmpty, options.alpha > 0, options.alpha < 1,
            case .proportion = metric.definition
        else { return [] }
        func tally(_ evidence: GroupEvidence?) -> (successes: Int, trials: Int) {
            evidence.flatMap { metric.successes(in: $0, context) } ?? (0, 0)
        }
        let own = later.map { name -> (successes: Int, trials: Int)? in
            guard isMature(name) else { return nil }
            let own = tally(counts.byWindow[name])
            return own.trials > 0 ? own : nil
        }
        var streams: [Stream] = []
        if let rate = baseline.estimate?.number {
            let interval = baseline.estimate?.interval
            let above = options.tolerance.map { rate + $0 } ?? interval?.upper
            let below = options.tolerance.map { rate - $0 } ?? interval?.lower
            if let bet = above.flatMap({ RateBet(limit: $0) }) {
                streams.append(
                    Stream(
                        kind: .rise, group: nil, bet: bet,
                        logFactors: own.map { $0.map { bet.logGain(successes: $0.successes, trials: $0.trials) } }))
            }
            if let bet = below.flatMap({ RateBet(limit: 1 - $0) }) {
                streams.append(
                    Stream(
                        kind: .fall, group: nil, bet: bet,
                        logFactors: own.map {
                            $0.map { bet.logGain(successes: $0.trials - $0.successes, trials: $0.trials) }
                        }))
            }
        }
        for table in counts.byGroup {
            let keys = Set(table.values.flatMap(\.keys)).sorted()
            // Of two groups each is all others to the other.
            for key in keys.count == 2 ? Array(keys.prefix(1)) : keys.count < 2 ? [] : keys {
                streams.append(
                    gap(key, table, baselineNames: baselineNames, later: later, isMature, context, tally: tally))
            }
        }
        let alpha = options.alpha / Double(max(1, streams.count))
        var monitors = streams.map { $0.monitor(later, alpha: alpha) }
        let shown = Multiplicity.eBenjaminiHochberg(
            monitors.map { $0.looks.last?.logEvidence ?? 0 }, alpha: options.alpha)
        for index in monitors.indices { monitors[index].isDiscovery = shown[index] }
        return monitors
    }

    private static func gap(
        _ key: GroupKey, _ table: [String: [GroupKey: GroupEvidence]], baselineNames: [String], later: [String],
        _ isMature: (String) -> Bool, _ context: EstimationContext,
        tally: (GroupEvidence?) -> (successes: Int, trials: Int)
    ) -> Stream {
        func window(_ name: String) -> (a: (successes: Int, trials: Int), b: (successes: Int, trials: Int)) {
            var others = (successes: 0, trials: 0)
            for (other, evidence) in table[name] ?? [:] where other != key {
                let own = tally(evidence)
                others = (others.successes + own.successes, others.trials + own.trials)
            }
            return (tally(table[name]?[key]), others)
        }
        var process = EqualRatesProcess()
        for name in baselineNames {
            let (a, b) = window(name)
            process.add(
                successesA: a.successes, trialsA: a.trials, successesB: b.successes, trialsB: b.trials)
        }
        var (sumA, sumB) = ((successes: 0, trials: 0), (successes: 0, trials: 0))
        let factors = later.map { name -> Double? in
            guard isMature(name) else { return nil }
            let (a, b) = window(name)
            guard a.trials + b.trials > 0 else { return nil }
            sumA = (sumA.successes + a.successes, sumA.trials + a.trials)
            sumB = (sumB.successes + b.successes, sumB.trials + b.trials)
            return process.add(
                successesA: a.successes, trialsA: a.trials, successesB: b.successes, trialsB: b.trials)
        }
        return Stream(
            kind: .gap, group: key, logFactors: factors,
            gap: sumA.trials > 0 && sumB.trials > 0
                ? RateSequence.difference(
                    (sumA.successes, sumA.trials), (sumB.successes, sumB.trials), level: context.level) : nil)
    }
}
