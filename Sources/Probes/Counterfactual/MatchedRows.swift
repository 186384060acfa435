package import Statistics

/// Real rows of two groups that are alike in what may explain a difference: what can be done where the model cannot be
/// called.
///
/// The gap is that among rows of the first group that have a like in the second, and holds only given what was matched
/// on (Iacus, King & Porro 2012: "Causal inference without balance checking", weights there eq. 2).
package struct MatchedRows: Sendable {
    /// What rows are matched on.
    package enum Covariate: Sendable, Hashable {
        /// The level of each row; a missing one is a level of its own.
        case levels([Int])
        /// The number of each row; NaN where it is missing.
        case numbers([Double])
    }

    /// How alike rows must be.
    package enum Likeness: String, Sendable, Hashable, CaseIterable {
        /// In every value.
        case exact
        /// In every level, and in bins of equal width of numbers, as many as Sturges 1926 takes.
        case coarsened
    }

    /// What matching found.
    package struct Result: Sendable, Hashable {
        package let likeness: Likeness
        /// Rows of the first group, and those of them that have a like.
        package let rows: Int
        package let matchedRows: Int
        /// Rows of the second group, and those that are a like of somebody.
        package let others: Int
        package let matchedOthers: Int
        /// Strata that hold rows of both.
        package let strata: Int
        /// The mean outcome of each group among matched rows, and the difference, first less second.
        package let mean: Double?
        package let otherMean: Double?
        package let gap: Estimate
        /// ½ Σ |f − g| over cells of levels and of bins half as wide as those matched in: 0 alike, 1 apart.
        package let imbalanceBefore: Double
        package let imbalanceAfter: Double?

        package var matchedShare: Double { rows > 0 ? Double(matchedRows) / Double(rows) : 0 }
    }

    private let isFirst: [Bool]
    private let outcomes: [Double]
    private let covariates: [Covariate]

    /// - Parameters:
    ///   - isFirst: whether a row belongs to the group in question.
    ///   - outcomes: 0 or 1 of decisions, or scores; finite.
    package init(isFirst: [Bool], outcomes: [Double], covariates: [Covariate]) {
        precondition(isFirst.count == outcomes.count, "an outcome a row")
        self.isFirst = isFirst
        self.outcomes = outcomes
        self.covariates = covariates
    }

    /// The stratum of each row, by its covariates.
    private func strata(_ code: (Covariate) -> [Int]) -> [Int] {
        let codes = covariates.map(code)
        var known: [[Int]: Int] = [:]
        return isFirst.indices.map { row in
            let key = codes.map { $0[row] }
            if let stratum = known[key] { return stratum }
            known[key] = known.count
            return known.count - 1
        }
    }

    /// Numbers in bins of equal width from the least to the greatest; the missing in one of their own.
    private static func bins(_ numbers: [Double], count: Int) -> [Int] {
        let known = numbers.filter { !$0.isNaN }
        guard let least = known.min(), let greatest = known.max(), greatest > least else {
            return numbers.map { $0.isNaN ? -1 : 0 }
        }
        return numbers.map { number in
            number.isNaN
                ? -1 : min(count - 1, max(0, Int((number - least) / (greatest - least) * Double(count))))
        }
    }

    /// Numbers told apart in every bit; the missing are one.
    private static func distinct(_ numbers: [Double]) -> [Int] {
        var known: [Double: Int] = [:]
        return numbers.map { number in
            if number.isNaN { return -1 }
            let code = known[number] ?? known.count
            known[number] = code
            return code
        }
    }

    /// Sturges' number of bins.
    private var binCount: Int { max(1, Int(log2Ceiling(isFirst.count)) + 1) }

    private func log2Ceiling(_ count: Int) -> Int { count > 1 ? Int.bitWidth - (count - 1).leadingZeroBitCount : 0 }

    private func codes(_ covariate: Covariate, _ likeness: Likeness) -> [Int] {
        switch (covariate, likeness) {
        case (.levels(let levels), _): levels
        case (.numbers(let numbers), .exact): Self.distinct(numbers)
        case (.numbers(let numbers), .coarsened): Self.bins(numbers, count: binCount)
        }
    }

    /// Matches.
    ///
    /// - Complexity: O(rows × covariates).
    package func result(_ likeness: Likeness, level: Double) -> Result {
        let strata = strata { codes($0, likeness) }
        let count = (strata.max() ?? -1) + 1
        var (firsts, seconds) = (Array(repeating: 0, count: count), Array(repeating: 0, count: count))
        for (row, stratum) in strata.enumerated() {
            if isFirst[row] { firsts[stratum] += 1 } else { seconds[stratum] += 1 }
        }
        let both = (0..<count).filter { firsts[$0] > 0 && seconds[$0] > 0 }
        let matched = both.reduce(0) { $0 + firsts[$1] }
        let others = both.reduce(0) { $0 + seconds[$1] }
        // Of a row of the second group: mᵀ of its stratum over mᶜ of it, times all mᶜ over all mᵀ.
        let weights = strata.enumerated().map { row, stratum -> Double in
            guard firsts[stratum] > 0, seconds[stratum] > 0 else { return 0 }
            return isFirst[row]
                ? 1
                : Double(firsts[stratum]) / Double(seconds[stratum]) * Double(others) / Double(matched)
        }
        let first = WeightedOutcomes(outcomes, weights) { isFirst[$0] }
        let second = WeightedOutcomes(outcomes, weights) { !isFirst[$0] }
        return Result(
            likeness: likeness, rows: isFirst.count { $0 }, matchedRows: matched, others: isFirst.count { !$0 },
            matchedOthers: others, strata: both.count, mean: first?.mean, otherMean: second?.mean,
            gap: Self.gap(first, second, n: matched + others, level: level),
            imbalanceBefore: imbalance(isFirst.map { _ in 1 }) ?? 0, imbalanceAfter: imbalance(weights))
    }

    /// Exact, and coarsened where that leaves more than half of the first group without a like.
    package func result(level: Double) -> Result {
        let exact = result(.exact, level: level)
        return exact.matchedShare >= 0.5 ? exact : result(.coarsened, level: level)
    }

    /// The difference of two weighted means, with Welch's t limits: variances of means with the weights taken as given.
    private static func gap(
        _ first: WeightedOutcomes?, _ second: WeightedOutcomes?, n: Int, level: Double
    ) -> Estimate {
        guard let first, let second else { return Estimate(notEstimable: .emptyGroup) }
        let difference = first.mean - second.mean
        guard let one = first.variance, let other = second.variance, one + other > 0 else {
            return Estimate(difference, n: n, interval: nil)
        }
        let freedom =
            (one + other) * (one + other)
            / (one * one / (first.effective - 1) + other * other / (second.effective - 1))
        let reach = StudentT(degreesOfFreedom: freedom).twoSidedQuantile(level: level) * (one + other).squareRoot()
        return Estimate(
            difference, n: n,
            interval: Interval(lower: difference - reach, upper: difference + reach, level: level, method: .welchT))
    }

    /// How far the two groups are apart in what they are matched on; `nil` where a group has no weight.
    private func imbalance(_ weights: [Double]) -> Double? {
        let cells = strata { covariate in
            switch covariate {
            case .levels(let levels): levels
            case .numbers(let numbers): Self.bins(numbers, count: 2 * binCount)
            }
        }
        var sums = Array(repeating: (first: 0.0, second: 0.0), count: (cells.max() ?? -1) + 1)
        var (all, others) = (0.0, 0.0)
        for (row, cell) in cells.enumerated() {
            if isFirst[row] {
                sums[cell].first += weights[row]
                all += weights[row]
            } else {
                sums[cell].second += weights[row]
                others += weights[row]
            }
        }
        guard all > 0, others > 0 else { return nil }
        return sums.reduce(0) { $0 + abs($1.first / all - $1.second / others) } / 2
    }
}

/// The weighted mean of some outcomes, and how sure it is.
private struct WeightedOutcomes {
    let mean: Double
    /// Of the mean, by its residuals; `nil` of fewer than two effective rows.
    let variance: Double?
    /// (Σw)² / Σw².
    let effective: Double

    init?(_ outcomes: [Double], _ weights: [Double], where holds: (Int) -> Bool) {
        var (sum, weight, squares) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
        for row in outcomes.indices where holds(row) && weights[row] > 0 {
            sum.add(weights[row] * outcomes[row])
            weight.add(weights[row])
            squares.add(weights[row] * weights[row])
        }
        guard weight.value > 0 else { return nil }
        mean = sum.value / weight.value
        effective = weight.value * weight.value / squares.value
        var residuals = CompensatedSum()
        for row in outcomes.indices where holds(row) && weights[row] > 0 {
            let rest = weights[row] * (outcomes[row] - mean)
            residuals.add(rest * rest)
        }
        variance =
            effective > 1
            ? residuals.value / (weight.value * weight.value) * effective / (effective - 1) : nil
    }
}
