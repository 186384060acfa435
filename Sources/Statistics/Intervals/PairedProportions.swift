/// Two proportions of the same rows, as the four counts of their agreement.
package struct PairedProportions: Hashable, Sendable {
    /// Rows positive in both.
    package let both: Double
    /// Rows positive in the first only.
    package let onlyFirst: Double
    /// Rows positive in the second only.
    package let onlySecond: Double
    /// Rows positive in neither.
    package let neither: Double

    /// The pair with these counts, each 0 or more.
    package init(both: Double, onlyFirst: Double, onlySecond: Double, neither: Double) {
        self.both = both
        self.onlyFirst = onlyFirst
        self.onlySecond = onlySecond
        self.neither = neither
    }

    /// All rows.
    package var total: Double { both + onlyFirst + onlySecond + neither }

    /// First proportion less second; `nil` without rows.
    package var difference: Double? { total > 0 ? (onlyFirst - onlySecond) / total : nil }

    /// Newcombe's score interval for the difference of paired proportions, first less second.
    ///
    /// The Wilson limits of the two margins combined with φ, the correlation of the pair; a positive φ is first
    /// reduced by half a row (continuity), and φ is 0 where a margin is empty.
    ///
    /// - Parameter level: coverage, in 0..<1.
    /// - Returns: limits inside −1...1; `nil` without rows or with a negative count.
    /// - Complexity: O(1).
    /// - Source: Newcombe 1998, "Improved confidence intervals for the difference between binomial proportions based
    ///   on paired data", method 10.
    package func newcombeDifference(level: Double) -> Interval? {
        guard both >= 0, onlyFirst >= 0, onlySecond >= 0, neither >= 0, let difference,
            let first = Proportion.wilson(successes: both + onlyFirst, trials: total, level: level),
            let second = Proportion.wilson(successes: both + onlySecond, trials: total, level: level)
        else { return nil }
        let p1 = (both + onlyFirst) / total
        let p2 = (both + onlySecond) / total
        let phi = correlation
        func combined(_ a: Double, _ b: Double) -> Double { max(0, a * a - 2 * phi * a * b + b * b).squareRoot() }
        let below = combined(p1 - first.lower, second.upper - p2)
        let above = combined(first.upper - p1, p2 - second.lower)
        return Interval(
            lower: max(-1, difference - below), upper: min(1, difference + above), level: level, method: .newcombePaired
        )
    }

    /// φ with the continuity correction of method 10.
    private var correlation: Double {
        // Roots first: the product of four margins overflows long before the counts do.
        let scale =
            ((both + onlyFirst) * (onlySecond + neither)).squareRoot()
            * ((both + onlySecond) * (onlyFirst + neither)).squareRoot()
        guard scale > 0 else { return 0 }
        let product = both * neither - onlyFirst * onlySecond
        return (product > 0 ? max(product - total / 2, 0) : product) / scale
    }
}
