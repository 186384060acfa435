/// Ratings of units by several people, each unit a count of ratings per category.
///
/// Units with the same counts are one pattern, so that drawing units again costs as many patterns as there are.
package struct Ratings: Hashable, Sendable {
    /// How far apart two categories are.
    package enum Scale: Hashable, Sendable {
        /// Same or not.
        case nominal
        /// By how many ratings lie between them, categories from the lowest up.
        case ordinal
        /// By the squared difference of their numbers.
        case interval([Double])
    }

    /// The ratings per category of each pattern with two or more ratings.
    package let patterns: [[Int]]
    /// How many units have each pattern.
    package let counts: [Int]
    package let categoryCount: Int
    /// Units with fewer than two ratings, which tell nothing of agreement.
    package let loneUnits: Int

    /// - Parameter units: ratings per category of each unit, `categoryCount` each.
    package init(units: [[Int]], categoryCount: Int) {
        var places: [[Int]: Int] = [:]
        var (patterns, counts): ([[Int]], [Int]) = ([], [])
        var lone = 0
        for unit in units {
            guard unit.reduce(0, +) >= 2 else {
                lone += 1
                continue
            }
            if let place = places[unit] {
                counts[place] += 1
            } else {
                places[unit] = patterns.count
                patterns.append(unit)
                counts.append(1)
            }
        }
        // Canonical order, so that draws do not depend on the order of rows.
        let order = patterns.indices.sorted { patterns[$0].lexicographicallyPrecedes(patterns[$1]) }
        self.patterns = order.map { patterns[$0] }
        self.counts = order.map { counts[$0] }
        self.categoryCount = categoryCount
        loneUnits = lone
    }

    /// Units with two or more ratings.
    package var units: Int { counts.reduce(0, +) }

    /// The most ratings that a unit has.
    package var mostRatings: Int { patterns.map { $0.reduce(0, +) }.max() ?? 0 }

    /// Only the units with so many ratings.
    package func withRatings(_ number: Int) -> Ratings {
        let kept = patterns.indices.filter { patterns[$0].reduce(0, +) == number }
        return Ratings(
            units: kept.flatMap { Array(repeating: patterns[$0], count: counts[$0]) }, categoryCount: categoryCount)
    }

    /// Whether no unit has two different ratings: then nothing tells how often that would happen.
    package var isUnanimous: Bool { patterns.allSatisfy { pattern in pattern.count { $0 > 0 } <= 1 } }

    /// The share of pairs of ratings of one unit that agree, each unit weighing the same.
    package func observedAgreement(_ counts: [Int]) -> Double? {
        let units = counts.reduce(0, +)
        guard units > 0 else { return nil }
        let sum = zip(patterns, counts).reduce(0.0) { $0 + Double($1.1) * Self.agreement($1.0) }
        return sum / Double(units)
    }

    private static func agreement(_ pattern: [Int]) -> Double {
        let m = pattern.reduce(0, +)
        return Double(pattern.reduce(0) { $0 + $1 * ($1 - 1) }) / Double(m * (m - 1))
    }

    /// Krippendorff's α: 1 − observed over expected disagreement.
    ///
    /// - Parameter counts: how many units have each pattern.
    /// - Returns: `nil` without units, and where all ratings are of one category.
    /// - Source: Krippendorff 2004, §11.3.
    package func alpha(_ scale: Scale, _ counts: [Int]) -> Double? {
        var totals = [Double](repeating: 0, count: categoryCount)
        for (pattern, count) in zip(patterns, counts) where count > 0 {
            for (category, ratings) in pattern.enumerated() { totals[category] += Double(ratings * count) }
        }
        let distances = Self.distances(scale, totals)
        let all = totals.reduce(0, +)
        var (observed, expected) = (0.0, 0.0)
        for (pattern, count) in zip(patterns, counts) where count > 0 {
            var sum = 0.0
            for first in pattern.indices where pattern[first] > 0 {
                for second in (first + 1)..<pattern.endIndex where pattern[second] > 0 {
                    sum += Double(pattern[first] * pattern[second]) * distances[first][second]
                }
            }
            observed += Double(count) * sum / Double(pattern.reduce(0, +) - 1)
        }
        for first in totals.indices {
            for second in (first + 1)..<totals.endIndex {
                expected += totals[first] * totals[second] * distances[first][second]
            }
        }
        return expected > 0 ? 1 - (all - 1) * observed / expected : nil
    }

    private static func distances(_ scale: Scale, _ totals: [Double]) -> [[Double]] {
        totals.indices.map { first in
            totals.indices.map { second in
                guard first != second else { return 0 }
                switch scale {
                case .nominal: return 1
                case .interval(let numbers):
                    return (numbers[first] - numbers[second]) * (numbers[first] - numbers[second])
                case .ordinal:
                    let (low, high) = (min(first, second), max(first, second))
                    let between = totals[low...high].reduce(0, +) - (totals[low] + totals[high]) / 2
                    return between * between
                }
            }
        }
    }

    /// Fleiss' κ of units with the same number of ratings.
    ///
    /// - Returns: `nil` without units, where units have different numbers of ratings, and where all are of one category.
    /// - Source: Fleiss 1971.
    package func fleissKappa(_ counts: [Int]) -> Double? {
        guard let observed = observedAgreement(counts), Set(patterns.map { $0.reduce(0, +) }).count == 1 else {
            return nil
        }
        var totals = [Double](repeating: 0, count: categoryCount)
        for (pattern, count) in zip(patterns, counts) {
            for (category, ratings) in pattern.enumerated() { totals[category] += Double(ratings * count) }
        }
        let all = totals.reduce(0, +)
        let expected = totals.reduce(0) { $0 + $1 / all * ($1 / all) }
        return expected < 1 ? (observed - expected) / (1 - expected) : nil
    }

    /// A figure of the ratings with BCa limits over units drawn again.
    ///
    /// None where everybody agreed, because drawing cannot make a disagreement that was not seen.
    ///
    /// - Parameter figure: of so many units of each pattern; `nil` where it is undefined.
    /// - Source: Zapf et al. 2016 for the bootstrap over units.
    package func estimate(
        level: Double, replicates: Int, seed: UInt64, stream: String, _ figure: ([Int]) -> Double?
    ) -> Estimate {
        guard units > 0 else { return Estimate(notEstimable: .emptyGroup) }
        guard let value = figure(counts) else { return Estimate(notEstimable: .degenerateMargins) }
        guard !isUnanimous else { return Estimate(value, n: units, interval: nil) }
        var values: [Double] = []
        CellBootstrap(counts: counts, seed: seed, stream: stream).forEachDraw(0..<replicates) { _, drawn in
            if let value = figure(drawn) { values.append(value) }
        }
        let influences = counts.indices.map { place -> Double in
            var fewer = counts
            fewer[place] -= 1
            return figure(fewer).map { value - $0 } ?? 0
        }
        let interval = BCa.interval(
            estimate: value, replicates: values, dropped: replicates - values.count,
            acceleration: BCa.acceleration(counts: counts, influences: influences), level: level)
        return Estimate(value, n: units, interval: interval?.holding(value))
    }
}
