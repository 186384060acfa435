import Metrics
import Statistics

/// The values of a compared quantity that a gate tolerates, and what an interval says about them.
struct Region {
    /// Tolerated values; ends may be infinite.
    let lower: Double
    let upper: Double
    /// The value that means no gap; `nil` for a limit on a level.
    let neutral: Double?

    /// - Parameters:
    ///   - side: where the group is worse off.
    ///   - twoSided: whether a gap in either direction counts.
    init(_ comparison: Gate.Comparison, side: Metric.Side?, twoSided: Bool) {
        switch comparison {
        case .noSkill(let floor): (lower, upper, neutral) = (floor, .infinity, 0)
        case .value(.floor(let floor)), .worstGroup(.floor(let floor)):
            (lower, upper, neutral) = (floor, .infinity, nil)
        case .value(.ceiling(let ceiling)), .worstGroup(.ceiling(let ceiling)):
            (lower, upper, neutral) = (-.infinity, ceiling, nil)
        case .difference(_, let tolerance):
            lower = twoSided || side == .lower ? -tolerance : -.infinity
            upper = twoSided || side == .higher ? tolerance : .infinity
            neutral = 0
        case .ratio(_, .floor(let floor)): (lower, upper, neutral) = (floor, .infinity, 1)
        case .ratio(_, .ceiling(let ceiling)): (lower, upper, neutral) = (0, ceiling, 1)
        case .range(let tolerance): (lower, upper, neutral) = (-.infinity, tolerance, 0)
        }
    }

    func isInside(_ interval: Interval?) -> Bool {
        guard let interval else { return false }
        return lower <= interval.lower && interval.upper <= upper
    }

    func isOutside(_ interval: Interval?) -> Bool {
        guard let interval else { return false }
        return interval.upper < lower || interval.lower > upper
    }

    /// - Parameters:
    ///   - pass: the interval of level 1 − 2α.
    ///   - fail: the simultaneous interval.
    ///   - isCapped: whether something else forbids a decision.
    func verdict(pass: Interval?, fail: Interval?, isCapped: Bool) -> Verdict {
        if !isCapped {
            if isInside(pass) { return .pass }
            if isOutside(fail) { return .fail }
        }
        guard let pass, let neutral else { return .inconclusive(.nothingShown) }
        return .inconclusive(pass.contains(neutral) ? .nothingShown : .gapShown)
    }

    /// About how many rows the group would need for the interval to leave the limit on one side, at the value seen.
    ///
    /// Widths shrink with the square root of the rows, so n grows by (reach / distance)², where reach is how far the
    /// limits stand from the value towards the nearest end of the region. Below `minimum` at least that many.
    ///
    /// - Returns: `nil` where the value sits on the limit, or there is no interval.
    func rowsNeeded(_ component: Assessment.GateResult.Component) -> Int? {
        guard let value = component.estimate.number, let interval = component.estimate.interval,
            component.estimate.n > 0
        else { return nil }
        let ends = [lower, upper].filter(\.isFinite)
        guard let end = ends.min(by: { abs($0 - value) < abs($1 - value) }) else { return nil }
        let distance = abs(value - end)
        let reach = value > end ? value - interval.lower : interval.upper - value
        guard distance > 0, reach > 0, reach.isFinite else { return nil }
        let factor = (reach / distance) * (reach / distance)
        let rows = Double(component.estimate.n) * max(1, factor)
        return rows < 1e9 ? Int(rows.rounded(.up)) : nil
    }
}

/// How badly off a component's group is, on a scale where larger is worse.
struct Harm {
    let comparison: Gate.Comparison
    let side: Metric.Side?

    init(_ comparison: Gate.Comparison, side: Metric.Side?) {
        self.comparison = comparison
        self.side = side
    }

    func of(_ component: Assessment.GateResult.Component) -> Double {
        guard let value = component.estimate.number else {
            // Over an observed zero the group is better off, or nothing can be said.
            return -.infinity
        }
        switch comparison {
        case .noSkill: return -value
        case .value(.floor), .worstGroup(.floor), .ratio(_, .floor): return -value
        case .value(.ceiling), .worstGroup(.ceiling), .ratio(_, .ceiling), .range: return value
        case .difference: return side == .lower ? -value : side == .higher ? value : abs(value)
        }
    }

    /// Whether a gap that counts in both directions is one in which the reference is worse off.
    func isReferenceWorse(_ component: Assessment.GateResult.Component) -> Bool {
        guard case .difference = comparison, let value = component.estimate.number, component.verdict == .fail else {
            return false
        }
        return side == .lower ? value > 0 : side == .higher ? value < 0 : false
    }
}
