/// A number to be shown, with its unit, its digits and the side to which it is rounded.
package struct Quantity: Hashable, Sendable {
    /// What one means.
    package enum Unit: Hashable, Sendable {
        /// A share of a whole, shown per hundred.
        case rate
        /// A difference of two shares, shown in percentage points, without the word.
        case points
        /// A number without a unit.
        case plain
    }

    /// Where the digits that are not shown go.
    package enum Rounding: Hashable, Sendable {
        case nearest, down, up
    }

    /// The number as it was found, unscaled.
    package let value: Double
    package let unit: Unit
    /// Digits after the decimal sign, in 0...`maximumPlaces`.
    package let places: Int
    package let rounding: Rounding
    /// Whether a positive number carries its sign too.
    package let signed: Bool

    /// More digits than this say nothing that a reader can use.
    package static let maximumPlaces = 9

    package init(_ value: Double, _ unit: Unit, places: Int? = nil, rounding: Rounding = .nearest, signed: Bool = false)
    {
        self.value = value
        self.unit = unit
        self.places = min(max(places ?? unit.customaryPlaces, 0), Self.maximumPlaces)
        self.rounding = rounding
        self.signed = signed
    }

    /// The number as shown: scaled to its unit and rounded to its places.
    package var shown: Double { Self.round(value * unit.scale, places: places, rounding) }

    /// The digits it takes for the number shown to stand on the same side of `limit` as the number itself.
    ///
    /// A value of 0.7996 is not printed as 0.80 beside a limit of 0.80. A number closer to the limit than
    /// `maximumPlaces` digits can tell is left at those.
    package static func places(
        for value: Double, _ unit: Unit, rounding: Rounding = .nearest, besides limit: Double
    ) -> Int {
        let exact = limit * unit.scale
        guard value.isFinite, exact.isFinite else { return unit.customaryPlaces }
        for places in unit.customaryPlaces...maximumPlaces {
            let shown = round(value * unit.scale, places: places, rounding)
            let sameSide = value < limit ? shown < exact : value > limit ? shown > exact : true
            if sameSide { return places }
        }
        return maximumPlaces
    }

    /// The digits it takes to write a declared limit in full, at least none and at most `maximumPlaces`.
    package static func places(declared value: Double, _ unit: Unit) -> Int {
        let scaled = value * unit.scale
        guard scaled.isFinite else { return 0 }
        return (0...maximumPlaces).first { abs(round(scaled, places: $0, .nearest) - scaled) < 1e-9 } ?? maximumPlaces
    }

    /// `value` to `places` digits after the decimal sign.
    ///
    /// A number that is within 10⁻⁹ of a step is taken to be that step, so that 0.07 × 100 is not pushed up to 7.1.
    static func round(_ value: Double, places: Int, _ rounding: Rounding) -> Double {
        var power = 1.0
        for _ in 0..<places { power *= 10 }
        let steps = value * power
        guard steps.isFinite, abs(steps) < 9e15 else { return value }
        let nearest = steps.rounded(.toNearestOrAwayFromZero)
        let whole =
            switch rounding {
            case _ where abs(steps - nearest) < 1e-9 * max(1, abs(steps)): nearest
            case .nearest: nearest
            case .down: steps.rounded(.down)
            case .up: steps.rounded(.up)
            }
        let rounded = whole / power
        // No minus before a nought.
        return rounded == 0 ? 0 : rounded
    }
}

extension Quantity.Unit {
    /// How many of what is shown make one.
    package var scale: Double {
        switch self {
        case .rate, .points: 100
        case .plain: 1
        }
    }

    /// The digits after the decimal sign that are shown when nothing asks for more.
    package var customaryPlaces: Int {
        switch self {
        case .rate, .points: 1
        case .plain: 3
        }
    }
}
