/// Draws from the Jeffreys posterior of cell probabilities, Dirichlet(n_c + ½).
///
/// For any function of a confusion matrix: evaluate it at each draw and take quantiles. Unlike a bootstrap it can
/// produce errors that were not observed, so a small group without errors gets an honest interval.
///
/// - Source: Goutte and Gaussier 2005 (F scores); METHODS 3.3 for where it is used.
package struct DirichletJeffreys: Sendable {
    /// The observed rows per cell; effective ones where rows have weights.
    package let counts: [Double]
    private let key: RandomStream.Key

    /// The posterior given these counts.
    ///
    /// - Parameters:
    ///   - counts: one or more cells, each 0 or more.
    ///   - seed: the run's seed.
    ///   - stream: names what is drawn. Include the group: two groups under one name would move together.
    package init(counts: [Int], seed: UInt64, stream: String) {
        self.init(counts: counts.map(Double.init), seed: seed, stream: stream)
    }

    /// The posterior given effective counts.
    package init(counts: [Double], seed: UInt64, stream: String) {
        precondition(!counts.isEmpty && counts.allSatisfy { $0 >= 0 }, "there are cells, and no count is negative")
        self.counts = counts
        key = RandomStream.Key(seed: seed, name: stream)
    }

    /// Calls `body` with each draw.
    ///
    /// Draw r is the same whichever range it is part of, so ranges may run on different threads.
    ///
    /// - Parameters:
    ///   - replicates: which draws, e.g. 0..<2000; inside 0...UInt32.max.
    ///   - body: receives the replicate and one probability per cell; they are positive unless underflown, and sum
    ///     to 1. The array is reused: a copy that is kept costs an allocation per draw.
    /// - Complexity: O(draws · cells).
    package func forEachDraw<Failure: Error>(
        _ replicates: Range<Int>, _ body: (_ replicate: Int, _ probabilities: [Double]) throws(Failure) -> Void
    ) throws(Failure) {
        var probabilities = [Double](repeating: 0, count: counts.count)
        for replicate in replicates {
            var total = CompensatedSum()
            for cell in counts.indices {
                var stream = key.stream(replicate: UInt32(replicate), cell: UInt64(cell))
                let draw = stream.gamma(shape: counts[cell] + 0.5)
                probabilities[cell] = draw
                total.add(draw)
            }
            let sum = total.value
            for cell in counts.indices { probabilities[cell] /= sum }
            try body(replicate, probabilities)
        }
    }

    /// The equal-tailed interval of drawn values.
    ///
    /// - Parameters:
    ///   - values: the statistic at each draw, in any order; ±∞ is allowed.
    ///   - level: coverage, in 0..<1.
    /// - Returns: type-7 quantiles at (1∓level)/2; `nil` for no values, or if one is `nan`.
    /// - Complexity: O(B log B).
    package static func quantileInterval(values: [Double], level: Double) -> Interval? {
        guard level >= 0, level < 1, !values.contains(where: \.isNaN) else { return nil }
        let sorted = values.sorted()
        guard let lower = Quantile.type7(sorted: sorted, probability: (1 - level) / 2),
            let upper = Quantile.type7(sorted: sorted, probability: (1 + level) / 2)
        else { return nil }
        return Interval(lower: lower, upper: upper, level: level, method: .dirichletJeffreys)
    }

    /// The equal-tailed interval, stretched to the end of the statistic's range where the estimate sits on it.
    ///
    /// All draws lie inside the range, so without this a perfect score would lie outside its own interval.
    ///
    /// - Parameters:
    ///   - values: the statistic at each draw.
    ///   - estimate: the statistic of the observed counts.
    ///   - range: what values the statistic can take, e.g. 0...1.
    ///   - level: coverage, in 0..<1.
    package static func quantileInterval(
        values: [Double], estimate: Double, range: ClosedRange<Double>, level: Double
    ) -> Interval? {
        guard let interval = quantileInterval(values: values, level: level) else { return nil }
        return Interval(
            lower: estimate <= range.lowerBound ? range.lowerBound : interval.lower,
            upper: estimate >= range.upperBound ? range.upperBound : interval.upper,
            level: level, method: .dirichletJeffreys)
    }
}
