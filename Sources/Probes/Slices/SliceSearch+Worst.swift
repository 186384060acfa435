package import Metrics
import Statistics

extension SliceSearch {
    /// All slices, those with the highest score first.
    package var byScore: [Slice] { Self.byScore(slices) }

    /// The slices a reader is shown: worse off than the others, significant after the adjustment for all slices searched,
    /// and not redundant; the highest score first.
    ///
    /// - Parameters:
    ///   - side: the side of the figure that is worse; of figures that have none, both sides are looked at.
    ///   - fewest: the smallest denominator of a figure that is shown.
    package func worst(side: Metric.Side?, fewest: Int = 1, atMost count: Int) -> [Slice] {
        let found = slices.filter { slice in
            guard slice.estimate.n >= fewest, (slice.adjustedPValue ?? 1) <= falseDiscoveryRate, !slice.isRedundant,
                let gap = slice.difference.number
            else { return false }
            return side == nil || (side == .higher) == (gap > 0)
        }
        return Array(Self.byScore(found).prefix(count))
    }

    private static func byScore(_ slices: [Slice]) -> [Slice] {
        slices.enumerated().sorted { a, b in
            let (x, y) = (a.element.score ?? -.infinity, b.element.score ?? -.infinity)
            return x == y ? a.offset < b.offset : x > y
        }.map(\.element)
    }
}
