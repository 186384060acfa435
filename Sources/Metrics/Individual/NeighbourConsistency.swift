package import Statistics

/// How alike the model treats people who are alike: each row's decision beside those of its nearest neighbours.
///
///     1 − mean over rows of |ŷ_i − mean of ŷ_j over the k nearest rows j ≠ i|
///
/// A row is no neighbour of its own: AIF360 counts it as one, so that with k = 5 one fifth of each comparison is with
/// itself. Rows at the distance of the k-th share the places that are left, so that no order of rows matters.
///
/// - Source: Zemel et al. 2013; METHODS §2.8 and §7.
package struct NeighbourConsistency: Sendable {
    /// How features of different units are brought together.
    package enum Scaling: String, Sendable, CaseIterable {
        /// In standard deviations.
        case standard
        /// In shares of the range.
        case range
        /// As they stand.
        case none
    }

    /// |ŷ_i − mean of the neighbours|, by row.
    package let gaps: [Double]
    /// By row, itself and its neighbours: the rows whose decisions its gap depends on.
    private let circles: [[Int]]

    /// - Parameters:
    ///   - features: by column; finite, as many values as decisions.
    ///   - decisions: ŷ, in 0…1.
    ///   - neighbours: k, from 1.
    /// - Returns: `nil` for no more rows than neighbours.
    /// - Complexity: O(rows² × features).
    package init?(features: [[Double]], decisions: [Double], neighbours k: Int, scaling: Scaling) {
        let n = decisions.count
        guard k >= 1, n > k else { return nil }
        let columns = features.map { Self.scaled($0, scaling) }
        var gaps = [Double](repeating: 0, count: n)
        var circles = [[Int]](repeating: [], count: n)
        var distances = [Double](repeating: 0, count: n)
        for row in 0..<n {
            for other in 0..<n { distances[other] = 0 }
            for column in columns {
                let own = column[row]
                for other in 0..<n {
                    let step = column[other] - own
                    distances[other] += step * step
                }
            }
            distances[row] = .infinity
            let reach = Self.smallest(k, of: distances)
            let inside = distances.indices.filter { distances[$0] < reach }
            let edge = distances.indices.filter { distances[$0] == reach && $0 != row }
            let places = Double(k - inside.count) / Double(edge.count)
            let sum =
                inside.reduce(0) { $0 + decisions[$1] } + places * edge.reduce(0) { $0 + decisions[$1] }
            gaps[row] = abs(decisions[row] - sum / Double(k))
            circles[row] = [row] + inside + edge
        }
        self.gaps = gaps
        self.circles = circles
    }

    /// The k-th smallest value.
    private static func smallest(_ k: Int, of values: [Double]) -> Double {
        var least: [Double] = []
        for value in values {
            if least.count == k, value >= least[k - 1] { continue }
            least.insert(value, at: least.firstIndex { $0 > value } ?? least.count)
            if least.count > k { least.removeLast() }
        }
        return least[k - 1]
    }

    /// A column in the units of its spread; one without any tells nobody apart.
    private static func scaled(_ column: [Double], _ scaling: Scaling) -> [Double] {
        let spread: Double
        switch scaling {
        case .none: return column
        case .range: spread = (column.max() ?? 0) - (column.min() ?? 0)
        case .standard: spread = MeanInterval.Sample(column).sampleVariance.squareRoot()
        }
        return spread > 0 ? column.map { $0 / spread } : column.map { _ in 0 }
    }

    /// The consistency of some rows, with limits that allow for what neighbouring rows share.
    ///
    /// Two gaps depend on each other where they look at a decision of the same row: the variance of the mean takes the
    /// products of all such pairs, and at least those of each row with itself.
    ///
    /// - Source: variance of locally dependent sums, Chen and Shao 2004.
    package func estimate(rows: [Int], level: Double) -> Estimate {
        guard !rows.isEmpty else { return Estimate(notEstimable: .emptyGroup) }
        let own = MeanInterval.Sample(rows.map { gaps[$0] })
        guard rows.count > 1, own.sampleVariance > 0 else {
            return Estimate(1 - own.mean, n: rows.count, interval: nil)
        }
        var isIn = [Bool](repeating: false, count: gaps.count)
        for row in rows { isIn[row] = true }
        var watchers = [[Int]](repeating: [], count: gaps.count)
        for row in rows { for member in circles[row] { watchers[member].append(row) } }
        var seen = [Int](repeating: -1, count: gaps.count)
        var sum = CompensatedSum()
        for row in rows {
            let deviation = gaps[row] - own.mean
            for member in circles[row] {
                for other in watchers[member] where seen[other] != row {
                    seen[other] = row
                    sum.add(deviation * (gaps[other] - own.mean))
                }
            }
        }
        let count = Double(rows.count)
        // As the variance of one row, whose mean over so many rows has that variance.
        let dependent = max(own.sampleVariance, sum.value / (count - 1))
        let reach =
            StudentT(degreesOfFreedom: own.degreesOfFreedom).twoSidedQuantile(level: level)
            * (dependent / count).squareRoot()
        let value = 1 - own.mean
        return Estimate(
            value, n: rows.count,
            interval: Interval(
                lower: max(0, value - reach), upper: min(1, value + reach), level: level, method: .localDependence))
    }
}
