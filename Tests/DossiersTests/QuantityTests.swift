import Dossiers
import Testing

@Suite("Quantities")
struct QuantityTests {
    @Test(
        "Limits of an interval are rounded outward, and steps stay where they are",
        arguments: [
            (0.07, Quantity.Rounding.up, 7.0), (0.07, .down, 7.0), (0.7996, .down, 79.9), (0.7996, .up, 80.0),
            (-0.0761, .down, -7.7), (-0.0761, .up, -7.6), (0.29, .down, 29.0), (1, .up, 100), (0, .down, 0),
            (-0.0004, .nearest, 0),
        ])
    func rounding(value: Double, rounding: Quantity.Rounding, shown: Double) {
        let quantity = Quantity(value, .rate, rounding: rounding)
        #expect(quantity.shown == shown)
        #expect(quantity.shown.sign == .plus || quantity.shown < 0)
    }

    @Test(
        "Digits are added until a number does not contradict how it compares",
        arguments: [
            (0.7996, 0.8, Quantity.Rounding.nearest, 2), (0.7996, 0.8, .up, 2), (0.7996, 0.8, .down, 1),
            (0.8, 0.8, .up, 1),
            (0.80004, 0.8, .down, 3), (0.5, 0.8, .nearest, 1), (0.79999996, 0.8, .up, 6),
        ])
    func digits(value: Double, limit: Double, rounding: Quantity.Rounding, places: Int) {
        #expect(Quantity.places(for: value, .rate, rounding: rounding, besides: limit) == places)
    }

    @Test("A limit is written in full", arguments: [(0.1, 0), (0.125, 1), (0.8, 0), (0.0333, 2)])
    func declared(value: Double, places: Int) {
        #expect(Quantity.places(declared: value, .rate) == places)
    }

    @Test("What is not finite or huge does no harm", arguments: [Double.infinity, -.infinity, .nan, 1e300])
    func extremes(value: Double) {
        #expect(Quantity.places(for: value, .plain, besides: 0.8) <= Quantity.maximumPlaces)
        #expect(Quantity(value, .plain).shown.isNaN == value.isNaN)
    }
}

@Suite("Axes of charts")
struct AxisTests {
    @Test(
        "An axis has round steps and holds all values",
        arguments: [
            [0.41, 0.84], [0.0, 1.0], [0.7, 0.70001], [0.5], [], [0.002, 0.0071], [-0.3, 0.9], [0.1, 12.7],
        ])
    func axis(values: [Double]) {
        let axis = DotAndWhisker.Axis(over: values, unit: .plain, within: -1...100)
        #expect((2...7).contains(axis.ticks.count))
        #expect(axis.ticks == axis.ticks.sorted())
        for value in values {
            #expect(axis.range.contains(value))
            #expect((0...1).contains(axis.position(of: value)))
        }
        #expect(axis.position(of: .infinity) == 1)
        #expect(axis.position(of: -.infinity) == 0)
    }

    @Test(
        "A share's axis stays within nothing and all",
        arguments: [[0.0], [1.0], [0.98, 1.0], [0.0, 0.013], [-.infinity, 0.4]])
    func bounded(values: [Double]) {
        let axis = DotAndWhisker.Axis(over: values, unit: .rate, within: 0...1)
        #expect(axis.range.lowerBound >= 0 && axis.range.upperBound <= 1)
    }
}
