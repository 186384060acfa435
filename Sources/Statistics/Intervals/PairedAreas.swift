/// The areas under the curves of two scores of the same rows.
///
/// With V₁₀ of a positive the share of negatives that it stands above, and V₀₁ of a negative the share of positives that
/// stand above it, each area is the mean of its V₁₀ and the mean of its V₀₁. What the rows of both scores have in common
/// cancels row by row:
///
///     V(A₁ − A₂) = s²(V₁₀,₁ − V₁₀,₂)/P + s²(V₀₁,₁ − V₀₁,₂)/N
///
/// which is the sum of both variances less twice their covariance.
///
/// - Source: DeLong, DeLong and Clarke-Pearson 1988.
package struct PairedAreas: Sendable {
    package let first: Double
    package let second: Double
    package let positives: Int
    package let negatives: Int
    /// DeLong's variances of both areas and of their difference; `nil` with fewer than two rows of either class.
    package let variances: (first: Double, second: Double, difference: Double)?

    /// A class is too small for its variance to be trusted below this (METHODS §3.3).
    package static let fewestOfAClass = 10

    /// - Parameters: both scores of each row; finite.
    /// - Returns: `nil` without a positive or without a negative.
    /// - Complexity: O(rows log rows).
    package init?(positives: [(first: Double, second: Double)], negatives: [(first: Double, second: Double)]) {
        guard !positives.isEmpty, !negatives.isEmpty else { return nil }
        let one = Placements(positives: positives.map(\.first), negatives: negatives.map(\.first))
        let two = Placements(positives: positives.map(\.second), negatives: negatives.map(\.second))
        (first, second) = (one.area, two.area)
        (self.positives, self.negatives) = (positives.count, negatives.count)
        guard min(positives.count, negatives.count) > 1 else {
            variances = nil
            return
        }
        func variance(_ ofPositives: [Double], _ ofNegatives: [Double]) -> Double {
            MeanInterval.Sample(ofPositives).sampleVariance / Double(ofPositives.count)
                + MeanInterval.Sample(ofNegatives).sampleVariance / Double(ofNegatives.count)
        }
        variances = (
            variance(one.ofPositives, one.ofNegatives), variance(two.ofPositives, two.ofNegatives),
            variance(
                zip(one.ofPositives, two.ofPositives).map { $0 - $1 },
                zip(one.ofNegatives, two.ofNegatives).map { $0 - $1 })
        )
    }

    /// The first area less the second.
    package var difference: Double { first - second }

    /// The correlation of both areas; `nil` where it cannot be trusted: with fewer than ten rows of either class, at an area
    /// of 0 or 1, and where no row stands at another place, so that nothing was seen of how far the two could differ.
    package var correlation: Double? {
        guard min(positives, negatives) >= Self.fewestOfAClass, let variances, variances.difference > 0,
            min(variances.first, variances.second) > 0, [first, second].allSatisfy({ $0 > 0 && $0 < 1 })
        else { return nil }
        let covariance = (variances.first + variances.second - variances.difference) / 2
        return max(-1, min(1, covariance / (variances.first * variances.second).squareRoot()))
    }

    /// Limits of the difference.
    ///
    /// Newcombe's limits of each area, squared and added less what their correlation ρ takes away, and never inside the
    /// normal limits of DeLong's variance:
    ///
    ///     L = d − √((A₁ − l₁)² + (u₂ − A₂)² − 2ρ(A₁ − l₁)(u₂ − A₂))
    ///
    /// DeLong's own limits are symmetric where areas near 1 are not: with 30 positives and 70 negatives and areas of .92 and
    /// .96 the lower one misses in 10 % of cases (nominal 5 %), these in .3 %, and the upper one in 2 % with either. Where ρ
    /// is not known the rows are taken for different ones, which is wider.
    ///
    /// - Returns: limits inside −1…1.
    /// - Source: Zou 2007, "Toward using confidence intervals to compare correlations"; Newcombe 2006, method 5; sizes by
    ///   simulation, `Simulations sizes`.
    package func interval(level: Double) -> Interval? {
        func own(_ area: Double) -> Interval? {
            AreaUnderCurve.newcombeMethod5(
                auc: area, positives: Double(positives), negatives: Double(negatives), level: level)
        }
        guard let one = own(first), let two = own(second) else { return nil }
        let correlation = correlation
        func reach(_ a: Double, _ b: Double) -> Double {
            max(0, a * a + b * b - 2 * (correlation ?? 0) * a * b).squareRoot()
        }
        var (below, above) = (
            reach(first - one.lower, two.upper - second), reach(one.upper - first, second - two.lower)
        )
        if correlation != nil, let variances {
            let normal = NormalDistribution.twoSidedQuantile(level: level) * variances.difference.squareRoot()
            (below, above) = (max(below, normal), max(above, normal))
        }
        return Interval(
            lower: max(-1, difference - below), upper: min(1, difference + above), level: level,
            method: correlation == nil ? .mover : .delongPaired)
    }
}

/// Where the rows of each class stand among those of the other.
private struct Placements {
    let ofPositives: [Double]
    let ofNegatives: [Double]
    let area: Double

    init(positives: [Double], negatives: [Double]) {
        let (above, below) = (positives.sorted(), negatives.sorted())
        // Twice the rows beaten, ties counted once: whole numbers, so that the area is rounded once.
        var twice: Int128 = 0
        ofPositives = positives.map { score in
            let beaten = Self.count(of: below, under: score) + Self.count(of: below, upTo: score)
            twice += Int128(beaten)
            return Double(beaten) / Double(2 * negatives.count)
        }
        ofNegatives = negatives.map { score in
            let beaten = Self.count(of: above, under: score) + Self.count(of: above, upTo: score)
            return 1 - Double(beaten) / Double(2 * positives.count)
        }
        area = Double(twice) / (2 * Double(positives.count) * Double(negatives.count))
    }

    private static func count(of sorted: [Double], under score: Double) -> Int {
        partition(sorted) { $0 < score }
    }

    private static func count(of sorted: [Double], upTo score: Double) -> Int {
        partition(sorted) { $0 <= score }
    }

    /// How many values from the start hold a condition that no later one holds again.
    private static func partition(_ sorted: [Double], _ holds: (Double) -> Bool) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(sorted[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
