import Evidence
import Metrics
import Statistics
import Tables
import TestSupport
import Testing

@Suite("How far the scores of two models lie apart")
struct ScoreShiftTests {
    private func cube(_ shifts: [Double], blocks: [Int]? = nil) throws -> EvidenceCube {
        var dimensions: [EvidenceRows.Dimension] = []
        var told: [ToldDimension] = []
        if let blocks {
            told.append(ToldDimension(column: "person", rule: .block))
            dimensions.append(
                .init(
                    name: told[0].name, levels: (0..<64).map { ClusterBlock.text($0) }, codes: blocks.map { UInt32($0) }
                ))
        }
        let others = shifts.map { $0.isNaN ? Double.nan : 0.25 }
        let rows = EvidenceRows(
            dimensions: dimensions, classes: ["0", "1"], labels: shifts.map { _ in 1 },
            predictions: shifts.map { _ in 1 },
            scores: [], shifts: try ScoreShifts(shifts.map { $0.isNaN ? 0.5 : $0 + 0.25 }, over: others))
        return EvidenceCube(counting: rows, header: CubeHeader(outcome: .binary, againstScore: "q", told: told))
    }

    private func mean(_ values: [Double]) -> (mean: Double, variance: Double) {
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, squares / Double(values.count - 1))
    }

    @Test("Mean and t interval are those of the shifts by hand", arguments: [1, 2, 3] as [UInt64])
    func byHand(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var shifts = (0..<40).map { _ in Double.random(in: -0.3...0.4, using: &random) }
        shifts[3] = .nan
        let found = try #require(ScoreShift.estimate(try cube(shifts).overall, level: 0.9))
        let known = shifts.filter { !$0.isNaN }
        let (mean, variance) = mean(known)
        let reach =
            StudentT(degreesOfFreedom: 38).twoSidedQuantile(level: 0.9) * (variance / 39).squareRoot()
        #expect(found.n == 39)
        #expect(abs((found.number ?? 0) - mean) <= 1e-14)
        #expect(abs((found.interval?.lower ?? 0) - (mean - reach)) <= 1e-12)
        #expect(abs((found.interval?.upper ?? 0) - (mean + reach)) <= 1e-12)
        #expect(found.interval?.method == .studentT)
    }

    @Test("Blocks of rows that are alike widen the interval as their number says")
    func blocks() throws {
        var random = SeededRandom(seed: 4)
        let own = (0..<64).map { _ in Double.random(in: -0.3...0.4, using: &random) }
        let copied = own.enumerated().flatMap { index, shift in Array(repeating: (shift, index), count: 10) }
        let found = try #require(
            ScoreShift.estimate(try cube(copied.map(\.0), blocks: copied.map(\.1)).overall, level: 0.95))
        let (mean, variance) = mean(own)
        let reach = StudentT(degreesOfFreedom: 63).twoSidedQuantile(level: 0.95) * (variance / 64).squareRoot()
        // The jackknife of a mean of blocks of equal size is the variance of their means.
        #expect(abs((found.interval?.lower ?? 0) - (mean - reach)) <= 1e-9)
        #expect(found.interval?.method == .blockJackknife)
        let few = try #require(ScoreShift.estimate(try cube([0.1, 0.2, 0.3], blocks: [0, 1, 2]).overall, level: 0.95))
        #expect(few.interval == nil && few.flags == [.tooFewClusters])
    }

    @Test("Nothing is told of nobody, of no scores, or of a spread that there is not")
    func edges() throws {
        #expect(ScoreShift.estimate(try cube([.nan, .nan]).overall, level: 0.95)?.reason == .noScores)
        let constant = try #require(ScoreShift.estimate(try cube([0.5, 0.5, 0.5]).overall, level: 0.95))
        #expect(constant.number == 0.5 && constant.interval == nil)
        let plain = EvidenceCube(
            counting: EvidenceRows(dimensions: [], classes: ["0", "1"], labels: [1], predictions: [1], scores: []))
        #expect(ScoreShift.estimate(plain.overall, level: 0.95) == nil)
    }
}
