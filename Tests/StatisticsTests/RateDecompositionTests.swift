import Testing

@testable import Statistics

@Suite("Decomposition of a difference of rates")
struct RateDecompositionTests {
    @Test("The parts are those of the formula, worked out by hand")
    func byHand() throws {
        // a: 80 rows at rate 3/4 and 20 at 1/2; b: 50 at 1/2 and 50 at 1/5.
        let parts = try #require(
            RateDecomposition(.init(rows: [80, 20], selected: [60, 10]), .init(rows: [50, 50], selected: [25, 10])))
        #expect(abs(parts.difference - 0.35) < 1e-12)
        // (.8 − .5)(.75 + .5)/2 + (.2 − .5)(.5 + .2)/2 = .1875 − .105
        #expect(abs(parts.composition - 0.0825) < 1e-12)
        // (.75 − .5)(.8 + .5)/2 + (.5 − .2)(.2 + .5)/2 = .1625 + .105
        #expect(abs(parts.rates - 0.2675) < 1e-12)
        #expect(parts.nonOverlap == 0)
    }

    @Test("Levels of one group only stand apart, and a rate that is the same everywhere transmits nothing")
    func nonOverlap() throws {
        // a alone has the third level: q = 1/5, rate 1 there against 1/2 on the common levels.
        let parts = try #require(
            RateDecomposition(
                .init(rows: [40, 40, 20], selected: [20, 20, 20]), .init(rows: [5, 5, 0], selected: [2, 3, 0]))
        )
        #expect(abs(parts.nonOverlap - 0.1) < 1e-12 && abs(parts.outsideShareOfA - 0.2) < 1e-12)
        #expect(abs(parts.composition + parts.rates + parts.nonOverlap - parts.difference) < 1e-12)
        let same = try #require(
            RateDecomposition(
                .init(rows: [40, 40, 20], selected: [20, 20, 10]), .init(rows: [4, 6, 0], selected: [2, 3, 0]))
        )
        #expect(same.difference == 0 && same.composition == 0 && same.rates == 0 && same.nonOverlap == 0)
        #expect(
            RateDecomposition(.init(rows: [4, 0], selected: [1, 0]), .init(rows: [0, 4], selected: [0, 1])) == nil)
        #expect(RateDecomposition(.init(rows: [0], selected: [0]), .init(rows: [4], selected: [1])) == nil)
    }

    @Test("Parts add up, and change their sign with the groups, whatever the counts", arguments: 0..<40)
    func addsUp(seed: UInt64) throws {
        var random = RandomStream(seed: seed, name: "decomposition")
        func group() -> RateDecomposition.Group {
            let rows = (0..<6).map { _ in random.uniform() < 0.2 ? 0 : Int(random.uniform() * 50) + 1 }
            return .init(rows: rows, selected: rows.map { Int(random.uniform() * Double($0 + 1)) })
        }
        let (a, b) = (group(), group())
        guard let parts = RateDecomposition(a, b), let turned = RateDecomposition(b, a) else { return }
        #expect(abs(parts.composition + parts.rates + parts.nonOverlap - parts.difference) < 1e-12)
        #expect(abs(parts.composition + turned.composition) < 1e-12 && abs(parts.rates + turned.rates) < 1e-12)
        #expect(abs(parts.nonOverlap + turned.nonOverlap) < 1e-12)
    }

    @Test("There is no share of a gap that may be none, and limits hold the share as often as they say")
    func coverage() throws {
        let none = RateDecomposition.estimates(
            .init(rows: [50, 50], selected: [20, 21]), .init(rows: [50, 50], selected: [20, 20]), level: 0.95,
            replicates: 50, seed: 1, stream: "t")
        #expect(none.share.reason == .zeroReference && none.composition.number != nil)
        let equal = RateDecomposition.estimates(
            .init(rows: [50], selected: [20]), .init(rows: [50], selected: [20]), level: 0.95, replicates: 9, seed: 1,
            stream: "t")
        #expect(equal.share.reason == .bothZero)
        let apart = RateDecomposition.estimates(
            .init(rows: [50, 0], selected: [40, 0]), .init(rows: [0, 50], selected: [0, 10]), level: 0.95,
            replicates: 9, seed: 1, stream: "t")
        let gap = try #require(apart.difference.number)
        #expect(apart.composition.reason == .positivity && abs(gap - 0.6) < 1e-12)
        // True shares of levels and rates, 400 rows a group.
        let (first, second) = (
            (shares: [0.6, 0.3, 0.1], rates: [0.7, 0.5, 0.3]), ([0.3, 0.3, 0.4], [0.6, 0.4, 0.25])
        )
        func expected(_ scale: Double) -> RateDecomposition.Group {
            .init(
                rows: first.shares.map { Int($0 * scale) },
                selected: zip(first.shares, first.rates).map { Int($0 * $1 * scale) })
        }
        let truth = try #require(
            RateDecomposition(
                expected(1e6),
                .init(
                    rows: second.0.map { Int($0 * 1e6) }, selected: zip(second.0, second.1).map { Int($0 * $1 * 1e6) }))
        )
        let share = truth.composition / truth.difference
        var random = RandomStream(seed: 5, name: "share")
        func drawn(_ shares: [Double], _ rates: [Double]) -> RateDecomposition.Group {
            var group = RateDecomposition.Group(rows: [0, 0, 0], selected: [0, 0, 0])
            for _ in 0..<400 {
                let u = random.uniform()
                let level = u < shares[0] ? 0 : u < shares[0] + shares[1] ? 1 : 2
                group.rows[level] += 1
                if random.uniform() < rates[level] { group.selected[level] += 1 }
            }
            return group
        }
        var (held, made) = (0, 0)
        for run in 0..<150 {
            let parts = RateDecomposition.estimates(
                drawn(first.shares, first.rates), drawn(second.0, second.1), level: 0.9, replicates: 200,
                seed: UInt64(run), stream: "t")
            guard let interval = parts.share.interval else { continue }
            made += 1
            if interval.contains(share) { held += 1 }
        }
        // .9 within three standard errors.
        #expect(made >= 145 && abs(Double(held) / Double(made) - 0.9) < 0.075, "\(held) of \(made)")
    }
}
