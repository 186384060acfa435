import Statistics
import Testing

@testable import Probes

@Suite("Rows that are alike but in one thing")
struct MatchedRowsTests {
    @Test("A small example, by hand")
    func byHand() throws {
        // Stratum 0: two of the first (1, 0), one of the second (1). Stratum 1: one (1) and three (0, 0, 1). Stratum 2 and
        // 3 hold one group only.
        let rows = MatchedRows(
            isFirst: [true, true, false, true, false, false, false, true, false],
            outcomes: [1, 0, 1, 1, 0, 0, 1, 0, 1], covariates: [.levels([0, 0, 0, 1, 1, 1, 1, 2, 3])])
        let result = rows.result(.exact, level: 0.95)
        #expect(result.rows == 4 && result.matchedRows == 3 && result.others == 5 && result.matchedOthers == 4)
        #expect(result.strata == 2 && result.matchedShare == 0.75)
        // Of strata: 2/3 · (1/2 − 1) + 1/3 · (1 − 1/3).
        let gap = try #require(result.gap.number)
        let expected: Double = -1.0 / 3 + 2.0 / 9
        #expect(abs(gap - expected) < 1e-12)
        // Before: ½ (|2/4 − 1/5| + |1/4 − 3/5| + 1/4 + 1/5); after: nothing is apart.
        #expect(abs(result.imbalanceBefore - 0.55) < 1e-12)
        #expect(abs(try #require(result.imbalanceAfter)) < 1e-12)
    }

    @Test("Figures are those of a slow count over strata", arguments: [UInt64(1), 2, 3])
    func twin(seed: UInt64) throws {
        var random = RandomStream(seed: seed, name: "twin")
        let count = 400
        let ages = (0..<count).map { _ in (random.uniform() * 60).rounded() + 18 }
        let regions = (0..<count).map { _ in Int(random.uniform() * 3) }
        let first = (0..<count).map { regions[$0] == 2 ? random.uniform() < 0.7 : random.uniform() < 0.4 }
        let outcomes = (0..<count).map { _ in random.uniform() < 0.5 ? 1.0 : 0.0 }
        let rows = MatchedRows(isFirst: first, outcomes: outcomes, covariates: [.levels(regions), .numbers(ages)])
        let result = rows.result(.coarsened, level: 0.95)
        // Sturges: ⌈log₂ 400⌉ + 1 = 10 bins between the least and the greatest age.
        let (least, greatest) = (try #require(ages.min()), try #require(ages.max()))
        func stratum(_ row: Int) -> String {
            "\(regions[row])/\(min(9, Int((ages[row] - least) / (greatest - least) * 10)))"
        }
        var total = 0.0
        var matched = 0
        for (_, own) in Dictionary(grouping: 0..<count, by: stratum) {
            let (ours, others) = (own.filter { first[$0] }, own.filter { !first[$0] })
            guard !ours.isEmpty, !others.isEmpty else { continue }
            func mean(_ rows: [Int]) -> Double { rows.reduce(0) { $0 + outcomes[$1] } / Double(rows.count) }
            total += Double(ours.count) * (mean(ours) - mean(others))
            matched += ours.count
        }
        #expect(result.matchedRows == matched)
        #expect(abs(try #require(result.gap.number) - total / Double(matched)) < 1e-12)
        let after = try #require(result.imbalanceAfter)
        #expect(after < result.imbalanceBefore && after >= 0 && result.imbalanceBefore <= 1)
    }

    @Test("Exact matching gives way where most rows are alone")
    func fallback() {
        let ages = (0..<200).map { Double($0) * 1.01 }
        let rows = MatchedRows(
            isFirst: (0..<200).map { $0 % 2 == 0 }, outcomes: Array(repeating: 1, count: 200),
            covariates: [.numbers(ages)])
        #expect(rows.result(level: 0.95).likeness == .coarsened)
        let plain = MatchedRows(
            isFirst: (0..<200).map { $0 % 2 == 0 }, outcomes: Array(repeating: 1, count: 200),
            covariates: [.numbers(ages.map { ($0 / 50).rounded() })])
        #expect(plain.result(level: 0.95).likeness == .exact)
    }

    @Test("Nobody alike is a reason and no figure; missing values are alike")
    func edges() {
        let apart = MatchedRows(isFirst: [true, false], outcomes: [1, 0], covariates: [.levels([0, 1])])
            .result(.exact, level: 0.95)
        #expect(apart.gap.reason == .emptyGroup && apart.imbalanceAfter == nil && apart.imbalanceBefore == 1)
        let missing = MatchedRows(
            isFirst: [true, false], outcomes: [1, 0], covariates: [.numbers([.nan, .nan])]
        ).result(.coarsened, level: 0.95)
        #expect(missing.matchedRows == 1 && missing.gap.number == 1 && missing.gap.interval == nil)
        let empty = MatchedRows(isFirst: [], outcomes: [], covariates: []).result(.exact, level: 0.95)
        #expect(empty.gap.reason == .emptyGroup)
    }

    @Test("The interval covers the gap that is in the rows, where the raw gap is wrong")
    func coverage() throws {
        var (covered, raw) = (0, 0)
        let runs = 300
        for run in 0..<runs {
            var random = RandomStream(seed: UInt64(run), name: "matching")
            let count = 600
            let income = (0..<count).map { _ in Int(random.uniform() * 4) }
            // Poorer rows are in the first group more often, and are refused more often; the group itself costs 0.1.
            let first = income.map { random.uniform() < 0.7 - 0.15 * Double($0) }
            let outcomes = (0..<count).map {
                row -> Double in
                let chance: Double = 0.3 + 0.15 * Double(income[row]) - (first[row] ? 0.1 : 0)
                return random.uniform() < chance ? 1 : 0
            }
            let rows = MatchedRows(isFirst: first, outcomes: outcomes, covariates: [.levels(income)])
            if try #require(rows.result(.exact, level: 0.95).gap.interval).contains(-0.1) { covered += 1 }
            let alone = MatchedRows(isFirst: first, outcomes: outcomes, covariates: [])
            if try #require(alone.result(.exact, level: 0.95).gap.interval).contains(-0.1) { raw += 1 }
        }
        #expect(Double(covered) / Double(runs) > 0.92, "\(covered)")
        #expect(Double(raw) / Double(runs) < 0.7, "\(raw)")
    }
}
