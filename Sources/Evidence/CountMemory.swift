import Storage

/// What was counted of rows in memory, kept for the questions that follow: a question by some of the columns of an
/// earlier one is answered from its counts, without a look at the rows.
///
/// It never changes an answer. What was used longest ago gives way once all takes more than the budget.
package final class CountMemory: Sendable {
    /// A column that rows are told apart by.
    package enum Key: Hashable, Sendable {
        case column(String)
        /// What a threshold makes of a column of scores.
        case decision(score: String, threshold: Double)
    }

    private struct Kept {
        let keys: [Key]
        let counts: NarrowCounts
    }

    /// The last used one last.
    private final class Contents: @unchecked Sendable {
        var kept: [Kept] = []
    }

    private let monitor = Monitor()
    private let contents = Contents()
    private let byteLimit: Int

    /// - Parameter byteLimit: about how much memory the counts may take.
    package init(byteLimit: Int = 8 << 20) { self.byteLimit = byteLimit }

    /// The distinct rows of some columns: from counts that tell these and perhaps more columns apart, or else counted
    /// by `count` and kept.
    package func counts(by keys: [Key], counting count: () -> NarrowCounts?) -> NarrowCounts? {
        if let known = known(keys) { return known }
        guard let counts = count() else { return nil }
        keep(Kept(keys: keys, counts: counts))
        return counts
    }

    private func known(_ keys: [Key]) -> NarrowCounts? {
        let found = monitor.locked { () -> Kept? in
            let wanted = Set(keys)
            let fitting = contents.kept.indices.filter { wanted.isSubset(of: contents.kept[$0].keys) }
            guard let best = fitting.min(by: { contents.kept[$0].counts.count < contents.kept[$1].counts.count })
            else { return nil }
            let kept = contents.kept.remove(at: best)
            contents.kept.append(kept)
            return kept
        }
        guard let found else { return nil }
        return found.keys == keys
            ? found.counts : found.counts.projected(to: keys.compactMap { found.keys.firstIndex(of: $0) })
    }

    private func keep(_ new: Kept) {
        guard new.counts.byteCount <= byteLimit else { return }
        monitor.locked {
            contents.kept.append(new)
            while contents.kept.reduce(0, { $0 + $1.counts.byteCount }) > byteLimit { contents.kept.removeFirst() }
        }
    }

    /// About how much memory is taken.
    package var byteCount: Int { monitor.locked { contents.kept.reduce(0) { $0 + $1.counts.byteCount } } }
}
