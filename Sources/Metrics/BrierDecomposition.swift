package import Evidence
package import Statistics

/// What a Brier score is made of: Brier = REL − RES + UNC + WBV − WBC, over distinct scores or the bins of their grid, and
/// Brier = MCB − DSC + UNC, over the steps of the best rising change of the scores (CORP), which needs no bins.
///
/// Reliability and resolution are sums of squares, which noise makes larger: with few rows a score, both are mostly noise.
/// Their lower limits start from the value less its expected noise, their upper limits from the value itself, and there are
/// none where a score stands on a single row, because nothing is known of noise there.
///
/// - Source: Murphy 1973; Stephenson, Coelho and Jolliffe 2008 (terms inside bins); Dimitriadis, Gneiting and Jordan 2021.
package struct BrierDecomposition: Sendable {
    package enum Part: Sendable, Hashable {
        /// Σ n_b/n (s̄_b − ȳ_b)²: how far scores lie from what happens.
        case reliability
        /// Σ n_b/n (ȳ_b − ȳ)²: how far what happens differs between scores.
        case resolution
        /// ȳ(1 − ȳ).
        case uncertainty
        /// What the best rising change of the scores takes off the Brier score.
        case miscalibration
        /// What scores changed so are better than the base rate for everybody.
        case discrimination
    }

    private let table: CalibrationBins
    private let bins: [CalibrationBin]
    /// ȳ.
    package let rate: Double

    /// - Returns: `nil` without weight.
    package init?(_ scores: ScoreCounts) {
        table = CalibrationBins(scores, .values)
        guard table.weight > 0 else { return nil }
        bins = table.bins
        rate = min(1, bins.reduce(0) { $0 + $1.positives } / table.weight)
    }

    package var rows: Int { table.rows }

    package func value(_ part: Part) -> Double {
        switch part {
        case .reliability: sum { $0.gap }
        case .resolution: sum { $0.rate - rate }
        case .uncertainty: rate * (1 - rate)
        case .miscalibration: min(1, max(0, loss - recalibratedLoss))
        case .discrimination: min(0.25, max(0, rate * (1 - rate) - recalibratedLoss))
        }
    }

    /// Whether some score stands on a single row, so that noise cannot be told from what its share of positives says.
    package var hasLoneScores: Bool { bins.contains { $0.rows == 1 } }

    /// The Brier score.
    private var loss: Double { bins.reduce(0) { $0 + $1.loss } / table.weight }

    /// The Brier score after the best rising change of the scores: neighbours whose shares of positives fall are put
    /// together, until they rise from bin to bin (pool adjacent violators).
    ///
    /// - Complexity: O(distinct scores).
    /// - Source: Ayer et al. 1955; Dimitriadis, Gneiting and Jordan 2021.
    private var recalibratedLoss: Double {
        var pools: [(positives: Double, weight: Double)] = []
        for bin in bins {
            pools.append((bin.positives, bin.weight))
            while pools.count > 1 {
                let (last, before) = (pools[pools.count - 1], pools[pools.count - 2])
                guard before.positives * last.weight >= last.positives * before.weight else { break }
                pools.removeLast(2)
                pools.append((before.positives + last.positives, before.weight + last.weight))
            }
        }
        var sum = CompensatedSum()
        for pool in pools {
            sum.add(pool.positives * max(0, pool.weight - pool.positives) / pool.weight)
        }
        return sum.value / table.weight
    }

    private func sum(_ gap: (CalibrationBin) -> Double) -> Double {
        var sum = CompensatedSum()
        for bin in bins {
            let gap = gap(bin)
            sum.add(bin.weight * gap * gap)
        }
        return min(1, sum.value / table.weight)
    }

    /// The limits of a part; `nil` where a score of one row leaves noise unknown, and where nothing was seen to vary.
    package func interval(_ part: Part, level: Double) -> Interval? {
        switch part {
        case .uncertainty: return uncertaintyInterval(level)
        case .miscalibration, .discrimination: return nil
        case .reliability:
            return squaresInterval(level, most: 1) { ($0.gap, $0.rateVariance, $0.gapVariance) }
        case .resolution:
            // What the common mean takes from the bins' noise, all of them together.
            let noise = bins.reduce(0) { sum, bin in
                let share = bin.weight / table.weight
                return bin.rows > 1 ? sum + share * share * bin.rateVariance : sum
            }
            return squaresInterval(level, most: 0.25) { ($0.rate - rate, $0.rateVariance - noise, $0.rateVariance) }
        }
    }

    private var squaredWeight: Double { bins.reduce(0) { $0 + $1.squaredWeight } }

    private func squaresInterval(
        _ level: Double, most: Double,
        _ parts: (CalibrationBin) -> (gap: Double, noise: Double, variance: Double)
    ) -> Interval? {
        guard bins.allSatisfy({ $0.rows > 1 }) else { return nil }
        let sums = DebiasedSquares.sums(bins, total: table.weight, parts)
        let value = bins.reduce(0) { $0 + $1.weight * parts($1).gap * parts($1).gap } / table.weight
        guard
            let limits = DebiasedSquares.limits(
                about: sums.value, to: value, sums.variance, rows: rows, level: level)
        else { return nil }
        return Interval(
            lower: max(0, limits.lower), upper: min(most, max(limits.upper, value)), level: level, method: .debiasedT)
    }

    /// Wilson's limits of the base rate, moved through p(1 − p).
    private func uncertaintyInterval(_ level: Double) -> Interval? {
        let squares = squaredWeight
        guard squares > 0 else { return nil }
        let trials = table.weight * table.weight / squares
        guard let limits = Proportion.wilson(successes: rate * trials, trials: trials, level: level) else { return nil }
        let ends = [limits.lower, limits.upper].map { $0 * (1 - $0) }
        let value = rate * (1 - rate)
        return Interval(
            lower: min(ends[0], ends[1], value), upper: limits.contains(0.5) ? 0.25 : max(ends[0], ends[1], value),
            level: level, method: .wilson)
    }
}
