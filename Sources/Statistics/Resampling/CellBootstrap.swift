/// The multinomial bootstrap of cell counts.
///
/// Rows drawn with replacement fall into cells as Multinomial(n; n_c/n), so drawing the counts is the row bootstrap
/// itself for every statistic that sees only counts, at a cost that does not depend on the rows (METHODS 3.4).
///
/// Not for a maximum, a range or a worst group: their percentiles exclude 0 under perfect equality.
package struct CellBootstrap: Sendable {
    /// The observed rows per cell.
    package let counts: [Int]
    /// All rows; each draw has as many.
    package let total: Int
    private let sampler: MultinomialSampler
    private let key: RandomStream.Key

    /// The bootstrap of these counts.
    ///
    /// - Parameters:
    ///   - counts: each 0 or more, below 2⁵³ in total.
    ///   - seed: the run's seed.
    ///   - stream: names what is drawn. Include the group: two groups under one name would move together.
    package init(counts: [Int], seed: UInt64, stream: String) {
        precondition(counts.allSatisfy { $0 >= 0 }, "no count is negative")
        self.counts = counts
        total = counts.reduce(0, +)
        sampler = MultinomialSampler(weights: counts.map(Double.init))
        key = RandomStream.Key(seed: seed, name: stream)
    }

    /// Calls `body` with each draw.
    ///
    /// Draw r is the same whichever range it is part of, so ranges may run on different threads.
    ///
    /// - Parameters:
    ///   - replicates: which draws, e.g. 0..<2000; inside 0...UInt32.max.
    ///   - body: receives the replicate and the rows per cell, which sum to `total`. The array is reused: a copy that
    ///     is kept costs an allocation per draw.
    /// - Complexity: O(draws · cells).
    package func forEachDraw<Failure: Error>(
        _ replicates: Range<Int>, _ body: (_ replicate: Int, _ counts: [Int]) throws(Failure) -> Void
    ) throws(Failure) {
        var drawn = [Int](repeating: 0, count: counts.count)
        for replicate in replicates {
            sampler.draw(trials: total, key: key, replicate: UInt32(replicate), into: &drawn)
            try body(replicate, drawn)
        }
    }
}
