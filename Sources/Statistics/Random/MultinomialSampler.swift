/// Multinomial draws over weighted cells, by conditional binomials in the order of the cells.
package struct MultinomialSampler: Sendable {
    private let weights: [Double]
    /// The weight of a cell and all after it.
    private let suffixes: [Double]

    /// A sampler over cells with these weights.
    ///
    /// - Parameter weights: each finite and 0 or more; need not sum to 1. Integer counts below 2⁵³ in total give exact
    ///   conditional probabilities.
    package init(weights: [Double]) {
        precondition(weights.allSatisfy { $0 >= 0 && $0.isFinite }, "weights are finite and not negative")
        self.weights = weights
        var suffixes = weights
        for index in weights.indices.dropLast().reversed() { suffixes[index] += suffixes[index + 1] }
        self.suffixes = suffixes
    }

    /// Spreads `trials` rows over the cells.
    ///
    /// - Parameters:
    ///   - trials: 0 or more.
    ///   - key: names the stream; cell i of replicate r uses `key.stream(replicate: r, cell: i)`.
    ///   - replicate: which draw.
    ///   - counts: receives the rows per cell; resized if need be. All 0 when no cell has weight.
    /// - Complexity: O(cells).
    package func draw(trials: Int, key: RandomStream.Key, replicate: UInt32, into counts: inout [Int]) {
        precondition(trials >= 0, "a draw has 0 or more trials")
        if counts.count != weights.count { counts = Array(repeating: 0, count: weights.count) }
        var left = trials
        for index in weights.indices {
            let weight = weights[index]
            guard left > 0, weight > 0 else {
                counts[index] = 0
                continue
            }
            // The last cell with weight has probability w/w = 1 and takes what is left.
            var stream = key.stream(replicate: replicate, cell: UInt64(index))
            counts[index] = stream.binomial(trials: left, probability: min(1, weight / suffixes[index]))
            left -= counts[index]
        }
    }
}
