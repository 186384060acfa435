/// The number of marked items among those drawn without replacement from several urns.
///
/// Exact by convolution where that is cheap, else normal with a continuity correction.
package struct HypergeometricSum: Sendable {
    /// One urn: so many items, so many of them marked, so many drawn.
    package struct Urn: Hashable, Sendable {
        package let items: Int
        package let marked: Int
        package let drawn: Int

        /// - Precondition: 0 ≤ marked, drawn ≤ items.
        package init(items: Int, marked: Int, drawn: Int) {
            precondition(marked >= 0 && drawn >= 0 && marked <= items && drawn <= items, "an urn")
            self.items = items
            self.marked = marked
            self.drawn = drawn
        }

        var mean: Double { Double(drawn) * Double(marked) / Double(items) }

        var variance: Double {
            guard items > 1 else { return 0 }
            let share = Double(marked) / Double(items)
            return Double(drawn) * share * (1 - share) * Double(items - drawn) / Double(items - 1)
        }

        /// The least number of marked items that can be drawn.
        var least: Int { max(0, drawn + marked - items) }
        var most: Int { min(drawn, marked) }

        /// The chance of each number from the least to the most.
        var chances: [Double] {
            func logChoose(_ n: Int, _ k: Int) -> Double {
                GammaFunction.logarithm(Double(n + 1)) - GammaFunction.logarithm(Double(k + 1))
                    - GammaFunction.logarithm(Double(n - k + 1))
            }
            let whole = logChoose(items, drawn)
            let values = (least...most).map {
                LogScale.exponential(logChoose(marked, $0) + logChoose(items - marked, drawn - $0) - whole)
            }
            let sum = values.reduce(0, +)
            return values.map { $0 / sum }
        }
    }

    private let urns: [Urn]
    /// The expected number.
    package let mean: Double
    private let variance: Double
    private static let exactSteps = 20_000_000

    /// - Parameter urns: those of no item are left out.
    package init(_ urns: [Urn]) {
        self.urns = urns.filter { $0.items > 0 }
        mean = self.urns.reduce(0) { $0 + $1.mean }
        variance = self.urns.reduce(0) { $0 + $1.variance }
    }

    /// The chance of a number as far from what is expected as the one observed: twice the smaller tail.
    ///
    /// - Parameter observed: where ties leave it open, a fraction; the tail is then the larger of both whole numbers'.
    /// - Returns: in 0…1; 1 where nothing could have come out differently.
    /// - Complexity: O(urns × items drawn²) where exact.
    package func pValue(observed: Double) -> Double {
        guard variance > 0 else { return 1 }
        let (low, high) = (observed.rounded(.down), observed.rounded(.up))
        guard isCheap else {
            let spread = variance.squareRoot()
            let below = NormalDistribution.cdf((high + 0.5 - mean) / spread)
            let above = NormalDistribution.cdf(-(low - 0.5 - mean) / spread)
            return min(1, 2 * min(below, above))
        }
        var (chances, first) = ([1.0], 0)
        for urn in urns {
            let own = urn.chances
            var next = [Double](repeating: 0, count: chances.count + own.count - 1)
            for (place, chance) in chances.enumerated() {
                for (offset, more) in own.enumerated() { next[place + offset] += chance * more }
            }
            (chances, first) = (next, first + urn.least)
        }
        var (below, above) = (0.0, 0.0)
        for (place, chance) in chances.enumerated() {
            let number = Double(first + place)
            if number <= high { below += chance }
            if number >= low { above += chance }
        }
        return min(1, 2 * min(below, above))
    }

    private var isCheap: Bool {
        var (support, steps) = (1, 0)
        for urn in urns {
            let width = urn.most - urn.least + 1
            steps += support * width
            support += width - 1
            if steps > Self.exactSteps { return false }
        }
        return true
    }
}
