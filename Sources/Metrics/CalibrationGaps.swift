import Evidence
import Statistics

/// The largest gap between mean score and share of positives over bins of equal width that hold enough rows.
///
/// - Source: Naeini, Cooper and Hauskrecht 2015; bins of fewer rows are left out (METHODS §2.2).
struct LargestCalibrationGap: Sendable {
    /// Rows a bin has to hold.
    static let fewestRows = 20

    let value: Double
    /// Rows in the bins that count.
    let rows: Int
    let bounds: ClosedRange<Double>?
    private let bins: [CalibrationBin]

    /// - Returns: `nil` where no bin holds enough rows.
    init?(_ table: CalibrationBins) {
        bins = table.bins.filter { $0.rows >= Self.fewestRows && $0.weight > 0 }
        guard let value = bins.map({ abs($0.gap) }).max() else { return nil }
        self.value = min(1, value)
        rows = bins.reduce(0) { $0 + $1.rows }
        guard table.isBinned else {
            bounds = nil
            return
        }
        var (lowest, highest) = (0.0, 0.0)
        for bin in table.bins {
            let reach = bin.gapReach
            if bin.rows - bin.ownLooseRows >= Self.fewestRows { lowest = max(lowest, reach.lowerBound) }
            if bin.rows - bin.ownLooseRows + bin.looseRows >= Self.fewestRows {
                highest = max(highest, reach.upperBound)
            }
        }
        bounds = min(lowest, self.value)...max(highest, self.value)
    }

    /// The largest of the bins' limits: Wilson's for the share of positives, about the mean score, simultaneous over bins.
    func interval(level: Double) -> Interval? {
        let each = 1 - (1 - level) / Double(bins.count)
        var (lower, upper) = (0.0, 0.0)
        for bin in bins {
            let trials = bin.effectiveRows
            guard let limits = Proportion.wilson(successes: bin.rate * trials, trials: trials, level: each) else {
                return nil
            }
            let (low, high) = (limits.lower - bin.meanScore, limits.upper - bin.meanScore)
            lower = max(lower, low, -high)
            upper = max(upper, abs(low), abs(high))
        }
        let (below, above) = (value - (bounds?.lowerBound ?? value), (bounds?.upperBound ?? value) - value)
        return Interval(
            lower: max(0, min(value, lower) - below), upper: min(1, max(value, upper) + above), level: level,
            method: .bonferroniBins)
    }
}

extension CalibrationBin {
    /// Where |s̄ − ȳ| lies whichever of the loose rows belong here: each moves the sum of gaps by its weight at most.
    var gapReach: ClosedRange<Double> {
        let sure = weight - ownLooseWeight
        guard looseWeight > 0 else { return abs(gap)...abs(gap) }
        guard sure > 0 else { return 0...1 }
        // The sum of sure gaps is off by that of the loose ones counted here.
        let sum = abs(score - positives)
        let most = min(1, (sum + ownLooseWeight + looseWeight) / (sure + looseWeight))
        let low = max(0, sum - ownLooseWeight - looseWeight) / (sure + looseWeight)
        return min(low, 1)...max(most, low)
    }
}

/// The mean squared gap over bins less what noise alone adds to it: Σ (n_r/n)[(s̄_r − ȳ_r)² − ȳ_r(1 − ȳ_r)/(n_r − 1)].
///
/// Its expectation does not grow as bins hold fewer rows, so groups of different size can be compared; it may be
/// negative. Bins of one row say nothing of noise and are left out.
///
/// - Source: Kumar, Liang and Ma 2019; METHODS §2.2.
struct DebiasedSquares: Sendable {
    /// No value is smaller: noise is at most ¼ · Σw²/(Σw)² · n/(n − 1).
    static let least = -0.5

    let value: Double
    /// Of the value; 0 where nothing was seen to vary.
    let variance: Double
    let rows: Int
    let bounds: ClosedRange<Double>?

    /// - Returns: `nil` where no bin holds two rows.
    init?(_ table: CalibrationBins) {
        let bins = table.bins.filter { $0.rows > 1 && $0.weight > 0 }
        guard !bins.isEmpty else { return nil }
        let sums = Self.sums(bins, total: table.weight) { ($0.gap, $0.rateVariance, $0.gapVariance) }
        (value, variance) = (sums.value, sums.variance)
        rows = table.rows
        bounds = table.isBinned ? Self.bounds(table, value) : nil
    }

    /// Σπ(g² − noise) with its variance: that of the shares π, and of each squared gap, 4g²V + 2V².
    ///
    /// - Parameter parts: of a bin the gap, its expected noise, and its variance V.
    static func sums(
        _ bins: [CalibrationBin], total: Double,
        _ parts: (CalibrationBin) -> (gap: Double, noise: Double, variance: Double)
    ) -> (value: Double, variance: Double) {
        var value = 0.0
        for bin in bins {
            let part = parts(bin)
            value += bin.weight / total * (part.gap * part.gap - part.noise)
        }
        var variance = 0.0
        for bin in bins {
            let (part, share) = (parts(bin), bin.weight / total)
            let off = part.gap * part.gap - part.noise - value
            variance += bin.squaredWeight / (total * total) * off * off
            let noise = 4 * part.gap * part.gap * part.variance + 2 * part.variance * part.variance
            variance += share * share * noise
        }
        return (value, variance)
    }

    private static func bounds(_ table: CalibrationBins, _ value: Double) -> ClosedRange<Double> {
        var (low, high) = (value, value)
        for bin in table.bins where bin.looseWeight > 0 {
            let reach = bin.gapReach
            let rows = max(2, bin.rows - bin.ownLooseRows)
            let sure = bin.weight - bin.ownLooseWeight
            let most = sure + bin.looseWeight
            // ȳ(1 − ȳ) ≤ ¼; Σw²/Σw of rows is never above the root of their Σw².
            let squares = bin.squaredWeight - bin.ownLooseSquaredWeight + bin.looseSquaredWeight
            let perRow = sure > 0 ? squares / sure : squares.squareRoot()
            let noise = 0.25 * perRow / table.weight * Double(rows) / Double(rows - 1)
            let own =
                bin.rows > 1 && bin.weight > 0
                ? bin.weight / table.weight * (bin.gap * bin.gap - bin.rateVariance) : 0
            let (least, largest) = (reach.lowerBound * reach.lowerBound, reach.upperBound * reach.upperBound)
            low += sure / table.weight * least - noise - own
            high += most / table.weight * largest - own
        }
        return min(value, max(Self.least, low))...max(value, min(1, high))
    }

    /// Student's t limits, as wide as the bins of the scores leave the value open.
    func interval(level: Double, range: ClosedRange<Double>) -> Interval? {
        guard
            let limits = Self.limits(about: value, to: value, variance, rows: rows, level: level)
        else { return nil }
        let (below, above) = (value - (bounds?.lowerBound ?? value), (bounds?.upperBound ?? value) - value)
        return Interval(
            lower: max(range.lowerBound, limits.lower - below), upper: min(range.upperBound, limits.upper + above),
            level: level, method: .debiasedT)
    }

    /// Student's t below one value and above another.
    static func limits(
        about low: Double, to high: Double, _ variance: Double, rows: Int, level: Double
    ) -> (lower: Double, upper: Double)? {
        guard rows > 1, variance > 0, variance.isFinite else { return nil }
        let reach =
            StudentT(degreesOfFreedom: Double(rows - 1)).twoSidedQuantile(level: level) * variance.squareRoot()
        return (min(low, high) - reach, max(low, high) + reach)
    }
}
