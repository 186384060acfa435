#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Simultaneous limits of contrasts between the rates of independent groups: max-T (sup-t) bands.
///
///     T*ᵇ = max_k |θ*_k − θ̂_k| / σ*_k,   c = its quantile at the level,   limits θ̂_k ± c σ_k
///
/// Every θ* and σ* of a replicate comes from one draw of all cells. Standard errors, and the probabilities drawn from,
/// are those of cells smoothed by ½, so that none is 0. The same is done with every group at the rate of all groups
/// together, and the larger quantile is taken: with groups of a handful of rows, ratios of equal groups would be
/// called different in 10 % of cases without it (simulated; 5 % with it).
///
/// - Source: Westfall and Young 1993; Montiel Olea and Plagborg-Møller 2019; Cherian and Candès 2023; METHODS §3.5.
package struct SimultaneousBands: Sendable {
    /// What is compared with what.
    package enum Contrasts: Sendable, Hashable {
        case allPairs
        /// Every group with this one.
        case against(group: Int)
        /// Every group with all others together.
        case complement
        /// Every group with what is expected of it.
        case each
    }

    /// On which scale a contrast is a difference.
    package enum Scale: Sendable, Hashable {
        case identity
        /// Ratios of rates.
        case logarithm
        /// Ratios of odds.
        case logit
    }

    /// One contrast, on the scale.
    package struct Contrast: Sendable, Hashable {
        /// Which rate, by its place.
        package let rate: Int
        package let group: Int
        /// The group it is compared with; `nil` for all others, or what is expected.
        package let reference: Int?
        /// θ̂.
        package let value: Double
        /// σ.
        package let deviation: Double
    }

    /// The observed shares, a table for each rate.
    private let tables: [BandTable]
    /// How many contrasts hold together.
    package let count: Int
    /// c.
    package let criticalValue: Double
    package let level: Double

    /// The bands of all contrasts of some rates.
    ///
    /// - Parameters:
    ///   - rates: for each rate, the shares of the groups that have it. Rates with rows in common may not stand together.
    ///   - level: simultaneous coverage, in 0..<1.
    ///   - replicates: draws of either kind; 2,000 to show, 10,000 to decide.
    /// - Returns: `nil` where there is nothing to compare.
    /// - Complexity: O(replicates × contrasts) at worst; of all pairs most are passed over.
    package init?(
        _ rates: [[GroupSample]], contrasts: Contrasts, scale: Scale, level: Double, replicates: Int, seed: UInt64
    ) {
        let tables = rates.map { BandTable($0, contrasts, scale) }
        count = tables.reduce(0) { $0 + $1.contrastCount }
        guard count > 0, replicates > 0, level >= 0, level < 1 else { return nil }
        func quantile(_ purpose: String, _ probabilities: ([GroupSample]) -> [Double]) -> Double {
            var tables = zip(tables, rates).map { table, samples in
                table.drawing(probabilities(samples), samples, seed: seed, purpose: purpose)
            }
            var largest = [Double](repeating: 0, count: replicates)
            for index in tables.indices {
                for replicate in 0..<replicates {
                    largest[replicate] = max(largest[replicate], tables[index].largest(replicate))
                }
            }
            for replicate in largest.indices { largest[replicate].formSquareRoot() }
            largest.sort()
            return Quantile.type7(sorted: largest, probability: level) ?? 0
        }
        self.tables = tables
        self.level = level
        criticalValue = max(
            quantile("max-T") { $0.map(\.smoothed) },
            quantile("max-T at no disparity") { samples in
                let pooled = GroupSample.together(samples).map { GroupSample.smoothed($0.successes, $0.trials) } ?? 0.5
                return samples.map { $0.expected.map { min(max($0, 1e-9), 1 - 1e-9) } ?? pooled }
            })
    }

    /// Each contrast, rate by rate.
    package func forEach(_ body: (Contrast) -> Void) {
        for (rate, table) in tables.enumerated() { table.forEach(rate: rate, body) }
    }

    /// All contrasts at once; of many groups there are many pairs.
    package var contrasts: [Contrast] {
        var found: [Contrast] = []
        found.reserveCapacity(count)
        forEach { found.append($0) }
        return found
    }

    /// The first rate's contrast of two groups; `nil` where either does not have the rate.
    package func contrast(_ group: Int, to reference: Int) -> Contrast? {
        tables.first?.contrast(group, to: reference)
    }

    /// θ̂ ± cσ.
    package func limits(_ contrast: Contrast) -> (lower: Double, upper: Double) {
        (contrast.value - criticalValue * contrast.deviation, contrast.value + criticalValue * contrast.deviation)
    }

    /// What is known of the largest absolute contrast, each multiplied by its weight.
    ///
    ///     [max(0, max_k w_k(|θ̂_k| − cσ_k)), max_k w_k(|θ̂_k| + cσ_k)]
    ///
    /// - Parameter weight: 0 or more.
    package func largestAbsolute(
        where included: (Contrast) -> Bool = { _ in true }, weight: (Contrast) -> Double = { _ in 1 }
    ) -> (lower: Double, upper: Double) {
        var (lower, upper) = (0.0, 0.0)
        forEach { contrast in
            guard included(contrast) else { return }
            let reach = criticalValue * contrast.deviation
            let weight = weight(contrast)
            lower = max(lower, weight * (contrast.value.magnitude - reach))
            upper = max(upper, weight * (contrast.value.magnitude + reach))
        }
        return (lower, upper)
    }
}

/// One rate of several groups: observed, and drawn again and again.
private struct BandTable {
    private let kind: SimultaneousBands.Contrasts
    private let scale: SimultaneousBands.Scale
    private let samples: [GroupSample]
    private let trials: [Double]
    /// What a share counts among all, per row of it: mass/n.
    private let factors: [Double]
    /// The mass of all others, and their effective rows.
    private let restMasses: [Double]
    private let restTrials: [Double]
    private var draws: GroupDraws?
    /// θ of each sample, or of a sample and the rest, where the draws come from.
    private var centres: [Double] = []
    private var successes: [Double]
    private var points: [Double]
    private var variances: [Double]
    private var squares: [Double]

    init(_ samples: [GroupSample], _ kind: SimultaneousBands.Contrasts, _ scale: SimultaneousBands.Scale) {
        self.samples = samples
        self.kind = kind
        self.scale = scale
        trials = samples.map(\.trials)
        factors = samples.map { $0.mass / $0.trials }
        let mass = samples.reduce(0) { $0 + $1.mass }
        let squares = samples.reduce(0) { $0 + $1.mass * $1.mass / $1.trials }
        let rest = samples.map { mass - $0.mass }
        restMasses = rest
        restTrials = samples.indices.map { index in
            let own = samples[index].mass * samples[index].mass / samples[index].trials
            return rest[index] > 0 && squares > own ? rest[index] * rest[index] / (squares - own) : 0
        }
        successes = samples.map(\.successes)
        points = successes
        variances = successes
        self.squares = successes
    }

    /// A share on the scale, from a probability.
    private func point(_ p: Double) -> Double {
        switch scale {
        case .identity: p
        case .logarithm: log(p)
        case .logit: log(p / (1 - p))
        }
    }

    /// A share on the scale and its variance, from counts.
    @inline(__always)
    private func measure(_ successes: Double, _ trials: Double) -> (point: Double, variance: Double) {
        let p = GroupSample.smoothed(successes, trials)
        switch scale {
        case .identity: return (successes / trials, p * (1 - p) / trials)
        case .logarithm: return (log(p), (1 - p) / (p * trials))
        case .logit: return (log(p / (1 - p)), 1 / (p * (1 - p) * trials))
        }
    }

    /// Σ mass·x/n.
    private func weighted(_ successes: [Double]) -> Double {
        var sum = 0.0
        for index in successes.indices { sum += factors[index] * successes[index] }
        return sum
    }

    /// All others together; `all` is the weighted sum over everybody.
    private func measureRest(
        of index: Int, _ successes: [Double], _ all: Double
    ) -> (point: Double, variance: Double) {
        let share = (all - factors[index] * successes[index]) / restMasses[index]
        return measure(min(1, max(0, share)) * restTrials[index], restTrials[index])
    }

    var contrastCount: Int {
        let count = samples.count
        switch kind {
        case .allPairs: return count * (count - 1) / 2
        case .against(let group): return samples.contains { $0.group == group } ? count - 1 : 0
        case .complement: return restTrials.count { $0 > 0 }
        case .each: return count
        }
    }

    func contrast(_ group: Int, to reference: Int) -> SimultaneousBands.Contrast? {
        guard let first = samples.first(where: { $0.group == group }),
            let second = samples.first(where: { $0.group == reference })
        else { return nil }
        let (own, other) = (measure(first.successes, first.trials), measure(second.successes, second.trials))
        return .init(
            rate: 0, group: group, reference: reference, value: own.point - other.point,
            deviation: (own.variance + other.variance).squareRoot())
    }

    func forEach(rate: Int, _ body: (SimultaneousBands.Contrast) -> Void) {
        let own = samples.map { measure($0.successes, $0.trials) }
        func contrast(_ i: Int, _ j: Int) -> SimultaneousBands.Contrast {
            .init(
                rate: rate, group: samples[i].group, reference: samples[j].group,
                value: own[i].point - own[j].point, deviation: (own[i].variance + own[j].variance).squareRoot())
        }
        switch kind {
        case .allPairs:
            for i in samples.indices { for j in 0..<i { body(contrast(i, j)) } }
        case .against(let group):
            guard let j = samples.firstIndex(where: { $0.group == group }) else { return }
            for i in samples.indices where i != j { body(contrast(i, j)) }
        case .complement:
            let observed = samples.map(\.successes)
            let all = weighted(observed)
            for i in samples.indices where restTrials[i] > 0 {
                let rest = measureRest(of: i, observed, all)
                body(
                    .init(
                        rate: rate, group: samples[i].group, reference: nil, value: own[i].point - rest.point,
                        deviation: (own[i].variance + rest.variance).squareRoot()))
            }
        case .each:
            for i in samples.indices {
                body(
                    .init(
                        rate: rate, group: samples[i].group, reference: nil,
                        value: own[i].point - point(samples[i].expected ?? 0.5),
                        deviation: own[i].variance.squareRoot()))
            }
        }
    }

    /// The same with draws from these probabilities.
    func drawing(
        _ probabilities: [Double], _ samples: [GroupSample], seed: UInt64, purpose: String
    ) -> BandTable {
        var result = self
        result.draws = GroupDraws(samples, probabilities: probabilities, seed: seed, purpose: purpose)
        if kind == .complement {
            let all = weighted(zip(probabilities, trials).map { $0 * $1 })
            result.centres = probabilities.indices.map { i in
                let rest = all - probabilities[i] * trials[i] * factors[i]
                return point(probabilities[i]) - (restTrials[i] > 0 ? point(rest / restMasses[i]) : 0)
            }
        } else {
            result.centres = probabilities.map(point)
        }
        return result
    }

    /// max_k (θ*_k − θ_k)²/σ*_k² of one draw.
    mutating func largest(_ replicate: Int) -> Double {
        guard let draws else { return 0 }
        draws.draw(replicate, into: &successes)
        let count = samples.count
        for index in 0..<count {
            let drawn = measure(successes[index], trials[index])
            points[index] = kind == .complement ? drawn.point : drawn.point - centres[index]
            variances[index] = drawn.variance
        }
        switch kind {
        case .allPairs: return largestPair()
        case .against(let group):
            guard let j = samples.firstIndex(where: { $0.group == group }) else { return 0 }
            var best = 0.0
            for i in 0..<count where i != j {
                let gap = points[i] - points[j]
                best = max(best, gap * gap / (variances[i] + variances[j]))
            }
            return best
        case .complement:
            let all = weighted(successes)
            var best = 0.0
            for i in 0..<count where restTrials[i] > 0 {
                let rest = measureRest(of: i, successes, all)
                let gap = points[i] - rest.point - centres[i]
                best = max(best, gap * gap / (variances[i] + rest.variance))
            }
            return best
        case .each:
            var best = 0.0
            for i in 0..<count { best = max(best, points[i] * points[i] / variances[i]) }
            return best
        }
    }

    /// The largest (d_i − d_j)²/(v_i + v_j), which is at most d_i²/v_i + d_j²/v_j (Cauchy and Schwarz): the pairs of the
    /// group farthest off come first, and then only pairs that could be larger.
    private mutating func largestPair() -> Double {
        let count = points.count
        var (top, highest) = (0, -1.0)
        for i in 0..<count {
            squares[i] = points[i] * points[i] / variances[i]
            if squares[i] > highest { (top, highest) = (i, squares[i]) }
        }
        return points.withUnsafeBufferPointer { points in
            variances.withUnsafeBufferPointer { variances in
                squares.withUnsafeBufferPointer { squares in
                    var best = 0.0
                    func compare(_ i: Int) {
                        let (point, variance, square) = (points[i], variances[i], squares[i])
                        for j in 0..<count where squares[j] + square > best {
                            let gap = point - points[j]
                            best = max(best, gap * gap / (variance + variances[j]))
                        }
                    }
                    compare(top)
                    for i in 0..<count where i != top && squares[i] + highest > best { compare(i) }
                    return best
                }
            }
        }
    }
}
