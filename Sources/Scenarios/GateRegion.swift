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
        case .difference(_, let tolerance), .model(_, let tolerance), .change(let tolerance),
            .gapChange(_, let tolerance):
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

    /// About how many rows each group compared would need for the interval to leave the limit on one side, at the value
    /// seen.
    ///
    /// Widths shrink with the square root of the rows, so n grows by (reach / distance)², where reach is how far the
    /// limits stand from the value towards the nearest end of the region.
    ///
    /// - Parameters:
    ///   - rows: the smallest denominator compared.
    ///   - minimum: fewer rows than this settle nothing.
    /// - Returns: `nil` where the value sits on the limit, or there is no interval.
    func rowsNeeded(_ component: Assessment.GateResult.Component, rows: Int, minimum: Int) -> Int? {
        guard let value = component.estimate.number, let interval = component.estimate.interval, rows > 0
        else { return nil }
        let ends = [lower, upper].filter(\.isFinite)
        guard let end = ends.min(by: { abs($0 - value) < abs($1 - value) }) else { return nil }
        let distance = abs(value - end)
        let reach = value > end ? value - interval.lower : interval.upper - value
        guard distance > 0, reach > 0, reach.isFinite else { return nil }
        let factor = (reach / distance) * (reach / distance)
        let needed = Double(rows) * max(1, factor)
        return needed < 1e9 ? max(minimum, Int(needed.rounded(.up))) : nil
    }
}

/// Who is worse off in a component, and how badly.
struct Harm {
    let comparison: Gate.Comparison
    let side: Metric.Side?
    let twoSided: Bool

    enum Sufferer { case group, reference, nobody }

    init(_ comparison: Gate.Comparison, side: Metric.Side?, twoSided: Bool) {
        self.comparison = comparison
        self.side = side
        self.twoSided = twoSided
    }

    /// How far a component lies towards the gate's limit or beyond it; larger is worse.
    func severity(of component: Assessment.GateResult.Component) -> Double {
        guard let value = value(component) else { return -.infinity }
        switch comparison {
        case .noSkill: return -value
        case .value(.floor), .worstGroup(.floor), .ratio(_, .floor): return -value
        case .value(.ceiling), .worstGroup(.ceiling), .ratio(_, .ceiling), .range: return value
        case .difference, .model, .change, .gapChange: return twoSided ? abs(value) : side == .lower ? -value : value
        }
    }

    /// The group, or in a gap that counts in both directions or against the group's favour its reference.
    func sufferer(of component: Assessment.GateResult.Component) -> Sufferer {
        guard let value = value(component) else { return .nobody }
        switch comparison {
        case .noSkill, .value, .worstGroup, .range: return .group
        case .difference:
            if value == 0 { return .nobody }
            if side == nil || (value < 0) == (side == .lower) { return .group }
            return twoSided ? .reference : .nobody
        case .model, .change, .gapChange:
            // Who is better off than with the other model, or than before, suffers nothing.
            return value != 0 && (side == nil || (value < 0) == (side == .lower)) ? .group : .nobody
        case .ratio(_, let limit):
            var isFloor = false
            if case .floor = limit { isFloor = true }
            guard isFloor ? value < 1 : value > 1 else { return .nobody }
            return side == nil || (side == .lower) == isFloor ? .group : .reference
        }
    }

    /// The value compared; something over an observed zero is without bound.
    private func value(_ component: Assessment.GateResult.Component) -> Double? {
        component.estimate.reason == .zeroReference ? .infinity : component.estimate.number
    }
}
