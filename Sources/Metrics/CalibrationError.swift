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
        let reached = (0..<replicates).count { drawn($0, key) >= value }
        return Double(1 + reached) / Double(replicates + 1)
    }

    /// The error of labels that are drawn anew.
    private func drawn(_ replicate: Int, _ key: RandomStream.Key) -> Double {
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
        return error / total
    }

    /// Whether `consistency` lies below α, drawing only as long as that is open: most figures settle it within some hundred
    /// draws, and errors far beyond what right scores give without any.
    func isContradicted(alpha: Double, replicates: Int, seed: UInt64, stream: String) -> Bool {
        func lies(_ reached: Int) -> Bool { Double(1 + reached) / Double(replicates + 1) < alpha }
        guard lies(0) else { return false }
        if alpha > 1e-4, chanceBound < 1e-9 { return true }
        let key = RandomStream.Key(seed: seed, name: stream)
        var reached = 0
        for replicate in 0..<replicates {
            if drawn(replicate, key) >= value { reached += 1 }
            guard lies(reached) else { return false }
            if lies(reached + replicates - replicate - 1) { return true }
        }
        return true
    }

    /// A bound of the chance that right scores give as much: one label moves the error by its share of the rows at most,
    /// and the mean of the error is not above the sum of the standard deviations of the bins.
    ///
    /// - Returns: 1 for weighted rows, whose draws have no bound.
    /// - Source: McDiarmid 1989.
    private var chanceBound: Double {
        guard bins.allSatisfy({ $0.squaredWeight == $0.weight }) else { return 1 }
        let mean = bins.reduce(0) { sum, bin in
            let share = min(max(bin.score / bin.weight, 0), 1)
            // The centre of the draws is the sum of the scores, which is the mean of a binomial but for rounding.
            return sum + (Double(bin.rows) * share * (1 - share)).squareRoot()
        }
        let beyond = value - mean / total
        return beyond > 0 ? LogScale.exponential(-2 * beyond * beyond * total) : 1
    }

    /// Student's t limits of the error with its signs as they are; from 0 where perfect calibration is not contradicted at
    /// the same level, and as wide as the bins of the scores leave the value open.
    func interval(level: Double, replicates: Int, seed: UInt64, stream: String) -> Interval? {
        guard rows >= 2, variance > 0,
            let limits = MeanInterval.studentT(
                mean: value, sampleVariance: variance * Double(rows), count: Double(rows), level: level)
        else { return nil }
        let isContradicted = isContradicted(alpha: 1 - level, replicates: replicates, seed: seed, stream: stream)
        let (low, high) = (value - (bounds?.lowerBound ?? value), (bounds?.upperBound ?? value) - value)
        return Interval(
            lower: isContradicted ? max(0, limits.lower - low) : 0, upper: min(1, limits.upper + high), level: level,
            method: .calibrationT)
    }
}
