/// A chart of one figure for several groups: a dot for the value and a line for its interval, one row a group.
///
/// Positions are those of the metric; where they fall on a page is the renderer's business.
package struct DotAndWhisker: Sendable {
    package let axis: Axis
    /// What the models are called, in the order of the marks' `series`.
    package let series: [Inline]
    package let rows: [Row]
    /// A value drawn through all rows, and what it is.
    package let reference: (value: Double, meaning: Inline)?
    /// The values a gate allows, and what they are; limits beyond the axis are drawn to its end.
    package let band: (range: ClosedRange<Double>, meaning: Inline)?
    /// What the small tick in a row means, if there is any.
    package let tickMeaning: Inline?
    package let groupHeader: Inline
    package let valueHeader: Inline
    package let countHeader: Inline

    /// One group.
    package struct Row: Sendable {
        package let label: Inline
        package let isTotal: Bool
        package let marks: [Mark]
        /// A value drawn as a short tick in this row only.
        package let tick: Double?
        /// One line per model: the value and its interval, or why there is none.
        package let values: [Inline]
        /// One line per model, or one line if they are all the same.
        package let counts: [Inline]
    }

    /// One model's value in a row.
    package struct Mark: Sendable {
        package let series: Int
        /// `nil` where only the interval is shown.
        package let value: Double?
        package let interval: ClosedRange<Double>?
    }

    /// A range of values with round steps.
    package struct Axis: Sendable, Hashable {
        package let range: ClosedRange<Double>
        package let ticks: [Double]
        package let unit: Quantity.Unit
        /// Digits after the decimal sign that the ticks need.
        package let places: Int

        /// The smallest range of round steps that holds all `values`.
        ///
        /// - Parameters:
        ///   - values: may be empty or hold infinities, which are left out.
        ///   - bounds: what the quantity can be at most; the range does not leave it.
        package init(over values: [Double], unit: Quantity.Unit, within bounds: ClosedRange<Double>) {
            let finite = values.filter { $0.isFinite }.map { min(max($0, bounds.lowerBound), bounds.upperBound) }
            var low = finite.min() ?? 0
            var high = finite.max() ?? 1
            // A lone value gets room on both sides.
            if high - low < 1e-6 {
                low = max(bounds.lowerBound, low - 0.05)
                high = min(bounds.upperBound, high + 0.05)
                if high - low < 1e-6 { high = low + 0.1 }
            }
            let step = Axis.step(for: high - low)
            let first = (low / step + 1e-9).rounded(.down)
            let last = (high / step - 1e-9).rounded(.up)
            let count = Int(min(max(last - first, 1), 50))
            // Multiples of the step as quotients, so that 0.3 is not 0.30000000000000004.
            let perUnit = (1 / step).rounded()
            ticks = (0...count).map { index in
                let multiple = first + Double(index)
                return step < 1 ? multiple / perUnit : multiple * step
            }
            range = (ticks.first ?? low)...(ticks.last ?? high)
            self.unit = unit
            places = ticks.map { Quantity.places(declared: $0, unit) }.max() ?? 0
        }

        /// A step of 1, 2 or 5 times a power of ten that divides `span` into at most six parts.
        private static func step(for span: Double) -> Double {
            for exponent in -6...9 {
                for digit in [1.0, 2, 5] {
                    let step = power(exponent) * digit
                    if span / step <= 5.000001 { return step }
                }
            }
            return span
        }

        private static func power(_ exponent: Int) -> Double {
            var result = 1.0
            for _ in 0..<abs(exponent) { result *= 10 }
            return exponent < 0 ? 1 / result : result
        }

        /// Where a value lies between the ends, 0...1; what lies beyond an end is put there.
        package func position(of value: Double) -> Double {
            let span = range.upperBound - range.lowerBound
            guard span > 0, !value.isNaN else { return 0 }
            return min(max((value - range.lowerBound) / span, 0), 1)
        }
    }
}
