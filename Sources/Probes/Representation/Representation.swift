package import Statistics

/// Which groups of a population the rows stand for, which are few, and which are absent.
///
/// - Source: METHODS §4e.
package struct Representation: Sendable {
    /// One group of the population.
    package struct Group: Sendable, Hashable {
        package let key: GroupKey
        package let rows: Int
        /// Of the population, 0…1.
        package let populationShare: Double
        /// n_g/n among rows whose group the population knows, with Wilson's interval.
        package let share: Estimate
        /// RR = (n_g/n)/(N_g/N); 1 is as common as in the population; its interval takes the population for known.
        package let ratio: Estimate
        /// Rows that the figure asked for stands on; the group's rows if no figure was asked for.
        package let evidenceRows: Int
        /// The smallest gap to all others that so many rows would show.
        package let detectable: Double?
        /// Whether that is no more than the gap that was declared.
        package let isAdequate: Bool
    }

    /// What the evidence has to be good for.
    package struct Adequacy: Sendable, Hashable {
        /// The gap that should be seen.
        package let gap: Double
        /// The rate among everybody that gaps are looked for around; ½, where a gap is hardest to see, if nobody knows.
        package let rate: Double
        package let alpha: Double
        package let power: Double

        package init(gap: Double = 0.1, rate: Double = 0.5, alpha: Double = 0.05, power: Double = 0.8) {
            self.gap = gap
            self.rate = rate
            self.alpha = alpha
            self.power = power
        }
    }

    /// In the order of their keys; those without a row among them.
    package let groups: [Group]
    /// Rows whose group the population does not know, a missing one among them, by group.
    package let unlisted: [(key: GroupKey, rows: Int)]
    /// Rows of groups that the population knows.
    package let rows: Int
    /// Of a sample that represents the population: χ² over all groups, with its p-value.
    package let chiSquare: Double?
    package let pValue: Double?
    /// Whether the p-value was simulated because rows are few.
    package let isSimulated: Bool
    /// Σ N_g/N over groups with adequate evidence.
    package let evidenceCoverage: Double
    package let adequacy: Adequacy

    /// Groups of the population without a row.
    package var absent: [Group] { groups.filter { $0.rows == 0 } }

    /// - Parameters:
    ///   - counts: rows by group; every key at most once.
    ///   - population: how many persons each group has, or shares; none negative, of a positive sum. Groups of nobody are
    ///     taken for unlisted.
    ///   - evidence: rows behind the figure asked for, by group; the counts themselves if nothing is said.
    ///   - flags: what is said of every estimate, such as that rows depend on each other.
    ///   - seed: of the simulated p-value.
    package init(
        counts: [(key: GroupKey, rows: Int)], population: [(key: GroupKey, size: Double)],
        evidence: [GroupKey: Int]? = nil, adequacy: Adequacy = Adequacy(), flags: [EstimateFlag] = [],
        level: Double = 0.95, seed: UInt64 = 0
    ) {
        let known = population.filter { $0.size > 0 }.sorted { $0.key < $1.key }
        let total = known.reduce(0) { $0 + $1.size }
        let listed = Set(known.map(\.key))
        var rowsOf: [GroupKey: Int] = [:]
        for entry in counts { rowsOf[entry.key, default: 0] += entry.rows }
        let rows = known.reduce(0) { $0 + (rowsOf[$1.key] ?? 0) }
        let evidenceOf = evidence ?? rowsOf
        let evidenceTotal = known.reduce(0) { $0 + (evidenceOf[$1.key] ?? 0) }
        let groups = known.map { entry -> Group in
            let own = rowsOf[entry.key] ?? 0
            let expected = entry.size / total
            let interval = Proportion.wilson(successes: Double(own), trials: Double(rows), level: level)
            let share =
                rows > 0
                ? Estimate(Double(own) / Double(rows), n: rows, interval: interval, flags: flags)
                : Estimate(notEstimable: .emptyGroup, flags: flags)
            let ratio =
                share.number.map {
                    Estimate(
                        $0 / expected, n: rows,
                        interval: interval.map {
                            Interval(
                                lower: $0.lower / expected, upper: $0.upper / expected, level: $0.level,
                                method: $0.method)
                        }, flags: flags)
                } ?? share
            let stands = evidenceOf[entry.key] ?? 0
            let detectable = Power.minimumDetectableDisparity(
                rate: adequacy.rate, rows1: Double(stands), rows0: Double(evidenceTotal - stands),
                alpha: adequacy.alpha,
                power: adequacy.power)
            return Group(
                key: entry.key, rows: own, populationShare: expected, share: share, ratio: ratio, evidenceRows: stands,
                detectable: detectable, isAdequate: detectable.map { $0 <= adequacy.gap } ?? false)
        }
        self.groups = groups
        self.rows = rows
        self.adequacy = adequacy
        unlisted = rowsOf.filter { !listed.contains($0.key) && $0.value > 0 }.sorted { $0.key < $1.key }.map {
            (key: $0.key, rows: $0.value)
        }
        evidenceCoverage = groups.reduce(0) { $0 + ($1.isAdequate ? $1.populationShare : 0) }
        let test = GoodnessOfFit(
            counts: groups.map(\.rows), shares: groups.map(\.populationShare), seed: seed,
            stream: "representation \(known.first?.key.dimensions.joined(separator: " ") ?? "")")
        (chiSquare, pValue, isSimulated) = (test?.chiSquare, test?.pValue, test?.isSimulated ?? false)
    }
}

/// Whether counts look like draws from declared shares.
struct GoodnessOfFit: Sendable, Hashable {
    let chiSquare: Double
    let pValue: Double
    /// Drawn where a group expects fewer than five rows, which χ² is no good approximation for.
    let isSimulated: Bool

    static let draws = 9_999

    /// - Parameter shares: positive, summing to 1.
    /// - Returns: `nil` without rows, or with one group.
    /// - Complexity: O(groups), or O(draws × groups) where rows are few.
    init?(counts: [Int], shares: [Double], seed: UInt64, stream: String) {
        let total = counts.reduce(0, +)
        guard total > 0, counts.count > 1 else { return nil }
        let expected = shares.map { $0 * Double(total) }
        func distance(_ counts: [Int]) -> Double {
            zip(counts, expected).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) / $1.1 }
        }
        let found = distance(counts)
        chiSquare = found
        isSimulated = expected.contains { $0 < 5 }
        guard isSimulated else {
            pValue = ChiSquared(degreesOfFreedom: Double(counts.count - 1)).tails(found).upper
            return
        }
        let sampler = MultinomialSampler(weights: shares)
        let key = RandomStream.Key(seed: seed, name: stream)
        var drawn: [Int] = []
        var beyond = 0
        for draw in 0..<Self.draws {
            sampler.draw(trials: total, key: key, replicate: UInt32(draw), into: &drawn)
            if distance(drawn) >= found - 1e-9 * max(1, found) { beyond += 1 }
        }
        pValue = Double(1 + beyond) / Double(Self.draws + 1)
    }
}
