/// The slices with the highest scores, found level by level without looking at those that cannot be among them.
///
/// A slice has no more rows, no more errors and no larger error than any slice with one level less. Where the score that
/// these limits allow is below the worst of the best so far, the slice and all below it are left out (METHODS §4c).
struct SlicePruning {
    /// The best ones, the highest score first; equal scores in the order of columns and levels. All scores are above 0.
    private(set) var best: [SliceTable.Found] = []
    /// Every slice that was looked at and has enough rows, the shorter before the longer.
    private(set) var evaluated: [SliceTable.Found] = []
    private(set) var count = SliceSearch.Count()

    private let table: SliceTable
    private let metric: Int
    private let worseIsHigher: Bool
    /// `nil` where nobody is wrong: then no slice is worse.
    private let score: SliceScore?
    private let fewestRows: Int
    private let wanted: Int
    private var scores: [Double] = []
    /// Sets of the level before that were left out by their score.
    private var leftOut: Set<[SliceTable.Item]> = []

    /// A slice that can be a part of others.
    private struct Part {
        let items: [SliceTable.Item]
        let errors: SliceErrors
        /// Rows that cannot be wrong.
        let silent: Int
    }

    /// - Parameters:
    ///   - metric: its number in the table.
    ///   - wanted: how many are looked for.
    init(
        _ table: SliceTable, metric: Int, worseIsHigher: Bool, weight: Double, fewestRows: Int, depth: Int, wanted: Int
    ) {
        self.table = table
        self.metric = metric
        self.worseIsHigher = worseIsHigher
        score = SliceScore(weight: weight, table.everybody.rate(metric).errors(worseIsHigher))
        self.fewestRows = max(1, fewestRows)
        self.wanted = wanted
        var parts = look(
            at: table.levels.indices.flatMap { column in
                Set(table.codes[column]).sorted().map { [SliceTable.Item(column: column, code: $0)] }
            })
        let depth = min(depth, table.columns.count)
        count.family = family(parts, depth: depth)
        for _ in 1..<max(1, depth) where !parts.isEmpty {
            parts = look(at: joined(parts))
        }
        count.measured = evaluated.count
    }

    /// How many slices there can be at most: of each set of columns no more than its levels make, and no more than have
    /// room with so many rows each.
    private func family(_ single: [Part], depth: Int) -> Int {
        var levels = [Double](repeating: 0, count: table.columns.count)
        for part in single { levels[part.items[0].column] += 1 }
        // By number of columns: how many sets of columns, and how many sets of levels of different columns.
        var (columnSets, levelSets) = (
            [1.0] + Array(repeating: 0, count: depth), [1.0] + Array(repeating: 0, count: depth)
        )
        for own in levels {
            for size in stride(from: depth, to: 0, by: -1) {
                columnSets[size] += columnSets[size - 1]
                levelSets[size] += levelSets[size - 1] * own
            }
        }
        let room = Double(table.rows / fewestRows)
        let most = (0...depth).dropFirst().reduce(0.0) { $0 + min(levelSets[$1], columnSets[$1] * room) }
        return Int(min(most, 0x1p52))
    }

    // MARK: Candidates

    /// Sets of one level more whose parts are all there, and that can be good enough.
    private mutating func joined(_ parts: [Part]) -> [[SliceTable.Item]] {
        var known: [[SliceTable.Item]: Int] = [:]
        for (place, part) in parts.enumerated() { known[part.items] = place }
        let threshold = scores.count == wanted ? scores.last ?? 0 : 0
        // Rounding must not leave out what equals the worst of the best.
        let least = threshold - 1e-9 * (1 + abs(threshold))
        var candidates: [[SliceTable.Item]] = []
        var leftOut: Set<[SliceTable.Item]> = []
        var first = 0
        while first < parts.count {
            // Parts in order: those that differ in their last level only stand together.
            let start = parts[first].items.dropLast()
            var end = first
            while end < parts.count, parts[end].items.dropLast() == start { end += 1 }
            for one in first..<end {
                for other in (one + 1)..<max(end, one + 1) {
                    guard let last = parts[other].items.last, last.column != parts[one].items.last?.column else {
                        continue
                    }
                    count.enumerated += 1
                    let items = parts[one].items + [last]
                    switch limits(items, parts, known) {
                    case .missing(let part):
                        if self.leftOut.contains(part) {
                            count.leftOut += 1
                            leftOut.insert(items)
                        } else {
                            count.small += 1
                        }
                    case .most(let errors, let silent):
                        if (score?.bound(errors, fewest: fewestRows - silent) ?? -1) < least {
                            count.leftOut += 1
                            leftOut.insert(items)
                        } else {
                            candidates.append(items)
                        }
                    }
                }
            }
            first = end
        }
        self.leftOut = leftOut
        return candidates
    }

    private enum Limits {
        case most(SliceErrors, silent: Int)
        /// A part that was left out, or has too few rows.
        case missing([SliceTable.Item])
    }

    /// What a set has at most by its parts.
    private func limits(_ items: [SliceTable.Item], _ parts: [Part], _ known: [[SliceTable.Item]: Int]) -> Limits {
        var most: (errors: SliceErrors, silent: Int)?
        for left in items.indices {
            var rest = items
            rest.remove(at: left)
            guard let place = known[rest] else { return .missing(rest) }
            let (errors, silent) = (parts[place].errors, parts[place].silent)
            most = most.map { ($0.errors.smaller(errors), min($0.silent, silent)) } ?? (errors, silent)
        }
        guard let most else { return .missing(items) }
        return .most(most.errors, silent: most.silent)
    }

    // MARK: Looking

    /// Counts the rows of some sets of levels, those of the same columns together, and keeps the best.
    ///
    /// - Parameter sets: in order.
    /// - Returns: those with enough rows, in the same order.
    private mutating func look(at sets: [[SliceTable.Item]]) -> [Part] {
        if sets.first?.count == 1 { count.enumerated += sets.count }
        var byColumns: [[Int]: [Int]] = [:]
        for (place, items) in sets.enumerated() { byColumns[items.map(\.column), default: []].append(place) }
        var found = [(rows: Int, sums: [Int])](repeating: (0, []), count: sets.count)
        for (columns, places) in byColumns {
            let counted = table.counted(columns, sets: places.map { sets[$0] })
            for (place, own) in zip(places, counted) { found[place] = own }
        }
        var parts: [Part] = []
        for (items, own) in zip(sets, found) {
            guard own.rows >= fewestRows else {
                count.small += 1
                continue
            }
            let slice = SliceTable.Found(items: items, rows: own.rows, sums: own.sums)
            evaluated.append(slice)
            let errors = slice.rate(metric).errors(worseIsHigher)
            keep(slice, errors)
            parts.append(Part(items: items, errors: errors, silent: own.rows - errors.rows))
        }
        return parts
    }

    private mutating func keep(_ slice: SliceTable.Found, _ errors: SliceErrors) {
        guard let own = score?.value(errors), own > 0 else { return }
        let place =
            scores.indices.first { place in
                scores[place] < own || (scores[place] == own && slice.precedes(best[place]))
            } ?? scores.count
        guard place < wanted else { return }
        scores.insert(own, at: place)
        best.insert(slice, at: place)
        if best.count > wanted {
            best.removeLast()
            scores.removeLast()
        }
    }
}

extension SliceTable.Rate {
    /// The rows that the rate counts as wrong.
    func errors(_ worseIsHigher: Bool) -> SliceErrors {
        let wrong = worseIsHigher ? successes : trials - successes
        return SliceErrors(rows: trials, sum: Double(wrong), largest: wrong > 0 ? 1 : 0)
    }
}

extension SliceTable.Found {
    /// Whether it comes first in the order of columns, then of levels, the shorter before the longer.
    func precedes(_ other: SliceTable.Found) -> Bool {
        items.lexicographicallyPrecedes(other.items) { ($0.column, $0.code) < ($1.column, $1.code) }
    }
}
