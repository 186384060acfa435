#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The items of one query from the highest score down.
///
/// Items of equal score stand in no order: every figure is its mean over all orders of them.
package struct RankedQuery: Sendable {
    /// Items that share a score.
    struct Block {
        /// How many items stand above.
        let above: Int
        /// Rows of the items, in the caller's numbers.
        let rows: [Int]
    }

    let blocks: [Block]
    package let count: Int

    /// - Parameters:
    ///   - rows: the query's items, in the caller's numbers.
    ///   - scores: by row; finite for these rows.
    /// - Complexity: O(items log items).
    package init(rows: [Int], scores: [Double]) {
        let ordered = rows.sorted { scores[$0] > scores[$1] }
        var blocks: [Block] = []
        var start = 0
        while start < ordered.count {
            var end = start + 1
            while end < ordered.count, scores[ordered[end]] == scores[ordered[start]] { end += 1 }
            blocks.append(Block(above: start, rows: ordered[start..<end].sorted()))
            start = end
        }
        self.blocks = blocks
        count = rows.count
    }

    /// How many items of a block are among the first k.
    private func taken(_ block: Block, _ k: Int) -> Int { min(max(k - block.above, 0), block.rows.count) }

    /// Σ 1/log₂(1 + rank) over so many ranks.
    private static func discount(after above: Int, _ count: Int) -> Double {
        (0..<count).reduce(0) { $0 + 1 / log2(Double(2 + above + $1)) }
    }

    /// How many items with a mark are expected among the first k.
    func marked(among k: Int, _ isMarked: (Int) -> Bool) -> Double {
        blocks.prefix { $0.above < k }.reduce(0) { sum, block in
            sum + Double(taken(block, k)) * Double(block.rows.count(where: isMarked)) / Double(block.rows.count)
        }
    }

    /// Σ 1/log₂(1 + rank) over the items with a mark.
    func exposure(_ isMarked: (Int) -> Bool) -> Double {
        blocks.reduce(0) { sum, block in
            let own = block.rows.count(where: isMarked)
            guard own > 0 else { return sum }
            return sum + Self.discount(after: block.above, block.rows.count) * Double(own) / Double(block.rows.count)
        }
    }

    /// Discounted gain of the first k over that of the best order; `nil` where nothing is relevant.
    ///
    /// - Source: Järvelin and Kekäläinen 2002, gains as they stand; ties as in McSherry and Najork 2008.
    func normalisedGain(at k: Int, _ gains: [Double]) -> Double? {
        var gain = 0.0
        for block in blocks where block.above < k {
            let mean = block.rows.reduce(0) { $0 + gains[$1] } / Double(block.rows.count)
            gain += mean * Self.discount(after: block.above, taken(block, k))
        }
        let best = blocks.flatMap(\.rows).map { gains[$0] }.sorted(by: >)
        var ideal = 0.0
        for (place, own) in best.prefix(k).enumerated() { ideal += own / log2(Double(2 + place)) }
        return ideal > 0 ? min(1, gain / ideal) : nil
    }
}
