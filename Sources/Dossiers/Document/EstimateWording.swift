import Statistics

/// How an estimate is said: the value with its interval, the interval alone, or why there is neither.
///
/// Display floors after METHODS §3.8: with fewer than 10 rows in the denominator only counts are shown, with 10 to 29
/// only the interval. Machine output always has the value.
struct EstimateWording {
    static let countsOnlyBelow = DisplayFloor.countsOnly
    static let intervalOnlyBelow = DisplayFloor.intervalOnly

    let estimate: Estimate
    let unit: Quantity.Unit
    var signed = false
    /// The smallest denominator the figure rests on, where that is not the estimate's own.
    var rows: Int?
    /// What the figure is judged against; digits are added until it stands on its side of each.
    var limits: [Double] = []
    /// An interval that takes the place of the estimate's own.
    var interval: Interval?

    private var n: Int { rows ?? estimate.n }
    private var shownInterval: Interval? { interval ?? estimate.interval }

    /// Whether the point itself may be shown.
    var showsValue: Bool { estimate.number != nil && n >= Self.intervalOnlyBelow }
    var showsInterval: Bool { estimate.number != nil && n >= Self.countsOnlyBelow && shownInterval != nil }

    private var places: Int {
        var places = unit.customaryPlaces
        for limit in limits {
            if let value = estimate.number { places = max(places, Quantity.places(for: value, unit, besides: limit)) }
            if let shown = shownInterval {
                places = max(places, Quantity.places(for: shown.lower, unit, rounding: .down, besides: limit))
                places = max(places, Quantity.places(for: shown.upper, unit, rounding: .up, besides: limit))
            }
        }
        return places
    }

    /// The value alone, if it may be shown.
    var value: Inline? {
        guard showsValue, let number = estimate.number else { return nil }
        return .quantity(Quantity(number, unit, places: places, signed: signed))
    }

    /// The interval alone, if it may be shown; its limits are rounded outward.
    var range: Inline? {
        guard showsInterval, let shown = shownInterval else { return nil }
        return Self.range(shown.lower, shown.upper, unit, places: places, signed: signed)
    }

    /// Why there is no value, if there is none or it may not be shown.
    var reason: Inline? {
        if let reason = estimate.reason { return .words("reason-\(reason.rawValue)") }
        if n < Self.countsOnlyBelow { return .words("shown-counts-only") }
        return n < Self.intervalOnlyBelow ? .words("shown-interval-only") : nil
    }

    /// Everything there is to say in one line: value and interval, the interval, or the reason.
    var line: Inline {
        switch (value, showsInterval ? shownInterval : nil) {
        case (let value?, let shown?):
            let limits = Self.limits(shown.lower, shown.upper, unit, places: places, signed: signed)
            return .words("value-with-interval", limits.merging(["value": .strong(value)]) { own, _ in own })
        case (let value?, nil): return .strong(value)
        case (nil, _): return range ?? .muted(reason ?? .words("no-estimate"))
        }
    }

    /// Two limits, rounded outward; a limit without end is said in words.
    static func range(
        _ lower: Double, _ upper: Double, _ unit: Quantity.Unit, places: Int? = nil, signed: Bool = false
    ) -> Inline {
        .words("interval", limits(lower, upper, unit, places: places, signed: signed))
    }

    private static func limits(
        _ lower: Double, _ upper: Double, _ unit: Quantity.Unit, places: Int?, signed: Bool
    ) -> [String: Inline] {
        func limit(_ value: Double, _ rounding: Quantity.Rounding) -> Inline {
            value.isFinite
                ? .quantity(Quantity(value, unit, places: places, rounding: rounding, signed: signed))
                : .words("unlimited")
        }
        return ["lower": limit(lower, .down), "upper": limit(upper, .up)]
    }
}
