import Dossiers
import Metrics
import Statistics

/// How values become places on a line.
struct PlotScale: Sendable, Hashable {
    /// What a figure can be.
    let bounds: ClosedRange<Double>
    /// Whether equal ratios, instead of equal differences, are equally far apart.
    let isLogarithmic: Bool
    /// The values at which the shades of a heat map end: fixed, whatever the data are.
    let shades: ClosedRange<Double>

    /// The values that a metric can take.
    init(_ metric: Metric) { self.init(within: metric.range) }

    /// Values within limits, drawn where they lie.
    init(within bounds: ClosedRange<Double>) {
        self.bounds = bounds
        isLogarithmic = false
        let isFinite = bounds.lowerBound.isFinite && bounds.upperBound.isFinite
        shades = isFinite ? bounds : 0...1
    }

    private init(bounds: ClosedRange<Double>, isLogarithmic: Bool, shades: ClosedRange<Double>) {
        self.bounds = bounds
        self.isLogarithmic = isLogarithmic
        self.shades = shades
    }

    /// Differences of such values: shaded to a half, where they are shares.
    static func differences(of range: ClosedRange<Double>) -> PlotScale {
        let width = range.upperBound - range.lowerBound
        guard width.isFinite else {
            return PlotScale(bounds: -Double.infinity...Double.infinity, isLogarithmic: false, shades: -1...1)
        }
        return PlotScale(bounds: -width...width, isLogarithmic: false, shades: -width / 2...width / 2)
    }

    /// Ratios, shaded from a half to the double.
    static let ratios = PlotScale(bounds: 0...Double.infinity, isLogarithmic: true, shades: 0.5...2)

    /// An axis over some values.
    struct Axis {
        let ticks: [Double]
        let places: Int
        private let low: Double
        private let high: Double
        private let isLogarithmic: Bool

        fileprivate init(_ values: [Double], _ scale: PlotScale) {
            isLogarithmic = scale.isLogarithmic
            guard isLogarithmic else {
                let axis = DotAndWhisker.Axis(over: values, unit: .plain, within: scale.bounds)
                (ticks, places) = (axis.ticks, axis.places)
                (low, high) = (axis.range.lowerBound, axis.range.upperBound)
                return
            }
            // Steps of the double: from the half of it all to the double of it all, at least 0.5...2, at most 1/64...64.
            let logs = values.filter { $0 > 0 && $0.isFinite }.map { Self.binaryLog($0) }
            let first = max(-6, min(-1, (logs.min() ?? 0).rounded(.down)))
            let last = min(6, max(1, (logs.max() ?? 0).rounded(.up)))
            let step = last - first > 6 ? 2 : 1
            ticks = stride(from: first, through: last, by: Double(step)).map { Self.power($0) }
            places = 3
            (low, high) = (first, last)
        }

        /// Where a value lies between the ends, 0...1; `nil` beyond them.
        func position(of value: Double) -> Double? {
            guard !value.isNaN, !isLogarithmic || value > 0 else { return nil }
            let place = ((isLogarithmic ? Self.binaryLog(value) : value) - low) / (high - low)
            return place >= -1e-9 && place <= 1 + 1e-9 ? min(max(place, 0), 1) : nil
        }

        /// Whether a value that has no position lies before the start.
        func isBefore(_ value: Double) -> Bool {
            isLogarithmic ? value <= 0 || Self.binaryLog(value) < low : value < low
        }

        /// The number at a tick.
        func label(_ tick: Double) -> String {
            var text = NumberText.rounded(tick)
            while isLogarithmic && text.hasSuffix("0") && text.contains(".") { text.removeLast() }
            if isLogarithmic { return text.hasSuffix(".") ? String(text.dropLast()) : text }
            return String(text.dropLast(places == 0 ? 4 : max(0, 3 - places)))
        }

        private static func power(_ exponent: Double) -> Double {
            var result = 1.0
            for _ in 0..<Int(abs(exponent)) { result *= 2 }
            return exponent < 0 ? 1 / result : result
        }

        private static func binaryLog(_ value: Double) -> Double { LogScale.logarithm(value) / LogScale.logarithm(2) }
    }

    /// The axis that some values need.
    func axis(over values: [Double]) -> Axis { Axis(values, self) }

    /// How far a value is into the shades, 0...1, what lies beyond them at their end.
    func shade(of value: Double) -> Double {
        func place(_ value: Double) -> Double { isLogarithmic ? LogScale.logarithm(value) : value }
        guard !isLogarithmic || value > 0 else { return 0 }
        let (low, high) = (place(shades.lowerBound), place(shades.upperBound))
        return min(max((place(value) - low) / (high - low), 0), 1)
    }
}
