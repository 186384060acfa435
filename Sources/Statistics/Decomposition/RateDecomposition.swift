/// Why two groups have different rates: a part from being composed differently over levels, one from having different
/// rates at the same level, and one from levels that only one of them has.
///
/// With π a group's shares over the levels both have, and r its rates there:
///
///     composition = Σ (π_a − π_b)(r_a + r_b)/2,     rates = Σ (r_a − r_b)(π_a + π_b)/2
///
/// and where a has a share q_a of its rows on levels that b has not, with rate r′_a there and r̄_a on the common levels,
/// non-overlap = q_a(r′_a − r̄_a) − q_b(r′_b − r̄_b). The three add up to the difference of the rates exactly.
///
/// - Source: Kitagawa 1955; the four-part form with levels of one group only by Ñopo 2008.
package struct RateDecomposition: Hashable, Sendable {
    /// r_a − r_b over all rows.
    package let difference: Double
    package let composition: Double
    package let rates: Double
    package let nonOverlap: Double
    /// The shares of rows of a, and of b, that stand on levels of one group only.
    package let outsideShareOfA: Double
    package let outsideShareOfB: Double

    /// Rows of one group by level.
    package struct Group: Hashable, Sendable {
        /// By level: rows, and of those the selected; as many elements as there are levels.
        package var rows: [Int]
        package var selected: [Int]

        package init(rows: [Int], selected: [Int]) {
            precondition(
                rows.count == selected.count && zip(rows, selected).allSatisfy { $0 >= $1 && $1 >= 0 },
                "selected rows are rows")
            self.rows = rows
            self.selected = selected
        }
    }

    /// - Returns: `nil` where a group has no row, or no level has rows of both.
    /// - Complexity: O(levels).
    package init?(_ a: Group, _ b: Group) {
        precondition(a.rows.count == b.rows.count, "the same levels")
        var (first, second) = (Totals(), Totals())
        for level in a.rows.indices {
            let isCommon = a.rows[level] > 0 && b.rows[level] > 0
            first.add(a.rows[level], a.selected[level], isCommon)
            second.add(b.rows[level], b.selected[level], isCommon)
        }
        guard first.common > 0, second.common > 0 else { return nil }
        difference = first.rate - second.rate
        let (m, n) = (Double(first.common), Double(second.common))
        var (composition, rates) = (CompensatedSum(), CompensatedSum())
        for level in a.rows.indices where a.rows[level] > 0 && b.rows[level] > 0 {
            let (x, y) = (Double(a.rows[level]), Double(b.rows[level]))
            let (r, s) = (Double(a.selected[level]) / x, Double(b.selected[level]) / y)
            composition.add((x / m - y / n) * (r + s) / 2)
            rates.add((r - s) * (x / m + y / n) / 2)
        }
        self.composition = composition.value
        self.rates = rates.value
        nonOverlap = first.excess - second.excess
        (outsideShareOfA, outsideShareOfB) = (first.outsideShare, second.outsideShare)
    }

    private struct Totals {
        var (rows, selected, common, commonSelected) = (0, 0, 0, 0)

        mutating func add(_ more: Int, _ chosen: Int, _ isCommon: Bool) {
            rows += more
            selected += chosen
            if isCommon {
                common += more
                commonSelected += chosen
            }
        }

        var rate: Double { Double(selected) / Double(rows) }
        var outsideShare: Double { Double(rows - common) / Double(rows) }

        /// q(r′ − r̄).
        var excess: Double {
            guard rows > common else { return 0 }
            let apart = Double(selected - commonSelected) / Double(rows - common)
            return outsideShare * (apart - Double(commonSelected) / Double(common))
        }
    }
}

extension RateDecomposition {
    /// The parts with intervals, by drawing the rows of each group again.
    package struct Estimates: Hashable, Sendable {
        /// r_a − r_b, with Newcombe's limits.
        package let difference: Estimate
        package let composition: Estimate
        package let rates: Estimate
        package let nonOverlap: Estimate
        /// Composition over difference; `zeroReference` where the limits of the difference hold 0: a share of a gap that may
        /// not exist means nothing.
        package let share: Estimate
    }

    /// - Parameters:
    ///   - replicates: draws of the cell bootstrap (METHODS §3.4), each group on its own with its size kept.
    ///   - stream: names the draws; the groups add their own.
    /// - Returns: estimates; where no level is common to both, the parts are `positivity`.
    /// - Complexity: O(replicates × occupied cells), and O(cells²) for the acceleration, which is left out (0) above 400
    ///   cells.
    package static func estimates(
        _ a: Group, _ b: Group, level: Double, replicates: Int, seed: UInt64, stream: String
    ) -> Estimates {
        let (m, n) = (a.rows.reduce(0, +), b.rows.reduce(0, +))
        guard m > 0, n > 0 else {
            let none = Estimate(notEstimable: .emptyGroup, n: m + n)
            return Estimates(difference: none, composition: none, rates: none, nonOverlap: none, share: none)
        }
        let (x, y) = (a.selected.reduce(0, +), b.selected.reduce(0, +))
        let proportions = TwoProportions(
            successes1: Double(x), trials1: Double(m), successes0: Double(y), trials0: Double(n))
        let difference = Estimate(
            Double(x) / Double(m) - Double(y) / Double(n), n: m + n,
            interval: proportions.newcombeDifference(level: level))
        guard let whole = RateDecomposition(a, b) else {
            let none = Estimate(notEstimable: .positivity, n: m + n)
            return Estimates(difference: difference, composition: none, rates: none, nonOverlap: none, share: none)
        }
        let draws = DecompositionDraws(a, b, replicates: replicates, seed: seed, stream: stream)
        func part(_ value: @escaping (RateDecomposition) -> Double?) -> Estimate {
            guard let number = value(whole), number.isFinite else {
                return Estimate(notEstimable: .zeroReference, n: m + n)
            }
            return Estimate(number, n: m + n, interval: draws.interval(number, level: level, of: value))
        }
        let isShown = difference.interval.map { !$0.contains(0) } ?? false
        return Estimates(
            difference: difference, composition: part(\.composition), rates: part(\.rates),
            nonOverlap: part(\.nonOverlap),
            share: isShown
                ? part { $0.difference == 0 ? nil : $0.composition / $0.difference }
                : Estimate(notEstimable: difference.number == 0 ? .bothZero : .zeroReference, n: m + n))
    }
}

/// Decompositions of rows drawn again.
private struct DecompositionDraws {
    private let a: RateDecomposition.Group
    private let b: RateDecomposition.Group
    private let drawn: [RateDecomposition?]
    private static let block = 64

    init(_ a: RateDecomposition.Group, _ b: RateDecomposition.Group, replicates: Int, seed: UInt64, stream: String) {
        // Levels that nobody has cost draws and change nothing.
        let levels = a.rows.indices.filter { a.rows[$0] + b.rows[$0] > 0 }
        func kept(_ group: RateDecomposition.Group) -> RateDecomposition.Group {
            .init(rows: levels.map { group.rows[$0] }, selected: levels.map { group.selected[$0] })
        }
        (self.a, self.b) = (kept(a), kept(b))
        let first = Self.bootstrap(self.a, seed, stream + ":a")
        let second = Self.bootstrap(self.b, seed, stream + ":b")
        var decompositions: [RateDecomposition?] = []
        decompositions.reserveCapacity(replicates)
        // A block of draws at a time: of thousands of levels all of them would fill memory.
        for start in stride(from: 0, to: replicates, by: Self.block) {
            let block = start..<min(replicates, start + Self.block)
            var draws: [RateDecomposition.Group] = []
            first.forEachDraw(block) { _, counts in draws.append(Self.group(counts)) }
            second.forEachDraw(block) { replicate, counts in
                decompositions.append(RateDecomposition(draws[replicate - start], Self.group(counts)))
            }
        }
        drawn = decompositions
    }

    /// Cells of a group: selected and not selected, level by level.
    private static func bootstrap(
        _ group: RateDecomposition.Group, _ seed: UInt64, _ stream: String
    ) -> CellBootstrap {
        CellBootstrap(
            counts: group.rows.indices.flatMap { [group.selected[$0], group.rows[$0] - group.selected[$0]] },
            seed: seed, stream: stream)
    }

    private static func group(_ counts: [Int]) -> RateDecomposition.Group {
        let levels = 0..<counts.count / 2
        return .init(
            rows: levels.map { counts[2 * $0] + counts[2 * $0 + 1] }, selected: levels.map { counts[2 * $0] })
    }

    func interval(
        _ estimate: Double, level: Double, of value: (RateDecomposition) -> Double?
    ) -> Interval? {
        let values = drawn.compactMap { $0.flatMap(value) }.filter(\.isFinite)
        return BCa.interval(
            estimate: estimate, replicates: values, dropped: drawn.count - values.count,
            acceleration: acceleration(estimate, value), level: level)
    }

    /// By leaving out one row of each cell in turn.
    private func acceleration(_ estimate: Double, _ value: (RateDecomposition) -> Double?) -> Double {
        guard a.rows.count <= 100 else { return 0 }
        var (counts, influences): ([Int], [Double]) = ([], [])
        func leave(_ group: RateDecomposition.Group, _ with: (RateDecomposition.Group) -> RateDecomposition?) {
            let all = group.rows.reduce(0, +)
            for level in group.rows.indices {
                for isSelected in [true, false] {
                    let rows = isSelected ? group.selected[level] : group.rows[level] - group.selected[level]
                    guard rows > 0 else { continue }
                    var less = group
                    less.rows[level] -= 1
                    if isSelected { less.selected[level] -= 1 }
                    guard let without = with(less).flatMap(value) else { continue }
                    counts.append(rows)
                    influences.append(Double(all - 1) / Double(all) * (estimate - without))
                }
            }
        }
        leave(a) { RateDecomposition($0, b) }
        leave(b) { RateDecomposition(a, $0) }
        return BCa.acceleration(counts: counts, influences: influences)
    }
}
