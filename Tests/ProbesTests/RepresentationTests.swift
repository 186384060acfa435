import Statistics
import TestSupport
import Testing

@testable import Probes

@Suite("Representation")
struct RepresentationTests {
    private static func key(_ name: String?) -> GroupKey { GroupKey([GroupLevel(dimension: "r", value: name)]) }

    private static func population(_ sizes: [String: Double]) -> [(key: GroupKey, size: Double)] {
        sizes.map { (key($0.key), $0.value) }
    }

    @Test("Ratios, absent and unlisted groups are what counts say")
    func counted() throws {
        let found = Representation(
            counts: [(Self.key("A"), 60), (Self.key("B"), 40), (Self.key("X"), 7), (Self.key(nil), 3)],
            population: Self.population(["A": 300, "B": 500, "C": 200, "X": 0]), adequacy: .init(gap: 0.3))
        #expect(found.rows == 100 && found.groups.map { $0.key.levels[0].name } == ["A", "B", "C"])
        #expect(found.groups.map(\.ratio.number) == [0.6 / 0.3, 0.4 / 0.5, 0])
        #expect(found.absent.map(\.key) == [Self.key("C")])
        #expect(found.unlisted.map(\.rows) == [7, 3])
        let wilson = try #require(Proportion.wilson(successes: 60, trials: 100, level: 0.95))
        #expect(found.groups[0].share.interval == wilson)
        #expect(agree(found.groups[0].ratio.interval?.upper, wilson.upper / 0.3, within: 1e-12))
        let distance = 30.0 * 30 / 30 + 10.0 * 10 / 50 + 20.0 * 20 / 20
        #expect(agree(found.chiSquare, distance, within: 1e-12) && !found.isSimulated)
        #expect(agree(found.pValue, ChiSquared(degreesOfFreedom: 2).tails(distance).upper, within: 1e-12))
        // METHODS §3.8: MDD of 60 against 40 at one half.
        let reach = NormalDistribution.quantile(0.975) + NormalDistribution.quantile(0.8)
        let detectable = reach * (0.25 * (1 / 60.0 + 1 / 40.0)).squareRoot()
        #expect(agree(found.groups[0].detectable, detectable, within: 1e-12))
        #expect(found.groups.map(\.isAdequate) == [true, true, false] && abs(found.evidenceCoverage - 0.8) < 1e-12)
    }

    @Test("Nobody at all is no share")
    func nobody() {
        let found = Representation(counts: [], population: Self.population(["A": 1, "B": 1]))
        #expect(found.groups.allSatisfy { $0.share.reason == .emptyGroup && $0.ratio.reason == .emptyGroup })
        #expect(found.chiSquare == nil && found.evidenceCoverage == 0 && found.absent.count == 2)
    }

    @Test(
        "A sample of the population is found to differ in no more than one of twenty, also with few rows",
        arguments: [12, 400])
    func size(rows: Int) throws {
        var random = SeededRandom(seed: 4)
        let shares = [0.5, 0.3, 0.15, 0.05]
        var (rejected, runs) = (0, 200)
        if rows < 100 { runs = 60 }
        for run in 0..<runs {
            var counts = [0, 0, 0, 0]
            for _ in 0..<rows {
                var draw = Double.random(in: 0..<1, using: &random)
                let place = shares.firstIndex { share in
                    draw -= share
                    return draw < 0
                }
                counts[place ?? 3] += 1
            }
            let test = try #require(GoodnessOfFit(counts: counts, shares: shares, seed: UInt64(run), stream: "t"))
            #expect(test.isSimulated == (rows < 100))
            if test.pValue < 0.05 { rejected += 1 }
        }
        #expect(
            Double(rejected) <= 0.05 * Double(runs) + 3 * (0.0475 * Double(runs)).squareRoot(), "\(rejected) of \(runs)"
        )
    }

    // MARK: Languages

    @Test("Speakers and languages count as they should, and what nobody measured bounds the utility")
    func languages() throws {
        func language(_ name: String, _ speakers: Double, _ value: Double?, adequate: Bool) -> LanguageCoverage.Language
        {
            .init(
                key: Self.key(name), speakers: speakers, isAdequate: adequate,
                figure: value.map {
                    Estimate(
                        $0, n: 100, interval: Interval(lower: $0 - 0.1, upper: $0 + 0.1, level: 0.95, method: .wilson))
                })
        }
        let all = [language("sw", 80, 0.9, adequate: true), language("ki", 20, 0.5, adequate: false)]
        let full = try #require(LanguageCoverage(all, largest: 1, level: 0.95))
        #expect(full.perSpeaker.number == 0.8 && full.perLanguage.number == 0.5)
        #expect(agree(full.utilityPerSpeaker.number, 0.8 * 0.9 + 0.2 * 0.5, within: 1e-12))
        #expect(agree(full.utilityPerLanguage.number, 0.7, within: 1e-12))
        let interval = try #require(full.utilityPerLanguage.interval)
        #expect(abs(interval.upper - interval.lower - 2 * 0.1 * 0.5.squareRoot()) < 1e-12)
        let partly = try #require(
            LanguageCoverage(all + [language("so", 100, nil, adequate: false)], largest: 1, level: 0.95))
        guard case .bounded(let lower, let upper) = partly.utilityPerSpeaker.exactness else {
            Issue.record("a language without a figure leaves the utility open")
            return
        }
        #expect(abs(lower - 0.41) < 1e-12 && abs(upper - 0.91) < 1e-12)
        #expect(partly.utilityPerSpeaker.flags == [.partial] && partly.unmeasured == [Self.key("so")])
        // 120 speakers among 90 persons: some speak both.
        let both = [language("sw", 80, 0.9, adequate: true), language("ki", 40, 0.5, adequate: true)]
        let bounded = try #require(LanguageCoverage(both, persons: 90, largest: 1, level: 0.95))
        #expect(bounded.perSpeaker.exactness == .bounded(lower: 80 / 90.0, upper: 1))
        #expect(LanguageCoverage(both, persons: 60, largest: 1, level: 0.95) == nil)
    }

    // MARK: Weights

    @Test("Raked weights meet every margin, and a table of two by two is the one that its odds ratio fixes")
    func raking() throws {
        let margins = [
            Raking.Margin(column: "a", levels: ["x", "y"], sizes: [0.3, 0.7]),
            Raking.Margin(column: "b", levels: ["u", "v"], sizes: [40, 60]),
        ]
        let cells = [([0, 0], 50), ([0, 1], 30), ([1, 0], 10), ([1, 1], 30)].map { (places: $0.0, rows: $0.1) }
        let raking = try #require(Raking(cells: cells, margins: margins))
        #expect(raking.isSettled && raking.largestMiss < 1e-9 && raking.cutRows == 0)
        let weighted = raking.cells.map { Double($0.rows) * $0.weight }
        #expect(abs(weighted.reduce(0, +) - 120) < 1e-9)
        #expect(
            abs((weighted[0] + weighted[1]) / 120 - 0.3) < 1e-9 && abs((weighted[0] + weighted[2]) / 120 - 0.4) < 1e-9)
        // Scaling by rows and columns keeps the odds ratio.
        #expect(abs(weighted[0] * weighted[3] / (weighted[1] * weighted[2]) - 50.0 * 30 / 30 / 10) < 1e-9)
        let squares = raking.cells.reduce(0) { $0 + Double($1.rows) * $1.weight * $1.weight }
        #expect(abs(raking.designEffect - squares / 120) < 1e-12)
        #expect(abs(raking.effectiveRows - 120 / raking.designEffect) < 1e-9)
    }

    @Test("A cap cuts weights and says what that costs; a level without rows is out of reach")
    func capped() throws {
        let margins = [Raking.Margin(column: "a", levels: ["x", "y", "z"], sizes: [0.5, 0.3, 0.2])]
        let cells = [([0], 2), ([1], 98)].map { (places: $0.0, rows: $0.1) }
        let free = try #require(Raking(cells: cells, margins: margins))
        #expect(abs(free.largestWeight - 0.625 * 100 / 2) < 1e-9)
        #expect(free.unreachable.map(\.place) == [2])
        let cut = try #require(Raking(cells: cells, margins: margins, cap: 4))
        #expect(cut.cutRows == 2 && cut.designEffect < free.designEffect && cut.largestMiss > 0.4)
        #expect(Raking(cells: [], margins: margins) == nil)
        let nobody = [Raking.Margin(column: "a", levels: ["x", "y"], sizes: [0, 1])]
        #expect(Raking(cells: [(places: [0], rows: 5)], margins: nobody) == nil)
    }
}
