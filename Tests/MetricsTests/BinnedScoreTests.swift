@testable import Evidence
@testable import Metrics
import Statistics
import TestSupport
import Testing

@Suite("Figures from binned scores")
struct BinnedScoreTests {
    /// The evidence of random scores that follow the label a little, by value and on a grid.
    private static func evidence(seed: UInt64, _ grid: ScoreGrid) throws -> (
        exact: GroupEvidence, binned: GroupEvidence
    ) {
        var random = SeededRandom(seed: seed)
        let count = Int.random(in: 30...400, using: &random)
        // Narrow scores share many bins.
        let spread = Double.random(in: 0.01...1, using: &random)
        let labels = (0..<count).map { _ in UInt16.random(in: 0...1, using: &random) }
        let scores = labels.map { label in
            min(1, max(0, (Double.random(in: 0...1, using: &random) + 0.3 * Double(label)) * spread / 1.3))
        }
        let rows = EvidenceRows(
            dimensions: [], classes: ["0", "1"], labels: labels, predictions: labels, scores: [scores])
        let cube = EvidenceCube(counting: rows)
        return (cube.overall, try cube.regridding(to: grid).overall)
    }

    @Test(
        "Ranking figures of the rows lie within the bounds that bins give",
        arguments: [ScoreGrid.floor(digits: 1), .floor(digits: 2), .tail(digits: 2), .tail(digits: 4)],
        0..<40 as Range<UInt64>)
    func bounds(grid: ScoreGrid, seed: UInt64) throws {
        let (exact, binned) = try Self.evidence(seed: seed, grid)
        for name in ["roc-auc", "average-precision"] {
            let metric = try #require(Catalogue.metric(named: name, binary: true))
            var (fromRows, fromBins) = (
                Estimator(exact, context: .init(model: "m")), Estimator(binned, context: .init(model: "m"))
            )
            let (row, bin) = (fromRows.estimate(metric), fromBins.estimate(metric))
            let value = try #require(row.number)
            #expect(row.exactness == .exact)
            guard case .bounded(let lower, let upper) = bin.exactness else {
                Issue.record("\(name) on \(grid.name) has no bounds")
                continue
            }
            let slack = 1e-12
            #expect(lower - slack <= value && value <= upper + slack, "\(name): \(value) in \(lower)...\(upper)")
            let own = try #require(bin.number)
            #expect(lower <= own && own <= upper)
            if let interval = bin.interval { #expect(interval.lower <= lower && upper <= interval.upper) }
        }
    }

    @Test("The bound of the area is reached where a bin hides all order")
    func tight() throws {
        // Two rows of each class in one bin: perfectly or wrongly ordered, nobody can tell.
        let rows = EvidenceRows(
            dimensions: [], classes: ["0", "1"], labels: [0, 0, 1, 1], predictions: [0, 0, 1, 1],
            scores: [[0.501, 0.502, 0.503, 0.504]])
        let binned = try EvidenceCube(counting: rows).regridding(to: .floor(digits: 1)).overall
        let result = try #require(RankedScores.areaUnderROC(binned.scores[0]))
        #expect(result.value == 0.5)
        #expect(result.bounds == 0...1)
        let precision = try #require(RankedScores.averagePrecision(binned.scores[0])).result
        #expect(precision.bounds?.upperBound == 1)
        #expect((precision.bounds?.lowerBound ?? 1) <= (1.0 / 3 + 2.0 / 4) / 2)
    }

    @Test("Mean losses are exact on any grid", arguments: 0..<40 as Range<UInt64>)
    func losses(seed: UInt64) throws {
        let (exact, binned) = try Self.evidence(seed: seed, .floor(digits: 2))
        for name in ["brier-score", "log-loss", "mean-score"] {
            let metric = try #require(Catalogue.metric(named: name, binary: true))
            var (fromRows, fromBins) = (
                Estimator(exact, context: .init(model: "m")), Estimator(binned, context: .init(model: "m"))
            )
            let (row, bin) = (fromRows.estimate(metric), fromBins.estimate(metric))
            let value = try #require(row.number)
            #expect(abs(try #require(bin.number) - value) < 1e-11 * max(1, value), "\(name)")
            #expect(bin.exactness == .exact)
            let (a, b) = (try #require(row.interval), try #require(bin.interval))
            // The spread of losses inside a bin of a hundredth is all but known.
            #expect(abs(a.lower - b.lower) < 1e-3 && abs(a.upper - b.upper) < 1e-3, "\(name)")
        }
    }

    @Test("Scores counted by other groups are missed with a reason")
    func notInCube() throws {
        let table = OutcomeTable.random(seed: 4, maximumRows: 60)
        var header = CubeHeader(of: table.evidenceRows)
        header = header.with(scoreMargins: [["gender"], [], ["gender"]])
        #expect(header.scoreMargins == [["gender"]])
        let cube = EvidenceCube(counting: table.evidenceRows, header: header)
        let metric = try #require(Catalogue.metric(named: "roc-auc", binary: true))
        func estimates(_ grouping: [String]) -> [Estimate] {
            cube.evidence(by: grouping).map {
                var estimator = Estimator($0, context: .init(model: "m"))
                return estimator.estimate(metric)
            }
        }
        #expect(estimates(["region"]).allSatisfy { $0.reason == .notInCube })
        let whole = EvidenceCube(counting: table.evidenceRows)
        for grouping in [[], ["gender"]] {
            #expect(cube.evidence(by: grouping) == whole.evidence(by: grouping))
        }
        let read = try CubeFile.cube(from: CubeFile.bytes(of: cube), named: "x")
        #expect(read.evidence(by: ["gender"]) == whole.evidence(by: ["gender"]))
        #expect(try CubeFile.bytes(of: cube.projecting(to: ["region"])).count > 0)
        #expect(try cube.projecting(to: ["region"]).header.scoreMargins == [[]])
    }
}
