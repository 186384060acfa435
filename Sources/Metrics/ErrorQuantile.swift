import Evidence
import Statistics

/// METHODS §1.2, §2.4: quantiles of the size of errors, from bins of known relative width.
extension Metric {
    static let errorQuantiles: [Metric] = [
        errorQuantile("median-absolute-error", ["medae"], 0.5)
    ]

    /// Any quantile of |e|: `absolute-error-quantile-0.9`.
    ///
    /// - Returns: `nil` for a name of another form, and for a quantile that does not lie between 0 and 1.
    static func errorQuantile(named name: String) -> Metric? {
        guard let quantile = share(in: name, after: "absolute-error-quantile-") else { return nil }
        return errorQuantile(name, [], quantile)
    }

    private static func errorQuantile(_ name: String, _ aliases: [String], _ quantile: Double) -> Metric {
        Metric(
            name, aliases: aliases, direction: .lowerIsBetter, range: 0...Double.infinity, outcome: .number,
            definition: .number(.absoluteErrorQuantile(quantile)), source: "Hyndman and Fan 1996, definition 2")
    }
}

/// The distribution of |e| as bins tell it.
///
/// A quantile is the averaged inverse of the distribution function: the least error that a share q of the rows does not
/// exceed, and where exactly this share does not, the middle between it and the next one. So a row written twice is a row
/// of weight two.
struct ErrorQuantile {
    private struct Bin {
        let errors: ClosedRange<Double>
        let count: Int
        let weight: Double
        let square: Double
    }

    private let bins: [Bin]
    /// Rows with an error.
    let count: Int
    private let weight: Double
    private let square: Double
    private let isWeighted: Bool

    /// - Returns: `nil` where errors were not counted by size.
    init?(_ scores: ScoreCounts, _ scale: NumberScale) {
        let weights = scores.sums(of: .weight, .positive)
        let squares = scores.sums(of: .squaredWeight, .positive)
        var bins: [Bin] = []
        for (index, value) in scores.values.enumerated() where scores.positives[index] > 0 {
            guard let errors = scale.errors(inBinFrom: value) else { return nil }
            let count = scores.positives[index]
            bins.append(
                Bin(
                    errors: errors, count: count, weight: weights?[index] ?? Double(count),
                    square: squares?[index] ?? Double(count)))
        }
        self.bins = bins
        isWeighted = weights != nil
        count = bins.reduce(0) { $0 + $1.count }
        weight = bins.reduce(0) { $0 + $1.weight }
        square = bins.reduce(0) { $0 + $1.square }
    }

    var isWithoutWeight: Bool { weight <= 0 }

    /// The bins that hold the quantile: one, or two whose middle it is.
    private func bins(at quantile: Double) -> (lower: Bin, upper: Bin)? {
        let (target, slack) = (quantile * weight, weight * 0x1p-40)
        var below = 0.0
        for (index, bin) in bins.enumerated() where bin.weight > 0 {
            below += bin.weight
            if below > target + slack { return (bin, bin) }
            if below >= target - slack {
                let next = bins[(index + 1)...].first { $0.weight > 0 } ?? bin
                // Of two rows of one bin nobody knows which is which.
                return (bin, next)
            }
        }
        return bins.last { $0.weight > 0 }.map { ($0, $0) }
    }

    /// The quantile to the relative error of the bins, the limits that it lies in, and where rows drawn again would have it.
    func figure(_ quantile: Double) -> ScoreFigure? {
        guard let (first, second) = bins(at: quantile) else { return nil }
        let lower = (first.errors.lowerBound + second.errors.lowerBound) / 2
        let upper = (first.errors.upperBound + second.errors.upperBound) / 2
        // The value that is off by the same share of either end.
        let value = lower + upper > 0 ? 2 * (lower / (lower + upper)) * upper : 0
        return ScoreFigure(value: value, rows: count, bounds: lower < upper ? lower...upper : nil) { level in
            limits(quantile, level: level)?.holding(value)
        }
    }

    /// Limits by order statistics; of weighted rows by those of the share below the quantile.
    ///
    /// - Source: Conover 1999, §3.2; Woodruff 1952 for weighted rows.
    private func limits(_ quantile: Double, level: Double) -> Interval? {
        guard count > 1, level > 0, level < 1 else { return nil }
        if isWeighted { return woodruff(quantile, level: level) }
        let tail = (1 - level) / 2
        let below = BinomialDistribution(trials: count, probability: quantile)
        // The largest rank with Pr[X ≤ rank − 1] ≤ tail, and the smallest with Pr[X ≥ rank] ≤ tail.
        let first = Self.last(in: 0...count) { $0 == 0 || below.cdf($0 - 1) <= tail }
        let last = Self.last(in: 0...count) { $0 == 0 || 1 - below.cdf(count - $0) <= tail }
        let rank = count + 1 - last
        return Interval(
            lower: first >= 1 ? bin(ofRank: first)?.errors.lowerBound ?? 0 : 0,
            upper: last >= 1 ? bin(ofRank: rank)?.errors.upperBound ?? .infinity : .infinity, level: level,
            method: .orderStatistics)
    }

    /// The largest number for which something holds that holds for none behind it.
    private static func last(in range: ClosedRange<Int>, _ holds: (Int) -> Bool) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = low + (high - low + 1) / 2
            if holds(middle) { low = middle } else { high = middle - 1 }
        }
        return low
    }

    private func bin(ofRank rank: Int) -> Bin? {
        var below = 0
        for bin in bins {
            below += bin.count
            if below >= rank { return bin }
        }
        return nil
    }

    private func woodruff(_ quantile: Double, level: Double) -> Interval? {
        guard let (own, _) = bins(at: quantile), weight > 0 else { return nil }
        // Σw²(1[|e| ≤ x] − q)² of the rows, by bins.
        var spread = 0.0
        for bin in bins {
            let isBelow = bin.errors.lowerBound <= own.errors.lowerBound
            spread += bin.square * (isBelow ? (1 - quantile) * (1 - quantile) : quantile * quantile)
        }
        let variance = spread / (weight * weight) * Double(count) / Double(count - 1)
        guard variance > 0 else { return nil }
        let effective = min(Double(count), quantile * (1 - quantile) / variance)
        guard let share = Proportion.wilson(successes: quantile * effective, trials: effective, level: level),
            let lower = bins(at: share.lower)?.lower, let upper = bins(at: share.upper)?.upper
        else { return nil }
        return Interval(
            lower: lower.errors.lowerBound, upper: upper.errors.upperBound, level: level, method: .woodruff)
    }
}

extension Estimator {
    /// A quantile of the size of errors.
    func sampledErrorQuantile(_ quantile: Double, n: Int) -> Sampled {
        guard let scale = evidence.scale, let scores = evidence.scores.first, !evidence.scoresAreElsewhere,
            let errors = ErrorQuantile(scores, scale), errors.count == n
        else { return .undefined(.notInCube, n: n) }
        guard !errors.isWithoutWeight, let figure = errors.figure(quantile) else {
            return .undefined(.invalidWeights, n: n)
        }
        return .figure(figure)
    }
}
