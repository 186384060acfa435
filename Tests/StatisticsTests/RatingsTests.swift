import Testing

@testable import Statistics

@Suite("Agreement of annotators")
struct RatingsTests {
    /// The example of Krippendorff 2011, "Computing Krippendorff's alpha-reliability": four observers, twelve units.
    private static let example: [[Int?]] = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, nil, nil, nil], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nil, 3],
        [nil, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nil], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nil],
    ]

    private static func ratings(_ observers: [[Int?]], categories: Int) -> Ratings {
        Ratings(
            units: observers[0].indices.map { unit in
                var counts = [Int](repeating: 0, count: categories)
                for observer in observers { if let rating = observer[unit] { counts[rating - 1] += 1 } }
                return counts
            }, categoryCount: categories)
    }

    @Test("The published example: .743 nominal, .815 ordinal, .849 interval")
    func published() throws {
        let ratings = Self.ratings(Self.example, categories: 5)
        #expect(ratings.units == 11 && ratings.loneUnits == 1)
        let nominal = try #require(ratings.alpha(.nominal, ratings.counts))
        let ordinal = try #require(ratings.alpha(.ordinal, ratings.counts))
        let interval = try #require(ratings.alpha(.interval([1, 2, 3, 4, 5]), ratings.counts))
        #expect(abs(nominal - 0.743) < 5e-4 && abs(ordinal - 0.815) < 5e-4 && abs(interval - 0.849) < 5e-4)
    }

    @Test("Perfect agreement is 1 without an interval, one category alone is undefined, no unit has a reason")
    func ends() {
        let perfect = Ratings(units: [[3, 0], [0, 3], [3, 0]], categoryCount: 2)
        let estimate = perfect.estimate(level: 0.95, replicates: 50, seed: 1, stream: "t") {
            perfect.alpha(.nominal, $0)
        }
        #expect(estimate.number == 1 && estimate.interval == nil)
        let one = Ratings(units: [[2, 0], [3, 0]], categoryCount: 2)
        #expect(
            one.estimate(level: 0.95, replicates: 50, seed: 1, stream: "t") { one.alpha(.nominal, $0) }.reason
                == .degenerateMargins)
        let none = Ratings(units: [[1, 0], [0, 0]], categoryCount: 2)
        #expect(none.loneUnits == 2)
        #expect(
            none.estimate(level: 0.95, replicates: 50, seed: 1, stream: "t") { none.alpha(.nominal, $0) }.reason
                == .emptyGroup)
    }

    @Test("The order of units and the names of nominal categories do not matter")
    func laws() throws {
        let ratings = Self.ratings(Self.example, categories: 5)
        let shuffled = Self.ratings(Self.example.map { $0.reversed() }, categories: 5)
        #expect(ratings == shuffled)
        let renamed = Self.ratings(Self.example.map { $0.map { $0.map { 6 - $0 } } }, categories: 5)
        let alpha = try #require(ratings.alpha(.nominal, ratings.counts))
        let other = try #require(renamed.alpha(.nominal, renamed.counts))
        let ordinal = try #require(ratings.alpha(.ordinal, ratings.counts))
        let reversed = try #require(renamed.alpha(.ordinal, renamed.counts))
        #expect(abs(alpha - other) < 1e-12 && abs(ordinal - reversed) < 1e-12)
    }

    /// Three raters who give each unit's class with some chance, else another: α of a very large sample is the truth.
    @Test("Limits hold the α of the population", arguments: [(60, 0.75), (120, 0.9)])
    func coverage(units: Int, care: Double) throws {
        var random = RandomStream(seed: 5, name: "ratings \(units)")
        func sample(_ count: Int) -> Ratings {
            Ratings(
                units: (0..<count).map { _ in
                    let truth = random.uniform() < 0.4 ? 0 : random.uniform() < 0.5 ? 1 : 2
                    var counts = [0, 0, 0]
                    for _ in 0..<3 {
                        let rating = random.uniform() < care ? truth : (truth + (random.uniform() < 0.5 ? 1 : 2)) % 3
                        counts[rating] += 1
                    }
                    return counts
                }, categoryCount: 3)
        }
        let population = sample(100_000)
        let truth = try #require(population.alpha(.nominal, population.counts))
        let rounds = 300
        var covered = 0
        for round in 0..<rounds {
            let ratings = sample(units)
            let estimate = ratings.estimate(
                level: 0.95, replicates: 300, seed: UInt64(round), stream: "c"
            ) { ratings.alpha(.nominal, $0) }
            if try #require(estimate.interval).contains(truth) { covered += 1 }
        }
        #expect((0.91...0.985).contains(Double(covered) / Double(rounds)), "\(covered) of \(rounds)")
    }
}
