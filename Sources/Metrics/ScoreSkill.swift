import Evidence
import Statistics

/// Ratios of means of scored rows, with the variance of their first-order influence (METHODS §1.3).
enum ScoreRatios {
    /// 1 − Brier/UNC with UNC = ȳ(1 − ȳ): the part of what there is to know that scores tell.
    ///
    /// The influence of a row is −(L − B)/U + B/U²·(1 − 2ȳ)(y − ȳ) with its squared error L.
    ///
    /// - Returns: `nil` with labels of one class.
    /// - Source: Murphy 1973; Wilks 2011, §8.4.
    static func brierSkill(_ scores: ScoreCounts) -> Linearised? {
        let cells = Moments.labelled(scores)
        let total = cells.reduce(0) { $0 + $1.weight }
        let positives = cells.reduce(0) { $0 + ($1.isPositive ? $1.weight : 0) }
        guard positives > 0, positives < total, let brier = Moments.squaredError(scores)?.sample.mean else {
            return nil
        }
        let rate = positives / total
        let uncertainty = rate * (1 - rate)
        let slope = brier / (uncertainty * uncertainty) * (1 - 2 * rate)
        let count = cells.reduce(0) { $0 + $1.count }
        var squares = CompensatedSum()
        for cell in cells {
            let loss = cell.squaredError
            let influence = (brier - loss.mean) / uncertainty + slope * ((cell.isPositive ? 1 : 0) - rate)
            squares.add(
                cell.squaredWeight * (influence * influence + loss.variance / (uncertainty * uncertainty)))
        }
        return Linearised(
            value: 1 - brier / uncertainty, variance: scaled(squares.value, total, count), count: count,
            scale: .logComplement)
    }

    /// Σy/Σs: how many positives there are for each one that scores expect.
    ///
    /// - Returns: `nil` where scores expect none.
    /// - Source: Van Calster et al. 2019; variance of a ratio of sums.
    static func observedToExpected(_ scores: ScoreCounts) -> Linearised? {
        let cells = Moments.labelled(scores)
        var (observed, expected) = (CompensatedSum(), CompensatedSum())
        for cell in cells {
            if cell.isPositive { observed.add(cell.weight) }
            expected.add(cell.weight * cell.value)
        }
        guard expected.value > 0 else { return nil }
        let ratio = observed.value / expected.value
        let count = cells.reduce(0) { $0 + $1.count }
        var squares = CompensatedSum()
        for cell in cells {
            let gap = (cell.isPositive ? 1 : 0) - ratio * cell.value
            squares.add(cell.squaredWeight * (gap * gap + ratio * ratio * cell.spread))
        }
        return Linearised(
            value: ratio, variance: scaled(squares.value, expected.value, count), count: count, scale: .logarithm)
    }

    /// Σw²U²/(Σ)² · n/(n − 1).
    private static func scaled(_ squares: Double, _ total: Double, _ count: Int) -> Double {
        count > 1 ? squares / (total * total) * Double(count) / Double(count - 1) : 0
    }

    /// Spiegelhalter's z = Σ(y − s)(1 − 2s)/√Σ(1 − 2s)²s(1 − s): standard normal where scores are chances.
    ///
    /// - Returns: `nil` for numerator and variance where no score allows a deviation.
    /// - Source: Spiegelhalter 1986; with weights, Σw(y − s)(1 − 2s)/√Σw²(1 − 2s)²s(1 − s).
    static func spiegelhalter(_ scores: ScoreCounts) -> (numerator: Double, variance: Double) {
        var (sum, variance) = (CompensatedSum(), CompensatedSum())
        for cell in Moments.labelled(scores) {
            let side = 1 - 2 * cell.value
            sum.add(cell.weight * ((cell.isPositive ? 1 : 0) - cell.value) * side)
            variance.add(cell.squaredWeight * side * side * cell.value * (1 - cell.value))
        }
        return (sum.value, variance.value)
    }
}
