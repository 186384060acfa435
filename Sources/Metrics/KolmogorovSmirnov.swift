import Evidence
import Statistics

/// The largest gap between the score distributions of negatives and positives, max_t |F₀ − F₁|; equal to the largest
/// informedness that any threshold gives.
///
/// The gap at the score chosen for being largest is too large on average, and a bootstrap's percentiles never reach 0
/// (METHODS §3.4). The interval is Newcombe's at that score, its lower limit moved down by what the bootstrap finds the
/// choice to add, and from 0 where the Kolmogorov–Smirnov test does not contradict one distribution.
///
/// - Source: Smirnov 1939; Newcombe 1998; the interval's coverage is in the tests.
struct KolmogorovSmirnov: Sendable {
    let value: Double
    /// Where the figure of the rows lies, if bins hide the order of scores (METHODS §1.2).
    let bounds: ClosedRange<Double>?
    /// Labelled rows with a score.
    let rows: Int
    /// F at the score that separates most: of the class that lies lower there, and of the other.
    private let shares: (low: Double, high: Double)
    /// Rows of the same classes, effective ones with weights.
    private let sizes: (low: Double, high: Double)
    /// Shares of both classes in at most `cellLimit` cells that tell the largest gap apart.
    private let cells: (low: [Double], high: [Double])

    private static let cellLimit = 256
    /// Draws that the mean excess of a chosen maximum is taken over.
    private static let draws = 200

    /// - Returns: `nil` without a positive or without a negative.
    init?(_ scores: ScoreCounts) {
        let steps = RankedScores.Steps(scores)
        let (p, n) = (steps.positives.reduce(0, +), steps.negatives.reduce(0, +))
        guard p > 0, n > 0 else { return nil }
        var (below, above) = (0.0, 0.0)
        var (best, place, atPlace) = (0.0, 0, (negatives: 0.0, positives: 0.0))
        var highest = 0.0
        for index in steps.positives.indices {
            let gap = below / n - above / p
            highest = max(highest, gap + steps.negatives[index] / n, steps.positives[index] / p - gap)
            below += steps.negatives[index]
            above += steps.positives[index]
            let next = below / n - above / p
            if abs(next) > abs(best) { (best, place, atPlace) = (next, index, (below / n, above / p)) }
        }
        value = min(1, abs(best))
        bounds = scores.grid.isBinned ? value...min(1, max(value, highest)) : nil
        rows = scores.positiveTotal + scores.negativeTotal
        let (effectiveP, effectiveN) = (
            p * p / steps.squaredPositives.reduce(0, +), n * n / steps.squaredNegatives.reduce(0, +)
        )
        let coarse = Self.coarse(steps, p, n, through: place)
        let isUsual = best >= 0
        let (f0, f1) = (min(1, atPlace.negatives), min(1, atPlace.positives))
        shares = isUsual ? (f0, f1) : (f1, f0)
        sizes = isUsual ? (effectiveN, effectiveP) : (effectiveP, effectiveN)
        cells = isUsual ? (coarse.negatives, coarse.positives) : (coarse.positives, coarse.negatives)
    }

    /// Shares of the classes over neighbouring values put together, with an edge behind one of them.
    private static func coarse(
        _ steps: RankedScores.Steps, _ p: Double, _ n: Double, through place: Int
    ) -> (negatives: [Double], positives: [Double]) {
        var (negatives, positives): ([Double], [Double]) = ([], [])
        var (own, full, mass) = ((0.0, 0.0), 0, 0.0)
        for index in steps.positives.indices {
            own.0 += steps.negatives[index] / n
            own.1 += steps.positives[index] / p
            mass += (steps.negatives[index] / n + steps.positives[index] / p) / 2
            let reached = Int(mass * Double(cellLimit))
            let isFew = steps.positives.count <= cellLimit
            if isFew || reached > full || index == place || index == steps.positives.count - 1 {
                negatives.append(own.0)
                positives.append(own.1)
                (own, full) = ((0, 0), reached)
            }
        }
        return (negatives, positives)
    }

    /// Whether equal distributions would give as much more often than the level leaves over.
    private func isContradicted(_ level: Double) -> Bool {
        KolmogorovDistribution.chance(of: value, first: sizes.low, second: sizes.high) < 1 - level
    }

    func interval(level: Double, seed: UInt64, stream: String) -> Interval? {
        let pair = TwoProportions(
            successes1: shares.low * sizes.low, trials1: sizes.low, successes0: shares.high * sizes.high,
            trials0: sizes.high)
        guard let limits = pair.newcombeDifference(level: level) else { return nil }
        let lower =
            isContradicted(level) ? max(0, limits.lower - excess(seed: seed, stream: stream)) : 0
        return Interval(
            lower: min(value, lower), upper: min(1, max(value, limits.upper) + (bounds?.upperBound ?? value) - value),
            level: level, method: .kolmogorovNewcombe)
    }

    /// How much larger than the figure the figures of drawn samples are on average; 0 or more.
    private func excess(seed: UInt64, stream: String) -> Double {
        let keys = ["low", "high"].map { RandomStream.Key(seed: seed, name: "separation \($0)" + stream) }
        let samplers = [cells.low, cells.high].map(MultinomialSampler.init)
        let trials = [sizes.low, sizes.high].map { max(1, Int($0.rounded())) }
        var drawn: [[Int]] = [[], []]
        var sum = CompensatedSum()
        for replicate in 0..<Self.draws {
            for side in 0..<2 {
                samplers[side].draw(
                    trials: trials[side], key: keys[side], replicate: UInt32(replicate), into: &drawn[side])
            }
            var (low, high, largest) = (0, 0, 0.0)
            for index in drawn[0].indices {
                low += drawn[0][index]
                high += drawn[1][index]
                largest = max(largest, abs(Double(low) / Double(trials[0]) - Double(high) / Double(trials[1])))
            }
            sum.add(largest)
        }
        return max(0, sum.value / Double(Self.draws) - value)
    }
}
