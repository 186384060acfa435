import Scenarios
import Statistics

/// The scale on which a gate compares and the number it compares with.
struct GateScale {
    let unit: Quantity.Unit
    let isSigned: Bool
    /// What the compared quantity is held against, on its own scale: one number, or both sides and none.
    let limits: [Double]

    init(_ gate: Gate) {
        let metric = MetricPresentation(gate.metric)
        switch gate.comparison {
        case .noSkill(let floor): (unit, isSigned, limits) = (metric.differenceUnit, true, [floor])
        case .value(.floor(let value)), .value(.ceiling(let value)), .worstGroup(.floor(let value)),
            .worstGroup(.ceiling(let value)):
            (unit, isSigned, limits) = (metric.unit, false, [value])
        case .difference(_, let tolerance), .model(_, let tolerance), .change(let tolerance),
            .gapChange(_, let tolerance):
            (unit, isSigned, limits) = (metric.differenceUnit, true, [-tolerance, 0, tolerance])
        case .ratio(_, .floor(let value)), .ratio(_, .ceiling(let value)):
            (unit, isSigned, limits) = (.plain, false, [value])
        case .range(let tolerance): (unit, isSigned, limits) = (metric.differenceUnit, false, [tolerance])
        }
    }
}

/// A gate's limit in words.
struct GateLimit {
    let gate: Gate

    private var metric: MetricPresentation { MetricPresentation(gate.metric) }

    /// A declared number in full.
    private func declared(_ value: Double, _ unit: Quantity.Unit) -> Inline {
        .quantity(Quantity(value, unit, places: Quantity.places(declared: value, unit)))
    }

    /// A declared distance, with the word for points where it is one of shares.
    private func distance(_ value: Double) -> Inline {
        let number = declared(value, metric.differenceUnit)
        return metric.unit == .rate ? .words("amount-points", ["value": number]) : number
    }

    /// What is compared with what, e.g. “difference from the reference” and the reference.
    var comparison: [Inline] {
        switch gate.comparison {
        case .noSkill: [.words("comparison-no-skill")]
        case .value: [.words("comparison-none")]
        case .difference(let other, _): [.words("comparison-difference"), reference(other)]
        case .ratio(let other, _): [.words("comparison-ratio"), reference(other)]
        case .range: [.words("comparison-range")]
        case .worstGroup: [.words("comparison-worst")]
        case .change: [.words(isSinceBaseline ? "comparison-change-baseline" : "comparison-change")]
        case .gapChange(let other, _):
            [
                .words(isSinceBaseline ? "comparison-gap-change-baseline" : "comparison-gap-change"), reference(other),
            ]
        case .model(let other, _): [.words("comparison-model", ["model": .data(other)])]
        }
    }

    private var isSinceBaseline: Bool { gate.since == .baseline }

    /// Which rows it looks at, and by which groups, where that is more than one grouping says.
    var rows: [Inline] {
        var lines: [Inline] = gate.conditions.map { condition in
            .words(
                "gate-where",
                ["column": .data(condition.column), "levels": .list(condition.levels.map { .data($0) })])
        }
        if let slices = gate.slices {
            lines.append(
                .words(
                    "gate-slices",
                    [
                        "columns": .list(slices.columns.map { .data($0) }), "depth": .integer(slices.depth),
                        "support": declared(slices.support, .rate),
                    ]))
        }
        return lines
    }

    private func reference(_ reference: Gate.Reference) -> Inline {
        switch reference {
        case .named(let levels): .words("reference-named", ["group": .list(levels.map { .data($0) })])
        case .complement: .words("reference-complement")
        case .largest: .words("reference-largest")
        }
    }

    /// On which side the limit counts, where that can differ.
    var side: Inline? {
        switch gate.comparison {
        case .difference: break
        case .model: return .words(gate.harm == .worse ? "gate-harm-worse-model" : "gate-harm-two-sided")
        case .change, .gapChange:
            return .words(gate.harm == .worse ? "gate-harm-worse-change" : "gate-harm-two-sided")
        case .noSkill, .value, .ratio, .range, .worstGroup: return nil
        }
        return .words(gate.harm == .worse ? "gate-harm-worse" : "gate-harm-two-sided")
    }

    /// The limit itself, e.g. “at most 10 points worse”.
    var words: Inline {
        switch gate.comparison {
        case .noSkill(let floor):
            floor == 0 ? .words("gate-limit-above-no-skill") : .words("gate-limit-no-skill", ["limit": distance(floor)])
        case .value(.floor(let value)), .worstGroup(.floor(let value)):
            .words("gate-limit-at-least", ["limit": declared(value, metric.unit)])
        case .value(.ceiling(let value)), .worstGroup(.ceiling(let value)):
            .words("gate-limit-at-most", ["limit": declared(value, metric.unit)])
        case .difference(_, let tolerance), .range(let tolerance), .model(_, let tolerance):
            .words("gate-limit-difference", ["limit": distance(tolerance)])
        case .change(let tolerance), .gapChange(_, let tolerance):
            .words("gate-limit-change", ["limit": distance(tolerance)])
        case .ratio(_, .floor(let value)): .words("gate-limit-ratio", ["limit": declared(value, .plain)])
        case .ratio(_, .ceiling(let value)): .words("gate-limit-at-most", ["limit": declared(value, .plain)])
        }
    }
}
