import Tables

/// The values of a column that fit what was typed, the commonest first.
enum CommonestValues {
    /// How many are offered.
    static let limit = 50

    /// The levels that begin with `typed`, without regard to the case of ASCII letters; if none does, those that hold it.
    ///
    /// - Returns: at most `limit`, by number of rows, those of equal number in the order of the file.
    /// - Complexity: O(rows + levels × characters).
    static func of(_ column: CategoryColumn, matching typed: String) -> [(level: String, count: Int)] {
        let counts = column.counts().ofLevels
        let wanted = typed.utf8.map(folded)
        let first = best(column.levels, counts) { begins($0, with: wanted) }
        if !first.isEmpty || wanted.count < 2 { return first }
        return best(column.levels, counts) { holds($0, wanted) }
    }

    private static func best(
        _ levels: [String], _ counts: [Int], _ fits: (String) -> Bool
    ) -> [(level: String, count: Int)] {
        // The best so far in order: most levels fail the test against the last of them.
        var best: [Int] = []
        for index in levels.indices where counts[index] > 0 {
            if best.count == limit, let last = best.last, counts[index] <= counts[last] { continue }
            guard fits(levels[index]) else { continue }
            var place = best.count
            while place > 0, counts[best[place - 1]] < counts[index] { place -= 1 }
            best.insert(index, at: place)
            if best.count > limit { best.removeLast() }
        }
        return best.map { (levels[$0], counts[$0]) }
    }

    private static func folded(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }

    private static func begins(_ level: String, with wanted: [UInt8]) -> Bool {
        var place = 0
        for byte in level.utf8 {
            if place == wanted.count { return true }
            guard folded(byte) == wanted[place] else { return false }
            place += 1
        }
        return place == wanted.count
    }

    private static func holds(_ level: String, _ wanted: [UInt8]) -> Bool {
        let bytes = level.utf8.map(folded)
        guard bytes.count >= wanted.count else { return false }
        return (0...(bytes.count - wanted.count)).contains { bytes[$0...].starts(with: wanted) }
    }
}
