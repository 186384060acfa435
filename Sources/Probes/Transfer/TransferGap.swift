package import Evidence
package import Metrics
package import Statistics

/// A figure here beside that of the place where the model comes from.
///
/// - Source: METHODS §4e for the gap, §3.9 for the verdict.
package struct TransferGap: Sendable {
    /// What is known of the origin.
    package enum Origin: Sendable {
        case rows(GroupEvidence)
        case reported(OriginFigure)
    }

    /// What was declared beforehand.
    package struct Tolerance: Sendable, Hashable {
        /// The largest gap that is none, 0 or more.
        package let size: Double
        /// Whether a gap to the better counts, too: equivalence instead of no loss.
        package let isTwoSided: Bool
        package let alpha: Double
        /// Groups that are looked at together, so that one of them failing by chance is as rare as α.
        package let family: Int
        /// Groups with fewer rows than this settle nothing.
        package let minimumRows: Int

        package init(_ size: Double, isTwoSided: Bool, alpha: Double = 0.05, family: Int = 1, minimumRows: Int = 0) {
            self.size = size
            self.isTwoSided = isTwoSided
            self.alpha = alpha
            self.family = max(1, family)
            self.minimumRows = minimumRows
        }
    }

    /// What the rows say about a tolerance.
    package struct Decision: Sendable, Hashable {
        package let verdict: Verdict
        /// The gap with the limits that a pass needs inside, of level 1 − 2α.
        package let estimate: Estimate
        /// The limits that a fail needs outside.
        package let failInterval: Interval?
        /// What forbids a decision.
        package let caps: [VerdictCap]
    }

    /// Fewer rows with a label than this share settle nothing.
    package static let labelCoverageFloor = 0.95

    package let metric: Metric
    package let local: Estimate
    package let origin: Estimate
    /// Local less origin.
    package let gap: Estimate
    /// `nil` where no tolerance was declared: then there is no verdict.
    package let decision: Decision?

    package init(_ metric: Metric, local: Estimator, origin: Origin, tolerance: Tolerance? = nil) {
        var tool = TransferTool(metric: metric, local: local, origin: origin)
        let level = local.context.level
        self.metric = metric
        (self.local, self.origin) = (tool.localEstimate(level), tool.originEstimate(level))
        gap = tool.gap(level: level, for: .display)
        decision = tolerance.map { tool.decision($0) }
    }
}

/// One question about one figure.
private struct TransferTool {
    let metric: Metric
    var local: Estimator
    let origin: TransferGap.Origin

    mutating func localEstimate(_ level: Double) -> Estimate { local.estimate(metric, level: level) }

    func originEstimate(_ level: Double) -> Estimate {
        switch origin {
        case .reported(let figure): return figure.estimate(metric, level: level)
        case .rows(let evidence):
            var estimator = home(evidence)
            return estimator.estimate(metric, level: level)
        }
    }

    private func home(_ evidence: GroupEvidence) -> Estimator {
        Estimator(evidence, context: local.context, role: "origin")
    }

    mutating func gap(level: Double, for purpose: IntervalPurpose) -> Estimate {
        switch origin {
        case .rows(let evidence):
            var contrast = Contrast(local, against: home(evidence))
            return contrast.difference(metric, level: level, for: purpose)
        case .reported(let figure):
            return gap(to: figure, level: level, for: purpose)
        }
    }

    private mutating func gap(to figure: OriginFigure, level: Double, for purpose: IntervalPurpose) -> Estimate {
        let own = local.estimate(metric, level: level, for: purpose)
        let other = figure.estimate(metric, level: level)
        guard let value = own.number else { return own }
        let difference = value - figure.value
        let flags = own.flags + other.flags
        let n = own.n + other.n
        if case .counts(let successes, let trials) = figure, own.interval?.method == .wilson,
            metric.versusRest == nil, case .proportion(let part, let whole, _) = metric.definition
        {
            // Independent rows on both sides.
            let pair = TwoProportions(
                successes1: Double(local.counts[keyPath: part]), trials1: Double(local.counts[keyPath: whole]),
                successes0: Double(successes), trials0: Double(trials))
            return Estimate(
                difference, n: n,
                interval: purpose == .gate
                    ? pair.miettinenNurminenDifference(level: level) : pair.newcombeDifference(level: level),
                flags: flags)
        }
        let interval: Interval?
        if case .value(let fixed) = figure {
            interval = own.interval.map {
                Interval(lower: $0.lower - fixed, upper: $0.upper - fixed, level: $0.level, method: $0.method)
            }
        } else {
            interval = Contrast.mover(
                (value, own.interval), (figure.value, other.interval),
                reach: metric.range.upperBound - metric.range.lowerBound, level: level)
        }
        return Estimate(difference, n: n, interval: interval, flags: flags)
    }

    mutating func decision(_ tolerance: TransferGap.Tolerance) -> TransferGap.Decision {
        let side = metric.worseSide(favourablePositive: local.context.favourablePositive)
        let isTwoSided = tolerance.isTwoSided || side == nil
        let lower = isTwoSided || side == .lower ? -tolerance.size : -.infinity
        let upper = isTwoSided || side == .higher ? tolerance.size : .infinity
        let pass = gap(level: 1 - 2 * tolerance.alpha, for: .gate)
        let fail = gap(
            level: 1 - (isTwoSided ? 1 : 2) * tolerance.alpha / Double(tolerance.family), for: .gate
        ).interval
        var caps: Set<VerdictCap> = []
        if pass.number == nil { caps.insert(.notEstimable) }
        if pass.flags.contains(.assumesIndependence) || pass.flags.contains(.tooFewClusters) {
            caps.insert(.assumesIndependence)
        }
        if metric.usesLabels, hasFewLabels { caps.insert(.labelCoverage) }
        if local.denominator(metric) < tolerance.minimumRows { caps.insert(.minimumGroup) }
        return TransferGap.Decision(
            verdict: verdict(lower...upper, pass: pass.interval, fail: fail, isCapped: !caps.isEmpty),
            estimate: pass, failInterval: fail, caps: caps.sorted())
    }

    private var hasFewLabels: Bool {
        var sides = [local.evidence]
        if case .rows(let evidence) = origin { sides.append(evidence) }
        return sides.contains {
            $0.rows > 0 && Double($0.labelled) / Double($0.rows) < TransferGap.labelCoverageFloor
        }
    }

    private func verdict(
        _ tolerated: ClosedRange<Double>, pass: Interval?, fail: Interval?, isCapped: Bool
    ) -> Verdict {
        if !isCapped {
            if let pass, tolerated.lowerBound <= pass.lower, pass.upper <= tolerated.upperBound { return .pass }
            if let fail, fail.upper < tolerated.lowerBound || fail.lower > tolerated.upperBound { return .fail }
        }
        guard let pass, !pass.contains(0) else { return .inconclusive(.nothingShown) }
        return .inconclusive(.gapShown)
    }
}
