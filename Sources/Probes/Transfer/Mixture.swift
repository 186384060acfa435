package import Statistics

/// Rows of one population by a classification of them, and the mean of something within each class.
///
/// Classes stand in the same places for all populations that are compared.
package struct Mixture: Sendable, Hashable {
    /// A mean with the variance that it has as an estimate.
    package struct Mean: Sendable, Hashable {
        package let value: Double
        package let variance: Double

        package init(_ value: Double, variance: Double) {
            self.value = value
            self.variance = variance
        }

        /// A share of rows; its variance is that of (x + ½)/(n + 1), so that a share of 0 or 1 is not taken for certain.
        ///
        /// - Returns: `nil` without rows.
        package init?(successes: Int, rows: Int) {
            guard rows > 0 else { return nil }
            let smoothed = (Double(successes) + 0.5) / (Double(rows) + 1)
            self.init(Double(successes) / Double(rows), variance: smoothed * (1 - smoothed) / Double(rows))
        }

        /// A mean of rows.
        ///
        /// - Returns: `nil` for fewer than two rows, whose spread nobody knows.
        package init?(_ sample: MeanInterval.Sample) {
            guard sample.count >= 2 else { return nil }
            self.init(sample.mean, variance: sample.sampleVariance / sample.count)
        }
    }

    /// By class, summing to 1; all 0 without rows.
    package let shares: [Double]
    /// Rows that the shares were counted of; `nil` for shares that somebody declared.
    package let rows: Int?
    /// By class; `nil` where there is none.
    package let means: [Mean?]

    /// Rows that were counted, each class with its mean.
    package init(rows: [Int], means: [Mean?]) {
        let total = rows.reduce(0, +)
        shares = rows.map { total > 0 ? Double($0) / Double(total) : 0 }
        self.rows = total
        self.means = means
    }

    /// Shares that somebody declared, with nothing known of what happens within classes.
    ///
    /// - Parameter shares: none negative; of a positive sum, which they are divided by.
    package init(shares: [Double]) {
        let total = shares.reduce(0, +)
        precondition(total > 0 && shares.allSatisfy { $0 >= 0 }, "shares of something")
        self.shares = shares.map { $0 / total }
        rows = nil
        means = shares.map { _ in nil }
    }
}

/// A figure of a mixture.
enum MixtureFigure: Hashable, Sendable {
    /// Σ p r / Σ p over some classes.
    case mean(of: [Int])
    /// p_k r_k / Σ p r: the share of class k in what the means count.
    case share(of: Int)

    /// The figure and its gradient by shares and by means; `nil` where a mean is missing or nothing is counted.
    func value(shares: [Double], means: [Mixture.Mean?]) -> (value: Double, byShare: [Double], byMean: [Double])? {
        var (byShare, byMean) = (shares.map { _ in 0.0 }, shares.map { _ in 0.0 })
        switch self {
        case .mean(let classes):
            let total = classes.reduce(0) { $0 + shares[$1] }
            guard total > 0 else { return nil }
            var sum = CompensatedSum()
            for index in classes where shares[index] > 0 {
                guard let mean = means[index] else { return nil }
                sum.add(shares[index] / total * mean.value)
            }
            for index in classes {
                // A class nobody is in would move the figure if somebody were.
                byShare[index] = means[index].map { ($0.value - sum.value) / total } ?? 0
                byMean[index] = shares[index] / total
            }
            return (sum.value, byShare, byMean)
        case .share(let own):
            var sum = CompensatedSum()
            for index in shares.indices where shares[index] > 0 {
                guard let mean = means[index] else { return nil }
                sum.add(shares[index] * mean.value)
            }
            guard sum.value > 0 else { return nil }
            let value = shares[own] * (means[own]?.value ?? 0) / sum.value
            for index in shares.indices {
                let isOwn = index == own ? 1.0 : 0.0
                byShare[index] = (means[index]?.value ?? 0) * (isOwn - value) / sum.value
                byMean[index] = shares[index] * (isOwn - value) / sum.value
            }
            return (value, byShare, byMean)
        }
    }
}

/// Two populations, and sums of figures made of the shares of one and the means of another.
struct MixturePair: Sendable {
    enum Side: Int, Sendable { case local, origin }

    /// A figure with its sign and weight in a sum.
    struct Term: Sendable {
        let weight: Double
        let figure: MixtureFigure
        let shares: Side
        let means: Side
    }

    let local: Mixture
    let origin: Mixture
    let level: Double
    /// What is said of every estimate.
    let flags: [EstimateFlag]

    private func side(_ side: Side) -> Mixture { side == .local ? local : origin }

    /// The sum of some figures, with limits from its first-order influence.
    ///
    ///     Var = Σ_sides (Σ p g² − (Σ p g)²)/n + Σ h² Var(r)      with gradients g by shares and h by means
    ///
    /// - Returns: `reason` where one of the figures has no value.
    func estimate(_ terms: [Term], whenUndefined reason: NotEstimable) -> Estimate {
        let n = (local.rows ?? 0) + (origin.rows ?? 0)
        let none = local.shares.map { _ in 0.0 }
        var (byShare, byMean) = ([none, none], [none, none])
        var sum = CompensatedSum()
        for term in terms {
            guard let part = term.figure.value(shares: side(term.shares).shares, means: side(term.means).means) else {
                return Estimate(notEstimable: reason, n: n, flags: flags)
            }
            sum.add(term.weight * part.value)
            for index in none.indices {
                byShare[term.shares.rawValue][index] += term.weight * part.byShare[index]
                byMean[term.means.rawValue][index] += term.weight * part.byMean[index]
            }
        }
        var variance = CompensatedSum()
        var smallest = Int.max
        for side in [Side.local, .origin] {
            let mixture = self.side(side)
            if let rows = mixture.rows, rows > 1 {
                let gradient = byShare[side.rawValue]
                let first = zip(mixture.shares, gradient).reduce(0) { $0 + $1.0 * $1.1 }
                let second = zip(mixture.shares, gradient).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
                variance.add(max(0, second - first * first) / Double(rows))
                smallest = min(smallest, rows)
            }
            for (mean, own) in zip(mixture.means, byMean[side.rawValue]) {
                if let mean { variance.add(own * own * mean.variance) }
            }
        }
        guard smallest != Int.max else { return Estimate(sum.value, n: n, interval: nil, flags: flags) }
        let reach =
            StudentT(degreesOfFreedom: Double(smallest - 1)).twoSidedQuantile(level: level)
            * max(0, variance.value).squareRoot()
        return Estimate(
            sum.value, n: n,
            interval: reach > 0
                ? Interval(lower: sum.value - reach, upper: sum.value + reach, level: level, method: .linearisedT)
                : nil,
            flags: flags)
    }

    /// How much of the difference comes with other shares and how much with other means, each at the average of the other
    /// (Kitagawa 1955); the two add up to the difference.
    func parts(_ figure: MixtureFigure, whenUndefined reason: NotEstimable) -> (shares: Estimate, means: Estimate) {
        func term(_ weight: Double, _ shares: Side, _ means: Side) -> Term {
            Term(weight: weight, figure: figure, shares: shares, means: means)
        }
        return (
            estimate(
                [
                    term(0.5, .local, .local), term(-0.5, .origin, .local), term(0.5, .local, .origin),
                    term(-0.5, .origin, .origin),
                ], whenUndefined: reason),
            estimate(
                [
                    term(0.5, .local, .local), term(-0.5, .local, .origin), term(0.5, .origin, .local),
                    term(-0.5, .origin, .origin),
                ], whenUndefined: reason)
        )
    }
}
