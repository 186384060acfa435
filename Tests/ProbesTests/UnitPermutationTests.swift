@testable import Probes
import Statistics
import TestSupport
import Testing

@Suite("Whether a feature goes with an attribute, people as a whole")
struct UnitPermutationTests {
    private static func test(
        _ attributes: [UInt32], _ levels: [UInt32], units: [UInt32], strata: [UInt32]? = nil, seed: UInt64 = 1
    ) -> IndependenceTest? {
        UnitPermutation(attributes, valueCount: Int((attributes.max() ?? 0) + 1), strata: strata, units: units)?
            .test(
                .init(codes: levels, count: Int((levels.max() ?? 0) + 1)), permutations: 9_999, seed: seed,
                stream: "test")
    }

    /// Σ χ² over strata, from tables made row by row.
    private static func chiSquare(_ attributes: [UInt32], _ levels: [UInt32], _ strata: [UInt32]?) -> Double {
        Set(strata ?? [0]).reduce(0) { sum, stratum in
            var table = [[Int]](repeating: [Int](repeating: 0, count: 5), count: 3)
            for row in attributes.indices where (strata?[row] ?? 0) == stratum {
                table[Int(attributes[row])][Int(levels[row])] += 1
            }
            return sum + ContingencyTable(table).chiSquare
        }
    }

    /// All orders of some things.
    private static func orders(_ count: Int) -> [[Int]] {
        guard count > 0 else { return [[]] }
        return orders(count - 1).flatMap { order in
            (0..<count).map { place in Array(order[..<place]) + [count - 1] + order[place...] }
        }
    }

    @Test("The chance is that of all orders of units of as many rows", arguments: [false, true], [1, 2] as [UInt64])
    func orders(isWhole: Bool, seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        // Five units of two rows, three of one, and one of three, which nobody changes places with.
        let sizes = [2, 2, 2, 2, 2, 1, 1, 1, 3]
        var (attributes, levels, units): ([UInt32], [UInt32], [UInt32]) = ([], [], [])
        for (unit, size) in sizes.enumerated() {
            let own = UInt32.random(in: 0..<2, using: &random)
            for _ in 0..<size {
                attributes.append(isWhole ? own : UInt32.random(in: 0..<3, using: &random))
                levels.append(UInt32.random(in: 0..<4, using: &random))
                units.append(UInt32(unit))
            }
        }
        let found = try #require(Self.test(attributes, levels, units: units))
        let own = Self.chiSquare(attributes, levels, nil)
        #expect(abs(found.statistic - own) < 1e-9 && found.method == .unitPermutation)
        let rows = sizes.indices.map { unit in units.indices.filter { units[$0] == UInt32(unit) } }
        var (asLarge, all) = (0, 0)
        for pairs in Self.orders(5) {
            for singles in Self.orders(3) {
                var moved = attributes
                for (unit, donor) in (pairs + singles.map { $0 + 5 }).enumerated() {
                    for (row, from) in zip(rows[unit], rows[donor]) { moved[row] = attributes[from] }
                }
                all += 1
                if Self.chiSquare(moved, levels, nil) >= own - 1e-9 { asLarge += 1 }
            }
        }
        let exact = Double(asLarge) / Double(all)
        let error = max((exact * (1 - exact) / Double(found.draws)).squareRoot(), 1 / Double(found.draws))
        #expect(abs(found.pValue - exact) <= 4 * error, "\(found.pValue) for \(exact)")
    }

    @Test("Strata are held: the statistic is their sum, and only units of the same strata change places")
    func strata() throws {
        var random = SeededRandom(seed: 5)
        let units = (0..<60).map { UInt32($0 / 2) }
        let attributes = (0..<60).map { UInt32($0 / 2 % 2) }
        let levels = (0..<60).map { _ in UInt32.random(in: 0..<4, using: &random) }
        let strata = (0..<60).map { UInt32($0 / 2 % 3 + $0 % 2) }
        let found = try #require(Self.test(attributes, levels, units: units, strata: strata))
        #expect(abs(found.statistic - Self.chiSquare(attributes, levels, strata)) < 1e-9)
        let tables = Set(strata).map { stratum in
            ContingencyTable(
                (0..<2).map { value in
                    (0..<4).map { level in
                        (0..<60).count {
                            strata[$0] == stratum && attributes[$0] == UInt32(value) && levels[$0] == UInt32(level)
                        }
                    }
                })
        }
        #expect(found.degreesOfFreedom == tables.reduce(0) { $0 + $1.degreesOfFreedom })
    }

    @Test("Nobody to change places with, or nothing that varies, is no test; rows of their own are none of units")
    func none() {
        #expect(Self.test([0, 1, 1], [0, 1, 0], units: [1, 2, 2]) == nil)
        #expect(Self.test([0, 0, 1, 1], [2, 2, 2, 2], units: [1, 1, 2, 2]) == nil)
        #expect(UnitPermutation([0, 1, 0], valueCount: 2, strata: nil, units: [3, 1, 2]) == nil)
    }

    @Test("Rows of people who are alike in feature and attribute by chance show nothing in one of twenty samples")
    func size() {
        var (byPeople, byRows) = (0, 0)
        for run in 0..<120 {
            var random = RandomStream(seed: UInt64(run), name: "people")
            let people = (0..<40).map { _ in (UInt32(random.uniform() * 2), UInt32(random.uniform() * 3)) }
            let attributes = people.flatMap { [UInt32](repeating: $0.0, count: 6) }
            let levels = people.flatMap { [UInt32](repeating: $0.1, count: 6) }
            func p(_ units: [UInt32]?) -> Double {
                ProxySearch(
                    of: .init("a", levelCount: 2, codes: attributes),
                    features: [.init("f", levelCount: 3, codes: levels)], units: units,
                    options: .init(seed: UInt64(run), permutations: 199))?.features.first?.pValue ?? 1
            }
            if p((0..<240).map { UInt32($0 / 6) }) <= 0.05 { byPeople += 1 }
            if p(nil) <= 0.05 { byRows += 1 }
        }
        #expect(byPeople <= 13 && byRows >= 50, "\(byPeople) \(byRows)")
    }
}
