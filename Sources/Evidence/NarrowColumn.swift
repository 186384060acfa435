package import Tables

/// A category column of few levels with a byte a row, so that ten million rows can be counted in milliseconds.
package struct NarrowColumn: Sendable, Hashable {
    /// The most levels a column may have.
    package static let levelLimit = 255
    /// One code a row; `levelCount` where the value is missing.
    let codes: [UInt8]
    let levelCount: Int

    /// - Returns: `nil` for a column of too many levels.
    package init?(_ column: CategoryColumn) {
        guard column.levels.count <= Self.levelLimit else { return nil }
        levelCount = column.levels.count
        // All bits set, which stands for missing, is cut to 255 and then made the code behind the levels.
        let missing = UInt8(levelCount)
        codes = column.codes.map { $0 == CategoryColumn.missing ? missing : UInt8(truncatingIfNeeded: $0) }
    }

    /// The decisions that a threshold makes of scores: 0 below it and 1 from it on, missing where there is no score.
    package init(_ scores: NumberColumn, from threshold: Double) {
        levelCount = 2
        codes = scores.values.map { $0.isNaN ? 2 : $0 >= threshold ? 1 : 0 }
    }
}

/// How codes of narrow columns stand in one number, the last column in the lowest bits.
///
/// A column takes as many bits as its missing value needs, which stands behind its levels.
struct CodePacking: Sendable, Hashable {
    let levelCounts: [Int]
    let widths: [Int]

    init(levelCounts: [Int]) {
        self.levelCounts = levelCounts
        widths = levelCounts.map { Int.bitWidth - $0.leadingZeroBitCount }
    }

    /// Bits that a key takes.
    var bits: Int { widths.reduce(0, +) }

    /// The number of a combination, given column by column; `CategoryColumn.missing` where there is no value.
    func key(_ code: (Int) -> UInt32) -> Int {
        widths.indices.reduce(0) { key, column in
            let code = code(column)
            return key << widths[column] | (code == CategoryColumn.missing ? levelCounts[column] : Int(code))
        }
    }

    /// The codes that a number was made of.
    func codes(_ key: Int) -> [UInt32] {
        var rest = key
        var codes: [UInt32] = []
        for column in widths.indices.reversed() {
            let code = rest & (1 << widths[column] - 1)
            codes.append(code == levelCounts[column] ? CategoryColumn.missing : UInt32(code))
            rest >>= widths[column]
        }
        return codes.reversed()
    }
}

/// The distinct rows of narrow columns and how often each occurs, in canonical order of their codes.
package struct NarrowCounts: Sendable {
    let packing: CodePacking
    /// By column, a code for each distinct row; `CategoryColumn.missing` where there is no value.
    package let codes: [[UInt32]]
    /// How many rows each stands for; at least 1.
    package let multiplicities: [Int]

    /// How many distinct rows there are.
    package var count: Int { multiplicities.count }

    /// - Parameter counts: rows by the key of their combination.
    init(_ packing: CodePacking, _ counts: [Int]) {
        self.packing = packing
        var codes = [[UInt32]](repeating: [], count: packing.widths.count)
        var multiplicities: [Int] = []
        for (key, count) in counts.enumerated() where count > 0 {
            for (column, code) in packing.codes(key).enumerated() { codes[column].append(code) }
            multiplicities.append(count)
        }
        (self.codes, self.multiplicities) = (codes, multiplicities)
    }

    /// The same rows told apart by some of the columns, in the order given.
    ///
    /// - Complexity: O(distinct rows × columns).
    package func projected(to columns: [Int]) -> NarrowCounts {
        let own = CodePacking(levelCounts: columns.map { packing.levelCounts[$0] })
        var counts = [Int](repeating: 0, count: 1 << own.bits)
        for row in multiplicities.indices { counts[own.key { codes[columns[$0]][row] }] += multiplicities[row] }
        return NarrowCounts(own, counts)
    }

    /// About how much memory this takes.
    var byteCount: Int { count * (codes.count * MemoryLayout<UInt32>.stride + MemoryLayout<Int>.stride) }

    /// The counts as a reader that counts has them.
    ///
    /// - Parameter decision: the column that holds decisions made by a threshold, if any does.
    package func entries(decision: Int? = nil) -> RowCounter.Entries {
        RowCounter.Entries(
            codes: codes.indices.filter { $0 != decision }.map { codes[$0] },
            decisions: decision.map { codes[$0] } ?? [], otherDecisions: [], scores: [], multiplicities: multiplicities,
            sums: [])
    }
}
