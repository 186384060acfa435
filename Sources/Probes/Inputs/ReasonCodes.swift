package import Statistics

/// Reasons given for decisions: how many have one, how many have none that says anything, and whether groups get the same.
package struct ReasonCodes: Sendable {
    /// One group of rows.
    package struct Group: Sendable {
        package let key: GroupKey
        /// Rows with a reason, of all.
        package let coverage: Estimate
        /// Rows whose reason says nothing, of those with one.
        package let others: Estimate
        /// ½ Σ |p − q| between the reasons of the group and of everybody else, 0…1; `nil` for everybody, and without a
        /// reason on one side. It is above 0 by chance alone: see the mean under no difference.
        package let distance: Double?
        /// Its mean where reasons are dealt to rows at random, and how often such a deal is as far apart.
        package let distanceByChance: Double?
        package let pValue: Double?
        package var adjustedPValue: Double?
    }

    /// Everybody first.
    package let groups: [Group]

    /// Deals of the test; fewer where rows are very many.
    package static let deals = 999
    private static let dealtRows = 20_000_000

    /// - Parameters:
    ///   - codes: by row; beyond the levels is no reason.
    ///   - others: levels that say nothing, such as "other".
    /// - Complexity: O(deals × rows) a group, within a fixed budget.
    /// - Source: total variation; permutation test with (1 + #)/(B + 1) (METHODS §3.4).
    package init(
        levels: [String], codes: [UInt32], others: Set<String>, groups: [(key: GroupKey, rows: [Int])], level: Double,
        seed: UInt64
    ) {
        let count = UInt32(levels.count)
        let empty = Set(levels.indices.filter { others.contains(levels[$0]) }.map { UInt32($0) })
        func share(_ part: Int, _ whole: Int) -> Estimate {
            guard whole > 0 else { return Estimate(notEstimable: .emptyGroup) }
            return Estimate(
                Double(part) / Double(whole), n: whole,
                interval: Proportion.wilson(successes: Double(part), trials: Double(whole), level: level))
        }
        let given = codes.indices.filter { codes[$0] < count }
        let totals = given.reduce(into: levels.map { _ in 0 }) { $0[Int(codes[$1])] += 1 }
        func group(_ key: GroupKey, _ rows: [Int], place: Int?) -> Group {
            let own = rows.filter { codes[$0] < count }
            let vague = own.count { empty.contains(codes[$0]) }
            let test = place.flatMap { place in
                Self.test(
                    own.map { codes[$0] }, all: given.map { codes[$0] }, totals: totals,
                    RandomStream.Key(seed: seed, name: "reasons \(place)"))
            }
            return Group(
                key: key, coverage: share(own.count, rows.count), others: share(vague, own.count),
                distance: test?.distance, distanceByChance: test?.byChance, pValue: test?.pValue)
        }
        var found = [group(.overall, Array(codes.indices), place: nil)]
        found += groups.enumerated().map { group($1.key, $1.rows, place: $0) }
        let tested = found.indices.filter { found[$0].pValue != nil }
        let adjusted = Multiplicity.benjaminiHochberg(tested.compactMap { found[$0].pValue })
        for (index, value) in zip(tested, adjusted) { found[index].adjustedPValue = value }
        self.groups = found
    }

    /// - Parameters:
    ///   - own: reasons of the group.
    ///   - all: those of everybody.
    private static func test(
        _ own: [UInt32], all: [UInt32], totals: [Int], _ key: RandomStream.Key
    ) -> (distance: Double, byChance: Double, pValue: Double)? {
        guard !own.isEmpty, own.count < all.count else { return nil }
        let (size, rest) = (Double(own.count), Double(all.count - own.count))
        func distance(_ counts: [Int]) -> Double {
            zip(counts, totals).reduce(0) { $0 + abs(Double($1.0) / size - Double($1.1 - $1.0) / rest) } / 2
        }
        let found = distance(own.reduce(into: totals.map { _ in 0 }) { $0[Int($1)] += 1 })
        let deals = max(99, min(Self.deals, dealtRows / all.count))
        var deck = all
        // The smaller side is dealt.
        let dealt = min(own.count, all.count - own.count)
        var (beyond, sum) = (0, 0.0)
        for deal in 0..<deals {
            var stream = key.stream(replicate: UInt32(deal), cell: 0)
            var counts = totals.map { _ in 0 }
            for place in 0..<dealt {
                deck.swapAt(place, Int.random(in: place..<deck.count, using: &stream))
                counts[Int(deck[place])] += 1
            }
            let own = dealt == own.count ? counts : zip(totals, counts).map { $0 - $1 }
            let drawn = distance(own)
            sum += drawn
            if drawn >= found - 1e-12 { beyond += 1 }
        }
        return (found, sum / Double(deals), Double(1 + beyond) / Double(deals + 1))
    }
}
