/// The area under the curve of some scores, with a variance that holds for rows alone or for clusters of them.
package struct RankedArea: Hashable, Sendable {
    /// P(a positive's score is higher than a negative's) + ½ P(equal).
    package let area: Double
    /// DeLong's, or with units that of the sum of first-order influences within each; `nil` with fewer than two positives,
    /// negatives, or units.
    package let variance: Double?

    /// - Parameters:
    ///   - scores: one a row, none NaN.
    ///   - positives: whether each row is of the class that is guessed.
    ///   - units: what rows depend on each other; each row on its own if absent.
    /// - Returns: `nil` without a positive or without a negative.
    /// - Complexity: O(rows log rows).
    /// - Source: DeLong, DeLong and Clarke-Pearson 1988; for clusters Obuchowski 1997.
    package init?(scores: [Double], positives: [Bool], units: [UInt32]? = nil) {
        precondition(scores.count == positives.count, "a score a row")
        let order = scores.indices.sorted { scores[$0] < scores[$1] }
        let p = positives.count { $0 }
        let n = positives.count - p
        guard p > 0, n > 0 else { return nil }
        // Twice the number of rows of the other class below, ties once.
        var twice = [Int](repeating: 0, count: scores.count)
        var (below, above, total) = (0, p, 0)
        var index = 0
        while index < order.count {
            var end = index
            var (tiedPositives, tiedNegatives) = (0, 0)
            while end < order.count, scores[order[end]] == scores[order[index]] {
                if positives[order[end]] { tiedPositives += 1 } else { tiedNegatives += 1 }
                end += 1
            }
            above -= tiedPositives
            for row in order[index..<end] {
                twice[row] = positives[row] ? 2 * below + tiedNegatives : 2 * above + tiedPositives
            }
            total += tiedPositives * (2 * below + tiedNegatives)
            below += tiedNegatives
            index = end
        }
        let (m, k) = (Double(p), Double(n))
        let area = Double(total) / (2 * m * k)
        self.area = area
        guard p > 1, n > 1 else {
            variance = nil
            return
        }
        /// What a row adds to the area beyond the mean of its class.
        func excess(_ row: Int) -> Double {
            Double(twice[row]) / 2 / (positives[row] ? k : m) - area
        }
        guard let units else {
            var (above, below) = (CompensatedSum(), CompensatedSum())
            for row in scores.indices {
                let gap = excess(row)
                if positives[row] { above.add(gap * gap) } else { below.add(gap * gap) }
            }
            variance = above.value / (m - 1) / m + below.value / (k - 1) / k
            return
        }
        var sums: [UInt32: Double] = [:]
        for row in scores.indices { sums[units[row], default: 0] += excess(row) / (positives[row] ? m : k) }
        guard sums.count > 1 else {
            variance = nil
            return
        }
        var spread = CompensatedSum()
        for sum in sums.sorted(by: { $0.key < $1.key }) { spread.add(sum.value * sum.value) }
        variance = spread.value * Double(sums.count) / Double(sums.count - 1)
    }
}
