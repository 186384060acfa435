package import Evidence
import Metrics
import Statistics

extension GateEvaluator {
    /// The rows of the windows that others are compared with, and those of all other windows.
    package struct Windows: Sendable {
        let baseline: EvidenceCube
        let later: EvidenceCube

        /// - Parameters:
        ///   - cube: by the columns of gates and by windows.
        ///   - time: the dimension of windows.
        package init(_ cube: EvidenceCube, time: String, baseline names: Set<String>) throws(CubeError) {
            func windows(_ words: String, _ holds: (String) -> Bool) throws(CubeError) -> EvidenceCube {
                try cube.filtering(told: words, by: [time]) { levels in
                    // Rows without a time are in no window.
                    (levels.first ?? nil).map(holds) ?? false
                }
            }
            baseline = try windows("baseline") { names.contains($0) }
            later = try windows("since the baseline") { !names.contains($0) }
        }
    }

    /// A figure of all windows behind the baseline less that of the baseline, or a gap less that gap then (METHODS §4d).
    ///
    /// Rows of people who are in both are allowed for by blocks of clusters, but for changes of gaps, which stay undecided.
    func changeSinceBaseline(_ gate: Gate, _ metric: Metric) -> Assessment.GateResult {
        let side = metric.worseSide(favourablePositive: context.favourablePositive)
        let twoSided = gate.harm == .twoSided || side == nil
        let asked = windows == nil ? [] : pairs(gate)
        let levels = Levels(alpha: gate.alpha, family: max(1, asked.count), twoSided: twoSided)
        let region = Region(gate.comparison, side: side, twoSided: twoSided)
        var rows: [Int] = []
        let components = asked.compactMap { pair -> Assessment.GateResult.Component? in
            guard let change = WindowChange(self, pair, gate, metric) else { return nil }
            let (passing, failing) = (change.estimate(level: levels.pass), change.estimate(level: levels.fail))
            let caps = change.caps(self, passing)
            rows.append(change.rows)
            return Assessment.GateResult.Component(
                group: pair.group.evidence.group, reference: pair.referenceKey, groupValue: change.now,
                referenceValue: change.then, estimate: passing, failInterval: failing.interval,
                verdict: region.verdict(pass: passing.interval, fail: failing.interval, isCapped: !caps.isEmpty),
                caps: caps)
        }
        return conclude(gate, metric, components, rows: rows, side: side, family: max(1, asked.count))
    }
}

/// One figure, or one gap, now and then.
private struct WindowChange {
    private let metric: Metric
    private let isGap: Bool
    /// Group and reference now, group and reference then; the references of figures are what they are compared with.
    private var later: GateEvaluator.Pair
    private var baseline: GateEvaluator.Pair

    init?(_ evaluator: GateEvaluator, _ pair: GateEvaluator.Pair, _ gate: Gate, _ metric: Metric) {
        guard let windows = evaluator.windows else { return nil }
        let key = pair.group.evidence.group
        var isGap = false
        if case .gapChange = gate.comparison { isGap = true }
        func side(_ cube: EvidenceCube, _ role: String) -> GateEvaluator.Pair {
            let overall = cube.overall
            func evidence(_ key: GroupKey) -> GroupEvidence {
                if key.isOverall { return overall }
                if let found = cube.evidence(by: key.dimensions).first(where: { $0.group == key }) { return found }
                var nobody = overall.subtracting(overall)
                nobody.group = key
                return nobody
            }
            let own = evidence(key)
            guard isGap else { return .init(group: evaluator.estimator(own, role: role)) }
            let other = pair.referenceKey.map(evidence) ?? overall.subtracting(own)
            return .init(
                group: evaluator.estimator(own, role: role),
                reference: evaluator.estimator(other, role: role + " reference"), referenceIsEmpty: other.rows == 0,
                referenceKey: pair.referenceKey)
        }
        self.metric = metric
        self.isGap = isGap
        (later, baseline) = (side(windows.later, "since"), side(windows.baseline, "baseline"))
    }

    var now: Double? { value(later) }
    var then: Double? { value(baseline) }

    private func value(_ pair: GateEvaluator.Pair) -> Double? {
        guard isGap else { return pair.group.value(metric) }
        guard let own = pair.group.value(metric), let other = pair.reference?.value(metric) else { return nil }
        return own - other
    }

    /// The smallest denominator.
    var rows: Int { min(later.rows(metric), baseline.rows(metric)) }

    func estimate(level: Double) -> Estimate {
        guard isGap else {
            var contrast = Contrast(later.group, against: baseline.group)
            return contrast.difference(metric, level: level, for: .gate)
        }
        let (now, then) = (gap(later, level), gap(baseline, level))
        guard let own = now.number else { return now }
        guard let old = then.number else { return then }
        return Estimate(
            own - old, n: now.n + then.n,
            interval: ChangeEstimate.added(own - old, (own, now.interval), (old, then.interval), level: level),
            flags: Set(now.flags).union(then.flags).sorted())
    }

    private func gap(_ pair: GateEvaluator.Pair, _ level: Double) -> Estimate {
        guard let reference = pair.reference, !pair.referenceIsEmpty else { return Estimate(notEstimable: .emptyGroup) }
        var contrast = Contrast(pair.group, against: reference)
        return contrast.difference(metric, level: level, for: .gate)
    }

    func caps(_ evaluator: GateEvaluator, _ estimate: Estimate) -> [VerdictCap] {
        var caps = Set(evaluator.caps(later, metric: metric, estimate: estimate))
        caps.formUnion(evaluator.caps(baseline, metric: metric, estimate: estimate))
        // Both gaps may be of the same people.
        if isGap, !later.group.evidence.blocks.isEmpty { caps.insert(.assumesIndependence) }
        return caps.sorted()
    }
}
