package import Evidence
import Statistics

/// The expected calibration error: how far mean scores and shares of positives lie apart, over bins of equal width, or
/// over bins of equal weight (the adaptive error of Nixon et al. 2019).
///
/// ECE = Σ_r (n_r/n)|s̄_r − ȳ_r| (Naeini, Cooper and Hauskrecht 2015). It is never negative, so it is larger than the
/// truth on average, most in small groups: where scores that are right by construction would give as much, the data do
/// not contradict perfect calibration, and the lower limit is 0.
package struct CalibrationError: Sendable, Hashable {
    /// Bins if nobody says otherwise (METHODS §2.2).
    package static let standardBinCount = 15

    package let value: Double
    /// Rows with a label and a score.
    package let rows: Int
    /// Where the figure of the rows themselves lies, if some bins of the scores lie across an edge.
    package let bounds: ClosedRange<Double>?
    private let bins: [CalibrationBin]
    private let total: Double

    /// - Parameter binCount: at least 1.
    /// - Returns: `nil` without a labelled score.
    /// - Complexity: O(distinct scores).
    package init?(_ scores: ScoreCounts, binCount: Int) {
        self.init(CalibrationBins(scores, .equalWidth(binCount)))
    }

    /// - Returns: `nil` without weight.
    init?(_ table: CalibrationBins) {
        guard table.weight > 0 else { return nil }
        bins = table.bins.filter { $0.weight > 0 }
        total = table.weight
        rows = table.rows
        let value = bins.reduce(0) { $0 + abs($1.score - $1.positives) } / total
        self.value = min(1, value)
        // A row in another bin changes two gaps by its share at most (METHODS §1.2).
        let reach = 2 * table.looseWeight / total
        bounds = table.isBinned ? max(0, value - reach)...min(1, value + reach) : nil
    }

    /// The bin of equal width that a score lies in; edges belong to the bin above, and 1 to the last.
    static func bin(of score: Double, _ count: Int) -> Int {
        let scale = Double(count)
        var index = (score * scale).rounded(.down)
        if index / scale > score { index -= 1 }
        if (index + 1) / scale <= score { index += 1 }
        return Int(min(max(index, 0), scale - 1))
    }

    /// The variance of the error with the sign of each gap as it is: that of a mean of ±(s − y), linearised.
    private var variance: Double {
        var sum = 0.0
        for bin in bins {
            let sign = bin.score < bin.positives ? -1.0 : 1.0
            // Σw²(±gap − ECE)².
            sum += bin.squares - 2 * value * sign * bin.gaps + value * value * bin.squaredWeight
        }
        let count = Double(rows)
        return count > 1 ? max(0, sum) / (total * total) * count / (count - 1) : 0
    }

    /// How often scores that are right would give at least this error: each label drawn anew with its bin's mean score as
    /// its probability (Vaicenavicius et al. 2019).
    ///
    /// - Returns: (1 + #{ECE* ≥ ECE})/(B + 1).
    package func consistency(replicates: Int, seed: UInt64, stream: String) -> Double {
        let key = RandomStream.Key(seed: seed, name: stream)
        var reached = 0
        for replicate in 0..<replicates {
            var error = 0.0
            for (index, bin) in bins.enumerated() {
                var random = key.stream(replicate: UInt32(replicate), cell: UInt64(index))
                let mean = min(max(bin.score / bin.weight, 0), 1)
                if bin.squaredWeight == bin.weight {
                    error += abs(Double(random.binomial(trials: bin.rows, probability: mean)) - bin.score)
                } else {
                    error += abs(random.normal()) * (bin.squaredWeight * mean * (1 - mean)).squareRoot()
                }
            }
            if error / total >= value { reached += 1 }
        }
        return Double(1 + reached) / Double(replicates + 1)
    }

    /// Student's t limits of the error with its signs as they are; from 0 where perfect calibration is not contradicted at
    /// the same level, and as wide as the bins of the scores leave the value open.
    func interval(level: Double, replicates: Int, seed: UInt64, stream: String) -> Interval? {
        guard rows >= 2, variance > 0,
            let limits = MeanInterval.studentT(
                mean: value, sampleVariance: variance * Double(rows), count: Double(rows), level: level)
        else { return nil }
        let isContradicted = consistency(replicates: replicates, seed: seed, stream: stream) < 1 - level
        let (low, high) = (value - (bounds?.lowerBound ?? value), (bounds?.upperBound ?? value) - value)
        return Interval(
            lower: isContradicted ? max(0, limits.lower - low) : 0, upper: min(1, limits.upper + high), level: level,
            method: .calibrationT)
    }
}
