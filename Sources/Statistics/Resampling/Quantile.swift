/// Sample quantiles.
package enum Quantile {
    /// The type-7 quantile: linear between the order statistics, the first at 0 and the last at 1.
    ///
    /// - Parameters:
    ///   - sorted: ascending, without `nan`.
    ///   - probability: in 0...1.
    /// - Returns: the quantile; `nil` for no values or a probability outside 0...1.
    /// - Complexity: O(1).
    /// - Source: Hyndman and Fan 1996, definition 7.
    package static func type7(sorted: [Double], probability: Double) -> Double? {
        guard !sorted.isEmpty, probability >= 0, probability <= 1 else { return nil }
        let position = probability * Double(sorted.count - 1)
        let index = Int(position)
        let low = sorted[index]
        guard index + 1 < sorted.count else { return low }
        let share = position - Double(index)
        let high = sorted[index + 1]
        // Equal or infinite neighbours must not turn into ∞ − ∞ or 0·∞.
        return share == 0 || low == high || low.isInfinite ? low : low + share * (high - low)
    }

    /// The Monte Carlo standard error of a quantile of independent replicates.
    ///
    /// Half the distance between the quantiles one binomial standard deviation of the rank below and above.
    ///
    /// - Parameters: as for `type7(sorted:probability:)`.
    /// - Returns: 0 or more; `nil` for fewer than two values.
    /// - Source: order-statistic limits of a quantile, e.g. David and Nagaraja 2003, section 7.1.
    package static func monteCarloStandardError(sorted: [Double], probability: Double) -> Double? {
        guard sorted.count > 1, probability >= 0, probability <= 1 else { return nil }
        let deviation = (probability * (1 - probability) / Double(sorted.count)).squareRoot()
        guard let below = type7(sorted: sorted, probability: max(0, probability - deviation)),
            let above = type7(sorted: sorted, probability: min(1, probability + deviation))
        else { return nil }
        return below == above ? 0 : (above - below) / 2
    }
}
