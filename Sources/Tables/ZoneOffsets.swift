/// When the clocks of a zone were set how, from its rules.
package struct ZoneOffsets: Sendable, Hashable {
    /// A name of the time zone database.
    package let name: String
    /// Seconds since 1970 in UTC from which each offset holds, ascending; the first offset holds before, too.
    private let starts: [Int]
    /// Seconds east of UTC.
    private let offsets: [Int]

    /// - Parameter changes: ascending; at least one.
    package init(name: String, changes: [(start: Int, offset: Int)]) {
        precondition(!changes.isEmpty, "a zone has an offset")
        self.name = name
        starts = changes.map(\.start)
        offsets = changes.map(\.offset)
    }

    /// Seconds east of UTC at a moment.
    ///
    /// - Complexity: O(log changes).
    package func offset(at moment: Int) -> Int {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= moment { low = middle + 1 } else { high = middle }
        }
        return offsets[max(0, low - 1)]
    }
}
