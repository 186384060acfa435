import Evidence

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Rows with one loss, or with losses of which mean and variance are known.
struct LossCell {
    let count: Int
    /// Σw, or the rows.
    let weight: Double
    /// Σw², or the rows.
    let squaredWeight: Double
    let mean: Double
    /// Of the losses of these rows about their mean.
    let variance: Double

    /// The same rows with a constant taken off.
    func less(_ constant: Double) -> LossCell {
        LossCell(
            count: count, weight: weight, squaredWeight: squaredWeight, mean: mean - constant, variance: variance)
    }
}

/// Rows of one state of the label at one score, or in one bin.
struct ScoreCell {
    let count: Int
    let weight: Double
    let squaredWeight: Double
    let isPositive: Bool
    let isBin: Bool
    /// The score, or the lower edge of the bin.
    let lower: Double
    /// The score; the mean of the scores of a bin.
    let value: Double
    /// Of the scores of a bin.
    let spread: Double
    /// Mean and variance of the losses of a bin.
    let loss: (mean: Double, variance: Double)?

    /// The rows at each value, ascending, those of some states together.
    static func cells(_ scores: ScoreCounts, together states: [CubeCells.ScoreState]) -> [ScoreCell] {
        func total(_ index: Int, _ state: CubeCells.ScoreState) -> Int {
            switch state {
            case .negative: scores.negatives[index]
            case .positive: scores.positives[index]
            case .unlabelled: scores.unlabelled[index]
            }
        }
        func sums(_ measure: CubeMeasure) -> [Double]? {
            let parts = states.compactMap { scores.sums(of: measure, $0) }
            guard let first = parts.first else { return nil }
            return parts.dropFirst().reduce(first) { zip($0, $1).map { $0 + $1 } }
        }
        let (weights, squares) = (sums(.weight), sums(.squaredWeight))
        let (values, valueSquares, losses, lossSquares) = (
            sums(.score), sums(.squaredScore), sums(.loss), sums(.squaredLoss)
        )
        return scores.values.indices.compactMap { index in
            let count = states.reduce(0) { $0 + total(index, $1) }
            guard count > 0 else { return nil }
            let weight = weights?[index] ?? Double(count)
            func moments(_ first: [Double]?, _ second: [Double]?) -> (mean: Double, variance: Double)? {
                guard let first, let second, weight > 0 else { return nil }
                let mean = first[index] / weight
                return (mean, max(0, second[index] / weight - mean * mean))
            }
            let score = moments(values, valueSquares)
            return ScoreCell(
                count: count, weight: weight, squaredWeight: squares?[index] ?? Double(count),
                isPositive: states == [.positive], isBin: score != nil, lower: scores.values[index],
                value: score?.mean ?? scores.values[index],
                spread: score?.variance ?? 0, loss: moments(losses, lossSquares))
        }
    }

    private func cell(_ mean: Double, _ variance: Double) -> LossCell {
        LossCell(count: count, weight: weight, squaredWeight: squaredWeight, mean: mean, variance: variance)
    }

    var score: LossCell { cell(value, spread) }

    /// y − s.
    var residual: LossCell { cell((isPositive ? 1 : 0) - value, spread) }

    /// (s − y)²: the mean over a bin is the square of the mean gap and the variance of the scores.
    var squaredError: LossCell {
        let gap = isPositive ? 1 - value : value
        return cell(gap * gap + spread, 4 * gap * gap * spread)
    }

    func logLoss(_ clip: Double) -> LossCell {
        if let loss { return cell(loss.mean, loss.variance) }
        let p = min(max(value, clip), 1 - clip)
        return cell(isPositive ? -log(p) : -log1p(-p), 0)
    }
}

extension ScoreCell {
    /// One row.
    init(rowOf score: Double, isPositive: Bool) {
        self.init(
            count: 1, weight: 1, squaredWeight: 1, isPositive: isPositive, isBin: false, lower: score, value: score,
            spread: 0, loss: nil)
    }
}
